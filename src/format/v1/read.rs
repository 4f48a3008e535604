//! The whole file of version 1, read in one pass.
//!
//! serde_json finds where each field stands, and what it says is read from there. Syntax ends the reading; anything else
//! that is wrong is kept, and the reading goes on. One visitor per level serves every kind of row: derived ones would make
//! the page half as large again.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::{Fields, Member, read_object};
use super::problems::{Place, Problems};
use super::tables::{AwsTable, IntentTable};
use super::{cost, intent, ipam, refusals, value};
use crate::format::error::{Location, OpenError, Problem, offset_of_error};
use crate::format::json_path::Key;
use crate::format::limits::MAX_ROWS;
use crate::format::{open, words};
use crate::plan::{About, AwsTables, IntentTables, InvalidId, Plan, Row, Table};

/// The keys of the file besides the tables of [`IntentTable`].
const KEYS: &[&str] = &[
    "format", "version", "name", "note", "quotas", "cost", "design", "actual",
];

/// Reads a text whose header says that it is version 1.
pub(super) fn read(text: &str) -> Result<Plan, OpenError> {
    let mut tables = Tables::default();
    let mut reading = Reading {
        problems: Problems::of(text),
        members: Vec::new(),
        rows_left: MAX_ROWS + 1,
        stopped: false,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = deserializer
        .deserialize_map(Document {
            reading: &mut reading,
            tables: &mut tables,
        })
        .and_then(|()| deserializer.end());
    if reading.rows_left == 0 {
        return Err(OpenError::TooManyRows);
    }
    if let Err(error) = &read {
        // Not JSON, or JSON that has a list where an object belongs: then that is among the problems.
        open::check_json(text)?;
        if error.is_syntax() {
            // JSON that is no text: half of a pair of escapes. In a value that is a problem among others, a key ends the reading.
            return Err(OpenError::Broken(vec![Problem {
                path: String::new(),
                location: Location::of_offset(text, offset_of_error(text, error)),
                sentence: words::HALF_CHARACTER.to_owned(),
            }]));
        }
    }
    if !reading.problems.is_empty() {
        return Err(OpenError::Broken(reading.problems.into_list()));
    }
    let Tables { design, actual, intent } = tables;
    Plan::from_tables(design, actual, intent).map_err(|refusals| {
        let mut problems = Problems::of(text);
        refusals::add(&mut problems, &refusals);
        OpenError::Broken(problems.into_list())
    })
}

/// What a file holds, before it is known to be a meaningful plan.
#[derive(Default)]
struct Tables {
    design: AwsTables,
    actual: AwsTables,
    intent: IntentTables,
}

/// What the reader has found so far.
pub(super) struct Reading<'t> {
    problems: Problems<'t>,
    /// The fields of the row that is read: kept for the next one, to save its allocation.
    members: Vec<Member<'t>>,
    /// How many rows may still come. The reading ends when it is none.
    rows_left: usize,
    /// Whether the reading came to something that it cannot go on from.
    stopped: bool,
}

impl<'t> Reading<'t> {
    /// Skips the value that stands next in `map`, at `place`, and says why.
    fn skip<A: MapAccess<'t>>(&mut self, map: &mut A, place: Place<'_>, sentence: String) -> Result<(), A::Error> {
        let value = map.next_value::<&'t RawValue>()?.get();
        self.problems.add(place, Some(value), sentence);
        Ok(())
    }

    /// The text that stands next in `map`.
    fn text<A: MapAccess<'t>>(&mut self, map: &mut A, place: Place<'_>) -> Result<String, A::Error> {
        let value = map.next_value::<&'t RawValue>()?.get();
        let text = value::text(value).map(Cow::into_owned);
        Ok(text.unwrap_or_else(|sentence| {
            self.problems.add(place, Some(value), sentence);
            String::new()
        }))
    }

    /// Notes that the value at `place` is not the object that is `expected`, unless what is in it has stopped the
    /// reading before. Gives back the error that ends it.
    fn stop<E>(&mut self, place: Place<'_>, expected: &str, error: E) -> E {
        if !self.stopped {
            self.stopped = true;
            self.problems.add_unexpected(place, expected);
        }
        error
    }

    /// Reads the table that stands next in `map`: each row is given to `row`.
    pub(super) fn table<A: MapAccess<'t>>(
        &mut self,
        map: &mut A,
        place: Place<'_>,
        row: RowReader<'_, 't>,
    ) -> Result<(), A::Error> {
        map.next_value_seed(Rows {
            reading: &mut *self,
            place,
            row,
        })
        .map_err(|error| self.stop(place, "an object of rows by id", error))
    }
}

/// What takes a row: its key, its members, where it stands, and the list of problems.
pub(super) type RowReader<'a, 't> = &'a mut dyn FnMut(&str, &mut [Member<'t>], Place<'_>, &mut Problems<'t>);

