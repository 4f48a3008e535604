//! What the fields of version 1 hold: values spelled as text, words, numbers.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use crate::address::{Cidr, NetmaskLength};
use crate::format::words;
use crate::plan::{AccountNumber, Id, InstanceType, Principal, Rate, RegionCode};

/// A value that the file spells as text: written with its `Display`, read with its `FromStr`, whose error becomes the
/// problem.
pub(super) trait Spelled: FromStr<Err: Display> + Display {
    /// What is expected where something else stands.
    const EXPECTED: &'static str;

    /// Whether it may hold what JSON writes as an escape.
    const HOLDS_ANY_TEXT: bool = false;
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
impl Spelled for InstanceType {
    const EXPECTED: &'static str = "an instance type such as \"m5.large\"";
}
impl Spelled for Rate {
    const EXPECTED: &'static str = "a decimal number in quotes such as \"0.00027\"";
}
impl Spelled for Cidr {
    const EXPECTED: &'static str = "a CIDR such as \"10.0.0.0/16\"";
}
impl Spelled for Principal {
    const EXPECTED: &'static str = "an account id of 12 digits in quotes, or an ARN,";
    const HOLDS_ANY_TEXT: bool = true;
}

/// The words of a field, each with what it means.
pub(super) type Words<T> = [(&'static str, T)];

/// The word for `value`.
pub(super) fn word_for<T: PartialEq>(words: &Words<T>, value: T) -> &'static str {
    let found = words.iter().find(|(_, meaning)| *meaning == value);
    // Each list of words has every value of its enum: a test writes them all.
    found.map_or("", |(word, _)| word)
}

/// The text that a JSON value is, or why it is none.
pub(super) fn text(value: &str) -> Result<Cow<'_, str>, String> {
    match unquoted(value) {
        // What stands between the quotes was checked when the value was found.
        Some(plain) if !plain.as_bytes().contains(&b'\\') => Ok(Cow::Borrowed(plain)),
        Some(_) => serde_json::from_str(value)
            .map(Cow::Owned)
            .map_err(|_| "an escape in the text stands for no character".to_owned()),
        None => Err(unexpected("a text in quotes", value)),
    }
}

fn unquoted(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

/// The value that a JSON text spells.
pub(super) fn spelled<T: Spelled>(value: &str) -> Result<T, String> {
    let Some(plain) = unquoted(value) else {
        return Err(unexpected(T::EXPECTED, value));
    };
    // What holds no backslash is read as it stands, which saves looking for one.
    if !T::HOLDS_ANY_TEXT
        && let Ok(spelled) = plain.parse()
    {
        return Ok(spelled);
    }
    text(value)?.parse().map_err(|error: T::Err| error.to_string())
}

/// Whether a JSON value is true or false.
pub(super) fn flag(value: &str) -> Result<bool, String> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(unexpected("true or false", value)),
    }
}

/// A whole number up to `max`.
pub(super) fn number(value: &str, max: u64) -> Result<u64, String> {
    let number = value.parse().ok().filter(|number| *number <= max);
    number.ok_or_else(|| unexpected(&format!("a whole number from 0 to {max}"), value))
}

/// A netmask length, which the file holds as a number.
pub(super) fn length(value: &str) -> Result<NetmaskLength, String> {
    let length = value.parse().ok().and_then(NetmaskLength::new);
    length.ok_or_else(|| unexpected("a netmask length (a whole number from 0 to 128)", value))
}

/// The meaning of a word.
pub(super) fn word<T: Copy>(value: &str, words: &Words<T>) -> Result<T, String> {
    let meaning = text(value)
        .ok()
        .and_then(|text| words.iter().find(|(word, _)| *word == text));
    meaning.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let words = match words.split_last() {
            Some((last, most)) if !most.is_empty() => format!("{} or {last}", most.join(", ")),
            _ => words.concat(),
        };
        unexpected(&words, value)
    })
}

/// What to say when `value` stands where something else is expected.
pub(super) fn unexpected(expected: &str, value: &str) -> String {
    let found = match value.as_bytes().first() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        _ => value.chars().take(60).collect(),
    };
    format!("{expected} is expected, not {found}")
}

/// That a value, which is JSON, could not be read as the object that is `expected`.
pub(super) fn no_object(expected: &str, value: &str, error: &serde_json::Error) -> String {
    if error.is_syntax() {
        words::HALF_CHARACTER.to_owned()
    } else {
        unexpected(expected, value)
    }
}
