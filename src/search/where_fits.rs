//! "Where does 10.3.0.0/18 fit?": the pools that have it free, and those that have another block as large.

use crate::address::{AddressCount, Cidr, Strategy};
use crate::ordered::sort_by_key;
use crate::plan::gesture::SizeOrBlock;
use crate::plan::index::Index;
use crate::plan::{Id, Lock, Plan, Pool};

/// A pool in which something fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The pool.
    pub pool: Id<Pool>,
    /// The block that it would give.
    pub block: Cidr,
    /// Whether that is the one that was asked for.
    pub place: FitPlace,
    /// How many blocks as large it has.
    pub count: AddressCount,
    /// Whether it is locked: it fits, and is kept from.
    pub lock: Lock,
}

/// Which block fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FitPlace {
    /// The very block.
    There,
    /// One of that size.
    OfThatSize,
}

/// The pools in which `wanted` fits: first those where the very block is free, then those that have one as large, the best fit first.
/// O(pools × lengths).
pub fn where_fits(plan: &Plan, index: &Index, wanted: SizeOrBlock) -> Vec<Fit> {
    let mut found = Vec::new();
    for (id, row) in &plan.design().pools {
        let Some(entry) = index.pool(*id) else { continue };
        let space = entry.space();
        let (length, there) = match wanted {
            SizeOrBlock::Size(length) => (length, None),
            SizeOrBlock::Block(cidr) if cidr.family() != space.family() => continue,
            SizeOrBlock::Block(cidr) => (cidr.netmask_length(), Some(cidr).filter(|cidr| space.is_free(*cidr))),
        };
        let Some(block) = there.or_else(|| space.find(length, Strategy::BestFit)) else {
            continue;
        };
        let around = space.free_block_around(block).unwrap_or(block);
        let fit = Fit {
            pool: *id,
            block,
            place: if there.is_some() {
                FitPlace::There
            } else {
                FitPlace::OfThatSize
            },
            count: space.capacity(length),
            lock: row.lock,
        };
        // The smallest hole that holds it first, and of equal ones the innermost pool.
        let depth = u32::MAX - entry.depth();
        found.push((
            (fit.place, u8::MAX - around.netmask_length().get(), depth, block, *id),
            fit,
        ));
    }
    sort_by_key(&mut found, |(key, _)| *key);
    found.into_iter().map(|(_, fit)| fit).collect()
}
