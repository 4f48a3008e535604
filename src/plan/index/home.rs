//! Where a block is listed: derived from its row, its pool and its VPC.

use super::Index;
use super::block::{Block, Placed};
use super::entries::{ScopeEntry, insert_sorted};
use super::sweep::Standing;
use super::vpc_cidrs::Held;
use crate::plan::{
    AwsChange, AwsTables, Id, Monitoring, Pool, PoolCidr, PublicBlock, Reservation, RowChange, Scope, Subnet, Vpc,
    VpcCidr,
};

/// The row of a block.
#[derive(Clone, Copy)]
pub(super) enum BlockRow<'a> {
    PoolCidr(&'a PoolCidr),
    Reservation(&'a Reservation),
    VpcCidr(&'a VpcCidr),
    PublicBlock(&'a PublicBlock),
    Subnet(&'a Subnet),
}

/// One of the two rows of a change.
#[derive(Clone, Copy)]
pub(super) enum Moment {
    Before,
    After,
}

impl Moment {
    fn of<T>(self, change: &RowChange<T>) -> Option<&T> {
        match self {
            Moment::Before => change.before.as_deref(),
            Moment::After => change.after.as_deref(),
        }
    }
}

impl<'a> BlockRow<'a> {
    /// The row of `block`, if it exists.
    pub(super) fn find(tables: &'a AwsTables, block: Block) -> Option<Self> {
        match block {
            Block::PoolCidr(id) => tables.pool_cidrs.get(&id).map(BlockRow::PoolCidr),
            Block::Reservation(id) => tables.reservations.get(&id).map(BlockRow::Reservation),
            Block::VpcCidr(id) => tables.vpc_cidrs.get(&id).map(BlockRow::VpcCidr),
            Block::PublicBlock(id) => tables.public_blocks.get(&id).map(BlockRow::PublicBlock),
            Block::Subnet(id) => tables.subnets.get(&id).map(BlockRow::Subnet),
        }
    }

    /// The block that `change` changes, with its row at `moment`.
    pub(super) fn changed(change: &'a AwsChange, moment: Moment) -> Option<(Block, Self)> {
        match change {
            AwsChange::PoolCidr(c) => moment.of(c).map(|row| (Block::PoolCidr(c.id), BlockRow::PoolCidr(row))),
            AwsChange::Reservation(c) => moment
                .of(c)
                .map(|row| (Block::Reservation(c.id), BlockRow::Reservation(row))),
            AwsChange::VpcCidr(c) => moment.of(c).map(|row| (Block::VpcCidr(c.id), BlockRow::VpcCidr(row))),
            AwsChange::PublicBlock(c) => moment
                .of(c)
                .map(|row| (Block::PublicBlock(c.id), BlockRow::PublicBlock(row))),
            AwsChange::Subnet(c) => moment.of(c).map(|row| (Block::Subnet(c.id), BlockRow::Subnet(row))),
            AwsChange::Ipam(_) | AwsChange::Scope(_) | AwsChange::Pool(_) | AwsChange::Vpc(_) => None,
        }
    }

    #[inline(always)]
    pub(super) fn placed(self, block: Block) -> Placed {
        let cidr = match self {
            BlockRow::PoolCidr(row) => row.cidr,
            BlockRow::Reservation(row) => row.cidr,
            BlockRow::VpcCidr(row) => row.cidr,
            BlockRow::PublicBlock(row) => row.cidr,
            BlockRow::Subnet(row) => row.cidr,
        };
        Placed { cidr, block }
    }

    /// What the block is to the pools.
    #[inline(always)]
    pub(super) fn standing(self) -> Standing {
        let pool = match self {
            BlockRow::PoolCidr(row) => return Standing::CidrOf(row.pool),
            BlockRow::Reservation(row) => return Standing::Reserved(row.pool),
            BlockRow::VpcCidr(row) => match row.monitoring {
                Monitoring::Monitored => row.pool,
                Monitoring::Ignored => None,
            },
            BlockRow::PublicBlock(row) => row.pool,
            BlockRow::Subnet(row) => row.pool,
        };
        pool.map_or(Standing::Outside, Standing::From)
    }
}

/// The lists that a block is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Home {
    /// The pool it is provisioned to.
    pub(super) provisioned_to: Option<Id<Pool>>,
    /// The pool it is an allocation of.
    pub(super) allocated_from: Option<Id<Pool>>,
    /// The VPC it belongs to.
    pub(super) vpc: Option<Id<Vpc>>,
    /// What it is among the CIDRs of that VPC.
    pub(super) held: Option<Held>,
    /// The scope in which it may not overlap others.
    pub(super) scope: Option<Id<Scope>>,
    /// The scope that lists it as from no pool.
    pub(super) outside: Option<Id<Scope>>,
}

impl Home {
    /// How many managed CIDRs of a VPC `placed` is: one or none.
    fn managed(&self, placed: Placed) -> usize {
        usize::from(matches!(
            (placed.block, self.allocated_from),
            (Block::VpcCidr(_), Some(_))
        ))
    }
}

impl Index {
    /// Where the block of `row` is listed, as pools and VPCs stand in the index. O(1).
    pub(super) fn home(&self, row: BlockRow<'_>) -> Home {
        let scope_of_pool = |pool| self.pools.get(&pool).map(|entry| entry.scope);
        let scope_of_vpc = |vpc| self.vpcs.get(&vpc).map(|entry| entry.scope);
        match row {
            BlockRow::PoolCidr(row) => Home {
                provisioned_to: Some(row.pool),
                allocated_from: self.pools.get(&row.pool).and_then(|entry| entry.source()),
                scope: scope_of_pool(row.pool),
                ..Home::default()
            },
            BlockRow::Reservation(row) => Home {
                allocated_from: Some(row.pool),
                scope: scope_of_pool(row.pool),
                ..Home::default()
            },
            BlockRow::VpcCidr(row) => {
                let (vpc, held) = (Some(row.vpc), Some(Held::of(row)));
                match (row.monitoring, row.pool) {
                    // An ignored CIDR gives its space back to the pool and is exempt from overlap.
                    (Monitoring::Ignored, _) => Home {
                        vpc,
                        held,
                        outside: scope_of_vpc(row.vpc),
                        ..Home::default()
                    },
                    (Monitoring::Monitored, Some(pool)) => Home {
                        vpc,
                        held,
                        allocated_from: Some(pool),
                        scope: scope_of_pool(pool),
                        ..Home::default()
                    },
                    (Monitoring::Monitored, None) => {
                        let scope = scope_of_vpc(row.vpc);
                        Home {
                            vpc,
                            held,
                            scope,
                            outside: scope,
                            ..Home::default()
                        }
                    }
                }
            }
            BlockRow::PublicBlock(row) => match row.pool {
                Some(pool) => Home {
                    allocated_from: Some(pool),
                    scope: scope_of_pool(pool),
                    ..Home::default()
                },
                None => Home {
                    scope: Some(row.scope),
                    outside: Some(row.scope),
                    ..Home::default()
                },
            },
            // A subnet lies in its VPC's CIDR, whose overlaps are its own: the scope does not list it again.
            BlockRow::Subnet(row) => Home {
                vpc: Some(row.vpc),
                allocated_from: row.pool,
                ..Home::default()
            },
        }
    }

    /// Adds a block to the lists of its pool, VPC and scope, but neither to the allocations nor to what is checked for
    /// overlap.
    pub(super) fn list(&mut self, placed: Placed, home: Home) {
        if let (Some(pool), Block::PoolCidr(id)) = (home.provisioned_to, placed.block)
            && let Some(entry) = self.pools.get_mut(&pool)
        {
            insert_sorted(&mut entry.cidrs, (placed.cidr, id));
        }
        self.managed += home.managed(placed);
        if let Some(entry) = home.vpc.and_then(|vpc| self.vpcs.get_mut(&vpc)) {
            match (placed.block, home.held) {
                (Block::VpcCidr(id), Some(held)) => entry.insert(placed.cidr, id, held),
                (Block::Subnet(id), _) => insert_sorted(&mut entry.others_mut().subnets, (placed.cidr, id)),
                _ => {}
            }
        }
        if let Some(entry) = home.outside.and_then(|scope| self.scopes.get_mut(&scope)) {
            entry.outside_pools.insert(placed);
        }
        if let Some(entry) = self.of_pools(placed, home) {
            entry.of_pools.insert(placed);
        }
        if let (Some(vpc), Block::VpcCidr(_)) = (home.vpc, placed.block)
            && let Some(entry) = self.vpcs.get(&vpc)
            && let Some(scope) = self.scopes.get_mut(&entry.scope)
        {
            scope.bare_vpcs.remove(&vpc);
        }
    }

    /// Takes a block off the lists that [`Index::list`] adds it to.
    pub(super) fn unlist(&mut self, placed: Placed, home: Home) {
        if let (Some(pool), Block::PoolCidr(id)) = (home.provisioned_to, placed.block)
            && let Some(entry) = self.pools.get_mut(&pool)
        {
            entry.cidrs.retain(|(_, other)| *other != id);
        }
        self.managed -= home.managed(placed);
        if let Some((vpc, entry)) = home.vpc.and_then(|vpc| Some((vpc, self.vpcs.get_mut(&vpc)?))) {
            let was_bare = entry.cidrs().is_empty();
            match (placed.block, home.held) {
                (Block::VpcCidr(id), Some(held)) => entry.remove(placed.cidr, id, held),
                (Block::Subnet(id), _) => entry.others_mut().subnets.retain(|(_, other)| *other != id),
                _ => {}
            }
            if !was_bare
                && entry.cidrs().is_empty()
                && let Some(scope) = self.scopes.get_mut(&entry.scope)
            {
                scope.bare_vpcs.insert(vpc);
            }
        }
        if let Some(entry) = home.outside.and_then(|scope| self.scopes.get_mut(&scope)) {
            entry.outside_pools.remove(placed);
        }
        if let Some(entry) = self.of_pools(placed, home) {
            entry.of_pools.remove(placed);
        }
    }

    /// The scope that lists the block among what its pools hold and keep, if it is of that kind.
    fn of_pools(&mut self, placed: Placed, home: Home) -> Option<&mut ScopeEntry> {
        match placed.block {
            Block::PoolCidr(_) | Block::Reservation(_) => self.scopes.get_mut(&home.scope?),
            Block::VpcCidr(_) | Block::PublicBlock(_) | Block::Subnet(_) => None,
        }
    }
}
