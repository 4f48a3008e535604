//! Names by pattern: `prod-{az}`, `team-{letter}`, `{name}-{n}`.

use std::fmt;

use crate::address::Cidr;
use crate::ordered::OrderedSet;
use crate::plan::RegionCode;

/// How the parts of something are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// `{n}` counts from 1, `{nn}` and `{nnn}` with leading zeros.
    Number(usize),
    Letter,
    Zone,
    Region,
    Name,
    Cidr,
}

/// A text that is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing goes by this name.
    Unknown(String),
    /// A brace is opened and not closed.
    Unclosed,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(
                f,
                "{{{name}}} means nothing: write {{n}}, {{letter}}, {{az}}, {{region}}, {{name}} or {{cidr}}"
            ),
            Self::Unclosed => f.write_str("A { is not closed: write {n}, or another of the names"),
        }
    }
}

impl std::error::Error for PatternError {}

/// What the parts of something are named after.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan::gesture) struct Named<'a> {
    /// The name of what they are parts of.
    pub(in crate::plan::gesture) name: &'a str,
    /// Its Region.
    pub(in crate::plan::gesture) region: Option<RegionCode>,
}

impl NamePattern {
    /// Reads a pattern. `{n}` is the number of the part, `{nn}` with a leading zero, `{letter}` a, b, …, z, aa; `{az}` an
    /// Availability Zone of the Region, one after the other, `{region}` the Region; `{name}` the name of the whole and `{cidr}` the
    /// block. Two braces are one brace.
    ///
    /// # Errors
    /// What means nothing.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let (mut pieces, mut rest, mut plain) = (Vec::new(), text.trim(), String::new());
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                plain.push_str(&from[..1]);
                rest = after;
                continue;
            }
            let Some(inside) = from.strip_prefix('{') else {
                plain.push('}');
                rest = &from[1..];
                continue;
            };
            let (token, after) = inside.split_once('}').ok_or(PatternError::Unclosed)?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(match token.trim() {
                "n" => Piece::Number(1),
                "nn" => Piece::Number(2),
                "nnn" => Piece::Number(3),
                "letter" => Piece::Letter,
                "az" => Piece::Zone,
                "region" => Piece::Region,
                "name" => Piece::Name,
                "cidr" => Piece::Cidr,
                other => return Err(PatternError::Unknown(other.chars().take(20).collect())),
            });
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    /// The pattern that gives each part this name, or its number behind it where that makes two of one name.
    pub(in crate::plan::gesture) fn of_text(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    /// Whether parts are spread over Availability Zones.
    pub(super) fn has_zones(&self) -> bool {
        self.0.contains(&Piece::Zone)
    }

    /// The names of parts. Where the pattern gives two the same name, all get their number: "prod" becomes prod-1, prod-2.
    pub(in crate::plan::gesture) fn names(&self, of: Named<'_>, parts: &[Cidr]) -> Vec<String> {
        let plain: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(at, cidr)| self.name(of, at, *cidr))
            .collect();
        let distinct: OrderedSet<&String> = plain.iter().collect();
        if distinct.len() == plain.len() || plain.iter().all(String::is_empty) {
            return plain;
        }
        plain
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{name}-{}", at + 1))
            .collect()
    }

    fn name(&self, of: Named<'_>, at: usize, cidr: Cidr) -> String {
        let mut name = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => name.push_str(text),
                Piece::Number(digits) => name.push_str(&format!("{:0digits$}", at + 1)),
                Piece::Letter => name.push_str(&letters(at)),
                Piece::Zone => name.push_str(&zone(of.region, at)),
                Piece::Region => name.push_str(of.region.as_ref().map_or("", RegionCode::as_str)),
                Piece::Name => name.push_str(of.name),
                Piece::Cidr => name.push_str(&cidr.to_string()),
            }
        }
        name
    }
}

/// The zones of a Region one after the other, and from the start again; the letter alone where the Region is not known.
pub(super) fn zone(region: Option<RegionCode>, at: usize) -> String {
    let zones = region
        .and_then(|region| region.listing())
        .and_then(|listing| listing.zones);
    let letter = letters(at % usize::from(zones.unwrap_or(26).max(1)));
    match region {
        Some(region) => format!("{region}{letter}"),
        None => letter,
    }
}

/// a, b, …, z, aa, ab, … as spreadsheets count columns.
fn letters(at: usize) -> String {
    let mut left = at;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (left % 26) as u8));
        match (left / 26).checked_sub(1) {
            Some(next) => left = next,
            None => break letters.iter().rev().collect(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{NamePattern, Named, PatternError, letters};

    #[test]
    fn patterns_name_parts() {
        let parts: Vec<_> = "10.0.0.0/24"
            .parse::<super::Cidr>()
            .unwrap()
            .split(super::super::length(26))
            .unwrap()
            .collect();
        let of = Named {
            name: "prod",
            region: Some("eu-central-1".parse().unwrap()),
        };
        for (pattern, names) in [
            ("{name}-{n}", ["prod-1", "prod-2", "prod-3", "prod-4"]),
            ("x{nn}", ["x01", "x02", "x03", "x04"]),
            ("{letter}", ["a", "b", "c", "d"]),
            ("same", ["same-1", "same-2", "same-3", "same-4"]),
            (
                "{region}{{{n}}}",
                [
                    "eu-central-1{1}",
                    "eu-central-1{2}",
                    "eu-central-1{3}",
                    "eu-central-1{4}",
                ],
            ),
            (
                "{cidr}",
                ["10.0.0.0/26", "10.0.0.64/26", "10.0.0.128/26", "10.0.0.192/26"],
            ),
            // Frankfurt has three zones, so that the fourth part comes into the first again.
            (
                "p-{az}",
                [
                    "p-eu-central-1a-1",
                    "p-eu-central-1b-2",
                    "p-eu-central-1c-3",
                    "p-eu-central-1a-4",
                ],
            ),
            ("", ["", "", "", ""]),
        ] {
            assert_eq!(
                NamePattern::parse(pattern).unwrap().names(of, &parts),
                names,
                "{pattern}"
            );
        }
        assert_eq!(
            NamePattern::parse("{zone}"),
            Err(PatternError::Unknown("zone".to_owned()))
        );
        assert_eq!(NamePattern::parse("a{n"), Err(PatternError::Unclosed));
    }

    #[test]
    fn letters_count_as_columns_do() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(letters),
            ["a", "z", "aa", "az", "ba", "zz", "aaa"]
        );
    }
}
