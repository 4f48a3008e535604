//! Splitting a block into equal parts with names.

use super::content::{Content, spans, update_intent};
use super::pattern::{NamePattern, Named, zone};
use super::{Obstacle, lock_on};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::ordered::OrderedSet;
use crate::plan::gesture::{Gesture, name_of};
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{
    CidrRole, Edit, Id, IdSource, Lock, Node, Plan, Pool, PoolCidr, PoolParent, RegionCode, Reservation, Subnet, Vpc,
    VpcCidr, tidy,
};

/// So many parts are made at once at most.
const MOST: usize = 1024;

/// What becomes of a block that is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// The parts take its place: it keeps the first, and new ones like it come beside it. What lies in it goes to the part that it
    /// lies in.
    Beside,
    /// The parts come below it: sub-pools of a pool, which take what lies in them; subnets of a VPC.
    Below,
}

/// Into which parts a block is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splitting {
    /// The size of each.
    pub length: NetmaskLength,
    /// Where they come.
    pub manner: Manner,
    /// How they are called.
    pub names: NamePattern,
}

/// Splits the block `block` of `node` into all its parts of a size.
///
/// # Errors
/// A lock, a size that gives no parts or too many, something that lies in no part, and subnets that are there already.
pub fn split(
    plan: &Plan,
    index: &Index,
    node: Node,
    block: Cidr,
    splitting: &Splitting,
    ids: &mut dyn IdSource,
) -> Result<Gesture, Obstacle> {
    if let Some(locked) = lock_on(plan, index, node) {
        return Err(locked.into());
    }
    let parts = parts(block, splitting.length)?;
    let region = region_of(plan, node);
    let name = name_of(plan, node).unwrap_or_default();
    let mut names = splitting.names.names(Named { name, region }, &parts);
    for name in &mut names {
        *name = name.trim().to_owned();
    }
    let mut split = Split {
        plan,
        index,
        block,
        parts,
        names,
        ids,
        edit: Edit::new(),
    };
    match (node, splitting.manner) {
        (Node::Pool(id), manner) => split.pool(id, manner)?,
        (Node::Reservation(id), Manner::Beside) => split.reservation(id)?,
        (Node::Subnet(id), Manner::Beside) => split.subnet(id)?,
        (Node::VpcCidr(id), Manner::Beside) => split.vpc(id)?,
        (Node::VpcCidr(id), Manner::Below) => split.subnets(id, region.filter(|_| splitting.names.has_zones()))?,
        _ => return Err(Obstacle::NotPossible),
    }
    let count = split.parts.len();
    let name = tidy(name).unwrap_or_else(|| block.to_string());
    Ok(Gesture {
        label: format!("Split {name} into {count} × {}", splitting.length),
        edit: split.edit,
        focus: Some(node),
    })
}

fn parts(block: Cidr, length: NetmaskLength) -> Result<Vec<Cidr>, Obstacle> {
    let parts = block.split(length).filter(|_| length > block.netmask_length());
    let parts: Vec<Cidr> = parts
        .ok_or(Obstacle::NoSuchSize { block, length })?
        .take(MOST + 1)
        .collect();
    if parts.len() > MOST {
        return Err(Obstacle::TooManyParts { most: MOST });
    }
    Ok(parts)
}

fn region_of(plan: &Plan, node: Node) -> Option<RegionCode> {
    let design = plan.design();
    let of_vpc = |vpc: &Id<Vpc>| design.vpcs.get(vpc).map(|row| row.region);
    let of_pool = |pool: &Id<Pool>| design.pools.get(pool).and_then(|row| row.locale);
    match node {
        Node::Pool(id) => of_pool(&id),
        Node::Reservation(id) => of_pool(&design.reservations.get(&id)?.pool),
        Node::VpcCidr(id) => of_vpc(&design.vpc_cidrs.get(&id)?.vpc),
        Node::Subnet(id) => of_vpc(&design.subnets.get(&id)?.vpc),
        _ => None,
    }
}

struct Split<'a> {
    plan: &'a Plan,
    index: &'a Index,
    block: Cidr,
    parts: Vec<Cidr>,
    names: Vec<String>,
    ids: &'a mut dyn IdSource,
    edit: Edit,
}

