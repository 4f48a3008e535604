//! AWS accounts.

use std::fmt;
use std::str::FromStr;

use super::text::ShortText;
use super::{AnyId, Row};

/// An AWS account that owns resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's name.
    pub name: String,
    /// The account's number, once it exists.
    pub number: Option<AccountNumber>,
    /// The path of organizational units from the root, each by name.
    pub ou_path: Vec<String>,
    /// What the planners want to remember.
    pub note: String,
}

impl Account {
    /// An account with only a name.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            number: None,
            ou_path: Vec::new(),
            note: String::new(),
        }
    }
}

impl Row for Account {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// An AWS account id: exactly twelve digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(ShortText<12>);

impl AccountNumber {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A text that is no account number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAccountNumber(String);

impl fmt::Display for InvalidAccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(40).collect();
        write!(f, "\"{shown}\" is not an account id: one has exactly 12 digits")
    }
}

impl std::error::Error for InvalidAccountNumber {}

impl FromStr for AccountNumber {
    type Err = InvalidAccountNumber;

    fn from_str(text: &str) -> Result<Self, InvalidAccountNumber> {
        match ShortText::new(text, |byte| byte.is_ascii_digit()) {
            Some(digits) if text.len() == 12 => Ok(Self(digits)),
            _ => Err(InvalidAccountNumber(text.to_owned())),
        }
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
