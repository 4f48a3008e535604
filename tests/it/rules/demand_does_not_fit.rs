use super::sketch::{Sketch, length, private};
use crate::support::Random;

#[test]
fn what_is_wanted_fits() {
    for (demands, expected) in [
        (&[(17, 2)][..], None),
        (&[(17, 1), (18, 2)], None),
        (&[(24, 256)], None),
        (&[(17, 3)], Some("1 × /17 of the 3 blocks")),
        (&[(17, 1), (18, 3)], Some("1 × /18 of the 4 blocks")),
        (&[(15, 1)], Some("1 × /15 of the 1 block")),
        (&[(17, 1), (17, 1), (20, 1)], Some("1 × /20 of the 3 blocks")),
        (
            &[(17, 4), (24, 1_000)],
            Some("2 × /17 and 1000 × /24 of the 1004 blocks"),
        ),
        (&[(32, u32::MAX)], Some("4294901759 × /32 of the 4294967295 blocks")),
        (&[(40, 1)], Some("1 × /40 of the 1 block")),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        for (bits, count) in demands {
            sketch.demand(pool, *bits, *count);
        }
        let expected = expected.map(|left| format!("The pool Production has no room for {left} wanted from it"));
        assert_eq!(sketch.sentence("demand-does-not-fit"), expected);
    }
}

#[test]
fn a_pool_without_room_or_cidr_fits_nothing_and_no_demand_is_no_finding() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    assert_eq!(sketch.sentence("demand-does-not-fit"), None);
    sketch.demand(pool, 24, 0);
    assert_eq!(sketch.sentence("demand-does-not-fit"), None);
    sketch.demand(pool, 24, 1);
    assert_eq!(sketch.found("demand-does-not-fit").len(), 1);
    sketch.pool_cidr(pool, "10.0.0.0/24");
    assert_eq!(sketch.sentence("demand-does-not-fit"), None);
}

/// Counting without placing says what placing one after the other, the largest first, says.
#[test]
fn what_does_not_fit_is_what_cannot_be_placed() {
    for seed in 1..=60 {
        let mut random = Random::new(seed);
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/24", "10.0.2.0/25"]);
        for _ in 0..random.below(6) {
            let bits = 26 + random.below(7) as u8;
            let block = super::sketch::cidr("10.0.0.0/24").nth(random.below(1 << (bits - 24)) as u128, length(bits));
            sketch.reservation(pool, "", &block.unwrap().to_string());
        }
        let mut wanted: Vec<(u8, u32)> = Vec::new();
        for _ in 0..1 + random.below(5) {
            wanted.push((24 + random.below(9) as u8, random.below(9) as u32));
        }
        for (bits, count) in &wanted {
            sketch.demand(pool, *bits, *count);
        }
        wanted.sort();
        let mut preview = sketch.workspace.index().pool(pool).unwrap().space().preview();
        let mut refused = 0;
        for (bits, count) in &wanted {
            for _ in 0..*count {
                refused += u32::from(preview.take_next(length(*bits), Default::default()).is_none());
            }
        }
        let total: u32 = wanted.iter().map(|(_, count)| count).sum();
        let said = sketch.found("demand-does-not-fit").len();
        assert_eq!(said, usize::from(refused > 0), "{wanted:?}");
        if refused > 0 {
            let evidence = sketch.evidence("demand-does-not-fit");
            assert!(
                evidence.ends_with(&format!("{refused} of {total}")),
                "{evidence}, not {refused} of {total}"
            );
        }
    }
}

#[test]
fn pieces_are_told_from_want_of_addresses() {
    for (reserved, bits, count, pieces) in [
        // Half of the pool is free.
        (&["10.0.0.0/18", "10.0.128.0/18"][..], 17, 1, true),
        (&["10.0.0.0/17"], 17, 2, false),
        (&["10.0.0.0/18", "10.0.128.0/18"], 18, 3, false),
        // A /17 and not one address more.
        (&["10.0.64.0/18", "10.0.128.0/18"], 17, 1, true),
        (&["10.0.64.0/18", "10.0.128.0/18", "10.0.0.0/32"], 17, 1, false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        for block in reserved {
            sketch.reservation(pool, "kept", block);
        }
        sketch.demand(pool, bits, count);
        let sentence = sketch.sentence("demand-does-not-fit").unwrap();
        let said = sentence.ends_with(" wanted from it: enough addresses are free, but in pieces");
        assert_eq!(said, pieces, "{sentence}");
    }
}
