//! What a target cannot express.

use super::writing::Scene;
use crate::lifecycle::Fate;
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, AwsTables, Lock, Thresholds};

/// How many rows a loss names.
const NAMED: usize = 20;

/// Something of the plan that the text does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotExpressed {
    /// What it is: "Notes".
    pub what: &'static str,
    /// Why the text does not say it, as a sentence.
    pub why: &'static str,
    /// How many times.
    pub count: usize,
    /// The first rows that say it, in the order of the text.
    pub rows: Vec<AnyId>,
}

/// What was not said so far, by what it is and why.
#[derive(Default)]
pub(super) struct Losses(OrderedMap<(&'static str, &'static str), NotExpressed>);

impl Losses {
    pub(super) fn add(&mut self, what: &'static str, why: &'static str, row: impl Into<AnyId>) {
        let none = NotExpressed {
            what,
            why,
            count: 0,
            rows: Vec::new(),
        };
        let loss = self.0.or_insert((what, why), none);
        loss.count += 1;
        if loss.rows.len() < NAMED {
            loss.rows.push(row.into());
        }
    }

    pub(super) fn list(&self) -> Vec<NotExpressed> {
        self.0.values().cloned().collect()
    }

    /// What a row says to the planners alone.
    pub(super) fn of_row(&mut self, tables: &AwsTables, id: AnyId) {
        let note = match id {
            AnyId::Ipam(id) => tables.ipams.get(&id).map(|row| &row.note),
            AnyId::Scope(id) => tables.scopes.get(&id).map(|row| &row.note),
            AnyId::Pool(id) => tables.pools.get(&id).map(|row| &row.note),
            AnyId::Reservation(id) => tables.reservations.get(&id).map(|row| &row.note),
            AnyId::Vpc(id) => tables.vpcs.get(&id).map(|row| &row.note),
            AnyId::Subnet(id) => tables.subnets.get(&id).map(|row| &row.note),
            AnyId::PublicBlock(id) => tables.public_blocks.get(&id).map(|row| &row.note),
            _ => None,
        };
        if note.is_some_and(|note| !note.is_empty()) {
            self.add("Notes", OWN, id);
        }
        match id {
            AnyId::Pool(pool) => {
                let Some(row) = tables.pools.get(&pool) else { return };
                if row.thresholds != Thresholds::default() {
                    self.add("Thresholds of pools", OWN, id);
                }
                if row.lock == Lock::Locked {
                    self.add("Locks of pools", OWN, id);
                }
                if row.wanted_length.is_some() {
                    self.add("Wanted sizes of pools", WANTED, id);
                }
            }
            AnyId::Subnet(subnet) => {
                let row = tables.subnets.get(&subnet);
                if row.is_some_and(|row| !row.purpose.is_empty()) {
                    self.add("Purposes of subnets", OWN, id);
                }
            }
            _ => {}
        }
    }

    /// What the tree does not show.
    pub(super) fn of_tables(&mut self, scene: Scene<'_>) {
        for id in scene.plan().intent().ids() {
            let what = match id {
                AnyId::Network(_) => "On-premises networks",
                AnyId::Connection(_) => "Connections",
                AnyId::Demand(_) => "Demands",
                AnyId::Scenario(_) => "Scenarios",
                _ => continue,
            };
            self.add(what, NOT_IN_TREE, id);
        }
    }

    /// What the planners state beside the rows of AWS, and which steps no declaration says.
    pub(super) fn of_plan(&mut self, scene: Scene<'_>) {
        let steps = scene.reach.steps();
        if !scene.reach.is_whole() && steps.is_none() {
            return;
        }
        for id in scene.plan().intent().ids() {
            let what = match id {
                AnyId::Workload(_) => "Workloads",
                AnyId::Network(_) => "On-premises networks",
                AnyId::Connection(_) => "Connections",
                AnyId::Demand(_) => "Demands",
                AnyId::Acceptance(_) => "Accepted findings",
                AnyId::Scenario(_) => "Scenarios",
                _ => continue,
            };
            self.add(what, OWN, id);
        }
        for (id, fate) in steps.iter().flat_map(|steps| &steps.fates) {
            match fate {
                Fate::Destroyed(_) => self.add("What goes", GOES, *id),
                Fate::Reimported(_) => self.add("VPC CIDRs that are released and imported again", STEPS, *id),
                Fate::Impossible => self.add("What AWS refuses", REFUSED, *id),
                Fate::Created | Fate::Changed | Fate::Recreated(_) => {}
            }
        }
    }
}

const GOES: &str = "What is written here creates and changes: remove it by the steps";
const STEPS: &str = "No resource stands for what IPAM monitors: the steps say how";
const REFUSED: &str = "The steps leave it out, and say why and what to do instead";
const NOT_IN_TREE: &str = "They are no part of the tree";
const OWN: &str = "Only the planner knows them: they stay in the plan's own file";
const WANTED: &str = "Sizes without a CIDR are not written, since AWS would choose the addresses";
