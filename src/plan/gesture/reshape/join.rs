//! Joining: the parts of a block become one again.

use super::content::{Content, redraw, update_intent};
use super::shift::write;
use super::{Obstacle, lock_on};
use crate::address::{BlockSet, Cidr, NetmaskLength};
use crate::ordered::{OrderedSet, sort};
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index};
use crate::plan::{Edit, Id, Node, Plan, Pool, PoolParent, Vpc, VpcCidr, tidy};

/// What the parts become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinInto {
    /// The first of them, by address, with this name, or with its own. What else it says stays: its rules, tags and note.
    First(Option<String>),
    /// For sub-pools: their source pool, from which then hangs what hung from them. They need not make up one block.
    Source,
}

/// Joins pools, reservations, subnets or VPCs.
///
/// They must be of one kind, hang from the same, agree in what has one value only, and together make up exactly one block.
///
/// # Errors
/// What keeps them from being one.
pub fn join(plan: &Plan, index: &Index, nodes: &[Node], into: &JoinInto) -> Result<Gesture, Obstacle> {
    let nodes: OrderedSet<Node> = nodes.iter().copied().collect();
    for node in &nodes {
        if let Some(locked) = lock_on(plan, index, *node) {
            return Err(locked.into());
        }
    }
    let mut join = Join {
        plan,
        index,
        edit: Edit::new(),
    };
    let (focus, whole) = match into {
        JoinInto::Source => (join.dissolve(&pools(&nodes)?)?, None),
        JoinInto::First(name) => {
            let mut parts = Vec::with_capacity(nodes.len());
            for node in &nodes {
                parts.push((join.block_of(*node)?, *node));
            }
            sort(&mut parts);
            let whole = whole(&parts)?;
            let (_, first) = *parts.first().ok_or(Obstacle::NotPossible)?;
            let others: Vec<Node> = parts.iter().skip(1).map(|(_, node)| *node).collect();
            join.make_first(first, &others, whole, name.as_deref().map(str::trim))?;
            (first, Some(whole))
        }
    };
    let name = name_of(plan, focus).and_then(tidy).unwrap_or_default();
    let count = nodes.len();
    Ok(Gesture {
        label: match whole {
            Some(whole) => format!("Join {count} blocks to {whole}"),
            None => format!("Dissolve {count} pools into {name}"),
        },
        edit: join.edit,
        focus: Some(focus),
    })
}

fn pools(nodes: &OrderedSet<Node>) -> Result<Vec<Id<Pool>>, Obstacle> {
    let pools = nodes.iter().map(|node| match node {
        Node::Pool(id) => Ok(*id),
        _ => Err(Obstacle::NotPossible),
    });
    pools.collect()
}

/// The one block that the parts, of which there are at least two, make up.
fn whole(parts: &[(Cidr, Node)]) -> Result<Cidr, Obstacle> {
    let [(first, _), .., (last, _)] = parts else {
        return Err(Obstacle::NotPossible);
    };
    if first.family() != last.family() {
        let family = first.family();
        return Err(Obstacle::Family { wanted: *last, family });
    }
    let mut set = BlockSet::new();
    for (cidr, _) in parts {
        if set.intersects(*cidr) {
            return Err(Obstacle::NotSiblings { missing: None });
        }
        set.insert(*cidr);
    }
    let lengths = (0..=first.netmask_length().get()).rev().filter_map(NetmaskLength::new);
    let mut around = lengths.filter_map(|length| first.supernet(length));
    let whole = around
        .find(|whole| whole.contains(*last))
        .ok_or(Obstacle::NotPossible)?;
    match set.free_blocks_within(whole).next() {
        Some(missing) => Err(Obstacle::NotSiblings { missing: Some(missing) }),
        None => Ok(whole),
    }
}

fn differs<T: PartialEq>(what: &'static str, one: T, other: T) -> Result<(), Obstacle> {
    if one == other {
        Ok(())
    } else {
        Err(Obstacle::Differs { what })
    }
}

struct Join<'a> {
    plan: &'a Plan,
    index: &'a Index,
    edit: Edit,
}

