//! The fields of an object that AWS printed.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use crate::address::{Cidr, NetmaskLength};
use crate::import::found::Key;
use crate::import::json::{Kind, View};
use crate::import::note::{Place, Severity};
use crate::import::shapes::{Context, Output};
use crate::plan::{AccountNumber, RegionCode, Tags};

/// An object of a list, whose fields are asked for. A field that is there and cannot be read is noted and counts as not there:
/// what is known of a thing is not lost for one field.
pub(super) struct Item<'a, 'b, 't> {
    pub(super) value: View<'t>,
    pub(super) context: &'a Context,
    pub(super) out: &'a mut Output<'b>,
}

impl<'b, 't> Item<'_, 'b, 't> {
    /// Where the object stands.
    pub(super) fn place(&self) -> Place {
        self.out.place(self.value.line())
    }

    /// Notes something about the object as a whole.
    pub(super) fn note(&mut self, severity: Severity, sentence: String) {
        self.note_at(severity, self.value, "", sentence);
    }

    /// Notes something about a value of the object.
    pub(super) fn note_at(&mut self, severity: Severity, value: View<'_>, shown: &str, sentence: String) {
        self.out.note(severity, value.line(), value.path(), shown, sentence);
    }

    /// The same for an object inside this one.
    pub(super) fn inside(&mut self, value: View<'t>) -> Item<'_, 'b, 't> {
        Item {
            value,
            context: self.context,
            out: &mut *self.out,
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, key: &str) -> Option<Cow<'t, str>> {
        let value = self.value.member(key)?;
        match value.text() {
            Some(text) if text.is_empty() => None,
            Some(text) => Some(text),
            None => {
                self.left_out(value, "a text in quotes is expected");
                None
            }
        }
    }

    /// The same, as a text of its own.
    pub(super) fn string(&mut self, key: &str) -> Option<String> {
        self.text(key).map(Cow::into_owned)
    }

    /// An id, by which a row is named. Without it the object is refused.
    pub(super) fn id(&mut self, key: &str) -> Option<Key> {
        let id = self.string(key);
        if id.is_none() {
            self.note(
                Severity::Refused,
                format!("the field \"{key}\" is missing, by which this is told from others"),
            );
        }
        id.map(Key::Aws)
    }

    /// What a text spells.
    pub(super) fn spelled<T: FromStr<Err: Display>>(&mut self, key: &str) -> Option<T> {
        let text = self.text(key)?;
        match text.parse() {
            Ok(spelled) => Some(spelled),
            Err(error) => {
                let value = self.value.member(key)?;
                self.left_out(value, &error.to_string());
                None
            }
        }
    }

    /// A Region.
    pub(super) fn region(&mut self, key: &str) -> Option<RegionCode> {
        self.spelled(key)
    }

    /// An account.
    pub(super) fn account(&mut self, key: &str) -> Option<AccountNumber> {
        self.spelled(key)
    }

    /// A block that the object is useless without.
    pub(super) fn cidr(&mut self, key: &str) -> Option<Cidr> {
        let value = self.value.member(key)?;
        let Some(text) = value.text() else {
            let sentence = "a CIDR such as \"10.0.0.0/16\" is expected".to_owned();
            self.note_at(Severity::Refused, value, value.raw(), sentence);
            return None;
        };
        self.out.cidr(&text, value.line(), || value.path())
    }

    /// A netmask length, which AWS writes as a number.
    pub(super) fn length(&mut self, key: &str) -> Option<NetmaskLength> {
        let value = self.value.member(key)?;
        let length = value.whole().and_then(|length| u8::try_from(length).ok());
        let length = length.and_then(NetmaskLength::new);
        if length.is_none() {
            self.left_out(value, "a netmask length (a whole number from 0 to 128) is expected");
        }
        length
    }

    /// A whole number.
    pub(super) fn whole(&mut self, key: &str) -> Option<u64> {
        let value = self.value.member(key)?;
        let whole = value.whole();
        if whole.is_none() {
            self.left_out(value, "a whole number is expected");
        }
        whole
    }

    /// One of two, by true or false.
    pub(super) fn flag<T>(&mut self, key: &str, is: T, is_not: T) -> Option<T> {
        let value = self.value.member(key)?;
        match value.flag() {
            Some(true) => Some(is),
            Some(false) => Some(is_not),
            None => {
                self.left_out(value, "true or false is expected");
                None
            }
        }
    }

    /// The meaning of a word.
    pub(super) fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let meaning = words.iter().find(|(word, _)| *word == text);
        if meaning.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let value = self.value.member(key)?;
            self.left_out(value, &format!("one of {} is expected", known.join(", ")));
        }
        meaning.map(|(_, meaning)| *meaning)
    }

    /// The objects of a list.
    pub(super) fn list(&mut self, key: &str) -> impl Iterator<Item = View<'t>> + use<'t> {
        let value = self.value.member(key);
        if let Some(value) = value.filter(|value| value.kind() != Kind::List) {
            self.left_out(value, "a list is expected");
        }
        value.into_iter().flat_map(View::elements)
    }

    /// The tag `Name` and the other tags; nothing where there is no list of them.
    pub(super) fn tags(&mut self, key: &str) -> (Option<String>, Option<Tags>) {
        if self.value.member(key).is_none() {
            return (None, None);
        }
        let (mut name, mut tags) = (None, Tags::new());
        for value in self.list(key) {
            let mut tag = self.inside(value);
            let Some(key) = tag.string("Key") else {
                self.left_out(value, "a tag with \"Key\" and \"Value\" is expected");
                continue;
            };
            let value = tag.string("Value").unwrap_or_default();
            // AWS keeps this prefix for itself: nobody can plan such a tag.
            if key == "Name" {
                name = Some(value);
            } else if !key.starts_with("aws:") {
                tags.insert(key, value);
            }
        }
        (name, Some(tags))
    }

    /// Notes that a field is left out.
    fn left_out(&mut self, value: View<'_>, sentence: &str) {
        let sentence = format!("{sentence}; this is left out");
        self.note_at(Severity::Changed, value, value.raw(), sentence);
    }
}
