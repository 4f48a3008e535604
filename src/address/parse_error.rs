//! Why a text is not a CIDR, in a sentence that says what is wrong, where, and what would be right.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use super::{Cidr, Family, NetmaskLength};

/// Why a text is not a CIDR. Positions count from 1: characters in the text, octets and groups as written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields say what the sentence of their variant names")]
pub enum ParseCidrError {
    /// There is no text.
    Empty,
    /// White space inside or around.
    WhiteSpace { position: usize },
    /// A character that no CIDR contains: a letter or digit of another script, something invisible.
    UnexpectedCharacter { position: usize, character: char },
    /// Longer than any CIDR.
    TooLong { characters: usize, longest: usize },
    /// An address alone.
    MissingSlash { address: IpAddr },
    /// Two addresses with a hyphen in between; the block, if they are the ends of one.
    Range { block: Option<Cidr> },
    /// Nothing before the slash.
    MissingAddress,
    /// Neither an IPv4 nor an IPv6 address, nor close to one.
    NotAnAddress { text: String },
    /// An IPv4 address of more or fewer than four octets.
    OctetCount { text: String, found: usize },
    /// Two dots in a row, or a dot at an end.
    MissingOctet { position: usize },
    /// An octet with something else than digits.
    OctetNotNumber { position: usize, octet: String },
    /// An octet such as 010, which some programs read as octal.
    OctetLeadingZero { position: usize, octet: String },
    /// An octet above 255.
    OctetTooLarge { position: usize, octet: String },
    /// More than one `::`.
    DoubleColons,
    /// An IPv6 address of too few or too many groups.
    GroupCount { found: usize, shortened: bool },
    /// A colon at an end.
    MissingGroup { position: usize },
    /// A group with something else than hexadecimal digits.
    GroupNotHexadecimal { position: usize, group: String },
    /// A group of more than four digits.
    GroupTooLong { position: usize, group: String },
    /// An IPv6 address with a zone, as in `fe80::1%eth0`.
    Zone { zone: String },
    /// An IPv4 address written as an IPv6 address; the IPv4 block, if the length leaves one.
    Ipv4Mapped { address: Ipv4Addr, block: Option<Cidr> },
    /// Nothing behind the slash.
    MissingLength { family: Family },
    /// A netmask or a wildcard mask instead of its length; the length, if the mask has one in this family.
    Netmask {
        mask: IpAddr,
        length: Option<NetmaskLength>,
    },
    /// Something else than digits behind the slash.
    LengthNotNumber { family: Family, text: String },
    /// A netmask length such as 08.
    LengthLeadingZero { text: String },
    /// A netmask length above 32 or 128.
    LengthOutOfRange { family: Family, text: String },
    /// Bits behind the netmask are set; the block that was probably meant.
    HostBits { written: IpAddr, block: Cidr },
}

