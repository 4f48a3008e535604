//! "Some AWS services use the 172.17.0.0/16 CIDR range. To avoid conflicts, don't use this range when creating your VPC":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::ranges::Range;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "docker-range",
    severity: Severity::Warning,
    title: "Range that Docker uses",
    explanation: "Docker gives its bridge 172.17.0.0/16 on every host unless told otherwise, and AWS Cloud9 and Amazon \
                  SageMaker AI use the same range. Hosts that do cannot reach a VPC there.",
    source: Source {
        statement: "Some AWS services use the 172.17.0.0/16 CIDR range. Services can experience IP address conflicts if \
                    the IP address range is already in use in your network. To avoid conflicts, don't use this range when \
                    creating your VPC.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::VpcCidrIn(&[BRIDGE], judge)],
    fix: None,
};

const BRIDGE: Range = Range::new(
    [172, 17, 0, 0],
    16,
    "used by Docker, AWS Cloud9 and Amazon SageMaker AI",
);

fn judge(facts: Facts<'_>, _: Id<VpcCidr>, row: &VpcCidr) -> Option<Verdict> {
    BRIDGE.meets(row.cidr).then(|| Verdict {
        sentence: format!(
            "{} has {}, which meets {BRIDGE}, {}",
            naming::vpc(facts, row.vpc).first(),
            row.cidr,
            BRIDGE.known_for
        ),
        evidence: row.cidr.to_string(),
    })
}
