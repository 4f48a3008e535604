//! "Pools per scope: 50, adjustable": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::quotas::POOLS_PER_SCOPE;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Scope};

pub(super) const RULE: Rule = Rule {
    code: "pools-per-scope",
    severity: Severity::Warning,
    title: "Many pools in a scope",
    explanation: "By default a scope may have fifty pools, those inside other pools among them. Ask AWS for more \
                  through Service Quotas before you create them.",
    source: Source {
        statement: "Pools per scope: 50. Adjustable.",
        url: POOLS_PER_SCOPE.url,
    },
    checks: &[Check::Scope(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Scope>, _: &Scope) -> Option<Verdict> {
    let count = facts.index.scope(id)?.pool_count();
    (count > POOLS_PER_SCOPE.value(facts.plan)).then(|| Verdict {
        sentence: format!(
            "{} has {count} pools; {}",
            naming::scope(facts, id).first(),
            POOLS_PER_SCOPE.clause(facts.plan)
        ),
        evidence: count.to_string(),
    })
}
