//! Sorting, all of it by one function over positions.

use std::cmp::Ordering;

/// Sorts `list`. O(n log n). Equal ones stay as they came.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts `list` by a key, which is asked for once of each.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let order = order(list.len(), &|one, other| keys[one].cmp(&keys[other]));
    arrange(order, &mut |one, other| list.swap(one, other));
}

/// Sorts `list` by `compare`.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(list.len(), &|one, other| compare(&list[one], &list[other]));
    arrange(order, &mut |one, other| list.swap(one, other));
}

/// The positions below `len` in the order of `compare`.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Brings what stands at each position of `order` to where the position stands in it. O(n).
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        // Round the circle of those that take each other's place: each swap brings one home.
        let mut at = start;
        while order[at] != start {
            let from = std::mem::replace(&mut order[at], at);
            swap(at, from);
            at = from;
        }
        order[at] = at;
    }
}
