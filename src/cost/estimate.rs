//! The estimate of a plan: figures of everything that has some, kept current edit by edit.

use rustc_hash::FxHashMap;

use super::draw::{Draw, Home, draws};
use super::figures::Figures;
use super::terms::Terms;
use super::usage::Usage;
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::index::{Index, Touched};
use crate::plan::{Account, AnyId, Id, ManagementState, Node, Outline, Plan, Pool, RegionCode, Scope, Vpc, Workload};

/// By what figures can be split. The groups of each dimension add up to the total, to the nano-dollar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Everything.
    Total,
    /// The Region of the VPC. AWS meters active IPs in the home Region: this says where they come from.
    Region,
    /// The account that owns the VPC.
    Account,
    /// The scope of the VPC.
    Scope,
    /// The pool that the CIDR of the VPC is allocated from, or none.
    Pool,
    /// The VPC.
    Vpc,
    /// The workload.
    Workload,
}

/// One group of a dimension, or a row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Everything.
    Total,
    /// What is in this Region.
    Region(RegionCode),
    /// What this account owns, or nobody yet.
    Account(Option<Id<Account>>),
    /// What is in this scope.
    Scope(Id<Scope>),
    /// What is in CIDRs that are allocated from this very pool, or from none.
    Pool(Option<Id<Pool>>),
    /// What is in this VPC.
    Vpc(Id<Vpc>),
    /// What this workload has.
    Workload(Id<Workload>),
    /// What is at this row of the tree and below it.
    Node(Node),
}

impl Group {
    /// The dimension that it is a group of; none for rows of the tree, which lie in one another.
    pub fn dimension(self) -> Option<Dimension> {
        Some(match self {
            Group::Total => Dimension::Total,
            Group::Region(_) => Dimension::Region,
            Group::Account(_) => Dimension::Account,
            Group::Scope(_) => Dimension::Scope,
            Group::Pool(_) => Dimension::Pool,
            Group::Vpc(_) => Dimension::Vpc,
            Group::Workload(_) => Dimension::Workload,
            Group::Node(_) => return None,
        })
    }
}

/// What a workload adds to the sums.
#[derive(Clone, Debug)]
struct Record {
    usage: Usage,
    account: Option<Id<Account>>,
    figures: Figures,
    parts: Vec<Part>,
}

/// What a workload adds from one place.
#[derive(Clone, Debug)]
struct Part {
    home: Home,
    groups: Vec<Group>,
    figures: Figures,
}

/// Figures and how many parts of workloads they are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Summed {
    figures: Figures,
    parts: u32,
}

/// The estimate of a plan.
#[derive(Clone, Debug)]
pub struct Estimate {
    terms: Terms,
    records: FxHashMap<Id<Workload>, Record>,
    sums: FxHashMap<Group, Summed>,
    /// The groups above the place that was added last, from the row above it: the next one often has the same. Nobody asks for
    /// it from one edit to the next.
    above: Option<(Node, Vec<Group>)>,
}

impl Estimate {
    /// The estimate of a plan as it stands. O(n log n) in its workloads.
    pub fn build(plan: &Plan, index: &Index) -> Self {
        Self::under(plan, index, Terms::of(plan))
    }

    /// The estimate of a plan under these terms.
    pub fn under(plan: &Plan, index: &Index, terms: Terms) -> Self {
        let mut estimate = Self {
            terms,
            records: FxHashMap::default(),
            sums: FxHashMap::default(),
            above: None,
        };
        for id in plan.intent().workloads.keys() {
            estimate.add(plan, index, *id);
        }
        estimate.above = None;
        estimate
    }

    /// Brings an estimate of the plan as it stands to the plan after an edit that touched `touched`. The cost depends on the
    /// workloads of the VPCs that the edit touched; what every workload depends on, as rates do, touches all.
    pub fn update(&mut self, plan: &Plan, index: &Index, touched: &Touched) {
        let is_about_terms = |row: &AnyId| matches!(row, AnyId::Ipam(_) | AnyId::About(_));
        if touched.rows.iter().any(is_about_terms) {
            let terms = Terms::of(plan);
            if terms != self.terms {
                *self = Self::under(plan, index, terms);
                return;
            }
        }
        let mut again: OrderedSet<Id<Workload>> = OrderedSet::new();
        for row in &touched.rows {
            match row {
                AnyId::Workload(id) => _ = again.insert(*id),
                AnyId::Vpc(id) => again.extend(index.vpc(*id).into_iter().flat_map(|entry| entry.workloads()).copied()),
                AnyId::Account(account) if self.terms.reads_accounts() => {
                    let owned = self
                        .records
                        .iter()
                        .filter(|(_, record)| record.account == Some(*account));
                    again.extend(owned.map(|(id, _)| *id));
                }
                _ => {}
            }
        }
        for id in &again {
            self.remove(*id);
            self.add(plan, index, *id);
        }
        self.above = None;
    }

