//! The whole file of version 1, read and written in one pass.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::ipam_rows::IpamRow;
use super::row::{Budget, WireRow};
use super::scalar::Object;
use super::tables::{AwsTable, IntentTable};
use crate::format::FORMAT;
use crate::format::json_path::Key;
use crate::plan::{About, AwsTables, IntentTables, Plan};

/// The keys of the file, besides the tables of [`IntentTable`].
pub(super) const KEYS: &[&str] = &["format", "version", "name", "note", "design", "actual"];

/// What a file holds, before it is known to be a meaningful plan.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) design: AwsTables,
    pub(super) actual: AwsTables,
    pub(super) intent: IntentTables,
}

/// Reads the file. The errors need no words: [`super::diagnosis`] finds them again, with path and place.
pub(super) struct Document<'b>(pub(super) &'b mut Budget);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = Tables;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tables, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = Tables;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plan")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tables, A::Error> {
        let mut tables = Tables::default();
        let mut about = About::default();
        let mut seen = Seen::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            seen.once(key.0.clone())?;
            match &*key.0 {
                "format" | "version" => {
                    map.next_value::<IgnoredAny>()?;
                }
                "name" => about.name = map.next_value()?,
                "note" => about.note = map.next_value()?,
                "design" => tables.design = map.next_value_seed(Side(self.0))?,
                "actual" => tables.actual = map.next_value_seed(Side(self.0))?,
                key => match IntentTable::of_key(key) {
                    Some(table) => table.read(&mut map, &mut tables.intent, self.0)?,
                    None => return Err(de::Error::custom("an unknown field")),
                },
            }
        }
        tables.intent.abouts.insert(Plan::about_id(), about);
        if seen.has("design") {
            Ok(tables)
        } else {
            Err(de::Error::missing_field("design"))
        }
    }
}

/// Reads one of the two sets of AWS tables.
struct Side<'b>(&'b mut Budget);

impl<'de> DeserializeSeed<'de> for Side<'_> {
    type Value = AwsTables;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AwsTables, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Side<'_> {
    type Value = AwsTables;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of tables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AwsTables, A::Error> {
        let mut tables = AwsTables::default();
        let mut seen = Seen::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            seen.once(key.0.clone())?;
            if key.0 == "ipam" {
                let Object(row) = map.next_value::<Object<IpamRow<'de>>>()?;
                let row = row.into_row().map_err(|flaw| de::Error::custom(flaw.sentence))?;
                tables.ipams.insert(Plan::ipam_id(), row);
            } else {
                let table = AwsTable::of_key(&key.0).ok_or_else(|| de::Error::custom("an unknown field"))?;
                table.read(&mut map, &mut tables, self.0)?;
            }
        }
        Ok(tables)
    }
}

/// The keys that stood in an object so far: at most one per table, so that a list serves.
#[derive(Default)]
struct Seen<'de>(Vec<Cow<'de, str>>);

impl<'de> Seen<'de> {
    fn once<E: de::Error>(&mut self, key: Cow<'de, str>) -> Result<(), E> {
        if self.has(&key) {
            return Err(E::custom("the same field twice"));
        }
        self.0.push(key);
        Ok(())
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|seen| seen == key)
    }
}

/// Writes the file.
pub(super) struct WrittenPlan<'a>(pub(super) &'a Plan);

impl Serialize for WrittenPlan<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(plan) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &1)?;
        let about = plan.about();
        for (key, text) in [("name", &about.name), ("note", &about.note)] {
            if !text.is_empty() {
                map.serialize_entry(key, text)?;
            }
        }
        map.serialize_entry("design", &WrittenSide(plan.design()))?;
        if *plan.actual() != AwsTables::default() {
            map.serialize_entry("actual", &WrittenSide(plan.actual()))?;
        }
        IntentTable::write(plan.intent(), &mut map)?;
        map.end()
    }
}

struct WrittenSide<'a>(&'a AwsTables);

impl Serialize for WrittenSide<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(tables) = self;
        let mut map = serializer.serialize_map(None)?;
        // A plan has at most the one IPAM on each side.
        for ipam in tables.ipams.values() {
            map.serialize_entry("ipam", &IpamRow::of(ipam))?;
        }
        AwsTable::write(tables, &mut map)?;
        map.end()
    }
}
