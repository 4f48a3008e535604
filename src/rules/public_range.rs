//! "You can create a VPC with a publicly routable CIDR block that falls outside of the private IPv4 address ranges specified in RFC
//! 1918": <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::private_space::{Space, TopBlock};
use super::{Check, Facts, Rule, Severity, Source, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "public-range",
    severity: Severity::Warning,
    title: "Public addresses in a private scope",
    explanation: "The range belongs to somebody on the internet. AWS accepts it in a VPC, and resources there then reach \
                  the VPC where they should reach the range's owner. Use a range of RFC 1918 (10.0.0.0/8, 172.16.0.0/12, \
                  192.168.0.0/16) unless the addresses are your own.",
    source: Source {
        statement: "When you create a VPC, we recommend that you specify a CIDR block from the private IPv4 address ranges \
                    as specified in RFC 1918.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::TopBlock(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, block: TopBlock) -> Option<Verdict> {
    match Space::of(block.cidr)? {
        Space::Public => Some(block.verdict(
            facts,
            "addresses of the internet: what is in it cannot reach their owners",
        )),
        Space::SetAside(_) | Space::Shared => None,
    }
}
