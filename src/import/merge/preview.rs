//! What an import would do, before it is taken.

use crate::address::Cidr;
use crate::import::choices::PoolChoice;
use crate::import::found::Key;
use crate::import::note::{Notes, Place};
use crate::ordered::OrderedSet;
use crate::plan::gesture::Gesture;
use crate::plan::index::Index;
use crate::plan::{AnyId, Edit, Plan, Refusal};

/// What becomes of a row of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is added.
    Added,
    /// These fields of it change.
    Changed(Vec<&'static str>),
    /// It is in the plan already, and says the same.
    Unchanged,
}

/// A row that the files speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The row of the plan, which an added one will be.
    pub id: AnyId,
    /// What becomes of it.
    pub effect: Effect,
    /// What it is called; empty where it has no name.
    pub name: String,
    /// Its block, if it has one.
    pub cidr: Option<Cidr>,
    /// Where it stands in the files.
    pub place: Place,
}

/// What only a person can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Of which pool are these rows? The answer goes into [`Choices::pools`](crate::import::Choices::pools).
    Pool {
        /// The name to answer by.
        key: Key,
        /// Where the first of the rows stands.
        place: Place,
        /// Their blocks.
        cidrs: Vec<Cidr>,
        /// The pools that it could be.
        candidates: Vec<PoolChoice>,
    },
    /// Which of these rows of the plan is meant? The answer goes into [`Choices::same`](crate::import::Choices::same).
    Same {
        /// The name to answer by.
        key: Key,
        /// What it is called in the file.
        name: String,
        /// Its block, if it has one.
        cidr: Option<Cidr>,
        /// Where it stands.
        place: Place,
        /// The rows of the plan that it could be.
        candidates: Vec<AnyId>,
    },
}

impl Question {
    /// The name to answer by.
    pub fn key(&self) -> &Key {
        match self {
            Self::Pool { key, .. } | Self::Same { key, .. } => key,
        }
    }
}

/// How many rows of a kind are added, change and stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindCount {
    /// What kind of row, in the words of AWS.
    pub kind: &'static str,
    /// Rows that are added.
    pub added: usize,
    /// Rows that change.
    pub changed: usize,
    /// Rows that are in the plan already.
    pub unchanged: usize,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Every row that the files speak of, kind by kind.
    pub items: Vec<Item>,
    /// What is to be decided before it can be taken.
    pub questions: Vec<Question>,
    /// What was found out on the way from the files to the rows.
    pub notes: Notes,
    pub(super) label: String,
    pub(super) edit: Edit,
}

impl Preview {
    /// How many rows of each kind do what, kinds without rows left out.
    pub fn counts(&self) -> Vec<KindCount> {
        let mut counts: Vec<KindCount> = Vec::new();
        for item in &self.items {
            let kind = item.id.kind();
            let at = counts.iter().position(|count| count.kind == kind);
            let at = at.unwrap_or_else(|| {
                counts.push(KindCount {
                    kind,
                    added: 0,
                    changed: 0,
                    unchanged: 0,
                });
                counts.len() - 1
            });
            if let Some(count) = counts.get_mut(at) {
                match item.effect {
                    Effect::Added => count.added += 1,
                    Effect::Changed(_) => count.changed += 1,
                    Effect::Unchanged => count.unchanged += 1,
                }
            }
        }
        counts
    }

    /// The one step that it is: nothing while questions are open, or when it changes nothing.
    pub fn gesture(&self) -> Option<Gesture> {
        let ready = self.questions.is_empty() && !self.edit.is_empty();
        ready.then(|| Gesture {
            label: self.label.clone(),
            edit: self.edit.clone(),
            focus: None,
        })
    }

    /// What it would change, whatever is still to be decided: for a look ahead.
    pub fn edit(&self) -> &Edit {
        &self.edit
    }
}

/// Blocks of the design that would overlap although neither belongs inside the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// All blocks of the cluster, in order.
    pub blocks: Vec<(Cidr, AnyId)>,
    /// How many of them come with the import.
    pub imported: usize,
}

/// The conflicts that blocks of the import would be in, worst first. O(n log n) in the plan as it would be.
///
/// # Errors
/// When the plan has changed since the preview was made.
pub fn conflicts(plan: &Plan, preview: &Preview) -> Result<Vec<Conflict>, Refusal> {
    let mut after = plan.clone();
    after.apply(preview.edit.clone())?;
    let index = Index::build(&after);
    Ok(conflicts_in(&after, &index, preview))
}

/// The conflicts that blocks of the import are in, worst first: in the plan as it would be, for whoever has it and its index.
pub fn conflicts_in(after: &Plan, index: &Index, preview: &Preview) -> Vec<Conflict> {
    let fresh = preview.items.iter().filter(|item| item.effect != Effect::Unchanged);
    let fresh: OrderedSet<AnyId> = fresh.map(|item| item.id).collect();
    let mut conflicts = Vec::new();
    for scope in after.design().scopes.keys() {
        let Some(scope) = index.scope(*scope) else { continue };
        for (_, members) in scope.conflicts().clusters() {
            let blocks: Vec<(Cidr, AnyId)> = members
                .iter()
                .map(|placed| (placed.cidr, placed.block.into()))
                .collect();
            let imported = blocks.iter().filter(|(_, id)| fresh.contains(id)).count();
            if imported > 0 {
                conflicts.push(Conflict { blocks, imported });
            }
        }
    }
    crate::ordered::sort_by_key(&mut conflicts, |conflict| std::cmp::Reverse(conflict.blocks.len()));
    conflicts
}
