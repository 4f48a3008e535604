//! How many addresses: exact, and wider than any machine integer.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Family, NetmaskLength};

/// A number of addresses (or of blocks): exact, 0 to 2^192 - 1.
///
/// `::/0` alone holds 2^128 addresses, one more than `u128` can say, and a plan sums many blocks. With 192 bits, fewer
/// than 2^64 blocks of any size can be added without reaching the end, which no memory can hold; so `+` and `sum()`,
/// which stop at [`AddressCount::MAX`] instead of wrapping, are exact for every sum over a plan.
///
/// Shown with thousands separators (`16,777,216`), or as people say large numbers with [`AddressCount::compact`].
/// In files it is a string of decimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AddressCount {
    // The most significant first, so that the derived order is the order of the numbers.
    limbs: [u64; 3],
}

impl AddressCount {
    /// No address.
    pub const ZERO: Self = Self { limbs: [0; 3] };

    /// One address.
    pub const ONE: Self = Self { limbs: [0, 0, 1] };

    /// The largest count, 2^192 - 1: more than the addresses of 2^63 whole IPv6 spaces.
    pub const MAX: Self = Self { limbs: [u64::MAX; 3] };

    /// A count from an integer.
    pub const fn new(count: u128) -> Self {
        Self {
            limbs: [0, (count >> 64) as u64, count as u64],
        }
    }

    /// 2^`exponent`, or `None` from 2^192 on.
    pub const fn power_of_two(exponent: u8) -> Option<Self> {
        let bit = 1 << (exponent % 64);
        match exponent / 64 {
            0 => Some(Self { limbs: [0, 0, bit] }),
            1 => Some(Self { limbs: [0, bit, 0] }),
            2 => Some(Self { limbs: [bit, 0, 0] }),
            _ => None,
        }
    }

    /// The addresses of one block: 2^(bits of the family - length), or `None` when the length does not fit the family.
    pub const fn of_block(family: Family, length: NetmaskLength) -> Option<Self> {
        if length.fits(family) {
            Self::power_of_two(family.bits() - length.get())
        } else {
            None
        }
    }

    /// The count as an integer, or `None` from 2^128 on.
    pub const fn to_u128(self) -> Option<u128> {
        let [high, middle, low] = self.limbs;
        if high == 0 {
            Some((middle as u128) << 64 | low as u128)
        } else {
            None
        }
    }

    /// Whether the count is 0.
    pub const fn is_zero(self) -> bool {
        matches!(self.limbs, [0, 0, 0])
    }

    /// n, if the count is exactly 2^n.
    pub const fn exponent(self) -> Option<u8> {
        match self.limbs {
            [0, 0, limb] if limb.is_power_of_two() => Some(limb.trailing_zeros() as u8),
            [0, limb, 0] if limb.is_power_of_two() => Some(64 + limb.trailing_zeros() as u8),
            [limb, 0, 0] if limb.is_power_of_two() => Some(128 + limb.trailing_zeros() as u8),
            _ => None,
        }
    }

    /// The sum, or `None` above [`AddressCount::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let ([a2, a1, a0], [b2, b1, b0]) = (self.limbs, other.limbs);
        let (low, carry) = a0.carrying_add(b0, false);
        let (middle, carry) = a1.carrying_add(b1, carry);
        let (high, carry) = a2.carrying_add(b2, carry);
        if carry {
            None
        } else {
            Some(Self {
                limbs: [high, middle, low],
            })
        }
    }

    /// The difference, or `None` below 0.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let ([a2, a1, a0], [b2, b1, b0]) = (self.limbs, other.limbs);
        let (low, borrow) = a0.borrowing_sub(b0, false);
        let (middle, borrow) = a1.borrowing_sub(b1, borrow);
        let (high, borrow) = a2.borrowing_sub(b2, borrow);
        if borrow {
            None
        } else {
            Some(Self {
                limbs: [high, middle, low],
            })
        }
    }

    /// `factor` times this, or `None` above [`AddressCount::MAX`].
    pub fn checked_mul(self, factor: u64) -> Option<Self> {
        match self.widening_mul(factor) {
            (0, product) => Some(product),
            _ => None,
        }
    }

    /// Which part of `total` this is, in thousandths, rounded down: 1000 means all of it and nothing less does.
    /// 0 when `total` is 0. Above the total it goes on above 1000 and stops at `u32::MAX`.
    pub fn permille_of(self, total: Self) -> u32 {
        self.share_of(total, 1_000)
    }

    /// Which part of `total` this is, in ten-thousandths (hundredths of a percent), rounded down: 10000 means all of it
    /// and nothing less does. 0 when `total` is 0. Above the total it goes on above 10000 and stops at `u32::MAX`.
    pub fn per_ten_thousand_of(self, total: Self) -> u32 {
        self.share_of(total, 10_000)
    }

    /// The count as people say it, for places where the exact digits would only be noise.
    ///
    /// Exact below a million (`65,536`); from there one decimal with M, G or T (`16.8 M`, rounded half up); exact powers
    /// of two from 2^40 on as such (`2^96`); what is larger still as `1.2 × 10^28`.
    pub const fn compact(self) -> CompactCount {
        CompactCount(self)
    }

    /// The largest `share` with `share` × `total` ≤ `self` × `whole`.
    fn share_of(self, total: Self, whole: u64) -> u32 {
        if total.is_zero() {
            return 0;
        }
        if let (Some(part), Some(total)) = (self.to_u128(), total.to_u128())
            && let Some(scaled) = part.checked_mul(u128::from(whole))
        {
            return u32::try_from(scaled / total).unwrap_or(u32::MAX);
        }
        // Both products are exact, so bisecting the 32 bits of the answer is exact as well.
        let scaled = self.widening_mul(whole);
        let mut share = 0;
        for bit in (0..u32::BITS).rev() {
            let candidate = share | 1 << bit;
            if total.widening_mul(u64::from(candidate)) <= scaled {
                share = candidate;
            }
        }
        share
    }

    /// The product as what overflows 192 bits, and the rest.
    fn widening_mul(self, factor: u64) -> (u64, Self) {
        let [a2, a1, a0] = self.limbs;
        let (low, carry) = a0.carrying_mul(factor, 0);
        let (middle, carry) = a1.carrying_mul(factor, carry);
        let (high, carry) = a2.carrying_mul(factor, carry);
        (
            carry,
            Self {
                limbs: [high, middle, low],
            },
        )
    }

    /// Quotient and remainder of a division by `divisor`, which is not 0.
    fn div_rem(self, divisor: u64) -> (Self, u64) {
        let divisor = u128::from(divisor.max(1));
        let mut remainder = 0;
        let limbs = self.limbs.map(|limb| {
            let dividend = remainder << 64 | u128::from(limb);
            remainder = dividend % divisor;
            (dividend / divisor) as u64
        });
        (Self { limbs }, remainder as u64)
    }

    /// The decimal digits, without separators.
    fn digits(self) -> String {
        /// The largest power of ten in a limb, and how many digits it moves.
        const GROUP: (u64, usize) = (10_000_000_000_000_000_000, 19);
        if let Some(count) = self.to_u128() {
            return count.to_string();
        }
        let (rest, group) = self.div_rem(GROUP.0);
        format!("{}{group:0width$}", rest.digits(), width = GROUP.1)
    }
}

