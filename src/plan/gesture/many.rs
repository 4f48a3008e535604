//! The same change to many nodes as one step: tags, locale or Region, account, rules, lock.

use super::{AccountChoice, Gesture, Locked, lock_above};
use crate::address::{Family, NetmaskLength};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::Index;
use crate::plan::{Account, AllocationRules, Edit, Id, IdSource, Lock, Node, Plan, RegionCode, RowChange, Tags, Vpc};

/// What is changed. What is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManyChange {
    /// Tags that get a value, or go when they have none here.
    pub tags: OrderedMap<String, Option<String>>,
    /// The locale of pools, the Region of VPCs and public blocks. A VPC always has one.
    pub region: Option<Option<RegionCode>>,
    /// The account of VPCs and public blocks.
    pub account: Option<Option<AccountChoice>>,
    /// The allocation rules of pools.
    pub rules: RulesChange,
    /// Whether pools, VPCs and reservations are locked.
    pub lock: Option<Lock>,
}

/// What is changed of the allocation rules of pools: a length, or none at all. What is none stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RulesChange {
    /// The shortest netmask length.
    pub min: Option<Option<NetmaskLength>>,
    /// The longest netmask length.
    pub max: Option<Option<NetmaskLength>>,
    /// The netmask length when none is asked for.
    pub default: Option<Option<NetmaskLength>>,
}

impl RulesChange {
    /// Whether anything is changed.
    pub fn is_some(self) -> bool {
        self != Self::default()
    }

    /// The rules after the change.
    fn of(self, rules: AllocationRules) -> AllocationRules {
        AllocationRules {
            min: self.min.unwrap_or(rules.min),
            max: self.max.unwrap_or(rules.max),
            default: self.default.unwrap_or(rules.default),
        }
    }

    /// Whether a pool of this family can have such rules: IPv4 has no /64.
    fn fits(self, family: Family) -> bool {
        let mut lengths = [self.min, self.max, self.default].into_iter().flatten().flatten();
        lengths.all(|length| length.get() <= family.bits())
    }
}

/// A change of many nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyChanged {
    /// The edit. It may be empty.
    pub gesture: Gesture,
    /// How many rows it changes.
    pub changed: usize,
    /// The nodes that stay as they are, and why.
    pub unchanged: Vec<(Node, Unchanged)>,
}

/// Why a node stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// A lock keeps it.
    Locked(Locked),
    /// It has nothing of what is changed.
    HasNone,
    /// Its family has no such netmask length.
    NoSuchLength(Family),
    /// It is so already.
    SoAlready,
}

/// Changes all of `nodes` alike. A VPC that several of its CIDRs stand for is changed once.
pub fn change_many(
    plan: &Plan,
    index: &Index,
    nodes: &[Node],
    change: &ManyChange,
    ids: &mut dyn IdSource,
) -> ManyChanged {
    let mut edit = Edit::new();
    let account = change
        .account
        .as_ref()
        .map(|choice| choice.as_ref().map(|choice| account(choice, &mut edit, ids)));
    let mut many = Many {
        plan,
        change,
        account,
        edit: Edit::new(),
        vpcs: OrderedSet::new(),
    };
    let mut unchanged = Vec::new();
    let nodes: OrderedSet<Node> = nodes.iter().copied().collect();
    for node in &nodes {
        // Locking and unlocking is what a lock does not keep from.
        let lock = (!change.is_lock_alone())
            .then(|| lock_above(plan, index, *node))
            .flatten();
        if let Some(locked) = lock {
            unchanged.push((*node, Unchanged::Locked(locked)));
            continue;
        }
        if let Some(family) = many.unfit(*node) {
            unchanged.push((*node, Unchanged::NoSuchLength(family)));
            continue;
        }
        let before = many.edit.changes.len();
        match many.change(*node) {
            None => unchanged.push((*node, Unchanged::HasNone)),
            Some(()) if many.edit.changes.len() == before => unchanged.push((*node, Unchanged::SoAlready)),
            Some(()) => {}
        }
    }
    let changed = many.edit.changes.len();
    if changed > 0 {
        edit.changes.extend(many.edit.changes);
    } else {
        edit = Edit::new();
    }
    ManyChanged {
        gesture: Gesture {
            label: match changed {
                1 => format!("Change {} of one row", change.what()),
                _ => format!("Change {} of {changed} rows", change.what()),
            },
            edit,
            focus: nodes.first().copied(),
        },
        changed,
        unchanged,
    }
}

fn account(choice: &AccountChoice, edit: &mut Edit, ids: &mut dyn IdSource) -> Id<Account> {
    match choice {
        AccountChoice::Known(id) => *id,
        AccountChoice::New(account) => {
            let id = Id::mint(ids);
            edit.intent(RowChange {
                id,
                before: None,
                after: Some(Box::new(account.clone())),
            });
            id
        }
    }
}

