//! The whole file of version 1, read in pieces.
//!
//! A cursor goes from member to member, and what each field says is read from there. Syntax ends the reading; anything else
//! that is wrong is kept, and the reading goes on. Between two rows it can be left and taken up again, so that a page that reads a
//! large file stays alive.

use std::borrow::Cow;

use super::cursor::{Cursor, Halt, Object};
use super::fields::{Fields, Member, read_object};
use super::problems::{Place, Problems};
use super::tables::{AwsTable, IntentTable};
use super::{cost, intent, ipam, refusals, value};
use crate::format::error::{Location, OpenError, Problem};
use crate::format::limits::MAX_ROWS;
use crate::format::{open, words};
use crate::plan::{About, AwsTables, IntentTables, InvalidId, Plan, Row, Side, Table};

/// The keys of the file besides the tables of [`IntentTable`].
const KEYS: &[&str] = &[
    "format", "version", "name", "note", "quotas", "cost", "design", "actual",
];

/// The reading of a text whose header says that it is version 1.
pub(in crate::format) struct Reader<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    tables: Tables,
    about: About,
    problems: Problems<'t>,
    /// The fields of the row that is read: kept for the next one, to save its allocation.
    members: Vec<Member<'t>>,
    /// How many rows may still come. The reading ends when it is none.
    rows_left: usize,
    top: Level<'t>,
    side: Option<(Side, Level<'t>)>,
    table: Option<(AnyTable, Level<'t>)>,
    /// How the reading ended.
    end: Option<End>,
}

/// What a file holds, before it is known to be a meaningful plan.
#[derive(Default)]
struct Tables {
    design: AwsTables,
    actual: AwsTables,
    intent: IntentTables,
}

/// An object that is being read, and what leads to it.
#[derive(Default)]
struct Level<'t> {
    key: Cow<'t, str>,
    object: Object,
    seen: Vec<Cow<'t, str>>,
}

/// A table of the file.
#[derive(Clone, Copy)]
enum AnyTable {
    Aws(Side, AwsTable),
    Intent(IntentTable),
}

/// How a reading ended.
#[derive(Clone, Copy)]
enum End {
    /// All of it was read.
    Reached,
    /// Something stands where an object belongs, which is among the problems.
    Unexpected,
    /// The text goes on with something that cannot be read.
    Halted(Halt),
    /// It has more rows than a plan may have.
    TooManyRows,
}

impl From<Halt> for End {
    fn from(halt: Halt) -> Self {
        Self::Halted(halt)
    }
}

impl<'t> Reader<'t> {
    /// Nothing is read yet.
    pub(in crate::format) fn of(text: &'t str) -> Self {
        let mut cursor = Cursor::of(text);
        let top = cursor.enter().unwrap_or_default();
        Self {
            text,
            cursor,
            tables: Tables::default(),
            about: About::default(),
            problems: Problems::of(text),
            members: Vec::new(),
            rows_left: MAX_ROWS + 1,
            top: Level {
                object: top,
                ..Level::default()
            },
            side: None,
            table: None,
            end: None,
        }
    }

    /// Reads on, `rows` rows at most. Whether there may be more.
    pub(in crate::format) fn go_on(&mut self, rows: usize) -> bool {
        let mut rows_left = rows;
        while self.end.is_none() {
            if let Err(end) = self.step(&mut rows_left) {
                self.end = Some(end);
            } else if rows_left == 0 {
                return true;
            }
        }
        false
    }

    /// The plan, once everything is read.
    ///
    /// # Errors
    /// Every problem that stands in the text, or that it is not JSON.
    pub(in crate::format) fn finish(mut self) -> Result<Plan, OpenError> {
        while self.go_on(usize::MAX) {}
        let text = self.text;
        match self.end {
            Some(End::TooManyRows) => return Err(OpenError::TooManyRows),
            Some(End::Reached) | None => {}
            Some(End::Unexpected) => open::check_json(text)?,
            Some(End::Halted(halt)) => {
                open::check_json(text)?;
                // JSON that is no text: half of a pair of escapes. In a value that is a problem among others, a key ends the reading.
                let offset = match halt {
                    Halt::HalfCharacter(offset) => offset,
                    Halt::NotJson => 0,
                };
                return Err(OpenError::Broken(vec![Problem {
                    path: String::new(),
                    location: Location::of_offset(text, offset),
                    sentence: words::HALF_CHARACTER.to_owned(),
                }]));
            }
        }
        if !self.problems.is_empty() {
            return Err(OpenError::Broken(self.problems.into_list()));
        }
        let Tables {
            design,
            actual,
            mut intent,
        } = std::mem::take(&mut self.tables);
        intent.abouts.insert(Plan::about_id(), self.about);
        Plan::from_tables(design, actual, intent).map_err(|refusals| {
            let mut problems = Problems::of(text);
            refusals::add(&mut problems, &refusals);
            OpenError::Broken(problems.into_list())
        })
    }

    /// Reads the next member of the innermost object: at most `rows_left` rows of a table, of which it takes what it read.
    fn step(&mut self, rows_left: &mut usize) -> Result<(), End> {
        if self.table.is_some() {
            self.rows(rows_left)
        } else if self.side.is_some() {
            self.member_of_side()
        } else {
            self.member()
        }
    }

