//! "The CIDR must be available in the pool": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::{Id, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "pool-outside-source",
    severity: Severity::Error,
    title: "Outside the source pool",
    explanation: "A sub-pool gets its CIDRs out of its source pool, so each must lie in one of the source pool's CIDRs.",
    source: Source {
        statement: "If the pool has a source pool, the CIDR must be available in the source pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    check: Check::PoolCidr(judge),
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let source = facts.index.pool(row.pool)?.source()?;
    let within = facts
        .index
        .pool(source)?
        .cidrs()
        .any(|(cidr, _)| cidr.contains(row.cidr));
    (!within).then(|| Verdict {
        sentence: format!("{} is outside", row.cidr),
        evidence: row.cidr.to_string(),
    })
}
