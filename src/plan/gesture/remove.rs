//! Removing a row of the tree with everything that depends on it.

use crate::ordered::OrderedSet;

use super::{Gesture, Locked, Obstacle, lock_on, lock_on_any};
use crate::plan::index::{Block, Index};
use crate::plan::{
    Adjustment, Edit, Id, Node, Plan, PodNetwork, Pool, RowChange, Scope, ScopeOrigin, Subnet, Vpc, VpcCidr, Workload,
    WorkloadKind,
};

/// What goes, and the edit that makes it go.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The edit.
    pub gesture: Gesture,
    /// Sub-pools that go along, without the pool itself.
    pub pools: usize,
    /// VPCs that go along, without the VPC itself.
    pub vpcs: usize,
    /// Reservations and public blocks that go along.
    pub reservations: usize,
    /// Subnets that go along.
    pub subnets: usize,
    /// A lock on what goes, or on what it lies in: nothing of it should go before that is open.
    pub lock: Option<Locked>,
}

/// Everything that goes, by table.
#[derive(Default)]
struct Going {
    scopes: OrderedSet<Id<Scope>>,
    pools: OrderedSet<Id<Pool>>,
    vpcs: OrderedSet<Id<Vpc>>,
    vpc_cidrs: OrderedSet<Id<VpcCidr>>,
    subnets: OrderedSet<Id<Subnet>>,
    blocks: OrderedSet<Block>,
}

/// Whether [`remove`] has an answer for `node`. O(log n), while the removal itself costs what it takes along.
pub fn is_removable(plan: &Plan, node: Node) -> bool {
    let design = plan.design();
    match node {
        Node::Ipam | Node::Free(_) => false,
        Node::Scope(id) => design
            .scopes
            .get(&id)
            .is_some_and(|scope| scope.origin != ScopeOrigin::Default),
        Node::Pool(id) => design.pools.contains_key(&id),
        Node::Reservation(id) => design.reservations.contains_key(&id),
        Node::PublicBlock(id) => design.public_blocks.contains_key(&id),
        Node::VpcCidr(id) => design.vpc_cidrs.contains_key(&id),
        Node::Subnet(id) => design.subnets.contains_key(&id),
        Node::Vpc(id) => design.vpcs.contains_key(&id),
    }
}

/// The removal of `node`. `None` for what cannot go: the IPAM, a default scope, free space.
///
/// A pool takes along its sub-pools, and VPCs all of whose CIDRs are allocated from what goes; of a VPC that keeps
/// another CIDR only the CIDR goes.
pub fn remove(plan: &Plan, index: &Index, node: Node) -> Option<Removal> {
    let design = plan.design();
    let mut going = Going::default();
    going.add(plan, index, node)?;
    going.close(plan, index);
    let name = super::name_of(plan, node).unwrap_or_default();
    let label = if name.is_empty() {
        "Delete".to_owned()
    } else {
        format!("Delete {name}")
    };
    let own = |is_own: bool| usize::from(is_own);
    let shown_vpc = match node {
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.vpc),
        Node::Vpc(id) => Some(id),
        _ => None,
    };
    Some(Removal {
        pools: going.pools.len() - own(matches!(node, Node::Pool(_))),
        vpcs: going.vpcs.len() - own(shown_vpc.is_some_and(|vpc| going.vpcs.contains(&vpc))),
        reservations: going.beside_pools() - own(matches!(node, Node::Reservation(_) | Node::PublicBlock(_))),
        subnets: going.subnets.len() - own(matches!(node, Node::Subnet(_))),
        lock: lock_on(plan, index, node),
        gesture: Gesture {
            label,
            edit: going.edit(plan),
            focus: None,
        },
    })
}

/// The removal of several nodes: everything that goes, by kind.
#[derive(Clone, Debug)]
pub struct ManyRemoved {
    /// The edit.
    pub gesture: Gesture,
    /// How many of the nodes go themselves.
    pub rows: usize,
    /// Scopes.
    pub scopes: usize,
    /// Pools.
    pub pools: usize,
    /// VPCs.
    pub vpcs: usize,
    /// Reservations and public blocks.
    pub reservations: usize,
    /// Subnets.
    pub subnets: usize,
}

