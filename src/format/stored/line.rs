//! One line of JSON: texts and whole numbers by their names. Records, lines of the list and settings are kept as such.
//!
//! Read and written by hand: what serde derives for a structure takes many times the room in the page.

use crate::format::json_path::{Key, Members};

/// The fields of a line that was written, each as JSON. What has the name of none that is asked for is passed over.
#[derive(Debug)]
pub struct Fields<'t>(Members<'t>);

impl<'t> Fields<'t> {
    /// `None` when it is not an object.
    pub fn of(json: &'t str) -> Option<Self> {
        Members::of(json).ok().map(Self)
    }

    /// `None` for a name that is there twice, too: which of them is meant cannot be known.
    fn json(&self, name: &str) -> Option<&'t str> {
        let Self(Members(fields)) = self;
        let mut found = fields.iter().filter(|(key, _)| key == name);
        let (_, json) = found.next()?;
        found.next().is_none().then_some(*json)
    }

    /// A text. `None` when there is none of that name.
    pub fn text(&self, name: &str) -> Option<String> {
        let Key(text) = serde_json::from_str(self.json(name)?).ok()?;
        Some(text.into_owned())
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.json(name)?.parse().ok()
    }

    /// A whole number of 32 bits.
    pub fn small(&self, name: &str) -> Option<u32> {
        self.json(name)?.parse().ok()
    }

    /// The fields of a line within the line.
    pub fn fields(&self, name: &str) -> Option<Self> {
        Self::of(self.json(name)?)
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let Self(Members(fields)) = self;
        fields.iter().map(|(name, _)| name.as_ref())
    }

    /// What may be missing, read with one of the functions above. `None` when it is there and of another kind.
    pub fn optional<T>(&self, name: &str, read: fn(&Self, &str) -> Option<T>) -> Option<Option<T>> {
        match self.json(name) {
            Some("null") => Some(None),
            None if self.names().all(|other| other != name) => Some(None),
            _ => read(self, name).map(Some),
        }
    }
}

/// A line that is being written.
#[derive(Debug)]
pub struct Line(String);

impl Default for Line {
    fn default() -> Self {
        Self::new()
    }
}

impl Line {
    /// Without fields.
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    /// A text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.json(name, &quoted(text));
    }

    /// A whole number.
    pub fn number(&mut self, name: &str, number: u64) {
        self.json(name, &number.to_string());
    }

    /// A number that may be missing: without one, there is no such field.
    pub fn optional_number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.number(name, number);
        }
    }

    /// A line within the line.
    pub fn line(&mut self, name: &str, line: Self) {
        self.json(name, &line.end());
    }

    /// The line, without a line break.
    pub fn end(self) -> String {
        self.0 + "}"
    }

    fn json(&mut self, name: &str, json: &str) {
        let Self(line) = self;
        let comma = if line.len() > 1 { "," } else { "" };
        for part in [comma, &quoted(name), ":", json] {
            line.push_str(part);
        }
    }
}

fn quoted(text: &str) -> String {
    // A text always serializes.
    serde_json::to_string(text).unwrap_or_default()
}
