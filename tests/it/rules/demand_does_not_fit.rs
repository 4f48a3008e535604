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

#[test]
fn it_counts_in_ipv6_as_in_ipv4() {
    for (count, left) in [
        (16, None),
        (17, Some("1 × /56 of the 17 blocks")),
        (u32::MAX, Some("4294967279 × /56 of the 4294967295 blocks")),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Six", &["fd80::/52"]);
        sketch.demand(pool, 56, count);
        let expected = left.map(|left| format!("The pool Six has no room for {left} wanted from it"));
        assert_eq!(sketch.sentence("demand-does-not-fit"), expected);
        if left.is_some() {
            let refused = count - 16;
            assert_eq!(
                sketch.evidence("demand-does-not-fit"),
                format!("{refused} × /56, {refused} of {count}")
            );
            assert_eq!(sketch.fix("demand-does-not-fit"), None);
        }
    }
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
        let said = sentence.contains(" wanted from it: enough addresses are free, but in pieces");
        assert_eq!(said, pieces, "{sentence}");
    }
}

/// The smallest block whose move makes room is named, and moved by the fix.
#[test]
fn the_move_that_makes_room_is_named() {
    for (held, bits, moved) in [
        // Of two quarters either would do: the first in order goes beside the other.
        (
            &["10.0.0.0/18", "10.0.128.0/18"][..],
            17,
            Some(("10.0.0.0/18", "10.0.192.0/18")),
        ),
        // A small one goes rather than a large one, to the lowest place outside the half that it leaves.
        (
            &["10.0.0.0/18", "10.0.128.0/24"],
            17,
            Some(("10.0.128.0/24", "10.0.64.0/24")),
        ),
        // Two stand in each half: no single move helps.
        (
            &["10.0.0.0/24", "10.0.32.0/24", "10.0.128.0/24", "10.0.160.0/24"],
            17,
            None,
        ),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        for block in held {
            sketch.reservation(pool, "kept", block);
        }
        sketch.demand(pool, bits, 1);
        let pieces = ": enough addresses are free, but in pieces";
        let sentence = sketch.sentence("demand-does-not-fit").unwrap();
        match moved {
            None => {
                assert!(sentence.ends_with(pieces), "{sentence}");
                assert_eq!(sketch.fix("demand-does-not-fit"), None);
            }
            Some((from, to)) => {
                let expected = format!("{pieces}; moving kept ({from}) to {to} makes room");
                assert!(sentence.ends_with(&expected), "{sentence}");
                assert_eq!(sketch.mend("demand-does-not-fit"), format!("Move kept to {to}"));
            }
        }
    }
}

#[test]
fn what_exists_or_is_locked_stays() {
    use ipam_planner::plan::Lock;
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    let blocks = ["10.0.0.0/24", "10.0.128.0/24"].map(|block| sketch.reservation(pool, "kept", block));
    sketch.demand(pool, 17, 1);
    let to = |sketch: &Sketch| sketch.fix("demand-does-not-fit").map(|fix| fix.label);
    assert_eq!(to(&sketch).as_deref(), Some("Move kept to 10.0.129.0/24"));
    sketch.change(
        blocks[0],
        |tables| &tables.reservations,
        |row| row.aws_id = Some("alloc".to_owned()),
    );
    assert_eq!(to(&sketch).as_deref(), Some("Move kept to 10.0.1.0/24"));
    sketch.change_pool(pool, |pool| pool.lock = Lock::Locked);
    assert_eq!(to(&sketch), None);
    assert!(
        sketch
            .sentence("demand-does-not-fit")
            .unwrap()
            .ends_with("but in pieces")
    );
}

/// A move is offered whenever one exists, by trying every block at every free place.
#[test]
fn a_move_is_offered_when_there_is_one() {
    let (mut offered, mut hopeless) = (0, 0);
    for seed in 1..=150 {
        let mut random = Random::new(seed);
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/24"]);
        let whole = super::sketch::cidr("10.0.0.0/24");
        let mut held = Vec::new();
        for _ in 0..1 + random.below(4) {
            let bits = 26 + random.below(3) as u8;
            let block = whole.nth(random.below(1 << (bits - 24)) as u128, length(bits)).unwrap();
            if held.iter().all(|other| !block.overlaps(*other)) {
                held.push(block);
                sketch.reservation(pool, "", &block.to_string());
            }
        }
        let bits = 25 + random.below(2) as u8;
        sketch.demand(pool, bits, 1);
        let fits = |held: &[ipam_planner::address::Cidr]| {
            let mut blocks = (0..1 << (bits - 24)).filter_map(|at| whole.nth(at, length(bits)));
            blocks.any(|block| held.iter().all(|other| !block.overlaps(*other)))
        };
        if fits(&held) {
            assert_eq!(sketch.found("demand-does-not-fit"), [""; 0]);
            continue;
        }
        let possible = held.iter().any(|moved| {
            let others: Vec<_> = held.iter().copied().filter(|other| other != moved).collect();
            let size = moved.netmask_length();
            let mut places = (0..1 << (size.get() - 24)).filter_map(|at| whole.nth(at, size));
            places.any(|place| {
                let after = [&others[..], &[place]].concat();
                others.iter().all(|other| !other.overlaps(place)) && fits(&after)
            })
        });
        assert_eq!(
            sketch.fix("demand-does-not-fit").is_some(),
            possible,
            "seed {seed}: {held:?} /{bits}"
        );
        if possible {
            sketch.mend("demand-does-not-fit");
            offered += 1;
        } else {
            hopeless += 1;
        }
    }
    assert!(offered > 10 && hopeless > 10, "{offered} offered, {hopeless} hopeless");
}
