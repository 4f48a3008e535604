//! Availability Zones by the letter that their name ends with.

use std::fmt;

use crate::plan::RegionCode;

/// The letter of an Availability Zone: `a` of `eu-central-1a`. Which zone a letter means differs from account to account, and
/// an account need not have the first letters: <https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneLetter(u8);

impl ZoneLetter {
    /// How many letters there are.
    pub const COUNT: u8 = 26;

    /// The letter, if it is one of `a` to `z`.
    pub fn new(letter: char) -> Option<Self> {
        u8::try_from(letter).ok().filter(u8::is_ascii_lowercase).map(Self)
    }

    /// The first letters.
    pub fn first(count: u8) -> impl Iterator<Item = Self> {
        (b'a'..=b'z').take(usize::from(count)).map(Self)
    }

    /// The name of the zone in a Region.
    pub fn zone_of(self, region: RegionCode) -> String {
        format!("{region}{self}")
    }
}

impl fmt::Display for ZoneLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        char::from(self.0).fmt(f)
    }
}