    fn add(&mut self, plan: &Plan, index: &Index, id: Id<Workload>) {
        let Some(workload) = plan.intent().workloads.get(&id) else {
            return;
        };
        // A plan has the VPC of every workload.
        let Some(vpc) = plan.design().vpcs.get(&workload.vpc) else {
            return;
        };
        let usage = usage_under(&self.terms, id, workload);
        let outline = Outline::new(plan, index);
        let mut record = Record {
            usage,
            account: vpc.account,
            figures: Figures::default(),
            parts: Vec::new(),
        };
        for (home, pool, figures) in parts(plan, index, &self.terms, workload, &usage) {
            let node = match home {
                Home { subnet: Some(id), .. } => Node::Subnet(id),
                Home { cidr: Some(id), .. } => Node::VpcCidr(id),
                Home { .. } => Node::Vpc(workload.vpc),
            };
            let mut groups = vec![
                Group::Total,
                Group::Region(vpc.region),
                Group::Account(vpc.account),
                Group::Scope(vpc.scope),
                Group::Pool(pool),
                Group::Vpc(workload.vpc),
                Group::Node(node),
            ];
            if let Some(above) = outline.parent(node) {
                if self.above.as_ref().is_none_or(|(last, _)| *last != above) {
                    let further = outline.summing(above).map(Group::Node);
                    self.above = Some((above, [Group::Node(above)].into_iter().chain(further).collect()));
                }
                groups.extend(self.above.iter().flat_map(|(_, groups)| groups));
            }
            for group in &groups {
                let summed = self.sums.entry(*group).or_default();
                summed.figures += &figures;
                summed.parts += 1;
            }
            record.figures += &figures;
            record.parts.push(Part { home, groups, figures });
        }
        self.records.insert(id, record);
    }

    fn remove(&mut self, id: Id<Workload>) {
        let Some(record) = self.records.remove(&id) else {
            return;
        };
        for part in record.parts {
            for group in part.groups {
                let Some(summed) = self.sums.get_mut(&group) else {
                    continue;
                };
                summed.figures -= &part.figures;
                summed.parts -= 1;
                if summed.parts == 0 {
                    self.sums.remove(&group);
                }
            }
        }
    }

    /// What the estimate rests on.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The figures of everything.
    pub fn total(&self) -> Figures {
        self.of(Group::Total)
    }

    /// The figures of a group: nothing where there is no workload. O(1).
    pub fn of(&self, group: Group) -> Figures {
        let figures = match group {
            Group::Workload(id) => self.records.get(&id).map(|record| record.figures),
            group => self.sums.get(&group).map(|summed| summed.figures),
        };
        figures.unwrap_or_default()
    }

    /// The figures of a row of the tree and of all below it. O(1).
    pub fn at(&self, node: Node) -> Figures {
        self.of(Group::Node(node))
    }

    /// The groups of a dimension that have workloads, in order. O(n log n) in the workloads.
    pub fn by(&self, dimension: Dimension) -> Vec<(Group, Figures)> {
        let mut groups: Vec<(Group, Figures)> = Vec::new();
        if dimension == Dimension::Workload {
            let with_addresses = self.records.iter().filter(|(_, record)| !record.parts.is_empty());
            groups.extend(with_addresses.map(|(id, record)| (Group::Workload(*id), record.figures)));
        } else {
            let of_dimension = self
                .sums
                .iter()
                .filter(|(group, _)| group.dimension() == Some(dimension));
            groups.extend(of_dimension.map(|(group, summed)| (*group, summed.figures)));
        }
        sort_by_key(&mut groups, |(group, _)| *group);
        groups
    }

    /// The addresses of a workload with the working.
    pub fn usage(&self, workload: Id<Workload>) -> Option<&Usage> {
        self.records.get(&workload).map(|record| &record.usage)
    }

    /// From where the addresses of a workload are drawn, with the figures of each place.
    pub fn places(&self, workload: Id<Workload>) -> impl Iterator<Item = (Home, Figures)> {
        let parts = self.records.get(&workload).map(|record| record.parts.as_slice());
        parts.unwrap_or_default().iter().map(|part| (part.home, part.figures))
    }
}

/// What a workload of this usage has in each place that it draws on, with the pool that the place is allocated from.
pub(super) fn parts(
    plan: &Plan,
    index: &Index,
    terms: &Terms,
    workload: &Workload,
    usage: &Usage,
) -> impl Iterator<Item = (Home, Option<Id<Pool>>, Figures)> {
    let design = plan.design();
    let vpc = design.vpcs.get(&workload.vpc);
    let account = vpc.and_then(|vpc| plan.intent().accounts.get(&vpc.account?));
    let draws = vpc.map(|_| draws(plan, index, workload, usage)).unwrap_or_default();
    let region = vpc.map_or(terms.home_region, |vpc| vpc.region);
    let is_monitored = terms.monitors(region, account);
    draws.into_iter().map(move |Draw { home, addresses }| {
        let cidr = home.cidr.and_then(|cidr| design.vpc_cidrs.get(&cidr));
        let state = cidr.map(|cidr| cidr.management_state());
        let pool = cidr.and_then(|cidr| cidr.pool);
        let pool = pool.filter(|_| state == Some(ManagementState::Managed));
        (home, pool, Figures::of(&addresses, terms, region, state, is_monitored))
    })
}

/// The usage of a workload when node groups are as the terms say.
pub(super) fn usage_under(terms: &Terms, id: Id<Workload>, workload: &Workload) -> Usage {
    if terms.adjustments.is_empty() {
        return Usage::of(&workload.kind);
    }
    let mut kind = workload.kind.clone();
    kind.adjust(id, &terms.adjustments);
    Usage::of(&kind)
}

/// Two estimates are equal when they say the same about everything.
impl PartialEq for Estimate {
    fn eq(&self, other: &Self) -> bool {
        let usages_agree = |(id, record): (&Id<Workload>, &Record)| {
            let other = other.records.get(id);
            other.is_some_and(|other| other.usage == record.usage)
        };
        self.terms == other.terms
            && self.records.len() == other.records.len()
            && self.records.iter().all(usages_agree)
            && self.sums == other.sums
    }
}