/// The removal of several nodes as one step, as [`remove`] does it for each; what cannot go stays.
///
/// # Errors
/// A lock on one of them, or that none of them can go.
pub fn remove_many(plan: &Plan, index: &Index, nodes: &[Node]) -> Result<ManyRemoved, Obstacle> {
    let nodes: OrderedSet<Node> = nodes.iter().copied().collect();
    if let Some(locked) = lock_on_any(plan, index, &nodes) {
        return Err(locked.into());
    }
    let mut going = Going::default();
    let mut count = 0_usize;
    for node in &nodes {
        count += usize::from(going.add(plan, index, *node).is_some());
    }
    if count == 0 {
        return Err(Obstacle::NotPossible);
    }
    going.close(plan, index);
    let rows = if count == 1 { "row" } else { "rows" };
    Ok(ManyRemoved {
        rows: count,
        scopes: going.scopes.len(),
        pools: going.pools.len(),
        vpcs: going.vpcs.len(),
        reservations: going.beside_pools(),
        subnets: going.subnets.len(),
        gesture: Gesture {
            label: format!("Delete {count} {rows}"),
            edit: going.edit(plan),
            focus: None,
        },
    })
}

impl Going {
    /// How many reservations and public blocks.
    fn beside_pools(&self) -> usize {
        let blocks = self.blocks.iter();
        blocks.filter(|block| !matches!(block, Block::PoolCidr(_))).count()
    }

    /// Adds a node with what lies in it. `None` for what cannot go.
    fn add(&mut self, plan: &Plan, index: &Index, node: Node) -> Option<()> {
        let design = plan.design();
        match node {
            Node::Ipam | Node::Free(_) => return None,
            Node::Scope(id) => {
                if design.scopes.get(&id)?.origin == ScopeOrigin::Default {
                    return None;
                }
                self.scopes.insert(id);
                for pool in index.scope(id)?.top_pools() {
                    self.add_pool(index, pool);
                }
                self.vpcs
                    .extend(design.vpcs.iter().filter(|(_, vpc)| vpc.scope == id).map(|(id, _)| *id));
                let public = design.public_blocks.iter().filter(|(_, row)| row.scope == id);
                self.blocks.extend(public.map(|(id, _)| Block::PublicBlock(*id)));
            }
            Node::Pool(id) => {
                design.pools.get(&id)?;
                self.add_pool(index, id);
            }
            Node::Reservation(id) => {
                design.reservations.get(&id)?;
                self.blocks.insert(Block::Reservation(id));
            }
            Node::PublicBlock(id) => {
                design.public_blocks.get(&id)?;
                self.blocks.insert(Block::PublicBlock(id));
            }
            Node::VpcCidr(id) => {
                design.vpc_cidrs.get(&id)?;
                self.vpc_cidrs.insert(id);
            }
            Node::Subnet(id) => {
                design.subnets.get(&id)?;
                self.subnets.insert(id);
            }
            Node::Vpc(id) => {
                design.vpcs.get(&id)?;
                self.vpcs.insert(id);
            }
        }
        Some(())
    }

    fn add_pool(&mut self, index: &Index, pool: Id<Pool>) {
        for pool in index.with_pools_below(pool) {
            self.pools.insert(pool);
            let Some(entry) = index.pool(pool) else { continue };
            self.blocks.extend(entry.cidrs().map(|(_, id)| Block::PoolCidr(id)));
            for placed in entry.allocations().iter() {
                match placed.block {
                    Block::VpcCidr(id) => _ = self.vpc_cidrs.insert(id),
                    Block::Subnet(id) => _ = self.subnets.insert(id),
                    block => _ = self.blocks.insert(block),
                }
            }
        }
    }

    /// Adds what cannot stay when all this goes.
    fn close(&mut self, plan: &Plan, index: &Index) {
        let design = plan.design();
        let owners: OrderedSet<_> = self
            .vpc_cidrs
            .iter()
            .filter_map(|id| design.vpc_cidrs.get(id))
            .map(|row| row.vpc)
            .collect();
        for vpc in owners {
            let Some(entry) = index.vpc(vpc) else { continue };
            if entry.cidrs().iter().all(|(_, id)| self.vpc_cidrs.contains(id)) {
                self.vpcs.insert(vpc);
            } else {
                let gone = entry.cidrs().iter().filter(|(_, id)| self.vpc_cidrs.contains(id));
                let subnets = gone.flat_map(|(cidr, _)| entry.subnets_in(*cidr));
                self.subnets.extend(subnets.map(|(_, id)| id));
            }
        }
        for vpc in &self.vpcs {
            let Some(entry) = index.vpc(*vpc) else { continue };
            self.vpc_cidrs.extend(entry.cidrs().iter().map(|(_, id)| *id));
            self.subnets.extend(entry.subnets().iter().map(|(_, id)| *id));
        }
    }

