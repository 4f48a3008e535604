//! "The CIDR you provision to the resource planning pool must match the CIDR provisioned to the VPC":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, PoolCidr, PoolParent};

pub(super) const RULE: Rule = Rule {
    code: "planning-pool-cidr",
    severity: Severity::Error,
    title: "Planning pool with another CIDR than its VPC",
    explanation: "A resource planning pool hands the addresses of one VPC out to its subnets. Each CIDR of it must be a CIDR of \
                  that VPC, as it is: not a part of it, and not more. Smaller blocks are for pools within it.",
    source: Source {
        statement: "The CIDR you provision to the resource planning pool must match the CIDR provisioned to the VPC.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let pool = facts.design().pools.get(&row.pool)?;
    // Pools within it inherit the VPC, and hold parts of its CIDRs.
    let (PoolParent::Scope(_), Some(vpc)) = (pool.parent, pool.source_resource) else {
        return None;
    };
    let cidrs = facts.index.vpc(vpc)?.cidrs();
    if cidrs.iter().any(|(cidr, _)| *cidr == row.cidr) {
        return None;
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
