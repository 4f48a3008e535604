//! The places that stacks are made in.

use super::{CloudFormation, logical};
use crate::export::naming::region_of;
use crate::export::writing::{Scene, Source};
use crate::ordered::OrderedSet;
use crate::plan::{Account, AnyId, Id, Integration, Plan, Pool, RegionCode};

/// The place of a stack: an account and a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stack {
    /// The Region.
    pub region: RegionCode,
    /// The account; none for the one that owns the IPAM, which also stands for those that the plan does not name.
    pub account: Option<Id<Account>>,
}

impl Stack {
    /// The stack of the IPAM with its scopes and pools.
    pub fn of_ipam(plan: &Plan) -> Self {
        Self {
            region: plan.ipam().home_region,
            account: None,
        }
    }

    fn at(plan: &Plan, region: RegionCode, account: Option<Id<Account>>) -> Self {
        let owner = match plan.ipam().integration {
            Integration::Organization {
                delegated_administrator,
            } => delegated_administrator,
            Integration::SingleAccount => None,
        };
        let is_owner = |account: &Id<Account>| {
            let row = plan.intent().accounts.get(account);
            owner.is_some() && row.is_some_and(|row| row.number == owner)
        };
        Self {
            region,
            account: account.filter(|account| !is_owner(account)),
        }
    }

    /// Where a row is made. Scopes, pools and their CIDRs are made where the IPAM is.
    fn of(plan: &Plan, id: AnyId) -> Self {
        let design = plan.design();
        let ipam = Self::of_ipam(plan);
        let locale = |pool: Id<Pool>| design.pools.get(&pool).and_then(|row| row.locale).map(region_of);
        let of_vpc = |vpc| {
            let row = design.vpcs.get(&vpc)?;
            Some(Self::at(plan, row.region, row.account))
        };
        let place = match id {
            AnyId::Reservation(id) => {
                let region = design.reservations.get(&id).and_then(|row| locale(row.pool));
                region.map(|region| Self::at(plan, region, None))
            }
            AnyId::Vpc(id) => of_vpc(id),
            AnyId::VpcCidr(id) => design.vpc_cidrs.get(&id).and_then(|row| of_vpc(row.vpc)),
            AnyId::Subnet(id) => design.subnets.get(&id).and_then(|row| of_vpc(row.vpc)),
            AnyId::PublicBlock(id) => design.public_blocks.get(&id).map(|row| {
                let region = row.region.map(region_of).or_else(|| row.pool.and_then(locale));
                Self::at(plan, region.unwrap_or(ipam.region), row.account)
            }),
            _ => None,
        };
        place.unwrap_or(ipam)
    }
}

/// The stacks that a plan takes: that of the IPAM first, then the others by Region and account. O(n log n).
pub fn stacks(source: Source<'_>) -> Vec<Stack> {
    let plan = source.plan;
    let mut others: OrderedSet<Stack> = OrderedSet::new();
    let design = plan.design();
    let rows = design.reservations.keys().map(|id| AnyId::from(*id));
    let rows = rows.chain(design.vpcs.keys().map(|id| AnyId::from(*id)));
    for id in rows.chain(design.public_blocks.keys().map(|id| AnyId::from(*id))) {
        others.insert(Stack::of(plan, id));
    }
    let ipam = Stack::of_ipam(plan);
    others.remove(&ipam);
    std::iter::once(ipam).chain(others.iter().copied()).collect()
}

impl CloudFormation {
    /// Whether a row is made in the place of this stack.
    pub(super) fn is_here(&self, scene: Scene<'_>, id: AnyId) -> bool {
        let here = self.stack.unwrap_or_else(|| Stack::of_ipam(scene.plan()));
        Stack::of(scene.plan(), id) == here
    }

    /// The logical id of a row, if it is in this template.
    pub(super) fn here(&self, scene: Scene<'_>, id: impl Into<AnyId>) -> Option<String> {
        let id = id.into();
        (scene.has(id) && self.is_here(scene, id)).then(|| logical(id))
    }
}
