//! Amounts of money as integers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use crate::address::AddressCount;
use crate::plan::Rate;

/// An amount of money in nano-dollars: 10^-9 of the currency of the partition.
///
/// Sums are exact. An `i128` holds what a million workloads of three times [`MOST_COUNTED`](super::MOST_COUNTED) addresses cost in
/// a year at the highest [`Rate`]: 2^20 × 3 × 2^48 × 2^32 × 2^14 is less than 2^116.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i128);

/// The decimals of a nano-dollar.
const DECIMALS: u32 = 9;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many nano-dollars.
    pub const fn from_nano_dollars(nano_dollars: i128) -> Self {
        Self(nano_dollars)
    }

    /// The amount in nano-dollars.
    pub const fn nano_dollars(self) -> i128 {
        self.0
    }

    /// What so many addresses cost in an hour.
    pub fn of(addresses: u128, rate: Rate) -> Self {
        let addresses = i128::try_from(addresses).unwrap_or(i128::MAX);
        Self(addresses.saturating_mul(rate.nano_dollars().into()))
    }

    /// What costs this in an hour, in so many hours.
    #[must_use]
    pub fn for_hours(self, hours: u32) -> Self {
        Self(self.0.saturating_mul(hours.into()))
    }

    /// The amount with so many decimals, up to nine, rounded half to even, with a comma between thousands: `-1,234.50`.
    pub fn with_decimals(self, decimals: u32) -> String {
        let decimals = decimals.min(DECIMALS);
        let unit = 10_u128.pow(DECIMALS - decimals);
        let (amount, rest) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        let rounds_up = 2 * rest > unit || (2 * rest == unit && !amount.is_multiple_of(2));
        let amount = amount + u128::from(rounds_up);
        let sign = if self.0 < 0 && amount > 0 { "-" } else { "" };
        let dollar = 10_u128.pow(decimals);
        let whole = AddressCount::from(amount / dollar);
        match decimals {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{:0width$}", amount % dollar, width = decimals as usize),
        }
    }

    /// The amount without separators and with all the decimals that it needs, as programs read it: `1234.5`.
    pub fn plain(self) -> String {
        let dollar = 10_u128.pow(DECIMALS);
        let (whole, rest) = (self.0.unsigned_abs() / dollar, self.0.unsigned_abs() % dollar);
        let sign = if self.0 < 0 { "-" } else { "" };
        let decimals = format!("{rest:09}");
        match decimals.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}.{decimals}"),
        }
    }
}

impl fmt::Display for Money {
    /// To the cent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_decimals(2))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::add)
    }
}
