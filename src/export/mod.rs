//! From a plan to texts that others apply, open or read: one file per target.
//!
//! Guaranteed: equal plans give equal texts, every CIDR is explicit so that AWS does not choose another one, nothing that a name
//! or a tag says can end a string or a comment of the target, and what a target cannot express is listed. A text comes in
//! pieces, so that a page goes on living while a large plan is written and may stop it at any time.
//!
//! It knows the languages of the targets. It must not know how a text is shown, saved or sent, nor what AWS would refuse:
//! that is for the rules and the life cycle.

mod chain;
mod cloudformation;
mod csv;
mod declared;
mod extent;
mod json;
mod landing_zone;
mod line;
mod losses;
mod map;
mod markdown;
mod module;
mod naming;
mod shell;
mod terraform;
mod writing;

pub use cloudformation::{Stack, stacks};
pub use extent::Extent;
pub use losses::NotExpressed;
pub use writing::{Export, Exported, Source, Target};
