//! "You might need to provision additional CIDRs if a pool is nearing full allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::utilization::Reached;
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "utilization-warning",
    severity: Severity::Note,
    title: "Pool is filling up",
    explanation: "More of the pool is allocated than the share that you set as its warning threshold. Provision another CIDR to it \
                  before it is full. A pool has no threshold until you set one: a pool that is divided among sub-pools is \
                  often full, and meant to be.",
    source: Source {
        statement: "You might need to provision additional CIDRs if a pool is nearing full allocation.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    // Past the critical threshold that is the finding.
    if Reached::of(facts, id, row.thresholds.critical).is_some() {
        return None;
    }
    let reached = Reached::of(facts, id, row.thresholds.warning)?;
    Some(reached.verdict(facts, id, "warning"))
}
