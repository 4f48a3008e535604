//! What a window of the map shows, as data: a lane for each level of nesting, in each the blocks, the holes, and marks for
//! what is too small to be a block.
//!
//! What it costs depends on what is seen: a lane asks the index for what comes next, and behind something that is smaller
//! than a pixel it goes on with the next pixel. With 100,000 blocks as with ten, O(pixels × lanes × log n).

use super::axis::{Axis, Stretch, Window};
use super::colour::{Colours, Hue, Tint};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::app::parts::BlockKind;
use crate::plan::index::{Block, BlockMap, Placed, ScopeEntry};
use crate::plan::{Id, ManagementState, Node, Pool, Subnet, VpcCidr, gesture};
use crate::rules::Severity;
use crate::workspace::Workspace;

/// What is narrower is a mark and no block: it could neither be read nor pressed. In CSS pixels.
const NARROWEST: f64 = 8.0;

/// A hole that is narrower is not shown.
const NARROWEST_HOLE: f64 = 3.0;

/// How wide a cell is at least: what is free is shown in pieces of this size.
const CELL: f64 = 44.0;

/// So many lanes at most: AWS nests pools ten deep, a file may nest them by the thousand.
const LANES: usize = 16;

/// Marks that are nearer than this are one group.
const NEAR: f64 = 2.0;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scene {
    /// From the outermost level inwards.
    pub(super) lanes: Vec<Lane>,
    /// The first addresses of cells, where they are written.
    pub(super) ticks: Vec<Tick>,
    /// How large a cell is.
    pub(super) cell: u8,
    /// The first and the last address in sight.
    pub(super) ends: Option<(String, String)>,
    /// The values of the colours in sight, in order.
    pub(super) hues: Vec<Hue>,
}

/// A level of nesting: what is in sight of it, from the left to the right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lane {
    /// What stands in it.
    pub(super) spots: Vec<Spot>,
}

/// Something that stands in a lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// Where it begins, in pixels from the left edge; it may begin or end out of sight.
    pub(super) left: f64,
    /// How wide it is.
    pub(super) width: f64,
    /// Its first address.
    pub(super) first: u128,
    /// Its last address.
    pub(super) last: u128,
    /// What it is.
    pub(super) what: What,
}

/// What stands somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A block.
    Block(Box<Seen>),
    /// Nobody's addresses.
    Hole {
        /// The block.
        cidr: Cidr,
        /// What it is free in.
        holder: Holder,
    },
    /// Blocks that are too small to be told apart.
    Many {
        /// Where they stand, to scale: class, left and width.
        marks: Vec<(&'static str, f64, f64)>,
        /// How many of them were seen; there may be more.
        seen: usize,
    },
}

/// A block as it is seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    /// Where it lies.
    pub(super) placed: Placed,
    /// Its row.
    pub(super) node: Node,
    /// What it is.
    pub(super) kind: BlockKind,
    /// What it is called.
    pub(super) name: String,
    /// Its colour.
    pub(super) tint: Tint,
    /// The worst that was found at it or in it, and how many findings there are.
    pub(super) findings: Option<(Severity, u32)>,
    /// Whether it overlaps others.
    pub(super) conflict: bool,
}

/// What something is free in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A pool.
    Pool(Id<Pool>),
    /// A block of a VPC.
    Vpc(Id<VpcCidr>),
}

/// An address that is written above the lanes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// Where it stands.
    pub(super) left: f64,
    /// The address.
    pub(super) address: String,
}

