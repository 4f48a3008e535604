//! The values of a document.

use crate::import::json::{Kind, View};

/// A value, and the line it begins on.
#[derive(Clone, Debug)]
pub(in crate::import) struct Node {
    pub(in crate::import) line: u32,
    /// The short tag before it, without its exclamation mark: `Ref` of `!Ref`.
    pub(in crate::import) tag: Option<String>,
    pub(in crate::import) value: Value,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(in crate::import) enum Value {
    Null,
    /// A number, true or false, or a word without quotes.
    Plain(String),
    /// A text in quotes, or a block of text.
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The text, number or flag that it is, as it is written.
    pub(in crate::import) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Plain(text) | Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is true or false, as YAML 1.1 spells it.
    pub(in crate::import) fn flag(&self) -> Option<bool> {
        match self.text()?.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub(in crate::import) fn elements(&self) -> &[Node] {
        match &self.value {
            Value::List(list) => list,
            _ => &[],
        }
    }

    /// The members, if it is a map.
    pub(in crate::import) fn members(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }

    /// The member of this key, unless it is null.
    pub(in crate::import) fn member(&self, key: &str) -> Option<&Node> {
        let found = self.members().iter().find(|(name, _)| name == key);
        found
            .map(|(_, node)| node)
            .filter(|node| !matches!(node.value, Value::Null))
    }

    /// The tree of a document of JSON.
    pub(in crate::import) fn of_json(view: View<'_>) -> Self {
        let value = match view.kind() {
            Kind::Null => Value::Null,
            Kind::True | Kind::False | Kind::Number => Value::Plain(view.raw().to_owned()),
            Kind::Text => Value::Text(view.text().unwrap_or_default().into_owned()),
            Kind::List => Value::List(view.elements().map(Self::of_json).collect()),
            Kind::Object => {
                let members = view
                    .members()
                    .map(|(key, value)| (key.into_owned(), Self::of_json(value)));
                Value::Map(members.collect())
            }
        };
        Self {
            line: view.line(),
            tag: None,
            value,
        }
    }
}