impl ManyChange {
    /// What it changes, in a few words.
    fn what(&self) -> &'static str {
        let parts = [
            (!self.tags.is_empty(), "tags"),
            (self.region.is_some(), "the Region"),
            (self.account.is_some(), "the account"),
            (self.rules.is_some(), "the rules"),
            (self.lock.is_some(), "the lock"),
        ];
        let mut parts = parts.into_iter().filter(|(is_set, _)| *is_set).map(|(_, what)| what);
        match (parts.next(), parts.next()) {
            (Some(only), None) => only,
            (None, _) => "nothing",
            _ => "several things",
        }
    }

    fn is_lock_alone(&self) -> bool {
        let others = self.region.is_some() || self.account.is_some() || self.rules.is_some();
        self.lock.is_some() && self.tags.is_empty() && !others
    }

    fn tag(&self, tags: &mut Tags) {
        for (key, value) in &self.tags {
            match value {
                Some(value) => _ = tags.insert(key.clone(), value.clone()),
                None => _ = tags.remove(key),
            }
        }
    }
}

struct Many<'a> {
    plan: &'a Plan,
    change: &'a ManyChange,
    /// The account, if it is changed: to one or to none.
    account: Option<Option<Id<Account>>>,
    edit: Edit,
    /// The VPCs that have been changed.
    vpcs: OrderedSet<Id<Vpc>>,
}

impl Many<'_> {
    /// The family of a pool that cannot have such rules.
    fn unfit(&self, node: Node) -> Option<Family> {
        let Node::Pool(id) = node else { return None };
        let family = self.plan.design().pools.get(&id)?.family;
        (!self.change.rules.fits(family)).then_some(family)
    }

    /// Changes a node. `None` when it has nothing of what is changed.
    fn change(&mut self, node: Node) -> Option<()> {
        let (design, change) = (self.plan.design(), self.change);
        let has_tags = !change.tags.is_empty();
        let has = |has: bool| has.then_some(());
        match node {
            Node::Ipam => {
                has(has_tags)?;
                self.edit
                    .update(Plan::ipam_id(), self.plan.ipam(), |row| change.tag(&mut row.tags));
            }
            Node::Scope(id) => {
                has(has_tags)?;
                self.edit
                    .update(id, design.scopes.get(&id)?, |row| change.tag(&mut row.tags));
            }
            Node::Pool(id) => {
                has(has_tags || change.region.is_some() || change.rules.is_some() || change.lock.is_some())?;
                self.edit.update(id, design.pools.get(&id)?, |row| {
                    change.tag(&mut row.tags);
                    row.locale = change.region.unwrap_or(row.locale);
                    row.rules = change.rules.of(row.rules);
                    row.lock = change.lock.unwrap_or(row.lock);
                });
            }
            Node::Reservation(id) => {
                has(has_tags || change.lock.is_some())?;
                self.edit.update(id, design.reservations.get(&id)?, |row| {
                    change.tag(&mut row.tags);
                    row.lock = change.lock.unwrap_or(row.lock);
                });
            }
            Node::Subnet(id) => {
                has(has_tags)?;
                self.edit
                    .update(id, design.subnets.get(&id)?, |row| change.tag(&mut row.tags));
            }
            Node::PublicBlock(id) => {
                has(has_tags || change.region.is_some() || self.account.is_some())?;
                let account = self.account;
                self.edit.update(id, design.public_blocks.get(&id)?, |row| {
                    change.tag(&mut row.tags);
                    row.region = change.region.unwrap_or(row.region);
                    row.account = account.unwrap_or(row.account);
                });
            }
            Node::VpcCidr(id) => {
                let vpc = design.vpc_cidrs.get(&id)?.vpc;
                return self.vpc(vpc);
            }
            Node::Vpc(id) => return self.vpc(id),
            Node::Free(_) => return None,
        }
        Some(())
    }

    fn vpc(&mut self, id: Id<Vpc>) -> Option<()> {
        let change = self.change;
        let region = change.region.flatten();
        if change.tags.is_empty() && region.is_none() && self.account.is_none() && change.lock.is_none() {
            return None;
        }
        let row = self.plan.design().vpcs.get(&id)?;
        if !self.vpcs.insert(id) {
            return Some(());
        }
        let account = self.account;
        self.edit.update(id, row, |row| {
            change.tag(&mut row.tags);
            row.region = region.unwrap_or(row.region);
            row.account = account.unwrap_or(row.account);
            row.lock = change.lock.unwrap_or(row.lock);
        });
        Some(())
    }
}
