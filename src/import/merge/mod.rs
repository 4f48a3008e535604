//! From settled rows to a preview and one edit.
//!
//! A row of the files is matched with one of the plan by its id in AWS, then by its scope, kind and block, then by the path of names.
//! Where several rows fit equally, the person decides. A match takes over what the files say and keeps what they do not speak of;
//! nothing is ever removed. Whether AWS would accept the result is for the rules.

mod known;
mod matching;
mod pools;
mod preview;
mod resources;
mod scopes;
mod stated;
mod vpcs;
mod write;

use std::vec::IntoIter;

use super::choices::{Choices, Target};
use super::found::{self, Found, Key};
use super::note::{Notes, Place};
use super::reading::Understood;
use super::settle::{Count, PIECE, Settled, Settling, UnknownPool};
use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{
    Account, AnyId, AwsTables, Change, Edit, Id, IdSource, IntentTables, Plan, Pool, RegionCode, Scope, Side, Subnet,
    Vpc, Workload,
};
use known::Known;
use pools::PoolQueue;

pub use preview::{Conflict, Effect, Item, KindCount, Preview, Question, conflicts, conflicts_in};

/// What an import of what was understood would do to `plan`. O(n log n) in the rows of both.
///
/// The same plan, files and choices give the same preview, but for the ids of added rows, which `ids` mints.
pub fn preview(plan: &Plan, understood: &Understood, choices: &Choices, ids: &mut dyn IdSource) -> Preview {
    let mut previewing = Previewing::new(plan, understood, choices, ids);
    while !previewing.step() {}
    previewing.finish()
}

/// A preview that is being made, so that whoever waits for it can do something else in between. Whoever lets go of it has stopped
/// it, and nothing has happened.
pub struct Previewing<'a> {
    settling: Option<Settling<'a>>,
    merging: Merging<'a>,
    label: String,
}

impl<'a> Previewing<'a> {
    /// A preview of what an import of what was understood would do to `plan`.
    pub fn new(plan: &'a Plan, understood: &'a Understood, choices: &'a Choices, ids: &'a mut dyn IdSource) -> Self {
        Self {
            settling: Some(Settling::new(&understood.found, choices)),
            merging: Merging::new(plan, choices, ids),
            label: label(understood),
        }
    }

    /// Goes on a piece, and says whether all is done. A piece is some thousands of rows at most, or one pass over a table.
    pub fn step(&mut self) -> bool {
        let Some(settling) = &mut self.settling else {
            return self.merging.step();
        };
        if settling.step()
            && let Some(settling) = self.settling.take()
        {
            self.merging.take(settling.finish());
        }
        false
    }

    /// The preview: of as much as is done.
    pub fn finish(self) -> Preview {
        let mut preview = self.merging.into_preview();
        preview.label = self.label;
        preview
    }
}

/// The empty plan that an import into a new plan begins with. Its home Region is that which is chosen, that of the IPAM, or else
/// the first that any row says.
pub fn begin_plan(name: &str, understood: &Understood, choices: &Choices) -> Plan {
    let home = choices.region.or_else(|| home_region(&understood.found));
    let fallback = || "us-east-1".parse().ok();
    let Some(home) = home.or_else(fallback) else {
        unreachable!("the fallback is a Region code")
    };
    Plan::new(name, home)
}

/// A plan of what was understood, and what became of it.
pub fn new_plan(name: &str, understood: &Understood, choices: &Choices, ids: &mut dyn IdSource) -> (Plan, Preview) {
    let mut plan = begin_plan(name, understood, choices);
    let preview = preview(&plan, understood, choices, ids);
    // What was made for this very plan fits it.
    let _inverse = plan.apply(preview.edit.clone());
    (plan, preview)
}

fn home_region(found: &Found) -> Option<RegionCode> {
    let ipam = found.ipams.iter().find_map(|row| row.home_region);
    let vpc = found.vpcs.iter().find_map(|row| row.region);
    let pool = found.pools.iter().find_map(|row| row.locale.flatten());
    ipam.or(vpc)
        .or(pool)
        .or_else(|| found.blocks.iter().find_map(|row| row.region))
}

