//! From settled rows to a preview and one edit.
//!
//! A row of the files is matched with one of the plan by its id in AWS, then by its scope, kind and block, then by the path of names.
//! Where several rows fit equally, the person decides. A match takes over what the files say and keeps what they do not speak of;
//! nothing is ever removed. Whether AWS would accept the result is for the rules.

mod known;
mod matching;
mod preview;
mod resources;
mod scopes;
mod write;

use super::choices::{Choices, Target};
use super::found::{Found, Key};
use super::note::Notes;
use super::reading::Understood;
use super::settle::{Settled, settle};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{
    Account, AnyId, AwsTables, Change, Edit, Id, IdSource, IntentTables, Plan, Pool, RegionCode, Scope, Side, Vpc,
};
use known::Known;

pub use preview::{Conflict, Effect, Item, KindCount, Preview, Question, conflicts};

/// What an import of what was understood would do to `plan`. O(n log n) in the rows of both.
///
/// The same plan, files and choices give the same preview, but for the ids of added rows, which `ids` mints.
pub fn preview(plan: &Plan, understood: &Understood, choices: &Choices, ids: &mut dyn IdSource) -> Preview {
    let settled = settle(understood.found.clone(), choices);
    let mut merging = Merging::new(plan, choices, ids);
    merging.merge(settled);
    let mut preview = merging.finish();
    preview.label = label(understood);
    preview
}

/// A plan of what was understood, and what became of it. Its home Region is that of the IPAM, or else the first that any row says.
pub fn new_plan(name: &str, understood: &Understood, choices: &Choices, ids: &mut dyn IdSource) -> (Plan, Preview) {
    let home = choices.region.or_else(|| home_region(&understood.found));
    let fallback = || "us-east-1".parse().ok();
    let Some(home) = home.or_else(fallback) else {
        unreachable!("the fallback is a Region code")
    };
    let mut plan = Plan::new(name, home);
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
            known: Known::of(plan),
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
        }
    }

    /// Writes every row, what others hang from first.
    fn merge(&mut self, settled: Settled) {
        self.preview.notes = settled.notes;
        self.merge_ipam(settled.ipam.as_ref(), &settled.accounts);
        self.merge_scopes(settled.ipam.as_ref(), &settled.scopes);
        self.merge_accounts(settled.accounts);
        let default_vpcs = settled.default_vpcs;
        self.match_vpcs(&settled.vpcs, &settled.vpc_cidrs);
        self.merge_pools(settled.pools, &settled.pool_cidrs, settled.unknown_pools);
        self.merge_pool_cidrs(settled.pool_cidrs);
        self.merge_reservations(settled.reservations);
        self.merge_vpcs(settled.vpcs);
        self.merge_vpc_cidrs(settled.vpc_cidrs, &default_vpcs);
        self.merge_subnets(settled.subnets, &settled.subnet_notes);
        self.merge_public_blocks(settled.public_blocks);
        self.merge_networks(settled.networks);
        self.merge_connections(settled.connections);
        self.merge_counts(settled.counted);
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

    /// Completes what exists by what it hangs from, and makes the edit of what was written.
    fn finish(mut self) -> Preview {
        self.complete();
        let mut edit = Edit::new();
        for (side, id) in &self.touched {
            let change = match side {
                Side::Design => self.plan.design().change_to(&self.design, *id),
                Side::Actual => self.plan.actual().change_to(&self.actual, *id),
            };
            match change {
                Some(change) => edit.changes.push(Change::Aws(*side, change)),
                None => edit
                    .changes
                    .extend(self.plan.intent().change_to(&self.intent, *id).map(Change::Intent)),
            }
        }
        self.preview.edit = edit;
        self.preview
    }
}
