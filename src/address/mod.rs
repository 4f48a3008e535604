//! What a CIDR is and what can be done with sets of them. Knows no AWS.

mod cidr;
mod family;

pub use cidr::{Cidr, ParseCidrError};
pub use family::{Family, NetmaskLength};
