//! Placing the blocks of a list in a pool as one step.

use super::accounts::Accounts;
use super::{BulkProblem, Line, Misfit, Rejected};
use crate::address::{BulkError, BulkPlacement, Cidr, NetmaskLength};
use crate::plan::gesture::reshape::Named;
use crate::plan::gesture::{
    Gesture, NamePattern, NamedBlock, NewPool, NewReservation, NewVpc, Obstacle, Reason, SizeOrBlock, add_pool,
    add_reservation, add_vpc, lock_above,
};
use crate::plan::index::Index;
use crate::plan::{AllocationRules, Edit, Id, IdSource, Node, Plan, Pool, PoolParent, RegionCode, Tags, tidy};

/// What the blocks of a list are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkKind {
    /// A VPC each.
    Vpcs,
    /// A sub-pool each.
    SubPools,
    /// A reservation each.
    Reservations,
}

/// What is to be placed, and how.
#[derive(Clone, Debug)]
pub struct BulkRequest {
    /// The pool that gives the blocks.
    pub pool: Id<Pool>,
    /// What they are for.
    pub kind: BulkKind,
    /// The list.
    pub lines: Vec<Line>,
    /// How blocks without a name are called.
    pub names: NamePattern,
    /// The strategy, the order, padding and alignment.
    pub how: BulkPlacement,
    /// The tags of each VPC.
    pub tags: Tags,
}

/// A list that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkPlaced {
    /// The edit.
    pub gesture: Gesture,
    /// Where everything goes, in the order of the list.
    pub lines: Vec<PlacedLine>,
    /// Accounts that come along.
    pub new_accounts: Vec<String>,
}

/// One block of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// Which line of the text asked for it.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// The block.
    pub cidr: Cidr,
    /// Why this one.
    pub reason: Reason,
    /// The Region of a VPC, or the locale of a sub-pool.
    pub region: Option<RegionCode>,
}

/// One block that is wanted.
struct Wanted<'a> {
    line: &'a Line,
    /// Which of the blocks of its line, from 1; none when it is the only one.
    of_many: Option<usize>,
}

/// Places all blocks of a list as one step. Blocks that are named go first, where they say; the rest as [`BulkPlacement`] says.
///
/// # Errors
/// What does not fit, line by line, and what would make room.
pub fn place_bulk(
    plan: &Plan,
    index: &Index,
    request: &BulkRequest,
    ids: &mut dyn IdSource,
) -> Result<BulkPlaced, BulkProblem> {
    let pool = plan.design().pools.get(&request.pool).ok_or(BulkProblem::NoCidr)?;
    let entry = index.pool(request.pool).filter(|entry| entry.cidrs().len() > 0);
    let space = entry.ok_or(BulkProblem::NoCidr)?.space();
    if let Some(locked) = lock_above(plan, index, Node::Pool(request.pool)) {
        return Err(BulkProblem::Locked(locked));
    }
    let wanted: Vec<Wanted<'_>> = request.lines.iter().flat_map(blocks_of).collect();
    if wanted.is_empty() {
        return Err(BulkProblem::Nothing);
    }
    let named = named_blocks(plan, index, request)?;
    let how = BulkPlacement {
        disallowed: request.how.disallowed.iter().copied().chain(named).collect(),
        ..request.how.clone()
    };
    let lengths: Vec<NetmaskLength> = wanted.iter().filter_map(|wanted| wanted.line.length()).collect();
    let chosen = space.place_all(&lengths, &how);
    let chosen = chosen.map_err(|error| BulkProblem::DoesNotFit(misfit(plan, index, request, &wanted, &how, error)))?;
    let mut chosen = chosen.into_iter();
    let cidrs = wanted.iter().filter_map(|wanted| match wanted.line.size {
        SizeOrBlock::Block(cidr) => Some((cidr, Reason::AskedFor)),
        SizeOrBlock::Size(_) => chosen.next().map(|cidr| (cidr, Reason::Chosen(request.how.strategy))),
    });
    let cidrs: Vec<(Cidr, Reason)> = cidrs.collect();
    let lines = name_lines(pool, request, &wanted, &cidrs);
    Ok(write(plan, index, request, lines, &wanted, ids))
}

fn blocks_of(line: &Line) -> impl Iterator<Item = Wanted<'_>> {
    let many = line.count > 1;
    (1..=line.count).map(move |number| Wanted {
        line,
        of_many: many.then_some(number),
    })
}

/// The blocks that the list names, if they can be had.
fn named_blocks(plan: &Plan, index: &Index, request: &BulkRequest) -> Result<Vec<Cidr>, BulkProblem> {
    let (mut blocks, mut problems): (Vec<Cidr>, Vec<_>) = (Vec::new(), Vec::new());
    for line in &request.lines {
        let SizeOrBlock::Block(cidr) = line.size else { continue };
        let twice = blocks
            .iter()
            .find(|other| other.overlaps(cidr))
            .map(|other| Obstacle::Taken {
                wanted: cidr,
                by: NamedBlock {
                    name: None,
                    cidr: *other,
                },
            });
        let found = crate::plan::gesture::reshape::is_free_in(plan, index, request.pool, cidr).err();
        match twice.or(found) {
            Some(obstacle) => problems.push((line.number, obstacle)),
            None => blocks.push(cidr),
        }
    }
    if problems.is_empty() {
        Ok(blocks)
    } else {
        Err(BulkProblem::Blocks(problems))
    }
}

