//! "Each Amazon EC2 instance supports a maximum number of elastic network interfaces and a maximum number of IP addresses that can
//! be assigned to each network interface": <https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::cost::{NodeModel, NodeProblem};
use crate::plan::{Id, Workload, WorkloadKind};

pub(super) const RULE: Rule = Rule {
    code: "unknown-instance-type",
    severity: Severity::Note,
    title: "Unknown instance type",
    explanation: "The planner does not know how many interfaces and addresses nodes of this instance type have. It counts the \
                  node's own address and none of its pods. Choose a type that it knows, or state the addresses as a plain number.",
    source: Source {
        statement: "Each Amazon EC2 instance supports a maximum number of elastic network interfaces and a maximum number of IP \
                    addresses that can be assigned to each network interface.",
        url: "https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html",
    },
    checks: &[Check::Workload(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<Workload>, row: &Workload) -> Option<Verdict> {
    let WorkloadKind::NodeGroup(group) = &row.kind else {
        return None;
    };
    (NodeModel::of(group).problem == Some(NodeProblem::UnknownInstanceType)).then(|| Verdict {
        sentence: format!(
            "{} of {} has nodes of type {}, which the planner does not know",
            naming::workload(row).first(),
            naming::vpc(facts, row.vpc),
            group.instance_type
        ),
        evidence: group.instance_type.to_string(),
    })
}
