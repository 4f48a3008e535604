use std::collections::BTreeSet;

use ipam_planner::address::{Cidr, Overlaps};

use super::cidr;
use super::random::Random;
use super::small_space::SmallSpace;

/// All pairs, by comparing each block with each. The lower index first.
fn naive_pairs(blocks: &[Cidr]) -> BTreeSet<(usize, usize)> {
    let pairs = (0..blocks.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    pairs.filter(|(a, b)| blocks[*a].overlaps(blocks[*b])).collect()
}

/// The connected components of two or more blocks, by spreading the lowest index until nothing changes.
fn naive_clusters(blocks: &[Cidr]) -> BTreeSet<BTreeSet<usize>> {
    let mut component: Vec<usize> = (0..blocks.len()).collect();
    let pairs = naive_pairs(blocks);
    for _ in 0..blocks.len() {
        for (a, b) in &pairs {
            let lower = component[*a].min(component[*b]);
            (component[*a], component[*b]) = (lower, lower);
        }
    }
    let groups = (0..blocks.len()).map(|id| {
        (0..blocks.len())
            .filter(|at| component[*at] == id)
            .collect::<BTreeSet<_>>()
    });
    groups.filter(|group| group.len() > 1).collect()
}

#[test]
fn pairs_and_clusters_are_those_of_comparing_all_with_all() {
    let spaces: Vec<SmallSpace> = SmallSpace::all().collect();
    let mut random = Random::new(7);
    for round in 0..200 {
        // Sparse and dense, all families and corners at once, duplicates included.
        let blocks: Vec<Cidr> = (0..round % 60)
            .map(|_| spaces[random.below(spaces.len())].random_block(&mut random))
            .collect();
        let overlaps = Overlaps::among(blocks.iter().copied());

        let pairs: Vec<_> = overlaps.pairs().collect();
        assert!(pairs.iter().all(|pair| blocks[pair.outer].contains(blocks[pair.inner])));
        assert!(
            pairs
                .iter()
                .all(|pair| blocks[pair.outer] != blocks[pair.inner] || pair.outer < pair.inner)
        );
        let found: BTreeSet<_> = pairs
            .iter()
            .map(|pair| (pair.outer.min(pair.inner), pair.outer.max(pair.inner)))
            .collect();
        assert_eq!(found, naive_pairs(&blocks));
        assert_eq!(pairs.len(), found.len(), "no pair twice");
        assert_eq!(overlaps.pair_count(), pairs.len() as u64);

        let clusters: Vec<_> = overlaps.clusters().collect();
        let found: BTreeSet<BTreeSet<usize>> = clusters.iter().map(|cluster| cluster.members().collect()).collect();
        assert_eq!(found, naive_clusters(&blocks));
        assert!(
            clusters.iter().flat_map(|cluster| cluster.pairs()).eq(pairs),
            "the clusters hold all the pairs"
        );
        for cluster in clusters {
            assert!(
                cluster
                    .members()
                    .all(|index| cluster.outermost().contains(blocks[index]))
            );
            assert_eq!(cluster.pair_count(), cluster.pairs().count() as u64);
        }
    }
}

#[test]
fn a_hundred_vpcs_of_one_cidr_are_one_cluster() {
    let overlaps = Overlaps::among(std::iter::repeat_n(cidr("172.31.0.0/16"), 100).chain([cidr("10.0.0.0/8")]));
    assert_eq!(overlaps.pair_count(), 4_950);
    let clusters: Vec<_> = overlaps.clusters().collect();
    let [cluster] = clusters[..] else {
        panic!("{clusters:?}")
    };
    assert_eq!(
        (cluster.outermost(), cluster.members().len(), cluster.pair_count()),
        (cidr("172.31.0.0/16"), 100, 4_950)
    );
}

#[test]
fn the_same_blocks_give_the_same_pairs_in_the_same_order() {
    let blocks = [
        "10.0.0.0/16",
        "10.0.0.0/8",
        "10.0.0.0/16",
        "::/0",
        "10.0.1.0/24",
        "0.0.0.0/0",
        "::/0",
    ]
    .map(cidr);
    let pairs: Vec<_> = Overlaps::among(blocks)
        .pairs()
        .map(|pair| (pair.outer, pair.inner))
        .collect();
    assert_eq!(
        pairs,
        [
            (5, 1),
            (5, 0),
            (1, 0),
            (5, 2),
            (1, 2),
            (0, 2),
            (5, 4),
            (1, 4),
            (0, 4),
            (2, 4),
            (3, 6)
        ]
    );
}

#[test]
fn nothing_overlaps_in_nothing() {
    let overlaps = Overlaps::among([]);
    assert_eq!(
        (
            overlaps.pairs().count(),
            overlaps.pair_count(),
            overlaps.clusters().count()
        ),
        (0, 0, 0)
    );
}
