//! The fields of a row, each asked for by its key.
//!
//! Nothing here stops at a problem: it is kept, and the next field is read, so that one reading finds them all.

use crate::ordered::{OrderedMap, OrderedSet};
use std::borrow::Cow;

use super::problems::{Place, Problems};
use super::value::{self, Spelled, Words};
use crate::address::NetmaskLength;
use crate::format::json_path::{Members, elements};
use crate::format::words;
use crate::plan::Tags;

/// A member of an object: its value is as it stands in the text.
pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) value: &'t str,
    asked_for: bool,
}

impl<'t> Member<'t> {
    pub(super) fn new(key: Cow<'t, str>, value: &'t str) -> Self {
        Self {
            key,
            value,
            asked_for: false,
        }
    }
}

/// The fields of one object. Whoever reads asks for every field that the object may have; what nobody asked for is a
/// problem in the end.
pub(super) struct Fields<'f, 't> {
    members: &'f mut [Member<'t>],
    /// Where fields are most likely found: behind the one before, as they are written.
    next: usize,
    place: Place<'f>,
    problems: &'f mut Problems<'t>,
    /// The keys that were asked for, when somebody wants to know.
    keys: Option<Vec<&'static str>>,
}

/// What asks for the fields of one object.
pub(super) type Asking<'a, 't> = &'a mut dyn FnMut(&mut Fields<'_, 't>);

