//! The estimate of a plan: figures of everything that has some, kept current edit by edit.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::counts::{Counts, Drawn, drawn};
use super::draw::Home;
use super::figures::Figures;
use super::group::{Dimension, Group};
use super::held::{Held, candidates, held, touched_rows};
use super::terms::Terms;
use super::usage::Usage;
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::by_id::ById;
use crate::plan::index::{Index, Touched};
use crate::plan::{Account, AnyId, Id, Node, Outline, Plan, Pool, RegionCode, Scope, Vpc, Workload};

/// What a workload adds to the sums.
#[derive(Clone, Debug)]
struct Record {
    usage: Usage,
    vpc: Id<Vpc>,
    account: Option<Id<Account>>,
    at: At,
    parts: Vec<Part>,
}

/// The Region and the scope of a VPC.
type At = (RegionCode, Id<Scope>);

/// What a workload adds from one place.
#[derive(Clone, Debug)]
struct Part {
    drawn: Drawn,
    above: Above,
}

/// The rows of the tree from the pool or the scope on that a CIDR stands under, upwards.
type Above = Arc<[Node]>;

impl Record {
    /// The groups that few other workloads are in.
    fn own_groups(&self, home: Home) -> impl Iterator<Item = Group> {
        let block = home.cidr.map_or(Node::Vpc(self.vpc), Node::VpcCidr);
        let own = [Group::Account(self.account), Group::Vpc(self.vpc), Group::Node(block)];
        let subnet = home.subnet.map(|subnet| Group::Node(Node::Subnet(subnet)));
        own.into_iter().chain(subnet)
    }

    fn counts(&self, terms: &Terms) -> Counts {
        let mut counts = Counts::default();
        for part in &self.parts {
            counts.add(&Counts::of(&part.drawn, terms));
        }
        counts
    }
}

/// The groups that all are in what is drawn from CIDRs of one pool, or none, in VPCs of one Region and scope.
fn common_groups((region, scope): At, pool: Option<Id<Pool>>, above: &Above) -> impl Iterator<Item = Group> + '_ {
    let common = [
        Group::Total,
        Group::Region(region),
        Group::Scope(scope),
        Group::Pool(pool),
    ];
    common.into_iter().chain(above.iter().copied().map(Group::Node))
}

/// Counts and how many parts of workloads they are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Summed {
    counts: Counts,
    parts: u32,
}

impl Summed {
    fn add(&mut self, counts: &Counts, parts: u32) {
        self.counts.add(counts);
        self.parts += parts;
    }
}

/// What is added in one go, by what it has in common: so every row above is added to once, and not for each workload.
#[derive(Default)]
struct Batch {
    numbers: FxHashMap<(At, Option<Id<Pool>>), usize>,
    sums: Vec<InCommon>,
    /// The one that was looked for last: neighbouring workloads often have the same.
    last: usize,
}

struct InCommon {
    at: At,
    pool: Option<Id<Pool>>,
    above: Above,
    summed: Summed,
}

impl Batch {
    /// The sum of what is drawn from this pool, or none, there.
    fn sum(&mut self, outline: Outline<'_>, at: At, pool: Option<Id<Pool>>) -> Option<&mut InCommon> {
        let is_last = |sum: &InCommon| sum.at == at && sum.pool == pool;
        if !self.sums.get(self.last).is_some_and(is_last) {
            self.last = *self.numbers.entry((at, pool)).or_insert(self.sums.len());
            if self.last == self.sums.len() {
                let nearest = pool.map_or(Node::Scope(at.1), Node::Pool);
                self.sums.push(InCommon {
                    at,
                    pool,
                    above: [nearest].into_iter().chain(outline.summing(nearest)).collect(),
                    summed: Summed::default(),
                });
            }
        }
        self.sums.get_mut(self.last)
    }
}

/// The estimate of a plan.
///
/// Addresses are counted group by group, and priced when somebody asks: another rate costs nothing.
#[derive(Clone, Debug)]
pub struct Estimate {
    terms: Terms,
    records: ById<Workload, Record>,
    /// What the public scope holds, in order of the pool's CIDR or public block that it is.
    held: Vec<(AnyId, Held)>,
    sums: Sums,
}

/// What there is of each group. The table holds nothing but places: a look for one of very many goes into little memory.
#[derive(Clone, Debug)]
struct Sums {
    places: FxHashMap<Group, u32>,
    sums: Vec<(Group, Summed)>,
}

impl Sums {
    /// Room for so many groups.
    fn with_capacity(count: usize) -> Self {
        Self {
            places: FxHashMap::with_capacity_and_hasher(count, Default::default()),
            sums: Vec::with_capacity(count),
        }
    }

