//! "You can't specify the following CIDR blocks for your VPCs: 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::ranges::REFUSED;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "vpc-range-refused",
    severity: Severity::Error,
    title: "Range that AWS refuses for a VPC",
    explanation: "AWS makes no VPC in 0.0.0.0/8, in the loopback range 127.0.0.0/8, in the link-local range \
                  169.254.0.0/16 or in the multicast range 224.0.0.0/4.",
    source: Source {
        statement: "You can't specify the following CIDR blocks for your VPCs: 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, \
                    224.0.0.0/4.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::VpcCidrIn(&REFUSED, judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<VpcCidr>, row: &VpcCidr) -> Option<Verdict> {
    let range = REFUSED.iter().find(|range| range.meets(row.cidr))?;
    Some(Verdict {
        sentence: format!(
            "{} has {}, and AWS allows no VPC in {range}, {}",
            naming::vpc(facts, row.vpc).first(),
            row.cidr,
            range.known_for
        ),
        evidence: row.cidr.to_string(),
    })
}
