//! What the fields of version 1 hold: values spelled as text, sets and tags.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::address::{Cidr, NetmaskLength};
use crate::plan::{AccountNumber, Id, Principal, RegionCode, Tags as PlanTags};

/// A value that the file spells as text.
pub(super) trait Spelled: FromStr<Err: Display> + Display {
    /// What is expected where something else stands.
    const EXPECTED: &'static str;
}

impl<T> Spelled for Id<T> {
    const EXPECTED: &'static str = "an id";
}
impl Spelled for RegionCode {
    const EXPECTED: &'static str = "a Region code such as \"eu-central-1\"";
}
impl Spelled for AccountNumber {
    const EXPECTED: &'static str = "an account id of 12 digits in quotes";
}
impl Spelled for Cidr {
    const EXPECTED: &'static str = "a CIDR such as \"10.0.0.0/16\"";
}
impl Spelled for Principal {
    const EXPECTED: &'static str = "an account id of 12 digits in quotes, or an ARN,";
}

/// A value written with its `Display` and read with its `FromStr`, whose error becomes the problem.
#[derive(Clone, Copy)]
pub(super) struct Text<T>(pub(super) T);

impl<T: Spelled> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: Spelled> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(PhantomData<T>);
        impl<T: Spelled> Visitor<'_> for Reading<T> {
            type Value = Text<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<T>, E> {
                text.parse().map(Text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Reading(PhantomData))
    }
}

/// A netmask length, written as a number.
#[derive(Clone, Copy)]
pub(super) struct Length(pub(super) NetmaskLength);

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0.get())
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl Visitor<'_> for Reading {
            type Value = Length;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a netmask length (a whole number from 0 to 128)")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Length, E> {
                let length = u8::try_from(number).ok().and_then(NetmaskLength::new);
                length
                    .map(Length)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }
        }
        deserializer.deserialize_u8(Reading)
    }
}

/// A list in which nothing stands twice, written in order. Read in any order.
pub(super) struct Set<'a, T: Clone>(pub(super) Cow<'a, BTreeSet<T>>);

impl<T: Clone> Set<'_, T> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Clone> Default for Set<'_, T> {
    fn default() -> Self {
        Self(Cow::Owned(BTreeSet::new()))
    }
}

impl<T: Spelled + Clone> Serialize for Set<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().cloned().map(Text))
    }
}

impl<'de, T: Spelled + Clone + Ord> Deserialize<'de> for Set<'_, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(PhantomData<T>);
        impl<'de, T: Spelled + Clone + Ord> Visitor<'de> for Reading<T> {
            type Value = BTreeSet<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list in which each entry is {}", T::EXPECTED)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut set = BTreeSet::new();
                while let Some(Text(value)) = list.next_element::<Text<T>>()? {
                    if set.contains(&value) {
                        return Err(de::Error::custom(format_args!("\"{value}\" stands in this list twice")));
                    }
                    set.insert(value);
                }
                Ok(set)
            }
        }
        deserializer
            .deserialize_seq(Reading(PhantomData))
            .map(|set| Self(Cow::Owned(set)))
    }
}

/// Tags: an object of texts, written in order of key.
#[derive(Default)]
pub(super) struct Tags<'a>(pub(super) Cow<'a, PlanTags>);

impl Tags<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Tags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Tags<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = PlanTags;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of tags, such as {\"Environment\": \"prod\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PlanTags, A::Error> {
                let mut tags = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, String>()? {
                    // serde alone would keep the last of two and lose the other.
                    if tags.contains_key(&key) {
                        return Err(de::Error::custom(format_args!("the tag \"{key}\" stands here twice")));
                    }
                    tags.insert(key, value);
                }
                Ok(tags)
            }
        }
        deserializer.deserialize_map(Reading).map(|tags| Self(Cow::Owned(tags)))
    }
}

/// An object, and only that: what serde derives for a struct would take a list of the values as well.
pub(super) struct Object<T>(pub(super) T);

impl<T: Serialize> Serialize for Object<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reading<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_map(Reading(PhantomData)).map(Object)
    }
}

/// Reads a field that, when it is there at all, holds a value: `null` is none.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Whether a text may be left out of the file.
pub(super) fn is_empty(text: &str) -> bool {
    text.is_empty()
}
