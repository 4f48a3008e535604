//! The address map as data: a block of addresses to scale, with what lies in it and the holes.

use crate::address::{AddressCount, Cidr, Family, NetmaskLength};
use crate::app::parts::BlockKind;
use crate::plan::index::{Block, BlockMap, Placed};
use crate::plan::{Id, ManagementState, Node, Plan, Pool, Scope, gesture};
use crate::workspace::Workspace;

/// How many bits of address a frame shows as cells: 64 of them.
const CELL_BITS: u8 = 6;

/// How many bits of address a cell shows as slots: what is smaller is drawn as large as a slot.
const SLOT_BITS: u8 = 5;

/// How many frames a map has at most.
pub(super) const FRAMES: usize = 6;

/// What the map shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MapView {
    /// What it is a map of: a row of the tree.
    pub(super) of: Node,
    /// What that is called.
    pub(super) name: String,
    /// Where "up" leads.
    pub(super) up: Option<Node>,
    /// The pool whose holes can be used.
    pub(super) pool: Option<Id<Pool>>,
    /// One per CIDR.
    pub(super) frames: Vec<Frame>,
    /// How many CIDRs are not shown.
    pub(super) more: usize,
}

/// A CIDR to scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    /// The CIDR.
    pub(super) cidr: Cidr,
    /// How large a cell is.
    pub(super) cell: NetmaskLength,
    /// How many cells there are: a power of two, 64 at most.
    pub(super) cells: u32,
    /// What lies in it, in order, without gaps.
    pub(super) tiles: Vec<Tile>,
}

/// A stretch of cells that shows one thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tile {
    /// The first cell.
    pub(super) start: u32,
    /// How many cells.
    pub(super) cells: u32,
    /// The addresses.
    pub(super) cidr: Cidr,
    /// What it shows.
    pub(super) content: Content,
}

/// What a tile shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// One block that fills it.
    Block {
        /// Its row.
        node: Node,
        /// What it is.
        kind: BlockKind,
        /// What it is called.
        name: String,
        /// Whether it overlaps others.
        conflict: bool,
    },
    /// A hole.
    Free,
    /// Several smaller blocks in one cell.
    Mixed {
        /// The row of the first.
        node: Node,
        /// Stretches of slots by kind, in order of its name: first slot, how many.
        slots: Vec<(&'static str, Vec<(u32, u32)>)>,
    },
}

impl MapView {
    /// The map that goes with a selected row.
    pub(super) fn of(workspace: &Workspace, selected: Node) -> Option<Self> {
        let outline = workspace.outline();
        if let Some(view) = of_vpc(workspace, selected) {
            return Some(view);
        }
        let place = std::iter::once(selected)
            .chain(outline.ancestors(selected))
            .find(|node| matches!(node, Node::Pool(_) | Node::Scope(_)));
        match place {
            Some(Node::Pool(pool)) => of_pool(workspace, pool, selected),
            Some(Node::Scope(scope)) => of_scope(workspace, scope),
            _ => of_scope(workspace, Plan::default_private_scope()),
        }
    }
}

fn of_pool(workspace: &Workspace, pool: Id<Pool>, selected: Node) -> Option<MapView> {
    let entry = workspace.index().pool(pool)?;
    let scope = workspace.index().scope(entry.scope())?;
    let mut cidrs: Vec<Cidr> = entry.cidrs().map(|(cidr, _)| cidr).collect();
    // What is selected is seen, however many CIDRs the pool has.
    if let Some(at) = cidr_of(workspace, selected) {
        crate::ordered::sort_by_key(&mut cidrs, |cidr| !cidr.contains(at));
    }
    // What is there and from no pool is no hole.
    let layers = Layers([entry.allocations(), scope.outside_pools()]);
    let frames = cidrs
        .iter()
        .take(FRAMES)
        .map(|cidr| frame(workspace, *cidr, layers))
        .collect();
    Some(view(workspace, Node::Pool(pool), Some(pool), frames, cidrs.len()))
}

fn of_scope(workspace: &Workspace, scope: Id<Scope>) -> Option<MapView> {
    let entry = workspace.index().scope(scope)?;
    let pools = entry.top_pools().filter_map(|pool| workspace.index().pool(pool));
    let mut cidrs: Vec<_> = pools
        .flat_map(|pool| pool.cidrs().map(move |(cidr, _)| (cidr, pool.allocations())))
        .collect();
    crate::ordered::sort_by_key(&mut cidrs, |(cidr, _)| *cidr);
    let layers = |allocations| Layers([allocations, entry.outside_pools()]);
    let shown = cidrs.iter().take(FRAMES);
    let frames = shown
        .map(|(cidr, allocations)| frame(workspace, *cidr, layers(allocations)))
        .collect();
    Some(view(workspace, Node::Scope(scope), None, frames, cidrs.len()))
}

