//! From a row to the checks that look at it, and to what they ask for.

use super::allocation::{Allocation, Holder};
use super::check::{Check, Unmanaged, VpcSite};
use super::plain::{self, Plain};
use super::private_space::TopBlock;
use super::{Facts, Rule, Subject, Verdict};
use crate::address::Cidr;
use crate::plan::by_id::ById;
use crate::plan::index::{Block, PoolEntry, VpcEntry};
use crate::plan::{
    AnyId, Connection, Id, ManagementState, Pool, PoolCidr, PublicBlock, Reservation, Scope, Subnet, Vpc, VpcCidr,
    Workload,
};

/// Where a judge says what rules say.
pub(super) type Say<'s, 'r> = &'s mut dyn FnMut(&'r Rule, Verdict);

/// Rules by what they look at, with what they ask for looked up once for all of them.
///
/// It takes rows in any order, and is fastest when rows of one pool follow one another.
pub(super) struct Judge<'r, 'a> {
    facts: Facts<'a>,
    checks: Checks<'r>,
    /// Made when the first VPC is judged.
    plain: Option<Plain>,
    /// The pool that was looked up last.
    pool: Option<(Id<Pool>, &'a PoolEntry, &'a Pool)>,
    /// Those that were looked up before: a plan has few pools beside its VPCs.
    pools: ById<Pool, Option<(&'a PoolEntry, &'a Pool)>>,
}

/// The checks of one kind, in the order of the rules.
type List<'r> = Vec<(&'r Rule, Check)>;

#[derive(Default)]
struct Checks<'r> {
    ipam: List<'r>,
    scopes: List<'r>,
    pools: List<'r>,
    pool_cidrs: List<'r>,
    reservations: List<'r>,
    vpcs: List<'r>,
    vpc_subnets: List<'r>,
    vpc_cidrs: List<'r>,
    vpc_cidrs_in: List<'r>,
    /// The ranges of those, by their first and last address.
    ranges: Vec<(u32, u32)>,
    subnets: List<'r>,
    public_blocks: List<'r>,
    allocations: List<'r>,
    unmanaged: List<'r>,
    top_blocks: List<'r>,
    connections: List<'r>,
    workloads: List<'r>,
    clusters: List<'r>,
}

impl Checks<'_> {
    /// Whether some rule is about a range that `cidr` meets.
    fn meet_ranges(&self, cidr: Cidr) -> bool {
        let Some((first, last)) = cidr.ipv4_bounds() else {
            return false;
        };
        for (first_there, last_there) in &self.ranges {
            if first <= *last_there && *first_there <= last {
                return true;
            }
        }
        false
    }
}

/// Says nothing, as nothing is said: about what is plain.
fn silent(rule: &Rule, verdict: Verdict) {
    debug_assert!(false, "{} about what is plain: {}", rule.code, verdict.sentence);
}

/// Has every check of a list judge, and says what they say.
macro_rules! ask {
    ($list:expr, $kind:ident, $say:ident, $($argument:expr),+) => {
        for (rule, check) in &$list {
            if let Check::$kind(judge) = check
                && let Some(verdict) = judge($($argument),+)
            {
                $say(rule, verdict);
            }
        }
    };
}

impl<'r, 'a> Judge<'r, 'a> {
    pub(super) fn new(facts: Facts<'a>, rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let mut checks = Checks::default();
        for rule in rules {
            for check in rule.checks {
                let list = match check {
                    Check::Ipam(_) => &mut checks.ipam,
                    Check::Scope(_) => &mut checks.scopes,
                    Check::Pool(_) => &mut checks.pools,
                    Check::PoolCidr(_) => &mut checks.pool_cidrs,
                    Check::Reservation(_) => &mut checks.reservations,
                    Check::Vpc(_) => &mut checks.vpcs,
                    Check::VpcSubnets(_) => &mut checks.vpc_subnets,
                    Check::VpcCidr(_) => &mut checks.vpc_cidrs,
                    Check::VpcCidrIn(ranges, _) => {
                        checks.ranges.extend(ranges.iter().map(|range| range.bounds()));
                        &mut checks.vpc_cidrs_in
                    }
                    Check::Subnet(_) => &mut checks.subnets,
                    Check::PublicBlock(_) => &mut checks.public_blocks,
                    Check::Allocation(_) => &mut checks.allocations,
                    Check::Unmanaged(_) => &mut checks.unmanaged,
                    Check::TopBlock(_) => &mut checks.top_blocks,
                    Check::Connection(_) => &mut checks.connections,
                    Check::Workload(_) => &mut checks.workloads,
                    Check::Cluster(_) => &mut checks.clusters,
                };
                list.push((rule, *check));
            }
        }
        Self {
            facts,
            checks,
            plain: None,
            pool: None,
            pools: ById::with_capacity(0),
        }
    }