    /// A member of the file.
    fn member(&mut self) -> Result<(), End> {
        let place = Place::Top;
        let Some(key) = self.cursor.next_key(&mut self.top.object)? else {
            if !self.top.seen.iter().any(|key| key == "design") {
                self.problems.add(place, None, words::missing_field("design"));
            }
            return Err(match self.cursor.is_at_end() {
                true => End::Reached,
                false => Halt::NotJson.into(),
            });
        };
        let here = place.below(&key);
        match &*key {
            _ if self.top.seen.contains(&key) => {
                let value = self.cursor.value()?;
                self.problems.add(here, Some(value), words::TWICE.to_owned());
            }
            "format" | "version" => _ = self.cursor.value()?,
            "name" => self.about.name = text_of(self.cursor.value()?, here, &mut self.problems),
            "note" => self.about.note = text_of(self.cursor.value()?, here, &mut self.problems),
            "quotas" => read_object(self.cursor.value()?, here, &mut self.problems, &mut |fields| {
                self.about.quotas = intent::read_quotas(fields);
            }),
            "cost" => read_object(self.cursor.value()?, here, &mut self.problems, &mut |fields| {
                self.about.cost = cost::read_settings(fields);
            }),
            "design" | "actual" => {
                let side = if key == "design" { Side::Design } else { Side::Actual };
                let Some(object) = self.cursor.enter() else {
                    self.problems.add_unexpected(here, "an object of tables");
                    return Err(End::Unexpected);
                };
                self.side = Some((side, Level::at(key.clone(), object)));
            }
            known => match IntentTable::of_key(known) {
                Some(table) => {
                    let Some(object) = self.cursor.enter() else {
                        self.problems.add_unexpected(here, ROWS);
                        return Err(End::Unexpected);
                    };
                    self.table = Some((AnyTable::Intent(table), Level::at(key.clone(), object)));
                }
                None => {
                    let sentence = words::unknown_field(known, &[KEYS, IntentTable::KEYS].concat());
                    let value = self.cursor.value()?;
                    self.problems.add(here, Some(value), sentence);
                }
            },
        }
        self.top.seen.push(key);
        Ok(())
    }

    /// A member of one of the two sets of AWS tables.
    fn member_of_side(&mut self) -> Result<(), End> {
        let Some((side, level)) = &mut self.side else {
            return Ok(());
        };
        let Some(key) = self.cursor.next_key(&mut level.object)? else {
            self.side = None;
            return Ok(());
        };
        let (top, above) = (Place::Top, level.key.clone());
        let above = top.below(&above);
        let here = above.below(&key);
        if level.seen.contains(&key) {
            let value = self.cursor.value()?;
            self.problems.add(here, Some(value), words::TWICE.to_owned());
        } else if key == "ipam" {
            let mut row = None;
            read_object(self.cursor.value()?, here, &mut self.problems, &mut |fields| {
                row = ipam::read_ipam(fields);
            });
            if let Some(row) = row {
                self.tables.of(*side).ipams.insert(Plan::ipam_id(), row);
            }
        } else if let Some(table) = AwsTable::of_key(&key) {
            let Some(object) = self.cursor.enter() else {
                self.problems.add_unexpected(here, ROWS);
                return Err(End::Unexpected);
            };
            self.table = Some((AnyTable::Aws(*side, table), Level::at(key.clone(), object)));
        } else {
            let value = self.cursor.value()?;
            let sentence = words::unknown_field(&key, &[&["ipam"], AwsTable::KEYS].concat());
            self.problems.add(here, Some(value), sentence);
        }
        level.seen.push(key);
        Ok(())
    }

    /// Rows of a table, until that ends or none is left.
    fn rows(&mut self, rows_left: &mut usize) -> Result<(), End> {
        let Some((table, level)) = &mut self.table else {
            return Ok(());
        };
        let top = Place::Top;
        let side = self.side.as_ref().map(|(_, level)| top.below(&level.key));
        let above = side.as_ref().unwrap_or(&top);
        let above = above.below(&level.key);
        while *rows_left > 0 {
            *rows_left -= 1;
            let Some(key) = self.cursor.next_key(&mut level.object)? else {
                self.table = None;
                return Ok(());
            };
            let here = above.below(&key);
            self.rows_left -= 1;
            if self.rows_left == 0 {
                return Err(End::TooManyRows);
            }
            let Some(mut object) = self.cursor.enter() else {
                self.problems.add_unexpected(here, "an object");
                return Err(End::Unexpected);
            };
            self.members.clear();
            while let Some(key) = self.cursor.next_key(&mut object)? {
                self.members.push(Member::new(key, self.cursor.value()?));
            }
            let (members, problems) = (&mut self.members[..], &mut self.problems);
            match *table {
                AnyTable::Aws(side, table) => table.read(self.tables.of(side), &key, members, here, problems),
                AnyTable::Intent(table) => table.read(&mut self.tables.intent, &key, members, here, problems),
            }
        }
        Ok(())
    }
}

/// What a table is.
const ROWS: &str = "an object of rows by id";

impl<'t> Level<'t> {
    fn at(key: Cow<'t, str>, object: Object) -> Self {
        Self {
            key,
            object,
            seen: Vec::new(),
        }
    }
}

impl Tables {
    fn of(&mut self, side: Side) -> &mut AwsTables {
        match side {
            Side::Design => &mut self.design,
            Side::Actual => &mut self.actual,
        }
    }
}

/// The text that `value` is.
fn text_of(value: &str, place: Place<'_>, problems: &mut Problems<'_>) -> String {
    let text = value::text(value).map(Cow::into_owned);
    text.unwrap_or_else(|sentence| {
        problems.add(place, Some(value), sentence);
        String::new()
    })
}

/// Reads the row of `key` into `table` with `read`.
pub(super) fn read_row<'t, T: Row>(
    table: &mut Table<T>,
    read: impl Fn(&mut Fields<'_, 't>) -> Option<T>,
    key: &str,
    members: &mut [Member<'t>],
    place: Place<'_>,
    problems: &mut Problems<'t>,
) {
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