impl fmt::Display for ParseCidrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is written; a CIDR looks like 10.0.0.0/16 or 2001:db8::/32"),
            Self::WhiteSpace { position } => write!(f, "character {position} is white space; a CIDR has none"),
            Self::UnexpectedCharacter { position, character } => {
                write!(f, "character {position} ")?;
                // What can be seen; what stands in between is punctuation, spaces and marks.
                if character.is_ascii_alphanumeric() || matches!(character, '\u{a1}'..'\u{2000}' | '\u{2c00}'..) {
                    write!(f, "\"{character}\" ")?;
                }
                let code = u32::from(*character);
                write!(
                    f,
                    "(U+{code:04X}) cannot be in a CIDR; it has only 0 to 9, a to f, dots, colons and a slash"
                )
            }
            Self::TooLong { characters, longest } => {
                write!(f, "{characters} characters are too many; a CIDR has at most {longest}")
            }
            Self::MissingSlash { address } => {
                let alone = if address.is_ipv4() {
                    Family::Ipv4.longest()
                } else {
                    Family::Ipv6.longest()
                };
                write!(
                    f,
                    "the netmask length is missing; write {address}{alone} for this address alone"
                )
            }
            Self::Range { block: Some(block) } => write!(f, "this is a range of addresses; as a CIDR it is {block}"),
            Self::Range { block: None } => {
                f.write_str("this is a range of addresses, and not one block; write it as several CIDRs")
            }
            Self::MissingAddress => f.write_str("the address before the slash is missing, as in 10.0.0.0/16"),
            Self::NotAnAddress { text } => write!(f, "\"{text}\" is not an IPv4 or IPv6 address"),
            Self::OctetCount { text, found } => {
                write!(
                    f,
                    "an IPv4 address has 4 octets as in 10.0.0.0, and \"{text}\" has {found}"
                )
            }
            Self::MissingOctet { position } => write!(f, "octet {position} is missing; an octet is 0 to 255"),
            Self::OctetNotNumber { position, octet } => {
                write!(f, "octet {position} is \"{octet}\"; an octet is a number from 0 to 255")
            }
            Self::OctetLeadingZero { position, octet } => {
                let plain = without_leading_zeros(octet);
                write!(
                    f,
                    "octet {position} is {octet}, which some programs read as octal; write {plain}"
                )
            }
            Self::OctetTooLarge { position, octet } => write!(f, "octet {position} is {octet}; an octet is 0 to 255"),
            Self::DoubleColons => f.write_str("an IPv6 address can have \"::\" only once"),
            Self::GroupCount {
                found,
                shortened: false,
            } => {
                write!(
                    f,
                    "an IPv6 address has 8 groups, and this has {found}; \"::\" may stand for groups of zeros"
                )
            }
            Self::GroupCount { found, shortened: true } => {
                write!(
                    f,
                    "an IPv6 address with \"::\" has at most 7 other groups, and this has {found}"
                )
            }
            Self::MissingGroup { position } => {
                write!(
                    f,
                    "group {position} is missing; only \"::\" may stand for groups of zeros"
                )
            }
            Self::GroupNotHexadecimal { position, group } => {
                write!(
                    f,
                    "group {position} is \"{group}\"; a group has 1 to 4 hexadecimal digits"
                )
            }
            Self::GroupTooLong { position, group } => {
                write!(
                    f,
                    "group {position} is {group}; a group has at most 4 hexadecimal digits"
                )
            }
            Self::Zone { zone } => write!(f, "\"%{zone}\" names a zone, which a CIDR has not"),
            Self::Ipv4Mapped { block: Some(block), .. } => {
                write!(f, "this is an IPv4-mapped IPv6 address; write the IPv4 block {block}")
            }
            Self::Ipv4Mapped { address, block: None } => {
                write!(
                    f,
                    "this is an IPv4-mapped IPv6 address; write an IPv4 block that starts with {address}"
                )
            }
            Self::MissingLength { family } => {
                write!(
                    f,
                    "the netmask length behind the slash is missing; {}",
                    Lengths(*family)
                )
            }
            Self::Netmask {
                mask,
                length: Some(length),
            } => {
                write!(f, "{mask} is a netmask; write its length, {length}")
            }
            Self::Netmask { mask, length: None } => {
                write!(
                    f,
                    "{mask} is not the netmask of one block; write a netmask length, as in /16"
                )
            }
            Self::LengthNotNumber { family, text } => {
                write!(f, "\"{text}\" is not a netmask length; {}", Lengths(*family))
            }
            Self::LengthLeadingZero { text } => {
                write!(
                    f,
                    "the netmask length is written /{text}; write /{}",
                    without_leading_zeros(text)
                )
            }
            Self::LengthOutOfRange { family, text } => write!(f, "/{text} is out of range; {}", Lengths(*family)),
            Self::HostBits { written, block } => {
                let length = block.netmask_length();
                write!(f, "{written}{length} has host bits set; the block is {block}")
            }
        }
    }
}

impl std::error::Error for ParseCidrError {}

/// The part of a sentence that says which lengths a family has.
struct Lengths(Family);

impl fmt::Display for Lengths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "for {} it is 0 to {}", self.0, self.0.bits())
    }
}

fn without_leading_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        plain => plain,
    }
}
