//! The differences to scale: for each pool, VPC or scope in which blocks differ, what was in it and what is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::Names;
use super::tree::Mark;
use super::{Comparison, Details, What};
use crate::address::{Cidr, Family};
use crate::ordered::sort_by_key;
use crate::plan::{AnyId, Side};

/// How long a strip is: bars stand at whole parts of it.
pub const LENGTH: u32 = 10_000;

/// What is narrower is drawn this wide, and with its neighbour where it would lie on it.
const NARROWEST: u32 = 40;

/// A block that holds others, as it is in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// What has the block.
    pub row: AnyId,
    /// What that is called.
    pub name: String,
    /// What that is under.
    pub path: Vec<String>,
    /// The block; of a scope, the smallest that holds all that is in it.
    pub cidr: Cidr,
    /// What is in it in the first plan, in the order of addresses.
    pub before: Vec<Bar>,
    /// What is in it in the second plan.
    pub after: Vec<Bar>,
}

/// A block in a strip, or several that are too narrow to be told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins, of [`LENGTH`].
    pub start: u32,
    /// How wide it is.
    pub width: u32,
    /// The block; of several, the first.
    pub cidr: Cidr,
    /// What has it.
    pub row: AnyId,
    /// What that is called.
    pub name: String,
    /// What happened to it; nothing where it is as it was.
    pub mark: Option<Mark>,
    /// How many blocks it stands for.
    pub count: usize,
}

/// A block, and what has it.
#[derive(Clone, Copy)]
struct Block {
    cidr: Cidr,
    row: AnyId,
}

/// The strips in which something differs, in the order of what has them. What is added or removed as a whole is one bar, and has no
/// strip of its own. O(n log n) in the blocks of both plans.
pub fn strips(comparison: &Comparison, details: &Details<'_>) -> Vec<Strip> {
    let both = details.of_side(Some(Side::Design));
    let marks: FxHashMap<AnyId, What> = comparison
        .differences
        .iter()
        .filter(|difference| difference.side == Some(Side::Design))
        .map(|difference| (difference.row, difference.what))
        .collect();
    let [before, after] = [&both.before, &both.after].map(blocks);
    let mut rows: FxHashSet<AnyId> = FxHashSet::default();
    for (above, block) in before.iter().chain(&after) {
        if marks.contains_key(&block.row) && both.before.has(*above) && both.after.has(*above) {
            rows.insert(*above);
        }
    }
    let in_rows = |all: Vec<(AnyId, Block)>| {
        let mut by_row: FxHashMap<AnyId, Vec<Block>> = FxHashMap::default();
        for (above, block) in all.into_iter().filter(|(above, _)| rows.contains(above)) {
            by_row.entry(above).or_default().push(block);
        }
        by_row
    };
    let (before, after) = (in_rows(before), in_rows(after));
    let none = Vec::new();
    let mut strips = Vec::new();
    for row in &rows {
        let blocks = [before.get(row).unwrap_or(&none), after.get(row).unwrap_or(&none)];
        for cidr in frames(*row, [&both.before, &both.after], blocks) {
            let lane = |of: &[Block], others: &[Block], names: &Names<'_>, sides: [Mark; 2]| {
                let there: FxHashSet<(AnyId, Cidr)> = others.iter().map(|block| (block.row, block.cidr)).collect();
                let mark = |block: &Block| match marks.get(&block.row)? {
                    What::Added => Some(Mark::Added),
                    What::Removed => Some(Mark::Removed),
                    What::Changed | What::Moved if there.contains(&(block.row, block.cidr)) => Some(Mark::Changed),
                    What::Moved => Some(sides[0]),
                    What::Changed => Some(sides[1]),
                };
                bars(cidr, of, names, mark)
            };
            let strip = Strip {
                row: *row,
                name: both.after.name(*row),
                path: both.after.path(*row),
                cidr,
                before: lane(blocks[0], blocks[1], &both.before, [Mark::Left, Mark::Removed]),
                after: lane(blocks[1], blocks[0], &both.after, [Mark::Arrived, Mark::Added]),
            };
            let differs = |bars: &[Bar]| bars.iter().any(|bar| bar.mark.is_some());
            if differs(&strip.before) || differs(&strip.after) {
                strips.push(strip);
            }
        }
    }
    sort_by_key(&mut strips, |strip| {
        let is_scope = matches!(strip.row, AnyId::Scope(_));
        (!is_scope, strip.cidr, strip.row)
    });
    strips
}

