//! The words of a search: `kind:vpc region:eu-west-1 tag:env=prod -payments`.

use std::fmt;
use std::net::IpAddr;

use super::Fold;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::Node;
use crate::plan::gesture::{ParseSizeError, SizeOrBlock};
use crate::rules::Severity;

/// What is sought: everything that meets all terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(pub Vec<Term>);

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not hold: a minus in front.
    pub negated: bool,
    /// What must hold.
    pub test: Test,
}

/// What a row is tested for. Texts are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The text stands anywhere in the row.
    Text(String),
    /// The text stands in the name.
    Name(String),
    /// The Region or the locale begins like this.
    Region(String),
    /// The text stands in the name or the number of the account.
    Account(String),
    /// There is a tag with this key, and with this value if there is one.
    Tag(String, Option<String>),
    /// The row is of this kind.
    Kind(Kind),
    /// A block of the row compares like this to the size.
    Size(Compare, NetmaskLength),
    /// A block of the row and this one share an address.
    Meets(Cidr),
    /// A block of the row lies in this one.
    In(Cidr),
    /// There is a finding at least as bad.
    Severity(Severity),
    /// There is a finding of a rule whose code begins like this.
    Finding(String),
    /// The row or what it lies in is locked.
    Locked,
    /// It is marked as existing in AWS.
    Existing,
    /// A CIDR that is from no pool.
    Unmanaged,
    /// A CIDR that IPAM ignores.
    Ignored,
}

/// How a block compares to a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// As large.
    Equal,
    /// Larger.
    Larger,
    /// As large or larger.
    AtLeast,
    /// Smaller.
    Smaller,
    /// As large or smaller.
    AtMost,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The IPAM.
    Ipam,
    /// A scope.
    Scope,
    /// A pool.
    Pool,
    /// A VPC, or a CIDR of one.
    Vpc,
    /// A subnet.
    Subnet,
    /// A reservation.
    Reservation,
    /// A block of public addresses.
    Public,
}

impl Kind {
    /// The kind of a node; free space is of none.
    pub fn of(node: Node) -> Option<Self> {
        Some(match node {
            Node::Ipam => Self::Ipam,
            Node::Scope(_) => Self::Scope,
            Node::Pool(_) => Self::Pool,
            Node::VpcCidr(_) | Node::Vpc(_) => Self::Vpc,
            Node::Subnet(_) => Self::Subnet,
            Node::Reservation(_) => Self::Reservation,
            Node::PublicBlock(_) => Self::Public,
            Node::Free(_) => return None,
        })
    }
}

/// The words of `kind:`.
const KINDS: [(&str, Kind); 7] = [
    ("ipam", Kind::Ipam),
    ("pool", Kind::Pool),
    ("public", Kind::Public),
    ("reservation", Kind::Reservation),
    ("scope", Kind::Scope),
    ("subnet", Kind::Subnet),
    ("vpc", Kind::Vpc),
];

/// The words of `is:`.
const STATES: [(&str, Test); 4] = [
    ("existing", Test::Existing),
    ("ignored", Test::Ignored),
    ("locked", Test::Locked),
    ("unmanaged", Test::Unmanaged),
];

/// Why a word of a search means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseQueryError {
    /// There is nothing behind the colon.
    NoValue(&'static str),
    /// No kind of this name.
    Kind(String),
    /// No state of this name.
    State(String),
    /// No size.
    Size(ParseSizeError),
    /// No block, behind `in:`.
    Block(String),
}

impl fmt::Display for ParseQueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoValue(field) => write!(f, "Write what you look for behind {field}:"),
            Self::Kind(word) => write!(
                f,
                "\"{word}\" is no kind: write ipam, pool, public, reservation, scope, subnet or vpc"
            ),
            Self::State(word) => write!(
                f,
                "\"{word}\" is no state: write existing, ignored, locked or unmanaged"
            ),
            Self::Size(error) => write!(f, "Behind size: {error}"),
            Self::Block(word) => write!(f, "\"{word}\" is no block: write a CIDR such as in:10.0.0.0/16"),
        }
    }
}

impl std::error::Error for ParseQueryError {}

impl Query {
    /// Reads a search. Words are sought anywhere; an address or a CIDR finds whatever shares an address with it. Words with a colon
    /// ask for one thing: `name:`, `region:`, `account:`, `tag:key`, `tag:key=value`, `kind:vpc`, `size:/20`, `size:>=/20`,
    /// `in:10.0.0.0/16`, `finding:error`, `finding:overlap`, `is:locked`. A minus in front turns a word round, and quotation marks
    /// keep words together. A colon behind anything else is part of the word.
    ///
    /// # Errors
    /// What means nothing.
    pub fn parse(text: &str, fold: Fold) -> Result<Self, ParseQueryError> {
        let terms = words(text).into_iter().map(|word| {
            let (negated, word) = match word.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, word.as_str()),
            };
            test(word, fold).map(|test| Term { negated, test })
        });
        terms.collect::<Result<_, _>>().map(Self)
    }
}

