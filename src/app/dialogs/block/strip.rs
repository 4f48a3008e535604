//! Where a block lies in its pool, in so many cells that they fit a line.

use crate::address::{AddressCount, Cidr, NetmaskLength};
use crate::plan::index::{Block, PoolEntry};

/// Each cell is a block of this many bits less than the CIDR of the pool: 128 cells.
const BITS: u8 = 7;

/// A CIDR of a pool as a line, with what is taken and what would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    /// The CIDR of the pool.
    pub(super) within: Cidr,
    /// How many cells there are.
    pub(super) cells: u32,
    /// What is there, in order; cells that are free are in none.
    pub(super) runs: Vec<Run>,
    /// Where the block begins, in hundredths of a percent of the line.
    pub(super) offset: u32,
    /// How long it is, likewise; more than nothing.
    pub(super) extent: u32,
}

/// Neighbouring cells that look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first cell.
    pub(super) start: u32,
    /// How many cells.
    pub(super) cells: u32,
    /// What takes them.
    pub(super) taken: Taken,
}

/// What takes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// By what.
    pub(super) by: Kind,
    /// How much of it.
    pub(super) share: Share,
}

/// The kind of the first block in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Pool,
    Vpc,
    Reservation,
    Subnet,
}

/// How much of a cell is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// All of it, by one block.
    All,
    /// Some of it.
    Part,
}

impl Strip {
    /// The line of that CIDR of the pool that holds `block`; none when the block lies outside.
    /// O(cells × log n), however many allocations there are.
    pub(super) fn of(pool: &PoolEntry, block: Cidr) -> Option<Self> {
        let within = pool.cidrs().map(|(cidr, _)| cidr).find(|cidr| cidr.contains(block))?;
        let longest = within.family().bits();
        let length = NetmaskLength::new((within.netmask_length().get() + BITS).min(longest))?;
        let mut runs: Vec<Run> = Vec::new();
        let mut cells = 0;
        for cell in within.split(length)? {
            let taken = taken(pool, cell);
            match (taken, runs.last_mut()) {
                (Some(taken), Some(last)) if last.taken == taken && last.start + last.cells == cells => last.cells += 1,
                (Some(taken), _) => runs.push(Run {
                    start: cells,
                    cells: 1,
                    taken,
                }),
                (None, _) => {}
            }
            cells += 1;
        }
        let share = |addresses: AddressCount| addresses.per_ten_thousand_of(within.size());
        Some(Self {
            within,
            cells,
            runs,
            offset: share(AddressCount::new(block.first_bits() - within.first_bits())),
            extent: share(block.size()).max(1),
        })
    }
}

fn taken(pool: &PoolEntry, cell: Cidr) -> Option<Taken> {
    let allocations = pool.allocations();
    let (placed, share) = match allocations.around(cell).next() {
        Some(placed) => (placed, Share::All),
        None => {
            let placed = allocations.inside(cell).next()?;
            let share = if placed.cidr == cell { Share::All } else { Share::Part };
            (placed, share)
        }
    };
    let by = match placed.block {
        Block::PoolCidr(_) => Kind::Pool,
        Block::VpcCidr(_) => Kind::Vpc,
        Block::Reservation(_) | Block::PublicBlock(_) => Kind::Reservation,
        Block::Subnet(_) => Kind::Subnet,
    };
    Some(Taken { by, share })
}
