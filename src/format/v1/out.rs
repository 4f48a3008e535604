//! Writes JSON: objects in which a field with its default is left out.

use crate::ordered::{OrderedMap, OrderedSet};
use std::fmt::{Display, Write};

use super::value::{Spelled, Words, word_for};
use crate::address::NetmaskLength;
use crate::plan::Tags;

/// How the file is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Two spaces per level and one member per line, as `JSON.stringify(plan, null, 2)` writes it.
    Lines,
    /// No white space.
    OneLine,
}

/// A JSON text in the making.
pub(super) struct Out {
    text: String,
    layout: Layout,
    depth: usize,
    /// Whether the object or list that is open has nothing in it yet.
    is_empty: bool,
}

impl Out {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            text: String::new(),
            layout,
            depth: 0,
            is_empty: true,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An object, whose members `write` writes.
    pub(super) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.open('{');
        write(self);
        self.close('}');
    }

    /// The member `key`, an object.
    pub(super) fn member_object(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        self.key(key);
        self.object(write);
    }

    /// The member `key`, an object that is to be closed.
    pub(super) fn open_member(&mut self, key: &str) {
        self.key(key);
        self.open('{');
    }

    /// A text, unless it is empty.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.required_text(key, text);
        }
    }

    pub(super) fn required_text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    pub(super) fn maybe_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.required_text(key, text);
        }
    }

    pub(super) fn spelled<T: Spelled>(&mut self, key: &str, value: &T) {
        self.key(key);
        self.quoted_display(value);
    }

    pub(super) fn maybe_spelled<T: Spelled>(&mut self, key: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.spelled(key, value);
        }
    }

    pub(super) fn word<T: PartialEq>(&mut self, key: &str, words: &Words<T>, value: T) {
        self.required_text(key, word_for(words, value));
    }

    pub(super) fn maybe_word<T: PartialEq>(&mut self, key: &str, words: &Words<T>, value: Option<T>) {
        if let Some(value) = value {
            self.word(key, words, value);
        }
    }

    /// A flag, unless it is false.
    pub(super) fn flag(&mut self, key: &str, flag: bool) {
        self.maybe_flag(key, flag.then_some(true));
    }

    pub(super) fn maybe_flag(&mut self, key: &str, flag: Option<bool>) {
        if let Some(flag) = flag {
            self.key(key);
            self.text.push_str(if flag { "true" } else { "false" });
        }
    }

    pub(super) fn number(&mut self, key: &str, number: u64) {
        self.key(key);
        self.display(number);
    }

    /// A number, unless it is the `default`.
    pub(super) fn number_unless(&mut self, key: &str, number: u64, default: u64) {
        if number != default {
            self.number(key, number);
        }
    }

    pub(super) fn maybe_number(&mut self, key: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.number(key, number.into());
        }
    }

    pub(super) fn length(&mut self, key: &str, length: NetmaskLength) {
        self.number(key, length.get().into());
    }

    pub(super) fn maybe_length(&mut self, key: &str, length: Option<NetmaskLength>) {
        if let Some(length) = length {
            self.length(key, length);
        }
    }

    /// Tags, unless there are none.
    pub(super) fn tags(&mut self, key: &str, tags: &Tags) {
        if !tags.is_empty() {
            self.member_object(key, |out| {
                for (tag, text) in tags {
                    out.required_text(tag, text);
                }
            });
        }
    }

    /// Values by key, unless there are none.
    pub(super) fn spelled_map<K: Display, V: Spelled>(&mut self, key: &str, map: &OrderedMap<K, V>) {
        if !map.is_empty() {
            self.member_object(key, |out| {
                for (key, value) in map {
                    out.spelled(&key.to_string(), value);
                }
            });
        }
    }

    /// A list of texts, unless it is empty.
    pub(super) fn texts(&mut self, key: &str, texts: &[String]) {
        self.list(key, texts, |out, text| out.quoted(text));
    }

    /// A list of values in order, unless it is empty.
    pub(super) fn set<T: Spelled>(&mut self, key: &str, set: &OrderedSet<T>) {
        self.list(key, set, |out, value| out.quoted_display(value));
    }

    /// A list whose elements `write` writes, unless it is empty.
    pub(super) fn list<T>(&mut self, key: &str, elements: impl IntoIterator<Item = T>, write: impl Fn(&mut Self, T)) {
        let mut elements = elements.into_iter().peekable();
        if elements.peek().is_none() {
            return;
        }
        self.key(key);
        self.open('[');
        for element in elements {
            self.separate();
            write(self, element);
        }
        self.close(']');
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.is_empty = true;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.is_empty {
            self.break_line();
        }
        self.is_empty = false;
        self.text.push(bracket);
    }

    fn separate(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
        self.break_line();
    }

    fn break_line(&mut self) {
        /// As deep as the file goes.
        const SPACES: &str = "                ";
        if self.layout == Layout::Lines {
            self.text.push('\n');
            self.text.push_str(SPACES.get(..2 * self.depth).unwrap_or(SPACES));
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.text.push_str(match self.layout {
            Layout::Lines => ": ",
            Layout::OneLine => ":",
        });
    }

    /// A value whose text may hold anything.
    fn quoted_display(&mut self, value: &dyn Display) {
        self.text.push('"');
        let start = self.text.len();
        self.display(value);
        // Nearly always nothing is to be escaped. Then the text stands where it belongs already.
        let written = self.text.get(start..).unwrap_or_default();
        if written.bytes().any(must_escape) {
            let plain = self.text.split_off(start);
            self.escaped(&plain);
        }
        self.text.push('"');
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        self.escaped(text);
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(must_escape) {
            // What must be escaped is one byte long, so that both parts are whole characters.
            let (plain, byte) = (rest.get(..at).unwrap_or_default(), rest.as_bytes().get(at).copied());
            self.text.push_str(plain);
            match byte.unwrap_or_default() {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                0x08 => self.text.push_str("\\b"),
                b'\t' => self.text.push_str("\\t"),
                b'\n' => self.text.push_str("\\n"),
                0x0C => self.text.push_str("\\f"),
                b'\r' => self.text.push_str("\\r"),
                control => self.display(format_args!("\\u{control:04x}")),
            }
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.text.push_str(rest);
    }

    fn display(&mut self, value: impl Display) {
        // A string takes whatever is written to it.
        let _always = write!(self.text, "{value}");
    }
}

fn must_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}
