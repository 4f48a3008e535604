//! How broken up the free space of a pool is, in words.

use std::fmt;

use crate::address::{AddressCount, Cidr, FreeSpace};

/// How broken up a free space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragmentation {
    /// How many free blocks there are, each as large as can be.
    pub pieces: usize,
    /// The addresses that are free.
    pub free: AddressCount,
    /// The largest free block.
    pub largest: Option<Cidr>,
    /// What share of the free addresses is in the largest block, in permille.
    pub in_largest: u32,
}

/// How broken up `space` is. O(lengths).
pub fn fragmentation(space: &FreeSpace) -> Fragmentation {
    let free = space.free_size();
    let largest = space.largest_free_block();
    Fragmentation {
        pieces: space.free_block_counts().map(|(_, count)| count).sum(),
        free,
        largest,
        in_largest: largest.map_or(0, |largest| largest.size().permille_of(free)),
    }
}

/// "4,096 addresses are free in one piece, 10.0.0.0/20".
impl fmt::Display for Fragmentation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(largest) = self.largest else {
            return f.write_str("Nothing is free");
        };
        let (free, pieces) = (self.free.compact(), self.pieces);
        if pieces == 1 {
            return write!(f, "{free} addresses are free in one piece, {largest}");
        }
        let share = match self.in_largest {
            900.. => "nearly all of it",
            500.. => "more than half of it",
            250.. => "more than a quarter of it",
            100.. => "less than a quarter of it",
            _ => "less than a tenth of it: it is badly broken up",
        };
        write!(
            f,
            "{free} addresses are free in {pieces} pieces; the largest, {largest}, is {share}"
        )
    }
}