    /// Says what the rules say about `subject`: nothing when that is gone.
    pub(super) fn judge(&mut self, subject: Subject, say: Say<'_, 'r>) {
        let facts = self.facts;
        let (design, intent) = (facts.design(), facts.plan.intent());
        match subject {
            Subject::Ipam => ask!(self.checks.ipam, Ipam, say, facts, facts.plan.ipam()),
            Subject::Cluster(scope, key) => {
                let entry = facts.index.scope(scope);
                if let Some(blocks) = entry.and_then(|entry| entry.conflicts().cluster(key)) {
                    ask!(self.checks.clusters, Cluster, say, facts, scope, key, blocks);
                }
            }
            Subject::Row(row) => match row {
                AnyId::Scope(id) => _ = design.scopes.get(&id).map(|row| self.scope(id, row, say)),
                AnyId::Pool(id) => _ = design.pools.get(&id).map(|row| self.pool(id, row, say)),
                AnyId::PoolCidr(id) => _ = design.pool_cidrs.get(&id).map(|row| self.pool_cidr(id, row, say)),
                AnyId::Reservation(id) => _ = design.reservations.get(&id).map(|row| self.reservation(id, row, say)),
                AnyId::Vpc(id) => _ = facts.index.vpc(id).map(|entry| self.vpc(id, entry, say)),
                AnyId::VpcCidr(id) => _ = design.vpc_cidrs.get(&id).map(|row| self.vpc_cidr(id, row, say)),
                AnyId::Subnet(id) => _ = design.subnets.get(&id).map(|row| self.subnet(id, row, say)),
                AnyId::PublicBlock(id) => _ = design.public_blocks.get(&id).map(|row| self.public_block(id, row, say)),
                AnyId::Connection(id) => _ = intent.connections.get(&id).map(|row| self.connection(id, row, say)),
                AnyId::Workload(id) => _ = intent.workloads.get(&id).map(|row| self.workload(id, row, say)),
                AnyId::Ipam(_)
                | AnyId::About(_)
                | AnyId::Account(_)
                | AnyId::Network(_)
                | AnyId::Demand(_)
                | AnyId::Acceptance(_)
                | AnyId::Scenario(_) => {}
            },
        }
    }

    pub(super) fn scope(&mut self, id: Id<Scope>, row: &Scope, say: Say<'_, 'r>) {
        ask!(self.checks.scopes, Scope, say, self.facts, id, row);
    }

    pub(super) fn pool(&mut self, id: Id<Pool>, row: &Pool, say: Say<'_, 'r>) {
        ask!(self.checks.pools, Pool, say, self.facts, id, row);
    }

    pub(super) fn pool_cidr(&mut self, id: Id<PoolCidr>, row: &PoolCidr, say: Say<'_, 'r>) {
        ask!(self.checks.pool_cidrs, PoolCidr, say, self.facts, id, row);
        if let Some(block) = TopBlock::of_pool_cidr(self.facts, id, row) {
            ask!(self.checks.top_blocks, TopBlock, say, self.facts, block);
        }
    }

    pub(super) fn reservation(&mut self, id: Id<Reservation>, row: &Reservation, say: Say<'_, 'r>) {
        ask!(self.checks.reservations, Reservation, say, self.facts, id, row);
        if let Some((entry, pool_row)) = self.find_pool(row.pool) {
            let allocation = Allocation {
                block: Block::Reservation(id),
                cidr: row.cidr,
                pool: row.pool,
                pool_row,
                entry,
                holder: Holder::Reservation,
            };
            ask!(self.checks.allocations, Allocation, say, self.facts, &allocation);
        }
    }

    /// What the rules say about a VPC, whose row is looked up where one may say something.
    pub(super) fn vpc(&mut self, id: Id<Vpc>, entry: &VpcEntry, say: Say<'_, 'r>) {
        let facts = self.facts;
        let is_plain = self
            .plain
            .get_or_insert_with(|| Plain::of(facts))
            .is_vpc(facts, id, entry);
        let has_subnets = !entry.subnets().is_empty();
        if is_plain && !has_subnets && !cfg!(debug_assertions) {
            return;
        }
        let Some(row) = facts.design().vpcs.get(&id) else {
            return;
        };
        let site = VpcSite { id, row, entry };
        if !is_plain {
            ask!(self.checks.vpcs, Vpc, say, facts, site);
        } else if cfg!(debug_assertions) {
            ask!(self.checks.vpcs, Vpc, silent, facts, site);
        }
        if has_subnets {
            ask!(self.checks.vpc_subnets, VpcSubnets, say, facts, site);
        }
    }

