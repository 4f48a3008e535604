//! The index after an edit.

use super::block::{Block, Placed};
use super::entries::insert_sorted;
use super::home::{BlockRow, Home, Moment};
use super::sweep::{Lineage, Standing};
use super::{Index, Touched};
use crate::ordered::OrderedSet;
use crate::plan::{About, AnyId, AwsChange, AwsTables, Change, Edit, Id, IntentChange, Plan, Pool, Scope, Side};

/// What an update has still to settle when every block is where it belongs.
#[derive(Default)]
struct Unsettled {
    /// Pools that were given or lost a CIDR: what is free is measured afresh.
    pools: OrderedSet<Id<Pool>>,
    /// Blocks that entered a scope: what they conflict with is to be looked up.
    entered: Vec<(Id<Scope>, Placed)>,
    /// Blocks whose cluster was taken apart.
    loose: OrderedSet<(Id<Scope>, Placed)>,
}

impl Index {
    /// Brings the index from the plan before `edit` to `plan`, the one after. The cost depends on the blocks that the
    /// edit touches and on what overlaps them; moving a pool touches all that is in it.
    pub fn update(&mut self, plan: &Plan, edit: &Edit) -> Touched {
        let tables = plan.design();
        let changes: Vec<&AwsChange> = edit
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Aws(Side::Design, change) => Some(change),
                Change::Aws(Side::Actual, _) | Change::Intent(_) => None,
            })
            .collect();
        let mut touched = Touched::default();
        touched.rows.extend(edit.changes.iter().map(Change::id));
        let mut unsettled = Unsettled::default();

        let rehomed = self.rehomed(&changes);
        for (block, row) in rows(&changes, tables, &rehomed, Moment::Before) {
            self.leave(row.placed(block), self.home(row), &mut unsettled, &mut touched);
        }
        self.restructure(&changes, &mut touched);
        self.replan(&changes, &mut touched);
        self.recount_owners(&changes, &mut touched);
        self.rename(&changes, &mut touched);
        self.relist_locked(&changes);
        self.redemand(edit, &mut touched);
        self.reconnect(edit, &mut touched);
        for (block, row) in rows(&changes, tables, &rehomed, Moment::After) {
            self.enter(row.placed(block), self.home(row), &mut unsettled, &mut touched);
        }
        self.settle(tables, unsettled, &mut touched);
        touched
    }

    /// The blocks that stay as they are but whose pool or VPC moves, or whose pool plans for another VPC.
    fn rehomed(&self, changes: &[&AwsChange]) -> OrderedSet<Block> {
        let mut rehomed = OrderedSet::new();
        for change in changes {
            match change {
                AwsChange::Pool(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after)
                        && (before.parent, before.source_resource) != (after.parent, after.source_resource)
                    {
                        for pool in self.with_pools_below(change.id) {
                            let Some(entry) = self.pools.get(&pool) else { continue };
                            rehomed.extend(entry.cidrs.iter().map(|(_, id)| Block::PoolCidr(*id)));
                            rehomed.extend(entry.allocations.iter().map(|placed| placed.block));
                        }
                    }
                }
                AwsChange::Vpc(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after)
                        && before.scope != after.scope
                        && let Some(entry) = self.vpcs.get(&change.id)
                    {
                        rehomed.extend(entry.cidrs().iter().map(|(_, id)| Block::VpcCidr(*id)));
                    }
                }
                _ => {}
            }
        }
        for change in changes {
            for moment in [Moment::Before, Moment::After] {
                if let Some((block, _)) = BlockRow::changed(change, moment) {
                    rehomed.remove(&block);
                }
            }
        }
        rehomed
    }

    /// `pool` and every pool below it, each after its source pool.
    pub fn with_pools_below(&self, pool: Id<Pool>) -> Vec<Id<Pool>> {
        let mut found = vec![pool];
        let mut next = 0;
        while let Some(entry) = found.get(next).map(|pool| self.pools.get(pool)) {
            found.extend(entry.into_iter().flat_map(|entry| entry.sub_pools.iter().copied()));
            next += 1;
        }
        found
    }

    /// Lists the changed demands at the pools that they ask.
    fn redemand(&mut self, edit: &Edit, touched: &mut Touched) {
        for change in &edit.changes {
            let Change::Intent(IntentChange::Demand(change)) = change else {
                continue;
            };
            for (row, asks) in [(&change.before, false), (&change.after, true)] {
                let Some(row) = row else { continue };
                touched.rows.insert(row.pool.into());
                if let Some(entry) = self.pools.get_mut(&row.pool) {
                    if asks {
                        entry.demands.insert(change.id);
                    } else {
                        entry.demands.remove(&change.id);
                    }
                }
            }
        }
    }

    /// Lists the changed connections and workloads at what they connect and run in, and notes what is judged by other quotas and which
    /// findings are accepted now or no more.
    fn reconnect(&mut self, edit: &Edit, touched: &mut Touched) {
        for change in &edit.changes {
            match change {
                Change::Intent(IntentChange::Connection(change)) => {
                    if let Some(row) = &change.before {
                        self.disconnect(change.id, row);
                    }
                    if let Some(row) = &change.after {
                        self.connect(change.id, row);
                    }
                }
                Change::Intent(IntentChange::Workload(change)) => {
                    // A VPC is judged with what runs in it.
                    for (row, runs) in [(&change.before, false), (&change.after, true)] {
                        let Some(row) = row else { continue };
                        touched.rows.insert(row.vpc.into());
                        let Some(entry) = self.vpcs.get_mut(&row.vpc) else {
                            continue;
                        };
                        if runs {
                            insert_sorted(&mut entry.others_mut().workloads, change.id);
                        } else {
                            entry.others_mut().workloads.retain(|id| *id != change.id);
                        }
                    }
                }
                Change::Intent(IntentChange::About(change)) => {
                    let quotas = |about: &Option<Box<About>>| about.as_ref().map(|about| about.quotas);
                    if quotas(&change.before) != quotas(&change.after) {
                        touched.rows.extend(self.scopes.ids().map(AnyId::Scope));
                        touched.rows.extend(self.pools.ids().map(AnyId::Pool));
                        touched.rows.extend(self.vpcs.ids().map(AnyId::Vpc));
                    }
                }
                Change::Intent(IntentChange::Acceptance(change)) => {
                    let rows = change.before.iter().chain(&change.after);
                    touched.accepted.extend(rows.map(|row| row.finding.clone()));
                }
                _ => {}
            }
        }
    }

    /// Takes a block off every list it is in.
    fn leave(&mut self, placed: Placed, home: Home, unsettled: &mut Unsettled, touched: &mut Touched) {
        self.touch_around(placed, home, touched);
        if let Some(pool) = home.provisioned_to {
            unsettled.pools.insert(pool);
        }
        self.unlist(placed, home);
        if let Some(entry) = home.allocated_from.and_then(|pool| self.pools.get_mut(&pool)) {
            entry.allocations.remove(placed);
            let others = entry.allocations.meeting(placed.cidr).map(|other| other.cidr);
            entry.space.vacate(placed.cidr, others);
        }
        if let Some((scope, entry)) = home.scope.and_then(|scope| Some((scope, self.scopes.get_mut(&scope)?))) {
            entry.blocks.remove(placed);
            if let Some(key) = entry.conflicts.cluster_of(placed.block) {
                touched.clusters.insert((scope, key));
                for placed in entry.conflicts.dissolve(key) {
                    unsettled.loose.insert((scope, placed));
                }
            }
        }
    }

    /// Puts a block on every list it belongs in.
    fn enter(&mut self, placed: Placed, home: Home, unsettled: &mut Unsettled, touched: &mut Touched) {
        self.list(placed, home);
        if let Some(pool) = home.provisioned_to {
            unsettled.pools.insert(pool);
        }
        if let Some(entry) = home.allocated_from.and_then(|pool| self.pools.get_mut(&pool)) {
            entry.allocations.insert(placed);
            entry.space.occupy(placed.cidr);
        }
        if let Some((scope, entry)) = home.scope.and_then(|scope| Some((scope, self.scopes.get_mut(&scope)?))) {
            entry.blocks.insert(placed);
            unsettled.entered.push((scope, placed));
        }
        self.touch_around(placed, home, touched);
    }

    /// Measures pools afresh and finds the clusters among all blocks that entered or lost theirs.
    fn settle(&mut self, tables: &AwsTables, unsettled: Unsettled, touched: &mut Touched) {
        for pool in &unsettled.pools {
            if let Some(entry) = self.pools.get_mut(pool) {
                entry.measure();
            }
        }
        let mut loose = unsettled.loose;
        for (scope, placed) in unsettled.entered {
            let found = self.conflicting(tables, scope, placed);
            let Some(entry) = self.scopes.get_mut(&scope) else {
                continue;
            };
            for other in found {
                loose.extend([(scope, placed), (scope, other)]);
                if let Some(key) = entry.conflicts.cluster_of(other.block) {
                    touched.clusters.insert((scope, key));
                    for placed in entry.conflicts.dissolve(key) {
                        loose.insert((scope, placed));
                    }
                }
            }
        }
        let loose: Vec<_> = loose.into_iter().collect();
        for loose in loose.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((scope, _)) = loose.first().copied() else {
                continue;
            };
            let Some(mut conflicts) = self
                .scopes
                .get_mut(&scope)
                .map(|entry| std::mem::take(&mut entry.conflicts))
            else {
                continue;
            };
            let mut present = Vec::with_capacity(loose.len());
            for &(_, placed) in loose {
                let Some(row) = BlockRow::find(tables, placed.block) else {
                    continue;
                };
                if self.home(row).scope == Some(scope) && row.placed(placed.block) == placed {
                    present.push((placed, row.standing()));
                }
            }
            let keys = self.gather(&mut conflicts, &present);
            touched.clusters.extend(keys.into_iter().map(|key| (scope, key)));
            if let Some(entry) = self.scopes.get_mut(&scope) {
                entry.conflicts = conflicts;
            }
        }
    }

    /// The blocks of `scope` that conflict with `placed`, in no particular order.
    ///
    /// O(lengths × log n + what shares addresses with it): nothing else is looked at.
    pub fn conflicting(&self, tables: &AwsTables, scope: Id<Scope>, placed: Placed) -> Vec<Placed> {
        self.conflicts_of(tables, scope, placed).collect()
    }

    /// As [`Index::conflicting`], one after the other: what is not taken is not looked for.
    pub fn conflicts_of<'a>(
        &'a self,
        tables: &'a AwsTables,
        scope: Id<Scope>,
        placed: Placed,
    ) -> impl Iterator<Item = Placed> + 'a {
        let found = self.scopes.get(&scope).zip(standing_of(tables, placed.block));
        found.into_iter().flat_map(move |(entry, standing)| {
            let meeting = entry.blocks.meeting(placed.cidr);
            let others = meeting.filter(move |other| other.block != placed.block);
            others.filter(move |other| {
                // Allocations for resources and blocks from no pool conflict with one another, whatever their rows say.
                are_resources(placed.block, other.block)
                    || standing_of(tables, other.block).is_some_and(|standing_of_other| {
                        self.space_of(standing) == self.space_of(standing_of_other)
                            && Lineage::conflict(self, (placed, standing), (*other, standing_of_other))
                    })
            })
        })
    }

    /// Notes the rows that are judged by where `placed` lies.
    fn touch_around(&self, placed: Placed, home: Home, touched: &mut Touched) {
        touched.rows.insert(placed.block.into());
        // What is from no pool is judged beside the CIDRs of pools and the reservations that it meets.
        if let (Block::PoolCidr(_) | Block::Reservation(_), Some(entry)) =
            (placed.block, home.scope.and_then(|scope| self.scopes.get(&scope)))
        {
            let meeting = entry.outside_pools.meeting(placed.cidr);
            touched.rows.extend(meeting.map(|placed| AnyId::from(placed.block)));
        }
        touched.rows.extend(home.vpc.map(AnyId::Vpc));
        touched.rows.extend(home.allocated_from.map(AnyId::Pool));
        if let Some(pool) = home.provisioned_to {
            touched.rows.insert(pool.into());
            if let Some(entry) = self.pools.get(&pool) {
                touched.rows.extend(entry.sub_pools().map(AnyId::Pool));
                touched.rows.extend(
                    entry
                        .allocations
                        .inside(placed.cidr)
                        .map(|placed| AnyId::from(placed.block)),
                );
            }
        }
    }
}

fn are_resources(one: Block, other: Block) -> bool {
    let is_resource = |block| matches!(block, Block::VpcCidr(_) | Block::PublicBlock(_));
    is_resource(one) && is_resource(other)
}

fn standing_of(tables: &AwsTables, block: Block) -> Option<Standing> {
    BlockRow::find(tables, block).map(BlockRow::standing)
}

/// The blocks of the changes with their rows at `moment`, then the rehomed ones.
fn rows<'a>(
    changes: &'a [&AwsChange],
    tables: &'a AwsTables,
    rehomed: &'a OrderedSet<Block>,
    moment: Moment,
) -> Vec<(Block, BlockRow<'a>)> {
    let changed = changes.iter().filter_map(|change| BlockRow::changed(change, moment));
    changed
        .chain(
            rehomed
                .iter()
                .filter_map(|block| Some((*block, BlockRow::find(tables, *block)?))),
        )
        .collect()
}
