//! "Scopes per IPAM: 5, adjustable": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::quotas::SCOPES_PER_IPAM;
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::Ipam;

pub(super) const RULE: Rule = Rule {
    code: "scopes-per-ipam",
    severity: Severity::Warning,
    title: "Many scopes",
    explanation: "By default an IPAM may have five scopes. A new one has two already, so that the default ones seem to \
                  count, though no page says it. Ask AWS for more through Service Quotas before you create them.",
    source: Source {
        statement: "Scopes per IPAM: 5. Adjustable.",
        url: SCOPES_PER_IPAM.url,
    },
    checks: &[Check::Ipam(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: &Ipam) -> Option<Verdict> {
    let count = facts.design().scopes.len();
    (count > SCOPES_PER_IPAM.value(facts.plan)).then(|| Verdict {
        sentence: format!("The IPAM has {count} scopes; {}", SCOPES_PER_IPAM.clause(facts.plan)),
        evidence: count.to_string(),
    })
}
