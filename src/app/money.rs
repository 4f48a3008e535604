//! Amounts of money as people read them, with the sign of their currency.

use crate::cost::{Currency, Estimate, Money, Period, PriceBasis, Terms};
use crate::plan::{Rate, Tier};

/// What stands before an amount.
fn sign(currency: Currency) -> &'static str {
    match currency {
        Currency::Usd => "$",
        Currency::Cny => "CN¥",
        Currency::Eur => "€",
    }
}

/// To the cent: `$1,234.50`, `−$3.00`.
pub(super) fn to_the_cent(currency: Currency, amount: Money) -> String {
    with_decimals(currency, amount, 2)
}

/// With so many decimals.
pub(super) fn with_decimals(currency: Currency, amount: Money, decimals: u32) -> String {
    let digits = amount.with_decimals(decimals);
    match digits.strip_prefix('-') {
        Some(digits) => format!("\u{2212}{}{digits}", sign(currency)),
        None => format!("{}{digits}", sign(currency)),
    }
}

/// How much an amount is in a period: to the cent, and that of an hour, which is small, to a hundred-thousandth.
pub(super) fn for_period(currency: Currency, amount: Money, period: Period) -> String {
    with_decimals(currency, amount, if period == Period::Hour { 5 } else { 2 })
}

/// A difference: `+$3.00`, `−$3.00`, `±$0.00`.
pub(super) fn difference(currency: Currency, amount: Money, period: Period) -> String {
    let words = for_period(currency, amount, period);
    match amount.nano_dollars() {
        0 => format!("\u{b1}{words}"),
        1.. => format!("+{words}"),
        _ => words,
    }
}

/// A rate, with all its decimals: `$0.00027`.
pub(super) fn rate(currency: Currency, rate: Rate) -> String {
    format!("{}{rate}", sign(currency))
}

/// The currency that an estimate is in: that of the home Region.
pub(super) fn currency(terms: &Terms) -> Currency {
    Currency::of(terms.home_region)
}

/// Whether there is no price for the active IPs, so that a total would say too little.
pub(super) fn has_no_price(terms: &Terms) -> bool {
    let basis = terms.ipam_price().basis;
    terms.tier == Tier::Advanced && matches!(basis, PriceBasis::NoneForPartition | PriceBasis::UnknownRegion)
}

/// What everything costs in a month, to the cent. None where a price is missing.
pub(super) fn per_month(estimate: &Estimate) -> Option<String> {
    let terms = estimate.terms();
    (!has_no_price(terms)).then(|| {
        let total = estimate.total().total_for(terms, Period::Month);
        to_the_cent(currency(terms), total)
    })
}

#[cfg(test)]
mod tests {
    use super::{difference, for_period, rate, to_the_cent};
    use crate::cost::{Currency, Money, Period};
    use crate::plan::Rate;

    #[test]
    fn amounts_have_a_sign_separators_and_two_decimals() {
        for (nano_dollars, currency, expected) in [
            (0, Currency::Usd, "$0.00"),
            (591_300_000_000, Currency::Usd, "$591.30"),
            (1_234_567_895_000_000, Currency::Eur, "€1,234,567.90"),
            (-3_000_000_000, Currency::Usd, "\u{2212}$3.00"),
            (-1, Currency::Cny, "CN¥0.00"),
        ] {
            assert_eq!(to_the_cent(currency, Money::from_nano_dollars(nano_dollars)), expected);
        }
    }

    #[test]
    fn an_hour_is_told_more_exactly_than_a_month() {
        let amount = Money::from_nano_dollars(810_270_000);
        assert_eq!(for_period(Currency::Usd, amount, Period::Hour), "$0.81027");
        assert_eq!(for_period(Currency::Usd, amount, Period::Month), "$0.81");
        assert_eq!(rate(Currency::Usd, Rate::from_nano_dollars(270_000)), "$0.00027");
    }

    #[test]
    fn a_difference_always_has_a_sign() {
        for (nano_dollars, expected) in [
            (0, "\u{b1}$0.00"),
            (2_500_000_000, "+$2.50"),
            (-2_500_000_000, "\u{2212}$2.50"),
        ] {
            let amount = Money::from_nano_dollars(nano_dollars);
            assert_eq!(difference(Currency::Usd, amount, Period::Month), expected);
        }
    }
}
