//! What blocks of tables and lists are: pools, VPCs, subnets, reservations.

use super::absorb::note;
use super::{PIECE, Settling, called};
use crate::address::{Cidr, Family};
use crate::import::choices::Leaves;
use crate::import::found::{self, AllocationKind, Block, BlockKind, Key, Owner, PoolPlace};
use crate::import::note::{Notes, Severity};
use crate::ordered::{OrderedMap, OrderedSet, sort_by_key};
use crate::plan::{CidrRole, ScopeKind};

/// A thing of a table: its rows are one row, with all CIDRs.
pub(super) struct Thing {
    row: Block,
    cidrs: Vec<Cidr>,
    /// The number of the thing that it lies in.
    above: Option<usize>,
    kind: Option<BlockKind>,
    holds: Holds,
}

/// What lies in a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    Nothing,
    Subnets,
    Blocks,
}

/// IPv4 blocks that a VPC can be.
const VPC_LENGTHS: std::ops::RangeInclusive<u8> = 16..=28;

impl Settling<'_> {
    /// Makes things of rows.
    pub(super) fn gather_blocks(&mut self) {
        self.things = self.gathered();
        self.end_phase();
    }

    /// Puts things into one another.
    pub(super) fn nest_blocks(&mut self) {
        nest(&mut self.things);
        self.end_phase();
    }

    /// Finds out what each thing is.
    pub(super) fn decide_blocks(&mut self) {
        let mut things = std::mem::take(&mut self.things);
        self.drop_repeated(&mut things);
        self.decide(&mut things);
        self.things = things;
        self.end_phase();
    }

    /// Makes pools, VPCs, subnets and reservations of things.
    pub(super) fn place_blocks(&mut self) {
        let things = std::mem::take(&mut self.things);
        let end = things.len().min(self.at.saturating_add(PIECE));
        for at in self.at..end {
            self.place_block(&things, at);
        }
        if end < things.len() {
            (self.things, self.at) = (things, end);
        } else {
            self.end_phase();
        }
    }

    /// The rows of one key as one thing.
    fn gathered(&self) -> Vec<Thing> {
        let mut numbers: OrderedMap<Key, usize> = OrderedMap::new();
        let mut things: Vec<Thing> = Vec::new();
        for row in &self.found.blocks {
            let number = *numbers.or_insert(row.key.clone(), things.len());
            match things.get_mut(number) {
                Some(thing) => thing.cidrs.extend(row.cidr),
                None => things.push(Thing {
                    cidrs: row.cidr.into_iter().collect(),
                    above: None,
                    kind: row.kind,
                    holds: Holds::Nothing,
                    row: row.clone(),
                }),
            }
        }
        for at in 0..things.len() {
            let Some(thing) = things.get(at) else { continue };
            let above = thing.row.parent.as_ref().and_then(|key| numbers.get(key)).copied();
            if let Some(thing) = things.get_mut(at) {
                thing.above = above.filter(|above| *above != at);
            }
        }
        cut_circles(&mut things);
        things
    }

    /// Leaves out what stands there twice and says nothing else the second time.
    fn drop_repeated(&mut self, things: &mut [Thing]) {
        let mut seen: OrderedMap<(Option<usize>, Vec<Cidr>), usize> = OrderedMap::new();
        let mut repeated: OrderedSet<usize> = OrderedSet::new();
        for (at, thing) in things.iter().enumerate() {
            if thing.cidrs.is_empty() {
                continue;
            }
            let first = *seen.or_insert((thing.above, thing.cidrs.clone()), at);
            let says_no_more = |one: &Block, two: &Block| {
                let no_more = |one: &Option<String>, two: &Option<String>| two.is_none() || one == two;
                no_more(&one.name, &two.name)
                    && no_more(&one.note, &two.note)
                    && (two.kind.is_none() || one.kind == two.kind)
                    && (two.owner.is_none() || one.owner == two.owner)
                    && (two.region.is_none() || one.region == two.region)
            };
            if first != at
                && thing.holds == Holds::Nothing
                && things
                    .get(first)
                    .is_some_and(|first| says_no_more(&first.row, &thing.row))
            {
                repeated.insert(at);
            }
        }
        for at in &repeated {
            if let Some(thing) = things.get_mut(*at) {
                let cidr = thing.cidrs.first().map(ToString::to_string).unwrap_or_default();
                let sentence = format!("{cidr} stands here a second time, and is taken once");
                note(&mut self.out.notes, Severity::Remark, thing.row.place, sentence);
                thing.cidrs.clear();
                thing.row.length = None;
                thing.kind = None;
                thing.above = None;
            }
        }
    }

    /// Decides what each thing is, from what it holds and what it lies in.
    fn decide(&mut self, things: &mut [Thing]) {
        for at in 0..things.len() {
            let Some(thing) = things.get(at) else { continue };
            let holds = match thing.kind {
                Some(BlockKind::Subnet) => Holds::Subnets,
                _ if thing.row.zone.is_some() => Holds::Subnets,
                _ => Holds::Blocks,
            };
            if let Some(above) = thing.above.and_then(|above| things.get_mut(above)) {
                above.holds = above.holds.max(holds);
            }
        }
        for at in 0..things.len() {
            let Some(thing) = things.get(at) else { continue };
            let above = thing.above.and_then(|above| things.get(above));
            let kind = thing.kind.unwrap_or_else(|| kind_of(thing, above, self.choices.leaves));
            if let Some(thing) = things.get_mut(at) {
                thing.kind = Some(kind);
            }
        }
        // What lies in a VPC is a subnet.
        for at in 0..things.len() {
            let in_vpc = |thing: &Thing| {
                let above = thing.above.and_then(|above| things.get(above));
                above.is_some_and(|above| above.kind == Some(BlockKind::Vpc))
            };
            let is_subnet = things
                .get(at)
                .is_some_and(|thing| thing.row.kind.is_none() && in_vpc(thing));
            if let Some(thing) = things.get_mut(at).filter(|_| is_subnet) {
                thing.kind = Some(BlockKind::Subnet);
            }
        }
    }

    fn place_block(&mut self, things: &[Thing], at: usize) {
        let Some(thing) = things.get(at) else { return };
        if thing.cidrs.is_empty() && thing.row.length.is_none() {
            return;
        }
        match thing.kind {
            Some(BlockKind::Vpc) => self.block_vpc(things, thing),
            Some(BlockKind::Subnet) => self.block_subnet(things, thing),
            Some(BlockKind::Reservation) => self.block_reservation(things, thing),
            Some(BlockKind::Network) => {
                self.note_only_size(thing, "a network on premises");
                if thing.cidrs.is_empty() {
                    return;
                }
                let name = thing.row.name.clone().unwrap_or_default();
                let network = self.out.networks.or_insert(name, OrderedSet::new());
                network.extend(thing.cidrs.iter().copied());
            }
            Some(BlockKind::Pool) | None => self.block_pool(things, thing),
        }
    }

    fn block_pool(&mut self, things: &[Thing], thing: &Thing) {
        let row = &thing.row;
        let mut pool = found::Pool::new(row.place, row.key.clone());
        pool.parent = Some(match above(things, thing, BlockKind::Pool) {
            Some(above) => PoolPlace::Pool(above.row.key.clone()),
            None => match &row.parent {
                Some(parent) if thing.above.is_none() => PoolPlace::Pool(parent.clone()),
                _ => PoolPlace::DefaultScope(ScopeKind::Private),
            },
        });
        let family = thing.cidrs.first().map_or(Family::Ipv4, |cidr| cidr.family());
        pool.name = row.name.clone();
        pool.description = row.description.clone().or_else(|| row.note.clone());
        pool.family = Some(family);
        pool.locale = row.region.map(Some);
        pool.tags = row.tags.clone();
        pool.wanted_length = row.length.filter(|_| thing.cidrs.is_empty());
        self.pools.add(row.key.clone(), pool, called, &mut self.out.notes);
        for cidr in &thing.cidrs {
            if cidr.family() != family {
                let sentence = format!("a pool has CIDRs of one family, so {cidr} is left out");
                note(&mut self.out.notes, Severity::Refused, row.place, sentence);
                continue;
            }
            let provisioned = found::PoolCidr {
                place: row.place,
                pool: row.key.clone(),
                cidr: *cidr,
            };
            self.pool_cidrs.add(
                (row.key.clone(), *cidr),
                provisioned,
                |_| String::new(),
                &mut Notes::default(),
            );
        }
    }

    /// The pool that something lies in: a block of the table, or one that the plan may know by the name of the parent.
    fn pool_above(&self, things: &[Thing], thing: &Thing) -> Option<Key> {
        let above = above(things, thing, BlockKind::Pool).map(|above| above.row.key.clone());
        above.or_else(|| thing.row.parent.clone().filter(|_| thing.above.is_none()))
    }

    fn block_vpc(&mut self, things: &[Thing], thing: &Thing) {
        let row = &thing.row;
        let pool = self.pool_above(things, thing);
        let inherited = || {
            let mut next = thing.above;
            while let Some(above) = next.and_then(|at| things.get(at)) {
                if above.row.region.is_some() {
                    return above.row.region;
                }
                next = above.above;
            }
            None
        };
        let mut vpc = found::Vpc::new(row.place, row.key.clone());
        vpc.name = row.name.clone();
        vpc.owner = row.owner.clone();
        vpc.region = row.region.or_else(inherited);
        vpc.tags = row.tags.clone();
        vpc.note = row.note.clone().or_else(|| row.description.clone());
        self.add_account(&row.owner, row.place);
        self.vpcs.add(row.key.clone(), vpc, called, &mut self.out.notes);
        if thing.cidrs.is_empty() {
            let sentence = "a VPC needs its addresses, and only a size is said; it is taken without a CIDR".to_owned();
            note(&mut self.out.notes, Severity::Changed, row.place, sentence);
        }
        let primary = thing.cidrs.iter().position(|cidr| cidr.family() == Family::Ipv4);
        for (at, cidr) in thing.cidrs.iter().enumerate() {
            let role = match primary == Some(at) {
                true => CidrRole::Primary,
                false => CidrRole::Secondary,
            };
            let held = found::VpcCidr {
                place: row.place,
                vpc: row.key.clone(),
                cidr: *cidr,
                role: Some(role),
                pool: pool.clone().filter(|_| above_holds(things, thing, *cidr)),
                state: None,
            };
            self.vpc_cidrs
                .add((row.key.clone(), *cidr), held, |_| String::new(), &mut Notes::default());
        }
    }

    /// The accounts that a table names are accounts of the plan.
    fn add_account(&mut self, owner: &Option<Owner>, place: crate::import::Place) {
        let (number, name) = match owner {
            Some(Owner::Number(number)) => (Some(*number), None),
            Some(Owner::Name(name)) => (None, Some(name.clone())),
            None => return,
        };
        let account = found::Account {
            place,
            number,
            name: name.clone(),
            ou_path: None,
        };
        self.accounts
            .add((number, name), account, |_| String::new(), &mut Notes::default());
    }

    /// Says so of what a plan knows only with its addresses, where a size alone is said.
    fn note_only_size(&mut self, thing: &Thing, what: &str) {
        if let (true, Some(length)) = (thing.cidrs.is_empty(), thing.row.length) {
            let sentence = format!("{what} needs its addresses, and only the size {length} is said; it is left out");
            note(&mut self.out.notes, Severity::Refused, thing.row.place, sentence);
        }
    }

    fn block_subnet(&mut self, things: &[Thing], thing: &Thing) {
        let row = &thing.row;
        if thing.cidrs.is_empty() {
            self.note_only_size(thing, "a subnet");
            return;
        }
        let vpc = above(things, thing, BlockKind::Vpc).map(|vpc| vpc.row.key.clone());
        let Some(vpc) = vpc.or_else(|| row.parent.clone().filter(|_| thing.above.is_none())) else {
            let cidr = thing.cidrs.first().map(ToString::to_string).unwrap_or_default();
            let sentence = format!("a subnet is in a VPC, and none of these holds {cidr}; it is left out");
            note(&mut self.out.notes, Severity::Refused, row.place, sentence);
            return;
        };
        for cidr in &thing.cidrs {
            let mut subnet = found::Subnet::new(row.place, row.key.clone(), *cidr);
            subnet.vpc = Some(vpc.clone());
            (subnet.zone, subnet.name) = (row.zone.clone(), row.name.clone());
            (subnet.purpose, subnet.tags) = (row.purpose.clone(), row.tags.clone());
            self.add_subnet((row.key.clone(), cidr.family()), subnet);
        }
    }

    fn block_reservation(&mut self, things: &[Thing], thing: &Thing) {
        let row = &thing.row;
        let Some(pool) = self.pool_above(things, thing) else {
            // Nothing that could keep it back: it is a pool of its own.
            self.block_pool(things, thing);
            return;
        };
        self.note_only_size(thing, "a reservation");
        for cidr in &thing.cidrs {
            let mut kept = found::Allocation::new(row.place, pool.clone(), *cidr, AllocationKind::Custom);
            kept.name = row.name.clone();
            kept.description = row.description.clone().or_else(|| row.note.clone());
            kept.tags = row.tags.clone();
            self.reservations.add(
                (pool.clone(), *cidr),
                kept,
                |key| key.1.to_string(),
                &mut self.out.notes,
            );
        }
    }
}

