//! IPAM Planner: a single web page in which a network architect designs an AWS VPC IPAM address plan.

pub mod address;
#[cfg(feature = "web")]
pub mod app;
pub mod examples;
pub mod format;
pub mod plan;
pub mod rules;
pub mod workspace;
