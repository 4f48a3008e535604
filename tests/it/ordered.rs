//! Ordered maps against the standard library's, on random operations.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::ordered::{OrderedMap, OrderedSet, sort, sort_by_key, sort_numbers};
use ipam_planner::plan::{Account, CountedIds, Id, Table};

use crate::support::Random;

/// Does the same to a map and to its model: keys below `keys`, of three operations one a removal.
fn change(random: &mut Random, keys: usize, map: &mut OrderedMap<usize, usize>, model: &mut BTreeMap<usize, usize>) {
    let (key, value) = (random.below(keys), random.below(1000));
    if random.once_in(3) {
        assert_eq!(map.remove(&key), model.remove(&key));
    } else if random.once_in(5) {
        assert_eq!(*map.or_insert(key, value), *model.entry(key).or_insert(value));
    } else {
        assert_eq!(map.insert(key, value), model.insert(key, value));
    }
}

fn assert_same(map: &OrderedMap<usize, usize>, model: &BTreeMap<usize, usize>) {
    assert_eq!(map.len(), model.len());
    assert_eq!(map.iter().len(), model.len());
    assert!(map.iter().eq(model), "forwards");
    assert!(map.iter().rev().eq(model.iter().rev()), "backwards");
    assert_eq!(map.first(), model.first_key_value());
    assert_eq!(map.last(), model.last_key_value());
}

#[test]
fn a_map_does_what_the_map_of_the_standard_library_does() {
    for (seed, keys) in [(1, 4), (2, 300), (3, 5000)] {
        let mut random = Random::new(seed);
        let (mut map, mut model) = (OrderedMap::new(), BTreeMap::new());
        for step in 0..20_000 {
            change(&mut random, keys, &mut map, &mut model);
            let key = random.below(keys);
            assert_eq!(map.get(&key), model.get(&key));
            assert_eq!(map.contains_key(&key), model.contains_key(&key));
            assert_eq!(map.range_from(&key).next(), model.range(key..).next());
            assert_eq!(map.at_or_before(&key), model.range(..=key).next_back());
            let place = random.below(keys + 200);
            assert_eq!(
                map.iter_from(place).next(),
                model.iter().nth(place),
                "from place {place}"
            );
            if step % 1000 == 0 {
                assert_eq!(map.iter_from(place).len(), model.len().saturating_sub(place));
                assert!(map.iter_from(place).eq(model.iter().skip(place)), "from place {place}");
                assert!(map.range_from(&key).eq(model.range(key..)), "from {key}");
                assert_same(&map, &model);
                let again: OrderedMap<_, _> = map.clone().into_iter().collect();
                assert_eq!(again, map, "however it came about");
            }
        }
        // Down to nothing, in any order.
        for key in 0..keys {
            let key = (key * 7919) % keys;
            assert_eq!(map.remove(&key), model.remove(&key));
        }
        map.retain(|_, _| false);
        assert!(map.is_empty());
        assert_eq!(map.iter().next(), None);
    }
}

#[test]
fn keys_may_come_forwards_backwards_and_twice() {
    let forwards: OrderedMap<usize, usize> = (0..1000).map(|key| (key, key)).collect();
    let backwards: OrderedMap<usize, usize> = (0..1000).rev().map(|key| (key, key)).collect();
    let twice: OrderedMap<usize, usize> = (0..2000).map(|key| (key % 1000, key % 1000)).collect();
    assert_eq!(forwards, backwards);
    assert_eq!(forwards, twice);
    let mut from_both_ends = forwards.iter();
    for place in 0..500 {
        assert_eq!(from_both_ends.next(), Some((&place, &place)));
        let last = 999 - place;
        assert_eq!(from_both_ends.next_back(), Some((&last, &last)));
    }
    assert_eq!((from_both_ends.next(), from_both_ends.next_back()), (None, None));
}

#[test]
fn what_is_kept_stays_in_order() {
    let mut set: OrderedSet<usize> = (0..3000).collect();
    set.retain(|item| item % 7 == 0);
    let kept: BTreeSet<usize> = (0..3000).filter(|item| item % 7 == 0).collect();
    assert!(set.iter().eq(&kept));
    assert_eq!(set.len(), kept.len());
    assert!(set.contains(&14) && !set.contains(&15));
    assert!(!set.insert(14) && set.insert(15) && set.remove(&15) && !set.remove(&15));
    assert!(set.into_iter().eq(kept));
}

#[test]
fn sorting_is_stable() {
    let mut random = Random::new(4);
    for len in [0, 1, 2, 3, 20, 21, 1000] {
        let mut list: Vec<(usize, usize)> = (0..len).map(|place| (random.below(10), place)).collect();
        let mut expected = list.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, expected);
        let mut texts: Vec<String> = list.iter().map(|(_, place)| place.to_string()).collect();
        let mut expected = texts.clone();
        expected.sort();
        sort(&mut texts);
        assert_eq!(texts, expected);
    }
}

#[test]
fn numbers_sort_by_their_high_bits_and_stay_as_they_came_otherwise() {
    let mut random = Random::new(6);
    for len in [0, 1, 2, 127, 128, 129, 3000] {
        for from in [0, 1, 26, 32, 60, 63] {
            // Few and many different values of every part of the number.
            for parts in [2, 40, 1 << 16] {
                let part = |random: &mut Random| random.below(parts) as u64;
                let mut draw = || part(&mut random) << 48 | part(&mut random) << 24 | part(&mut random);
                let mut numbers: Vec<u64> = (0..len).map(|_| draw()).collect();
                let mut expected = numbers.clone();
                expected.sort_by_key(|number| number >> from);
                sort_numbers(&mut numbers, from);
                assert_eq!(numbers, expected, "{len} numbers from bit {from}");
            }
        }
    }
}

#[test]
fn ids_order_as_their_text() {
    const CHARACTERS: &[u8] = b"-0189AZ_az";
    let mut random = Random::new(7);
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..400 {
        // Those that begin alike are the hard ones.
        let shared = texts.get(random.below(texts.len().max(1))).cloned().unwrap_or_default();
        let mut text: String = shared.chars().take(random.below(16)).collect();
        while text.is_empty() || text.len() < 16 && !random.once_in(4) {
            text.push(char::from(CHARACTERS[random.below(CHARACTERS.len())]));
        }
        texts.push(text);
    }
    for one in &texts {
        for other in &texts {
            let (one_id, other_id): (Id<Account>, Id<Account>) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(one_id.cmp(&other_id), one.cmp(other), "{one} and {other}");
            assert_eq!(one_id == other_id, one == other, "{one} and {other}");
        }
    }
}

#[test]
fn a_table_keeps_its_rows_in_order_of_id() {
    let mut random = Random::new(5);
    let mut ids = CountedIds::default();
    let known: Vec<Id<Account>> = (0..400).map(|_| Id::mint(&mut ids)).collect();
    let (mut table, mut model) = (Table::new(), BTreeMap::new());
    for step in 0..5000 {
        let id = random.pick(&known);
        if random.once_in(3) {
            assert_eq!(table.remove(&id), model.remove(&id));
        } else {
            let row = Account::named(&format!("account {step}"));
            assert_eq!(table.insert(id, row.clone()), model.insert(id, row));
        }
        assert_eq!(table.len(), model.len());
        assert_eq!(table.get(&id), model.get(&id));
        if step % 100 == 0 {
            assert!(table.iter().eq(&model));
            assert!(table.keys().rev().eq(model.keys().rev()));
            let mut again = Table::new();
            for (id, row) in model.iter().rev() {
                again.insert(*id, row.clone());
            }
            assert_eq!(again, table, "however it came about");
        }
    }
}
