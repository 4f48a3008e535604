//! Terraform: what `terraform show -json` prints of states and plans, state files, and configurations as far as they are literal.
//!
//! A state says everything. A plan leaves out what only AWS can say, and its configuration says what refers to what. Of a
//! configuration alone, variables count with their defaults and `.tfvars`, and functions of literal arguments are worked out; what
//! is computed is named in a note and never guessed. What resources mean for a plan is for [`code`](super::code).

mod configuration;
mod evaluate;
mod file;
mod functions;
mod modules;
mod operators;
mod references;
mod show;

pub(super) use configuration::Files;
pub(super) use file::SHAPE;
pub(super) use show::JSON_SHAPES;
