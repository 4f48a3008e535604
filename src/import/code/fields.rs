//! Asking for the fields of a resource.

use std::fmt::Display;
use std::str::FromStr;

use super::{Field, Resource, Value};
use crate::address::{Cidr, NetmaskLength};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::plan::Tags;

/// The fields of a resource, or of an object in one. A field that cannot be read is noted and counts as not there.
#[derive(Clone, Copy)]
pub(in crate::import) struct Fields<'r> {
    list: &'r [Field],
    resource: &'r Resource,
    /// What leads from the resource to these.
    within: &'r str,
}

impl<'r> Fields<'r> {
    /// Those of a resource.
    pub(in crate::import) fn of(resource: &'r Resource) -> Self {
        Self {
            list: &resource.fields,
            resource,
            within: "",
        }
    }

    /// The objects of a list in a field, one after the other.
    pub(in crate::import) fn each(self, name: &'r str) -> impl Iterator<Item = Self> {
        let elements: &[Value] = match self.value(name) {
            Some(Value::List(list)) => list,
            Some(single @ Value::Map(_)) => std::slice::from_ref(single),
            _ => &[],
        };
        let maps = elements.iter().filter_map(|element| match element {
            Value::Map(list) => Some(list.as_slice()),
            _ => None,
        });
        maps.map(move |list| Self {
            list,
            within: name,
            ..self
        })
    }

