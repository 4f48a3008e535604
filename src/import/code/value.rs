//! What stands in a field.

/// A value, as far as it is known before anything is deployed.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) enum Value {
    Null,
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<Field>),
    /// Something of another resource: its name, and what of it.
    Reference {
        to: String,
        attribute: String,
    },
    /// What a deployment works out, as it is written.
    Computed(String),
}

/// A field: its name in small letters with underscores, and the line it stands on.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Field {
    pub(in crate::import) name: String,
    pub(in crate::import) line: u32,
    pub(in crate::import) value: Value,
}

impl Value {
    /// The text that a text, number or flag is.
    pub(in crate::import) fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// The whole number that it is, or that its text spells.
    pub(in crate::import) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The flag that it is, or that its text spells.
    pub(in crate::import) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The member of this name.
    pub(in crate::import) fn member(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
            _ => None,
        }
    }

    /// The value as it would be written, for a note.
    pub(in crate::import) fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Computed(text) => text.clone(),
            Self::Reference { to, attribute } => format!("{to}.{attribute}"),
            Self::List(list) => format!("a list of {}", list.len()),
            Self::Map(_) => "an object".to_owned(),
        }
    }

    /// Whether nothing in it is computed.
    pub(in crate::import) fn is_known(&self) -> bool {
        match self {
            Self::Reference { .. } | Self::Computed(_) => false,
            Self::List(list) => list.iter().all(Self::is_known),
            Self::Map(fields) => fields.iter().all(|field| field.value.is_known()),
            _ => true,
        }
    }
}
