//! What a plan holds, in a few figures: for the preview of an import and the list of plans.

use crate::ordered::{OrderedSet, sort};

use crate::address::Cidr;
use crate::plan::{Plan, PoolParent, RegionCode};

/// What a plan holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSummary {
    /// What the plan is called.
    pub name: String,
    /// The home Region of its IPAM.
    pub home_region: RegionCode,
    /// Every Region that it names: operating Regions, locales, and where VPCs are.
    pub regions: OrderedSet<RegionCode>,
    /// The CIDRs of the top-level pools, in order.
    pub supernets: Vec<Cidr>,
    /// Rows of the design per table.
    pub counts: Counts,
    /// Rows of what exists in AWS, all tables together.
    pub actual_rows: usize,
    /// Rows of all tables together.
    pub rows: usize,
}

/// How many rows the tables of a design have, and those of what the planners state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named after the table whose rows it counts")]
pub struct Counts {
    pub scopes: usize,
    pub pools: usize,
    pub pool_cidrs: usize,
    pub reservations: usize,
    pub vpcs: usize,
    pub vpc_cidrs: usize,
    pub subnets: usize,
    pub public_blocks: usize,
    pub accounts: usize,
    pub workloads: usize,
    pub networks: usize,
    pub connections: usize,
    pub demands: usize,
    pub acceptances: usize,
    pub scenarios: usize,
}

/// Sums up `plan`. O(rows).
pub fn summary(plan: &Plan) -> FileSummary {
    let (design, intent) = (plan.design(), plan.intent());
    let is_top_level = |cidr: &&crate::plan::PoolCidr| {
        let pool = design.pools.get(&cidr.pool);
        pool.is_some_and(|pool| matches!(pool.parent, PoolParent::Scope(_)))
    };
    let mut supernets: Vec<Cidr> = design
        .pool_cidrs
        .values()
        .filter(is_top_level)
        .map(|row| row.cidr)
        .collect();
    sort(&mut supernets);
    let mut regions = plan.ipam().all_operating_regions();
    regions.extend(design.pools.values().filter_map(|pool| pool.locale));
    regions.extend(design.vpcs.values().map(|vpc| vpc.region));
    FileSummary {
        name: plan.about().name.clone(),
        home_region: plan.ipam().home_region,
        regions,
        supernets,
        counts: Counts {
            scopes: design.scopes.len(),
            pools: design.pools.len(),
            pool_cidrs: design.pool_cidrs.len(),
            reservations: design.reservations.len(),
            vpcs: design.vpcs.len(),
            vpc_cidrs: design.vpc_cidrs.len(),
            subnets: design.subnets.len(),
            public_blocks: design.public_blocks.len(),
            accounts: intent.accounts.len(),
            workloads: intent.workloads.len(),
            networks: intent.networks.len(),
            connections: intent.connections.len(),
            demands: intent.demands.len(),
            acceptances: intent.acceptances.len(),
            scenarios: intent.scenarios.len(),
        },
        actual_rows: plan.actual().row_count(),
        rows: design.row_count() + plan.actual().row_count() + intent.row_count(),
    }
}