impl<'f, 't> Fields<'f, 't> {
    /// Lets `read` ask for the fields of an object, and reports what it did not ask for.
    pub(super) fn read(
        members: &'f mut [Member<'t>],
        place: Place<'f>,
        problems: &'f mut Problems<'t>,
        read: Asking<'_, 't>,
    ) {
        let mut fields = Fields {
            members,
            next: 0,
            place,
            problems,
            keys: None,
        };
        read(&mut fields);
        if fields.members.iter().any(|member| !member.asked_for) {
            fields.report_strangers(read);
        }
    }

    /// Reports the members that nobody asked for. `read` is called once more to learn which keys there are.
    fn report_strangers(&mut self, read: Asking<'_, 't>) {
        let mut asking = Fields {
            members: &mut [],
            next: 0,
            place: self.place,
            problems: &mut Problems::of(""),
            keys: Some(Vec::new()),
        };
        read(&mut asking);
        let keys = asking.keys.unwrap_or_default();
        for member in self.members.iter().filter(|member| !member.asked_for) {
            let sentence = if keys.contains(&&*member.key) {
                words::TWICE.to_owned()
            } else {
                words::unknown_field(&member.key, &keys)
            };
            self.problems
                .add(self.place.below(&member.key), Some(member.value), sentence);
        }
    }

    /// The value of the field `key`, as it stands in the text.
    fn take(&mut self, key: &'static str) -> Option<&'t str> {
        if let Some(keys) = &mut self.keys {
            keys.push(key);
        }
        let count = self.members.len();
        let at = (self.next..count)
            .chain(0..self.next.min(count))
            .find(|at| self.members.get(*at).is_some_and(|member| member.key == key))?;
        self.next = at + 1;
        let member = self.members.get_mut(at)?;
        member.asked_for = true;
        Some(member.value)
    }

    /// Whether the field `key` is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.iter().any(|member| member.key == key)
    }

    /// How many fields there are.
    pub(super) fn member_count(&self) -> usize {
        self.members.len()
    }

    /// The field `key` read with `read`; nothing when it is not there, or is a problem.
    fn maybe<T>(&mut self, key: &'static str, read: impl FnOnce(&'t str) -> Result<T, String>) -> Option<T> {
        let value = self.take(key)?;
        read(value)
            .map_err(|sentence| self.problems.add(self.place.below(key), Some(value), sentence))
            .ok()
    }

    /// The same for a field that must be there.
    fn required<T>(&mut self, key: &'static str, read: impl FnOnce(&'t str) -> Result<T, String>) -> Option<T> {
        let Some(value) = self.take(key) else {
            self.blame(words::missing_field(key));
            return None;
        };
        read(value)
            .map_err(|sentence| self.problems.add(self.place.below(key), Some(value), sentence))
            .ok()
    }

    /// A problem of the object.
    pub(super) fn blame(&mut self, sentence: String) {
        self.problems.add(self.place, None, sentence);
    }

    /// A problem of the field `key`.
    pub(super) fn blame_field(&mut self, key: &'static str, sentence: String) {
        self.problems.add(self.place.below(key), None, sentence);
    }

    /// A text, empty when it is not there.
    pub(super) fn text(&mut self, key: &'static str) -> String {
        self.maybe_text(key).unwrap_or_default()
    }

    pub(super) fn maybe_text(&mut self, key: &'static str) -> Option<String> {
        self.maybe(key, value::text).map(Cow::into_owned)
    }

    pub(super) fn required_text(&mut self, key: &'static str) -> Option<String> {
        self.required(key, value::text).map(Cow::into_owned)
    }

    pub(super) fn maybe_spelled<T: Spelled>(&mut self, key: &'static str) -> Option<T> {
        self.maybe(key, value::spelled)
    }

    pub(super) fn spelled<T: Spelled>(&mut self, key: &'static str) -> Option<T> {
        self.required(key, value::spelled)
    }

    /// A flag, false when it is not there.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.maybe_flag(key).unwrap_or_default()
    }

    pub(super) fn maybe_flag(&mut self, key: &'static str) -> Option<bool> {
        self.maybe(key, value::flag)
    }

    pub(super) fn maybe_word<T: Copy>(&mut self, key: &'static str, words: &Words<T>) -> Option<T> {
        self.maybe(key, |value| value::word(value, words))
    }

    pub(super) fn word<T: Copy>(&mut self, key: &'static str, words: &Words<T>) -> Option<T> {
        self.required(key, |value| value::word(value, words))
    }

    pub(super) fn maybe_length(&mut self, key: &'static str) -> Option<NetmaskLength> {
        self.maybe(key, value::length)
    }

    pub(super) fn length(&mut self, key: &'static str) -> Option<NetmaskLength> {
        self.required(key, value::length)
    }

    pub(super) fn maybe_number(&mut self, key: &'static str, max: u32) -> Option<u32> {
        let number = self.maybe(key, |value| value::number(value, max.into()))?;
        u32::try_from(number).ok()
    }

    pub(super) fn u32(&mut self, key: &'static str) -> Option<u32> {
        let number = self.required(key, |value| value::number(value, u32::MAX.into()))?;
        u32::try_from(number).ok()
    }

    /// A number, `default` when it is not there.
    pub(super) fn number_or(&mut self, key: &'static str, default: u32) -> u32 {
        self.maybe_number(key, u32::MAX).unwrap_or(default)
    }

    pub(super) fn u16(&mut self, key: &'static str) -> Option<u16> {
        let number = self.required(key, |value| value::number(value, u16::MAX.into()))?;
        u16::try_from(number).ok()
    }

    /// A number, `default` when it is not there.
    pub(super) fn u16_or(&mut self, key: &'static str, default: u16) -> u16 {
        let number = self.maybe_number(key, u16::MAX.into());
        number.and_then(|number| u16::try_from(number).ok()).unwrap_or(default)
    }

    /// Values by keys that are spelled, too.
    pub(super) fn spelled_map<K: Spelled + Ord, V: Spelled>(&mut self, key: &'static str) -> OrderedMap<K, V> {
        let mut map = OrderedMap::new();
        let members = self.maybe(key, |value| {
            Members::of(value).map_err(|_| value::unexpected("an object", value))
        });
        let place = self.place.below(key);
        for (key, value) in members.into_iter().flat_map(|members| members.0) {
            let place = place.below(&key);
            match (key.parse::<K>(), value::spelled(value)) {
                (Ok(key), Ok(_)) if map.contains_key(&key) => {
                    self.problems.add(place, Some(value), words::TWICE.to_owned());
                }
                (Ok(key), Ok(spelled)) => drop(map.insert(key, spelled)),
                (Err(error), _) => self.problems.add(place, None, error.to_string()),
                (_, Err(sentence)) => self.problems.add(place, Some(value), sentence),
            }
        }
        map
    }

    pub(super) fn tags(&mut self, key: &'static str) -> Tags {
        let mut tags = Tags::new();
        let Some(members) = self.maybe(key, |value| {
            Members::of(value).map_err(|error| value::no_object("an object of tags", value, &error))
        }) else {
            return tags;
        };
        let place = self.place.below(key);
        for (tag, value) in members.0 {
            let place = place.below(&tag);
            match value::text(value) {
                Ok(_) if tags.contains_key(&*tag) => self.problems.add(place, Some(value), words::TWICE.to_owned()),
                Ok(text) => drop(tags.insert(tag.into_owned(), text.into_owned())),
                Err(sentence) => self.problems.add(place, Some(value), sentence),
            }
        }
        tags
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.list(key, |value| value::text(value).map(Cow::into_owned))
    }

    /// A list in which nothing stands twice, in any order.
    pub(super) fn set<T: Spelled + Ord>(&mut self, key: &'static str) -> OrderedSet<T> {
        let list: Vec<T> = self.list(key, value::spelled);
        let mut set = OrderedSet::new();
        for value in list {
            if set.contains(&value) {
                self.blame_field(key, format!("\"{value}\" stands in this list twice"));
            } else {
                set.insert(value);
            }
        }
        set
    }

    /// A list of which each element is read with `read`.
    fn list<T>(&mut self, key: &'static str, read: impl Fn(&'t str) -> Result<T, String>) -> Vec<T> {
        let list = self.maybe(key, |value| {
            elements(value).map_err(|_| value::unexpected("a list", value))
        });
        let place = self.place.below(key);
        let mut values = Vec::new();
        for (at, element) in list.into_iter().flatten().enumerate() {
            match read(element) {
                Ok(value) => values.push(value),
                Err(sentence) => self.problems.add(place.element(at), Some(element), sentence),
            }
        }
        values
    }

    /// An object inside this one, whose fields `read` asks for.
    pub(super) fn maybe_object(&mut self, key: &'static str, read: Asking<'_, 't>) {
        if let Some(value) = self.take(key) {
            read_object(value, self.place.below(key), self.problems, read);
        }
    }

    /// A list of objects.
    pub(super) fn objects(&mut self, key: &'static str, read: Asking<'_, 't>) {
        let list = self.list(key, Ok);
        let place = self.place.below(key);
        for (at, value) in list.into_iter().enumerate() {
            read_object(value, place.element(at), self.problems, read);
        }
    }
}

/// Lets `read` ask for the fields of the object that `value` is.
pub(super) fn read_object<'t>(value: &'t str, place: Place<'_>, problems: &mut Problems<'t>, read: Asking<'_, 't>) {
    match Members::of(value) {
        Ok(members) => {
            let members = members.0.into_iter();
            let mut members: Vec<Member<'t>> = members.map(|(key, value)| Member::new(key, value)).collect();
            Fields::read(&mut members, place, problems, read);
        }
        Err(error) => problems.add(place, Some(value), value::no_object("an object", value, &error)),
    }
}
