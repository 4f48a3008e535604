//! Numbers as people read them. Pure text; counts of addresses bring their own.

use std::time::Duration;

/// What keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

/// An integer with thousands separators: `1,204`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in whole percent, from thousandths: `61 %`. Rounded down, so that only what is full shows 100 %; what is there
/// but less than one percent shows `<1 %`.
pub fn whole_percent(permille: u32) -> String {
    match permille {
        0 => format!("0{NO_BREAK}%"),
        1..10 => format!("<1{NO_BREAK}%"),
        _ => format!("{}{NO_BREAK}%", thousands(u64::from(permille / 10))),
    }
}

/// A share in percent with one decimal, from thousandths: `61.4 %`. Exact.
pub fn percent(permille: u32) -> String {
    format!("{}.{}{NO_BREAK}%", thousands(u64::from(permille / 10)), permille % 10)
}

/// A number of things: `1 pool`, `1,204 pools`, `0 pools`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!(
        "{}{NO_BREAK}{}",
        thousands(number),
        if number == 1 { one } else { many }
    )
}

/// How long ago something was: `just now`, `2 min ago`, `3 h ago`, `1 day ago`. Rounded down.
pub fn ago(elapsed: Duration) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    match elapsed.as_secs() {
        0..MINUTE => "just now".to_owned(),
        seconds @ MINUTE..HOUR => format!("{}{NO_BREAK}min ago", seconds / MINUTE),
        seconds @ HOUR..DAY => format!("{}{NO_BREAK}h ago", seconds / HOUR),
        seconds => format!("{} ago", counted(seconds / DAY, "day", "days")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ago, counted, percent, thousands, whole_percent};

    fn plain(text: String) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn integers_have_separators() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (16_777_216, "16,777,216"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn shares_never_claim_more_than_is_so() {
        for (permille, whole, exact) in [
            (0, "0 %", "0.0 %"),
            (1, "<1 %", "0.1 %"),
            (9, "<1 %", "0.9 %"),
            (10, "1 %", "1.0 %"),
            (614, "61 %", "61.4 %"),
            (999, "99 %", "99.9 %"),
            (1_000, "100 %", "100.0 %"),
            (1_055, "105 %", "105.5 %"),
            (u32::MAX, "429,496,729 %", "429,496,729.5 %"),
        ] {
            assert_eq!(plain(whole_percent(permille)), whole);
            assert_eq!(plain(percent(permille)), exact);
        }
    }

    #[test]
    fn one_thing_is_singular() {
        assert_eq!(plain(counted(0, "pool", "pools")), "0 pools");
        assert_eq!(plain(counted(1, "pool", "pools")), "1 pool");
        assert_eq!(plain(counted(1_204, "entry", "entries")), "1,204 entries");
    }

    #[test]
    fn times_past_are_rounded_down() {
        for (seconds, text) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3_599, "59 min ago"),
            (3_600, "1 h ago"),
            (86_399, "23 h ago"),
            (86_400, "1 day ago"),
            (172_800, "2 days ago"),
        ] {
            assert_eq!(plain(ago(Duration::from_secs(seconds))), text);
        }
    }
}
