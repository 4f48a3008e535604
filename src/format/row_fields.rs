//! The fields of one row, as the file spells them: what comparing and merging go by.

use super::json_path::Members;
use super::v1;
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, AwsTables, IntentTables};

/// The keys that lead to a value in the object of a row: `["tags", "Owner"]`.
pub type FieldPath = Vec<String>;

/// The fields of a row by their paths, each value as its JSON text. Objects are taken apart, lists are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFields(OrderedMap<FieldPath, String>);

impl RowFields {
    /// The fields of the row `id`; nothing when none of the tables has it. A field with its default is none.
    pub fn of(aws: &AwsTables, intent: &IntentTables, id: AnyId) -> Option<Self> {
        let text = v1::write_row(aws, intent, id)?;
        let mut fields = Self::default();
        fields.take_apart(&mut Vec::new(), &text);
        Some(fields)
    }

    /// Puts the row that these are the fields of into its table. Whether they are those of such a row: else nothing is known
    /// about the row in the table.
    pub fn write_to(&self, id: AnyId, aws: &mut AwsTables, intent: &mut IntentTables) -> bool {
        v1::read_row(&self.object(), id, aws, intent)
    }

    /// The fields in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldPath, &str)> {
        self.0.iter().map(|(path, value)| (path, value.as_str()))
    }

    /// The value of a field as its JSON text.
    pub fn get(&self, path: &FieldPath) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Sets a field, or removes it.
    pub fn set(&mut self, path: &FieldPath, value: Option<&str>) {
        match value {
            Some(value) => self.0.insert(path.clone(), value.to_owned()),
            None => self.0.remove(path),
        };
    }

    fn take_apart(&mut self, path: &mut FieldPath, text: &str) {
        for (key, value) in Members::of(text).map(|members| members.0).unwrap_or_default() {
            path.push(key.into_owned());
            // An object without members is a value, too: it says that something is there.
            if value.starts_with('{') && value != "{}" {
                self.take_apart(path, value);
            } else {
                self.0.insert(path.clone(), value.to_owned());
            }
            path.pop();
        }
    }

    /// The object that these are the fields of. Paths are in order, so that what is in one object stands together.
    fn object(&self) -> String {
        let mut text = String::from("{");
        let mut open: &[String] = &[];
        let mut fields = self.0.iter().peekable();
        while let Some((path, value)) = fields.next() {
            // "Something is there" is said by what is in it.
            if value == "{}" && fields.peek().is_some_and(|(next, _)| next.starts_with(path)) {
                continue;
            }
            let Some((key, above)) = path.split_last() else {
                continue;
            };
            let shared = above.iter().zip(open).take_while(|(one, other)| one == other).count();
            text.extend(open.get(shared..).unwrap_or_default().iter().map(|_| '}'));
            for key in above.get(shared..).unwrap_or_default() {
                next_key(&mut text, key);
                text.push('{');
            }
            next_key(&mut text, key);
            text.push_str(value);
            open = above;
        }
        text.extend(open.iter().map(|_| '}'));
        text.push('}');
        text
    }
}

fn next_key(text: &mut String, key: &str) {
    if !text.ends_with('{') {
        text.push(',');
    }
    // A text is always JSON.
    text.push_str(&serde_json::to_string(key).unwrap_or_default());
    text.push(':');
}
