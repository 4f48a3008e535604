//! What a rule is, and what it finds.

use super::{Check, connected_vpcs_overlap};
use crate::plan::index::{ClusterKey, Index};
use crate::plan::{Acceptance, AnyId, AwsTables, Edit, Id, Node, Outline, Plan, Scope};

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its index, current.
    pub index: &'a Index,
}

impl<'a> Facts<'a> {
    /// The tables of what is wanted.
    pub fn design(self) -> &'a AwsTables {
        self.plan.design()
    }

    /// The plan as a tree.
    pub fn outline(self) -> Outline<'a> {
        Outline::new(self.plan, self.index)
    }
}

/// How much a finding matters. The worst orders first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS refuses it, or it breaks a network.
    Error,
    /// AWS allows it, and it will hurt.
    Warning,
    /// Worth knowing.
    Note,
}

/// The page that a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the page says, in its words or in short.
    pub statement: &'static str,
    /// The page.
    pub url: &'static str,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, in lower case with hyphens. Files and documentation refer to it.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The heading of its findings: a few words, no full stop.
    pub title: &'static str,
    /// What it is about and what to do, for the page of rules: a few sentences.
    pub explanation: &'static str,
    /// What it rests on.
    pub source: Source,
    /// What it looks at, and how: one check for each kind of subject.
    pub checks: &'static [Check],
    /// How to mend what it finds, where there is one way that is likely meant.
    pub fix: Option<fn(Facts<'_>, Subject) -> Option<Fix>>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The IPAM.
    Ipam,
    /// A row.
    Row(AnyId),
    /// Blocks of a scope that overlap.
    Cluster(Id<Scope>, ClusterKey),
}

impl Subject {
    /// The rows of the tree that it is shown at. O(1), for a cluster O(its blocks). Of a connection these are the VPCs that
    /// have addresses in common with another end of it, or the IPAM when only networks on premises have.
    pub fn nodes(self, facts: Facts<'_>) -> Vec<Node> {
        match self {
            Subject::Ipam => vec![Node::Ipam],
            Subject::Row(AnyId::Connection(id)) => {
                let vpcs = connected_vpcs_overlap::vpcs(facts, id).into_iter();
                let nodes: Vec<Node> = vpcs.filter_map(|vpc| row_node(facts, vpc.into())).collect();
                if nodes.is_empty() { vec![Node::Ipam] } else { nodes }
            }
            Subject::Row(row) => row_node(facts, row).into_iter().collect(),
            Subject::Cluster(scope, key) => {
                let members = facts
                    .index
                    .scope(scope)
                    .and_then(|entry| entry.conflicts().cluster(key));
                let outline = facts.outline();
                members
                    .into_iter()
                    .flatten()
                    .filter_map(|placed| outline.node_of(*placed))
                    .collect()
            }
        }
    }
}

fn row_node(facts: Facts<'_>, row: AnyId) -> Option<Node> {
    Some(match row {
        AnyId::Scope(id) => Node::Scope(id),
        AnyId::Pool(id) => Node::Pool(id),
        AnyId::PoolCidr(id) => Node::Pool(facts.plan.design().pool_cidrs.get(&id)?.pool),
        AnyId::Reservation(id) => Node::Reservation(id),
        AnyId::VpcCidr(id) => Node::VpcCidr(id),
        AnyId::PublicBlock(id) => Node::PublicBlock(id),
        AnyId::Subnet(id) => Node::Subnet(id),
        AnyId::Vpc(id) => match facts.index.vpc(id)?.cidrs().first() {
            Some((_, cidr)) => Node::VpcCidr(*cidr),
            None => Node::Vpc(id),
        },
        AnyId::Workload(id) => return row_node(facts, facts.plan.intent().workloads.get(&id)?.vpc.into()),
        AnyId::Ipam(_) | AnyId::About(_) => Node::Ipam,
        AnyId::Account(_)
        | AnyId::Network(_)
        | AnyId::Connection(_)
        | AnyId::Demand(_)
        | AnyId::Acceptance(_)
        | AnyId::Scenario(_) => return None,
    })
}

/// A rule that fired for a subject.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is about.
    pub subject: Subject,
    /// What it rests on.
    pub evidence: String,
    /// The acceptance of just this finding, if somebody accepted it.
    pub acceptance: Option<Id<Acceptance>>,
}

impl Finding {
    /// The sentence, with the names that things have now. `None` when the finding no longer holds.
    pub fn sentence(&self, facts: Facts<'_>) -> Option<String> {
        self.rule.judge(facts, self.subject).map(|verdict| verdict.sentence)
    }

    /// The edit that would mend it, if the rule has one for it.
    pub fn fix(&self, facts: Facts<'_>) -> Option<Fix> {
        self.rule.fix.and_then(|fix| fix(facts, self.subject))
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.rule.code == other.rule.code
            && self.subject == other.subject
            && self.evidence == other.evidence
            && self.acceptance == other.acceptance
    }
}
impl Eq for Finding {}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says: a verb first.
    pub label: String,
    /// What it does.
    pub edit: Edit,
}