/// The nearest thing of a kind that a thing lies in.
fn above<'t>(things: &'t [Thing], thing: &Thing, kind: BlockKind) -> Option<&'t Thing> {
    let mut next = thing.above;
    while let Some(above) = next.and_then(|at| things.get(at)) {
        if above.kind == Some(kind) {
            return Some(above);
        }
        next = above.above;
    }
    None
}

/// Whether the nearest pool holds the block: else it is a CIDR from no pool.
fn above_holds(things: &[Thing], thing: &Thing, cidr: Cidr) -> bool {
    match above(things, thing, BlockKind::Pool) {
        Some(pool) => pool.cidrs.is_empty() || pool.cidrs.iter().any(|held| held.contains(cidr)),
        None => true,
    }
}

/// Parents that lead back to where they began mean nothing.
fn cut_circles(things: &mut [Thing]) {
    // On which walk a thing was met; none meets itself twice on one.
    let mut met: Vec<usize> = vec![usize::MAX; things.len()];
    for start in 0..things.len() {
        let mut next = Some(start);
        while let Some(at) = next {
            let Some(mark) = met.get_mut(at) else { break };
            if *mark == start {
                if let Some(thing) = things.get_mut(at) {
                    thing.above = None;
                }
                break;
            }
            if *mark != usize::MAX {
                break;
            }
            *mark = start;
            next = things.get(at).and_then(|thing| thing.above);
        }
    }
}

