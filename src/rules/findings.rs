//! All findings of a plan, kept current edit by edit.

use rustc_hash::{FxHashMap, FxHashSet};

use super::judge::Judge;
use super::{Facts, Finding, RULES, Rule, Severity, Subject, Verdict, acceptance};
use crate::ordered::OrderedSet;
use crate::plan::index::Touched;
use crate::plan::{AnyId, End, Node};

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
    /// Of any severity, accepted by somebody: they are in none of the other counts.
    pub accepted: u32,
}

impl SeverityCounts {
    /// All of them but the accepted ones.
    pub fn total(self) -> u32 {
        self.errors + self.warnings + self.notes
    }

    /// The worst severity that there is one of.
    pub fn worst(self) -> Option<Severity> {
        match self {
            Self { errors: 1.., .. } => Some(Severity::Error),
            Self { warnings: 1.., .. } => Some(Severity::Warning),
            Self { notes: 1.., .. } => Some(Severity::Note),
            _ => None,
        }
    }

    /// Whether there is none at all.
    fn is_empty(self) -> bool {
        self.total() == 0 && self.accepted == 0
    }

    /// The count in which `finding` is.
    fn of(&mut self, finding: &Finding) -> &mut u32 {
        match (finding.acceptance, finding.rule.severity) {
            (Some(_), _) => &mut self.accepted,
            (None, Severity::Error) => &mut self.errors,
            (None, Severity::Warning) => &mut self.warnings,
            (None, Severity::Note) => &mut self.notes,
        }
    }
}

/// Where a finding stands in the list: worst first, then by rule, then by subject.
type Rank = (Severity, &'static str, Subject);

/// A finding with the rows of the tree that count it.
#[derive(Clone, Debug)]
struct Entry {
    finding: Finding,
    counted_at: Vec<Node>,
}

/// What was found before an update about the subjects that it judged again: mostly nothing, as now.
#[derive(Debug, Default)]
pub struct Superseded(FxHashMap<Subject, Vec<Finding>>);

impl Superseded {
    /// The subjects that were judged again, each with what was found about it before.
    pub(crate) fn into_subjects(self) -> impl Iterator<Item = (Subject, Vec<Finding>)> {
        self.0.into_iter()
    }
}

/// The findings of a plan.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    by_subject: FxHashMap<Subject, Vec<Entry>>,
    ranked: OrderedSet<Rank>,
    total: SeverityCounts,
    /// Findings at the node or anywhere below it.
    below: FxHashMap<Node, SeverityCounts>,
    /// Findings at the node itself.
    at: FxHashMap<Node, OrderedSet<Rank>>,
}

impl Findings {
    /// The findings of a plan from scratch.
    pub fn build(facts: Facts<'_>) -> Self {
        let mut findings = Self::default();
        let mut judge = Judge::new(facts, RULES.iter().copied());
        macro_rules! judge_table {
            ($judge_row:ident, $table:expr) => {
                $table.each(|id, row| {
                    judge.$judge_row(*id, row, &mut |rule, verdict| {
                        findings.note(facts, rule, Subject::Row((*id).into()), verdict)
                    });
                });
            };
        }
        findings.judge(&mut judge, facts, Subject::Ipam);
        judge_table!(scope, facts.design().scopes);
        judge_table!(pool, facts.design().pools);
        judge_table!(pool_cidr, facts.design().pool_cidrs);
        judge_table!(reservation, facts.design().reservations);
        // Every CIDR is of a VPC: those of each follow it, so that neither is looked for anywhere.
        for (id, entry) in facts.index.vpcs() {
            judge.vpc(id, entry, &mut |rule, verdict| {
                findings.note(facts, rule, Subject::Row(id.into()), verdict)
            });
            entry.each_row(id, |id, row| {
                judge.vpc_cidr_of(id, row, entry, &mut |rule, verdict| {
                    findings.note(facts, rule, Subject::Row(id.into()), verdict)
                });
            });
        }
        judge_table!(subnet, facts.design().subnets);
        judge_table!(public_block, facts.design().public_blocks);
        judge_table!(connection, facts.plan.intent().connections);
        judge_table!(workload, facts.plan.intent().workloads);
        for scope in facts.design().scopes.keys() {
            let clusters = facts
                .index
                .scope(*scope)
                .into_iter()
                .flat_map(|entry| entry.conflicts().clusters());
            for (key, _) in clusters {
                findings.judge(&mut judge, facts, Subject::Cluster(*scope, key));
            }
        }
        findings
    }

    /// Brings the findings to the plan after an edit that touched `touched`, and gives back what was found about each subject that was
    /// judged again. Neither costs more than what is touched.
    pub fn update(&mut self, facts: Facts<'_>, touched: &Touched) -> Superseded {
        let mut superseded = Superseded::default();
        let mut rows = touched.rows.clone();
        // A CIDR of a pool is judged beside those of its pool's source or of the VPC that it plans for, a subnet beside those of
        // its VPC, a connection beside those of all that it connects, and a workload is shown where its VPC is.
        for row in &touched.rows {
            match row {
                AnyId::Pool(pool) => {
                    let cidrs = facts.index.pool(*pool).into_iter().flat_map(|entry| entry.cidrs());
                    rows.extend(cidrs.map(|(_, id)| AnyId::from(id)));
                }
                AnyId::Vpc(vpc) => {
                    let Some(entry) = facts.index.vpc(*vpc) else { continue };
                    rows.extend(entry.subnets().iter().map(|(_, id)| AnyId::from(*id)));
                    rows.extend(entry.connections().iter().map(|id| AnyId::from(*id)));
                    rows.extend(entry.workloads().iter().map(|id| AnyId::from(*id)));
                    for pool in facts.index.planning_pools(*vpc) {
                        let cidrs = facts.index.pool(*pool).into_iter().flat_map(|entry| entry.cidrs());
                        rows.extend(cidrs.map(|(_, id)| AnyId::from(id)));
                    }
                }
                AnyId::Network(network) => {
                    let connections = facts.index.connections(End::Network(*network));
                    rows.extend(connections.into_iter().map(AnyId::from));
                }
                _ => {}
            }
        }
        let mut judge = Judge::new(facts, RULES.iter().copied());
        for row in &rows {
            let subject = match row {
                AnyId::Ipam(_) | AnyId::About(_) => Subject::Ipam,
                row => Subject::Row(*row),
            };
            self.judge_again(&mut judge, facts, subject, &mut superseded);
        }
        for (scope, key) in &touched.clusters {
            self.judge_again(&mut judge, facts, Subject::Cluster(*scope, *key), &mut superseded);
        }
        for key in &touched.accepted {
            if let Some(subject) = acceptance::subject(key) {
                self.judge_again(&mut judge, facts, subject, &mut superseded);
            }
        }
        superseded
    }