    pub(super) fn vpc_cidr(&mut self, id: Id<VpcCidr>, row: &VpcCidr, say: Say<'_, 'r>) {
        if let Some(vpc) = self.facts.index.vpc(row.vpc) {
            self.vpc_cidr_of(id, row, vpc, say);
        }
    }

    /// The same of a CIDR whose VPC was looked up.
    pub(super) fn vpc_cidr_of(&mut self, id: Id<VpcCidr>, row: &VpcCidr, vpc: &'a VpcEntry, say: Say<'_, 'r>) {
        if !plain::is_cidr(row.cidr) {
            ask!(self.checks.vpc_cidrs, VpcCidr, say, self.facts, id, row);
        } else if cfg!(debug_assertions) {
            ask!(self.checks.vpc_cidrs, VpcCidr, silent, self.facts, id, row);
        }
        if self.checks.meet_ranges(row.cidr) {
            for (rule, check) in &self.checks.vpc_cidrs_in {
                if let Check::VpcCidrIn(_, judge) = check
                    && let Some(verdict) = judge(self.facts, id, row)
                {
                    say(rule, verdict);
                }
            }
        }
        match (row.management_state(), row.pool) {
            (ManagementState::Managed, Some(pool)) => {
                let Some((entry, pool_row)) = self.find_pool(pool) else {
                    return;
                };
                let is_plain = plain::is_allocation(row.cidr, (entry, pool_row), vpc);
                if is_plain && !cfg!(debug_assertions) {
                    return;
                }
                let allocation = Allocation {
                    block: Block::VpcCidr(id),
                    cidr: row.cidr,
                    pool,
                    pool_row,
                    entry,
                    holder: Holder::Vpc(row.vpc, vpc),
                };
                if is_plain {
                    ask!(self.checks.allocations, Allocation, silent, self.facts, &allocation);
                } else {
                    ask!(self.checks.allocations, Allocation, say, self.facts, &allocation);
                }
            }
            (ManagementState::Unmanaged, _) => {
                if let Some(scope) = self.facts.index.scope(vpc.scope()) {
                    let unmanaged = Unmanaged { id, row, scope };
                    ask!(self.checks.unmanaged, Unmanaged, say, self.facts, unmanaged);
                }
                if let Some(block) = TopBlock::of_vpc_cidr(self.facts, id, row, vpc.scope()) {
                    ask!(self.checks.top_blocks, TopBlock, say, self.facts, block);
                }
            }
            (ManagementState::Managed | ManagementState::Ignored, _) => {}
        }
    }

    pub(super) fn subnet(&mut self, id: Id<Subnet>, row: &Subnet, say: Say<'_, 'r>) {
        ask!(self.checks.subnets, Subnet, say, self.facts, id, row);
    }

    pub(super) fn public_block(&mut self, id: Id<PublicBlock>, row: &PublicBlock, say: Say<'_, 'r>) {
        ask!(self.checks.public_blocks, PublicBlock, say, self.facts, id, row);
        if let Some(pool) = row.pool
            && let Some((entry, pool_row)) = self.find_pool(pool)
        {
            let allocation = Allocation {
                block: Block::PublicBlock(id),
                cidr: row.cidr,
                pool,
                pool_row,
                entry,
                holder: Holder::PublicBlock(row),
            };
            ask!(self.checks.allocations, Allocation, say, self.facts, &allocation);
        }
    }

    pub(super) fn workload(&mut self, id: Id<Workload>, row: &Workload, say: Say<'_, 'r>) {
        ask!(self.checks.workloads, Workload, say, self.facts, id, row);
    }

    pub(super) fn connection(&mut self, id: Id<Connection>, row: &Connection, say: Say<'_, 'r>) {
        ask!(self.checks.connections, Connection, say, self.facts, id, row);
    }

    fn find_pool(&mut self, id: Id<Pool>) -> Option<(&'a PoolEntry, &'a Pool)> {
        if let Some((last, entry, row)) = self.pool
            && last == id
        {
            return Some((entry, row));
        }
        let (index, pools) = (self.facts.index, &self.facts.design().pools);
        let found = *self.pools.or_insert_with(id, || index.pool(id).zip(pools.get(&id)));
        let (entry, row) = found?;
        self.pool = Some((id, entry, row));
        Some((entry, row))
    }
}
