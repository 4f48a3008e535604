//! The steps that take a part of what exists down.

use super::ground::Ground;
use super::pieces::{Pieces, whole};
use super::{Goal, Lifecycle, steps};
use crate::ordered::OrderedSet;
use crate::plan::{AnyId, AwsTables, CidrRole, Node, Plan, PoolParent, ScopeOrigin};

/// What becomes of the VPCs and subnets whose CIDRs are allocated from what is torn down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residents {
    /// They stay. VPCs are unmanaged then: IPAM ignores their CIDRs, and watches them again when the pools are gone. Subnets stay
    /// with their CIDRs when their pools are deleted with all that is in them.
    Stay,
    /// They are deleted.
    Go,
}

/// The steps that take `node` and all below it down, out of what exists. Nothing when it does not exist.
pub fn tear_down(plan: &Plan, node: Node, residents: Residents) -> Lifecycle {
    let actual = plan.actual();
    let mut going = Going {
        actual,
        ground: whole(Ground::new(actual, &Pieces::whole())),
        rows: OrderedSet::new(),
        residents,
    };
    match node {
        Node::Ipam => {
            going.rows.extend(actual.ids().into_iter().filter(|id| {
                let is_resident = matches!(id, AnyId::Vpc(_) | AnyId::VpcCidr(_) | AnyId::Subnet(_));
                !is_resident || residents == Residents::Go
            }));
        }
        Node::Scope(id) => going.add(id.into()),
        Node::Pool(id) => going.add(id.into()),
        Node::Reservation(id) => going.add(id.into()),
        Node::VpcCidr(id) => going.add(id.into()),
        Node::PublicBlock(id) => going.add(id.into()),
        Node::Subnet(id) => going.add(id.into()),
        Node::Vpc(id) => going.add(id.into()),
        Node::Free(_) => {}
    }
    if node != Node::Ipam {
        // A default scope stays as long as the IPAM.
        let scopes = &actual.scopes;
        going.rows.retain(|id| match id {
            AnyId::Scope(id) => scopes.get(id).is_some_and(|row| row.origin != ScopeOrigin::Default),
            _ => true,
        });
    }
    let target = going.rest();
    let pieces = Pieces::whole();
    whole(steps(actual, &target, plan.intent(), Goal::TearDown, &pieces))
}

struct Going<'a> {
    actual: &'a AwsTables,
    ground: Ground<'a>,
    rows: OrderedSet<AnyId>,
    residents: Residents,
}

impl Going<'_> {
    /// Adds a row and what cannot stay without it. O(rows) for each level.
    fn add(&mut self, id: AnyId) {
        if !self.actual.has(id) {
            return;
        }
        self.rows.insert(id);
        loop {
            let found = self.rows.len();
            self.turn();
            if self.rows.len() == found {
                return;
            }
        }
    }

    fn turn(&mut self) {
        let actual = self.actual;
        let rows = &mut self.rows;
        let goes = self.residents == Residents::Go;
        for (id, row) in &actual.pools {
            let above = match row.parent {
                PoolParent::Scope(scope) => rows.contains(&scope.into()),
                PoolParent::Pool(source) => rows.contains(&source.into()),
            };
            let vpc = row.source_resource.is_some_and(|vpc| rows.contains(&vpc.into()));
            if above || vpc {
                rows.insert((*id).into());
            }
        }
        for (id, row) in &actual.pool_cidrs {
            let above = actual.pools.get(&row.pool).and_then(|pool| match pool.parent {
                PoolParent::Pool(source) => self.ground.holder(source, row.cidr),
                PoolParent::Scope(_) => self.ground.holder(pool.source_resource?, row.cidr),
            });
            if rows.contains(&row.pool.into()) || above.is_some_and(|above| rows.contains(&above)) {
                rows.insert((*id).into());
            }
        }
        for (id, row) in &actual.reservations {
            let held = self.ground.holder(row.pool, row.cidr);
            if rows.contains(&row.pool.into()) || held.is_some_and(|held| rows.contains(&held)) {
                rows.insert((*id).into());
            }
        }
        for (id, row) in &actual.vpcs {
            if goes && rows.contains(&row.scope.into()) {
                rows.insert((*id).into());
            }
        }
        for (id, row) in &actual.vpc_cidrs {
            let from_pool = goes && row.pool.is_some_and(|pool| rows.contains(&pool.into()));
            if from_pool || rows.contains(&row.vpc.into()) {
                rows.insert((*id).into());
                // A primary CIDR goes with its VPC alone.
                if row.role == CidrRole::Primary {
                    rows.insert(row.vpc.into());
                }
            }
            if rows.contains(&(*id).into()) && row.role == CidrRole::Primary {
                rows.insert(row.vpc.into());
            }
        }
        for (id, row) in &actual.subnets {
            let held = self
                .ground
                .holder(row.vpc, row.cidr)
                .is_some_and(|id| rows.contains(&id));
            let from_pool = goes && row.pool.is_some_and(|pool| rows.contains(&pool.into()));
            if held || from_pool || rows.contains(&row.vpc.into()) {
                rows.insert((*id).into());
            }
        }
        for (id, row) in &actual.public_blocks {
            if rows.contains(&row.scope.into()) || row.pool.is_some_and(|pool| rows.contains(&pool.into())) {
                rows.insert((*id).into());
            }
        }
    }

    /// What exists without the rows that go. What stays names none of them.
    fn rest(&self) -> AwsTables {
        let mut rest = self.actual.clone();
        for id in &self.rows {
            match *id {
                AnyId::Ipam(id) => _ = rest.ipams.remove(&id),
                AnyId::Scope(id) => _ = rest.scopes.remove(&id),
                AnyId::Pool(id) => _ = rest.pools.remove(&id),
                AnyId::PoolCidr(id) => _ = rest.pool_cidrs.remove(&id),
                AnyId::Reservation(id) => _ = rest.reservations.remove(&id),
                AnyId::Vpc(id) => _ = rest.vpcs.remove(&id),
                AnyId::VpcCidr(id) => _ = rest.vpc_cidrs.remove(&id),
                AnyId::Subnet(id) => _ = rest.subnets.remove(&id),
                AnyId::PublicBlock(id) => _ = rest.public_blocks.remove(&id),
                _ => {}
            }
        }
        for row in rest.vpcs.values_mut() {
            if self.rows.contains(&row.scope.into()) {
                row.scope = Plan::default_private_scope();
            }
        }
        for row in rest.vpc_cidrs.values_mut() {
            row.pool = row.pool.filter(|pool| !self.rows.contains(&(*pool).into()));
        }
        for row in rest.subnets.values_mut() {
            row.pool = row.pool.filter(|pool| !self.rows.contains(&(*pool).into()));
        }
        rest
    }
}
