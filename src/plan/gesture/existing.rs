//! Marking by hand what exists in AWS.

use super::{Gesture, name_of};
use crate::address::{Cidr, NetmaskLength};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::{Block, Index};
use crate::plan::{
    AnyId, AwsTables, Change, CidrRole, Edit, Id, Node, Plan, Pool, PoolParent, ScopeOrigin, Side, Vpc, VpcCidr,
};

/// Marks `node` and all below it as existing in AWS, as the design has it. `None` for what is nothing in AWS, and when it is
/// marked so already.
///
/// Along come the IPAM, the pools and CIDRs above, and the VPCs, without which it could not exist; those of them that are
/// marked already stay as they are.
pub fn mark_existing(plan: &Plan, index: &Index, node: Node) -> Option<Gesture> {
    let mut marking = Marking {
        plan,
        index,
        rows: OrderedSet::new(),
        above: Vec::new(),
    };
    marking.add_node(node)?;
    marking.add_above();
    let mut edit = Edit::new();
    for id in &marking.rows {
        if let Some(change) = plan.actual().change_to(plan.design(), *id) {
            edit.changes.push(Change::Aws(Side::Actual, change));
        }
    }
    gesture(plan, node, edit, "as existing")
}

/// Takes the mark from `node` and all below it. `None` when it is not marked. A default scope stays with the IPAM.
pub fn unmark_existing(plan: &Plan, node: Node) -> Option<Gesture> {
    let actual = plan.actual();
    let mut rows = OrderedSet::new();
    match node {
        Node::Ipam => rows.extend(actual.ids()),
        Node::Scope(id) => {
            let pools = actual
                .pools
                .iter()
                .filter(|(_, row)| row.parent == PoolParent::Scope(id));
            rows.extend(pools.map(|(id, _)| AnyId::from(*id)));
            let vpcs = actual.vpcs.iter().filter(|(_, row)| row.scope == id);
            rows.extend(vpcs.map(|(id, _)| AnyId::from(*id)));
            let public = actual.public_blocks.iter().filter(|(_, row)| row.scope == id);
            rows.extend(public.map(|(id, _)| AnyId::from(*id)));
            let own = actual.scopes.get(&id).filter(|row| row.origin != ScopeOrigin::Default);
            rows.extend(own.map(|_| AnyId::from(id)));
        }
        _ => rows.extend(node.row()),
    }
    rows.retain(|id| actual.has(*id));
    with_dependants(actual, &mut rows);
    let nothing = AwsTables::default();
    let mut edit = Edit::new();
    for id in &rows {
        if let Some(change) = actual.change_to(&nothing, *id) {
            edit.changes.push(Change::Aws(Side::Actual, change));
        }
    }
    gesture(plan, node, edit, "as not existing")
}

fn gesture(plan: &Plan, node: Node, edit: Edit, how: &str) -> Option<Gesture> {
    let name = name_of(plan, node).unwrap_or_default();
    let space = if name.is_empty() { "" } else { " " };
    (!edit.is_empty()).then(|| Gesture {
        label: format!("Mark{space}{name} {how} in AWS"),
        edit,
        focus: Some(node),
    })
}

/// Rows of the design that are to be marked.
struct Marking<'a> {
    plan: &'a Plan,
    index: &'a Index,
    rows: OrderedSet<AnyId>,
    /// Rows whose surroundings are still to be looked at.
    above: Vec<AnyId>,
}