    /// Ignored CIDRs, which still name a pool that goes: they stay, and name none.
    fn leftovers<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (Id<VpcCidr>, &'a VpcCidr)> {
        let all = (!self.pools.is_empty()).then_some(&plan.design().vpc_cidrs);
        all.into_iter()
            .flatten()
            .filter(|(id, row)| !self.vpc_cidrs.contains(id) && row.pool.is_some_and(|pool| self.pools.contains(&pool)))
            .map(|(id, row)| (*id, row))
    }

    fn edit(&self, plan: &Plan) -> Edit {
        let design = plan.design();
        let mut edit = Edit::new();
        for (id, row) in self.leftovers(plan) {
            edit.update(id, row, |row| row.pool = None);
        }
        for id in &self.subnets {
            if let Some(row) = design.subnets.get(id) {
                edit.remove(*id, row);
            }
        }
        for id in &self.vpc_cidrs {
            if let Some(row) = design.vpc_cidrs.get(id) {
                edit.remove(*id, row);
            }
        }
        for block in &self.blocks {
            match block {
                Block::PoolCidr(id) => {
                    if let Some(row) = design.pool_cidrs.get(id) {
                        edit.remove(*id, row);
                    }
                }
                Block::Reservation(id) => {
                    if let Some(row) = design.reservations.get(id) {
                        edit.remove(*id, row);
                    }
                }
                Block::PublicBlock(id) => {
                    if let Some(row) = design.public_blocks.get(id) {
                        edit.remove(*id, row);
                    }
                }
                Block::VpcCidr(_) | Block::Subnet(_) => {}
            }
        }
        self.remove_intent(plan, &mut edit);
        for id in &self.vpcs {
            if let Some(row) = design.vpcs.get(id) {
                edit.remove(*id, row);
            }
        }
        for id in &self.pools {
            if let Some(row) = design.pools.get(id) {
                edit.remove(*id, row);
            }
        }
        for id in &self.scopes {
            if let Some(row) = design.scopes.get(id) {
                edit.remove(*id, row);
            }
        }
        // A pool that plans for a VPC that goes stays, and plans for none.
        for (id, row) in design.pools.iter().filter(|(id, _)| !self.pools.contains(id)) {
            if row.source_resource.is_some_and(|vpc| self.vpcs.contains(&vpc)) {
                edit.update(*id, row, |row| row.source_resource = None);
            }
        }
        edit
    }

    /// Takes what is gone out of what the planners state.
    fn remove_intent(&self, plan: &Plan, edit: &mut Edit) {
        let intent = plan.intent();
        for (id, row) in &intent.workloads {
            let before = Some(Box::new(row.clone()));
            if self.vpcs.contains(&row.vpc) {
                edit.intent(RowChange {
                    id: *id,
                    before,
                    after: None,
                });
                continue;
            }
            let mut draws_on = row.subnets.iter().chain(row.kind.pod_subnets());
            if draws_on.any(|subnet| self.subnets.contains(subnet)) {
                let mut after = row.clone();
                after.subnets.retain(|subnet| !self.subnets.contains(subnet));
                if let WorkloadKind::NodeGroup(nodes) = &mut after.kind
                    && let PodNetwork::Custom { subnets } = &mut nodes.pod_network
                {
                    subnets.retain(|subnet| !self.subnets.contains(subnet));
                }
                edit.intent(RowChange {
                    id: *id,
                    before,
                    after: Some(Box::new(after)),
                });
            }
        }
        // A scenario says nothing more about a workload that goes.
        let goes = |id: Id<Workload>| {
            let row = intent.workloads.get(&id);
            row.is_some_and(|row| self.vpcs.contains(&row.vpc))
        };
        for (id, row) in &intent.scenarios {
            if row.adjustments.iter().filter_map(Adjustment::workload).any(goes) {
                let mut after = row.clone();
                after
                    .adjustments
                    .retain(|adjustment| !adjustment.workload().is_some_and(goes));
                edit.intent(RowChange {
                    id: *id,
                    before: Some(Box::new(row.clone())),
                    after: Some(Box::new(after)),
                });
            }
        }
        for (id, row) in &intent.connections {
            if row.vpcs.iter().any(|vpc| self.vpcs.contains(vpc)) {
                let mut after = row.clone();
                after.vpcs.retain(|vpc| !self.vpcs.contains(vpc));
                let before = Some(Box::new(row.clone()));
                edit.intent(RowChange {
                    id: *id,
                    before,
                    after: Some(Box::new(after)),
                });
            }
        }
        for (id, row) in intent.demands.iter().filter(|(_, row)| self.pools.contains(&row.pool)) {
            edit.intent(RowChange {
                id: *id,
                before: Some(Box::new(row.clone())),
                after: None,
            });
        }
    }
}
