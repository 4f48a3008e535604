//! What is in the plan, by everything that a row of a file can be known by.

use crate::address::{Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{AnyId, AwsTables, Id, Plan, Pool, PoolParent, Scope, Vpc};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Scope,
    Pool,
    PoolCidr,
    Reservation,
    Vpc,
    VpcCidr,
    Subnet,
    PublicBlock,
}

type Ids = OrderedSet<AnyId>;

/// The rows of both sides of a plan. A row that is on both has one id, and is here once.
#[derive(Default)]
pub(super) struct Known {
    aws: OrderedMap<(Kind, String), Ids>,
    /// Pools and VPCs by the scope and an address block of theirs.
    space: OrderedMap<(Kind, Id<Scope>, Cidr), Ids>,
    /// What lies in a pool, a VPC or a scope, by its block.
    held: OrderedMap<(Kind, AnyId, Cidr), Ids>,
    /// By what it hangs from, and the name.
    named: OrderedMap<(Kind, Option<AnyId>, String), Ids>,
}

impl Known {
    /// Adds the rows of one side.
    pub(super) fn add(&mut self, tables: &AwsTables) {
        for (id, row) in &tables.scopes {
            self.add_aws(Kind::Scope, &row.aws_id, (*id).into());
            self.add_name(Kind::Scope, None, &row.name, (*id).into());
        }
        let mut scopes: OrderedMap<Id<Pool>, Id<Scope>> = OrderedMap::new();
        for (id, row) in &tables.pools {
            self.add_aws(Kind::Pool, &row.aws_id, (*id).into());
            let above = match row.parent {
                PoolParent::Scope(scope) => AnyId::from(scope),
                PoolParent::Pool(pool) => AnyId::from(pool),
            };
            self.add_name(Kind::Pool, Some(above), &row.name, (*id).into());
            if let Some(scope) = scope_of(tables, *id) {
                scopes.insert(*id, scope);
            }
        }
        for (id, row) in &tables.pool_cidrs {
            self.add_held(Kind::PoolCidr, row.pool.into(), row.cidr, (*id).into());
            if let Some(scope) = scopes.get(&row.pool) {
                self.add_space(Kind::Pool, *scope, row.cidr, row.pool.into());
            }
        }
        for (id, row) in &tables.reservations {
            self.add_aws(Kind::Reservation, &row.aws_id, (*id).into());
            self.add_held(Kind::Reservation, row.pool.into(), row.cidr, (*id).into());
        }
        for (id, row) in &tables.vpcs {
            self.add_aws(Kind::Vpc, &row.aws_id, (*id).into());
            self.add_name(Kind::Vpc, Some(row.scope.into()), &row.name, (*id).into());
        }
        for (id, row) in &tables.vpc_cidrs {
            self.add_held(Kind::VpcCidr, row.vpc.into(), row.cidr, (*id).into());
            if let Some(vpc) = tables.vpcs.get(&row.vpc) {
                self.add_space(Kind::Vpc, vpc.scope, row.cidr, row.vpc.into());
            }
        }
        for (id, row) in &tables.subnets {
            self.add_aws(Kind::Subnet, &subnet_id(&row.aws_id, row.cidr), (*id).into());
            self.add_held(Kind::Subnet, row.vpc.into(), row.cidr, (*id).into());
        }
        for (id, row) in &tables.public_blocks {
            self.add_aws(Kind::PublicBlock, &row.aws_id, (*id).into());
            self.add_held(Kind::PublicBlock, row.scope.into(), row.cidr, (*id).into());
        }
    }

    fn add_aws(&mut self, kind: Kind, aws_id: &Option<String>, id: AnyId) {
        if let Some(aws_id) = aws_id {
            self.aws.or_insert((kind, aws_id.clone()), Ids::new()).insert(id);
        }
    }

    fn add_name(&mut self, kind: Kind, above: Option<AnyId>, name: &str, id: AnyId) {
        if !name.is_empty() {
            self.named
                .or_insert((kind, above, name.to_owned()), Ids::new())
                .insert(id);
            if above.is_some() {
                self.named
                    .or_insert((kind, None, name.to_owned()), Ids::new())
                    .insert(id);
            }
        }
    }

    fn add_space(&mut self, kind: Kind, scope: Id<Scope>, cidr: Cidr, id: AnyId) {
        self.space.or_insert((kind, scope, cidr), Ids::new()).insert(id);
    }

    fn add_held(&mut self, kind: Kind, holder: AnyId, cidr: Cidr, id: AnyId) {
        self.held.or_insert((kind, holder, cidr), Ids::new()).insert(id);
    }

    /// The rows with this id in AWS.
    pub(super) fn by_aws_id(&self, kind: Kind, aws_id: &str) -> Vec<AnyId> {
        list(self.aws.get(&(kind, aws_id.to_owned())))
    }

    /// The pools or VPCs with this block in a scope.
    pub(super) fn in_scope(&self, kind: Kind, scope: Id<Scope>, cidr: Cidr) -> Vec<AnyId> {
        list(self.space.get(&(kind, scope, cidr)))
    }

    /// What lies in `holder` and has this block.
    pub(super) fn in_holder(&self, kind: Kind, holder: AnyId, cidr: Cidr) -> Vec<AnyId> {
        list(self.held.get(&(kind, holder, cidr)))
    }

    /// What hangs from `above`, or from anything, and is called so.
    pub(super) fn by_name(&self, kind: Kind, above: Option<AnyId>, name: &str) -> Vec<AnyId> {
        list(self.named.get(&(kind, above, name.to_owned())))
    }
}

fn list(ids: Option<&Ids>) -> Vec<AnyId> {
    ids.map(|ids| ids.iter().copied().collect()).unwrap_or_default()
}

/// What tells a subnet from others: one of both families is two rows of one id.
pub(super) fn subnet_id(aws_id: &Option<String>, cidr: Cidr) -> Option<String> {
    let family = if cidr.family() == Family::Ipv4 { "" } else { " IPv6" };
    aws_id.as_ref().map(|id| format!("{id}{family}"))
}

/// The scope that a pool is in.
pub(super) fn scope_of(tables: &AwsTables, pool: Id<Pool>) -> Option<Id<Scope>> {
    let mut next = pool;
    // No pool is under itself, so this is as deep as they nest.
    for _ in 0..=tables.pools.len() {
        match tables.pools.get(&next)?.parent {
            PoolParent::Scope(scope) => return Some(scope),
            PoolParent::Pool(source) => next = source,
        }
    }
    None
}

/// Whether `pool` would be under itself if it hung from `parent`.
pub(super) fn is_below(tables: &AwsTables, parent: PoolParent, pool: Id<Pool>) -> bool {
    let mut next = parent;
    for _ in 0..=tables.pools.len() {
        match next {
            PoolParent::Pool(above) if above == pool => return true,
            PoolParent::Pool(above) => match tables.pools.get(&above) {
                Some(row) => next = row.parent,
                None => return false,
            },
            PoolParent::Scope(_) => return false,
        }
    }
    true
}

/// The row of a VPC on either side.
pub(super) fn vpc_of(plan: &Plan, id: Id<Vpc>) -> Option<&Vpc> {
    plan.design().vpcs.get(&id).or_else(|| plan.actual().vpcs.get(&id))
}
