//! What the rows of one set of tables are called, where they hang and which addresses they have.

use rustc_hash::FxHashMap;

use crate::address::Cidr;
use crate::format::RowFields;
use crate::ordered::sort;
use crate::plan::{AnyId, AwsTables, Id, Plan, Pool, PoolParent, Scope, ScopeKind, ScopeOrigin, Side, Vpc, tidy};

/// So many pools are named above a thing: AWS nests ten.
const DEEPEST: usize = 10;

/// A CIDR of a VPC and the pool it is allocated from.
type Allocated = (Cidr, Option<Id<Pool>>);

/// One set of tables of a plan, with what one asks of it.
pub(super) struct Names<'a> {
    plan: &'a Plan,
    tables: &'a AwsTables,
    of_pools: FxHashMap<Id<Pool>, Vec<Cidr>>,
    of_vpcs: FxHashMap<Id<Vpc>, Vec<Allocated>>,
}

impl<'a> Names<'a> {
    /// O(n log n) in the CIDRs.
    pub(super) fn of(plan: &'a Plan, side: Side) -> Self {
        let tables = match side {
            Side::Design => plan.design(),
            Side::Actual => plan.actual(),
        };
        let mut of_pools: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for row in tables.pool_cidrs.values() {
            of_pools.entry(row.pool).or_default().push(row.cidr);
        }
        let mut of_vpcs: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for row in tables.vpc_cidrs.values() {
            of_vpcs.entry(row.vpc).or_default().push((row.cidr, row.pool));
        }
        of_pools.values_mut().for_each(|cidrs| sort(cidrs));
        of_vpcs.values_mut().for_each(|cidrs| sort(cidrs));
        Self {
            plan,
            tables,
            of_pools,
            of_vpcs,
        }
    }

