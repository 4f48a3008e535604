//! Blocks of which a file does not say what they are in AWS.

use super::{Key, Owner};
use crate::address::{Cidr, NetmaskLength};
use crate::import::Place;
use crate::plan::{RegionCode, Tags};

/// What a block of a table is, where the table says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A pool with this CIDR.
    Pool,
    /// A reservation.
    Reservation,
    /// A VPC with this CIDR.
    Vpc,
    /// A subnet.
    Subnet,
    /// A network on premises.
    Network,
}

/// A row of a spreadsheet, of another planner, of a plain list of CIDRs.
///
/// What it is in the plan follows from its kind if it says one, and else from how the blocks nest and from what the person
/// decides. Several blocks of one key are CIDRs of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it was read.
    pub place: Place,
    /// What other blocks name it by as their parent.
    pub key: Key,
    /// The addresses.
    pub cidr: Option<Cidr>,
    /// The size that is wanted, where no address is chosen.
    pub length: Option<NetmaskLength>,
    /// What it is.
    pub kind: Option<BlockKind>,
    /// What it lies in; where nothing is said, the smallest block that contains it.
    pub parent: Option<Key>,
    /// What it is called.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Who owns it.
    pub owner: Option<Owner>,
    /// Its Region.
    pub region: Option<RegionCode>,
    /// Its Availability Zone.
    pub zone: Option<String>,
    /// What it is for: a subnet's purpose.
    pub purpose: Option<String>,
    /// Tags besides `Name`.
    pub tags: Option<Tags>,
    /// What somebody wrote beside it.
    pub note: Option<String>,
}

impl Block {
    /// A block of which only the addresses are known.
    pub fn new(place: Place, key: Key, cidr: Cidr) -> Self {
        Self {
            place,
            key,
            cidr: Some(cidr),
            length: None,
            kind: None,
            parent: None,
            name: None,
            description: None,
            owner: None,
            region: None,
            zone: None,
            purpose: None,
            tags: None,
            note: None,
        }
    }
}
