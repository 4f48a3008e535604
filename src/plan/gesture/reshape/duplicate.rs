//! Duplicating: the same layout once more on another base, for a second Region or for disaster recovery.

use super::content::redraw;
use super::rebase::holder_of;
use super::shift::{Holder, Shift};
use super::{Obstacle, Subtree, lock_above};
use crate::address::{Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index};
use crate::plan::{
    CidrRole, Edit, Id, IdSource, Lock, Node, Plan, Pool, PoolCidr, PoolParent, PublicBlock, RegionCode, Reservation,
    RowChange, Subnet, Vpc, VpcCidr, Workload, tidy,
};

/// How a copy differs from what it is a copy of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copying {
    /// For a pool: where the copy hangs; none is where the original does.
    pub parent: Option<PoolParent>,
    /// The Region that is replaced, and by which: locales, Regions of VPCs, and Availability Zones.
    pub region: Option<(RegionCode, RegionCode)>,
    /// Texts that are replaced in every name, in this order: `("Frankfurt", "Ireland")`.
    pub names: Vec<(String, String)>,
}

impl Copying {
    fn region(&self, region: RegionCode) -> RegionCode {
        match self.region {
            Some((from, to)) if region == from => to,
            _ => region,
        }
    }

    /// A zone of the Region that is replaced, in the other: its letter stays.
    fn zone(&self, zone: &str) -> String {
        let letter = self
            .region
            .and_then(|(from, to)| Some((zone.strip_prefix(from.as_str())?, to)));
        match letter {
            Some((letter, to)) => format!("{to}{letter}"),
            None => zone.to_owned(),
        }
    }

    fn name(&self, name: &str) -> String {
        let replaced = self.names.iter().filter(|(from, _)| !from.is_empty());
        replaced.fold(name.to_owned(), |name, (from, to)| name.replace(from.as_str(), to))
    }
}

/// Copies `node` with all that lies in it, its block `from` to `to` and the rest at the same distance from the start.
///
/// As in a [rebase](super::rebase()), `to` may be of any size that holds what is in use. Copied are the rows of the design, the
/// workloads and the demands; not what exists in AWS, what a pool holds outside `from`, locks and connections.
///
/// # Errors
/// What is in the way of it at `to`.
pub fn duplicate(
    plan: &Plan,
    index: &Index,
    node: Node,
    (from, to): (Cidr, Cidr),
    copying: &Copying,
    ids: &mut dyn IdSource,
) -> Result<Gesture, Obstacle> {
    let mut subtree = Subtree::of(plan, index, node).ok_or(Obstacle::NotPossible)?;
    if matches!(node, Node::Subnet(_)) || !subtree.own.iter().any(|(cidr, _)| *cidr == from) {
        return Err(Obstacle::NotPossible);
    }
    if from.family() != to.family() {
        let family = from.family();
        return Err(Obstacle::Family { wanted: to, family });
    }
    let holder = match (node, copying.parent) {
        (Node::Pool(_), Some(parent)) => parent.into(),
        _ => holder_of(plan, index, node)?,
    };
    let above = match holder {
        Holder::Pool(pool) => lock_above(plan, index, Node::Pool(pool)),
        _ => None,
    };
    if let Some(locked) = above {
        return Err(locked.into());
    }
    if let Holder::Pool(pool) = holder
        && subtree.pools.contains(&pool)
    {
        return Err(Obstacle::IntoItself);
    }
    holder.check(plan, index, to, &Subtree::default())?;
    subtree.own.retain(|(cidr, _)| *cidr == from);
    subtree.blocks.retain(|_, cidr| from.contains(*cidr));
    let places = Shift(vec![(from, to)]).places(plan, index, &subtree)?;

    let mut copy = Copy::new(plan, copying, ids);
    copy.pools(node, &subtree.pools);
    copy.blocks(&places);
    copy.workloads();
    copy.demands(&subtree.pools);
    let name = name_of(plan, node).and_then(tidy).unwrap_or_else(|| from.to_string());
    let focus = match node {
        Node::Pool(id) => copy.pools.get(&id).copied().map(Node::Pool),
        _ => copy.first,
    };
    Ok(Gesture {
        label: format!("Duplicate {name} to {to}"),
        edit: copy.edit,
        focus,
    })
}

/// The ids that the copies have, by those of the originals.
struct Copy<'a> {
    plan: &'a Plan,
    copying: &'a Copying,
    ids: &'a mut dyn IdSource,
    edit: Edit,
    pools: OrderedMap<Id<Pool>, Id<Pool>>,
    vpcs: OrderedMap<Id<Vpc>, Id<Vpc>>,
    subnets: OrderedMap<Id<Subnet>, Id<Subnet>>,
    /// The VPCs whose primary CIDR is copied; of the others the first IPv4 CIDR becomes the primary one of the copy.
    primaries: OrderedSet<Id<Vpc>>,
    /// The copy of the first block that is not a pool's.
    first: Option<Node>,
}

impl<'a> Copy<'a> {
    fn new(plan: &'a Plan, copying: &'a Copying, ids: &'a mut dyn IdSource) -> Self {
        Self {
            plan,
            copying,
            ids,
            edit: Edit::new(),
            pools: OrderedMap::new(),
            vpcs: OrderedMap::new(),
            subnets: OrderedMap::new(),
            primaries: OrderedSet::new(),
            first: None,
        }
    }

