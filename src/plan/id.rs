//! How the rows of a plan are named.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::text::ShortText;

/// The most characters an id may have.
pub const MAX_ID_LENGTH: usize = 16;

/// An id of a row of any table.
pub(super) type RawId = ShortText<MAX_ID_LENGTH>;

/// The id of a row of table `T`: 1 to 16 characters of `a-z`, `A-Z`, `0-9`, `-` and `_`.
///
/// Ids are minted outside the domain, from random text, so that two copies of a plan never mint the same id for two
/// things. They say nothing about what they name, and an AWS id is an attribute of a row, never its id.
pub struct Id<T> {
    text: RawId,
    row: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// What orders before every id; no row has it.
    pub(crate) const LEAST: Self = Self {
        text: ShortText::EMPTY,
        row: PhantomData,
    };

    /// The id of a row of this table.
    pub(super) fn from_raw(text: RawId) -> Self {
        Self { text, row: PhantomData }
    }

    /// The id without what it is of.
    pub(super) fn raw(&self) -> RawId {
        self.text
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

/// A text that is no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId(String);

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not an id: an id is 1 to {MAX_ID_LENGTH} characters of a-z, A-Z, 0-9, - and _",
            self.0.chars().take(40).collect::<String>()
        )
    }
}

impl std::error::Error for InvalidId {}

impl<T> FromStr for Id<T> {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        ShortText::new(text, |byte| {
            byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
        })
        .map(|text| Self { text, row: PhantomData })
        .ok_or_else(|| InvalidId(text.to_owned()))
    }
}

/// Where ids come from. The browser draws them from its random source, a test counts.
pub trait IdSource {
    /// A number that was not given out before; its low 60 bits become the id.
    fn draw(&mut self) -> u64;
}

/// The digits of a minted id: no `i`, `l`, `o` and `u`, which are misread.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl<T> Id<T> {
    /// A fresh id: twelve digits of base 32.
    pub fn mint(source: &mut dyn IdSource) -> Self {
        let number = source.draw();
        let digits: [u8; 12] = std::array::from_fn(|place| {
            let shift = 5 * (11 - place);
            DIGITS[usize::from((number >> shift) as u8 & 31)]
        });
        Self {
            text: ShortText::from_ascii(&digits),
            row: PhantomData,
        }
    }
}

/// Ids counted up from a start: the same every time, for tests, benchmarks and worked examples.
#[derive(Clone, Debug, Default)]
pub struct CountedIds(u64);

impl CountedIds {
    /// Ids from the one of `start` on.
    pub fn starting_at(start: u64) -> Self {
        Self(start)
    }
}

impl IdSource for CountedIds {
    fn draw(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(PhantomData<T>);
        impl<T> de::Visitor<'_> for Visitor<T> {
            type Value = Id<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an id of 1 to {MAX_ID_LENGTH} characters")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id<T>, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor(PhantomData))
    }
}