    /// The tables.
    pub(super) fn tables(&self) -> &'a AwsTables {
        self.tables
    }

    /// Whether the row is here, or among what the planners of this plan state.
    pub(super) fn has(&self, row: AnyId) -> bool {
        self.tables.has(row) || self.plan.intent().has(row)
    }

    /// Calls `visit` with every id that the row holds.
    pub(super) fn visit_references_of(&self, row: AnyId, visit: &mut dyn FnMut(AnyId)) {
        self.tables.visit_references_of(row, visit);
        self.plan.intent().visit_references_of(row, visit);
    }

    /// The fields of a row.
    pub(super) fn fields(&self, row: AnyId) -> Option<RowFields> {
        RowFields::of(self.tables, self.plan.intent(), row)
    }

    /// The addresses of a thing, in order.
    pub(super) fn cidrs(&self, row: AnyId) -> Vec<Cidr> {
        let tables = self.tables;
        match row {
            AnyId::Pool(id) => self.of_pools.get(&id).cloned().unwrap_or_default(),
            AnyId::Vpc(id) => self.vpc_cidrs(id).iter().map(|(cidr, _)| *cidr).collect(),
            AnyId::Reservation(id) => tables.reservations.get(&id).map(|row| row.cidr).into_iter().collect(),
            AnyId::Subnet(id) => tables.subnets.get(&id).map(|row| row.cidr).into_iter().collect(),
            AnyId::PublicBlock(id) => tables.public_blocks.get(&id).map(|row| row.cidr).into_iter().collect(),
            AnyId::PoolCidr(id) => tables.pool_cidrs.get(&id).map(|row| row.cidr).into_iter().collect(),
            AnyId::VpcCidr(id) => tables.vpc_cidrs.get(&id).map(|row| row.cidr).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The row as a list calls it: by its name, else by what tells it from others of its kind, else by what it is.
    pub(super) fn name(&self, row: AnyId) -> String {
        if let AnyId::Scope(id) = row
            && let Some(scope) = self.tables.scopes.get(&id)
            && scope.origin == ScopeOrigin::Default
        {
            return match scope.kind {
                ScopeKind::Private => "Private scope".to_owned(),
                ScopeKind::Public => "Public scope".to_owned(),
            };
        }
        let fields = self.fields(row).unwrap_or_default();
        let says = |key: &str| tidy(&plain(fields.get(&vec![key.to_owned()])?));
        let own = ["name", "cidr", "number", "aws_id"].into_iter().find_map(says);
        own.unwrap_or_else(|| match self.cidrs(row).first() {
            Some(cidr) => format!("{} at {cidr}", row.kind()),
            None => format!("{} without a name", row.kind()),
        })
    }

    /// What a thing is directly under; nothing where it stands in no tree, or at its top.
    pub(super) fn parent(&self, row: AnyId) -> Option<AnyId> {
        let tables = self.tables;
        match row {
            AnyId::Pool(id) => tables.pools.get(&id).map(|row| match row.parent {
                PoolParent::Scope(scope) => scope.into(),
                PoolParent::Pool(pool) => pool.into(),
            }),
            AnyId::Reservation(id) => tables.reservations.get(&id).map(|row| row.pool.into()),
            AnyId::Vpc(id) => {
                let pool = self.vpc_cidrs(id).iter().find_map(|(_, pool)| *pool);
                let scope = tables.vpcs.get(&id).map(|row| row.scope.into());
                pool.map(AnyId::from).or(scope)
            }
            AnyId::Subnet(id) => tables.subnets.get(&id).map(|row| row.vpc.into()),
            AnyId::PublicBlock(id) => tables.public_blocks.get(&id).map(|row| match row.pool {
                Some(pool) => pool.into(),
                None => row.scope.into(),
            }),
            _ => None,
        }
    }

    /// What a thing is under, the scope first; nothing where it stands in no tree.
    pub(super) fn path(&self, row: AnyId) -> Vec<String> {
        let tables = self.tables;
        match row {
            AnyId::Pool(id) => self.above(tables.pools.get(&id).map(|row| row.parent)),
            AnyId::Reservation(id) => self.with_pool(tables.reservations.get(&id).map(|row| row.pool)),
            AnyId::Vpc(id) => self.above_vpc(id),
            AnyId::Subnet(id) => {
                let Some(vpc) = tables.subnets.get(&id).map(|row| row.vpc) else {
                    return Vec::new();
                };
                let mut path = self.above_vpc(vpc);
                path.push(self.name(vpc.into()));
                path
            }
            AnyId::PublicBlock(id) => match tables.public_blocks.get(&id) {
                Some(row) if row.pool.is_some() => self.with_pool(row.pool),
                Some(row) => vec![self.name(row.scope.into())],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn vpc_cidrs(&self, vpc: Id<Vpc>) -> &[Allocated] {
        self.of_vpcs.get(&vpc).map(Vec::as_slice).unwrap_or_default()
    }

    fn above_vpc(&self, vpc: Id<Vpc>) -> Vec<String> {
        let pool = self.vpc_cidrs(vpc).iter().find_map(|(_, pool)| *pool);
        match (pool, self.tables.vpcs.get(&vpc)) {
            (Some(_), _) => self.with_pool(pool),
            (None, Some(row)) => vec![self.name(row.scope.into())],
            (None, None) => Vec::new(),
        }
    }

    fn with_pool(&self, pool: Option<Id<Pool>>) -> Vec<String> {
        self.above(pool.map(PoolParent::Pool))
    }

    fn above(&self, parent: Option<PoolParent>) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = parent;
        while let Some(parent) = next.take() {
            match parent {
                PoolParent::Scope(scope) => path.push(self.name(Id::<Scope>::into(scope))),
                PoolParent::Pool(_) if path.len() >= DEEPEST => path.push("…".to_owned()),
                PoolParent::Pool(pool) => {
                    path.push(self.name(pool.into()));
                    next = self.tables.pools.get(&pool).map(|row| row.parent);
                }
            }
        }
        path.reverse();
        path
    }
}

/// A JSON value as people read it: a text without its quotes.
pub(super) fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}
