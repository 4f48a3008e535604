//! Whether two things can be connected.

use crate::address::Cidr;
use crate::plan::index::Index;
use crate::plan::{End, Plan};

/// CIDRs of two ends that share addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// The CIDR of the first end.
    pub one: Cidr,
    /// The CIDR of the second.
    pub other: Cidr,
}

/// What stands against connecting two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Nothing.
    Free,
    /// They are the same.
    Same,
    /// They share addresses: the first two CIDRs that do, in order.
    Overlapping(Overlap),
    /// One of them has no CIDR yet, or does not exist.
    Undecided,
}

/// The CIDRs of `end`, in order.
pub(super) fn cidrs(plan: &Plan, index: &Index, end: End) -> Vec<Cidr> {
    match end {
        End::Vpc(id) => {
            let entry = index.vpc(id);
            entry
                .into_iter()
                .flat_map(|entry| entry.cidrs())
                .map(|(cidr, _)| *cidr)
                .collect()
        }
        End::Network(id) => {
            let row = plan.intent().networks.get(&id);
            row.into_iter().flat_map(|row| &row.cidrs).copied().collect()
        }
    }
}

/// Whether two ends can be connected. O(CIDRs of one + of the other).
pub fn judge_pair(plan: &Plan, index: &Index, one: End, other: End) -> Pair {
    if one == other {
        return Pair::Same;
    }
    judge_cidrs(&cidrs(plan, index, one), &cidrs(plan, index, other))
}

/// The same for CIDRs in order.
pub(super) fn judge_cidrs(ones: &[Cidr], others: &[Cidr]) -> Pair {
    let (mut rest_of_ones, mut rest_of_others) = (ones, others);
    if ones.is_empty() || others.is_empty() {
        return Pair::Undecided;
    }
    // Both are gone through together in order of address, in which a block comes before all that lies in it. The largest of
    // each side around the present address is enough: what contains a block of the other side lies in it or is it.
    let mut around: [Option<Cidr>; 2] = [None, None];
    loop {
        let (next, is_one) = match (rest_of_ones.split_first(), rest_of_others.split_first()) {
            (Some((one, rest)), Some((other, _))) if one <= other => {
                rest_of_ones = rest;
                (*one, true)
            }
            (_, Some((other, rest))) => {
                rest_of_others = rest;
                (*other, false)
            }
            (Some((one, rest)), None) => {
                rest_of_ones = rest;
                (*one, true)
            }
            (None, None) => return Pair::Free,
        };
        let [around_one, around_other] = &mut around;
        let (own, opposite) = if is_one {
            (around_one, around_other)
        } else {
            (around_other, around_one)
        };
        if let Some(large) = opposite.filter(|large| large.contains(next)) {
            let (one, other) = if is_one { (next, large) } else { (large, next) };
            return Pair::Overlapping(Overlap { one, other });
        }
        if !own.is_some_and(|large| large.contains(next)) {
            *own = Some(next);
        }
    }
}