impl Scene {
    /// What `window` shows of a scope, `width` pixels wide.
    pub(super) fn of(
        workspace: &Workspace,
        entry: &ScopeEntry,
        axis: &Axis,
        window: Window,
        width: f64,
        colours: &Colours,
    ) -> Self {
        if width < 1.0 || axis.is_empty() {
            return Self::default();
        }
        let cell = cell_length(axis, window, width);
        let mut drawing = Drawing {
            workspace,
            entry,
            axis,
            window,
            width,
            cell,
            colours,
            lanes: Vec::new(),
        };
        for stretch in axis.shown(window) {
            drawing.stretch(stretch);
        }
        let lanes = drawing.lanes;
        let mut hues: Vec<Hue> = Vec::new();
        for spot in lanes.iter().flat_map(|lane| &lane.spots) {
            if let What::Block(seen) = &spot.what
                && let Some(hue) = seen.tint.hue()
                && !hues.contains(hue)
            {
                hues.push(hue.clone());
            }
        }
        crate::ordered::sort(&mut hues);
        let end = |place| axis.at(place).and_then(|(_, address)| written(axis.family, address));
        let last = window.start.saturating_add(window.length - 1);
        Self {
            lanes,
            ticks: ticks(axis, window, width, cell),
            cell: cell.get(),
            ends: end(window.start).zip(end(last)),
            hues,
        }
    }

    /// What stands at `x` in a lane.
    pub(super) fn at(&self, lane: usize, x: f64) -> Option<usize> {
        let spots = &self.lanes.get(lane)?.spots;
        spots
            .iter()
            .position(|spot| x >= spot.left && x < spot.left + spot.width.max(1.0))
    }

    /// What holds an address in a lane.
    pub(super) fn holding(&self, lane: usize, address: u128) -> Option<usize> {
        let spots = &self.lanes.get(lane)?.spots;
        spots
            .iter()
            .position(|spot| spot.first <= address && address <= spot.last)
    }

    /// A spot.
    pub(super) fn spot(&self, lane: usize, place: usize) -> Option<&Spot> {
        self.lanes.get(lane)?.spots.get(place)
    }
}

/// An address in letters.
pub(super) fn written(family: Family, address: u128) -> Option<String> {
    Cidr::from_bits(family, address, family.longest()).map(|cidr| cidr.first().to_string())
}

/// The largest cells that are narrower than twice the least.
fn cell_length(axis: &Axis, window: Window, width: f64) -> NetmaskLength {
    let family = axis.family;
    let wanted = window.length as f64 / axis.unit() as f64 * CELL / width;
    let bits = wanted.log2().ceil().clamp(0.0, f64::from(family.bits())) as u8;
    NetmaskLength::new(family.bits() - bits).unwrap_or(family.longest())
}

/// How many bits of an address lie behind a netmask.
fn host_bits(family: Family, length: NetmaskLength) -> u32 {
    u32::from(family.bits() - length.get())
}

/// The last address of the block of `bits` that `address` is in.
fn end_of_block(address: u128, bits: u32) -> u128 {
    address | 1_u128.checked_shl(bits).map_or(u128::MAX, |size| size - 1)
}

/// The first addresses of cells: as many as can be written without touching one another.
fn ticks(axis: &Axis, window: Window, width: f64, cell: NetmaskLength) -> Vec<Tick> {
    let room = match axis.family {
        Family::Ipv4 => 104.0,
        Family::Ipv6 => 190.0,
    };
    let mut bits = host_bits(axis.family, cell);
    let size = |bits: u32| f64::from(bits).exp2() * axis.unit() as f64 / window.length as f64 * width;
    while bits < u32::from(axis.family.bits()) && size(bits) < room {
        bits += 1;
    }
    let mut ticks: Vec<Tick> = Vec::new();
    let mut free_from = f64::MIN;
    for stretch in axis.shown(window) {
        let (_, begin) = match axis.at(window.start) {
            Some((cidr, address)) if cidr == stretch.cidr => (cidr, address),
            _ => (stretch.cidr, stretch.cidr.first_bits()),
        };
        // The cell that begins left of the edge is written, too, at the edge.
        let mut next = Some(begin);
        while let Some(address) = next.filter(|address| *address <= stretch.cidr.last_bits()) {
            let Some(place) = axis.place_of(address) else { break };
            let left = window.share_of(place) * width;
            if left >= width {
                break;
            }
            if left >= free_from
                && let Some(address) = written(axis.family, address)
            {
                free_from = left + room * 0.9;
                ticks.push(Tick { left, address });
            }
            next = end_of_block(address, bits).checked_add(1);
        }
    }
    ticks
}

