//! Numbers that grow.

use ipam_planner::cost::{MOST_COUNTED, MOST_MONTHS, grown};

#[test]
fn growth_is_compounded_yearly_linear_between_and_rounded_up() {
    let cases = [
        // number, percent, months, expected
        (100, 30, 0, 100),
        (100, 30, 6, 115),
        (100, 30, 12, 130),
        (100, 30, 18, 150), // 149.5
        (100, 30, 24, 169),
        (100, 30, 25, 174), // 169 × 1.025 = 173.225
        (1, 1, 1, 2),
        (1, 1, 120, 2), // 1.01^10 = 1.1046
        (1, 100, 12, 2),
        (1, 100, 120, 1_024),
        (7, 0, 77, 7),
        (0, 4_000_000_000, 120, 0),
        (3, 1_000, 12, 33),
        (1_000_000, 7, 120, 1_967_152), // 1.07^10 = 1.96715135728956540049
    ];
    for (number, percent, months, expected) in cases {
        assert_eq!(
            grown(number, percent, months),
            expected,
            "{number} by {percent} % for {months} months"
        );
    }
}

#[test]
fn growth_never_falls_and_has_an_end() {
    for number in [0, 1, 2, 99, 1_000, MOST_COUNTED - 1, MOST_COUNTED] {
        for percent in [0, 1, 7, 30, 99, 100, 1_000, 100_000, u32::MAX] {
            let mut before = grown(number, percent, 0);
            assert_eq!(before, number);
            for month in 1..=MOST_MONTHS {
                let now = grown(number, percent, month);
                assert!(
                    (before..=MOST_COUNTED).contains(&now),
                    "{number} by {percent} % in month {month}"
                );
                before = now;
            }
            assert_eq!(grown(number, percent, u32::MAX), before);
        }
    }
}
