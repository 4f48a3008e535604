//! Anything that lies somewhere in the address space of a scope.

use std::cmp::Ordering;

use crate::address::Cidr;
use crate::plan::{AnyId, Id, PoolCidr, PublicBlock, Reservation, Subnet, VpcCidr};

/// A row that holds a CIDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// A CIDR provisioned to a pool.
    PoolCidr(Id<PoolCidr>),
    /// A custom allocation.
    Reservation(Id<Reservation>),
    /// A CIDR of a VPC.
    VpcCidr(Id<VpcCidr>),
    /// A block of public addresses.
    PublicBlock(Id<PublicBlock>),
    /// A subnet.
    Subnet(Id<Subnet>),
}

impl Block {
    /// What orders before every block.
    pub(super) const LEAST: Self = Block::PoolCidr(Id::LEAST);
}

impl From<Block> for AnyId {
    fn from(block: Block) -> AnyId {
        match block {
            Block::PoolCidr(id) => id.into(),
            Block::Reservation(id) => id.into(),
            Block::VpcCidr(id) => id.into(),
            Block::PublicBlock(id) => id.into(),
            Block::Subnet(id) => id.into(),
        }
    }
}

/// A block where it lies. Orders by CIDR: in a sorted list a block stands directly before those it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placed {
    /// Where it lies.
    pub cidr: Cidr,
    /// What it is.
    pub block: Block,
}

impl PartialOrd for Placed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Placed {
    /// Inline, as what is derived is not where size counts: every search in a [`BlockMap`](super::BlockMap) compares blocks.
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        match self.cidr.cmp(&other.cidr) {
            Ordering::Equal => self.block.cmp(&other.block),
            differ => differ,
        }
    }
}
