//! What says whether a text is ours and which version it is, without reading the rest.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::FORMAT;
use super::json_path::Key;

/// The most keys that are kept to tell what a foreign file is.
const MAX_KEYS: usize = 32;

/// What the top-level object says of itself.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Whether `format` names this program.
    pub(super) is_ours: bool,
    /// `version` as it stands in the text.
    pub(super) version: Option<String>,
    /// The first keys.
    pub(super) keys: Vec<String>,
}

impl Header {
    /// Reads as far as `format` and `version`: in a file that this program wrote, the first two lines.
    pub(super) fn peek(text: &str) -> Self {
        let mut header = Header::default();
        // Reading stops where enough is known, which the deserializer takes for an error. What was seen is what counts;
        // whether the rest is JSON is found out by whoever reads it.
        let _stopped = serde_json::Deserializer::from_str(text).deserialize_map(Peek(&mut header));
        header
    }
}

struct Peek<'h>(&'h mut Header);

impl<'de> Visitor<'de> for Peek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(header) = self;
        while !(header.is_ours && header.version.is_some()) {
            let Some(Key(key)) = map.next_key()? else {
                break;
            };
            match &*key {
                "format" => {
                    let format = map.next_value::<&RawValue>()?;
                    header.is_ours = serde_json::from_str::<Key<'_>>(format.get()).is_ok_and(|text| text.0 == FORMAT);
                }
                "version" => header.version = Some(map.next_value::<&RawValue>()?.get().to_owned()),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if header.keys.len() < MAX_KEYS {
                header.keys.push(key.into_owned());
            }
        }
        Ok(())
    }
}
