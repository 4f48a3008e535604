use super::sketch::{Sketch, private};

#[test]
fn ranges_that_are_set_aside_are_told_apart() {
    for (cidr, range) in [
        ("0.0.0.0/8", Some("0.0.0.0/8, \"this network\"")),
        ("127.0.0.0/16", Some("127.0.0.0/8, the host's own addresses")),
        ("169.254.10.0/24", Some("169.254.0.0/16, link-local addresses")),
        ("169.255.0.0/16", None),
        ("192.0.0.0/24", Some("192.0.0.0/24, kept for protocols")),
        ("192.0.1.0/24", None),
        ("192.0.2.0/24", Some("192.0.2.0/24, kept for documentation")),
        ("192.88.99.0/24", Some("192.88.99.0/24, kept from the days of 6to4")),
        ("192.88.98.0/24", None),
        ("198.17.0.0/16", None),
        (
            "198.18.0.0/16",
            Some("198.18.0.0/15, kept for measuring network devices"),
        ),
        (
            "198.19.0.0/16",
            Some("198.18.0.0/15, kept for measuring network devices"),
        ),
        ("198.51.100.0/24", Some("198.51.100.0/24, kept for documentation")),
        ("203.0.113.0/25", Some("203.0.113.0/24, kept for documentation")),
        ("224.0.0.0/8", Some("224.0.0.0/4, multicast addresses")),
        ("250.0.0.0/8", Some("240.0.0.0/4, kept for future use")),
        // What stands before and behind each range.
        ("1.0.0.0/8", None),
        ("126.0.0.0/8", None),
        ("128.0.0.0/8", None),
        ("169.253.0.0/16", None),
        ("191.255.255.0/24", None),
        ("192.0.3.0/24", None),
        ("192.88.100.0/24", None),
        ("198.20.0.0/16", None),
        ("198.51.99.0/24", None),
        ("198.51.101.0/24", None),
        ("203.0.112.0/24", None),
        ("203.0.114.0/24", None),
        ("223.0.0.0/8", None),
        ("239.0.0.0/8", Some("224.0.0.0/4, multicast addresses")),
        ("255.0.0.0/8", Some("240.0.0.0/4, kept for future use")),
        ("10.0.0.0/8", None),
        ("100.64.0.0/10", None),
    ] {
        let mut sketch = Sketch::new();
        sketch.pool(private(), "Top", &[cidr]);
        let expected = range.map(|range| format!("The pool Top holds {cidr}, which lies in {range}"));
        assert_eq!(sketch.sentence("reserved-range"), expected);
    }
}
