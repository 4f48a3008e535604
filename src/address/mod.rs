//! What a CIDR is and what can be done with sets of them. Knows no AWS.

mod cidr;
mod count;
mod family;

pub use cidr::{Cidr, ParseCidrError};
pub use count::{AddressCount, CompactCount, ParseAddressCountError};
pub use family::{Family, NetmaskLength};
