//! HCL as `terraform fmt` would leave it.

use std::fmt::Write;

use crate::plan::Tags;

/// A text as a string of HCL that means exactly that text: neither a quote nor `${` nor `%{` in it means anything.
pub(in crate::export) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if letters.peek() == Some(&'{') => out.extend([letter, letter]),
            letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A block, before it is written.
#[derive(Default)]
pub(super) struct Block {
    /// The first line without the brace: `resource "aws_vpc" "main"`.
    head: String,
    /// `provider`, which comes first.
    meta: Vec<(&'static str, String)>,
    arguments: Vec<(&'static str, String)>,
    maps: Vec<(&'static str, Vec<(String, String)>)>,
    blocks: Vec<(&'static str, Vec<(&'static str, String)>)>,
    depends_on: Vec<String>,
}

impl Block {
    pub(super) fn new(head: String) -> Self {
        Self {
            head,
            ..Self::default()
        }
    }

    pub(super) fn resource(kind: &str, name: &str) -> Self {
        Self::new(format!("resource \"{kind}\" \"{name}\""))
    }

    /// An argument that is an expression.
    pub(super) fn set(&mut self, name: &'static str, expression: impl Into<String>) {
        self.arguments.push((name, expression.into()));
    }

    /// A meta-argument that is an expression.
    pub(super) fn meta(&mut self, name: &'static str, expression: impl Into<String>) {
        self.meta.push((name, expression.into()));
    }

    /// An argument that is a text, unless it is empty.
    pub(super) fn text(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.set(name, text(value));
        }
    }

    /// Tags, unless there are none.
    pub(super) fn tags(&mut self, name: &'static str, tags: &Tags) {
        if !tags.is_empty() {
            let entries = tags.iter().map(|(key, value)| (text(key), text(value)));
            self.maps.push((name, entries.collect()));
        }
    }

    pub(super) fn block(&mut self, name: &'static str, arguments: Vec<(&'static str, String)>) {
        self.blocks.push((name, arguments));
    }

    pub(super) fn after(&mut self, address: Option<String>) {
        self.depends_on.extend(address);
    }

    pub(super) fn write(self, out: &mut String) {
        out.push_str(&self.head);
        out.push_str(" {\n");
        let start = out.len();
        // A blank line between parts, none before the first.
        let part = |out: &mut String| {
            if out.len() > start {
                out.push('\n');
            }
        };
        aligned(&self.meta, "  ", out);
        if !self.arguments.is_empty() {
            part(out);
            aligned(&self.arguments, "  ", out);
        }
        for (name, arguments) in &self.blocks {
            part(out);
            _ = writeln!(out, "  {name} {{");
            aligned(arguments, "    ", out);
            out.push_str("  }\n");
        }
        for (name, entries) in &self.maps {
            part(out);
            _ = writeln!(out, "  {name} = {{");
            aligned(entries, "    ", out);
            out.push_str("  }\n");
        }
        match self.depends_on.as_slice() {
            [] => {}
            [only] => {
                part(out);
                _ = writeln!(out, "  depends_on = [{only}]");
            }
            several => {
                part(out);
                out.push_str("  depends_on = [\n");
                for address in several {
                    _ = writeln!(out, "    {address},");
                }
                out.push_str("  ]\n");
            }
        }
        out.push_str("}\n\n");
    }
}

/// Lines of one group: the equals signs stand below one another.
pub(in crate::export) fn aligned<N: AsRef<str>>(lines: &[(N, String)], indent: &str, out: &mut String) {
    let width = |name: &N| columns(name.as_ref());
    let widest = lines.iter().map(|(name, _)| width(name)).max().unwrap_or_default();
    for (name, expression) in lines {
        let spaces = " ".repeat(widest.saturating_sub(width(name)));
        _ = writeln!(out, "{indent}{}{spaces} = {expression}", name.as_ref());
    }
}

/// How many columns a text takes: a character with what combines with it is one.
fn columns(text: &str) -> usize {
    const JOINER: char = '\u{200d}';
    let combines = |letter: char| matches!(letter, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | JOINER);
    let mut before = ' ';
    let mut columns = 0;
    for letter in text.chars() {
        columns += usize::from(before != JOINER && !combines(letter));
        before = letter;
    }
    columns
}