fn misfit(
    plan: &Plan,
    index: &Index,
    request: &BulkRequest,
    wanted: &[Wanted<'_>],
    how: &BulkPlacement,
    error: BulkError,
) -> Misfit {
    let sized: Vec<&Wanted<'_>> = wanted.iter().filter(|wanted| wanted.line.length().is_some()).collect();
    let rejected = error.unplaced.iter().filter_map(|unplaced| {
        let line = sized.get(unplaced.request)?.line;
        Some(Rejected {
            number: line.number,
            name: line.name.clone(),
            length: unplaced.length,
            why: unplaced.why,
        })
    });
    let unplaced: Vec<Rejected> = rejected.collect();
    let lengths: Vec<NetmaskLength> = unplaced.iter().map(|rejected| rejected.length).collect();
    Misfit {
        wanted: wanted.len(),
        unplaced,
        largest: error.largest_free_block,
        remedy: error.remedy,
        elsewhere: elsewhere(plan, index, request.pool, &lengths, how),
    }
}

/// Pools of the same scope, family and locale that have room for all of `lengths`.
fn elsewhere(
    plan: &Plan,
    index: &Index,
    pool: Id<Pool>,
    lengths: &[NetmaskLength],
    how: &BulkPlacement,
) -> Vec<(Id<Pool>, String)> {
    let (Some(row), Some(entry)) = (plan.design().pools.get(&pool), index.pool(pool)) else {
        return Vec::new();
    };
    let mut found: Vec<(String, Id<Pool>)> = Vec::new();
    for (id, other) in &plan.design().pools {
        let same = *id != pool && (other.family, other.locale) == (row.family, row.locale);
        let Some(there) = index.pool(*id).filter(|there| same && there.scope() == entry.scope()) else {
            continue;
        };
        // Above a pool there is always more room, and it is not for this.
        let is_above = index.pools_above(pool).any(|above| above == *id);
        if !is_above && there.space().place_all(lengths, how).is_ok() {
            let name = tidy(&other.name).unwrap_or_else(|| "a pool without a name".to_owned());
            found.push((name, *id));
        }
    }
    crate::ordered::sort(&mut found);
    found.into_iter().take(3).map(|(name, id)| (id, name)).collect()
}

fn name_lines(pool: &Pool, request: &BulkRequest, wanted: &[Wanted<'_>], cidrs: &[(Cidr, Reason)]) -> Vec<PlacedLine> {
    let blocks: Vec<Cidr> = cidrs.iter().map(|(cidr, _)| *cidr).collect();
    let of = Named {
        name: &pool.name,
        region: pool.locale,
    };
    let unnamed = request.names.names(of, &blocks);
    let lines = wanted.iter().zip(cidrs).zip(unnamed);
    let lines = lines.map(|((wanted, (cidr, reason)), unnamed)| PlacedLine {
        number: wanted.line.number,
        name: match (wanted.line.name.as_str(), wanted.of_many) {
            ("", _) => unnamed,
            (name, None) => name.to_owned(),
            (name, Some(number)) => format!("{name}-{number}"),
        },
        cidr: *cidr,
        reason: *reason,
        region: wanted.line.region.or(pool.locale),
    });
    lines.collect()
}

fn write(
    plan: &Plan,
    index: &Index,
    request: &BulkRequest,
    lines: Vec<PlacedLine>,
    wanted: &[Wanted<'_>],
    ids: &mut dyn IdSource,
) -> BulkPlaced {
    let mut edit = Edit::new();
    let mut accounts = Accounts::new(plan);
    let mut focus = None;
    let scope = index.pool(request.pool).map(|entry| entry.scope());
    for (line, wanted) in lines.iter().zip(wanted) {
        let (name, cidr) = (line.name.clone(), line.cidr);
        let gesture = match request.kind {
            BulkKind::Vpcs => {
                let account = wanted.line.account.as_deref();
                let new = NewVpc {
                    name,
                    scope: scope.unwrap_or_else(Plan::default_private_scope),
                    region: line.region.unwrap_or(plan.ipam().home_region),
                    account: account.map(|account| accounts.find(account, &mut edit, ids)),
                    tags: request.tags.clone(),
                    pool: Some(request.pool),
                    cidr,
                };
                add_vpc(new, ids)
            }
            BulkKind::SubPools => {
                let new = NewPool {
                    name,
                    description: String::new(),
                    parent: PoolParent::Pool(request.pool),
                    family: cidr.family(),
                    locale: line.region,
                    rules: AllocationRules::default(),
                    cidrs: vec![cidr],
                };
                add_pool(new, ids)
            }
            BulkKind::Reservations => {
                let pool = request.pool;
                add_reservation(NewReservation { name, pool, cidr }, ids)
            }
        };
        edit.changes.extend(gesture.edit.changes);
        focus = focus.or(gesture.focus);
    }
    let what = match (request.kind, lines.len()) {
        (BulkKind::Vpcs, 1) => "VPC",
        (BulkKind::Vpcs, _) => "VPCs",
        (BulkKind::SubPools, 1) => "pool",
        (BulkKind::SubPools, _) => "pools",
        (BulkKind::Reservations, 1) => "reservation",
        (BulkKind::Reservations, _) => "reservations",
    };
    BulkPlaced {
        gesture: Gesture {
            label: format!("Add {} {what}", lines.len()),
            edit,
            focus,
        },
        lines,
        new_accounts: accounts.added,
    }
}
