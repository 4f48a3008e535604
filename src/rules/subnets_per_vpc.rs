//! "Subnets per VPC: 200, adjustable": <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>.

use super::quotas::SUBNETS_PER_VPC;
use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::Family;

pub(super) const RULE: Rule = Rule {
    code: "subnets-per-vpc",
    severity: Severity::Warning,
    title: "Many subnets in a VPC",
    explanation: "By default a VPC may have 200 subnets. Ask AWS for more through Service Quotas before you create them. A \
                  subnet with an IPv4 and an IPv6 block is one.",
    source: Source {
        statement: "Subnets per VPC: 200. Adjustable.",
        url: SUBNETS_PER_VPC.url,
    },
    checks: &[Check::VpcSubnets(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    let subnets = entry.subnets();
    let quota = SUBNETS_PER_VPC.value(facts.plan);
    if subnets.len() <= quota {
        return None;
    }
    // One subnet may hold a block of each family, and the plan has a row for each.
    let ipv4 = subnets.iter().filter(|(cidr, _)| cidr.family() == Family::Ipv4).count();
    let count = ipv4.max(subnets.len() - ipv4);
    (count > quota).then(|| Verdict {
        sentence: format!(
            "{} has {count} subnets; {}",
            naming::vpc(facts, id).first(),
            SUBNETS_PER_VPC.clause(facts.plan)
        ),
        evidence: count.to_string(),
    })
}
