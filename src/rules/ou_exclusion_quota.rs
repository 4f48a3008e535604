//! "Organizational unit exclusions per resource discovery: 10": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::Ipam;

pub(super) const RULE: Rule = Rule {
    code: "ou-exclusion-quota",
    severity: Severity::Warning,
    title: "Many excluded organizational units",
    explanation: "By default IPAM can be told not to monitor ten organizational units. Exclude a unit above several of them, or ask AWS \
                  Support for more.",
    source: Source {
        statement: "Organizational unit exclusions per resource discovery: 10. Contact the AWS Support Center to increase it.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html",
    },
    checks: &[Check::Ipam(judge)],
    fix: None,
};

/// AWS's default, which AWS Support raises.
const MOST: usize = 10;

fn judge(facts: Facts<'_>, _: &Ipam) -> Option<Verdict> {
    let count = facts.plan.about().cost.excluded_ous.len();
    (count > MOST).then(|| Verdict {
        sentence: format!("The IPAM is not to monitor {count} organizational units; AWS's default quota is {MOST}"),
        evidence: String::new(),
    })
}
