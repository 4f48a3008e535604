//! Factors, percentages and counts as people write them.

use crate::app::cost::words::number;

/// Thousandths as people write them: `1.5`.
pub(super) fn factor_words(per_mille: u32) -> String {
    let decimals = format!("{:03}", per_mille % 1_000);
    match decimals.trim_end_matches('0') {
        "" => (per_mille / 1_000).to_string(),
        decimals => format!("{}.{decimals}", per_mille / 1_000),
    }
}

/// Reads a factor with up to three decimals.
pub(super) fn read_factor(text: &str) -> Result<u32, String> {
    let read = || {
        let text = text.trim();
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || decimals.len() > 3 || !are_digits(whole) || !are_digits(decimals) {
            return None;
        }
        let decimals: u32 = format!("{decimals:0<3}").parse().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(1_000)?.checked_add(decimals)
    };
    read().ok_or_else(|| "A factor with at most three decimals, such as 1.5 for half as many again".to_owned())
}

/// Reads a percentage of growth.
pub(in crate::app::cost) fn read_percent(text: &str) -> Result<u32, String> {
    let text = text.trim().trim_end_matches('%').trim_end();
    match text.parse::<u32>() {
        Ok(percent) if percent <= MOST_PERCENT => Ok(percent),
        _ => Err(format!(
            "A whole number of percent from 0 to {}",
            number(MOST_PERCENT.into())
        )),
    }
}

/// More than tenfold a year is no plan.
const MOST_PERCENT: u32 = 1_000;

/// Reads a count, or nothing.
pub(super) fn read_count(text: &str) -> Result<Option<u32>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| "A whole number, or nothing".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{factor_words, read_factor, read_percent};

    #[test]
    fn a_factor_reads_as_it_is_written() {
        for (text, expected) in [
            ("1.5", Some(1_500)),
            ("2", Some(2_000)),
            ("0.125", Some(125)),
            ("0", Some(0)),
        ] {
            assert_eq!(read_factor(text).ok(), expected);
            assert_eq!(expected.map(factor_words).as_deref(), Some(text));
        }
        for text in ["", ".", "1.2345", "x", "-1", "5000000"] {
            assert!(read_factor(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_percentage_may_have_its_sign() {
        assert_eq!(read_percent("30 %"), Ok(30));
        for text in ["", "-1", "1.5", "1001"] {
            assert!(read_percent(text).is_err(), "{text}");
        }
    }
}
