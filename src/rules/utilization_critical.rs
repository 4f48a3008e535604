//! "You might need to provision additional CIDRs if a pool is nearing full allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::utilization::Reached;
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "utilization-critical",
    severity: Severity::Warning,
    title: "Pool is critically full",
    explanation: "More of the pool is allocated than the share that you set as its critical threshold. Provision another CIDR to \
                  it now, or release what is no longer needed.",
    source: Source {
        statement: "You might need to provision additional CIDRs if a pool is nearing full allocation.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let reached = Reached::of(facts, id, row.thresholds.critical)?;
    Some(reached.verdict(facts, id, "critical"))
}
