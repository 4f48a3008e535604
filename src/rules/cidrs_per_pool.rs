//! "CIDRs per pool: 50, adjustable": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::quotas::CIDRS_PER_POOL;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "cidrs-per-pool",
    severity: Severity::Warning,
    title: "Many CIDRs in a pool",
    explanation: "By default fifty CIDRs may be provisioned to a pool. Ask AWS for more through Service Quotas, or \
                  provision fewer and larger ones.",
    source: Source {
        statement: "CIDRs per pool: 50. Adjustable.",
        url: CIDRS_PER_POOL.url,
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, _: &Pool) -> Option<Verdict> {
    let count = facts.index.pool(id)?.cidrs().len();
    (count > CIDRS_PER_POOL.value(facts.plan)).then(|| Verdict {
        sentence: format!(
            "{} has {count} CIDRs; {}",
            naming::pool(facts, id).first(),
            CIDRS_PER_POOL.clause(facts.plan)
        ),
        evidence: count.to_string(),
    })
}