    fn field(self, name: &str) -> Option<&'r Field> {
        let found = self.list.iter().find(|field| field.name == name);
        found.filter(|field| field.value != Value::Null)
    }

    /// What stands in a field, unless it is null.
    pub(in crate::import) fn value(self, name: &str) -> Option<&'r Value> {
        self.field(name).map(|field| &field.value)
    }

    /// Notes something about a field, or about the resource where it has no such field.
    pub(in crate::import) fn note(self, severity: Severity, name: &str, sentence: String, out: &mut Output<'_>) {
        let field = self.list.iter().find(|field| field.name == name);
        let line = field.map_or(self.resource.place.line, |field| field.line);
        let value = field.map(|field| field.value.shown()).unwrap_or_default();
        out.note(severity, line, self.path(name), &value, sentence);
    }

    /// Where a field stands, as the code spells it.
    fn path(self, name: &str) -> String {
        let mut path = self.resource.path.clone();
        for part in [self.within, name] {
            if !part.is_empty() {
                path.push('.');
                path.push_str(&self.resource.spelling.of(part));
            }
        }
        path
    }

    /// Notes that a field is left out, because it is computed or is not what is expected.
    pub(in crate::import) fn left_out(self, name: &str, expected: &str, out: &mut Output<'_>) {
        let sentence = match self.value(name) {
            Some(Value::Computed(code)) => {
                format!("it is worked out by {code} when this is deployed, and left out here")
            }
            Some(Value::Reference { to, attribute }) => {
                format!("{to} tells its {attribute} when this is deployed; it is left out here")
            }
            _ => format!("{expected} is expected; this is left out"),
        };
        self.note(Severity::Changed, name, sentence, out);
    }

    /// A text that is not empty.
    pub(in crate::import) fn text(self, name: &str, out: &mut Output<'_>) -> Option<String> {
        match self.value(name)?.text() {
            Some(text) => Some(text).filter(|text| !text.is_empty()),
            None => {
                self.left_out(name, "a text", out);
                None
            }
        }
    }

    /// What a text spells.
    pub(in crate::import) fn spelled<T: FromStr<Err: Display>>(self, name: &str, out: &mut Output<'_>) -> Option<T> {
        match self.text(name, out)?.parse() {
            Ok(spelled) => Some(spelled),
            Err(error) => {
                let sentence = format!("{error}; this is left out");
                self.note(Severity::Changed, name, sentence, out);
                None
            }
        }
    }

    /// A block. What is none is refused, since a row is useless without it.
    pub(in crate::import) fn cidr(self, name: &str, out: &mut Output<'_>) -> Option<Cidr> {
        let field = self.field(name)?;
        let Value::Text(text) = &field.value else {
            self.left_out(name, "a CIDR such as \"10.0.0.0/16\"", out);
            return None;
        };
        if text.is_empty() {
            return None;
        }
        out.cidr(text, field.line, || self.path(name))
    }

    /// A netmask length.
    pub(in crate::import) fn length(self, name: &str, out: &mut Output<'_>) -> Option<NetmaskLength> {
        let value = self.value(name)?;
        if value == &Value::Text(String::new()) {
            return None;
        }
        let number = value.number().and_then(|number| u8::try_from(number).ok());
        let length = number.and_then(NetmaskLength::new);
        if length.is_none() {
            self.left_out(name, "a netmask length from 0 to 128", out);
        }
        // The provider's state has 0 where none is set, and no rule of AWS allows the whole of a family.
        length.filter(|length| length.get() > 0)
    }

    /// One of two, by true or false.
    pub(in crate::import) fn flag<T>(self, name: &str, is: T, is_not: T, out: &mut Output<'_>) -> Option<T> {
        match self.value(name)?.flag() {
            Some(true) => Some(is),
            Some(false) => Some(is_not),
            None => {
                self.left_out(name, "true or false", out);
                None
            }
        }
    }

    /// The meaning of a word.
    pub(in crate::import) fn word<T: Copy>(self, name: &str, words: &[(&str, T)], out: &mut Output<'_>) -> Option<T> {
        let text = self.text(name, out)?;
        let meaning = words.iter().find(|(word, _)| *word == text);
        if meaning.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.left_out(name, &format!("one of {}", known.join(", ")), out);
        }
        meaning.map(|(_, meaning)| *meaning)
    }

    /// Tags, as an object or as a list of keys and values.
    pub(in crate::import) fn tags(self, name: &'r str, out: &mut Output<'_>) -> Option<Tags> {
        let mut tags = Tags::new();
        match self.value(name)? {
            Value::Map(fields) => {
                for field in fields {
                    match field.value.text() {
                        Some(value) => _ = tags.insert(field.name.clone(), value),
                        None => self.tag_left_out(name, &field.name, &field.value, out),
                    }
                }
            }
            Value::List(list) => {
                for tag in list {
                    let key = tag.member("key").and_then(Value::text).filter(|key| !key.is_empty());
                    let Some(key) = key else {
                        self.note(
                            Severity::Changed,
                            name,
                            "a tag with a key and a value is expected; one is left out".to_owned(),
                            out,
                        );
                        continue;
                    };
                    match tag.member("value") {
                        Some(value) => match value.text() {
                            Some(value) => _ = tags.insert(key, value),
                            None => self.tag_left_out(name, &key, value, out),
                        },
                        None => _ = tags.insert(key, String::new()),
                    }
                }
            }
            _ => {
                self.left_out(name, "a map of tags", out);
                return None;
            }
        }
        Some(tags)
    }

    fn tag_left_out(self, name: &str, key: &str, value: &Value, out: &mut Output<'_>) {
        let sentence = format!(
            "the value of the tag {key}, {}, is known when this is deployed; the tag is left out",
            value.shown()
        );
        self.note(Severity::Changed, name, sentence, out);
    }

    /// The tag `Name`, or what the code calls the resource, and the other tags.
    pub(in crate::import) fn name_and_tags(
        self,
        label: Option<&str>,
        out: &mut Output<'_>,
    ) -> (Option<String>, Option<Tags>) {
        // A state has the provider's default tags only in `tags_all`.
        let tags = match self.value("tags_all") {
            Some(Value::Map(_)) => self.tags("tags_all", out),
            _ => self.tags("tags", out),
        };
        let mut tags = tags.unwrap_or_default();
        let name = tags.remove("Name").filter(|name| !name.is_empty());
        (name.or_else(|| label.map(str::to_owned)), Some(tags))
    }
}
