//! A tree of pools that covers what runs, with room to grow.

use super::ground::{Claims, foreign, grown, joined};
use super::orders::Left;
use super::survey::{LiveCidr, Standing};
use crate::address::{BlockSet, Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet, sort};
use crate::plan::gesture::Gesture;
use crate::plan::index::Index;
use crate::plan::{AutoImport, Edit, Id, IdSource, Node, Plan, Pool, PoolCidr, PoolParent, RegionCode, Scope, VpcCidr};

/// How much more than what runs a Region gets, where the addresses around are nobody's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Growth {
    /// Only what runs.
    None,
    /// Twice as much.
    #[default]
    Double,
    /// Four times as much.
    Fourfold,
}

impl Growth {
    /// By how many bits a block may grow.
    fn bits(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Double => 1,
            Self::Fourfold => 2,
        }
    }
}

/// Whether a proposed pool is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// It is.
    #[default]
    Wanted,
    /// It is left out.
    LeftOut,
}

/// A pool that is proposed. Every field can be edited before it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedPool {
    /// Its name.
    pub name: String,
    /// The scope.
    pub scope: Id<Scope>,
    /// The Region that it serves: none for the pool above those of the Regions.
    pub region: Option<RegionCode>,
    /// Its CIDRs.
    pub cidrs: Vec<Cidr>,
    /// The CIDRs that run in it.
    pub covers: Vec<Id<VpcCidr>>,
    /// Whether it is wanted.
    pub wish: Wish,
}

/// Pools that cover what runs and no pool holds, scope by scope: one for each Region, below one for all. Blocks of a Region that
/// lie together become one, and grow where nothing else is in the way. O(n log n) in what runs.
pub fn propose_tree(plan: &Plan, index: &Index, live: &[LiveCidr], growth: Growth) -> Vec<ProposedPool> {
    let mut regions: OrderedMap<(Id<Scope>, RegionCode), Vec<&LiveCidr>> = OrderedMap::new();
    for cidr in live {
        if is_uncovered(cidr) && cidr.cidr.family() == Family::Ipv4 && !is_in_pool(index, cidr) {
            regions.or_insert((cidr.scope, cidr.region), Vec::new()).push(cidr);
        }
    }
    let mut proposed: Vec<ProposedPool> = Vec::new();
    let scopes: OrderedSet<Id<Scope>> = regions.keys().map(|(scope, _)| *scope).collect();
    for scope in &scopes {
        let of_scope = || regions.iter().filter(|((of, _), _)| of == scope);
        // What another Region runs in already is not to be grown over, nor can two pools have one block.
        let claimed = of_scope().flat_map(|((_, region), cidrs)| cidrs.iter().map(|live| (live.cidr, *region)));
        let claims = Claims::new(claimed.collect());
        let mut taken = foreign(plan, index, *scope);
        let first = proposed.len();
        proposed.push(ProposedPool {
            name: "Running network".to_owned(),
            scope: *scope,
            region: None,
            cidrs: Vec::new(),
            covers: Vec::new(),
            wish: Wish::Wanted,
        });
        for ((_, region), cidrs) in of_scope() {
            let is_free = |block: Cidr| !taken.intersects(block) && claims.is_only(*region, block);
            let mut own: Vec<Cidr> = cidrs.iter().map(|live| live.cidr).collect();
            sort(&mut own);
            own.dedup();
            own.retain(|cidr| claims.is_undisputed(*region, *cidr) && !taken.intersects(*cidr));
            let mut blocks: Vec<Cidr> = Vec::new();
            for cidr in own {
                if blocks.last().is_none_or(|last| !last.contains(cidr)) {
                    blocks.push(grown(cidr, growth.bits(), is_free));
                }
            }
            let set = set_of(&blocks);
            for block in blocks {
                taken.insert(block);
            }
            if set.is_empty() {
                continue;
            }
            let covers = cidrs.iter().filter(|live| set.contains(live.cidr));
            proposed.push(ProposedPool {
                name: region.to_string(),
                scope: *scope,
                region: Some(*region),
                covers: covers.map(|live| live.id).collect(),
                cidrs: set.blocks().collect(),
                wish: Wish::Wanted,
            });
        }
        if proposed.len() == first + 1 {
            proposed.truncate(first);
        }
    }
    put_tops_around(&mut proposed);
    proposed
}