    fn get(&self, group: Group) -> Option<&Summed> {
        let place = *self.places.get(&group)?;
        self.sums.get(place as usize).map(|(_, summed)| summed)
    }

    fn add(&mut self, group: Group, counts: &Counts, parts: u32) {
        let place = *self.places.entry(group).or_insert(self.sums.len() as u32);
        match self.sums.get_mut(place as usize) {
            Some((_, summed)) => summed.add(counts, parts),
            None => {
                let counts = counts.clone();
                self.sums.push((group, Summed { counts, parts }));
            }
        }
    }

    /// Takes off one part that was added before. Of a group without parts there is nothing.
    fn take_off(&mut self, group: Group, counts: &Counts) {
        let Some(place) = self.places.get(&group).map(|place| *place as usize) else {
            return;
        };
        let Some((_, summed)) = self.sums.get_mut(place) else {
            return;
        };
        summed.counts.take_off(counts);
        summed.parts -= 1;
        if summed.parts == 0 {
            self.places.remove(&group);
            self.sums.swap_remove(place);
            if let Some((moved, _)) = self.sums.get(place) {
                self.places.insert(*moved, place as u32);
            }
        }
    }
}

impl PartialEq for Sums {
    fn eq(&self, other: &Self) -> bool {
        let alike = |(group, summed): &(Group, Summed)| other.get(*group) == Some(summed);
        self.sums.len() == other.sums.len() && self.sums.iter().all(alike)
    }
}

impl Estimate {
    /// The estimate of a plan as it stands. O(n log n) in its workloads.
    pub fn build(plan: &Plan, index: &Index) -> Self {
        Self::under(plan, index, Terms::of(plan))
    }

    /// The estimate of a plan under these terms.
    pub fn under(plan: &Plan, index: &Index, terms: Terms) -> Self {
        let workloads = &plan.intent().workloads;
        let mut estimate = Self {
            terms,
            records: ById::with_capacity(workloads.len()),
            held: Vec::new(),
            // Most workloads have a VPC, a CIDR and an account of their own.
            sums: Sums::with_capacity(3 * workloads.len()),
        };
        let mut batch = Batch::default();
        for (id, workload) in workloads {
            estimate.add(plan, index, *id, workload, &mut batch);
        }
        estimate.settle(batch);
        for row in candidates(plan, index) {
            estimate.hold(plan, index, row);
        }
        estimate
    }

    /// Brings an estimate of the plan as it stands to the plan after an edit that touched `touched`. The cost depends on the
    /// workloads of the VPCs that the edit touched, and on those of the operating Regions that it added or took away. Another rate
    /// costs nothing; what every workload depends on, as what counts does, touches all. What the public scope holds is counted
    /// again pool by pool.
    pub fn update(&mut self, plan: &Plan, index: &Index, touched: &Touched) {
        let mut again: OrderedSet<Id<Workload>> = OrderedSet::new();
        let mut is_home_moved = false;
        let is_about_terms = |row: &AnyId| matches!(row, AnyId::Ipam(_) | AnyId::About(_));
        if touched.rows.iter().any(is_about_terms) {
            let terms = Terms::of(plan);
            if !terms.counts_like(&self.terms) {
                *self = Self::under(plan, index, terms);
                return;
            }
            if terms.operating_regions != self.terms.operating_regions {
                for (id, record) in self.records.ids().zip(self.records.values()) {
                    if terms.operates_in(record.at.0) != self.terms.operates_in(record.at.0) {
                        again.insert(id);
                    }
                }
            }
            // That is where addresses are that do not say.
            is_home_moved = terms.home_region != self.terms.home_region;
            self.terms = terms;
        }
        for row in &touched.rows {
            match row {
                AnyId::Workload(id) => _ = again.insert(*id),
                AnyId::Vpc(id) => again.extend(index.vpc(*id).into_iter().flat_map(|entry| entry.workloads()).copied()),
                AnyId::Account(account) if self.terms.reads_accounts() => {
                    let records = self.records.ids().zip(self.records.values());
                    let owned = records.filter(|(_, record)| record.account == Some(*account));
                    again.extend(owned.map(|(id, _)| id));
                }
                _ => {}
            }
        }
        let mut batch = Batch::default();
        for id in &again {
            self.remove(*id);
            if let Some(workload) = plan.intent().workloads.get(id) {
                self.add(plan, index, *id, workload, &mut batch);
            }
        }
        self.settle(batch);
        let mut hold_again = touched_rows(plan, index, touched);
        for (row, held) in &self.held {
            let is_touched = |pool: &Id<Pool>| touched.rows.contains(&AnyId::Pool(*pool));
            if is_home_moved || held.pools.iter().any(is_touched) {
                hold_again.push(*row);
            }
        }
        for row in hold_again {
            self.hold(plan, index, row);
        }
    }

