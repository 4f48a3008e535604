//! How much of a pool or a VPC is used.

use super::addresses;
use crate::address::{AddressCount, Cidr, Family, FreeSpace, NetmaskLength};
use crate::plan::{Id, Pool, Vpc};
use crate::workspace::Workspace;

/// How much of a pool is used, and how it is broken up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app::inspector) struct Capacity {
    pub(in crate::app::inspector) size: String,
    pub(in crate::app::inspector) used: String,
    pub(in crate::app::inspector) free: String,
    pub(in crate::app::inspector) permille: u32,
    pub(in crate::app::inspector) largest: Option<Cidr>,
    pub(in crate::app::inspector) sizes: Vec<SizeLine>,
}

/// What is free of one netmask length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::inspector) struct SizeLine {
    pub(in crate::app::inspector) length: NetmaskLength,
    /// Free blocks of exactly this length.
    pub(in crate::app::inspector) blocks: usize,
    /// How many blocks of this length would fit, larger free blocks being split.
    pub(in crate::app::inspector) fit: String,
}

/// The capacity of a pool. O(lengths).
pub(in crate::app::inspector) fn pool_capacity(workspace: &Workspace, pool: Id<Pool>) -> Option<Capacity> {
    let entry = workspace.index().pool(pool)?;
    if entry.cidrs().len() == 0 {
        return None;
    }
    let space = entry.space();
    let rules = workspace.plan().design().pools.get(&pool).map(|pool| pool.rules)?;
    let mut lengths: Vec<NetmaskLength> = space.free_block_counts().map(|(length, _)| length).collect();
    let asked = [rules.min, rules.default, rules.max].into_iter().flatten();
    lengths.extend(asked.filter(|length| length.fits(space.family())));
    crate::ordered::sort(&mut lengths);
    lengths.dedup();
    let sizes = lengths.into_iter().map(|length| SizeLine {
        length,
        blocks: space
            .free_block_counts()
            .find(|(other, _)| *other == length)
            .map_or(0, |(_, count)| count),
        fit: addresses(space.capacity(length)),
    });
    Some(Capacity {
        sizes: sizes.collect(),
        ..capacity(space.size(), space.free_size(), space.largest_free_block())
    })
}

/// How much of a VPC's CIDRs its subnets take.
pub(in crate::app::inspector) fn vpc_capacity(workspace: &Workspace, vpc: Id<Vpc>, family: Family) -> Option<Capacity> {
    let space = vpc_space(workspace, vpc, family)?;
    Some(capacity(space.size(), space.free_size(), space.largest_free_block()))
}

pub(super) fn vpc_space(workspace: &Workspace, vpc: Id<Vpc>, family: Family) -> Option<FreeSpace> {
    let entry = workspace.index().vpc(vpc)?;
    let space = FreeSpace::new(
        family,
        entry.cidrs().iter().map(|(cidr, _)| *cidr),
        entry.subnets().iter().map(|(cidr, _)| *cidr),
    );
    (!space.pool().is_empty()).then_some(space)
}

fn capacity(size: AddressCount, free: AddressCount, largest: Option<Cidr>) -> Capacity {
    let used = size.checked_sub(free).unwrap_or_default();
    Capacity {
        size: addresses(size),
        used: addresses(used),
        free: addresses(free),
        permille: used.permille_of(size),
        largest,
        sizes: Vec::new(),
    }
}