/// A VPC that has subnets shows them, and so does each of them.
fn of_vpc(workspace: &Workspace, selected: Node) -> Option<MapView> {
    let design = workspace.plan().design();
    let vpc = match selected {
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id)?.vpc,
        Node::Subnet(id) => design.subnets.get(&id)?.vpc,
        _ => return None,
    };
    let entry = workspace.index().vpc(vpc).filter(|entry| !entry.subnets().is_empty())?;
    let subnets: BlockMap = entry
        .subnets()
        .iter()
        .map(|(cidr, id)| Placed {
            cidr: *cidr,
            block: Block::Subnet(*id),
        })
        .collect();
    let of = match selected {
        Node::Subnet(_) => workspace.outline().parent(selected)?,
        node => node,
    };
    let none = BlockMap::default();
    let frame = frame(workspace, cidr_of(workspace, of)?, Layers([&subnets, &none]));
    Some(view(workspace, of, None, vec![frame], 1))
}

fn view(workspace: &Workspace, of: Node, pool: Option<Id<Pool>>, frames: Vec<Frame>, cidrs: usize) -> MapView {
    let name = gesture::name_of(workspace.plan(), of).unwrap_or_default().to_owned();
    let up = workspace.outline().parent(of).filter(|up| *up != Node::Ipam);
    MapView {
        of,
        name,
        up,
        pool,
        more: cidrs - frames.len(),
        frames,
    }
}

/// What is allocated, and what is there without being allocated.
#[derive(Clone, Copy)]
pub(super) struct Layers<'a>(pub(super) [&'a BlockMap; 2]);

impl Layers<'_> {
    /// The smallest block that holds all of `cell`.
    fn whole(self, cell: Cidr) -> Option<Placed> {
        let holding = |blocks: &BlockMap| {
            blocks
                .around(cell)
                .chain(blocks.inside(cell).take_while(|placed| placed.cidr == cell))
                .last()
        };
        self.0
            .into_iter()
            .filter_map(holding)
            .max_by_key(|placed| placed.cidr.netmask_length())
    }

    /// The first block that begins at `address` or after it.
    fn next_from(self, family: Family, address: u128) -> Option<Placed> {
        self.0
            .into_iter()
            .filter_map(|blocks| blocks.starting_from(family, address).next())
            .min()
    }

    /// Whether anything but blocks around the whole frame shares addresses with `cidr`.
    fn meet(self, cidr: Cidr, frame: Cidr) -> bool {
        self.0
            .into_iter()
            .any(|blocks| blocks.meeting(cidr).any(|placed| !placed.cidr.contains(frame)))
    }
}

fn cidr_of(workspace: &Workspace, node: Node) -> Option<Cidr> {
    let design = workspace.plan().design();
    match node {
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
        _ => None,
    }
}

/// Cuts `cidr` into cells and says what each stretch shows. O(cells × slots × log n), however many blocks there are.
fn frame(workspace: &Workspace, cidr: Cidr, layers: Layers<'_>) -> Frame {
    let length = cidr.netmask_length().get();
    let bits = CELL_BITS.min(cidr.family().bits() - length);
    let cell = NetmaskLength::new(length + bits).unwrap_or(cidr.netmask_length());
    let all: Vec<Cidr> = cidr.split(cell).into_iter().flatten().collect();
    let mut tiles: Vec<Tile> = Vec::new();
    let mut at = 0;
    while let Some(here) = all.get(at) {
        let (tile_cidr, content) = content_at(workspace, cidr, *here, layers);
        // A block as large as several cells fills them; one that reaches beyond the frame ends with it.
        let cells = 1usize << cell.get().saturating_sub(tile_cidr.netmask_length().get());
        let cells = cells.min(all.len() - at);
        tiles.push(Tile {
            start: at as u32,
            cells: cells as u32,
            cidr: tile_cidr,
            content,
        });
        at += cells;
    }
    Frame {
        cidr,
        cell,
        cells: all.len() as u32,
        tiles,
    }
}

