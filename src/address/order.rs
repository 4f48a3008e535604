//! Blocks in order.

use super::Cidr;
use crate::ordered::{sort_by_key, sort_numbers};

/// An IPv4 address, a length and a number fit one number.
const LENGTH_BITS: u32 = 6;
const NUMBER_BITS: u32 = u64::BITS - u32::BITS - LENGTH_BITS;

/// The positions of `blocks` in the order of the blocks; of equal ones the first comes first. O(n) for IPv4, O(n log n) for
/// IPv6.
pub(super) fn in_order(blocks: &[Cidr]) -> Vec<usize> {
    let mut sorter = Sorter::new(blocks.len(), blocks.len());
    for (block, position) in blocks.iter().zip(0..) {
        sorter.add(*block, position);
    }
    let mut order = Vec::with_capacity(blocks.len());
    sorter.each_in_order(|_, position| order.push(position as usize));
    order
}

/// Brings blocks that are known by numbers into order, without a list of them.
pub(crate) struct Sorter {
    /// Whether all numbers fit beside a block.
    fit: bool,
    ipv4: Vec<u64>,
    others: Vec<(Cidr, u32)>,
}

impl Sorter {
    /// For so many blocks, whose numbers all are less than `numbers`.
    pub(crate) fn new(count: usize, numbers: usize) -> Self {
        let fit = numbers >> NUMBER_BITS == 0;
        Self {
            fit,
            ipv4: Vec::with_capacity(if fit { count } else { 0 }),
            others: Vec::new(),
        }
    }

    /// Adds a block.
    #[inline(always)]
    pub(crate) fn add(&mut self, block: Cidr, number: u32) {
        match block.ipv4_bounds().filter(|_| self.fit) {
            Some((first, _)) => {
                let length = u64::from(block.netmask_length().get());
                self.ipv4
                    .push((u64::from(first) << LENGTH_BITS | length) << NUMBER_BITS | u64::from(number));
            }
            None => self.others.push((block, number)),
        }
    }

    /// Calls `visit` with each block and its number, in the order of the blocks; of equal ones the one that was added first comes
    /// first.
    #[inline(always)]
    pub(crate) fn each_in_order(mut self, mut visit: impl FnMut(Cidr, u32)) {
        sort_numbers(&mut self.ipv4, NUMBER_BITS);
        sort_by_key(&mut self.others, |(block, _)| *block);
        for key in &self.ipv4 {
            let (first, length) = (
                key >> (u64::BITS - u32::BITS),
                key >> NUMBER_BITS & ((1 << LENGTH_BITS) - 1),
            );
            let number = key & ((1 << NUMBER_BITS) - 1);
            visit(Cidr::of_ipv4(first as u32, length as u8), number as u32);
        }
        for (block, number) in &self.others {
            visit(*block, *number);
        }
    }
}
