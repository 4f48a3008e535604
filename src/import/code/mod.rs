//! Infrastructure as code: what Terraform and CloudFormation say in common.
//!
//! Both describe the same resources of AWS with the same fields, one as `ipam_scope_id` and the other as `IpamScopeId`. A reader of
//! either makes [`Resource`]s with fields in small letters; what they mean for a plan is said once, here. A value that only a
//! deployment can know is [`Value::Computed`], which is named in a note and never guessed.

mod fields;
mod ipam;
mod network;
mod resource;
mod stack;
mod value;

pub(super) use fields::Fields;
pub(super) use resource::{Kind, Naming, Resource, Spelling};
pub(super) use stack::Stack;
pub(super) use value::{Field, Value};