/// What begins at the cell `here`: a block as large as the cell or larger, a hole likewise, or several smaller blocks.
fn content_at(workspace: &Workspace, frame: Cidr, here: Cidr, layers: Layers<'_>) -> (Cidr, Content) {
    let whole = layers.whole(here);
    if let Some((placed, content)) = whole.and_then(|placed| Some((placed, block(workspace, placed)?))) {
        let cidr = if placed.cidr.contains(frame) {
            frame
        } else {
            placed.cidr
        };
        // A larger block that was covered so far by a smaller one goes on here with what is left of it.
        let begins_here = cidr.first_bits() == here.first_bits() && uniform(cidr, here, placed, layers);
        return (if begins_here { cidr } else { here }, content);
    }
    let inside = layers
        .next_from(here.family(), here.first_bits())
        .filter(|placed| here.contains(placed.cidr));
    match inside.and_then(|placed| workspace.outline().node_of(placed)) {
        Some(node) => (
            here,
            Content::Mixed {
                node,
                slots: slots(workspace, here, layers),
            },
        ),
        None => (hole(frame, here, layers), Content::Free),
    }
}

/// Whether `placed` shows in every cell of `cidr`: nothing as large as a cell lies over it.
fn uniform(cidr: Cidr, cell: Cidr, placed: Placed, layers: Layers<'_>) -> bool {
    let cells = cidr.split(cell.netmask_length()).into_iter().flatten();
    cells
        .take(1 << CELL_BITS)
        .all(|cell| layers.whole(cell).is_some_and(|other| other.cidr == placed.cidr))
}

/// The largest aligned block at `here` in which nothing lies.
fn hole(frame: Cidr, here: Cidr, layers: Layers<'_>) -> Cidr {
    let larger = |cidr: &Cidr| {
        let parent = cidr
            .parent()
            .filter(|parent| parent.first_bits() == here.first_bits())?;
        (frame.contains(parent) && !layers.meet(parent, frame)).then_some(parent)
    };
    std::iter::successors(Some(here), larger).last().unwrap_or(here)
}

fn block(workspace: &Workspace, placed: Placed) -> Option<Content> {
    let node = workspace.outline().node_of(placed)?;
    let name = gesture::name_of(workspace.plan(), node).unwrap_or_default().to_owned();
    let conflict = conflicts(workspace, placed.block);
    Some(Content::Block {
        node,
        kind: kind(workspace, placed.block),
        name,
        conflict,
    })
}

fn conflicts(workspace: &Workspace, block: Block) -> bool {
    let scopes = workspace.plan().design().scopes.keys();
    let mut entries = scopes.filter_map(|scope| workspace.index().scope(*scope));
    entries.any(|scope| scope.conflicts().cluster_of(block).is_some())
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

/// The slots of a cell that its blocks touch.
fn slots(workspace: &Workspace, cell: Cidr, layers: Layers<'_>) -> Vec<(&'static str, Vec<(u32, u32)>)> {
    let host_bits = cell.family().bits() - cell.netmask_length().get();
    let slot_bits = host_bits.saturating_sub(SLOT_BITS);
    let slot_of = |address: u128| ((address - cell.first_bits()) >> slot_bits) as u32;
    let last_slot = slot_of(cell.last_bits());
    let mut slots: Vec<(&'static str, Vec<(u32, u32)>)> = Vec::new();
    let mut cursor = Some(cell.first_bits());
    while let Some(at) = cursor {
        let next = layers.next_from(cell.family(), at);
        let Some(placed) = next.filter(|placed| cell.contains(placed.cidr)) else {
            break;
        };
        let (first, last) = (slot_of(placed.cidr.first_bits()), slot_of(placed.cidr.last_bits()));
        let (kind, stretch) = (kind(workspace, placed.block).name(), (first, last - first + 1));
        match slots.binary_search_by(|(other, _)| other.cmp(&kind)) {
            Ok(at) => match slots[at].1.last_mut() {
                Some((start, count)) if *start + *count == first => *count += stretch.1,
                _ => slots[at].1.push(stretch),
            },
            Err(at) => slots.insert(at, (kind, vec![stretch])),
        }
        // The rest of the slot shows nothing more.
        cursor = (last < last_slot).then(|| cell.first_bits() + (u128::from(last + 1) << slot_bits));
    }
    slots
}

/// What a tile says to those who do not see it, and in its tip.
pub(super) fn describe(tile: &Tile, frame: &Frame) -> String {
    let size = tile.cidr.size();
    let share = share(size, frame.cidr.size());
    match &tile.content {
        Content::Block {
            kind, name, conflict, ..
        } => {
            let name = if name.is_empty() { "without a name" } else { name };
            let conflict = if *conflict { ", overlaps" } else { "" };
            format!(
                "{name}, {} {}, {size} addresses, {share}{conflict}",
                kind.word(),
                tile.cidr
            )
        }
        Content::Free => format!("free {}, {size} addresses, {share}", tile.cidr),
        Content::Mixed { .. } => format!("several blocks in {}, {size} addresses", tile.cidr),
    }
}

fn share(size: AddressCount, whole: AddressCount) -> String {
    crate::app::parts::figures::percent(size.permille_of(whole))
}