fn label(understood: &Understood) -> String {
    match understood.files.as_slice() {
        [only] if only.name.is_empty() => "Import what was pasted".to_owned(),
        [only] => format!("Import {}", only.name),
        files => format!("Import {} files", files.len()),
    }
}

/// A merge that is under way.
struct Merging<'a> {
    plan: &'a Plan,
    choices: &'a Choices,
    ids: &'a mut dyn IdSource,
    known: Known,
    sides: &'static [Side],
    design: AwsTables,
    actual: AwsTables,
    intent: IntentTables,
    /// The rows that were written, in this order.
    touched: Vec<(Side, AnyId)>,
    seen: OrderedSet<(Side, AnyId)>,
    /// The rows of the plan that rows of the files are already.
    taken: OrderedSet<AnyId>,
    scopes: OrderedMap<Key, Id<Scope>>,
    pools: OrderedMap<Key, Id<Pool>>,
    vpcs: OrderedMap<Key, Id<Vpc>>,
    accounts: OrderedMap<String, Id<Account>>,
    preview: Preview,
    phase: usize,
    /// How far the phase is.
    at: usize,
    /// The blocks of each VPC of the files.
    vpc_blocks: OrderedMap<Key, Vec<Cidr>>,
    completed: usize,
    edited: usize,
    // What is still to be merged.
    ipam: Option<found::Ipam>,
    scope_rows: Vec<found::Scope>,
    account_rows: Vec<found::Account>,
    pool_rows: Vec<found::Pool>,
    pool_cidrs: Vec<found::PoolCidr>,
    unknown_pools: Vec<UnknownPool>,
    pool_queue: PoolQueue,
    pool_cidr_queue: IntoIter<found::PoolCidr>,
    reservations: IntoIter<found::Allocation>,
    vpc_rows: Vec<found::Vpc>,
    vpc_queue: IntoIter<found::Vpc>,
    vpc_cidrs: Vec<found::VpcCidr>,
    vpc_cidr_queue: IntoIter<found::VpcCidr>,
    subnets: IntoIter<found::Subnet>,
    public_blocks: IntoIter<found::PublicBlock>,
    connections: Vec<found::Connection>,
    networks: OrderedMap<String, OrderedSet<Cidr>>,
    counts: IntoIter<Count>,
    default_vpcs: OrderedSet<Key>,
    subnet_notes: OrderedMap<Key, Vec<String>>,
    /// VPCs of which no file says the Region: how many by file, and where the first stands.
    assumed: OrderedMap<u32, (usize, Place)>,
    /// VPCs that have a primary CIDR.
    with_primary: OrderedSet<Id<Vpc>>,
    /// What was counted before, and what is counted now.
    counted: OrderedMap<stated::Counted, (Id<Workload>, Workload)>,
    /// Subnets by their ids in AWS.
    subnets_by_id: OrderedMap<String, Id<Subnet>>,
}

