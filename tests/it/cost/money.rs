//! Amounts of money.

use ipam_planner::cost::Money;
use ipam_planner::plan::Rate;

#[test]
fn amounts_are_exact() {
    let ipam: Rate = "0.00027".parse().unwrap();
    let public: Rate = "0.005".parse().unwrap();
    let cases = [
        (1, 730, ipam, "0.1971"),
        (1, 720, ipam, "0.1944"),
        (7, 730, ipam, "1.3797"),
        (340, 730, ipam, "67.014"),
        (5_000, 730, ipam, "985.5"),
        (1, 18, ipam, "0.00486"),
        (3, 6, ipam, "0.00486"),
        (3_000, 730, ipam, "591.3"),
        (400, 730, ipam, "78.84"),
        (1, 720, public, "3.6"),
        (1, 730, public, "3.65"),
        (1, 8_760, public, "43.8"),
    ];
    for (addresses, hours, rate, expected) in cases {
        assert_eq!(Money::of(addresses, rate).for_hours(hours).plain(), expected);
    }
}

#[test]
fn amounts_are_shown_half_to_even() {
    let cases = [
        (0, 2, "0.00"),
        (5_000_000, 2, "0.00"),
        (5_000_001, 2, "0.01"),
        (15_000_000, 2, "0.02"),
        (25_000_000, 2, "0.02"),
        (-25_000_001, 2, "-0.03"),
        (-5_000_000, 2, "0.00"),
        (1_234_567_890_123, 2, "1,234.57"),
        (1_234_567_890_123, 0, "1,235"),
        (999_999_999_999, 2, "1,000.00"),
        (197_100_000, 4, "0.1971"),
        (270_000, 5, "0.00027"),
        (1, 9, "0.000000001"),
        (1, 40, "0.000000001"),
    ];
    for (nano_dollars, decimals, expected) in cases {
        assert_eq!(Money::from_nano_dollars(nano_dollars).with_decimals(decimals), expected);
    }
    assert_eq!(Money::from_nano_dollars(-1_500_000_000).plain(), "-1.5");
    // The most that can be written does not overflow.
    for most in [i128::MAX, i128::MIN] {
        assert!(Money::from_nano_dollars(most).with_decimals(2).len() > 30);
    }
    assert_eq!(
        Money::of(u128::MAX, Rate::from_nano_dollars(u32::MAX)).nano_dollars(),
        i128::MAX
    );
}