/// Puts what names no parent into the smallest block that holds it.
fn nest(things: &mut [Thing]) {
    let mut order: Vec<(Cidr, usize)> = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        if thing.row.kind != Some(BlockKind::Network) {
            order.extend(thing.cidrs.iter().map(|cidr| (*cidr, at)));
        }
    }
    sort_by_key(&mut order, |entry| *entry);
    let mut around: Vec<(Cidr, usize)> = Vec::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (cidr, at) in order {
        while around.last().is_some_and(|(outer, _)| !outer.contains(cidr)) {
            around.pop();
        }
        let kind = |at: usize| things.get(at).and_then(|thing| thing.row.kind);
        // Of two that are equal, one is in the other only where it says that it is a pool, and the other something else.
        let holder = around.iter().rev().find(|(outer, holder)| {
            *holder != at
                && (*outer != cidr || kind(*holder) == Some(BlockKind::Pool) && kind(at) != Some(BlockKind::Pool))
        });
        if let Some((_, holder)) = holder {
            found.push((at, *holder));
        }
        around.push((cidr, at));
    }
    for (at, holder) in found {
        if let Some(thing) = things.get_mut(at)
            && thing.row.parent.is_none()
            && thing.above.is_none()
        {
            thing.above = Some(holder);
        }
    }
    cut_circles(things);
}

fn kind_of(thing: &Thing, above: Option<&Thing>, leaves: Leaves) -> BlockKind {
    if thing.row.zone.is_some() {
        return BlockKind::Subnet;
    }
    match thing.holds {
        Holds::Subnets => return BlockKind::Vpc,
        Holds::Blocks => return BlockKind::Pool,
        Holds::Nothing => {}
    }
    let is_vpc = |cidr: &Cidr| cidr.family() == Family::Ipv4 && VPC_LENGTHS.contains(&cidr.netmask_length().get());
    let has_size = thing.cidrs.first().is_some_and(is_vpc);
    match leaves {
        Leaves::Vpcs => BlockKind::Vpc,
        Leaves::Pools => BlockKind::Pool,
        Leaves::Reservations => BlockKind::Reservation,
        Leaves::BySize if thing.row.owner.is_some() && has_size => BlockKind::Vpc,
        Leaves::BySize if (thing.row.region.is_some() || above.is_some()) && has_size => BlockKind::Vpc,
        Leaves::BySize => BlockKind::Pool,
    }
}
