//! "If you don't specify a block, Kubernetes assigns addresses from either the 10.100.0.0/16 or 172.20.0.0/16 CIDR blocks":
//! <https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html>.

use super::ranges::Range;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "kubernetes-range",
    severity: Severity::Note,
    title: "Range that Kubernetes services use",
    explanation: "A cluster of Amazon EKS gives its services addresses of 10.100.0.0/16 or 172.20.0.0/16 unless told \
                  otherwise when it is made, and its pods then cannot reach a VPC in that range. Tell the clusters that \
                  are connected to this VPC another range for their services.",
    source: Source {
        statement: "If you don't specify a block, Kubernetes assigns addresses from either the 10.100.0.0/16 or \
                    172.20.0.0/16 CIDR blocks. We recommend that you specify a block that does not overlap with resources \
                    in other networks that are peered or connected to your VPC.",
        url: "https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html",
    },
    checks: &[Check::VpcCidrIn(&SERVICES, judge)],
    fix: None,
};

const SERVICES: [Range; 2] = [Range::new([10, 100, 0, 0], 16, ""), Range::new([172, 20, 0, 0], 16, "")];

fn judge(facts: Facts<'_>, _: Id<VpcCidr>, row: &VpcCidr) -> Option<Verdict> {
    let range = SERVICES.iter().find(|range| range.meets(row.cidr))?;
    Some(Verdict {
        sentence: format!(
            "{} has {}, which meets {range}, from which Amazon EKS gives addresses to services by default",
            naming::vpc(facts, row.vpc).first(),
            row.cidr
        ),
        evidence: row.cidr.to_string(),
    })
}
