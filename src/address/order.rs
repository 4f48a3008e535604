//! Blocks in order.

use super::{Cidr, Family};
use crate::ordered::{sort_by_key, sort_numbers};

/// The positions of `blocks` in the order of the blocks; of equal ones the first comes first. O(n) for IPv4, O(n log n) for
/// IPv6.
pub(crate) fn in_order(blocks: &[Cidr]) -> Vec<usize> {
    // An IPv4 address, a length and a position fit one number.
    const LENGTH_BITS: u32 = 6;
    const POSITION_BITS: u32 = u64::BITS - u32::BITS - LENGTH_BITS;
    let fit = blocks.len() >> POSITION_BITS == 0;
    let mut ipv4: Vec<u64> = Vec::new();
    let mut others: Vec<usize> = Vec::new();
    for (position, block) in blocks.iter().enumerate() {
        if fit && block.family() == Family::Ipv4 {
            let (first, length) = (block.first_bits() as u64, u64::from(block.netmask_length().get()));
            ipv4.push((first << LENGTH_BITS | length) << POSITION_BITS | position as u64);
        } else {
            others.push(position);
        }
    }
    sort_numbers(&mut ipv4, POSITION_BITS);
    sort_by_key(&mut others, |position| blocks[*position]);
    let mut order = Vec::with_capacity(blocks.len());
    order.extend(ipv4.iter().map(|key| (key & ((1 << POSITION_BITS) - 1)) as usize));
    order.append(&mut others);
    order
}
