//! All findings of a plan, kept current edit by edit.

use rustc_hash::{FxHashMap, FxHashSet};

use super::check::{JudgeRow, Judged};
use super::{Facts, Finding, RULES, Rule, Severity, Subject, Verdict};
use crate::ordered::OrderedSet;
use crate::plan::index::Touched;
use crate::plan::{AnyId, Id, Node, Pool, PoolCidr, PublicBlock, Reservation, Scope, Subnet, Vpc, VpcCidr};

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
}

impl SeverityCounts {
    /// All of them.
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

    fn of(&mut self, severity: Severity) -> &mut u32 {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
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
        findings.judge(facts, Subject::Ipam);
        findings.judge_table::<Scope>(facts);
        findings.judge_table::<Pool>(facts);
        findings.judge_table::<PoolCidr>(facts);
        findings.judge_table::<Reservation>(facts);
        findings.judge_table::<Vpc>(facts);
        findings.judge_table::<VpcCidr>(facts);
        findings.judge_table::<Subnet>(facts);
        findings.judge_table::<PublicBlock>(facts);
        for scope in facts.design().scopes.keys() {
            let clusters = facts
                .index
                .scope(*scope)
                .into_iter()
                .flat_map(|entry| entry.conflicts().clusters());
            for (key, _) in clusters {
                findings.judge(facts, Subject::Cluster(*scope, key));
            }
        }
        findings
    }

    /// Brings the findings to the plan after an edit that touched `touched`.
    pub fn update(&mut self, facts: Facts<'_>, touched: &Touched) {
        let mut rows = touched.rows.clone();
        // A CIDR of a pool is judged beside those of its pool's source, and a subnet beside those of its VPC.
        for row in &touched.rows {
            match row {
                AnyId::Pool(pool) => {
                    let cidrs = facts.index.pool(*pool).into_iter().flat_map(|entry| entry.cidrs());
                    rows.extend(cidrs.map(|(_, id)| AnyId::from(id)));
                }
                AnyId::Vpc(vpc) => {
                    let subnets = facts.index.vpc(*vpc).map(|entry| entry.subnets()).unwrap_or_default();
                    rows.extend(subnets.iter().map(|(_, id)| AnyId::from(*id)));
                }
                _ => {}
            }
        }
        for row in &rows {
            self.judge_again(
                facts,
                match row {
                    AnyId::Ipam(_) | AnyId::About(_) => Subject::Ipam,
                    row => Subject::Row(*row),
                },
            );
        }
        for (scope, key) in &touched.clusters {
            self.judge_again(facts, Subject::Cluster(*scope, *key));
        }
    }

    fn judge_again(&mut self, facts: Facts<'_>, subject: Subject) {
        self.forget(subject);
        self.judge(facts, subject);
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

    /// Judges every row of a table by the rules for it and no others: there may be a hundred thousand rows.
    fn judge_table<T: Judged>(&mut self, facts: Facts<'_>)
    where
        AnyId: From<Id<T>>,
    {
        let mut rules: Vec<(&'static Rule, JudgeRow<T>)> = Vec::new();
        for rule in RULES {
            for check in rule.checks {
                if let Some(judge) = T::judge(check) {
                    rules.push((rule, judge));
                }
            }
        }
        if rules.is_empty() {
            return;
        }
        for (id, row) in T::table(facts.design()) {
            for (rule, judge) in &rules {
                if let Some(Verdict { evidence, .. }) = judge(facts, *id, row) {
                    let subject = Subject::Row((*id).into());
                    self.add(
                        facts,
                        Finding {
                            rule,
                            subject,
                            evidence,
                        },
                    );
                }
            }
        }
    }

    fn judge(&mut self, facts: Facts<'_>, subject: Subject) {
        for rule in RULES {
            if let Some(Verdict { evidence, .. }) = rule.judge(facts, subject) {
                self.add(
                    facts,
                    Finding {
                        rule,
                        subject,
                        evidence,
                    },
                );
            }
        }
    }

    fn add(&mut self, facts: Facts<'_>, finding: Finding) {
        let rank = rank(finding.rule, finding.subject);
        let mut counted = FxHashSet::default();
        for node in finding.subject.nodes(facts) {
            self.at.entry(node).or_default().insert(rank);
            counted.insert(node);
            counted.extend(above(facts, node));
        }
        for node in &counted {
            *self.below.entry(*node).or_default().of(finding.rule.severity) += 1;
        }
        *self.total.of(finding.rule.severity) += 1;
        self.ranked.insert(rank);
        let entry = Entry {
            counted_at: counted.into_iter().collect(),
            finding,
        };
        self.by_subject.entry(entry.finding.subject).or_default().push(entry);
    }

    fn forget(&mut self, subject: Subject) {
        for Entry { finding, counted_at } in self.by_subject.remove(&subject).unwrap_or_default() {
            let severity = finding.rule.severity;
            let rank = rank(finding.rule, subject);
            for node in counted_at {
                if let Some(counts) = self.below.get_mut(&node) {
                    *counts.of(severity) -= 1;
                    if counts.total() == 0 {
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
            *self.total.of(severity) -= 1;
            self.ranked.remove(&rank);
        }
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

/// The nodes above `node` that count its findings: the nearest, the scope, and the IPAM. AWS nests pools ten deep; a file may
/// nest them by the thousand, and must not cost the square of it.
fn above(facts: Facts<'_>, node: Node) -> impl Iterator<Item = Node> {
    const NEAREST: usize = 32;
    let mut above: Vec<Node> = facts.outline().ancestors(node).take(NEAREST).collect();
    if let Some(Node::Pool(pool)) = above.last() {
        above.extend(facts.index.pool(*pool).map(|entry| Node::Scope(entry.scope())));
        above.push(Node::Ipam);
    }
    above.into_iter()
}

fn rank(rule: &'static Rule, subject: Subject) -> Rank {
    (rule.severity, rule.code, subject)
}