/// Gives the pools above those of the Regions the CIDRs of all that are wanted below them. To be called when one is edited.
pub fn put_tops_around(proposed: &mut [ProposedPool]) {
    let mut below: OrderedMap<Id<Scope>, Vec<Cidr>> = OrderedMap::new();
    for pool in proposed.iter() {
        if pool.region.is_some() && pool.wish == Wish::Wanted {
            below.or_insert(pool.scope, Vec::new()).extend(&pool.cidrs);
        }
    }
    for pool in proposed.iter_mut().filter(|pool| pool.region.is_none()) {
        pool.cidrs = joined(below.remove(&pool.scope).unwrap_or_default());
    }
}

/// What runs in no pool and is in none of the proposed ones either, and why. O(n log n).
pub fn left_by(index: &Index, live: &[LiveCidr], proposed: &[ProposedPool]) -> Vec<Left> {
    let covered: OrderedSet<Id<VpcCidr>> = proposed.iter().flat_map(|pool| pool.covers.iter().copied()).collect();
    let uncovered = live
        .iter()
        .filter(|live| is_uncovered(live) && !covered.contains(&live.id));
    let left = uncovered.filter_map(|live| {
        let why = if live.cidr.family() != Family::Ipv4 {
            "it is of IPv6: provision what Amazon gave, or what is yours, by hand"
        } else if !is_in_pool(index, live) {
            "what runs in another Region, or a network on premises, has addresses of it"
        } else if matches!(live.standing, Standing::OutsidePools) {
            "a pool holds only a part of it"
        } else {
            // A conflict inside a pool needs no pool.
            return None;
        };
        Some(Left {
            id: live.id,
            why: why.to_owned(),
        })
    });
    left.collect()
}

/// Whether a proposed pool is to cover it.
pub(super) fn is_uncovered(live: &LiveCidr) -> bool {
    matches!(live.standing, Standing::OutsidePools | Standing::Conflicting(_))
}

/// Whether a pool has addresses of it.
pub(super) fn is_in_pool(index: &Index, live: &LiveCidr) -> bool {
    let scope = index.scope(live.scope);
    scope.is_some_and(|scope| scope.of_pools().meeting(live.cidr).next().is_some())
}

fn set_of(blocks: &[Cidr]) -> BlockSet {
    let mut set = BlockSet::new();
    for block in blocks {
        set.insert(*block);
    }
    set
}

/// The wanted pools as one step: those of Regions below that of their scope which has no Region, if that is wanted.
pub fn build_tree(proposed: &[ProposedPool], ids: &mut dyn IdSource) -> Option<Gesture> {
    let mut edit = Edit::new();
    let mut tops: OrderedMap<Id<Scope>, Id<Pool>> = OrderedMap::new();
    let wanted = proposed.iter().filter(|pool| pool.wish == Wish::Wanted);
    let (first, behind): (Vec<&ProposedPool>, Vec<&ProposedPool>) = wanted.partition(|pool| pool.region.is_none());
    let (mut count, mut focus) = (0_usize, None);
    for pool in first.into_iter().chain(behind) {
        let Some(family) = pool.cidrs.first().map(|cidr| cidr.family()) else {
            continue;
        };
        let id: Id<Pool> = Id::mint(ids);
        let parent = match (pool.region, tops.get(&pool.scope)) {
            (Some(_), Some(top)) => PoolParent::Pool(*top),
            _ => PoolParent::Scope(pool.scope),
        };
        if pool.region.is_none() {
            tops.insert(pool.scope, id);
        }
        let mut row = Pool::new(parent, family);
        row.name = pool.name.clone();
        row.locale = pool.region;
        row.auto_import = AutoImport::Disabled;
        edit.add(id, row);
        for cidr in &pool.cidrs {
            edit.add(Id::mint(ids), PoolCidr { pool: id, cidr: *cidr });
        }
        count += 1;
        focus = focus.or(Some(Node::Pool(id)));
    }
    (count > 0).then(|| Gesture {
        label: match count {
            1 => "Add a pool around what runs".to_owned(),
            _ => format!("Add {count} pools around what runs"),
        },
        edit,
        focus,
    })
}
