//! "IPv4 CIDR blocks per VPC: 5, adjustable (up to 50). IPv6 CIDR blocks per VPC: 5, adjustable (up to 50)":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>.

use super::quotas::{IPV4_CIDRS_PER_VPC, IPV6_CIDRS_PER_VPC, Quota};
use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::Family;

pub(super) const RULE: Rule = Rule {
    code: "cidrs-per-vpc",
    severity: Severity::Warning,
    title: "Many CIDRs in a VPC",
    explanation: "By default a VPC may have five IPv4 CIDRs, the primary one among them, and five of IPv6. Service Quotas \
                  raises each to at most fifty.",
    source: Source {
        statement: "IPv4 CIDR blocks per VPC: 5. Adjustable (up to 50). This primary CIDR block and all secondary CIDR \
                    blocks count toward this quota. IPv6 CIDR blocks per VPC: 5. Adjustable (up to 50).",
        url: IPV4_CIDRS_PER_VPC.url,
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    let cidrs = entry.cidrs();
    let few = |quota: Quota| cidrs.len() <= quota.value(facts.plan);
    if few(IPV4_CIDRS_PER_VPC) && few(IPV6_CIDRS_PER_VPC) {
        return None;
    }
    let quotas = [(Family::Ipv4, IPV4_CIDRS_PER_VPC), (Family::Ipv6, IPV6_CIDRS_PER_VPC)];
    let of = |family| cidrs.iter().filter(|(cidr, _)| cidr.family() == family).count();
    let (family, quota) = (quotas.into_iter()).find(|(family, quota)| of(*family) > quota.value(facts.plan))?;
    let count = of(family);
    Some(Verdict {
        sentence: format!(
            "{} has {count} {family} CIDRs; {}",
            naming::vpc(facts, id).first(),
            quota.clause(facts.plan)
        ),
        evidence: format!("{count} {family}"),
    })
}
