//! The problems of a file, as they are found.

use super::value::unexpected;
use crate::format::error::{Location, Problem};
use crate::format::json_path::{Members, Step, offset_of, value_at};
use crate::format::limits::MAX_PROBLEMS;
use crate::format::words::TWICE;

/// The path to a value, as a list that grows on the stack and costs nothing until somebody reads it.
#[derive(Clone, Copy)]
pub(super) enum Place<'p> {
    Top,
    Key(&'p Place<'p>, &'p str),
    Element(&'p Place<'p>, usize),
}

impl<'p> Place<'p> {
    pub(super) fn below(&'p self, key: &'p str) -> Self {
        Place::Key(self, key)
    }

    pub(super) fn element(&'p self, at: usize) -> Self {
        Place::Element(self, at)
    }

    fn steps(&self) -> Vec<Step> {
        match self {
            Place::Top => Vec::new(),
            Place::Key(above, key) => above.then(Step::Key((*key).to_owned())),
            Place::Element(above, at) => above.then(Step::Index(*at)),
        }
    }

    fn then(&self, step: Step) -> Vec<Step> {
        let mut steps = self.steps();
        steps.push(step);
        steps
    }
}

/// The first problems of a text.
pub(super) struct Problems<'t> {
    text: &'t str,
    list: Vec<Problem>,
}

impl<'t> Problems<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, list: Vec::new() }
    }

    /// Something wrong at `place`, whose value is `value` where that is known: else it is looked for.
    pub(super) fn add(&mut self, place: Place<'_>, value: Option<&str>, sentence: String) {
        // The path of a problem that is not kept is not made either: a hostile file may have a million.
        if !self.is_full() {
            self.add_steps(&place.steps(), value, sentence);
        }
    }

    pub(super) fn add_steps(&mut self, steps: &[Step], value: Option<&str>, sentence: String) {
        if !self.is_full() {
            let value = value.unwrap_or_else(|| value_at(self.text, steps));
            self.list.push(Problem {
                path: Step::path(steps),
                location: Location::of_offset(self.text, offset_of(self.text, value)),
                sentence,
            });
        }
    }

    /// Something else than the object that is `expected` at `place`.
    pub(super) fn add_unexpected(&mut self, place: Place<'_>, expected: &str) {
        let steps = place.steps();
        let value = value_at(self.text, &steps);
        self.add_steps(&steps, Some(value), unexpected(expected, value));
    }

    /// A row at `place` whose id stood in the table before.
    pub(super) fn add_twice(&mut self, place: Place<'_>) {
        if self.is_full() {
            return;
        }
        let steps = place.steps();
        let table = value_at(self.text, steps.split_last().map_or(&[], |(_, above)| above));
        let rows = Members::of(table).map(|members| members.0).unwrap_or_default();
        let named = |key: &str| steps.last() == Some(&Step::Key(key.to_owned()));
        let second = rows.iter().rfind(|(key, _)| named(key)).map(|(_, row)| *row);
        self.add_steps(&steps, second, TWICE.to_owned());
    }

    fn is_full(&self) -> bool {
        self.list.len() >= MAX_PROBLEMS
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.list
    }
}
