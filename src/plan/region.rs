//! AWS Regions as a plan names them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::region_list::{REGIONS, RegionListing};
use super::text::ShortText;

/// The code of an AWS Region (`eu-central-1`), or of the network border group of a Local Zone (`us-west-2-lax-1`).
///
/// 1 to 24 characters of `a-z`, `0-9` and `-`. It need not be a Region that exists: AWS opens new ones, and a plan with a
/// misspelt one is still a plan. [`RegionCode::listing`] tells what is known about it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(ShortText<24>);

impl RegionCode {
    /// A number of 32 bits that others seldom have.
    pub(super) fn mixed(&self) -> u32 {
        self.0.mixed()
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What AWS says about the Region, if it is one that is listed.
    pub fn listing(&self) -> Option<&'static RegionListing> {
        let code = self.as_str();
        REGIONS
            .binary_search_by(|region| region.code.cmp(code))
            .ok()
            .and_then(|found| REGIONS.get(found))
    }
}

/// A text that is no Region code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRegionCode(String);

impl fmt::Display for InvalidRegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not a Region code: one looks like eu-central-1, in lower case",
            self.0.chars().take(40).collect::<String>()
        )
    }
}

impl std::error::Error for InvalidRegionCode {}

impl FromStr for RegionCode {
    type Err = InvalidRegionCode;

    fn from_str(text: &str) -> Result<Self, InvalidRegionCode> {
        ShortText::new(text, |byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
        })
        .map(Self)
        .ok_or_else(|| InvalidRegionCode(text.to_owned()))
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = RegionCode;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a Region code such as \"eu-central-1\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RegionCode, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
