//! The CIDRs of a VPC.

use crate::address::Cidr;
use crate::plan::{CidrRole, Id, Monitoring, Pool, Vpc, VpcCidr};

/// What the row of a CIDR says besides the VPC and the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) role: CidrRole,
    pub(super) pool: Option<Id<Pool>>,
    pub(super) monitoring: Monitoring,
}

impl Held {
    pub(super) fn of(row: &VpcCidr) -> Self {
        Self {
            role: row.role,
            pool: row.pool,
            monitoring: row.monitoring,
        }
    }
}

/// A CIDR with its id.
type Entry = (Cidr, Id<VpcCidr>);

/// The CIDRs of a VPC in order, with what their rows say: who goes through a hundred thousand VPCs is not to look for the row of each
/// CIDR anywhere. An only one, which most have, is kept in place.
#[derive(Clone, Debug, Default)]
pub(super) enum VpcCidrs {
    #[default]
    None,
    One(Entry, Held),
    /// Both lists in the same order.
    Many(Vec<Entry>, Vec<Held>),
}

impl VpcCidrs {
    #[inline(always)]
    pub(super) fn as_slice(&self) -> &[Entry] {
        match self {
            VpcCidrs::None => &[],
            VpcCidrs::One(entry, _) => std::slice::from_ref(entry),
            VpcCidrs::Many(entries, _) => entries,
        }
    }

    #[inline(always)]
    pub(super) fn held(&self) -> &[Held] {
        match self {
            VpcCidrs::None => &[],
            VpcCidrs::One(_, held) => std::slice::from_ref(held),
            VpcCidrs::Many(_, held) => held,
        }
    }

    /// Calls `visit` with the row of each CIDR and its id, in order of address.
    #[inline(always)]
    pub(super) fn each(&self, vpc: Id<Vpc>, mut visit: impl FnMut(Id<VpcCidr>, &VpcCidr)) {
        for ((cidr, id), held) in self.as_slice().iter().zip(self.held()) {
            let row = VpcCidr {
                vpc,
                cidr: *cidr,
                role: held.role,
                pool: held.pool,
                monitoring: held.monitoring,
            };
            visit(*id, &row);
        }
    }

    /// Adds a CIDR, if it is not there yet.
    pub(super) fn insert(&mut self, entry: Entry, held: Held) {
        if let VpcCidrs::None = self {
            *self = VpcCidrs::One(entry, held);
            return;
        }
        let (mut entries, mut of_entries) = match std::mem::take(self) {
            VpcCidrs::None => (Vec::new(), Vec::new()),
            VpcCidrs::One(one, of_one) => (vec![one], vec![of_one]),
            VpcCidrs::Many(entries, of_entries) => (entries, of_entries),
        };
        if let Err(place) = entries.binary_search(&entry) {
            entries.insert(place, entry);
            of_entries.insert(place, held);
        }
        *self = VpcCidrs::Many(entries, of_entries);
    }

    pub(super) fn remove(&mut self, id: Id<VpcCidr>) {
        match self {
            VpcCidrs::None => {}
            VpcCidrs::One((_, only), _) => {
                if *only == id {
                    *self = VpcCidrs::None;
                }
            }
            VpcCidrs::Many(entries, held) => {
                if let Some(place) = entries.iter().position(|(_, other)| *other == id) {
                    entries.remove(place);
                    held.remove(place);
                }
            }
        }
    }
}
