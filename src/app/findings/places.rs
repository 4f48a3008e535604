//! Where the lines of the list stand: two heights, so that a place is a sum and not a product. Pure.

use std::ops::Range;

use super::lines::Line;

/// How high the head of a group is, in rem. The sheet has the same number.
pub(super) const HEAD: f64 = 2.0;

/// Where each line begins, in rem, and at the end where the last one ends.
pub(super) fn tops(lines: &[Line], row: f64) -> Vec<f64> {
    let mut tops = Vec::with_capacity(lines.len() + 1);
    let mut top = 0.0;
    tops.push(top);
    for line in lines {
        top += match line {
            Line::Head(_) => HEAD,
            Line::Finding(_) => row,
        };
        tops.push(top);
    }
    tops
}

/// The lines between two places, with `overscan` more on each side. O(log n).
pub(super) fn seen(tops: &[f64], from: f64, to: f64, overscan: usize) -> Range<usize> {
    let count = tops.len().saturating_sub(1);
    let first = tops.partition_point(|top| *top <= from).saturating_sub(1);
    let last = tops.partition_point(|top| *top < to);
    first.saturating_sub(overscan).min(count)..(last + overscan).min(count)
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn every_line_that_is_seen_is_drawn() {
        let tops = [0.0, 2.0, 5.75, 9.5, 11.5, 15.25];
        for (from, to, expected) in [
            (0.0, 1.0, 0..1),
            (2.0, 5.75, 1..2),
            (1.9, 5.8, 0..3),
            (9.5, 99.0, 3..5),
            (20.0, 30.0, 5..5),
        ] {
            assert_eq!(seen(&tops, from, to, 0), expected, "{from} to {to}");
        }
        assert_eq!(seen(&tops, 5.0, 6.0, 1), 0..4);
        assert_eq!(seen(&[0.0], 0.0, 50.0, 4), 0..0);
    }
}
