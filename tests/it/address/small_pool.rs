//! The model that placement is compared with: every address of a small space, and whether it is in the pool and free.

use std::ops::Range;

use ipam_planner::address::{Cidr, NetmaskLength, Strategy};

use super::small_space::{SIZE, SmallSpace};

pub(super) const STRATEGIES: [Strategy; 3] = [Strategy::LowestAddress, Strategy::BestFit, Strategy::Spread];

/// A pool in a small space, address by address.
#[derive(Clone)]
pub(super) struct SmallPool {
    pub(super) space: SmallSpace,
    pub(super) cidrs: Vec<Cidr>,
    /// Which of the CIDRs each address is in, counted from 1, or 0.
    cidr: [usize; SIZE],
    pub(super) free: [bool; SIZE],
}

impl SmallPool {
    /// A pool of CIDRs that are disjoint, all of it free.
    pub(super) fn new(space: SmallSpace, cidrs: Vec<Cidr>) -> Self {
        let (mut cidr, mut free) = ([0; SIZE], [false; SIZE]);
        for (block, number) in cidrs.iter().zip(1..) {
            cidr[space.offsets(*block)].fill(number);
            free[space.offsets(*block)].fill(true);
        }
        Self {
            space,
            cidrs,
            cidr,
            free,
        }
    }

    /// Pools of different shapes: one block, everything, two adjacent blocks that are no siblings, two that are, and many.
    pub(super) fn shapes(space: SmallSpace) -> impl Iterator<Item = Self> {
        [
            vec![(0, 8)],
            vec![(128, 6)],
            vec![(32, 5), (64, 6)],
            vec![(128, 6), (192, 6)],
            vec![(0, 4), (16, 4), (32, 5), (64, 7 - 2), (128, 5), (248, 3), (255 - 8, 0)],
        ]
        .into_iter()
        .map(move |cidrs| {
            Self::new(
                space,
                cidrs
                    .into_iter()
                    .map(|(offset, bits)| space.block(offset, bits))
                    .collect(),
            )
        })
    }

    /// Frees or takes every address of a block.
    pub(super) fn set(&mut self, block: Cidr, free: bool) {
        self.free[self.space.offsets(block)].fill(free);
    }

    /// Whether a block is in one CIDR of the pool, and all of it free, or all of it taken.
    pub(super) fn is(&self, free: bool, block: Cidr) -> bool {
        self.range_is(free, self.space.offsets(block))
    }

    fn range_is(&self, free: bool, range: Range<usize>) -> bool {
        let cidr = self.cidr[range.start];
        cidr != 0
            && self.cidr[range.clone()].iter().all(|other| *other == cidr)
            && self.free[range].iter().all(|f| *f == free)
    }

    /// The free blocks that are in no larger one, sorted: a block that is not free as a whole is looked at by halves.
    pub(super) fn free_blocks(&self) -> Vec<Cidr> {
        let (mut found, mut open) = (Vec::new(), vec![(0, 8)]);
        while let Some((offset, bits)) = open.pop() {
            if self.range_is(true, offset..offset + (1 << bits)) {
                found.push(self.space.block(offset, bits));
            } else if bits > 0 {
                open.extend([(offset + (1 << (bits - 1)), bits - 1), (offset, bits - 1)]);
            }
        }
        found
    }

    /// The free blocks in the order in which a strategy tries them.
    pub(super) fn free_blocks_for(&self, strategy: Strategy) -> Vec<Cidr> {
        let mut blocks = self.free_blocks();
        match strategy {
            Strategy::LowestAddress => {}
            Strategy::BestFit => blocks.sort_by_key(|block| std::cmp::Reverse(block.netmask_length())),
            Strategy::Spread => blocks.sort_by_key(|block| block.netmask_length()),
        }
        blocks
    }

    /// The first block of a length in the order of the strategy that is as `fit` says.
    pub(super) fn find(&self, length: NetmaskLength, strategy: Strategy, fit: impl Fn(Cidr) -> bool) -> Option<Cidr> {
        let free = self.free_blocks_for(strategy);
        free.into_iter()
            .filter_map(|free| free.split(length))
            .flatten()
            .find(|block| fit(*block))
    }

    /// The free blocks of 2^`bits` addresses, by looking at each.
    pub(super) fn places(&self, bits: u8) -> impl Iterator<Item = Cidr> {
        let offsets = (0..SIZE)
            .step_by(1 << bits)
            .filter(move |offset| self.range_is(true, *offset..offset + (1 << bits)));
        offsets.map(move |offset| self.space.block(offset, bits))
    }
}
