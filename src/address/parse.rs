//! Reading a CIDR: strictly, or leniently with a report; and finding out what is wrong with a text that is none.

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

use super::cidr::{Canonicalized, family_and_bits, host_mask};
use super::{Cidr, Family, NetmaskLength, ParseCidrError};

/// The longest way to write a CIDR: eight groups, the last two as an IPv4 address, and `/128`.
const LONGEST: usize = "0000:0000:0000:0000:0000:ffff:255.255.255.255/128".len();

impl FromStr for Cidr {
    type Err = ParseCidrError;

    /// Reads exactly a CIDR: no host bits, no surrounding white space, no leading zeros in an octet or in the netmask
    /// length (to some programs `010` is eight), no dotted netmask, no zone.
    fn from_str(text: &str) -> Result<Self, ParseCidrError> {
        let block = canonicalize(text)?;
        if block.had_host_bits() {
            Err(ParseCidrError::HostBits {
                written: block.written,
                block: block.cidr,
            })
        } else {
            Ok(block.cidr)
        }
    }
}

impl Cidr {
    /// Reads a CIDR as people paste it: white space and invisible characters around it are ignored, host bits are
    /// cleared and reported. Everything else is as strict as [`str::parse`], because it could be meant in two ways.
    pub fn parse_lenient(text: &str) -> Result<Canonicalized, ParseCidrError> {
        // U+200B, U+2060 and U+FEFF have no width: web pages and spreadsheets leave them behind.
        canonicalize(
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')),
        )
    }
}

fn canonicalize(text: &str) -> Result<Canonicalized, ParseCidrError> {
    text.split_once('/')
        .and_then(|(address, netmask)| Some((read_address(address)?, read_length(netmask)?)))
        .and_then(|(address, length)| Cidr::canonicalize(address, length))
        .ok_or_else(|| what_is_wrong(text))
}

/// The address, unless it is an IPv4 address in an IPv6 disguise (`::ffff:10.0.0.0`).
fn read_address(text: &str) -> Option<IpAddr> {
    let address = text.parse().ok()?;
    match address {
        IpAddr::V6(address) if text.contains('.') && address.to_ipv4_mapped().is_some() => None,
        _ => Some(address),
    }
}

/// The digits of a netmask length, without sign or leading zero; it may be too long for its family.
fn read_length(text: &str) -> Option<NetmaskLength> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten().and_then(NetmaskLength::new)
}

/// Why `text`, which has been refused, is not a CIDR: the first thing that is wrong, from left to right.
fn what_is_wrong(text: &str) -> ParseCidrError {
    if text.is_empty() {
        return ParseCidrError::Empty;
    }
    let unexpected = text
        .chars()
        .enumerate()
        .find(|(_, character)| !character.is_ascii_graphic());
    if let Some((index, character)) = unexpected {
        let position = index + 1;
        return if character.is_whitespace() {
            ParseCidrError::WhiteSpace { position }
        } else {
            ParseCidrError::UnexpectedCharacter { position, character }
        };
    }
    if text.len() > LONGEST {
        return ParseCidrError::TooLong {
            characters: text.len(),
            longest: LONGEST,
        };
    }
    let Some((address_text, netmask)) = text.split_once('/') else {
        return without_slash(text);
    };
    let address = match wrong_address(address_text) {
        Ok(address) => address,
        Err(error) => return error,
    };
    if let IpAddr::V6(written) = address
        && let Some(mapped) = written.to_ipv4_mapped()
        && address_text.contains('.')
    {
        let length = read_length(netmask).and_then(|length| NetmaskLength::new(length.get().checked_sub(96)?));
        let block = length
            .and_then(|length| Cidr::canonicalize(mapped.into(), length))
            .map(|block| block.cidr);
        return ParseCidrError::Ipv4Mapped { address: mapped, block };
    }
    wrong_netmask(family_and_bits(address).0, netmask)
}

fn without_slash(text: &str) -> ParseCidrError {
    if let Some((first, last)) = text.split_once('-')
        && let (Ok(first), Ok(last)) = (first.parse::<IpAddr>(), last.parse::<IpAddr>())
    {
        return ParseCidrError::Range {
            block: block_between(first, last),
        };
    }
    match wrong_address(text) {
        Ok(address) => ParseCidrError::MissingSlash { address },
        Err(error) => error,
    }
}

