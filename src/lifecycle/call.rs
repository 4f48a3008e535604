//! Calls of the AWS CLI.

use std::fmt;

use crate::plan::{AnyId, RegionCode};

/// A call of the AWS CLI. Its text is a line for a POSIX shell: whatever names and tags say, each argument stays one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Service and operation: `ec2 create-ipam-pool`.
    pub operation: &'static str,
    /// The arguments, in order.
    pub arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// For example `--locale`.
    pub name: &'static str,
    /// Its values: none for a flag.
    pub values: Vec<Value>,
}

/// A value of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Known.
    Text(String),
    /// An id that only AWS knows: "ipam-pool-id of the pool Production".
    Id {
        /// Of which row.
        of: AnyId,
        /// What is made again has one id before and another one after.
        age: Age,
        /// Which id it is, in words.
        what: String,
    },
    /// What the plan does not say.
    Placeholder(String),
    /// One word of several parts: `ResourceId=…,ResourceType=vpc`.
    Joined(Vec<Value>),
}

/// Which one is meant of what exists and what is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// The one that exists.
    Existing,
    /// The one that the steps make.
    Made,
}

impl Call {
    pub(super) fn new(operation: &'static str) -> Self {
        Self {
            operation,
            arguments: Vec::new(),
        }
    }

    /// A call that is made in `region`.
    pub(super) fn at(operation: &'static str, region: RegionCode) -> Self {
        Self::new(operation).text("--region", region)
    }

    pub(super) fn flag(mut self, name: &'static str) -> Self {
        let values = Vec::new();
        self.arguments.push(Argument { name, values });
        self
    }

    pub(super) fn value(mut self, name: &'static str, value: Value) -> Self {
        let values = vec![value];
        self.arguments.push(Argument { name, values });
        self
    }

    pub(super) fn text(self, name: &'static str, text: impl fmt::Display) -> Self {
        self.value(name, Value::Text(text.to_string()))
    }

    /// An argument, if there is something to say.
    pub(super) fn some(self, name: &'static str, text: Option<String>) -> Self {
        match text {
            Some(text) => self.value(name, Value::Text(text)),
            None => self,
        }
    }

    pub(super) fn list(mut self, name: &'static str, values: Vec<String>) -> Self {
        if !values.is_empty() {
            let values = values.into_iter().map(Value::Text).collect();
            self.arguments.push(Argument { name, values });
        }
        self
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "aws {}", self.operation)?;
        for argument in &self.arguments {
            write!(f, " {}", argument.name)?;
            for value in &argument.values {
                write!(f, " {value}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.plain()))
    }
}

impl Value {
    /// The value as it reaches the program.
    fn plain(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Placeholder(what) | Value::Id { what, .. } => format!("<{what}>"),
            Value::Joined(parts) => parts.iter().map(Value::plain).collect(),
        }
    }
}

/// A text as one word of a POSIX shell.
pub(super) fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:=,@+-".contains(&byte);
    // A control character would be obeyed by the terminal that the line is pasted into.
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if !text.is_empty() && text.bytes().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}