/// Where the blocks of a level come from, in order.
#[derive(Clone, Copy)]
enum Source<'a> {
    Blocks(&'a BlockMap),
    Subnets(&'a [(Cidr, Id<Subnet>)]),
}

impl Source<'_> {
    /// The first block that begins at `address` or behind it.
    fn from(self, family: Family, address: u128) -> Option<Placed> {
        match self {
            Self::Blocks(blocks) => blocks.starting_from(family, address).next(),
            Self::Subnets(subnets) => {
                let next = subnets.partition_point(|(cidr, _)| cidr.family() < family || cidr.first_bits() < address);
                subnets
                    .get(next)
                    .map(subnet)
                    .filter(|placed| placed.cidr.family() == family)
            }
        }
    }

    /// The largest block that begins before `address` and holds it.
    fn holding(self, family: Family, address: u128) -> Option<Placed> {
        let host = Cidr::from_bits(family, address, family.longest())?;
        let holds = |placed: &Placed| placed.cidr.first_bits() < address && placed.cidr.contains(host);
        match self {
            Self::Blocks(blocks) => blocks.around(host).find(holds),
            Self::Subnets(subnets) => {
                let next = subnets.partition_point(|(cidr, _)| *cidr < host);
                let before = subnets.get(next.saturating_sub(64)..next).unwrap_or_default();
                before.iter().map(subnet).find(holds)
            }
        }
    }
}

fn subnet((cidr, id): &(Cidr, Id<Subnet>)) -> Placed {
    Placed {
        cidr: *cidr,
        block: Block::Subnet(*id),
    }
}

struct Drawing<'a> {
    workspace: &'a Workspace,
    entry: &'a ScopeEntry,
    axis: &'a Axis,
    window: Window,
    width: f64,
    cell: NetmaskLength,
    colours: &'a Colours,
    lanes: Vec<Lane>,
}

/// Addresses from the first to the last.
type Range = (u128, u128);