impl Split<'_> {
    /// The parts with their names; the first one first.
    fn named(&self) -> Vec<(Cidr, String)> {
        self.parts.iter().copied().zip(self.names.iter().cloned()).collect()
    }

    fn pool(&mut self, id: Id<Pool>, manner: Manner) -> Result<(), Obstacle> {
        let (plan, index) = (self.plan, self.index);
        let row = plan.design().pools.get(&id).ok_or(Obstacle::NotPossible)?;
        let content = Content::of(index, id).ok_or(Obstacle::NotPossible)?;
        let mut own = index.pool(id).into_iter().flat_map(|entry| entry.cidrs());
        let (_, own) = own.find(|(cidr, _)| *cidr == self.block).ok_or(Obstacle::NotPossible)?;
        let mut pools = Vec::with_capacity(self.parts.len());
        for (cidr, name) in self.named() {
            if manner == Manner::Beside && pools.is_empty() {
                if let Some(own_row) = plan.design().pool_cidrs.get(&own) {
                    self.edit.update(own, own_row, |row| row.cidr = cidr);
                }
                self.edit.update(id, row, |row| row.name = name);
                pools.push((cidr, id));
                continue;
            }
            let parent = match manner {
                Manner::Beside => row.parent,
                Manner::Below => PoolParent::Pool(id),
            };
            let part = Pool {
                parent,
                name,
                lock: Lock::Open,
                aws_id: None,
                source_resource: None,
                ..row.clone()
            };
            let pool = Id::mint(self.ids);
            self.edit.add(pool, part);
            self.edit.add(Id::mint(self.ids), PoolCidr { pool, cidr });
            pools.push((cidr, pool));
        }
        content.distribute(&mut self.edit, plan, index, self.block, &pools)
    }

    fn reservation(&mut self, id: Id<Reservation>) -> Result<(), Obstacle> {
        let row = self.plan.design().reservations.get(&id).ok_or(Obstacle::NotPossible)?;
        self.check_own(row.cidr)?;
        for (at, (cidr, name)) in self.named().into_iter().enumerate() {
            if at == 0 {
                self.edit.update(id, row, |row| (row.cidr, row.name) = (cidr, name));
                continue;
            }
            let part = Reservation {
                cidr,
                name,
                lock: Lock::Open,
                aws_id: None,
                ..row.clone()
            };
            self.edit.add(Id::mint(self.ids), part);
        }
        Ok(())
    }

    fn subnet(&mut self, id: Id<Subnet>) -> Result<(), Obstacle> {
        let row = self.plan.design().subnets.get(&id).ok_or(Obstacle::NotPossible)?;
        self.check_own(row.cidr)?;
        for (at, (cidr, name)) in self.named().into_iter().enumerate() {
            if at == 0 {
                self.edit.update(id, row, |row| (row.cidr, row.name) = (cidr, name));
                continue;
            }
            let part = Subnet {
                cidr,
                name,
                aws_id: None,
                ..row.clone()
            };
            self.edit.add(Id::mint(self.ids), part);
        }
        Ok(())
    }

    fn check_own(&self, own: Cidr) -> Result<(), Obstacle> {
        if own == self.block {
            Ok(())
        } else {
            Err(Obstacle::NotPossible)
        }
    }

    /// One VPC for each part, of which the first is the one there is. Subnets go with their part, and a workload with its subnets
    /// when all lie in one part; others stay.
    fn vpc(&mut self, id: Id<VpcCidr>) -> Result<(), Obstacle> {
        let plan = self.plan;
        let design = plan.design();
        let own = design.vpc_cidrs.get(&id).ok_or(Obstacle::NotPossible)?;
        self.check_own(own.cidr)?;
        let vpc = design.vpcs.get(&own.vpc).ok_or(Obstacle::NotPossible)?;
        let mut vpcs: Vec<(Cidr, Id<Vpc>)> = Vec::with_capacity(self.parts.len());
        for (cidr, name) in self.named() {
            if vpcs.is_empty() {
                self.edit.update(id, own, |row| row.cidr = cidr);
                self.edit.update(own.vpc, vpc, |row| row.name = name);
                vpcs.push((cidr, own.vpc));
                continue;
            }
            let part = Id::mint(self.ids);
            let row = Vpc {
                name,
                lock: Lock::Open,
                aws_id: None,
                ..vpc.clone()
            };
            self.edit.add(part, row);
            let role = match cidr.family() {
                Family::Ipv4 => CidrRole::Primary,
                Family::Ipv6 => own.role,
            };
            let row = VpcCidr {
                vpc: part,
                cidr,
                role,
                ..own.clone()
            };
            self.edit.add(Id::mint(self.ids), row);
            vpcs.push((cidr, part));
        }
        let part_of = |cidr: Cidr| vpcs.iter().find(|(part, _)| part.contains(cidr)).map(|(_, vpc)| *vpc);
        let mut larger = Vec::new();
        let subnets = self
            .index
            .vpc(own.vpc)
            .into_iter()
            .flat_map(|entry| entry.subnets_in(own.cidr));
        for (cidr, subnet) in subnets {
            match (part_of(cidr), design.subnets.get(&subnet)) {
                (Some(part), Some(row)) => self.edit.update(subnet, row, |row| row.vpc = part),
                _ => larger.push((cidr, Block::Subnet(subnet))),
            }
        }
        if !larger.is_empty() {
            let length = self
                .parts
                .first()
                .map_or(own.cidr.netmask_length(), |part| part.netmask_length());
            return Err(spans(plan, self.index, length, larger));
        }
        for (workload, row) in plan.intent().workloads.iter().filter(|(_, row)| row.vpc == own.vpc) {
            let subnets = row.subnets.iter().chain(row.kind.pod_subnets());
            let parts = subnets.filter_map(|subnet| design.subnets.get(subnet));
            let parts: OrderedSet<Option<Id<Vpc>>> = parts.map(|subnet| part_of(subnet.cidr)).collect();
            if let (1, Some(Some(part))) = (parts.len(), parts.first()) {
                update_intent(&mut self.edit, *workload, row, |row| row.vpc = *part);
            }
        }
        Ok(())
    }

    /// Subnets for the parts of a CIDR of a VPC, in zones where the names say so.
    fn subnets(&mut self, id: Id<VpcCidr>, zones: Option<RegionCode>) -> Result<(), Obstacle> {
        let own = self.plan.design().vpc_cidrs.get(&id).ok_or(Obstacle::NotPossible)?;
        self.check_own(own.cidr)?;
        let entry = self.index.vpc(own.vpc).ok_or(Obstacle::NotPossible)?;
        let there = entry.subnets().iter().find(|(cidr, _)| cidr.overlaps(own.cidr));
        if let Some((cidr, subnet)) = there {
            let placed = Placed {
                cidr: *cidr,
                block: Block::Subnet(*subnet),
            };
            return Err(Obstacle::Taken {
                wanted: own.cidr,
                by: super::NamedBlock::of(self.plan, self.index, placed),
            });
        }
        for (at, (cidr, name)) in self.named().into_iter().enumerate() {
            let row = Subnet {
                name,
                zone: zones.map(|region| zone(Some(region), at)),
                ..Subnet::new(own.vpc, cidr)
            };
            self.edit.add(Id::mint(self.ids), row);
        }
        Ok(())
    }
}
