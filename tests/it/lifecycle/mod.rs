//! Steps from what exists in AWS to the plan.

mod aws;
mod likely;
mod random;