/// Reads one row into `table` with `read`.
pub(super) fn read_row<'t, T: Row>(
    table: &mut Table<T>,
    read: impl Fn(&mut Fields<'_, 't>) -> Option<T>,
) -> impl FnMut(&str, &mut [Member<'t>], Place<'_>, &mut Problems<'t>) {
    move |key, members, place, problems| {
        let mut row = None;
        Fields::read(members, place, problems, &mut |fields| row = read(fields));
        let id = match key.parse() {
            Ok(id) => id,
            Err(error) => return problems.add(place, None, InvalidId::to_string(&error)),
        };
        // Nearly always this is the row behind the last one. To sort all of them first and make the table at once is
        // a little faster, and needs its own sorting for each kind of row: a seventh of the page.
        if let Some(row) = row
            && table.insert(id, row).is_some()
        {
            problems.add_twice(place);
        }
    }
}

/// The top level.
struct Document<'r, 't> {
    reading: &'r mut Reading<'t>,
    tables: &'r mut Tables,
}

impl<'t> Visitor<'t> for Document<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plan")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reading, tables } = self;
        let top = Place::Top;
        let mut about = About::default();
        let mut seen: Vec<Cow<'t, str>> = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            let place = top.below(&key);
            match &*key {
                _ if seen.contains(&key) => reading.skip(&mut map, place, words::TWICE.to_owned())?,
                "format" | "version" => drop(map.next_value::<IgnoredAny>()?),
                "name" => about.name = reading.text(&mut map, place)?,
                "note" => about.note = reading.text(&mut map, place)?,
                "quotas" => {
                    let value = map.next_value::<&'t RawValue>()?.get();
                    read_object(value, place, &mut reading.problems, &mut |fields| {
                        about.quotas = intent::read_quotas(fields);
                    });
                }
                "cost" => {
                    let value = map.next_value::<&'t RawValue>()?.get();
                    read_object(value, place, &mut reading.problems, &mut |fields| {
                        about.cost = cost::read_settings(fields);
                    });
                }
                "design" => read_side(&mut map, place, reading, &mut tables.design)?,
                "actual" => read_side(&mut map, place, reading, &mut tables.actual)?,
                known => match IntentTable::of_key(known) {
                    Some(table) => table.read(&mut map, &mut tables.intent, reading, place)?,
                    None => {
                        let sentence = words::unknown_field(known, &[KEYS, IntentTable::KEYS].concat());
                        reading.skip(&mut map, place, sentence)?;
                    }
                },
            }
            seen.push(key);
        }
        if !seen.iter().any(|key| key == "design") {
            reading.problems.add(top, None, words::missing_field("design"));
        }
        tables.intent.abouts.insert(Plan::about_id(), about);
        Ok(())
    }
}

/// Reads one of the two sets of AWS tables, which stands next in `map`.
fn read_side<'t, A: MapAccess<'t>>(
    map: &mut A,
    place: Place<'_>,
    reading: &mut Reading<'t>,
    tables: &mut AwsTables,
) -> Result<(), A::Error> {
    map.next_value_seed(Side {
        reading: &mut *reading,
        tables,
        place,
    })
    .map_err(|error| reading.stop(place, "an object of tables", error))
}

struct Side<'r, 't> {
    reading: &'r mut Reading<'t>,
    tables: &'r mut AwsTables,
    place: Place<'r>,
}

impl<'t> DeserializeSeed<'t> for Side<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Side<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of tables")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reading, tables, place } = self;
        let mut seen: Vec<Cow<'t, str>> = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            let place = place.below(&key);
            if seen.contains(&key) {
                reading.skip(&mut map, place, words::TWICE.to_owned())?;
            } else if key == "ipam" {
                let value = map.next_value::<&'t RawValue>()?.get();
                let mut row = None;
                read_object(value, place, &mut reading.problems, &mut |fields| {
                    row = ipam::read_ipam(fields);
                });
                if let Some(row) = row {
                    tables.ipams.insert(Plan::ipam_id(), row);
                }
            } else if let Some(table) = AwsTable::of_key(&key) {
                table.read(&mut map, tables, reading, place)?;
            } else {
                let sentence = words::unknown_field(&key, &[&["ipam"], AwsTable::KEYS].concat());
                reading.skip(&mut map, place, sentence)?;
            }
            seen.push(key);
        }
        Ok(())
    }
}

/// A table.
struct Rows<'r, 't> {
    reading: &'r mut Reading<'t>,
    place: Place<'r>,
    row: RowReader<'r, 't>,
}

impl<'t> DeserializeSeed<'t> for Rows<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Rows<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of rows by id")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reading, place, row } = self;
        while let Some(Key(key)) = map.next_key()? {
            let place = place.below(&key);
            reading.rows_left -= 1;
            if reading.rows_left == 0 {
                return Err(de::Error::custom("too many rows"));
            }
            reading.members.clear();
            let members = map.next_value_seed(OneRow(&mut reading.members));
            members.map_err(|error| reading.stop(place, "an object", error))?;
            row(&key, &mut reading.members, place, &mut reading.problems);
        }
        Ok(())
    }
}

/// The members of a row.
struct OneRow<'r, 't>(&'r mut Vec<Member<'t>>);

impl<'t> DeserializeSeed<'t> for OneRow<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for OneRow<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((Key(key), value)) = map.next_entry::<Key<'t>, &'t RawValue>()? {
            self.0.push(Member::new(key, value.get()));
        }
        Ok(())
    }
}
