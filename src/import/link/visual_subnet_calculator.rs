//! Links and files of ckabalan/visualsubnetcalc.
//!
//! A plan is a tree of blocks, each with the parts it is split into, or with a note and a colour. Version 1 names blocks by their
//! CIDR; version 2 does so in files, and in links by `7k`: the 7th block of netmask length 20 (`k` is 20 in base 36) in the base
//! network. Links hold the same with shorter keys, through LZString. Source: `exportConfig`, `minifySubnetMap`, `getNthSubnet` and
//! `processConfigUrl` of <https://github.com/ckabalan/visualsubnetcalc> at 7b26b90a, `dist/js/main.js`.

use super::{block, lz_string};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::json::{JsonReading, Kind, View};
use crate::import::note::Severity;
use crate::import::shapes::{Context, JsonReader, JsonShape, Output, Step};

/// The most characters that a name has; a longer note stays a note.
const LONGEST_NAME: usize = 80;

pub(super) const SHAPE: JsonShape = JsonShape {
    word: "a plan of Visual Subnet Calculator",
    is: |root| root.member("config_version").is_some() && root.member("subnets").is_some(),
    reader: || Box::new(Saved),
};

struct Saved;

impl JsonReader for Saved {
    fn step(&mut self, root: View<'_>, _context: &mut Context, out: &mut Output<'_>, _effort: usize) -> Step {
        plan(root, None, out);
        Step::Done
    }
}

/// Takes the plan of a link, without the version of the encoding.
pub(super) fn of_link(encoded: &str, line: u32, out: &mut Output<'_>) {
    let encoded = encoded.replace("%2B", "+").replace("%24", "$");
    let Some(text) = lz_string::decompress(&encoded) else {
        let sentence = "the link is damaged or cut off".to_owned();
        out.note(Severity::Refused, line, "c".to_owned(), &encoded, sentence);
        return;
    };
    let mut reading = JsonReading::new();
    let root = match reading.step(&text, usize::MAX) {
        Ok(true) => View::root(&text, reading.tree()),
        _ => None,
    };
    match root {
        Some(root) => plan(root, Some(line), out),
        None => {
            let sentence = "the link holds something else than a plan".to_owned();
            out.note(Severity::Refused, line, "c".to_owned(), &text, sentence);
        }
    }
}

/// Takes the blocks of a plan: the whole, and what it is split into in the end. The halves in between are how the planner splits,
/// and nothing that was planned.
fn plan(root: View<'_>, line: Option<u32>, out: &mut Output<'_>) {
    let either = |long: &str, short: &str| root.member(long).or_else(|| root.member(short));
    let version = either("config_version", "v");
    let version = version.and_then(|version| {
        version
            .text()
            .map(|text| text.into_owned())
            .or_else(|| Some(version.raw().to_owned()))
    });
    if !matches!(version.as_deref(), Some("1" | "2")) {
        let version = version.unwrap_or_default();
        let sentence = format!("this is version {version} of the planner's format; 1 and 2 are known");
        out.note(
            Severity::Refused,
            line.unwrap_or(root.line()),
            String::new(),
            &version,
            sentence,
        );
        return;
    }
    let base = either("base_network", "b").and_then(View::text);
    let base = base.and_then(|text| out.cidr(&text, line.unwrap_or(root.line()), || "base_network".to_owned()));
    let Some(subnets) = either("subnets", "s").filter(|subnets| subnets.kind() == Kind::Object) else {
        let sentence = "the plan has no subnets".to_owned();
        out.note(
            Severity::Refused,
            line.unwrap_or(root.line()),
            String::new(),
            "",
            sentence,
        );
        return;
    };
    let mut number = 0;
    let mut waiting: Vec<(Option<Cidr>, View<'_>, bool)> = vec![(None, subnets, true)];
    while let Some((cidr, view, is_above)) = waiting.pop() {
        let mut parts = Vec::new();
        let mut note = String::new();
        for (key, value) in view.members() {
            let at = line.unwrap_or(value.line());
            match &*key {
                "_note" | "_n" | "n" => note = value.text().unwrap_or_default().trim().to_owned(),
                "_color" | "_c" | "c" => {}
                _ if value.kind() == Kind::Object => {
                    let known = match (key.contains('/'), base) {
                        (true, _) | (false, None) => out.cidr(&key, at, || value.path()),
                        (false, Some(base)) => {
                            let known = of_number(base, &key);
                            if known.is_none() {
                                let sentence = format!("\"{key}\" names no block of {base}; it is left out");
                                out.note(Severity::Refused, at, value.path(), &key, sentence);
                            }
                            known
                        }
                    };
                    // Of a block that cannot be read, the parts can.
                    parts.push((known, value, is_above && cidr.is_none()));
                }
                _ => {
                    let sentence = format!("\"{key}\" is not known here, and left out");
                    out.note(Severity::Remark, at, value.path(), value.raw(), sentence);
                }
            }
        }
        let is_whole = is_above && cidr.is_some();
        let is_part = parts.is_empty();
        if let Some(cidr) = cidr.filter(|_| is_whole || is_part) {
            let mut block = block(cidr, line.unwrap_or(view.line()), number, out);
            number += 1;
            if note.chars().count() > LONGEST_NAME {
                block.note = Some(note);
            } else if !note.is_empty() {
                block.name = Some(note);
            }
            out.found.blocks.push(block);
        }
        waiting.extend(parts.into_iter().rev());
    }
}

/// The block `7k` of a base network.
fn of_number(base: Cidr, key: &str) -> Option<Cidr> {
    let (last, _) = key.char_indices().next_back()?;
    let (number, length) = (key.get(..last)?, key.get(last..)?);
    let length = u8::try_from(length.chars().next()?.to_digit(36)?).ok()?;
    let length = NetmaskLength::new(length).filter(|length| base.family() == Family::Ipv4 && length.get() <= 32)?;
    let number: u128 = number.parse().ok()?;
    let offset = number.checked_mul(1 << (32 - u32::from(length.get())))?;
    let first = base.first_bits().checked_add(offset)?;
    Cidr::from_bits(Family::Ipv4, first, length).filter(|block| base.contains(*block))
}
