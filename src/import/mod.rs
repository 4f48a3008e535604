//! From what others wrote to what is in it: the output of the AWS CLI, tables, infrastructure as code, links of other planners.
//!
//! It goes in three stages, none of which changes a plan:
//!
//! 1. **Read** ([`Reading`]): texts of any shape, several at once, become rows in the words of AWS ([`found`]), each with the line
//!    it stands on, and [`Note`]s for what was left out, changed, or is worth knowing. The shape is recognised, never asked for.
//! 2. **Settle** (`settle`): what the files leave open is worked out or asked for: from which pool an allocation is, which
//!    blocks lie in which, what is in the files twice.
//! 3. **Merge** (`merge`): the rows are matched with those of a plan and become a preview, and in the end one edit.
//!
//! Guaranteed: no text makes it panic or read without end, and every stage goes in steps of a bounded effort, so that a page can
//! do something else in between and stop at any time by letting go of it. Nothing is imported in silence: what is in a file is a
//! row, or a note says why not.
//!
//! It knows the shapes of others and the plan; it must not know how a preview is shown, nor what AWS would accept.
//!
//! # To add a shape
//!
//! A shape of text (a table, Terraform's language, YAML) is an entry of `shapes::TEXTS`, one of JSON an entry of `shapes::JSON`: a
//! word for people, a test of what it looks like, and a reader, which gets the text or the tree and puts what it finds into
//! [`found::Found`]. Nothing else knows of it, with two exceptions: files of Terraform's language wait in [`Reading`] until all
//! are read, because values of one stand in another, and a table can be read again with the columns that a person says
//! ([`table::Mapping`]).

mod aws;
mod choices;
mod cloudformation;
mod code;
pub mod found;
mod json;
mod json_file;
mod known_files;
mod landing_zone;
mod link;
mod merge;
mod note;
mod reading;
mod settle;
mod shapes;
mod source;
pub mod table;
mod terraform;
mod web_page;
mod yaml;

pub use aws::{Interfaces, Inventory, Organization, inventory_script};
pub use choices::{Choices, Counted, DefaultVpcs, Leaves, PoolChoice, Sameness, Target};
pub use merge::{
    Conflict, Effect, Item, KindCount, Preview, Previewing, Question, begin_plan, conflicts, conflicts_in, new_plan,
    preview,
};
pub use note::{Note, Notes, Place, Severity};
pub use reading::{FileRead, Progress, Reading, Understood};
pub use source::{MAX_BYTES, MAX_FILES, Source};
