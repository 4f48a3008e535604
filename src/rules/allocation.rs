//! A block that a pool gave out.

use super::Facts;
use super::naming::{self, Called};
use crate::address::Cidr;
use crate::plan::index::{Block, PoolEntry, VpcEntry};
use crate::plan::{Id, Pool, PublicBlock, Vpc};

/// A block that is allocated from a pool: a managed CIDR of a VPC (an ignored one gives its space back), a reservation, or a
/// block of public addresses that a pool gave.
#[derive(Clone, Copy, Debug)]
pub struct Allocation<'a> {
    /// What it is.
    pub block: Block,
    /// Where it lies.
    pub cidr: Cidr,
    /// The pool.
    pub pool: Id<Pool>,
    /// The row of the pool.
    pub pool_row: &'a Pool,
    /// What hangs from the pool.
    pub entry: &'a PoolEntry,
    /// What has it.
    pub holder: Holder<'a>,
}

/// What has a block that a pool gave out.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'a> {
    /// A VPC.
    Vpc(Id<Vpc>, &'a VpcEntry),
    /// Nothing: it is a custom allocation.
    Reservation,
    /// Whoever has these public addresses.
    PublicBlock(&'a PublicBlock),
}

impl Allocation<'_> {
    /// What a sentence calls it.
    pub(super) fn called(&self, facts: Facts<'_>) -> Called {
        naming::block(facts, self.block)
    }
}