/// The block that starts at `first` and ends at `last`, if there is one.
fn block_between(first: IpAddr, last: IpAddr) -> Option<Cidr> {
    let ((family, low), (last_family, high)) = (family_and_bits(first), family_and_bits(last));
    let host_bits = u8::try_from((low ^ high).count_ones())
        .ok()
        .filter(|_| family == last_family)?;
    let length = NetmaskLength::new(family.bits().checked_sub(host_bits)?)?;
    Cidr::from_bits(family, low, length).filter(|block| block.last_bits() == high)
}

/// The address, or what is wrong with it.
fn wrong_address(text: &str) -> Result<IpAddr, ParseCidrError> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    Err(if text.is_empty() {
        ParseCidrError::MissingAddress
    } else if let Some((_, zone)) = text.split_once('%') {
        ParseCidrError::Zone { zone: zone.to_owned() }
    } else if text.contains(':') {
        wrong_groups(text)
    } else if numeric(text) || (text.contains('.') && text.split('.').any(numeric)) {
        wrong_octets(text)
    } else {
        ParseCidrError::NotAnAddress { text: text.to_owned() }
    })
}

fn wrong_octets(text: &str) -> ParseCidrError {
    let found = text.split('.').count();
    if found != 4 {
        return ParseCidrError::OctetCount {
            text: text.to_owned(),
            found,
        };
    }
    let wrong = text.split('.').enumerate().find_map(|(index, octet)| {
        let (position, octet) = (index + 1, octet.to_owned());
        if octet.is_empty() {
            Some(ParseCidrError::MissingOctet { position })
        } else if !octet.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(ParseCidrError::OctetNotNumber { position, octet })
        } else if octet.len() > 1 && octet.starts_with('0') {
            Some(ParseCidrError::OctetLeadingZero { position, octet })
        } else if octet.parse::<u8>().is_err() {
            Some(ParseCidrError::OctetTooLarge { position, octet })
        } else {
            None
        }
    });
    wrong.unwrap_or_else(|| ParseCidrError::NotAnAddress { text: text.to_owned() })
}

fn wrong_groups(text: &str) -> ParseCidrError {
    if text.contains(":::") || text.matches("::").count() > 1 {
        return ParseCidrError::DoubleColons;
    }
    // What "::" stands for is left out of the counting, so groups are numbered as they are written.
    let shortened = text.contains("::");
    let unshortened = text.trim_start_matches("::").trim_end_matches("::").replace("::", ":");
    let mut found = 0;
    let mut groups = unshortened.split(':').enumerate().peekable();
    while let Some((index, group)) = groups.next() {
        let (position, group) = (index + 1, group.to_owned());
        found += 1;
        if group.is_empty() {
            return ParseCidrError::MissingGroup { position };
        } else if group.contains('.') && groups.peek().is_none() {
            if group.parse::<Ipv4Addr>().is_err() {
                return wrong_octets(&group);
            }
            found += 1;
        } else if !group.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return ParseCidrError::GroupNotHexadecimal { position, group };
        } else if group.len() > 4 {
            return ParseCidrError::GroupTooLong { position, group };
        }
    }
    ParseCidrError::GroupCount { found, shortened }
}

/// What is wrong with the netmask behind an address that is right.
fn wrong_netmask(family: Family, text: &str) -> ParseCidrError {
    if text.is_empty() {
        ParseCidrError::MissingLength { family }
    } else if let Ok(mask) = text.parse::<IpAddr>() {
        ParseCidrError::Netmask {
            mask,
            length: length_of_mask(mask).filter(|length| length.fits(family)),
        }
    } else if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        ParseCidrError::LengthNotNumber {
            family,
            text: text.to_owned(),
        }
    } else if text.len() > 1 && text.starts_with('0') {
        ParseCidrError::LengthLeadingZero { text: text.to_owned() }
    } else {
        ParseCidrError::LengthOutOfRange {
            family,
            text: text.to_owned(),
        }
    }
}

/// The length of a netmask (255.255.0.0) or of a wildcard mask (0.0.255.255). `None` when it has holes.
fn length_of_mask(mask: IpAddr) -> Option<NetmaskLength> {
    let (family, bits) = family_and_bits(mask);
    let lengths = || (0..=family.bits()).filter_map(NetmaskLength::new);
    let all_ones = host_mask(family, NetmaskLength::clamped(0));
    // A netmask first: 255.255.255.255 is more likely the netmask of one address than the wildcard mask of them all.
    lengths()
        .find(|length| bits == all_ones ^ host_mask(family, *length))
        .or_else(|| lengths().find(|length| bits == host_mask(family, *length)))
}
