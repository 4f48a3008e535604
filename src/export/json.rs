//! JSON for people: two spaces, one member per line.

use std::fmt::Write;

use crate::plan::Tags;

/// A value, before it is written.
#[derive(Clone)]
pub(super) enum Json {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Json::Text(text.into())
    }

    /// `{"Ref": "…"}`, `{"Fn::GetAtt": […]}` and the like.
    pub(super) fn one(key: &str, value: Json) -> Self {
        Json::Object(vec![(key.to_owned(), value)])
    }

    /// Tags as AWS writes them: a list of keys and values.
    pub(super) fn tags(tags: &Tags) -> Self {
        let tag = |(key, value): (&String, &String)| {
            let members = [("Key", key), ("Value", value)];
            Json::Object(members.map(|(name, text)| (name.to_owned(), Json::text(text))).into())
        };
        Json::List(tags.iter().map(tag).collect())
    }

    /// Appends the value, whose first line is indented already.
    pub(super) fn write(&self, depth: usize, out: &mut String) {
        match self {
            Json::Text(text) => quoted(text, out),
            Json::Number(number) => _ = write!(out, "{number}"),
            Json::Flag(flag) => _ = write!(out, "{flag}"),
            Json::List(items) => written(out, depth, ['[', ']'], items, |item, out| item.write(depth + 1, out)),
            Json::Object(members) => written(out, depth, ['{', '}'], members, |(key, value), out| {
                quoted(key, out);
                out.push_str(": ");
                value.write(depth + 1, out);
            }),
        }
    }
}

fn written<T>(out: &mut String, depth: usize, ends: [char; 2], items: &[T], write: impl Fn(&T, &mut String)) {
    let [open, close] = ends;
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        indent(depth + 1, out);
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        indent(depth, out);
    }
    out.push(close);
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A text as a string of JSON, which is one of YAML as well: what is not seen is escaped.
pub(super) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if is_unseen(letter) => _ = write!(out, "\\u{:04x}", u32::from(letter)),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
