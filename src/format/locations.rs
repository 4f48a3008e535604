//! Where the rows of a plan stand in its file.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::error::Location;
use super::json_path::{Members, offset_of};
use super::v1;
use crate::plan::AnyId;

/// So deep stand rows: side, table, id.
const DEEPEST: usize = 3;

/// Where the rows of a file stand.
pub struct Locations<'t> {
    text: &'t str,
    /// The offset of what each path of keys leads to.
    offsets: FxHashMap<Vec<Cow<'t, str>>, usize>,
    /// Where lines begin.
    lines: Vec<usize>,
}

impl<'t> Locations<'t> {
    /// Looks through a file that can be read. O(text).
    pub fn of(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut locations = Self {
            text,
            offsets: FxHashMap::default(),
            lines: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(),
        };
        locations.learn(&mut Vec::new(), text);
        locations
    }

    fn learn(&mut self, path: &mut Vec<Cow<'t, str>>, value: &'t str) {
        if path.len() == DEEPEST {
            return;
        }
        for (key, value) in Members::of(value).map(|members| members.0).unwrap_or_default() {
            path.push(key);
            self.offsets.insert(path.clone(), offset_of(self.text, value));
            self.learn(path, value);
            path.pop();
        }
    }

    /// Where the row of the design, or of what the planners state, begins; the beginning of the file when it does not stand there.
    /// O(log lines + the line).
    pub fn row(&self, id: AnyId) -> Location {
        let path: Vec<Cow<'_, str>> = v1::keys_to(&id).into_iter().map(Cow::Borrowed).collect();
        let offset = self.offsets.get(&path).copied().unwrap_or_default();
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        Location {
            line: line.max(1),
            column: 1 + before.chars().count(),
        }
    }
}
