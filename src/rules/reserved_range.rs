//! "When you create a VPC, we recommend that you specify a CIDR block from the private IPv4 address ranges as specified in RFC
//! 1918": <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::private_space::{Space, TopBlock};
use super::{Check, Facts, Rule, Severity, Source, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "reserved-range",
    severity: Severity::Warning,
    title: "Range set aside for other ends",
    explanation: "The range is neither private nor public: the internet's registry keeps it for loopback, link-local, \
                  multicast, documentation, measurements or the future. Systems and routers drop such addresses, and some \
                  of these ranges AWS does not take for a VPC at all.",
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
        Space::SetAside(range) => {
            let rest = format!("which lies in {range}, {}", range.known_for);
            Some(block.verdict(facts, &rest))
        }
        Space::Public | Space::Shared => None,
    }
}