    /// Counts a row of the public scope as it is now.
    fn hold(&mut self, plan: &Plan, index: &Index, row: AnyId) {
        let place = self.held.partition_point(|(other, _)| *other < row);
        if self.held.get(place).is_some_and(|(other, _)| *other == row) {
            let (_, Held { groups, counts, .. }) = self.held.remove(place);
            for group in groups {
                self.sums.take_off(group, &counts);
            }
        }
        if let Some(held) = held(plan, index, &self.terms, row) {
            for group in &held.groups {
                self.sums.add(*group, &held.counts, 1);
            }
            self.held.insert(place, (row, held));
        }
    }

    fn add(&mut self, plan: &Plan, index: &Index, id: Id<Workload>, workload: &Workload, batch: &mut Batch) {
        // A plan has the VPC of every workload.
        let Some(vpc) = index.vpc(workload.vpc) else {
            return;
        };
        let usage = usage_under(&self.terms, id, workload);
        let drawn = drawn((plan, index), &self.terms, vpc, workload, &usage);
        let mut record = Record {
            usage,
            vpc: workload.vpc,
            account: vpc.account(),
            at: (vpc.region(), vpc.scope()),
            parts: Vec::with_capacity(drawn.len()),
        };
        for drawn in drawn {
            let counts = Counts::of(&drawn, &self.terms);
            for group in record.own_groups(drawn.home) {
                self.sums.add(group, &counts, 1);
            }
            if let Some(common) = batch.sum(Outline::new(plan, index), record.at, drawn.pool) {
                common.summed.add(&counts, 1);
                let above = Arc::clone(&common.above);
                record.parts.push(Part { drawn, above });
            }
        }
        self.records.add(id, record);
    }

    /// Adds what was gathered.
    fn settle(&mut self, batch: Batch) {
        for InCommon {
            at,
            pool,
            above,
            summed,
        } in &batch.sums
        {
            for group in common_groups(*at, *pool, above) {
                self.sums.add(group, &summed.counts, summed.parts);
            }
        }
    }

    fn remove(&mut self, id: Id<Workload>) {
        let Some(record) = self.records.take(&id) else {
            return;
        };
        for Part { drawn, above } in &record.parts {
            let counts = Counts::of(drawn, &self.terms);
            let common = common_groups(record.at, drawn.pool, above);
            for group in record.own_groups(drawn.home).chain(common) {
                self.sums.take_off(group, &counts);
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

    /// The figures of a group: nothing where there is nothing of it. O(1).
    pub fn of(&self, group: Group) -> Figures {
        let figures = match group {
            Group::Workload(id) => self.records.get(&id).map(|record| self.of_record(record)),
            group => self.sums.get(group).map(|summed| summed.counts.figures(&self.terms)),
        };
        figures.unwrap_or_default()
    }

    fn of_record(&self, record: &Record) -> Figures {
        record.counts(&self.terms).figures(&self.terms)
    }

    /// The figures of a row of the tree and of all below it. O(1).
    pub fn at(&self, node: Node) -> Figures {
        self.of(Group::Node(node))
    }

    /// The groups of a dimension that have some, in order. O(n log n) in the workloads.
    pub fn by(&self, dimension: Dimension) -> Vec<(Group, Figures)> {
        let mut groups: Vec<(Group, Figures)> = Vec::new();
        if dimension == Dimension::Workload {
            let records = self.records.ids().zip(self.records.values());
            let with_addresses = records.filter(|(_, record)| !record.parts.is_empty());
            groups.extend(with_addresses.map(|(id, record)| (Group::Workload(id), self.of_record(record))));
        }
        let sums = self.sums.sums.iter();
        let of_dimension = sums.filter(|(group, _)| group.dimension() == Some(dimension));
        groups.extend(of_dimension.map(|(group, summed)| (*group, summed.counts.figures(&self.terms))));
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
        parts.unwrap_or_default().iter().map(|part| {
            let counts = Counts::of(&part.drawn, &self.terms);
            (part.drawn.home, counts.figures(&self.terms))
        })
    }
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
        let usages_agree = |(id, record): (Id<Workload>, &Record)| {
            let other = other.records.get(&id);
            other.is_some_and(|other| other.usage == record.usage)
        };
        self.terms == other.terms
            && self.records.len() == other.records.len()
            && self.records.ids().zip(self.records.values()).all(usages_agree)
            && self.sums == other.sums
    }
}
