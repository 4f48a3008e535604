//! "A CIDR block between a /16 netmask and /28 netmask from the 100.64.0.0/10 range" is a permitted association:
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::private_space::{Space, TopBlock};
use super::{Check, Facts, Rule, Severity, Source, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "shared-address-space",
    severity: Severity::Note,
    title: "Shared address space",
    explanation: "100.64.0.0/10 is neither private by RFC 1918 nor public: carriers share it among their customers \
                  (RFC 6598). AWS accepts it in VPCs, and many keep it for pods. A network behind such a carrier cannot \
                  reach it.",
    source: Source {
        statement: "Permitted associations: a CIDR block between a /16 netmask and /28 netmask from the 100.64.0.0/10 \
                    range.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::TopBlock(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, block: TopBlock) -> Option<Verdict> {
    match Space::of(block.cidr)? {
        Space::Shared => Some(block.verdict(
            facts,
            "which is shared address space: AWS accepts it, and it is not one of the private ranges",
        )),
        Space::SetAside(_) | Space::Public => None,
    }
}