impl From<u32> for AddressCount {
    fn from(count: u32) -> Self {
        Self::new(u128::from(count))
    }
}

impl From<u64> for AddressCount {
    fn from(count: u64) -> Self {
        Self::new(u128::from(count))
    }
}

impl From<u128> for AddressCount {
    fn from(count: u128) -> Self {
        Self::new(count)
    }
}

/// Exact for fewer than 2^64 blocks; stops at [`AddressCount::MAX`].
impl Add for AddressCount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.checked_add(other).unwrap_or(Self::MAX)
    }
}

impl AddAssign for AddressCount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for AddressCount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let mut text = String::with_capacity(digits.len() * 4 / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        f.pad(&text)
    }
}

impl fmt::Debug for AddressCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AddressCount({self})")
    }
}

impl From<AddressCount> for String {
    fn from(count: AddressCount) -> String {
        count.digits()
    }
}

impl TryFrom<String> for AddressCount {
    type Error = ParseAddressCountError;

    fn try_from(text: String) -> Result<Self, ParseAddressCountError> {
        text.parse()
    }
}

/// Reads what files hold: decimal digits, no sign, no separators, no leading zero.
impl FromStr for AddressCount {
    type Err = ParseAddressCountError;

    fn from_str(text: &str) -> Result<Self, ParseAddressCountError> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseAddressCountError::NotDigits);
        }
        if text.len() > 1 && text.starts_with('0') {
            return Err(ParseAddressCountError::LeadingZero);
        }
        text.bytes().try_fold(Self::ZERO, |count, digit| {
            count
                .checked_mul(10)
                .and_then(|count| count.checked_add(Self::from(u32::from(digit - b'0'))))
                .ok_or(ParseAddressCountError::TooLarge)
        })
    }
}

/// Why a text is not a count of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseAddressCountError {
    /// Empty, or something other than the digits 0 to 9.
    NotDigits,
    /// A zero stands before other digits.
    LeadingZero,
    /// More than [`AddressCount::MAX`].
    TooLarge,
}

impl fmt::Display for ParseAddressCountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotDigits => "a count of addresses is written in the digits 0 to 9 alone, as in 65536",
            Self::LeadingZero => "a count of addresses has no leading zero",
            Self::TooLarge => "a count of addresses is less than 2^192",
        })
    }
}

impl std::error::Error for ParseAddressCountError {}

/// A count as people say it. Made by [`AddressCount::compact`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompactCount(AddressCount);

impl fmt::Display for CompactCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MILLION: u128 = 1_000_000;
        /// Below it powers of two are better known by their digits or as 4.3 G.
        const FIRST_EXPONENT: u8 = 40;
        match (self.0.exponent(), self.0.to_u128()) {
            (_, Some(count)) if count < MILLION => self.0.fmt(f),
            (Some(exponent), _) if exponent >= FIRST_EXPONENT => f.pad(&format!("2^{exponent}")),
            (_, Some(count)) => {
                let scaled = [(MILLION, 'M'), (MILLION * 1_000, 'G'), (MILLION * MILLION, 'T')]
                    .into_iter()
                    .map(|(unit, symbol)| (count.saturating_mul(10).saturating_add(unit / 2) / unit, symbol))
                    .find(|(tenths, _)| *tenths < 10_000);
                match scaled {
                    Some((tenths, symbol)) => f.pad(&format!("{}.{} {symbol}", tenths / 10, tenths % 10)),
                    None => f.pad(&scientific(&self.0.digits())),
                }
            }
            (_, None) => f.pad(&scientific(&self.0.digits())),
        }
    }
}

/// `digits` as `1.2 × 10^28`, rounded half up.
fn scientific(digits: &str) -> String {
    let leading = digits
        .bytes()
        .take(3)
        .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let exponent = digits.len() - 1;
    match (leading + 5) / 10 {
        100 => format!("1.0 × 10^{}", exponent + 1),
        tenths => format!("{}.{} × 10^{exponent}", tenths / 10, tenths % 10),
    }
}
