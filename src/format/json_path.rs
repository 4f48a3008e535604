//! Values inside a JSON text by their path, without reading what lies beside it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    /// The steps as people write them: `design.pools.p3k2.shared_with[2]`.
    pub(super) fn path(steps: &[Step]) -> String {
        let mut path = String::new();
        for step in steps {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

/// The members of an object in their order, those of the same key too, each value as its text.
#[derive(Debug)]
pub(super) struct Members<'t>(pub(super) Vec<(Cow<'t, str>, &'t str)>);

impl<'t> Members<'t> {
    pub(super) fn of(text: &'t str) -> Result<Self, serde_json::Error> {
        struct Reading;
        impl<'t> Visitor<'t> for Reading {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), value)) = map.next_entry::<Key<'t>, &'t RawValue>()? {
                    members.push((key, value.get()));
                }
                Ok(Members(members))
            }
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let members = deserializer.deserialize_map(Reading)?;
        deserializer.end()?;
        Ok(members)
    }
}

/// The elements of a list, each as its text.
pub(super) fn elements(text: &str) -> Result<Vec<&str>, serde_json::Error> {
    let elements: Vec<&RawValue> = serde_json::from_str(text)?;
    Ok(elements.into_iter().map(RawValue::get).collect())
}

/// A text, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Key<'t>(#[serde(borrow)] pub(super) Cow<'t, str>);

/// The value to which `steps` lead in `text`, or the last one on the way there that exists.
pub(super) fn value_at<'t>(text: &'t str, steps: &[Step]) -> &'t str {
    let mut value = text;
    for step in steps {
        let mut below = None;
        // Reading stops at the value that is looked for, which the deserializer takes for an error.
        let _stopped = match step {
            Step::Key(key) => serde_json::Deserializer::from_str(value).deserialize_map(Find::<&str>(key, &mut below)),
            Step::Index(index) => {
                serde_json::Deserializer::from_str(value).deserialize_seq(Find::<usize>(*index, &mut below))
            }
        };
        match below {
            Some(below) => value = below,
            None => break,
        }
    }
    value
}

struct Find<'f, 't, S>(S, &'f mut Option<&'t str>);

impl<'t> Visitor<'t> for Find<'_, 't, &str> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            if key == self.0 {
                *self.1 = Some(map.next_value::<&'t RawValue>()?.get());
                break;
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

impl<'t> Visitor<'t> for Find<'_, 't, usize> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        for _ in 0..self.0 {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        *self.1 = list.next_element::<&'t RawValue>()?.map(RawValue::get);
        Ok(())
    }
}

/// Where in `text` its part `value` begins: their addresses tell.
pub(super) fn offset_of(text: &str, value: &str) -> usize {
    (value.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
