//! Where a reader stands in a JSON text. It goes on member by member, and can be left and taken up again between any two.
//!
//! What is read nearly always stands in the text as it is meant: a name or a text without escapes, which only has to be found. All
//! else is left to serde_json.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::format::error::offset_of_error;
use crate::format::json_path::Key;

/// Why it cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// What stands there is not JSON.
    NotJson,
    /// A name that is no text, at this byte: it has half of a pair of escapes.
    HalfCharacter(usize),
}

/// An object that is being read.
#[derive(Debug, Default)]
pub(super) struct Object {
    /// Whether a member was read.
    has_any: bool,
}

/// A place in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The beginning of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Whether nothing follows any more.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Goes into the object that stands next. None when it is something else.
    pub(super) fn enter(&mut self) -> Option<Object> {
        self.skip(b'{').then(Object::default)
    }

    /// The name of the next member of `object`, before whose value it then stands; behind the last one, nothing, and then it stands
    /// behind the object.
    pub(super) fn next_key(&mut self, object: &mut Object) -> Result<Option<Cow<'t, str>>, Halt> {
        if self.skip(b'}') {
            return Ok(None);
        }
        if std::mem::replace(&mut object.has_any, true) && !self.skip(b',') {
            return Err(Halt::NotJson);
        }
        if self.peek() != Some(b'"') {
            return Err(Halt::NotJson);
        }
        let key = match self.plain_text() {
            Some(text) => Cow::Borrowed(text.get(1..text.len() - 1).unwrap_or_default()),
            None => {
                let begin = self.at;
                let key: Result<Key<'t>, _> = self.value_of();
                key.map_err(|error| match self.value_of::<&RawValue>() {
                    // JSON, and no text.
                    Ok(_) => {
                        Halt::HalfCharacter(begin + offset_of_error(self.text.get(begin..).unwrap_or_default(), &error))
                    }
                    Err(_) => Halt::NotJson,
                })?
                .0
            }
        };
        if self.skip(b':') {
            Ok(Some(key))
        } else {
            Err(Halt::NotJson)
        }
    }

    /// The value that stands next, as it stands in the text.
    pub(super) fn value(&mut self) -> Result<&'t str, Halt> {
        if self.peek() == Some(b'"')
            && let Some(text) = self.plain_text()
        {
            return Ok(text);
        }
        let value: Result<&'t RawValue, _> = self.value_of();
        value.map(RawValue::get).map_err(|_| Halt::NotJson)
    }

    /// The byte that comes next, behind what is white.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Goes over `byte` if it comes next. Whether it did.
    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// The text that begins here, with its quotes, when nothing in it is escaped: then it is the value itself.
    fn plain_text(&mut self) -> Option<&'t str> {
        let rest = self.text.as_bytes().get(self.at + 1..)?;
        let length = rest
            .iter()
            .position(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\')?;
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        let end = self.at + length + 2;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        Some(text)
    }

    /// The value that begins here. It stays here when that cannot be read.
    fn value_of<T: Deserialize<'t>>(&mut self) -> Result<T, serde_json::Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<T>();
        match values.next() {
            Some(value) => {
                let value = value?;
                self.at += values.byte_offset();
                Ok(value)
            }
            // There is no value: what it says of nothing.
            None => serde_json::from_str(""),
        }
    }
}
