//! Writing rows, and what becomes of them.

use super::Merging;
use super::known::{is_below, scope_of};
use super::preview::{Effect, Item};
use crate::address::Cidr;
use crate::import::note::{Note, Place, Severity};
use crate::plan::{AnyId, AwsTables, Id, PoolParent, Row, Side, Table};

/// A row that is taken over from the files: what it was, what it will be, and the fields that differ.
pub(super) struct Overlay<T> {
    pub(super) row: T,
    fields: Vec<&'static str>,
}

impl<T> Overlay<T> {
    pub(super) fn over(row: T) -> Self {
        Self {
            row,
            fields: Vec::new(),
        }
    }

    /// Sets a field to what is said, if anything is.
    pub(super) fn set<F: PartialEq>(&mut self, name: &'static str, field: fn(&mut T) -> &mut F, said: Option<F>) {
        if let Some(said) = said {
            let field = field(&mut self.row);
            if *field != said {
                *field = said;
                self.fields.push(name);
            }
        }
    }
}

impl Merging<'_> {
    /// Notes something about a row of the files.
    pub(super) fn note(&mut self, severity: Severity, place: Place, sentence: String) {
        self.preview.notes.add(Note {
            severity,
            place,
            path: String::new(),
            value: String::new(),
            sentence,
        });
    }

    /// The row of `id` on `side`, or what is known of it on the other one.
    pub(super) fn base<T: Row>(&self, side: Side, table: fn(&AwsTables) -> &Table<T>, id: &Id<T>) -> Option<T> {
        let other = match side {
            Side::Design => Side::Actual,
            Side::Actual => Side::Design,
        };
        let here = table(self.tables(side)).get(id);
        here.or_else(|| table(self.tables(other)).get(id)).cloned()
    }

    /// Writes a row of one side, and counts it on the first side that it is written on.
    pub(super) fn put<T: Row>(
        &mut self,
        side: Side,
        table: fn(&mut AwsTables) -> &mut Table<T>,
        id: Id<T>,
        overlay: Overlay<T>,
        shown: (String, Option<Cidr>, Place),
    ) where
        AnyId: From<Id<T>>,
    {
        let any = AnyId::from(id);
        let before = table(self.tables_mut(side)).insert(id, overlay.row);
        let effect = match before {
            None => Effect::Added,
            Some(_) if overlay.fields.is_empty() => Effect::Unchanged,
            Some(_) => Effect::Changed(overlay.fields),
        };
        self.touch(side, any);
        if self.sides.first() == Some(&side) {
            self.show(any, effect, shown);
        }
    }

    /// Puts a row into the list of what happens.
    pub(super) fn show(&mut self, id: AnyId, effect: Effect, (name, cidr, place): (String, Option<Cidr>, Place)) {
        self.preview.items.push(Item {
            id,
            effect,
            name,
            cidr,
            place,
        });
    }

    pub(super) fn touch(&mut self, side: Side, id: AnyId) {
        if self.seen.insert((side, id)) {
            self.touched.push((side, id));
        }
    }

    /// What exists in AWS exists with what it hangs from: rows of the design that it names are taken over as they are, and the
    /// other way round.
    ///
    /// Goes over so many rows, and says whether there were any.
    pub(super) fn complete(&mut self, most: usize) -> bool {
        let start = self.completed;
        while let Some((side, id)) = self.touched.get(self.completed).copied()
            && self.completed - start < most
        {
            self.completed += 1;
            let mut needed = Vec::new();
            self.tables(side).visit_references_of(id, &mut |to| needed.push(to));
            for id in needed {
                if self.tables(side).has(id) || matches!(id, AnyId::Account(_)) {
                    continue;
                }
                let (from, to) = match side {
                    Side::Design => (&self.actual, &mut self.design),
                    Side::Actual => (&self.design, &mut self.actual),
                };
                copy(from, to, id);
                self.touch(side, id);
            }
        }
        self.completed > start
    }
}

/// Copies a row from one set of tables to the other.
fn copy(from: &AwsTables, to: &mut AwsTables, id: AnyId) {
    match id {
        AnyId::Scope(id) => drop(from.scopes.get(&id).map(|row| to.scopes.insert(id, row.clone()))),
        AnyId::Pool(id) => {
            let Some(mut row) = from.pools.get(&id).cloned() else {
                return;
            };
            // The two sides can have two pools the other way round.
            if is_below(to, row.parent, id)
                && let Some(scope) = scope_of(from, id)
            {
                row.parent = PoolParent::Scope(scope);
            }
            to.pools.insert(id, row);
        }
        AnyId::Vpc(id) => drop(from.vpcs.get(&id).map(|row| to.vpcs.insert(id, row.clone()))),
        // Nothing names rows of other tables.
        _ => {}
    }
}
