//! "Pool depth (the number of pools within pools): 10, adjustable": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::quotas::POOL_DEPTH;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "pool-depth",
    severity: Severity::Warning,
    title: "Pools nested too deeply",
    explanation: "By default pools can be nested ten deep, counting the top-level pool. Ask AWS for more through Service \
                  Quotas before you create deeper ones, or leave out a level.",
    source: Source {
        statement: "Pool depth (the number of pools within pools): 10. Adjustable.",
        url: POOL_DEPTH.url,
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, _: &Pool) -> Option<Verdict> {
    let depth = facts.index.pool(id)?.depth();
    (depth as usize > POOL_DEPTH.value(facts.plan)).then(|| Verdict {
        sentence: format!(
            "{} is {depth} pools deep; {}",
            naming::pool(facts, id).first(),
            POOL_DEPTH.clause(facts.plan)
        ),
        evidence: depth.to_string(),
    })
}
