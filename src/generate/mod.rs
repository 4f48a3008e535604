//! Generating a tree of pools from a few answers: a supernet, and levels of Regions, environments and business units in any order.
//!
//! What is generated is a tree of [`Branch`]es first, which can be looked at, counted against the quotas of AWS, written into a plan,
//! and told from what a person has made of it since. It knows no screen.

mod blueprint;
mod grow;
mod recall;
mod regenerate;
mod write;

pub use blueprint::{Blueprint, Headroom, Level, LevelKind, LevelSize, Member, Naming};
pub use grow::{Branch, GenerateProblem, Preview, QuotaUse, preview};
pub use recall::recall;
pub use regenerate::{Edited, made_by, regenerate};
pub use write::generate;
