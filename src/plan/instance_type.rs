//! Instance types of EC2 as a plan names them.

use std::fmt;
use std::str::FromStr;

use super::text::ShortText;

/// The name of an instance type: a family, a point and a size (`m5.large`), 3 to 24 characters of `a-z`, `0-9` and `-`.
///
/// It need not be one that is known: AWS brings new ones, and a plan with a misspelt one is still a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceType(ShortText<24>);

impl InstanceType {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A text that names no instance type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidInstanceType(String);

impl fmt::Display for InvalidInstanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(40).collect();
        write!(
            f,
            "\"{shown}\" is not an instance type: one looks like m5.large, in lower case"
        )
    }
}

impl std::error::Error for InvalidInstanceType {}

impl FromStr for InstanceType {
    type Err = InvalidInstanceType;

    fn from_str(text: &str) -> Result<Self, InvalidInstanceType> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
        let is_named = |(family, size): (&str, &str)| !family.is_empty() && !size.is_empty() && !size.contains('.');
        let has_parts = text.split_once('.').is_some_and(is_named);
        ShortText::new(text, allowed)
            .filter(|_| has_parts)
            .map(Self)
            .ok_or_else(|| InvalidInstanceType(text.to_owned()))
    }
}

impl fmt::Debug for InstanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for InstanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
