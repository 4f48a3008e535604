//! "you might have nodes that have available compute and memory resources, but can't accommodate additional Pods because the
//! node has run out of IP addresses to assign to Pods":
//! <https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::cost::{NodeModel, NodeProblem};
use crate::plan::{Id, Workload, WorkloadKind};

pub(super) const RULE: Rule = Rule {
    code: "pods-do-not-fit",
    severity: Severity::Warning,
    title: "Pods that do not fit on their nodes",
    explanation: "The nodes of a group have fewer addresses for pods than pods are planned on each, or their kubelet takes fewer \
                  pods. The rest would wait. Plan fewer pods on a node and more nodes, take a larger instance type, or let pods \
                  have their addresses from delegated prefixes, which need the Nitro system.",
    source: Source {
        statement: "Nodes can have available compute and memory resources, but can't accommodate additional Pods because they have \
                    run out of IP addresses to assign to Pods.",
        url: "https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html",
    },
    checks: &[Check::Workload(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<Workload>, row: &Workload) -> Option<Verdict> {
    let WorkloadKind::NodeGroup(group) = &row.kind else {
        return None;
    };
    let model = NodeModel::of(group);
    let (instance_type, pods, held) = (group.instance_type, group.pods_per_node, model.held);
    let why = match model.problem? {
        NodeProblem::UnknownInstanceType => return None,
        NodeProblem::TooFewAddresses => {
            format!("a node of type {instance_type} has addresses for {held} of its {pods} pods")
        }
        NodeProblem::TooManyPods => {
            let (all, most) = (u64::from(pods) + u64::from(group.host_network_pods), model.max_pods);
            format!("a node of type {instance_type} takes {most} of its {all} pods")
        }
        NodeProblem::NoPrefixes => {
            format!("a node of type {instance_type} takes no prefixes, from which pods have their IPv6 addresses")
        }
    };
    Some(Verdict {
        sentence: format!("In {} of {}, {why}", naming::workload(row), naming::vpc(facts, row.vpc)),
        evidence: format!("{instance_type}, {held} of {pods}, at most {}", model.max_pods),
    })
}
