//! The shapes of others than AWS: tables, CloudFormation, the Landing Zone Accelerator, links, Terraform.

mod cloudformation;
mod fuzz;
mod landing_zone;
mod link;
mod plan;
mod recognise;
mod shown;
mod table;
mod terraform;

pub(super) use super::import::{notes, read};
pub(super) use shown::{blocks, rows};
