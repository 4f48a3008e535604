//! The estimate of a plan: figures of everything that has some, kept current edit by edit.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::counts::{Counts, Drawn, drawn, is_monitored};
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
#[derive(Clone, Debug, PartialEq)]
struct Record {
    vpc: Id<Vpc>,
    account: Option<Id<Account>>,
    at: At,
    is_monitored: bool,
    parts: Vec<Part>,
}

/// The Region and the scope of a VPC.
type At = (RegionCode, Id<Scope>);

/// What a workload adds from one place.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    drawn: Drawn,
    above: Above,
}

/// The rows of the tree from the pool or the scope on that a CIDR stands under, upwards.
type Above = Arc<[Node]>;

impl Record {
    /// Adds all that it has.
    fn add_to(&self, counts: &mut Counts) {
        for part in &self.parts {
            counts.add_drawn(&part.drawn, self.at.0);
        }
    }

    /// Adds what it has at a row of the tree, which is that of a VPC or part of one.
    fn add_at(&self, node: Node, counts: &mut Counts) {
        for part in &self.parts {
            if self.is_at(part.drawn.home, node) {
                counts.add_drawn(&part.drawn, self.at.0);
            }
        }
    }

    /// Whether what comes from a place is at this row.
    fn is_at(&self, home: Home, node: Node) -> bool {
        match node {
            Node::VpcCidr(id) => home.cidr == Some(id),
            Node::Subnet(id) => home.subnet == Some(id),
            Node::Vpc(id) => home.cidr.is_none() && self.vpc == id,
            _ => false,
        }
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
/// Addresses are counted group by group, and priced when somebody asks: another rate costs nothing, nor does it what counts as an
/// active IP. Groups that workloads share are summed as they come and go. An account, a VPC and its blocks have few: they are added
/// up when somebody asks.
#[derive(Clone, Debug)]
pub struct Estimate {
    terms: Terms,
    records: ById<Workload, Record>,
    /// What the public scope holds, in order of the pool's CIDR or public block that it is.
    held: Vec<(AnyId, Held)>,
    sums: Sums,
}

/// What there is of each group. The table holds nothing but places: a look for one of very many goes into little memory.
#[derive(Clone, Debug, Default)]
struct Sums {
    places: FxHashMap<Group, u32>,
    sums: Vec<(Group, Summed)>,
}

impl Sums {
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
            sums: Sums::default(),
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
    /// workloads of the VPCs that the edit touched, and on those that are monitored now or no more. Another rate costs nothing, and
    /// other addresses that count as active IPs neither. What the public scope holds is counted again pool by pool.
    pub fn update(&mut self, plan: &Plan, index: &Index, touched: &Touched) {
        let mut again: OrderedSet<Id<Workload>> = OrderedSet::new();
        let mut is_home_moved = false;
        let is_about_terms = |row: &AnyId| matches!(row, AnyId::Ipam(_) | AnyId::About(_));
        if touched.rows.iter().any(is_about_terms) {
            let terms = Terms::of(plan);
            if !terms.monitors_like(&self.terms) {
                for (id, record) in self.records.ids().zip(self.records.values()) {
                    if is_monitored(plan, &terms, record.at.0, record.account) != record.is_monitored {
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
        let is_monitored = is_monitored(plan, &self.terms, vpc.region(), vpc.account());
        let drawn = drawn((plan, index), is_monitored, vpc, workload, &usage);
        let mut record = Record {
            vpc: workload.vpc,
            account: vpc.account(),
            at: (vpc.region(), vpc.scope()),
            is_monitored,
            parts: Vec::with_capacity(drawn.len()),
        };
        for drawn in drawn {
            if let Some(common) = batch.sum(Outline::new(plan, index), record.at, drawn.pool) {
                common.summed.counts.add_drawn(&drawn, vpc.region());
                common.summed.parts += 1;
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
            let counts = Counts::of(drawn, record.at.0);
            for group in common_groups(record.at, drawn.pool, above) {
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

    /// The figures of a group: nothing where there is nothing of it. Of an account, a VPC and what is in one O(workloads), of every
    /// other group O(1). For rows of the tree there is [`Estimate::at`].
    pub fn of(&self, group: Group) -> Figures {
        let mut counts = self
            .sums
            .get(group)
            .map(|summed| summed.counts.clone())
            .unwrap_or_default();
        match group {
            Group::Workload(id) => {
                if let Some(record) = self.records.get(&id) {
                    record.add_to(&mut counts);
                }
            }
            Group::Account(account) => self.add_all(&mut counts, |record| record.account == account),
            Group::Vpc(vpc) => self.add_all(&mut counts, |record| record.vpc == vpc),
            Group::Node(node @ (Node::VpcCidr(_) | Node::Subnet(_) | Node::Vpc(_))) => {
                for record in self.records.values() {
                    record.add_at(node, &mut counts);
                }
            }
            _ => {}
        }
        counts.figures(&self.terms)
    }

    fn add_all(&self, counts: &mut Counts, is_meant: impl Fn(&Record) -> bool) {
        for record in self.records.values() {
            if is_meant(record) {
                record.add_to(counts);
            }
        }
    }

    /// The figures of a row of the tree of `plan`, which is what is estimated, and of all below it. O(workloads of its VPC), for
    /// everything above VPCs O(1).
    pub fn at(&self, plan: &Plan, index: &Index, node: Node) -> Figures {
        let design = plan.design();
        let vpc = match node {
            Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.vpc),
            Node::Subnet(id) => design.subnets.get(&id).map(|row| row.vpc),
            Node::Vpc(id) => Some(id),
            _ => return self.of(Group::Node(node)),
        };
        let mut counts = Counts::default();
        let entry = vpc.and_then(|vpc| index.vpc(vpc));
        for id in entry.map(|entry| entry.workloads()).unwrap_or_default() {
            if let Some(record) = self.records.get(id) {
                record.add_at(node, &mut counts);
            }
        }
        counts.figures(&self.terms)
    }

    /// The groups of a dimension that have some, in order. O(n log n) in the workloads.
    pub fn by(&self, dimension: Dimension) -> Vec<(Group, Figures)> {
        let mut groups: Vec<(Group, Figures)> = Vec::new();
        let mut own = Sums::default();
        for (id, record) in self.records.ids().zip(self.records.values()) {
            let group = match dimension {
                // What has no addresses is of no group.
                _ if record.parts.is_empty() => continue,
                Dimension::Workload => Group::Workload(id),
                Dimension::Account => Group::Account(record.account),
                Dimension::Vpc => Group::Vpc(record.vpc),
                Dimension::Total | Dimension::Region | Dimension::Scope | Dimension::Pool => break,
            };
            let mut counts = Counts::default();
            record.add_to(&mut counts);
            match dimension {
                Dimension::Workload => groups.push((group, counts.figures(&self.terms))),
                _ => own.add(group, &counts, 1),
            }
        }
        for (group, summed) in &self.sums.sums {
            if group.dimension() == Some(dimension) {
                own.add(*group, &summed.counts, 1);
            }
        }
        let of_dimension = own.sums.iter();
        groups.extend(of_dimension.map(|(group, summed)| (*group, summed.counts.figures(&self.terms))));
        sort_by_key(&mut groups, |(group, _)| *group);
        groups
    }

    /// The addresses of a workload of `plan`, which is what is estimated, with the working.
    pub fn usage(&self, plan: &Plan, workload: Id<Workload>) -> Option<Usage> {
        let row = plan.intent().workloads.get(&workload)?;
        Some(usage_under(&self.terms, workload, row))
    }

    /// From where the addresses of a workload are drawn, with the figures of each place.
    pub fn places(&self, workload: Id<Workload>) -> impl Iterator<Item = (Home, Figures)> {
        let record = self.records.get(&workload);
        let parts = record.map(|record| (record, record.parts.as_slice()));
        parts.into_iter().flat_map(|(record, parts)| {
            parts.iter().map(|part| {
                let counts = Counts::of(&part.drawn, record.at.0);
                (part.drawn.home, counts.figures(&self.terms))
            })
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
        let mut records = self.records.ids().zip(self.records.values());
        self.terms == other.terms
            && self.records.len() == other.records.len()
            && records.all(|(id, record)| other.records.get(&id) == Some(record))
            && self.sums == other.sums
    }
}
