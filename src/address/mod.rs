//! What a CIDR is and what can be done with sets of them. Knows no AWS.

mod block_set;
mod blocks;
mod cidr;
mod count;
mod family;
mod overlap;
mod parse;
mod parse_error;
mod ranges;
mod relations;
mod split;

pub use block_set::BlockSet;
pub use blocks::Blocks;
pub use cidr::{Canonicalized, Cidr};
pub use count::{AddressCount, CompactCount, ParseAddressCountError};
pub use family::{Family, NetmaskLength};
pub use overlap::{Cluster, OverlappingPair, Overlaps, Pairs};
pub use parse_error::ParseCidrError;
pub use split::Split;
