//! What the bits of an address mean in a plan: "bits 9 to 12 are the Region".

use std::fmt;

use crate::address::{Cidr, Family};
use crate::ordered::{OrderedMap, sort_by_key};

/// A part has at most so many bits: a value of more is no number that anybody gives a name.
pub const WIDEST_PART: u8 = 32;

/// A legend has at most so many parts.
pub const MOST_PARTS: usize = 16;

/// What ranges of bits of the addresses in a pool mean. A planning aid: AWS knows nothing of it.
///
/// Guaranteed: the parts are in order, none is empty or wider than [`WIDEST_PART`], no two share a bit, all lie within the
/// address, each has a name, and every value that has a name can be written in the bits of its part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    parts: Vec<LegendPart>,
}

/// What a range of bits means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendPart {
    /// What it tells apart: "Region".
    pub name: String,
    /// How many bits stand before it: the netmask length of a block in which it can have every value.
    pub from: u8,
    /// How many bits there are up to its end: the netmask length of a block in which it has one value.
    pub to: u8,
    /// What its values are called.
    pub values: OrderedMap<u32, String>,
}

/// What a part says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// All addresses of the block have this value.
    One(u32),
    /// They have the values from this one to that one.
    Several(u32, u32),
    /// They have every value.
    Any,
}

/// Why parts are no legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegendProblem {
    /// There are too many.
    TooMany,
    /// A part has no name: its place.
    NoName(usize),
    /// It ends where it begins, or before.
    Empty(String),
    /// It goes on behind the end of the address.
    Beyond(String, Family),
    /// It has too many bits.
    TooWide(String),
    /// It shares bits with the one before it.
    Overlap(String, String),
    /// A value needs more bits than there are.
    Value(String, u32),
}

impl fmt::Display for LegendProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "a legend has at most {MOST_PARTS} parts"),
            Self::NoName(place) => write!(f, "part {} has no name, such as Region", place + 1),
            Self::Empty(name) => write!(f, "{name} has no bits: it must end behind its beginning"),
            Self::Beyond(name, family) => {
                write!(f, "{name} ends behind the address: {family} has {} bits", family.bits())
            }
            Self::TooWide(name) => write!(f, "{name} has more than {WIDEST_PART} bits"),
            Self::Overlap(one, other) => write!(f, "{one} and {other} share bits"),
            Self::Value(name, value) => write!(f, "{value} does not fit into the bits of {name}"),
        }
    }
}

impl std::error::Error for LegendProblem {}

impl Legend {
    /// The legend of these parts, for addresses of `family`. Values without a name are left out.
    ///
    /// # Errors
    /// Why they are none.
    pub fn new(family: Family, mut parts: Vec<LegendPart>) -> Result<Self, LegendProblem> {
        if parts.len() > MOST_PARTS {
            return Err(LegendProblem::TooMany);
        }
        for (place, part) in parts.iter_mut().enumerate() {
            let name = part.name.trim();
            if name.is_empty() {
                return Err(LegendProblem::NoName(place));
            }
            part.name = name.to_owned();
            part.values = std::mem::take(&mut part.values)
                .into_iter()
                .map(|(value, word)| (value, word.trim().to_owned()))
                .filter(|(_, word)| !word.is_empty())
                .collect();
            if part.to > family.bits() {
                return Err(LegendProblem::Beyond(part.name.clone(), family));
            }
            match part.to.checked_sub(part.from) {
                None | Some(0) => return Err(LegendProblem::Empty(part.name.clone())),
                Some(width) if width > WIDEST_PART => return Err(LegendProblem::TooWide(part.name.clone())),
                Some(_) => {}
            }
            if let Some(value) = part.values.keys().find(|value| **value > part.last_value()) {
                return Err(LegendProblem::Value(part.name.clone(), *value));
            }
        }
        sort_by_key(&mut parts, |part| part.from);
        for pair in parts.windows(2) {
            if let [one, other] = pair
                && other.from < one.to
            {
                return Err(LegendProblem::Overlap(one.name.clone(), other.name.clone()));
            }
        }
        Ok(Self { parts })
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[LegendPart] {
        &self.parts
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// This legend, and what `outer` says of other bits.
    pub fn within(mut self, outer: &Self) -> Self {
        let mine = self.parts.len();
        for part in &outer.parts {
            let own = self.parts.get(..mine).unwrap_or_default();
            let is_free = own.iter().all(|own| part.to <= own.from || own.to <= part.from);
            if is_free && self.parts.len() < MOST_PARTS {
                self.parts.push(part.clone());
            }
        }
        sort_by_key(&mut self.parts, |part| part.from);
        self
    }
}

impl LegendPart {
    /// How many bits it has.
    pub fn width(&self) -> u8 {
        self.to.saturating_sub(self.from)
    }

    /// The largest value.
    pub fn last_value(&self) -> u32 {
        match 1_u32.checked_shl(u32::from(self.width())) {
            Some(values) => values - 1,
            None => u32::MAX,
        }
    }

    /// What it says of a block. A part that goes on behind the end of the address says nothing.
    pub fn of(&self, block: Cidr) -> Option<Meaning> {
        let bits = block.family().bits();
        let behind = u32::from(bits.checked_sub(self.to)?);
        let value = |address: u128| {
            let shifted = address.checked_shr(behind).unwrap_or_default();
            // The mask leaves no more than 32 bits.
            (shifted & u128::from(self.last_value())) as u32
        };
        let length = block.netmask_length().get();
        if length <= self.from {
            return Some(Meaning::Any);
        }
        let first = value(block.first_bits());
        if length >= self.to {
            return Some(Meaning::One(first));
        }
        let open = 1_u32
            .checked_shl(u32::from(self.to - length))
            .map_or(u32::MAX, |count| count - 1);
        Some(Meaning::Several(first, first | open))
    }

    /// Where it stands, as people say it: "2nd octet", "bits 9 to 12".
    pub fn place(&self, family: Family) -> String {
        let (unit, word) = match family {
            Family::Ipv4 => (8, "octet"),
            Family::Ipv6 => (16, "group"),
        };
        let (from, to) = (self.from, self.to);
        if from.is_multiple_of(unit) && to.is_multiple_of(unit) {
            let (first, last) = (from / unit + 1, to / unit);
            return if first == last {
                format!("{} {word}", nth(first))
            } else {
                format!("{} to {} {word}", nth(first), nth(last))
            };
        }
        if self.width() == 1 {
            return format!("bit {to}");
        }
        format!("bits {} to {to}", from + 1)
    }
}

fn nth(number: u8) -> String {
    match number {
        1 => "1st".to_owned(),
        2 => "2nd".to_owned(),
        3 => "3rd".to_owned(),
        number => format!("{number}th"),
    }
}
