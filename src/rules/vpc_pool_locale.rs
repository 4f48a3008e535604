//! "You can only allocate a CIDR for a VPC from an IPAM pool that shares a locale with the VPC's Region":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::allocation::Holder;
use super::allocation_netmask::allows;
use super::required_tags::has_required;
use super::{Allocation, Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::Cidr;
use crate::plan::index::Block;
use crate::plan::{AnyId, Edit, Id, Lock, Pool, RegionCode};

pub(super) const RULE: Rule = Rule {
    code: "vpc-pool-locale",
    severity: Severity::Error,
    title: "Pool of another Region",
    explanation: "A VPC gets its CIDR only from a pool whose locale is the VPC's Region; a pool without a locale gives \
                  nothing to VPCs. Allocate from a pool in the Region.",
    source: Source {
        statement: "You can only allocate a CIDR for a VPC from an IPAM pool that shares a locale with the VPC's Region.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Allocation(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let Holder::Vpc(vpc, entry) = allocation.holder else {
        return None;
    };
    let (locale, region) = (allocation.pool_row.locale, entry.region());
    if locale == Some(region) {
        return None;
    }
    let has = match locale {
        Some(locale) => format!("whose locale is {locale}"),
        None => "which has no locale".to_owned(),
    };
    Some(Verdict {
        sentence: format!(
            "{} is in {region} and takes {} from {}, {has}",
            naming::vpc(facts, vpc).first(),
            allocation.cidr,
            naming::pool(facts, allocation.pool)
        ),
        evidence: format!(
            "{region} {}",
            locale.map(|locale| locale.to_string()).unwrap_or_default()
        ),
    })
}

/// Allocates the same block from the innermost pool that holds it, if that is one of the VPC's Region that would give it.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::VpcCidr(id)) = subject else {
        return None;
    };
    let row = facts.design().vpc_cidrs.get(&id)?;
    let region = facts.index.vpc(row.vpc)?.region();
    let pool = giver(facts, row.pool?, row.cidr, region)?;
    let vpc = facts.design().vpcs.get(&row.vpc)?;
    if vpc.lock == Lock::Locked {
        return None;
    }
    if !has_required(facts.design().pools.get(&pool)?, &vpc.name, &vpc.tags) {
        return None;
    }
    let mut edit = Edit::new();
    edit.update(id, row, |row| row.pool = Some(pool));
    Some(Fix {
        label: format!(
            "Allocate from {} in {region} instead",
            naming::pool_in_label(facts, pool)
        ),
        edit,
    })
}

/// The innermost pool of the scope of `from` that holds `cidr`, when every other pool that meets the block is above it, and it may
/// give the block to a VPC in `region`.
fn giver(facts: Facts<'_>, from: Id<Pool>, cidr: Cidr, region: RegionCode) -> Option<Id<Pool>> {
    let design = facts.design();
    let blocks = facts.index.scope(facts.index.pool(from)?.scope())?.blocks();
    let pools: Vec<(Cidr, Id<Pool>)> = blocks
        .meeting(cidr)
        .filter_map(|placed| match placed.block {
            Block::PoolCidr(id) => design.pool_cidrs.get(&id).map(|row| (placed.cidr, row.pool)),
            _ => None,
        })
        .collect();
    let (_, innermost) = *pools
        .iter()
        .filter(|(held, _)| held.contains(cidr))
        .max_by_key(|(_, pool)| facts.index.pool(*pool).map(|entry| entry.depth()))?;
    let above: Vec<Id<Pool>> = facts.index.pools_above(innermost).collect();
    let nested = pools.iter().all(|(_, pool)| *pool == innermost || above.contains(pool));
    let row = design.pools.get(&innermost)?;
    let gives = innermost != from
        && row.locale == Some(region)
        && row.lock == Lock::Open
        && row.source_resource.is_none()
        && row.family == cidr.family()
        && allows(row.rules, cidr.netmask_length());
    (nested && gives).then_some(innermost)
}
