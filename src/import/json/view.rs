//! A value of a tree, with the text that it stands in.

use std::borrow::Cow;

use super::tree::{Kind, Node, Tree};

/// A value, to be looked into. Looking never fails: what is not there, or is something else, is nothing.
#[derive(Clone, Copy)]
pub(in crate::import) struct View<'t> {
    text: &'t str,
    tree: &'t Tree,
    at: u32,
}

impl<'t> View<'t> {
    /// The document that `tree` is, if there is one.
    pub(in crate::import) fn root(text: &'t str, tree: &'t Tree) -> Option<Self> {
        (!tree.nodes.is_empty()).then_some(Self { text, tree, at: 0 })
    }

    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.at as usize)
    }

    fn view(self, at: u32) -> Self {
        Self { at, ..self }
    }

    /// What it is.
    pub(in crate::import) fn kind(self) -> Kind {
        self.node().map_or(Kind::Null, |node| node.kind)
    }

    /// Whether it is `null`.
    pub(in crate::import) fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The value as it is written.
    pub(in crate::import) fn raw(self) -> &'t str {
        let node = self.node();
        node.and_then(|node| self.text.get(node.start as usize..node.end as usize))
            .unwrap_or_default()
    }

    /// The first byte of it in the text.
    pub(in crate::import) fn start(self) -> usize {
        self.node().map_or(0, |node| node.start as usize)
    }

    /// The line it begins on, from 1.
    pub(in crate::import) fn line(self) -> u32 {
        self.tree.line_and_column(self.text, self.start()).0
    }

    /// The text that it is. Half of a pair of escapes (`\ud83d` alone) stands for no character, and becomes U+FFFD.
    pub(in crate::import) fn text(self) -> Option<Cow<'t, str>> {
        if self.kind() != Kind::Text {
            return None;
        }
        let raw = self.raw();
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        Some(match inside.contains('\\') {
            true => Cow::Owned(unescaped(inside)),
            false => Cow::Borrowed(inside),
        })
    }

    /// Whether it is true or false.
    pub(in crate::import) fn flag(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The whole number that it is.
    pub(in crate::import) fn whole(self) -> Option<u64> {
        match self.kind() {
            Kind::Number => self.raw().parse().ok(),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub(in crate::import) fn elements(self) -> Elements<'t> {
        let at = if self.kind() == Kind::List {
            self.at + 1
        } else {
            u32::MAX
        };
        self.from(at)
    }

    /// The elements from that of the mark `at` on: see [`Elements::mark`].
    pub(in crate::import) fn elements_from(self, mark: u32) -> Elements<'t> {
        self.from(mark.max(self.at + 1))
    }

    fn from(self, at: u32) -> Elements<'t> {
        let end = match self.node() {
            Some(node) if at != u32::MAX => node.next,
            _ => 0,
        };
        Elements {
            view: self.view(at),
            end,
        }
    }

    /// The members with their keys, if it is an object; of equal keys each.
    pub(in crate::import) fn members(self) -> Members<'t> {
        let at = if self.kind() == Kind::Object {
            self.at + 1
        } else {
            u32::MAX
        };
        Members(self.from(at))
    }

    /// The member of this key: of several the last, as other readers of JSON have it. Nothing if it is `null`.
    pub(in crate::import) fn member(self, key: &str) -> Option<Self> {
        let found = self.members().filter(|(name, _)| name == key).last();
        found.map(|(_, value)| value).filter(|value| !value.is_null())
    }

    /// The keys and numbers that lead to it: `Vpcs[2].CidrBlock`.
    pub(in crate::import) fn path(self) -> String {
        let mut path = String::new();
        let mut above = self.view(0);
        while above.at != self.at {
            let holds = |view: &Self| view.at <= self.at && view.node().is_some_and(|node| self.at < node.next);
            if above.kind() == Kind::Object {
                let Some((key, below)) = above.members().find(|(_, value)| holds(value)) else {
                    break;
                };
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
                above = below;
            } else {
                let Some((place, below)) = above.elements().enumerate().find(|(_, value)| holds(value)) else {
                    break;
                };
                path.push_str(&format!("[{place}]"));
                above = below;
            }
        }
        path
    }
}

/// Values one behind the other.
pub(in crate::import) struct Elements<'t> {
    view: View<'t>,
    end: u32,
}

impl Elements<'_> {
    /// Where the next element is: to go on from there later.
    pub(in crate::import) fn mark(&self) -> u32 {
        self.view.at
    }
}

impl<'t> Iterator for Elements<'t> {
    type Item = View<'t>;

    fn next(&mut self) -> Option<View<'t>> {
        if self.view.at >= self.end {
            return None;
        }
        let view = self.view;
        self.view.at = view.node()?.next;
        Some(view)
    }
}

/// Members one behind the other.
pub(in crate::import) struct Members<'t>(Elements<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (Cow<'t, str>, View<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.0.next()?;
        let value = self.0.next()?;
        Some((key.text().unwrap_or_default(), value))
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.get(at + 1..).unwrap_or_default();
        let mut length = 1;
        match escape.bytes().next() {
            Some(b'b') => plain.push('\u{8}'),
            Some(b'f') => plain.push('\u{c}'),
            Some(b'n') => plain.push('\n'),
            Some(b'r') => plain.push('\r'),
            Some(b't') => plain.push('\t'),
            Some(b'u') => {
                let high = unit(escape);
                let low = escape.get(5..).and_then(|rest| rest.strip_prefix('\\'));
                let low = low.filter(|low| low.starts_with('u')).map(unit);
                let pair = char::decode_utf16([Some(high), low].into_iter().flatten()).next();
                let one = pair.and_then(Result::ok);
                plain.push(one.unwrap_or(char::REPLACEMENT_CHARACTER));
                length = if one.is_some_and(|one| one.len_utf16() == 2) {
                    11
                } else {
                    5
                };
            }
            Some(_) => plain.extend(escape.chars().next()),
            None => {}
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// The number behind the `u` of an escape.
fn unit(escape: &str) -> u16 {
    let digits = escape.get(1..5).unwrap_or_default();
    u16::from_str_radix(digits, 16).unwrap_or_default()
}
