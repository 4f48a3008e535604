//! Rates as text.

use ipam_planner::plan::Rate;

#[test]
fn rates_are_read_and_written_as_decimals() {
    let cases = [
        ("0.00027", 270_000, "0.00027"),
        ("0.005", 5_000_000, "0.005"),
        ("0", 0, "0"),
        ("0.0", 0, "0"),
        ("1", 1_000_000_000, "1"),
        ("1.50", 1_500_000_000, "1.5"),
        ("0.000000001", 1, "0.000000001"),
        ("4.294967295", u32::MAX, "4.294967295"),
        ("0000.1", 100_000_000, "0.1"),
    ];
    for (text, nano_dollars, written) in cases {
        let rate: Rate = text.parse().unwrap();
        assert_eq!(rate.nano_dollars(), nano_dollars, "{text}");
        assert_eq!(rate.to_string(), written);
    }
}

#[test]
fn what_is_no_rate_says_what_would_be() {
    let texts = [
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e-4",
        "0,005",
        "$0.005",
        " 1",
        "4.294967296",
        "5",
        "99999999999",
        "0.0000000001",
        "1.2.3",
        "٠",
        "NaN",
    ];
    for text in texts {
        let error = text.parse::<Rate>().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{text:?} is not a rate: ")), "{error}");
    }
}
