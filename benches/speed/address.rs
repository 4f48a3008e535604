//! Kernels of the address algebra. The goals are a millisecond for the overlaps among 10,000 blocks, 8 among 100,000, and
//! 210 ns for the next free block, all in WebAssembly.

use ipam_planner::address::{Cidr, Overlaps};

use crate::bench::Bench;
use crate::workload::{Random, pool};

pub(crate) fn run(bench: &mut Bench) {
    for size in [10_000, 100_000] {
        overlaps(bench, size);
    }
}

fn overlaps(bench: &mut Bench, size: usize) {
    let mut random = Random::new();
    let blocks: Vec<Cidr> = (0..size).map(|_| random.block(pool())).collect();
    let pairs = |blocks: &mut &[Cidr]| {
        Overlaps::among(blocks.iter().copied())
            .pairs()
            .fold(0, |sum, pair| sum ^ pair.inner)
    };
    bench.measure("all overlapping pairs, mixed lengths", size, 1, || &blocks[..], pairs);
    let clusters = |blocks: &mut &[Cidr]| Overlaps::among(blocks.iter().copied()).clusters().count();
    bench.measure("clusters of overlaps, mixed lengths", size, 1, || &blocks[..], clusters);
}
