//! What is understood of Markdown, in which people write notes: CommonMark and GitHub's tables, tasks and strikethrough, as far as notes
//! need them.
//!
//! A text becomes [`Block`]s and [`Inline`]s, which say nothing of how they are shown. Safe by construction: there is no piece for
//! HTML, which stays the text that it is; a link leads to `http:`, `https:` or `mailto:` or is none; an image is a link to
//! it, so that nothing is ever fetched. Any text is some Markdown: there are no errors, and what the planner does not know
//! (footnotes, reference links, HTML) is shown as it was written.
//!
//! Time is linear in the text for inlines, and in the text times the depth, which is bounded, for blocks. `pulldown-cmark` was tried:
//! without its defaults it is 87 kB of compressed WebAssembly, of which a note needs a tenth.

mod block;
mod inline;
mod link;

pub use block::{Align, Block, Item, parse};
pub use inline::Inline;
