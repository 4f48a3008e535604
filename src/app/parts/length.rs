//! Lengths as style sheets write them.

/// The length in `unit`, exact to a thousandth. In whole numbers: the standard library's way of writing a fraction is large
/// to download.
pub fn length(length: f64, unit: &str) -> String {
    let thousandths = (length * 1000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    format!("{sign}{whole}.{rest:03}{unit}")
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_are_written_to_a_thousandth() {
        for (value, unit, expected) in [
            (0.0, "px", "0.000px"),
            (12.0, "px", "12.000px"),
            (3.75, "rem", "3.750rem"),
            (-0.5, "px", "-0.500px"),
            (99.9996, "%", "100.000%"),
            (14_999_999.25, "px", "14999999.250px"),
        ] {
            assert_eq!(length(value, unit), expected);
        }
    }
}