    fn judge_again(
        &mut self,
        judge: &mut Judge<'static, '_>,
        facts: Facts<'_>,
        subject: Subject,
        superseded: &mut Superseded,
    ) {
        let before = self.forget(subject);
        // Judged twice, what there was before the first time counts.
        superseded.0.entry(subject).or_insert(before);
        self.judge(judge, facts, subject);
    }

    /// How many findings there are.
    pub fn total(&self) -> SeverityCounts {
        self.total
    }

    /// How many findings there are at `node` and below it. A finding about several blocks counts once. A pool counts those
    /// of what is nested up to 32 deep below it.
    pub fn below(&self, node: Node) -> SeverityCounts {
        self.below.get(&node).copied().unwrap_or_default()
    }

    /// The findings at `node` itself, worst first.
    pub fn at(&self, node: Node) -> impl Iterator<Item = &Finding> {
        self.at
            .get(&node)
            .into_iter()
            .flatten()
            .filter_map(|rank| self.find(rank))
    }

    /// All findings, worst first.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.ranked.iter().filter_map(|rank| self.find(rank))
    }

    /// The findings about `subject`.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = &Finding> {
        self.by_subject
            .get(&subject)
            .into_iter()
            .flatten()
            .map(|entry| &entry.finding)
    }

    fn find(&self, (_, code, subject): &Rank) -> Option<&Finding> {
        let entries = self.by_subject.get(subject)?;
        entries
            .iter()
            .map(|entry| &entry.finding)
            .find(|finding| finding.rule.code == *code)
    }

    fn judge(&mut self, judge: &mut Judge<'static, '_>, facts: Facts<'_>, subject: Subject) {
        judge.judge(subject, &mut |rule, verdict| self.note(facts, rule, subject, verdict));
    }

    fn note(&mut self, facts: Facts<'_>, rule: &'static Rule, subject: Subject, verdict: Verdict) {
        let mut finding = Finding {
            rule,
            subject,
            evidence: verdict.evidence,
            acceptance: None,
        };
        finding.acceptance = acceptance::of(facts, &finding);
        self.add(facts, finding);
    }

    fn add(&mut self, facts: Facts<'_>, finding: Finding) {
        let rank = rank(finding.rule, finding.subject);
        let nodes = finding.subject.nodes(facts);
        for node in &nodes {
            self.at.entry(*node).or_default().insert(rank);
        }
        let counted_at = counted_at(facts, &nodes);
        for node in &counted_at {
            *self.below.entry(*node).or_default().of(&finding) += 1;
        }
        *self.total.of(&finding) += 1;
        self.ranked.insert(rank);
        let entry = Entry { counted_at, finding };
        self.by_subject.entry(entry.finding.subject).or_default().push(entry);
    }

    fn forget(&mut self, subject: Subject) -> Vec<Finding> {
        let mut forgotten = Vec::new();
        for Entry { finding, counted_at } in self.by_subject.remove(&subject).unwrap_or_default() {
            let rank = rank(finding.rule, subject);
            for node in counted_at {
                if let Some(counts) = self.below.get_mut(&node) {
                    *counts.of(&finding) -= 1;
                    if counts.is_empty() {
                        self.below.remove(&node);
                    }
                }
                if let Some(ranks) = self.at.get_mut(&node) {
                    ranks.remove(&rank);
                    if ranks.is_empty() {
                        self.at.remove(&node);
                    }
                }
            }
            *self.total.of(&finding) -= 1;
            self.ranked.remove(&rank);
            forgotten.push(finding);
        }
        forgotten
    }
}

/// Two sets of findings are equal when they say the same about the same, at the same rows of the tree.
impl PartialEq for Findings {
    fn eq(&self, other: &Self) -> bool {
        self.total == other.total
            && self.below == other.below
            && self.at == other.at
            && self.iter().zip(other.iter()).all(|(one, other)| one == other)
    }
}

/// Each node that counts a finding shown at `nodes`: these, and all above them.
fn counted_at(facts: Facts<'_>, nodes: &[Node]) -> Vec<Node> {
    // Most are shown at one, and no node is above itself.
    if let [node] = nodes {
        let mut counted = vec![*node];
        counted.extend(facts.outline().summing(*node));
        return counted;
    }
    let mut counted = FxHashSet::default();
    for node in nodes {
        counted.insert(*node);
        counted.extend(facts.outline().summing(*node));
    }
    counted.into_iter().collect()
}

fn rank(rule: &'static Rule, subject: Subject) -> Rank {
    (rule.severity, rule.code, subject)
}
