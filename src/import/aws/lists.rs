//! A document that is lists of objects.

use super::item::Item;
use crate::import::json::{Kind, View};
use crate::import::note::Severity;
use crate::import::shapes::{Context, JsonReader, Output, Step};

/// A list of objects of one kind.
pub(super) struct List {
    /// The key of the list.
    pub(super) key: &'static str,
    /// The key of a single object.
    pub(super) alone: &'static str,
    /// What reads an object.
    pub(super) read: fn(&mut Item<'_, '_, '_>),
}

/// Reads the lists of a document, object by object.
pub(super) struct Lists {
    lists: &'static [List],
    /// The list that is read, and where in it the reading is.
    at: usize,
    mark: u32,
}

impl Lists {
    pub(super) fn new(lists: &'static [List]) -> Self {
        Self { lists, at: 0, mark: 0 }
    }
}

impl JsonReader for Lists {
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, effort: usize) -> Step {
        if self.at == 0 && self.mark == 0 {
            note_more_pages(root, out);
        }
        let mut left = effort;
        while let Some(list) = self.lists.get(self.at) {
            if self.mark == 0
                && let Some(value) = root.member(list.alone)
            {
                read(list, value, context, out);
            }
            let value = root.member(list.key);
            if let Some(value) = value.filter(|value| value.kind() != Kind::List) {
                let sentence = format!("a list of objects is expected under \"{}\"", list.key);
                out.note(Severity::Refused, value.line(), value.path(), value.raw(), sentence);
            }
            let value = value.filter(|value| value.kind() == Kind::List);
            let mut elements = value.map(|value| value.elements_from(self.mark));
            while let Some(value) = elements.as_mut().and_then(Iterator::next) {
                read(list, value, context, out);
                left = left.saturating_sub(value.raw().len());
                if left == 0 {
                    self.mark = elements.map_or(0, |elements| elements.mark());
                    return Step::Reading(value.start());
                }
            }
            self.at += 1;
            self.mark = 0;
        }
        Step::Done
    }
}

fn read(list: &List, value: View<'_>, context: &Context, out: &mut Output<'_>) {
    if value.kind() == Kind::Object {
        (list.read)(&mut Item { value, context, out });
    } else {
        let sentence = "an object is expected here, and is left out".to_owned();
        out.note(Severity::Refused, value.line(), value.path(), value.raw(), sentence);
    }
}

/// A page that is not the last says so by a token for the next one.
fn note_more_pages(root: View<'_>, out: &mut Output<'_>) {
    let token = root
        .member("NextToken")
        .filter(|token| token.text().is_some_and(|text| !text.is_empty()));
    if let Some(token) = token {
        let sentence =
            "This is not all: the output was cut off after a page, and NextToken asks for the next one. Run the \
                        command without --max-items, --no-paginate and --page-size, or give the other pages as well"
                .to_owned();
        out.note(Severity::Refused, token.line(), token.path(), "", sentence);
    }
}
