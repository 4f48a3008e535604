//! CloudFormation templates, in YAML or JSON.
//!
//! Parameters count with their defaults, and what only a stack knows (another stack's exports, secrets, the Region it is deployed
//! to) is named in a note. What resources mean for a plan is for [`code`](super::code).

mod functions;
mod lists;
mod template;

pub(super) use template::{is_template, read};
