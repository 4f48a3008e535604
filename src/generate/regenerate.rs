//! Generating again from other answers, as long as nobody has changed by hand what was generated.
//!
//! Nothing in a plan says that it was generated: the tree is compared with what its blueprint would make. Whoever keeps the blueprint
//! can so go back to it whatever happened in between, undone edits among it.

use std::fmt;

use super::write::{add, operate};
use super::{Blueprint, Branch, GenerateProblem, Preview, preview};
use crate::plan::gesture::{Gesture, Locked, lock_on};
use crate::plan::index::Index;
use crate::plan::{Edit, Id, IdSource, Node, Plan, Pool, PoolParent, tidy};

/// Why a tree is not generated again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The new answers make no tree.
    Problem(GenerateProblem),
    /// A pool of it is locked.
    Locked(Locked),
    /// Somebody changed it: where, and in what.
    ByHand {
        /// The pool that differs.
        pool: Id<Pool>,
        /// Its name, in a sentence.
        name: String,
        /// In what: "its locale".
        what: &'static str,
    },
}

impl fmt::Display for Edited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => problem.fmt(f),
            Self::Locked(locked) => locked.fmt(f),
            Self::ByHand { name, what, .. } => {
                write!(f, "{name} was changed by hand in {what}: generate a new tree beside it")
            }
        }
    }
}

impl std::error::Error for Edited {}

/// Whether the tree from `root` is just what `blueprint` makes, with nothing added to it.
///
/// # Errors
/// Where it differs first, from the top.
pub fn made_by(plan: &Plan, index: &Index, root: Id<Pool>, blueprint: &Blueprint) -> Result<(), Edited> {
    let made = preview(plan, index, blueprint).map_err(Edited::Problem)?;
    let mut comparison = Comparison { plan, index };
    comparison.compare(root, &made.top, blueprint.parent)
}

/// The step that makes of the tree from `root`, which `old` made, what `new` makes. Pools that both have keep their identity.
///
/// # Errors
/// Where the tree was changed by hand, or what the new answers do not allow.
pub fn regenerate(
    plan: &Plan,
    index: &Index,
    root: Id<Pool>,
    old: &Blueprint,
    new: &Blueprint,
    ids: &mut dyn IdSource,
) -> Result<(Gesture, Preview), Edited> {
    if let Some(locked) = lock_on(plan, index, Node::Pool(root)) {
        return Err(Edited::Locked(locked));
    }
    made_by(plan, index, root, old)?;
    let mut preview = preview(plan, index, new).map_err(Edited::Problem)?;
    // What is there now does not count beside what takes its place.
    let there = index.with_pools_below(root).len();
    if let Some(pools) = preview.quotas.first_mut() {
        pools.used -= there.min(pools.used);
    }
    let mut edit = Edit::new();
    operate(&mut edit, plan, new);
    let mut change = Change { plan, index, edit, ids };
    change.pool(root, &preview.top, new.parent);
    let gesture = Gesture {
        label: format!("Generate {} pools in {} again", preview.pools, new.supernet),
        edit: change.edit,
        focus: Some(Node::Pool(root)),
    };
    Ok((gesture, preview))
}

struct Comparison<'a> {
    plan: &'a Plan,
    index: &'a Index,
}

impl Comparison<'_> {
    fn compare(&mut self, id: Id<Pool>, made: &Branch, parent: PoolParent) -> Result<(), Edited> {
        let row = self.plan.design().pools.get(&id);
        let by_hand = |what| {
            let name = row
                .and_then(|row| tidy(&row.name))
                .unwrap_or_else(|| "A pool".to_owned());
            Edited::ByHand { pool: id, name, what }
        };
        let (Some(row), Some(entry)) = (row, self.index.pool(id)) else {
            return Err(by_hand("being there"));
        };
        let plain = Pool {
            name: made.name.clone(),
            locale: made.locale,
            rules: made.rules,
            legend: made.legend.clone(),
            ..Pool::new(parent, made.cidr.family())
        };
        let facts = [
            (row.name == plain.name, "its name"),
            (row.parent == plain.parent, "where it hangs"),
            (row.locale == plain.locale, "its locale"),
            (row.rules == plain.rules, "what may be allocated from it"),
            (row.legend == plain.legend, "its legend"),
            (*row == plain, "something in it"),
            (entry.cidrs().map(|(cidr, _)| cidr).eq([made.cidr]), "its CIDR"),
            (entry.demands().len() == 0, "what is wanted from it"),
            (
                entry.allocations().len() == made.branches.len(),
                "what is allocated from it",
            ),
            (entry.sub_pools().len() == made.branches.len(), "the pools below it"),
            (!self.plan.actual().has(id.into()), "what exists in AWS"),
        ];
        if let Some((_, what)) = facts.into_iter().find(|(same, _)| !same) {
            return Err(by_hand(what));
        }
        for below in &made.branches {
            let found = entry
                .sub_pools()
                .find(|sub| self.name_of(*sub) == Some(below.name.as_str()));
            let found = found.ok_or_else(|| by_hand("the pools below it"))?;
            self.compare(found, below, PoolParent::Pool(id))?;
        }
        Ok(())
    }

    fn name_of(&self, pool: Id<Pool>) -> Option<&str> {
        self.plan.design().pools.get(&pool).map(|row| row.name.as_str())
    }
}

struct Change<'a> {
    plan: &'a Plan,
    index: &'a Index,
    edit: Edit,
    ids: &'a mut dyn IdSource,
}

impl Change<'_> {
    fn pool(&mut self, id: Id<Pool>, made: &Branch, parent: PoolParent) {
        let design = self.plan.design();
        let (Some(row), Some(entry)) = (design.pools.get(&id), self.index.pool(id)) else {
            return;
        };
        self.edit.update(id, row, |row| {
            row.name.clone_from(&made.name);
            row.parent = parent;
            row.family = made.cidr.family();
            row.locale = made.locale;
            row.rules = made.rules;
            row.legend.clone_from(&made.legend);
        });
        if let Some((_, cidr)) = entry.cidrs().next()
            && let Some(row) = design.pool_cidrs.get(&cidr)
        {
            self.edit.update(cidr, row, |row| row.cidr = made.cidr);
        }
        let mut left: Vec<Id<Pool>> = entry.sub_pools().collect();
        for below in &made.branches {
            let same = |sub: &Id<Pool>| design.pools.get(sub).is_some_and(|row| row.name == below.name);
            match left.iter().position(same) {
                Some(at) => {
                    let sub = left.swap_remove(at);
                    self.pool(sub, below, PoolParent::Pool(id));
                }
                None => _ = add(&mut self.edit, below, PoolParent::Pool(id), self.ids),
            }
        }
        for gone in left.into_iter().flat_map(|sub| self.index.with_pools_below(sub)) {
            for (_, cidr) in self.index.pool(gone).into_iter().flat_map(|entry| entry.cidrs()) {
                if let Some(row) = design.pool_cidrs.get(&cidr) {
                    self.edit.remove(cidr, row);
                }
            }
            if let Some(row) = design.pools.get(&gone) {
                self.edit.remove(gone, row);
            }
        }
    }
}
