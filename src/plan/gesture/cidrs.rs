//! The CIDRs of a VPC: another one, another primary one, and a pool for the subnets in one.

use super::Gesture;
use crate::address::{Cidr, Family};
use crate::plan::index::Index;
use crate::plan::{CidrRole, Edit, Id, IdSource, Monitoring, Node, Plan, Pool, PoolCidr, PoolParent, Vpc, VpcCidr};

/// Adds a CIDR to a VPC, allocated from `pool` or from none. The first of IPv4 is the primary one.
pub fn add_vpc_cidr(
    plan: &Plan,
    index: &Index,
    vpc: Id<Vpc>,
    cidr: Cidr,
    pool: Option<Id<Pool>>,
    ids: &mut dyn IdSource,
) -> Option<Gesture> {
    let row = plan.design().vpcs.get(&vpc)?;
    let has_primary = index.vpc(vpc)?.cidrs().iter().any(|(_, id)| {
        let row = plan.design().vpc_cidrs.get(id);
        row.is_some_and(|row| row.role == CidrRole::Primary)
    });
    let role = match cidr.family() {
        Family::Ipv4 if !has_primary => CidrRole::Primary,
        Family::Ipv4 | Family::Ipv6 => CidrRole::Secondary,
    };
    let id = Id::mint(ids);
    let mut edit = Edit::new();
    edit.add(
        id,
        VpcCidr {
            vpc,
            cidr,
            role,
            pool,
            monitoring: Monitoring::Monitored,
        },
    );
    let name = if row.name.is_empty() { "a VPC" } else { &row.name };
    Some(Gesture {
        label: format!("Add {cidr} to {name}"),
        edit,
        focus: Some(Node::VpcCidr(id)),
    })
}

/// Makes a CIDR the primary one of its VPC; what was becomes secondary. Nothing when it is, or is of IPv6.
pub fn make_primary(plan: &Plan, index: &Index, id: Id<VpcCidr>) -> Option<Gesture> {
    let design = plan.design();
    let row = design.vpc_cidrs.get(&id)?;
    if row.role == CidrRole::Primary || row.cidr.family() == Family::Ipv6 {
        return None;
    }
    let mut edit = Edit::new();
    for (_, other) in index.vpc(row.vpc)?.cidrs() {
        if let Some(before) = design
            .vpc_cidrs
            .get(other)
            .filter(|other| other.cidr.family() == Family::Ipv4)
        {
            let role = if *other == id {
                CidrRole::Primary
            } else {
                CidrRole::Secondary
            };
            edit.update(*other, before, |row| row.role = role);
        }
    }
    Some(Gesture {
        label: format!("Make {} the primary CIDR", row.cidr),
        edit,
        focus: Some(Node::VpcCidr(id)),
    })
}

/// Adds a resource planning pool for a CIDR of a VPC: a top-level pool of its scope and Region that holds just this CIDR, for the
/// subnets: <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>.
pub fn plan_subnets_by_pool(plan: &Plan, within: Id<VpcCidr>, ids: &mut dyn IdSource) -> Option<Gesture> {
    let design = plan.design();
    let row = design.vpc_cidrs.get(&within)?;
    let vpc = design.vpcs.get(&row.vpc)?;
    let id = Id::mint(ids);
    let name = if vpc.name.is_empty() {
        row.cidr.to_string()
    } else {
        vpc.name.clone()
    };
    let pool = Pool {
        name: format!("{name} subnets"),
        locale: Some(vpc.region),
        source_resource: Some(row.vpc),
        ..Pool::new(PoolParent::Scope(vpc.scope), row.cidr.family())
    };
    let mut edit = Edit::new();
    edit.add(id, pool);
    edit.add(
        Id::mint(ids),
        PoolCidr {
            pool: id,
            cidr: row.cidr,
        },
    );
    Some(Gesture {
        label: format!("Add a resource planning pool for {name}"),
        edit,
        focus: Some(Node::Pool(id)),
    })
}