impl<'a> Merging<'a> {
    fn new(plan: &'a Plan, choices: &'a Choices, ids: &'a mut dyn IdSource) -> Self {
        let mut accounts = OrderedMap::new();
        for (id, row) in &plan.intent().accounts {
            accounts.insert(row.name.clone(), *id);
        }
        // A number says more than a name that happens to be the same digits.
        for (id, row) in &plan.intent().accounts {
            if let Some(number) = row.number {
                accounts.insert(number.to_string(), *id);
            }
        }
        Self {
            plan,
            choices,
            ids,
            known: Known::default(),
            sides: match choices.target {
                Target::Design => &[Side::Design],
                Target::Actual => &[Side::Actual],
                Target::Both => &[Side::Design, Side::Actual],
            },
            design: plan.design().clone(),
            actual: plan.actual().clone(),
            intent: plan.intent().clone(),
            touched: Vec::new(),
            seen: OrderedSet::new(),
            taken: OrderedSet::new(),
            scopes: OrderedMap::new(),
            pools: OrderedMap::new(),
            vpcs: OrderedMap::new(),
            accounts,
            preview: Preview {
                items: Vec::new(),
                questions: Vec::new(),
                notes: Notes::default(),
                label: String::new(),
                edit: Edit::new(),
            },
            phase: 0,
            at: 0,
            vpc_blocks: OrderedMap::new(),
            completed: 0,
            edited: 0,
            ipam: None,
            scope_rows: Vec::new(),
            account_rows: Vec::new(),
            pool_rows: Vec::new(),
            pool_cidrs: Vec::new(),
            unknown_pools: Vec::new(),
            pool_queue: PoolQueue::default(),
            pool_cidr_queue: IntoIter::default(),
            reservations: IntoIter::default(),
            vpc_rows: Vec::new(),
            vpc_queue: IntoIter::default(),
            vpc_cidrs: Vec::new(),
            vpc_cidr_queue: IntoIter::default(),
            subnets: IntoIter::default(),
            public_blocks: IntoIter::default(),
            connections: Vec::new(),
            networks: OrderedMap::new(),
            counts: IntoIter::default(),
            default_vpcs: OrderedSet::new(),
            subnet_notes: OrderedMap::new(),
            assumed: OrderedMap::new(),
            with_primary: OrderedSet::new(),
            counted: OrderedMap::new(),
            subnets_by_id: OrderedMap::new(),
        }
    }

    /// Takes over what is to be merged.
    fn take(&mut self, settled: Settled) {
        self.preview.notes = settled.notes;
        self.ipam = settled.ipam;
        self.scope_rows = settled.scopes;
        self.account_rows = settled.accounts;
        self.pool_rows = settled.pools;
        self.pool_cidrs = settled.pool_cidrs;
        self.unknown_pools = settled.unknown_pools;
        self.default_vpcs = settled.default_vpcs;
        self.subnet_notes = settled.subnet_notes;
        self.connections = settled.connections;
        self.networks = settled.networks;
        self.reservations = settled.reservations.into_iter();
        self.vpc_rows = settled.vpcs;
        self.vpc_cidrs = settled.vpc_cidrs;
        self.subnets = settled.subnets.into_iter();
        self.public_blocks = settled.public_blocks.into_iter();
        self.counts = settled.counted.into_iter();
    }

