//! From a text to a plan, or to what is wrong with it.

use serde::de::IgnoredAny;

use super::error::{Location, OpenError, Problem, offset_of_error};
use super::foreign::Foreign;
use super::header::Header;
use super::json_path::{Step, offset_of, value_at};
use super::limits::MAX_BYTES;
use super::{VERSION, v1, words};
use crate::plan::Plan;

/// A plan that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The plan.
    pub plan: Plan,
    /// The version of the file it stood in.
    pub version: u32,
}

/// Reads the bytes of a file. Unlike a text that the browser made of them, they show when they are not UTF-8.
///
/// # Errors
/// See [`read`].
pub fn read_bytes(bytes: &[u8]) -> Result<Opened, OpenError> {
    if bytes.len() > MAX_BYTES {
        return Err(OpenError::TooLarge { bytes: bytes.len() });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(OpenError::NotText {
                location: Location::of_offset(&String::from_utf8_lossy(before), before.len()),
                utf16: bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]),
            })
        }
    }
}

/// Reads the text of a file: all of it, or nothing. O(text), whatever it says.
///
/// # Errors
/// What the text is instead, or every problem that stands in it: [`OpenError`] tells them apart.
pub fn read(text: &str) -> Result<Opened, OpenError> {
    Reading::of(text)?.end()
}

/// The reading of a text in pieces, for whoever must let others go on in between. What comes of it is what [`read`] gives.
pub struct Reading<'t>(v1::Reader<'t>);

impl<'t> Reading<'t> {
    /// Looks at the beginning of the text of a file.
    ///
    /// # Errors
    /// What the text is instead of a plan.
    pub fn of(text: &'t str) -> Result<Self, OpenError> {
        if text.len() > MAX_BYTES {
            return Err(OpenError::TooLarge { bytes: text.len() });
        }
        // Some editors begin a file with a byte order mark, which JSON does not have.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(OpenError::Empty);
        }
        let header = Header::peek(text);
        if !header.is_ours {
            check_json(text)?;
            return Err(OpenError::NotOurs {
                looks_like: Foreign::of_keys(&header.keys),
            });
        }
        match version(header.version.as_deref()) {
            Version::Known(1) => Ok(Self(v1::Reader::of(text))),
            Version::Known(newer) => Err(OpenError::Newer {
                version: newer.to_string(),
            }),
            Version::Newer(version) => Err(OpenError::Newer { version }),
            Version::Invalid(sentence) => {
                check_json(text)?;
                Err(OpenError::Broken(vec![Problem {
                    path: "version".to_owned(),
                    location: Location::of_offset(
                        text,
                        offset_of(text, value_at(text, &[Step::Key("version".to_owned())])),
                    ),
                    sentence,
                }]))
            }
        }
    }

    /// Reads on: `rows` rows at most. Whether there may be more. O(rows).
    pub fn go_on(&mut self, rows: usize) -> bool {
        self.0.go_on(rows)
    }

    /// The plan; what was not read yet is.
    ///
    /// # Errors
    /// Every problem that stands in the text, or that it is not JSON.
    pub fn end(self) -> Result<Opened, OpenError> {
        self.0.finish().map(|plan| Opened { plan, version: 1 })
    }
}

/// That `text` is JSON, whatever it says.
pub(super) fn check_json(text: &str) -> Result<(), OpenError> {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let offset = offset_of_error(text, &error);
            Err(OpenError::NotJson {
                location: Location::of_offset(text, offset),
                sentence: words::of_syntax(text, offset, &error),
            })
        }
    }
}

enum Version {
    Known(u32),
    Newer(String),
    Invalid(String),
}

fn version(text: Option<&str>) -> Version {
    let Some(text) = text else {
        return Version::Invalid(format!("the version is missing; this planner writes {VERSION}"));
    };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(0) => Version::Invalid("there is no version 0; the first is 1".to_owned()),
        Ok(known) => Version::Known(known),
        Err(_) if is_number => Version::Newer(text.chars().take(40).collect()),
        Err(_) => {
            let shown: String = text.chars().take(40).collect();
            Version::Invalid(format!("the version is a whole number such as {VERSION}, not {shown}"))
        }
    }
}
