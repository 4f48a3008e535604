//! What overlaps among the ends of one connection, without looking at every pair.

use super::pair::cidrs;
use crate::address::Cidr;
use crate::ordered::{OrderedSet, sort};
use crate::plan::index::Index;
use crate::plan::{Connection, End, Plan};

/// A CIDR and the end that has it.
pub type Held = (Cidr, End);

/// Which ends are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// VPCs beside one another.
    Vpcs,
    /// Networks on premises beside one another and beside VPCs.
    Networks,
}

/// What overlaps among several ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlaps {
    /// The first two, in order of address: the larger, and what it contains.
    pub first: (Held, Held),
    /// The ends that overlap another.
    pub ends: OrderedSet<End>,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    first: Option<(Held, Held)>,
    ends: OrderedSet<End>,
}

/// The blocks around the one that is looked at, the largest first, each with whether its end is known to overlap.
#[derive(Default)]
struct Around(Vec<(Held, bool)>);

impl Around {
    /// Leaves the blocks that `cidr` does not lie in.
    fn leave(&mut self, cidr: Cidr) {
        while self.0.pop_if(|((around, _), _)| !around.contains(cidr)).is_some() {}
    }

    /// Notes what `inner` overlaps of these, and says whether it is anything.
    fn meet(&mut self, inner: Held, found: &mut Found) -> bool {
        let mut meets = false;
        for (outer, known) in self.0.iter_mut().rev() {
            if outer.1 == inner.1 {
                continue;
            }
            meets = true;
            found.first = found.first.or(Some((*outer, inner)));
            // All around one that is known are known too, or of its own end.
            if std::mem::replace(known, true) {
                break;
            }
            found.ends.insert(outer.1);
        }
        if meets {
            found.ends.insert(inner.1);
        }
        meets
    }
}

/// The overlaps among the ends of a connection. O(n log n) in their CIDRs, however many overlap.
pub fn overlaps(plan: &Plan, index: &Index, connection: &Connection, among: Among) -> Option<Overlaps> {
    let mut held: Vec<Held> = Vec::new();
    for end in connection.ends() {
        held.extend(cidrs(plan, index, end).into_iter().map(|cidr| (cidr, end)));
    }
    sort(&mut held);
    let mut found = Found::default();
    let (mut vpcs, mut networks) = (Around::default(), Around::default());
    for (cidr, end) in held {
        vpcs.leave(cidr);
        networks.leave(cidr);
        let (own, meets) = match (among, end) {
            (Among::Vpcs, End::Vpc(_)) => {
                let meets = vpcs.meet((cidr, end), &mut found);
                (&mut vpcs, meets)
            }
            (Among::Vpcs, End::Network(_)) => continue,
            (Among::Networks, End::Vpc(_)) => (&mut vpcs, networks.meet((cidr, end), &mut found)),
            (Among::Networks, End::Network(_)) => {
                let meets_networks = networks.meet((cidr, end), &mut found);
                let meets_vpcs = vpcs.meet((cidr, end), &mut found);
                (&mut networks, meets_networks || meets_vpcs)
            }
        };
        own.0.push(((cidr, end), meets));
    }
    let ends = found.ends;
    found.first.map(|first| Overlaps { first, ends })
}