/// Every block with what it is directly in.
fn blocks(names: &Names<'_>) -> Vec<(AnyId, Block)> {
    let tables = names.tables();
    let mut all = Vec::new();
    let mut add = |above: Option<AnyId>, row: AnyId, cidr: Cidr| {
        all.extend(above.map(|above| (above, Block { cidr, row })));
    };
    for row in tables.pool_cidrs.values() {
        add(names.parent(row.pool.into()), row.pool.into(), row.cidr);
    }
    for row in tables.vpc_cidrs.values() {
        let scope = tables.vpcs.get(&row.vpc).map(|vpc| vpc.scope.into());
        add(row.pool.map(Into::into).or(scope), row.vpc.into(), row.cidr);
    }
    for (id, row) in &tables.reservations {
        add(Some(row.pool.into()), (*id).into(), row.cidr);
    }
    for (id, row) in &tables.subnets {
        add(Some(row.vpc.into()), (*id).into(), row.cidr);
    }
    for (id, row) in &tables.public_blocks {
        add(names.parent((*id).into()), (*id).into(), row.cidr);
    }
    sort_by_key(&mut all, |(_, block)| (block.cidr, block.row));
    all
}

/// The blocks of `row` in either plan, those within others left out; of a scope, one for each family that it holds.
fn frames(row: AnyId, names: [&Names<'_>; 2], blocks: [&Vec<Block>; 2]) -> Vec<Cidr> {
    if let AnyId::Scope(_) = row {
        let all = || blocks.into_iter().flatten().map(|block| block.cidr);
        let around = |family: Family| all().filter(|cidr| cidr.family() == family).reduce(around);
        return [Family::Ipv4, Family::Ipv6].into_iter().filter_map(around).collect();
    }
    let mut cidrs: Vec<Cidr> = names.into_iter().flat_map(|names| names.cidrs(row)).collect();
    sort_by_key(&mut cidrs, |cidr| (*cidr, 0));
    let mut outer: Vec<Cidr> = Vec::new();
    for cidr in cidrs {
        if !outer.last().is_some_and(|last| last.contains(cidr)) {
            outer.push(cidr);
        }
    }
    outer
}

/// The smallest block that holds both.
fn around(one: Cidr, other: Cidr) -> Cidr {
    let mut around = one;
    while !around.contains(other) {
        match around.parent() {
            Some(parent) => around = parent,
            None => break,
        }
    }
    around
}

fn bars(frame: Cidr, blocks: &[Block], names: &Names<'_>, mark: impl Fn(&Block) -> Option<Mark>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for block in blocks.iter().filter(|block| frame.contains(block.cidr)) {
        let (start, width) = scaled(frame, block.cidr);
        let width = width.clamp(NARROWEST, LENGTH);
        let start = start.min(LENGTH - width);
        let mark = mark(block);
        if let Some(last) = bars.last_mut().filter(|last| last.mark == mark)
            && (last.width == NARROWEST || last.count > 1)
            && width == NARROWEST
            && start <= last.start + last.width
        {
            last.width = (start + width).saturating_sub(last.start).max(last.width);
            last.count += 1;
            continue;
        }
        bars.push(Bar {
            start,
            width,
            cidr: block.cidr,
            row: block.row,
            name: names.name(block.row),
            mark,
            count: 1,
        });
    }
    bars
}

/// Where a block stands in a frame that holds it, and how wide it is.
fn scaled(frame: Cidr, cidr: Cidr) -> (u32, u32) {
    let bits = u32::from(frame.family().bits() - frame.netmask_length().get());
    let offset = cidr.first_bits().saturating_sub(frame.first_bits());
    // Only the first 64 bits of a place can be seen.
    let (offset, bits) = (offset >> bits.saturating_sub(64), bits.min(64));
    let start = (offset * u128::from(LENGTH)) >> bits;
    let longer = cidr.netmask_length().get().saturating_sub(frame.netmask_length().get());
    let width = LENGTH.checked_shr(longer.into()).unwrap_or_default();
    (u32::try_from(start).unwrap_or(LENGTH), width)
}
