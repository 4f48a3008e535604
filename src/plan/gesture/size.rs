//! What a person types to say how large a block shall be, or which one: `/20`, `20`, `4,096 addresses`, `10.0.0.0/20`.

use std::fmt;

use crate::address::{AddressCount, Cidr, Family, NetmaskLength, ParseCidrError};

/// A size, or one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeOrBlock {
    /// Any block of this netmask length.
    Size(NetmaskLength),
    /// This block.
    Block(Cidr),
}

/// Why a text says neither a size nor a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseSizeError {
    /// There is no text.
    Empty(Family),
    /// It is neither a number nor anything like a CIDR.
    NotASize(Family),
    /// A netmask length that the family has not.
    LengthOutOfRange(Family),
    /// No addresses.
    NoAddresses,
    /// More addresses than the family has.
    TooManyAddresses(Family),
    /// It looks like a CIDR, and is none.
    NotACidr(ParseCidrError),
}

impl fmt::Display for ParseSizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseSizeError::Empty(family) => write!(f, "write {}", Examples(*family)),
            ParseSizeError::NotASize(family) => {
                write!(f, "this is neither a size nor a CIDR: write {}", Examples(*family))
            }
            ParseSizeError::LengthOutOfRange(family) => {
                write!(f, "a netmask length of {family} is /0 to /{}", family.bits())
            }
            ParseSizeError::NoAddresses => f.write_str("a block has at least 1 address"),
            ParseSizeError::TooManyAddresses(family) => {
                write!(f, "all of {family} has {} addresses", Cidr::all(*family).size())
            }
            ParseSizeError::NotACidr(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ParseSizeError {}

/// What would be right.
struct Examples(Family);

impl fmt::Display for Examples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Family::Ipv4 => "a size such as /20 or 4096 addresses, or a CIDR such as 10.0.0.0/20",
            Family::Ipv6 => "a size such as /56, or a CIDR such as fd00:0:0:100::/56",
        })
    }
}

impl SizeOrBlock {
    /// Reads a size or a CIDR. The family says which netmask lengths there are; a CIDR may be of the other one.
    ///
    /// A number alone is a netmask length where it can be one (`20`), else a count of addresses (`3000`); with a unit it
    /// is always a count (`20 addresses`). A count becomes the smallest block that holds as many.
    ///
    /// # Errors
    /// What is wrong, and what would be right.
    pub fn parse(text: &str, family: Family) -> Result<Self, ParseSizeError> {
        Self::parse_beside(text, family, 0)
    }

    /// The same, where a block holds `kept` addresses beside those that are counted: what AWS keeps of a subnet.
    ///
    /// # Errors
    /// What is wrong, and what would be right.
    pub fn parse_beside(text: &str, family: Family, kept: u128) -> Result<Self, ParseSizeError> {
        // What web pages and spreadsheets leave around a text, some of it without a width.
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'));
        if text.is_empty() {
            return Err(ParseSizeError::Empty(family));
        }
        if let Some(digits) = text.strip_prefix('/') {
            return length(digits.trim_start(), family);
        }
        if text.contains(['/', '.', ':']) {
            return text.parse().map(Self::Block).map_err(ParseSizeError::NotACidr);
        }
        let (number, unit) = split_unit(text);
        let digits = without_separators(number).ok_or(ParseSizeError::NotASize(family))?;
        match unit {
            Unit::None if digits.len() <= 3 && length(&digits, family).is_ok() => length(&digits, family),
            Unit::None | Unit::Addresses => count(&digits, family, kept),
            Unit::Unknown => Err(ParseSizeError::NotASize(family)),
        }
    }
}

fn length(digits: &str, family: Family) -> Result<SizeOrBlock, ParseSizeError> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseSizeError::NotASize(family));
    }
    let length = digits.parse().ok().and_then(NetmaskLength::new);
    length
        .filter(|length| length.fits(family))
        .map(SizeOrBlock::Size)
        .ok_or(ParseSizeError::LengthOutOfRange(family))
}

/// The smallest block with as many addresses.
fn count(digits: &str, family: Family, kept: u128) -> Result<SizeOrBlock, ParseSizeError> {
    let all = Cidr::all(family).size();
    // 2^128 is one more than the integer can say.
    let exponent = match digits.parse::<u128>().map(|wanted| (wanted, wanted.checked_add(kept))) {
        Ok((0, _)) => return Err(ParseSizeError::NoAddresses),
        Ok((_, Some(wanted))) if AddressCount::new(wanted) <= all => u128::BITS - (wanted - 1).leading_zeros(),
        Err(_) if digits == without_commas(&all) && kept == 0 => u128::BITS,
        Ok(_) | Err(_) => return Err(ParseSizeError::TooManyAddresses(family)),
    };
    let length = u32::from(family.bits()).checked_sub(exponent);
    let length = length.and_then(|length| NetmaskLength::new(u8::try_from(length).ok()?));
    length
        .map(SizeOrBlock::Size)
        .ok_or(ParseSizeError::TooManyAddresses(family))
}

fn without_commas(count: &AddressCount) -> String {
    count.to_string().replace(',', "")
}

enum Unit {
    None,
    Addresses,
    Unknown,
}

fn split_unit(text: &str) -> (&str, Unit) {
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let known = ["address", "addresses", "ip", "ips", "host", "hosts"];
    let unit = match unit.trim_end() {
        "" => Unit::None,
        unit if known.iter().any(|known| unit.eq_ignore_ascii_case(known)) => Unit::Addresses,
        _ => Unit::Unknown,
    };
    (number.trim_end(), unit)
}

/// The digits of a number, without the signs people set between groups of three.
fn without_separators(number: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, ',' | '_' | '\'' | '\u{2019}') || c.is_whitespace();
    let mut groups = number.split(is_separator);
    let first = groups.next().filter(|group| !group.is_empty())?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}
