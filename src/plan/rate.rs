//! A price per address and hour.

use std::fmt;
use std::str::FromStr;

/// What one address costs in an hour, in nano-dollars (10^-9 of the currency of the partition). It is less than 4.3 dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u32);

impl Rate {
    /// A rate of so many nano-dollars.
    pub const fn from_nano_dollars(nano_dollars: u32) -> Self {
        Self(nano_dollars)
    }

    /// The rate in nano-dollars.
    pub const fn nano_dollars(self) -> u32 {
        self.0
    }
}

/// How many decimals a nano-dollar has.
const DECIMALS: usize = 9;
/// The nano-dollars of a dollar.
const DOLLAR: u32 = 1_000_000_000;

/// A text that is no rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRate(String);

impl fmt::Display for InvalidRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(40).collect();
        write!(
            f,
            "\"{shown}\" is not a rate: one is a decimal number up to 4.29, with at most 9 decimals, such as 0.00027"
        )
    }
}

impl std::error::Error for InvalidRate {}

impl FromStr for Rate {
    type Err = InvalidRate;

    /// Reads dollars: digits, and a point with up to nine digits.
    fn from_str(text: &str) -> Result<Self, InvalidRate> {
        let read = || {
            let (whole, decimals) = text.split_once('.').map_or((text, None), |(a, b)| (a, Some(b)));
            let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let decimals = match decimals {
                None => "",
                Some(decimals) if are_digits(decimals) && decimals.len() <= DECIMALS => decimals,
                Some(_) => return None,
            };
            if !are_digits(whole) {
                return None;
            }
            let dollars: u32 = whole.parse().ok()?;
            let nano_dollars: u32 = format!("{decimals:0<DECIMALS$}").parse().ok()?;
            dollars.checked_mul(DOLLAR)?.checked_add(nano_dollars).map(Self)
        };
        read().ok_or_else(|| InvalidRate(text.to_owned()))
    }
}

impl fmt::Display for Rate {
    /// Dollars with as many decimals as it needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:09}", self.0 % DOLLAR);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{}", self.0 / DOLLAR),
            decimals => write!(f, "{}.{decimals}", self.0 / DOLLAR),
        }
    }
}