impl Marking<'_> {
    fn add(&mut self, id: impl Into<AnyId>) {
        let id = id.into();
        if self.plan.design().has(id) && self.rows.insert(id) {
            self.above.push(id);
        }
    }

    fn add_node(&mut self, node: Node) -> Option<()> {
        let design = self.plan.design();
        let id = node.row()?;
        if !design.has(id) {
            return None;
        }
        self.add(id);
        match node {
            Node::Ipam => design.ids().into_iter().for_each(|id| self.add(id)),
            Node::Scope(id) => {
                for pool in self.index.scope(id)?.top_pools() {
                    self.add_pool(pool);
                }
                for (vpc, _) in design.vpcs.iter().filter(|(_, row)| row.scope == id) {
                    self.add_vpc(*vpc);
                }
                for (block, _) in design.public_blocks.iter().filter(|(_, row)| row.scope == id) {
                    self.add(*block);
                }
            }
            Node::Pool(id) => self.add_pool(id),
            Node::Vpc(id) => self.add_vpc(id),
            Node::VpcCidr(id) => self.add_vpc_cidr(id),
            Node::Reservation(_) | Node::PublicBlock(_) | Node::Subnet(_) | Node::Free(_) => {}
        }
        Some(())
    }

    fn add_pool(&mut self, pool: Id<Pool>) {
        for pool in self.index.with_pools_below(pool) {
            self.add(pool);
            let Some(entry) = self.index.pool(pool) else { continue };
            for (_, id) in entry.cidrs() {
                self.add(id);
            }
            for placed in entry.allocations().iter() {
                match placed.block {
                    Block::VpcCidr(id) => self.add_vpc_cidr(id),
                    block => self.add(block),
                }
            }
        }
    }

    fn add_vpc(&mut self, vpc: Id<Vpc>) {
        self.add(vpc);
        let Some(entry) = self.index.vpc(vpc) else { return };
        for (_, id) in entry.cidrs() {
            self.add(*id);
        }
        for (_, id) in entry.subnets() {
            self.add(*id);
        }
    }

    fn add_vpc_cidr(&mut self, id: Id<VpcCidr>) {
        self.add(id);
        let Some(row) = self.plan.design().vpc_cidrs.get(&id) else {
            return;
        };
        let Some(entry) = self.index.vpc(row.vpc) else { return };
        for (_, subnet) in entry.subnets_in(row.cidr) {
            self.add(subnet);
        }
    }

    /// Adds what must exist for the rows to exist.
    fn add_above(&mut self) {
        self.need(Plan::ipam_id().into());
        self.need(Plan::default_private_scope().into());
        self.need(Plan::default_public_scope().into());
        while let Some(id) = self.above.pop() {
            let mut needed = Vec::new();
            self.plan.design().visit_references_of(id, &mut |to| needed.push(to));
            needed.extend(self.holder_of(id));
            if let AnyId::Vpc(vpc) = id {
                needed.extend(self.primary_of(vpc));
            }
            for id in needed {
                self.need(id);
            }
        }
    }

    /// Adds what must exist, unless it is marked already. A pool that is marked under another source comes where the design has
    /// it: what is marked below it stands there.
    fn need(&mut self, id: AnyId) {
        let (actual, design) = (self.plan.actual(), self.plan.design());
        let moved = match id {
            AnyId::Pool(id) => {
                let [before, after] = [actual, design].map(|tables| tables.pools.get(&id).map(|row| row.parent));
                before != after
            }
            _ => false,
        };
        if moved || !actual.has(id) {
            self.add(id);
        }
    }

    /// The CIDR of a pool or VPC that a block lies in.
    fn holder_of(&self, id: AnyId) -> Option<AnyId> {
        let design = self.plan.design();
        let in_pool = |pool: Id<Pool>, cidr: Cidr| {
            let mut cidrs = self.index.pool(pool)?.cidrs();
            let (_, holder) = cidrs.find(|(holder, _)| holder.contains(cidr))?;
            Some(AnyId::from(holder))
        };
        match id {
            AnyId::PoolCidr(id) => {
                let row = design.pool_cidrs.get(&id)?;
                in_pool(self.index.pool(row.pool)?.source()?, row.cidr)
            }
            AnyId::Reservation(id) => {
                let row = design.reservations.get(&id)?;
                in_pool(row.pool, row.cidr)
            }
            AnyId::VpcCidr(id) => {
                let row = design.vpc_cidrs.get(&id)?;
                in_pool(row.pool?, row.cidr)
            }
            AnyId::PublicBlock(id) => {
                let row = design.public_blocks.get(&id)?;
                in_pool(row.pool?, row.cidr)
            }
            AnyId::Subnet(id) => {
                let row = design.subnets.get(&id)?;
                let mut cidrs = self.index.vpc(row.vpc)?.cidrs().iter();
                let (_, holder) = cidrs.find(|(holder, _)| holder.contains(row.cidr))?;
                Some((*holder).into())
            }
            _ => None,
        }
    }

    fn primary_of(&self, vpc: Id<Vpc>) -> Option<AnyId> {
        let cidrs = &self.plan.design().vpc_cidrs;
        let mut own = self.index.vpc(vpc)?.cidrs().iter();
        let is_primary = |id: &Id<VpcCidr>| cidrs.get(id).is_some_and(|row| row.role == CidrRole::Primary);
        own.find(|(_, id)| is_primary(id)).map(|(_, id)| (*id).into())
    }
}

/// Adds every row that cannot exist without `rows`. O(rows of the tables) for each level.
fn with_dependants(tables: &AwsTables, rows: &mut OrderedSet<AnyId>) {
    loop {
        let found = rows.len();
        let mut dependants = Vec::new();
        tables.visit_references(&mut |from, to| {
            if rows.contains(&to) && !rows.contains(&from) {
                dependants.push(from);
            }
        });
        rows.extend(dependants);
        // A VPC does not exist without a CIDR, nor a subnet without the CIDR that it lies in.
        let mut stays: OrderedMap<Id<Vpc>, bool> = OrderedMap::new();
        let mut going: OrderedSet<(Id<Vpc>, Cidr)> = OrderedSet::new();
        for (id, row) in &tables.vpc_cidrs {
            let goes = rows.contains(&AnyId::from(*id));
            *stays.or_insert(row.vpc, false) |= !goes;
            if goes {
                going.insert((row.vpc, row.cidr));
            }
        }
        for (vpc, stays) in &stays {
            if !stays {
                rows.insert((*vpc).into());
            }
        }
        for (id, row) in &tables.subnets {
            let lengths = 0..=row.cidr.netmask_length().get();
            let mut around = lengths.filter_map(|length| {
                let length = NetmaskLength::new(length)?;
                Cidr::canonicalize(row.cidr.first(), length).map(|block| block.cidr)
            });
            if !going.is_empty() && around.any(|block| going.contains(&(row.vpc, block))) {
                rows.insert((*id).into());
            }
        }
        if rows.len() == found {
            return;
        }
    }
}
