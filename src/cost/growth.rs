//! Numbers that grow year by year.

use super::addresses::MOST_COUNTED;

/// The longest time that is looked ahead: ten years.
pub const MOST_MONTHS: u32 = 120;

/// What `number` is after so many months when it grows by `percent` a year: compounded yearly, linear between, rounded up to
/// whole units, and at most [`MOST_COUNTED`]. More months than [`MOST_MONTHS`] are as that many.
///
/// It never falls as months go by, and is the number itself at first.
pub fn grown(number: u64, percent: u32, months: u32) -> u64 {
    let months = months.min(MOST_MONTHS);
    let (years, rest) = (months / 12, u128::from(months % 12));
    let percent = u128::from(percent);
    // number × ((100 + percent) / 100)^years × (1200 + percent × rest) / 1200. The divisor is less than 2^77, so that a product
    // that an u128 does not hold is more than 2^51.
    let exact = || {
        let factor = (100 + percent).checked_pow(years)?;
        let product = u128::from(number).checked_mul(factor)?;
        let product = product.checked_mul(1_200 + percent * rest)?;
        Some(product.div_ceil(100_u128.pow(years) * 1_200))
    };
    match exact().map(u64::try_from) {
        Some(Ok(grown)) => grown.min(MOST_COUNTED),
        _ if number == 0 => 0,
        _ => MOST_COUNTED,
    }
}
