//! What a CIDR is and what can be done with sets of them. Knows no AWS.

mod block_set;
mod blocks;
mod bulk;
mod cidr;
mod count;
mod family;
mod free_lists;
mod free_space;
mod length_set;
mod order;
mod overlap;
mod parse;
mod parse_error;
mod placement;
mod preview;
mod ranges;
mod relations;
mod remainders;
mod split;

pub use block_set::BlockSet;
pub use blocks::Blocks;
pub use bulk::{BulkError, BulkOrder, BulkPlacement, Remedy, Unplaced, WhyUnplaced};
pub use cidr::{Canonicalized, Cidr};
pub use count::{AddressCount, CompactCount, ParseAddressCountError};
pub use family::{Family, NetmaskLength};
pub use free_space::{FreeSpace, FreeSpaceError};
pub(crate) use order::Sorter;
use order::in_order;
pub use overlap::{Cluster, OverlappingPair, Overlaps, Pairs};
pub use parse_error::ParseCidrError;
pub use placement::Strategy;
pub use preview::Preview;
pub use split::Split;