/// The words of a text, without the quotation marks that keep some together.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            letter if letter.is_control() => {}
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn test(word: &str, fold: Fold) -> Result<Test, ParseQueryError> {
    let block = |word: &str| match word.parse::<IpAddr>() {
        Ok(address) => {
            NetmaskLength::new(if address.is_ipv4() { 32 } else { 128 }).and_then(|length| Cidr::new(address, length))
        }
        Err(_) => word.parse::<Cidr>().ok(),
    };
    if let Some(cidr) = block(word) {
        return Ok(Test::Meets(cidr));
    }
    let Some((field, value)) = word.split_once(':') else {
        return Ok(Test::Text(fold(word)));
    };
    const FIELDS: [&str; 9] = [
        "name", "region", "account", "tag", "kind", "size", "in", "finding", "is",
    ];
    let Some(field) = FIELDS.into_iter().find(|known| known.eq_ignore_ascii_case(field)) else {
        return Ok(Test::Text(fold(word)));
    };
    if value.is_empty() {
        return Err(ParseQueryError::NoValue(field));
    }
    Ok(match field {
        "name" => Test::Name(fold(value)),
        "region" => Test::Region(fold(value)),
        "account" => Test::Account(fold(value)),
        "tag" => match value.split_once('=') {
            Some((key, value)) => Test::Tag(fold(key), Some(fold(value))),
            None => Test::Tag(fold(value), None),
        },
        "kind" => {
            let kind = KINDS.into_iter().find(|(name, _)| is_word(value, name));
            Test::Kind(kind.ok_or_else(|| ParseQueryError::Kind(value.to_owned()))?.1)
        }
        "is" => {
            let state = STATES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
            state.ok_or_else(|| ParseQueryError::State(value.to_owned()))?.1
        }
        "size" => size(value)?,
        "in" => Test::In(block(value).ok_or_else(|| ParseQueryError::Block(value.to_owned()))?),
        _ => match value.to_ascii_lowercase().as_str() {
            "error" | "errors" => Test::Severity(Severity::Error),
            "warning" | "warnings" => Test::Severity(Severity::Warning),
            "any" | "note" | "notes" => Test::Severity(Severity::Note),
            code => Test::Finding(code.to_owned()),
        },
    })
}

/// A word, or its plural.
fn is_word(value: &str, word: &str) -> bool {
    let singular = value.strip_suffix(['s', 'S']).unwrap_or(value);
    value.eq_ignore_ascii_case(word) || singular.eq_ignore_ascii_case(word)
}

fn size(value: &str) -> Result<Test, ParseQueryError> {
    const SIGNS: [(&str, Compare); 5] = [
        (">=", Compare::AtLeast),
        ("<=", Compare::AtMost),
        (">", Compare::Larger),
        ("<", Compare::Smaller),
        ("=", Compare::Equal),
    ];
    let signed = SIGNS
        .into_iter()
        .find_map(|(sign, compare)| Some((value.strip_prefix(sign)?, compare)));
    let (value, compare) = signed.unwrap_or((value, Compare::Equal));
    // A length that only IPv6 has is one of IPv6.
    let ipv4 = SizeOrBlock::parse(value, Family::Ipv4);
    let parsed = match ipv4 {
        Err(ParseSizeError::LengthOutOfRange(_)) => SizeOrBlock::parse(value, Family::Ipv6),
        parsed => parsed,
    };
    match parsed.map_err(ParseQueryError::Size)? {
        SizeOrBlock::Size(length) => Ok(Test::Size(compare, length)),
        SizeOrBlock::Block(cidr) => Ok(Test::Size(compare, cidr.netmask_length())),
    }
}

impl Compare {
    /// Whether a block of one length compares so to one of another.
    pub(super) fn holds(self, length: NetmaskLength, to: NetmaskLength) -> bool {
        match self {
            Self::Equal => length == to,
            Self::Larger => length < to,
            Self::AtLeast => length <= to,
            Self::Smaller => length > to,
            Self::AtMost => length >= to,
        }
    }
}

impl Test {
    /// Cheap ones go first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Kind(_) => 0,
            Self::Size(..) | Self::Meets(_) | Self::In(_) => 1,
            Self::Name(_) | Self::Region(_) | Self::Account(_) | Self::Tag(..) => 2,
            Self::Text(_) => 3,
            Self::Unmanaged | Self::Ignored | Self::Existing => 4,
            Self::Severity(_) | Self::Finding(_) | Self::Locked => 5,
        }
    }
}