impl Join<'_> {
    /// The only block of a node.
    fn block_of(&self, node: Node) -> Result<Cidr, Obstacle> {
        let design = self.plan.design();
        let block = match node {
            Node::Pool(id) => {
                let mut cidrs = self.index.pool(id).ok_or(Obstacle::NotPossible)?.cidrs();
                if cidrs.len() > 1 {
                    return Err(Obstacle::Differs {
                        what: "how many CIDRs they have",
                    });
                }
                cidrs.next().map(|(cidr, _)| cidr)
            }
            Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
            Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
            Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
            _ => None,
        };
        block.ok_or(Obstacle::NotPossible)
    }

    fn make_first(&mut self, first: Node, others: &[Node], whole: Cidr, name: Option<&str>) -> Result<(), Obstacle> {
        match first {
            Node::Pool(id) => self.pools(id, others, whole, name),
            Node::Reservation(id) => {
                let design = self.plan.design();
                let row = design.reservations.get(&id).ok_or(Obstacle::NotPossible)?;
                for other in others {
                    let Node::Reservation(other) = other else {
                        return Err(Obstacle::Differs { what: "kind" });
                    };
                    let other_row = design.reservations.get(other).ok_or(Obstacle::NotPossible)?;
                    differs("pool", row.pool, other_row.pool)?;
                    self.edit.remove(*other, other_row);
                }
                self.edit.update(id, row, |row| {
                    row.cidr = whole;
                    row.name = name.map_or(std::mem::take(&mut row.name), str::to_owned);
                });
                Ok(())
            }
            Node::Subnet(id) => {
                let plan = self.plan;
                let design = plan.design();
                let row = design.subnets.get(&id).ok_or(Obstacle::NotPossible)?;
                let mut gone = OrderedSet::new();
                for other in others {
                    let Node::Subnet(other) = other else {
                        return Err(Obstacle::Differs { what: "kind" });
                    };
                    let other_row = design.subnets.get(other).ok_or(Obstacle::NotPossible)?;
                    differs("VPC", row.vpc, other_row.vpc)?;
                    differs("Availability Zone", &row.zone, &other_row.zone)?;
                    self.edit.remove(*other, other_row);
                    gone.insert(*other);
                }
                self.edit.update(id, row, |row| {
                    row.cidr = whole;
                    row.name = name.map_or(std::mem::take(&mut row.name), str::to_owned);
                });
                // What drew its addresses from a part draws them from the whole.
                for (workload, row) in &plan.intent().workloads {
                    update_intent(&mut self.edit, *workload, row, |row| {
                        redraw(row, &|subnet| Some(if gone.contains(&subnet) { id } else { subnet }));
                    });
                }
                Ok(())
            }
            Node::VpcCidr(id) => self.vpcs(id, others, whole, name),
            _ => Err(Obstacle::NotPossible),
        }
    }

    fn pools(&mut self, first: Id<Pool>, others: &[Node], whole: Cidr, name: Option<&str>) -> Result<(), Obstacle> {
        let design = self.plan.design();
        let row = design.pools.get(&first).ok_or(Obstacle::NotPossible)?;
        let mut gone = Vec::with_capacity(others.len());
        for other in others {
            let Node::Pool(other) = other else {
                return Err(Obstacle::Differs { what: "kind" });
            };
            let other_row = design.pools.get(other).ok_or(Obstacle::NotPossible)?;
            differs("source pool", row.parent, other_row.parent)?;
            differs("locale", row.locale, other_row.locale)?;
            gone.push(*other);
        }
        self.absorb(first, &gone)?;
        let mut own = self.index.pool(first).into_iter().flat_map(|entry| entry.cidrs());
        if let Some((_, cidr)) = own.next() {
            write(&mut self.edit, self.plan, Block::PoolCidr(cidr), whole, None, None);
        }
        if let Some(name) = name {
            self.edit.update(first, row, |row| row.name = name.to_owned());
        }
        Ok(())
    }

    fn dissolve(&mut self, gone: &[Id<Pool>]) -> Result<Node, Obstacle> {
        let design = self.plan.design();
        let mut sources = gone.iter().map(|pool| design.pools.get(pool).map(|row| row.parent));
        let Some(Some(PoolParent::Pool(source))) = sources.next() else {
            return Err(Obstacle::NotPossible);
        };
        if !sources.all(|other| other == Some(PoolParent::Pool(source))) {
            return Err(Obstacle::Differs { what: "source pool" });
        }
        self.absorb(source, gone)?;
        Ok(Node::Pool(source))
    }

    /// Hangs all that hangs from the pools that go from `to`, and takes them away.
    fn absorb(&mut self, to: Id<Pool>, gone: &[Id<Pool>]) -> Result<(), Obstacle> {
        let plan = self.plan;
        let design = plan.design();
        for pool in gone {
            let row = design.pools.get(pool).ok_or(Obstacle::NotPossible)?;
            let content = Content::of(self.index, *pool).ok_or(Obstacle::NotPossible)?;
            content.hang_all(&mut self.edit, plan, to);
            for (_, cidr) in self.index.pool(*pool).into_iter().flat_map(|entry| entry.cidrs()) {
                if let Some(row) = design.pool_cidrs.get(&cidr) {
                    self.edit.remove(cidr, row);
                }
            }
            self.edit.remove(*pool, row);
        }
        // Ignored CIDRs name a pool, and are no allocation of it.
        for (id, row) in &design.vpc_cidrs {
            let is_ignored = row.management_state() == crate::plan::ManagementState::Ignored;
            if is_ignored && row.pool.is_some_and(|pool| gone.contains(&pool)) {
                self.edit.update(*id, row, |row| row.pool = Some(to));
            }
        }
        for (id, row) in plan.intent().demands.iter().filter(|(_, row)| gone.contains(&row.pool)) {
            update_intent(&mut self.edit, *id, row, |row| row.pool = to);
        }
        Ok(())
    }

    /// CIDRs of one VPC, or VPCs of which each has just one CIDR.
    fn vpcs(&mut self, first: Id<VpcCidr>, others: &[Node], whole: Cidr, name: Option<&str>) -> Result<(), Obstacle> {
        let plan = self.plan;
        let design = plan.design();
        let row = design.vpc_cidrs.get(&first).ok_or(Obstacle::NotPossible)?;
        let vpc = design.vpcs.get(&row.vpc).ok_or(Obstacle::NotPossible)?;
        let mut gone: OrderedSet<Id<Vpc>> = OrderedSet::new();
        for other in others {
            let Node::VpcCidr(other) = other else {
                return Err(Obstacle::Differs { what: "kind" });
            };
            let other_row = design.vpc_cidrs.get(other).ok_or(Obstacle::NotPossible)?;
            let other_vpc = design.vpcs.get(&other_row.vpc).ok_or(Obstacle::NotPossible)?;
            differs("pool", row.pool, other_row.pool)?;
            differs("whether IPAM ignores them", row.monitoring, other_row.monitoring)?;
            if other_row.vpc != row.vpc {
                differs("scope", vpc.scope, other_vpc.scope)?;
                differs("Region", vpc.region, other_vpc.region)?;
                differs("account", vpc.account, other_vpc.account)?;
                let cidrs = self.index.vpc(other_row.vpc).map_or(0, |entry| entry.cidrs().len());
                differs("how many CIDRs they have", cidrs, 1)?;
                gone.insert(other_row.vpc);
            }
            self.edit.remove(*other, other_row);
        }
        self.edit.update(first, row, |row| row.cidr = whole);
        if let Some(name) = name {
            self.edit.update(row.vpc, vpc, |row| row.name = name.to_owned());
        }
        self.absorb_vpcs(row.vpc, &gone);
        Ok(())
    }

    fn absorb_vpcs(&mut self, to: Id<Vpc>, gone: &OrderedSet<Id<Vpc>>) {
        let plan = self.plan;
        let design = plan.design();
        for vpc in gone {
            for (_, subnet) in self.index.vpc(*vpc).map(|entry| entry.subnets()).unwrap_or_default() {
                if let Some(row) = design.subnets.get(subnet) {
                    self.edit.update(*subnet, row, |row| row.vpc = to);
                }
            }
            if let Some(row) = design.vpcs.get(vpc) {
                self.edit.remove(*vpc, row);
            }
        }
        for (id, row) in plan
            .intent()
            .workloads
            .iter()
            .filter(|(_, row)| gone.contains(&row.vpc))
        {
            update_intent(&mut self.edit, *id, row, |row| row.vpc = to);
        }
        for (id, row) in &plan.intent().connections {
            if row.vpcs.iter().any(|vpc| gone.contains(vpc)) {
                update_intent(&mut self.edit, *id, row, |row| {
                    row.vpcs.retain(|vpc| !gone.contains(vpc));
                    row.vpcs.insert(to);
                });
            }
        }
        for (id, row) in &design.pools {
            if row.source_resource.is_some_and(|vpc| gone.contains(&vpc)) {
                self.edit.update(*id, row, |row| row.source_resource = Some(to));
            }
        }
    }
}
