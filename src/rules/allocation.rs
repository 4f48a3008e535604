//! What the rules about allocations have in common: a block, and the pool that gives it.

use super::Facts;
use super::naming::{self, Called};
use crate::address::Cidr;
use crate::plan::index::{Block, PoolEntry};
use crate::plan::{Id, ManagementState, Pool, PublicBlock, Reservation, VpcCidr};

/// A block that is allocated from a pool.
#[derive(Clone, Copy)]
pub(super) struct Allocation<'a> {
    pub(super) block: Block,
    pub(super) cidr: Cidr,
    pub(super) pool: Id<Pool>,
    pub(super) entry: &'a PoolEntry,
}

impl<'a> Allocation<'a> {
    fn new(facts: Facts<'a>, block: Block, cidr: Cidr, pool: Id<Pool>) -> Option<Self> {
        let entry = facts.index.pool(pool)?;
        Some(Self {
            block,
            cidr,
            pool,
            entry,
        })
    }

    /// The allocation that a CIDR of a VPC is: a managed one, since an ignored one gives its space back.
    pub(super) fn of_vpc_cidr(facts: Facts<'a>, id: Id<VpcCidr>, row: &VpcCidr) -> Option<Self> {
        match row.management_state() {
            ManagementState::Managed => Self::new(facts, Block::VpcCidr(id), row.cidr, row.pool?),
            ManagementState::Unmanaged | ManagementState::Ignored => None,
        }
    }

    /// The allocation that a reservation is.
    pub(super) fn of_reservation(facts: Facts<'a>, id: Id<Reservation>, row: &Reservation) -> Option<Self> {
        Self::new(facts, Block::Reservation(id), row.cidr, row.pool)
    }

    /// The allocation that a block of public addresses is, if a pool gave it.
    pub(super) fn of_public_block(facts: Facts<'a>, id: Id<PublicBlock>, row: &PublicBlock) -> Option<Self> {
        Self::new(facts, Block::PublicBlock(id), row.cidr, row.pool?)
    }

    /// The row of its pool.
    pub(super) fn pool_row(self, facts: Facts<'a>) -> Option<&'a Pool> {
        facts.design().pools.get(&self.pool)
    }

    /// What a sentence calls it.
    pub(super) fn called(self, facts: Facts<'_>) -> Called {
        naming::block(facts, self.block)
    }
}