    fn pools(&mut self, node: Node, pools: &[Id<Pool>]) {
        for original in pools {
            let Some(row) = self.plan.design().pools.get(original) else {
                continue;
            };
            let id = Id::mint(self.ids);
            self.pools.insert(*original, id);
            let parent = match row.parent {
                _ if node == Node::Pool(*original) => self.copying.parent.unwrap_or(row.parent),
                PoolParent::Pool(source) => PoolParent::Pool(self.pools.get(&source).copied().unwrap_or(source)),
                scope => scope,
            };
            let copy = Pool {
                parent,
                name: self.copying.name(&row.name),
                locale: row.locale.map(|region| self.copying.region(region)),
                lock: Lock::Open,
                aws_id: None,
                // A planning pool plans for one VPC, and that has its own.
                source_resource: None,
                ..row.clone()
            };
            self.edit.add(id, copy);
        }
    }

    fn pool(&self, original: Id<Pool>) -> Id<Pool> {
        self.pools.get(&original).copied().unwrap_or(original)
    }

    fn blocks(&mut self, places: &[(Block, Cidr)]) {
        let design = self.plan.design();
        for (block, _) in places {
            if let Block::VpcCidr(id) = block
                && let Some(row) = design.vpc_cidrs.get(id)
                && row.role == CidrRole::Primary
            {
                self.primaries.insert(row.vpc);
            }
        }
        for (block, cidr) in places {
            let cidr = *cidr;
            match block {
                Block::PoolCidr(id) => {
                    let Some(row) = design.pool_cidrs.get(id) else { continue };
                    let pool = self.pool(row.pool);
                    self.edit.add(Id::mint(self.ids), PoolCidr { pool, cidr });
                }
                Block::Reservation(id) => {
                    let Some(row) = design.reservations.get(id) else {
                        continue;
                    };
                    let copy = Reservation {
                        pool: self.pool(row.pool),
                        cidr,
                        name: self.copying.name(&row.name),
                        lock: Lock::Open,
                        aws_id: None,
                        ..row.clone()
                    };
                    let id = Id::mint(self.ids);
                    self.first = self.first.or(Some(Node::Reservation(id)));
                    self.edit.add(id, copy);
                }
                Block::VpcCidr(id) => {
                    let Some(row) = design.vpc_cidrs.get(id) else { continue };
                    let Some(vpc) = self.vpc(row.vpc) else { continue };
                    let role = match cidr.family() {
                        Family::Ipv4 if self.primaries.insert(row.vpc) => CidrRole::Primary,
                        _ => row.role,
                    };
                    let copy = VpcCidr {
                        vpc,
                        cidr,
                        role,
                        pool: row.pool.map(|pool| self.pool(pool)),
                        ..row.clone()
                    };
                    let id = Id::mint(self.ids);
                    self.first = self.first.or(Some(Node::VpcCidr(id)));
                    self.edit.add(id, copy);
                }
                Block::PublicBlock(id) => {
                    let Some(row) = design.public_blocks.get(id) else {
                        continue;
                    };
                    let copy = PublicBlock {
                        cidr,
                        name: self.copying.name(&row.name),
                        pool: row.pool.map(|pool| self.pool(pool)),
                        region: row.region.map(|region| self.copying.region(region)),
                        aws_id: None,
                        ..row.clone()
                    };
                    let id = Id::mint(self.ids);
                    self.first = self.first.or(Some(Node::PublicBlock(id)));
                    self.edit.add(id, copy);
                }
                // After the VPCs: a block orders by its kind, and subnets come last.
                Block::Subnet(original) => {
                    let Some(row) = design.subnets.get(original) else {
                        continue;
                    };
                    let Some(vpc) = self.vpcs.get(&row.vpc).copied() else {
                        continue;
                    };
                    let copy = Subnet {
                        vpc,
                        cidr,
                        name: self.copying.name(&row.name),
                        zone: row.zone.as_deref().map(|zone| self.copying.zone(zone)),
                        pool: row.pool.map(|pool| self.pool(pool)),
                        aws_id: None,
                        ..row.clone()
                    };
                    let id = Id::mint(self.ids);
                    self.subnets.insert(*original, id);
                    self.edit.add(id, copy);
                }
            }
        }
    }

    /// The copy of a VPC, made when it is first asked for.
    fn vpc(&mut self, original: Id<Vpc>) -> Option<Id<Vpc>> {
        if let Some(id) = self.vpcs.get(&original) {
            return Some(*id);
        }
        let row = self.plan.design().vpcs.get(&original)?;
        let copy = Vpc {
            name: self.copying.name(&row.name),
            region: self.copying.region(row.region),
            lock: Lock::Open,
            aws_id: None,
            ..row.clone()
        };
        let id = Id::mint(self.ids);
        self.vpcs.insert(original, id);
        self.edit.add(id, copy);
        Some(id)
    }

    fn workloads(&mut self) {
        for row in self.plan.intent().workloads.values() {
            let Some(vpc) = self.vpcs.get(&row.vpc).copied() else {
                continue;
            };
            let mut copy = Workload {
                vpc,
                name: self.copying.name(&row.name),
                ..row.clone()
            };
            redraw(&mut copy, &|subnet| self.subnets.get(&subnet).copied());
            self.add_intent(copy);
        }
    }

    fn demands(&mut self, pools: &[Id<Pool>]) {
        for row in self.plan.intent().demands.values() {
            if pools.contains(&row.pool) {
                let mut copy = row.clone();
                copy.pool = self.pool(row.pool);
                copy.name = self.copying.name(&row.name);
                self.add_intent(copy);
            }
        }
    }

    fn add_intent<T>(&mut self, row: T)
    where
        crate::plan::IntentChange: From<RowChange<T>>,
    {
        self.edit.intent(RowChange {
            id: Id::mint(self.ids),
            before: None,
            after: Some(Box::new(row)),
        });
    }
}
