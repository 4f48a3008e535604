//! A row of the file, and a table of them: an object by id.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::scalar::{Object, Text};
use crate::plan::{Id, Row, Table};

/// How a row stands in the file. One struct both writes (borrowing from the plan) and reads, so that neither can know a
/// field that the other does not.
pub(super) trait WireRow<'a>: Serialize + Deserialize<'a> {
    /// The row of the plan.
    type Row: Row + 'a;

    fn of(row: &'a Self::Row) -> Self;

    /// # Errors
    /// What the fields, each valid alone, do not make together.
    fn into_row(self) -> Result<Self::Row, Flaw>;
}

/// Why the fields of a row do not make a row.
pub(super) struct Flaw {
    /// The field to blame, or the row.
    pub(super) field: Option<&'static str>,
    pub(super) sentence: &'static str,
}

impl Flaw {
    pub(super) fn new(sentence: &'static str) -> Self {
        Self { field: None, sentence }
    }

    pub(super) fn of(field: &'static str, sentence: &'static str) -> Self {
        Self {
            field: Some(field),
            sentence,
        }
    }
}

/// How many more rows a file may hold.
pub(super) struct Budget {
    left: usize,
    pub(super) exceeded: bool,
}

impl Budget {
    pub(super) fn of(rows: usize) -> Self {
        Self {
            left: rows,
            exceeded: false,
        }
    }

    fn take<E: de::Error>(&mut self) -> Result<(), E> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.exceeded = true;
                Err(E::custom("too many rows"))
            }
        }
    }
}

/// Reads a table.
pub(super) struct Rows<'b, W> {
    budget: &'b mut Budget,
    row: PhantomData<W>,
}

impl<'b, W> Rows<'b, W> {
    pub(super) fn within(budget: &'b mut Budget) -> Self {
        Self {
            budget,
            row: PhantomData,
        }
    }
}

impl<'de, W: WireRow<'de>> DeserializeSeed<'de> for Rows<'_, W> {
    type Value = Table<W::Row>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, W: WireRow<'de>> Visitor<'de> for Rows<'_, W> {
    type Value = Table<W::Row>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(A_TABLE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        // A table made of rows in order takes one comparison per row, one that grows row by row a search.
        let mut rows = Vec::new();
        while let Some(Text(id)) = map.next_key::<Text<Id<W::Row>>>()? {
            self.budget.take()?;
            let Object(row) = map.next_value::<Object<W>>()?;
            let row = row.into_row().map_err(|flaw| de::Error::custom(flaw.sentence))?;
            rows.push((id, row));
        }
        let count = rows.len();
        let table: Table<W::Row> = rows.into_iter().collect();
        if table.len() == count {
            Ok(table)
        } else {
            Err(de::Error::custom("the same id twice"))
        }
    }
}

/// What a table is, where something else stands.
pub(super) const A_TABLE: &str = "an object of rows by id";

/// Writes a table.
pub(super) struct Written<'a, W: WireRow<'a>> {
    table: &'a Table<W::Row>,
}

impl<'a, W: WireRow<'a>> Written<'a, W> {
    pub(super) fn of(table: &'a Table<W::Row>) -> Self {
        Self { table }
    }
}

impl<'a, W: WireRow<'a>> Serialize for Written<'a, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.table.iter().map(|(id, row)| (id.as_str(), W::of(row))))
    }
}