impl Drawing<'_> {
    /// Draws a block of the line with all that lies in it.
    fn stretch(&mut self, stretch: Stretch) {
        let within = (stretch.cidr.first_bits(), stretch.cidr.last_bits());
        self.walk(Source::Blocks(self.entry.blocks()), self.seen_of(within), 0, None);
    }

    /// What of a range is in sight. It ends with whole cells, so that what is free is cut the same wherever the window is.
    fn seen_of(&self, (first, last): Range) -> Range {
        let bits = host_bits(self.axis.family, self.cell);
        let edge = |place: u128| self.axis.at(place).map(|(_, address)| address);
        let begin = edge(self.window.start).unwrap_or(first) >> bits.min(127) << bits.min(127);
        let end = self.window.start.saturating_add(self.window.length - 1);
        let end = end_of_block(edge(end).unwrap_or(last), bits);
        (first.max(begin), last.min(end))
    }

    /// How wide so many addresses are.
    fn extent(&self, (first, last): Range) -> f64 {
        ((last - first) as f64 + 1.0) * self.axis.unit() as f64 / self.window.length as f64 * self.width
    }

    /// Where an address stands.
    fn left(&self, address: u128) -> Option<f64> {
        let place = self.axis.place_of(address)?;
        Some(self.window.share_of(place) * self.width)
    }

    fn push(&mut self, lane: usize, (first, last): Range, what: What) {
        let (Some(left), width) = (self.left(first), self.extent((first, last))) else {
            return;
        };
        // The ends with whole cells are for cutting alone.
        if left >= self.width || left + width <= 0.0 {
            return;
        }
        while self.lanes.len() <= lane {
            self.lanes.push(Lane::default());
        }
        self.lanes[lane].spots.push(Spot {
            left,
            width,
            first,
            last,
            what,
        });
    }

    /// Draws what `source` has in a range, and what lies between as holes of `holder`.
    fn walk(&mut self, source: Source<'_>, (first, last): Range, lane: usize, holder: Option<Holder>) {
        let family = self.axis.family;
        if lane >= LANES || first > last {
            return;
        }
        let mut cursor = first;
        let mut next = source.holding(family, first).or_else(|| source.from(family, first));
        while let Some(placed) = next.filter(|placed| placed.cidr.first_bits() <= last) {
            let (begin, end) = (placed.cidr.first_bits(), placed.cidr.last_bits());
            if begin > cursor {
                self.gap((cursor, begin - 1), lane, holder);
            }
            let behind = if self.extent((begin, end)) < NARROWEST {
                self.many(source, placed, last, lane)
            } else {
                let shown = if lane == 0 { self.outermost(placed) } else { placed };
                self.block(shown, lane);
                end
            };
            match behind.checked_add(1) {
                Some(behind) if behind <= last => cursor = behind,
                _ => return,
            }
            next = source.holding(family, cursor).or_else(|| source.from(family, cursor));
        }
        self.gap((cursor, last), lane, holder);
    }

    /// Of blocks with the same CIDR, the one whose pool stands highest: it is the one that holds the others.
    fn outermost(&self, placed: Placed) -> Placed {
        let depth = |placed: &Placed| match self.workspace.outline().node_of(*placed) {
            Some(Node::Pool(pool)) => self.workspace.index().pool(pool).map_or(u32::MAX, |pool| pool.depth()),
            _ => u32::MAX,
        };
        let same = self.entry.blocks().inside(placed.cidr).take(LANES);
        same.take_while(|other| other.cidr == placed.cidr)
            .min_by_key(depth)
            .unwrap_or(placed)
    }

    /// A block, and what lies in it one lane further.
    fn block(&mut self, placed: Placed, lane: usize) {
        let Some(node) = self.workspace.outline().node_of(placed) else {
            return;
        };
        let plan = self.workspace.plan();
        let counts = self.workspace.findings().below(node);
        let seen = Seen {
            placed,
            node,
            kind: kind(self.workspace, placed.block),
            name: gesture::name_of(plan, node).unwrap_or_default().to_owned(),
            tint: self.colours.of(self.workspace, node),
            findings: counts.worst().map(|worst| (worst, counts.total())),
            conflict: self.entry.conflicts().cluster_of(placed.block).is_some(),
        };
        let range = (placed.cidr.first_bits(), placed.cidr.last_bits());
        self.push(lane, range, What::Block(Box::new(seen)));
        let inside = self.seen_of(range);
        let index = self.workspace.index();
        match node {
            Node::Pool(pool) => {
                if let Some(entry) = index.pool(pool) {
                    let holder = Some(Holder::Pool(pool));
                    self.walk(Source::Blocks(entry.allocations()), inside, lane + 1, holder);
                }
            }
            Node::VpcCidr(id) => {
                let vpc = plan.design().vpc_cidrs.get(&id).and_then(|row| index.vpc(row.vpc));
                if let Some(vpc) = vpc.filter(|vpc| vpc.subnets_in(placed.cidr).next().is_some()) {
                    let holder = Some(Holder::Vpc(id));
                    self.walk(Source::Subnets(vpc.subnets()), inside, lane + 1, holder);
                }
            }
            _ => {}
        }
    }

    /// What nothing is allocated from: what is there all the same, and holes.
    fn gap(&mut self, range: Range, lane: usize, holder: Option<Holder>) {
        if range.0 > range.1 || self.extent(range) < NARROWEST_HOLE {
            return;
        }
        match holder {
            None => {}
            Some(Holder::Pool(pool)) if !self.entry.outside_pools().is_empty() => {
                // What is there and from no pool is no hole.
                let (family, outside) = (self.axis.family, Source::Blocks(self.entry.outside_pools()));
                let mut cursor = range.0;
                while cursor <= range.1 {
                    let next = outside
                        .holding(family, cursor)
                        .or_else(|| outside.from(family, cursor))
                        .filter(|placed| placed.cidr.first_bits() <= range.1);
                    let Some(placed) = next else { break };
                    let (begin, end) = (placed.cidr.first_bits(), placed.cidr.last_bits());
                    if begin > cursor {
                        self.holes((cursor, begin - 1), lane, Holder::Pool(pool));
                    }
                    let behind = if self.extent((begin, end)) < NARROWEST {
                        self.many(outside, placed, range.1, lane)
                    } else {
                        self.block(placed, lane);
                        end
                    };
                    match behind.checked_add(1) {
                        Some(behind) => cursor = behind,
                        None => return,
                    }
                }
                if cursor <= range.1 {
                    self.holes((cursor, range.1), lane, Holder::Pool(pool));
                }
            }
            Some(holder) => self.holes(range, lane, holder),
        }
    }

    /// What is free, in blocks no larger than a cell.
    fn holes(&mut self, (first, last): Range, lane: usize, holder: Holder) {
        let family = self.axis.family;
        let most = host_bits(family, self.cell);
        let mut at = Some(first);
        while let Some(begin) = at.filter(|begin| *begin <= last) {
            // The largest block that begins here and ends in time.
            let mut bits = begin.trailing_zeros().min(most);
            while bits > 0 && end_of_block(begin, bits) > last {
                bits -= 1;
            }
            let end = end_of_block(begin, bits);
            let cidr = NetmaskLength::new(family.bits() - bits as u8)
                .and_then(|length| Cidr::from_bits(family, begin, length));
            if let Some(cidr) = cidr.filter(|_| self.extent((begin, end)) >= NARROWEST_HOLE) {
                self.push(lane, (begin, end), What::Hole { cidr, holder });
            }
            at = end.checked_add(1);
        }
    }

    /// Marks for blocks that are too small, from `placed` on, as long as one follows near the other. Gives the last address
    /// that was looked at.
    fn many(&mut self, source: Source<'_>, placed: Placed, last: u128, lane: usize) -> u128 {
        let family = self.axis.family;
        let first = placed.cidr.first_bits();
        let mut marks: Vec<(&'static str, f64, f64)> = Vec::new();
        let (mut end, mut seen) = (first, 0);
        let mut next = Some(placed);
        while let Some(placed) = next {
            let (begin, its_end) = (placed.cidr.first_bits(), placed.cidr.last_bits());
            let width = self.extent((begin, its_end));
            let (Some(left), Some(before)) = (self.left(begin), self.left(end)) else {
                break;
            };
            if width >= NARROWEST || begin > last || (seen > 0 && left - before > NEAR) {
                break;
            }
            seen += 1;
            let class = self.class_of(placed);
            let drawn = width.max(1.0);
            match marks.last_mut() {
                // What touches and is alike is one mark.
                Some((other, from, extent)) if *other == class && left - (*from + *extent) < 0.25 => {
                    *extent = left + drawn - *from;
                }
                _ => marks.push((class, left, drawn)),
            }
            // The rest of the pixel shows nothing more.
            let pixel = (self.window.length as f64 / self.axis.unit() as f64 / self.width) as u128;
            end = its_end.max(begin.saturating_add(pixel.saturating_sub(1))).min(last);
            let Some(behind) = end.checked_add(1) else { break };
            next = source
                .holding(family, behind)
                .filter(|placed| placed.cidr.first_bits() > first)
                .or_else(|| source.from(family, behind));
        }
        self.push(lane, (first, end), What::Many { marks, seen });
        end
    }

    /// How a mark is coloured.
    fn class_of(&self, placed: Placed) -> &'static str {
        let node = self.workspace.outline().node_of(placed);
        match node.map_or(Tint::Unsaid, |node| self.colours.of(self.workspace, node)) {
            Tint::Kind => kind(self.workspace, placed.block).name(),
            Tint::Value(hue) => hue.class(),
            Tint::Unsaid => "none",
        }
    }
}

/// What a block is.
pub(super) fn kind(workspace: &Workspace, block: Block) -> BlockKind {
    match block {
        Block::PoolCidr(_) => BlockKind::Pool,
        Block::Reservation(_) => BlockKind::Reserved,
        Block::PublicBlock(_) => BlockKind::Vpc,
        Block::Subnet(_) => BlockKind::Subnet,
        Block::VpcCidr(id) => match workspace
            .plan()
            .design()
            .vpc_cidrs
            .get(&id)
            .map(|row| row.management_state())
        {
            Some(ManagementState::Managed) => BlockKind::Vpc,
            _ => BlockKind::UnmanagedVpc,
        },
    }
}

#[cfg(test)]
mod tests;
