//! What pools could hand out that a running VPC uses.

use super::survey::{LiveCidr, Standing};
use crate::address::{BlockSet, Cidr, NetmaskLength, Strategy};
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::gesture::{Unplaceable, Wanted, propose};
use crate::plan::index::{Block, Index};
use crate::plan::{AutoImport, Id, Plan, Pool, VpcCidr};

/// A pool that could hand out addresses which running VPCs use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Danger {
    /// The pool.
    pub pool: Id<Pool>,
    /// The CIDRs of running VPCs of which it holds addresses that nothing keeps, in order of address.
    pub cidrs: Vec<Id<VpcCidr>>,
    /// The part of them that the pool could hand out, in the fewest blocks and in order.
    pub exposed: Vec<Cidr>,
}

/// The pools that could hand out addresses of running VPCs, by id. O(n log n + allocations in the range of the VPCs).
pub fn dangers(plan: &Plan, index: &Index, live: &[LiveCidr]) -> Vec<Danger> {
    let mut loose: Vec<&LiveCidr> = live.iter().filter(|live| is_loose(live)).collect();
    // Of identical CIDRs, which default VPCs are by the hundred, only the first needs a look.
    sort_by_key(&mut loose, |live| (live.scope, live.cidr, live.id));
    let mut found: OrderedMap<Id<Pool>, Exposure> = OrderedMap::new();
    for live in loose {
        let Some(scope) = index.scope(live.scope) else { continue };
        for placed in scope.of_pools().meeting(live.cidr) {
            let Block::PoolCidr(id) = placed.block else { continue };
            let Some(pool) = plan.design().pool_cidrs.get(&id).map(|row| row.pool) else {
                continue;
            };
            let Some(entry) = index.pool(pool).filter(|_| index.plans_for(pool).is_none()) else {
                continue;
            };
            // Two blocks nest: what they share is the smaller one.
            let shared = if placed.cidr.contains(live.cidr) {
                live.cidr
            } else {
                placed.cidr
            };
            let exposure = found.or_insert(pool, Exposure::default());
            if exposure.seen != Some(shared) {
                let free = free(entry.allocations().meeting(shared).map(|taken| taken.cidr), shared);
                exposure.is_open = !free.is_empty();
                exposure.seen = Some(shared);
                for block in free {
                    exposure.blocks.insert(block);
                }
            }
            if exposure.is_open && exposure.cidrs.last() != Some(&live.id) {
                exposure.cidrs.push(live.id);
            }
        }
    }
    let exposed = found.into_iter().filter(|(_, exposure)| !exposure.cidrs.is_empty());
    let danger = exposed.map(|(pool, exposure)| Danger {
        pool,
        cidrs: exposure.cidrs,
        exposed: exposure.blocks.blocks().collect(),
    });
    danger.collect()
}

/// What a pool exposes, as far as it has been looked at.
#[derive(Default)]
struct Exposure {
    cidrs: Vec<Id<VpcCidr>>,
    blocks: BlockSet,
    /// What was looked at last, and whether something of it is free.
    seen: Option<Cidr>,
    is_open: bool,
}

/// Whether the CIDR is from no pool, so that its addresses are nobody's to a pool. One that is ignored is so on purpose, and its
/// addresses are handed out all the same.
fn is_loose(cidr: &LiveCidr) -> bool {
    !matches!(cidr.standing, Standing::Managed(_))
}

fn free(taken: impl Iterator<Item = Cidr>, shared: Cidr) -> Vec<Cidr> {
    let mut set = BlockSet::new();
    for cidr in taken {
        set.insert(cidr);
    }
    set.free_blocks_within(shared).collect()
}

/// What a pool would hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The block: the lowest that is free, as AWS was observed to choose. AWS documents no rule.
    pub cidr: Cidr,
    /// The CIDRs of running VPCs that have the same addresses.
    pub breaks: Vec<Id<VpcCidr>>,
    /// Those of them that the pool would otherwise import: an allocation in their range stops that for good.
    pub never_imported: Vec<Id<VpcCidr>>,
}

impl Prediction {
    /// What it would break, in one sentence; none when it breaks nothing.
    pub fn sentence(&self, plan: &Plan) -> Option<String> {
        let design = plan.design();
        let mut names = Vec::new();
        for id in &self.breaks {
            let row = design.vpc_cidrs.get(id)?;
            let vpc = design.vpcs.get(&row.vpc)?;
            let name = [&vpc.name, vpc.aws_id.as_ref().unwrap_or(&vpc.name)];
            let name = name.into_iter().find(|name| !name.is_empty());
            names.push(format!("{} of {}", row.cidr, name.map_or("a VPC", String::as_str)));
        }
        if names.is_empty() {
            return None;
        }
        let end = match self.never_imported.as_slice() {
            [] => "",
            _ => ", and IPAM could never import what overlaps it",
        };
        Some(format!(
            "{} lies in {}, which is running{end}",
            self.cidr,
            names.join(" and ")
        ))
    }
}

/// What `pool` would hand out for a request of `length`, and what of the running network that would break.
///
/// # Errors
/// Why it has nothing to hand out.
pub fn predict(
    plan: &Plan,
    index: &Index,
    live: &[LiveCidr],
    pool: Id<Pool>,
    length: NetmaskLength,
) -> Result<Prediction, Unplaceable> {
    let proposal = propose(index, plan, pool, Wanted::Length(length, Strategy::LowestAddress))?;
    let scope = index.pool(pool).map(|entry| entry.scope());
    let overlapping = live
        .iter()
        .filter(|live| Some(live.scope) == scope && live.cidr.overlaps(proposal.cidr));
    let imports = plan
        .design()
        .pools
        .get(&pool)
        .filter(|row| row.auto_import == AutoImport::Enabled);
    let locale = imports.and_then(|row| row.locale);
    let mut prediction = Prediction {
        cidr: proposal.cidr,
        breaks: Vec::new(),
        never_imported: Vec::new(),
    };
    for live in overlapping {
        prediction.breaks.push(live.id);
        if locale == Some(live.region) && matches!(live.standing, Standing::Unmanaged(_)) {
            prediction.never_imported.push(live.id);
        }
    }
    Ok(prediction)
}