    /// Writes a piece of the rows, what others hang from first, and says whether all is done.
    fn step(&mut self) -> bool {
        match self.phase {
            0 => self.known.add(self.plan.design()),
            1 => self.known.add(self.plan.actual()),
            2 => {
                let (ipam, accounts) = (self.ipam.take(), std::mem::take(&mut self.account_rows));
                self.merge_ipam(ipam.as_ref(), &accounts);
                let scopes = std::mem::take(&mut self.scope_rows);
                self.merge_scopes(ipam.as_ref(), &scopes);
                self.merge_accounts(accounts);
            }
            3 => {
                let (start, end) = self.next_piece(self.vpc_cidrs.len());
                for row in self.vpc_cidrs.get(start..end).unwrap_or_default() {
                    self.vpc_blocks.or_insert(row.vpc.clone(), Vec::new()).push(row.cidr);
                }
                return self.again(start < end, |_| {});
            }
            4 => {
                let (start, end) = self.next_piece(self.vpc_rows.len());
                let vpcs = std::mem::take(&mut self.vpc_rows);
                self.match_vpcs(vpcs.get(start..end).unwrap_or_default());
                self.vpc_rows = vpcs;
                return self.again(start < end, |_| {});
            }
            5 => {
                let (vpcs, cidrs) = (std::mem::take(&mut self.vpc_rows), std::mem::take(&mut self.vpc_cidrs));
                self.find_primary(&cidrs);
                (self.vpc_queue, self.vpc_cidr_queue) = (vpcs.into_iter(), cidrs.into_iter());
            }
            6 => {
                let (pools, cidrs) = (
                    std::mem::take(&mut self.pool_rows),
                    std::mem::take(&mut self.pool_cidrs),
                );
                let unknown = std::mem::take(&mut self.unknown_pools);
                self.queue_pools(pools, &cidrs, unknown);
                self.pool_cidr_queue = cidrs.into_iter();
            }
            7 => {
                let more = self.merge_pools(PIECE);
                return self.again(more, |_| {});
            }
            8 => {
                let rows = piece(&mut self.pool_cidr_queue);
                return self.again(!rows.is_empty(), |all| all.merge_pool_cidrs(rows));
            }
            9 => {
                let rows = piece(&mut self.reservations);
                return self.again(!rows.is_empty(), |all| all.merge_reservations(rows));
            }
            10 => {
                let rows = piece(&mut self.vpc_queue);
                return self.again(!rows.is_empty(), |all| all.merge_vpcs(rows));
            }
            11 => {
                self.note_assumed_regions();
            }
            12 => {
                let rows = piece(&mut self.vpc_cidr_queue);
                return self.again(!rows.is_empty(), |all| all.merge_vpc_cidrs(rows));
            }
            13 => {
                let rows = piece(&mut self.subnets);
                return self.again(!rows.is_empty(), |all| all.merge_subnets(rows));
            }
            14 => {
                let rows = piece(&mut self.public_blocks);
                return self.again(!rows.is_empty(), |all| all.merge_public_blocks(rows));
            }
            15 => {
                let (networks, connections) = (
                    std::mem::take(&mut self.networks),
                    std::mem::take(&mut self.connections),
                );
                self.merge_networks(networks);
                self.merge_connections(connections);
                self.find_counted();
            }
            16 => {
                let rows = piece(&mut self.counts);
                return self.again(!rows.is_empty(), |all| all.merge_counts(rows));
            }
            17 => {
                let more = self.complete(PIECE);
                return self.again(more, |_| {});
            }
            18 => {
                let more = self.make_edit(PIECE);
                return self.again(more, |_| {});
            }
            _ => return true,
        }
        self.phase += 1;
        false
    }

    /// Does `what` when there is something to do, and else moves on.
    fn again(&mut self, something: bool, what: impl FnOnce(&mut Self)) -> bool {
        match something {
            true => what(self),
            false => (self.phase, self.at) = (self.phase + 1, 0),
        }
        false
    }

    /// Where the next rows of a table of `count` begin and end.
    fn next_piece(&mut self, count: usize) -> (usize, usize) {
        let start = self.at;
        self.at = count.min(start.saturating_add(PIECE));
        (start, self.at)
    }

    fn tables(&self, side: Side) -> &AwsTables {
        match side {
            Side::Design => &self.design,
            Side::Actual => &self.actual,
        }
    }

    fn tables_mut(&mut self, side: Side) -> &mut AwsTables {
        match side {
            Side::Design => &mut self.design,
            Side::Actual => &mut self.actual,
        }
    }

    /// Makes changes of rows that were written, and says whether there are more.
    fn make_edit(&mut self, most: usize) -> bool {
        let end = self.touched.len().min(self.edited.saturating_add(most));
        for (side, id) in self.touched.get(self.edited..end).unwrap_or_default() {
            let change = match side {
                Side::Design => self.plan.design().change_to(&self.design, *id),
                Side::Actual => self.plan.actual().change_to(&self.actual, *id),
            };
            let changes = &mut self.preview.edit.changes;
            match change {
                Some(change) => changes.push(Change::Aws(*side, change)),
                None => changes.extend(self.plan.intent().change_to(&self.intent, *id).map(Change::Intent)),
            }
        }
        let more = self.edited < end;
        self.edited = end;
        more
    }

    fn into_preview(self) -> Preview {
        self.preview
    }
}

/// The next rows of a table.
fn piece<T>(rows: &mut IntoIter<T>) -> Vec<T> {
    rows.by_ref().take(PIECE).collect()
}
