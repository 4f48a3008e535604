//! "Allocations per pool: 550,000, adjustable": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::quotas::ALLOCATIONS_PER_POOL;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "allocations-per-pool",
    severity: Severity::Warning,
    title: "Many allocations in a pool",
    explanation: "By default a pool may have 550,000 allocations, the CIDRs of its sub-pools among them. Ask AWS for more \
                  through Service Quotas, or divide the pool.",
    source: Source {
        statement: "Allocations per pool: 550,000. Adjustable.",
        url: ALLOCATIONS_PER_POOL.url,
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, _: &Pool) -> Option<Verdict> {
    let count = facts.index.pool(id)?.allocations().len();
    (count > ALLOCATIONS_PER_POOL.value(facts.plan)).then(|| Verdict {
        sentence: format!(
            "{} has {count} allocations; {}",
            naming::pool(facts, id).first(),
            ALLOCATIONS_PER_POOL.clause(facts.plan)
        ),
        evidence: count.to_string(),
    })
}
