//! "Your IPAM must be integrated with AWS Organizations to add an OU exclusion", and "the resulting set of exclusions must not
//! overlap, meaning two or more OU exclusions must not exclude the same OU": <https://docs.aws.amazon.com/vpc/latest/ipam/exclude-ous.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::{Integration, Ipam, OuChildren, OuExclusion};

pub(super) const RULE: Rule = Rule {
    code: "ou-exclusions",
    severity: Severity::Error,
    title: "Exclusions that AWS refuses",
    explanation: "IPAM can be told not to monitor the accounts of organizational units. That needs AWS Organizations, and no unit may \
                  be excluded twice: by itself, and with a unit above it whose units below are excluded as well.",
    source: Source {
        statement: "Your IPAM must be integrated with AWS Organizations to add an OU exclusion. The resulting set of exclusions must \
                    not overlap, meaning two or more OU exclusions must not exclude the same OU.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/exclude-ous.html",
    },
    checks: &[Check::Ipam(judge)],
    fix: None,
};

/// An exclusion as people write it: "Workloads/Dev", and "Workloads/*" with what is below.
fn words(exclusion: &OuExclusion) -> String {
    let path = exclusion.path.join("/");
    match exclusion.children {
        OuChildren::Excluded => format!("{path}/*"),
        OuChildren::Kept => path,
    }
}

fn judge(facts: Facts<'_>, ipam: &Ipam) -> Option<Verdict> {
    let exclusions = &facts.plan.about().cost.excluded_ous;
    let first = exclusions.first()?;
    if ipam.integration == Integration::SingleAccount {
        return Some(Verdict {
            sentence: format!(
                "The IPAM is not to monitor {}, but it is of a single account: only one of an organization can exclude units",
                words(first)
            ),
            evidence: "single account".to_owned(),
        });
    }
    for (place, one) in exclusions.iter().enumerate() {
        for other in exclusions.iter().skip(place + 1) {
            if one.covers(&other.path) || other.covers(&one.path) {
                let (one, other) = (words(one), words(other));
                return Some(Verdict {
                    sentence: format!(
                        "The exclusions {one} and {other} of the IPAM exclude the same organizational unit"
                    ),
                    evidence: format!("{one} {other}"),
                });
            }
        }
    }
    None
}
