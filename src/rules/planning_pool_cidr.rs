//! "The CIDR you provision to the resource planning pool must match the CIDR provisioned to the VPC", and "each CIDR can be assigned
//! to one pool at a time": <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool, PoolCidr, PoolParent, Scope, Vpc};

pub(super) const RULE: Rule = Rule {
    code: "planning-pool-cidr",
    severity: Severity::Error,
    title: "Planning pool with a CIDR that it cannot have",
    explanation: "A resource planning pool hands the addresses of one VPC out to its subnets. Each CIDR of it must be a CIDR of \
                  that VPC, as it is: not a part of it, and not more. Smaller blocks are for pools within it. And each CIDR of a \
                  VPC is for one such pool, in whatever scopes they are.",
    source: Source {
        statement: "The CIDR you provision to the resource planning pool must match the CIDR provisioned to the VPC. Each CIDR can \
                    be assigned to one pool at a time.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

/// The scope in which a pool plans for `vpc`. Pools within it inherit the VPC, and hold parts of its CIDRs.
fn plans_in(facts: Facts<'_>, pool: Id<Pool>, vpc: Id<Vpc>) -> Option<Id<Scope>> {
    let row = facts.design().pools.get(&pool)?;
    match row.parent {
        PoolParent::Scope(scope) if row.source_resource == Some(vpc) => Some(scope),
        _ => None,
    }
}

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let vpc = facts.design().pools.get(&row.pool)?.source_resource?;
    let scope = plans_in(facts, row.pool, vpc)?;
    let entry = facts.index.vpc(vpc)?;
    let cidrs = entry.cidrs();
    if cidrs.iter().any(|(cidr, _)| *cidr == row.cidr) {
        return planned_elsewhere(facts, row, vpc, scope);
    }
    let held = match cidrs.len() {
        0 => "has no CIDR yet".to_owned(),
        count => format!("has {}", naming::list(cidrs.iter().map(|(cidr, _)| cidr), count)),
    };
    Some(Verdict {
        sentence: format!(
            "{} has {}, which is no CIDR of the VPC that it plans for: {} {held}",
            naming::pool(facts, row.pool).first(),
            row.cidr,
            naming::vpc(facts, vpc),
        ),
        evidence: row.cidr.to_string(),
    })
}

/// What a pool of another scope plans for already. Two of one scope overlap, which says so. Of several it is said of all but the
/// one that is in the scope of the VPC, or else of all but the first.
fn planned_elsewhere(facts: Facts<'_>, row: &PoolCidr, vpc: Id<Vpc>, scope: Id<Scope>) -> Option<Verdict> {
    let home = facts.index.vpc(vpc)?.scope();
    let rank = |scope: Id<Scope>, pool: Id<Pool>| (scope != home, pool, scope);
    let mut first = rank(scope, row.pool);
    for pool in facts.index.planning_pools(vpc) {
        let holds = |(cidr, _)| cidr == row.cidr;
        if let Some(there) = plans_in(facts, *pool, vpc)
            && there != scope
            && facts.index.pool(*pool)?.cidrs().any(holds)
        {
            first = first.min(rank(there, *pool));
        }
    }
    let (_, other, there) = first;
    (other != row.pool).then(|| Verdict {
        sentence: format!(
            "{} plans for {} of {}, and so does {} in {}: AWS gives each CIDR of a VPC to one pool at a time",
            naming::pool(facts, row.pool).first(),
            row.cidr,
            naming::vpc(facts, vpc),
            naming::pool(facts, other),
            naming::scope(facts, there),
        ),
        evidence: format!("{} twice", row.cidr),
    })
}
