//! The move that makes one large free block of pieces.

use std::cmp::Reverse;

use super::relocation::relocate_out_of;
use super::{Facts, Fix, naming};
use crate::address::{Cidr, NetmaskLength};
use crate::ordered::sort_by_key;
use crate::plan::index::{Block, Placed};
use crate::plan::{Id, Pool};

/// So many allocations of a pool are considered, from the lowest address on.
const CONSIDERED: usize = 512;

/// So many moves are tried before giving up.
const TRIED: usize = 8;

/// A move, and what it does.
pub(super) struct Move {
    /// What moves: its name and where it is.
    pub(super) what: String,
    /// Where to.
    pub(super) to: Cidr,
    /// The edit.
    pub(super) fix: Fix,
}

/// How much a move disturbs, when the blocks are of one size: a reservation is a line in a list, a VPC has subnets, a pool is
/// relied on by people.
fn burden(block: Block) -> u8 {
    match block {
        Block::Reservation(_) => 0,
        Block::VpcCidr(_) => 1,
        Block::PoolCidr(_) | Block::PublicBlock(_) | Block::Subnet(_) => 2,
    }
}

/// The cheapest move of one allocation after which all of `wanted` fits into `pool`: of the smallest block, since that disturbs
/// least. Nothing that exists or is locked moves.
pub(super) fn making_room(facts: Facts<'_>, pool: Id<Pool>, wanted: &[(NetmaskLength, u64)]) -> Option<Move> {
    let entry = facts.index.pool(pool)?;
    let (length, _) = *entry.space().left_over(wanted).first()?;
    let mut candidates: Vec<(Placed, Cidr)> = Vec::new();
    for placed in entry.allocations().iter().take(CONSIDERED) {
        let cidr = placed.cidr;
        if cidr.family() != entry.space().family() || cidr.netmask_length() <= length {
            continue;
        }
        // The block that would be free without it, if nothing else is in it.
        let Some(around) = around(cidr, length) else { continue };
        let alone = entry.allocations().meeting(around).take(2).count() == 1;
        if alone && entry.space().pool_cidr_around(around).is_some() {
            candidates.push((placed, around));
        }
    }
    sort_by_key(&mut candidates, |(placed, _)| {
        (Reverse(placed.cidr.netmask_length()), burden(placed.block), *placed)
    });
    let mut moves = candidates.into_iter().filter_map(|(placed, around)| {
        let (to, fix) = relocate_out_of(facts, placed, Some(around))?;
        Some((placed, to, fix))
    });
    let (placed, to, fix) = moves.by_ref().take(TRIED).find(|(placed, to, _)| {
        let mut space = entry.space().clone();
        space.vacate(placed.cidr, []);
        space.occupy(*to);
        space.left_over(wanted).is_empty()
    })?;
    let what = naming::placed(facts, placed).to_string();
    let label = format!("Move {} to {to}", naming::block(facts, placed.block));
    Some(Move {
        what,
        to,
        fix: Fix { label, ..fix },
    })
}

/// The block of `length` that holds `cidr`.
fn around(cidr: Cidr, length: NetmaskLength) -> Option<Cidr> {
    let hosts = cidr.family().bits().checked_sub(length.get())?;
    let first = cidr.first_bits().checked_shr(hosts.into())?.checked_shl(hosts.into())?;
    Cidr::from_bits(cidr.family(), first, length)
}
