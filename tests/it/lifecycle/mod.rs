//! Steps from what exists in AWS to the plan.

mod aws;
mod cases;
mod likely;
mod random;
mod script;
mod standing;
