//! Resource planning pools: those that hand the CIDRs of a VPC out to its subnets.
//!
//! They stand in a scope beside the pool that the VPC has its CIDR from, with the same addresses: the space inside a VPC is
//! another than that around it, and nothing in the one conflicts with anything in the other.

use rustc_hash::FxHashMap;

use super::block::Placed;
use super::conflicts::{ClusterKey, Conflicts};
use super::sweep::Standing;
use super::{Index, Touched};
use crate::plan::{AnyId, AwsChange, AwsTables, Id, Pool, Vpc};

impl Index {
    /// The VPC whose addresses a pool hands out to subnets: its own resource, or that of the nearest pool above. O(depth).
    pub fn plans_for(&self, pool: Id<Pool>) -> Option<Id<Vpc>> {
        // Few plans have any.
        if self.planning.is_empty() {
            return None;
        }
        let own = std::iter::once(pool);
        own.chain(self.pools_above(pool))
            .find_map(|pool| self.planning.get(&pool).copied())
    }

    /// The pools that name `vpc` as their resource, in no particular order.
    pub fn planning_pools(&self, vpc: Id<Vpc>) -> &[Id<Pool>] {
        self.vpcs.get(&vpc).map(|entry| entry.planners()).unwrap_or_default()
    }

    pub(super) fn plan_for_all(&mut self, tables: &AwsTables) {
        for (id, row) in &tables.pools {
            if let Some(vpc) = row.source_resource {
                self.plan_for(*id, vpc);
            }
        }
    }

    fn plan_for(&mut self, pool: Id<Pool>, vpc: Id<Vpc>) {
        self.planning.insert(pool, vpc);
        if let Some(entry) = self.vpcs.get_mut(&vpc) {
            entry.others_mut().planners.push(pool);
        }
    }

    /// Lists the changed pools by what they plan for. What plans for one VPC is judged together, with the VPC.
    pub(super) fn replan(&mut self, changes: &[&AwsChange], touched: &mut Touched) {
        for change in changes {
            let AwsChange::Pool(change) = change else { continue };
            if let Some(vpc) = self.planning.remove(&change.id) {
                touched.rows.insert(vpc.into());
                if let Some(entry) = self.vpcs.get_mut(&vpc) {
                    entry.others_mut().planners.retain(|pool| *pool != change.id);
                }
            }
            if let Some(vpc) = change.after.as_ref().and_then(|row| row.source_resource) {
                touched.rows.insert(vpc.into());
                self.plan_for(change.id, vpc);
            }
        }
        if self.planning.is_empty() {
            return;
        }
        for change in changes {
            if let AwsChange::PoolCidr(change) = change {
                for row in [&change.before, &change.after].into_iter().flatten() {
                    if let Some(vpc) = self.planning.get(&row.pool) {
                        touched.rows.insert(AnyId::Vpc(*vpc));
                    }
                }
            }
        }
    }

    /// Whose space a block lies in: that inside a VPC, or that around all of them.
    pub(super) fn space_of(&self, standing: Standing) -> Option<Id<Vpc>> {
        match standing {
            Standing::CidrOf(pool) | Standing::Reserved(pool) => self.plans_for(pool),
            Standing::From(_) | Standing::Outside => None,
        }
    }

    /// Finds the clusters among `blocks`, which come in order: those of each space apart.
    pub(super) fn gather(&self, conflicts: &mut Conflicts, blocks: &[(Placed, Standing)]) -> Vec<ClusterKey> {
        if self.planning.is_empty() {
            return conflicts.gather(blocks, self);
        }
        let mut spaces: FxHashMap<Option<Id<Vpc>>, Vec<(Placed, Standing)>> = FxHashMap::default();
        for block in blocks {
            spaces.entry(self.space_of(block.1)).or_default().push(*block);
        }
        let mut keys = Vec::new();
        for blocks in spaces.values() {
            keys.extend(conflicts.gather(blocks, self));
        }
        keys
    }
}
