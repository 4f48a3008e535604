//! Whose the addresses are around what runs.

use crate::address::{BlockSet, Cidr};
use crate::ordered::sort_by_key;
use crate::plan::index::{Block, Index};
use crate::plan::{Id, Plan, Scope};

/// The private ranges, beyond which a private block does not grow: RFC 1918 and RFC 6598.
const RANGES: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/// The addresses of a scope that pools hold, and those of networks on premises.
pub(super) fn foreign(plan: &Plan, index: &Index, scope: Id<Scope>) -> BlockSet {
    let mut set = BlockSet::new();
    for placed in index.scope(scope).into_iter().flat_map(|scope| scope.of_pools().iter()) {
        if matches!(placed.block, Block::PoolCidr(_)) {
            set.insert(placed.cidr);
        }
    }
    for network in plan.intent().networks.values() {
        for cidr in &network.cidrs {
            set.insert(*cidr);
        }
    }
    set
}

/// Blocks with whose they are, in order of address. They may nest, and two may claim one block.
pub(super) struct Claims<W> {
    blocks: Vec<Claim<W>>,
}

struct Claim<W> {
    cidr: Cidr,
    of: W,
    /// Where the next begins that is another's.
    until: usize,
    /// Whether it lies in one that is another's, or is equal to it.
    is_inside_another: bool,
}

impl<W: Copy + Ord> Claims<W> {
    /// O(n log n).
    pub(super) fn new(mut blocks: Vec<(Cidr, W)>) -> Self {
        sort_by_key(&mut blocks, |claim| *claim);
        blocks.dedup();
        let mut around: Vec<(Cidr, W)> = Vec::new();
        let mut claims: Vec<Claim<W>> = Vec::with_capacity(blocks.len());
        for (cidr, of) in blocks {
            while around.pop_if(|(outer, _)| !outer.contains(cidr)).is_some() {}
            claims.push(Claim {
                cidr,
                of,
                until: 0,
                is_inside_another: around.iter().any(|(_, owner)| *owner != of),
            });
            around.push((cidr, of));
        }
        let mut until = claims.len();
        let mut next: Option<W> = None;
        for (at, claim) in claims.iter_mut().enumerate().rev() {
            if next.is_some_and(|next| next != claim.of) {
                until = at + 1;
            }
            claim.until = until;
            next = Some(claim.of);
        }
        Self { blocks: claims }
    }

    /// The blocks inside `block`, those equal to it among them.
    fn inside(&self, block: Cidr) -> (usize, &[Claim<W>]) {
        let from = self.blocks.partition_point(|claim| claim.cidr < block);
        let behind = self.blocks.get(from..).unwrap_or_default();
        let count = behind.partition_point(|claim| block.contains(claim.cidr));
        (from, behind.get(..count).unwrap_or_default())
    }

    /// Whether nothing inside `block` is another's. O(log n).
    pub(super) fn is_only(&self, of: W, block: Cidr) -> bool {
        let (from, inside) = self.inside(block);
        let first = inside.first();
        first.is_none_or(|first| first.of == of && first.until >= from + inside.len())
    }

    /// Whether the block is claimed by `of`, and nobody else has addresses of it. O(log n).
    pub(super) fn is_undisputed(&self, of: W, cidr: Cidr) -> bool {
        let (_, inside) = self.inside(cidr);
        let own = inside.first().filter(|claim| claim.cidr == cidr && claim.of == of);
        own.is_some_and(|claim| !claim.is_inside_another) && self.is_only(of, cidr)
    }

    /// The smallest block that holds what `block` holds of these. O(log n + found).
    pub(super) fn hull(&self, block: Cidr) -> Option<Cidr> {
        let (_, inside) = self.inside(block);
        let mut hull = inside.first()?.cidr;
        for claim in inside {
            while !hull.contains(claim.cidr) {
                hull = hull.parent()?;
            }
        }
        Some(hull)
    }
}

/// The largest block around `cidr`, by at most `steps` bits, that stays in its private range and of which `is_free` says that
/// nobody else is there.
pub(super) fn grown(cidr: Cidr, steps: u8, is_free: impl Fn(Cidr) -> bool) -> Cidr {
    let ranges = RANGES.iter().filter_map(|range| range.parse::<Cidr>().ok());
    let Some(range) = ranges.into_iter().find(|range| range.contains(cidr)) else {
        return cidr;
    };
    let mut block = cidr;
    for _ in 0..steps {
        match block.parent() {
            Some(parent) if range.contains(parent) && is_free(parent) => block = parent,
            _ => break,
        }
    }
    block
}

/// The blocks, of which none holds another, and siblings are one.
pub(super) fn joined(blocks: impl IntoIterator<Item = Cidr>) -> Vec<Cidr> {
    let mut set = BlockSet::new();
    for block in blocks {
        set.insert(block);
    }
    set.blocks().collect()
}
