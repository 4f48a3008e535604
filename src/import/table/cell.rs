//! What single cells say.

use std::net::IpAddr;

use crate::address::{Cidr, NetmaskLength, ParseCidrError};
use crate::import::found::{BlockKind, Owner};
use crate::plan::{AccountNumber, REGIONS, RegionCode, Tags};

/// A cell without white space around it, and without the apostrophe that keeps a spreadsheet from computing it.
pub(super) fn plain(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// What a cell, or a part of one, says where a CIDR is expected.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Addresses {
    /// A block, and how it differs from what is written.
    Block(Cidr, Option<String>),
    /// One address, without a length.
    Address(IpAddr),
    /// A size alone.
    Size(NetmaskLength),
    /// Nothing of that.
    Wrong(String),
}

/// Reads a block as people write it, or a size.
pub(super) fn addresses(text: &str) -> Addresses {
    // NetBox writes a dot for each level in front.
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '·' | '└' | '─' | '>'));
    if let Some(length) = text.strip_prefix('/').and_then(length) {
        return Addresses::Size(length);
    }
    match Cidr::parse_lenient(text) {
        Ok(block) if block.had_host_bits() => {
            let sentence = format!("{text} has host bits set; it is taken as {}", block.cidr);
            Addresses::Block(block.cidr, Some(sentence))
        }
        Ok(block) => Addresses::Block(block.cidr, None),
        Err(ParseCidrError::MissingSlash { address }) => Addresses::Address(address),
        Err(error) => match repaired(text, &error) {
            Some(cidr) => Addresses::Block(cidr, Some(format!("{text} is taken as {cidr}"))),
            None => Addresses::Wrong(error.to_string()),
        },
    }
}

/// The block that was meant, where there is only one way to read what is written.
fn repaired(text: &str, error: &ParseCidrError) -> Option<Cidr> {
    let before = |text: &str| {
        text.split_once('/')
            .and_then(|(address, _)| address.trim().parse().ok())
    };
    match error {
        ParseCidrError::Range { block } => *block,
        ParseCidrError::Netmask { length, .. } => Cidr::canonicalize(before(text)?, (*length)?).map(|block| block.cidr),
        // White space inside: "10.0.0.0 /16", "10.0.0.0 - 10.0.255.255", and the long hyphen that editors make.
        ParseCidrError::WhiteSpace { .. } | ParseCidrError::UnexpectedCharacter { character: '–', .. } => {
            let parts = text
                .replace('–', "-")
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>();
            let around = |separator: char| text.split(separator).count() == 2 && !parts.contains("//");
            if !(around('/') || around('-') || around('–')) {
                return None;
            }
            match Cidr::parse_lenient(&parts) {
                Ok(block) => Some(block.cidr),
                Err(ParseCidrError::WhiteSpace { .. } | ParseCidrError::UnexpectedCharacter { .. }) => None,
                Err(error) => repaired(&parts, &error),
            }
        }
        _ => None,
    }
}

/// A netmask length as a cell of its own says it: `24`, `/24`, `255.255.255.0`.
pub(super) fn length(text: &str) -> Option<NetmaskLength> {
    let text = text.trim().trim_start_matches('/');
    if text.contains(['.', ':']) {
        // The sentence for a netmask knows its length.
        let probe = if text.contains(':') { "::" } else { "0.0.0.0" };
        return match format!("{probe}/{text}").parse::<Cidr>() {
            Err(ParseCidrError::Netmask { length, .. }) => length,
            _ => None,
        };
    }
    let is_number = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).and_then(NetmaskLength::new)
}

/// The kind that a word stands for.
pub(super) fn kind(word: &str) -> Option<BlockKind> {
    let word = word.trim().to_lowercase();
    Some(match word.as_str() {
        "pool" | "ipam pool" | "container" | "aggregate" | "supernet" | "top-level pool" | "ipam-pool" | "block" => {
            BlockKind::Pool
        }
        "vpc" | "aws::ec2::vpc" => BlockKind::Vpc,
        "subnet" | "aws::ec2::subnet" => BlockKind::Subnet,
        "reservation" | "reserved" | "custom" => BlockKind::Reservation,
        "network" | "on-premises" | "on premises" | "on-prem" | "onprem" | "datacenter" | "data center" | "office" => {
            BlockKind::Network
        }
        _ => return None,
    })
}

/// The Region of this code, or of the name that AWS gives it: "Europe (Frankfurt)", "Frankfurt".
pub(super) fn region(text: &str) -> Option<RegionCode> {
    let text = text.trim();
    let code = text.to_lowercase();
    let is_code = code.split('-').count() >= 3 && code.ends_with(|c: char| c.is_ascii_digit());
    if is_code && !code.contains(' ') {
        return code.parse().ok();
    }
    let is_named = |name: &str| {
        let city = name.split_once('(').map(|(_, city)| city.trim_end_matches(')'));
        name.eq_ignore_ascii_case(text) || city.is_some_and(|city| city.eq_ignore_ascii_case(text))
    };
    let found = REGIONS.iter().find(|region| is_named(region.name))?;
    found.code.parse().ok()
}

/// An account as a cell says it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AccountCell {
    /// By number or by name.
    Owner(Owner),
    /// By number, without the zeros that a spreadsheet took for nothing.
    Shortened(AccountNumber),
    /// By number, which a spreadsheet has rounded.
    Rounded,
}

/// Reads an account: a number of 12 digits, or a name.
pub(super) fn account(text: &str) -> AccountCell {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && let Ok(number) = digits.parse() {
        return AccountCell::Owner(Owner::Number(number));
    }
    if is_number
        && (8..12).contains(&digits.len())
        && let Ok(number) = format!("{digits:0>12}").parse()
    {
        return AccountCell::Shortened(number);
    }
    let exponent = text.to_uppercase().replace(',', ".");
    let is_rounded = exponent.ends_with("E+11") && exponent.bytes().all(|b| b.is_ascii_digit() || b".E+".contains(&b));
    if is_rounded {
        AccountCell::Rounded
    } else {
        AccountCell::Owner(Owner::Name(text.to_owned()))
    }
}

/// The tags of a cell: `key=value; key=value`, `key:value, key:value`, or keys alone.
pub(super) fn tags(text: &str) -> Vec<(String, String)> {
    let parts = text
        .split([';', ',', '\n', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (key, value) = part
            .split_once('=')
            .or_else(|| part.split_once(':'))
            .unwrap_or((part, ""));
        (key.trim().to_owned(), value.trim().to_owned())
    };
    parts.map(pair).filter(|(key, _)| !key.is_empty()).collect()
}

/// Takes the tag `Name` out of tags, which is a name and no tag in a plan.
pub(super) fn take_name(tags: &mut Tags) -> Option<String> {
    tags.remove("Name").filter(|name| !name.is_empty())
}

/// The blocks of a cell, which can be several: on lines of their own, or with commas and semicolons between them.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split([',', ';', '\n']).map(plain);
    parts.filter(|part| !part.is_empty())
}
