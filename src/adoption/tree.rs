//! A tree of pools that covers what runs, with room to grow.

use super::survey::{LiveCidr, Standing};
use crate::address::{BlockSet, Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet, sort};
use crate::plan::gesture::Gesture;
use crate::plan::index::{Block, Index};
use crate::plan::{AutoImport, Edit, Id, IdSource, Plan, Pool, PoolCidr, PoolParent, RegionCode, Scope, VpcCidr};

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
}

/// The private ranges, beyond which a private block does not grow: RFC 1918 and RFC 6598.
const RANGES: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/// Pools that cover what runs and no pool holds, scope by scope: one for each Region, below one for all. Blocks of a Region that
/// lie together become one, and grow where nothing else is in the way. O(n log n) in what runs.
pub fn propose_tree(plan: &Plan, index: &Index, live: &[LiveCidr], growth: Growth) -> Vec<ProposedPool> {
    let mut regions: OrderedMap<(Id<Scope>, RegionCode), Vec<&LiveCidr>> = OrderedMap::new();
    for cidr in live {
        let uncovered = matches!(cidr.standing, Standing::OutsidePools | Standing::Conflicting(_));
        if uncovered && cidr.cidr.family() == Family::Ipv4 && !is_in_pool(index, cidr) {
            regions.or_insert((cidr.scope, cidr.region), Vec::new()).push(cidr);
        }
    }
    let mut proposed: Vec<ProposedPool> = Vec::new();
    let scopes: OrderedSet<Id<Scope>> = regions.keys().map(|(scope, _)| *scope).collect();
    for scope in &scopes {
        let mut regional: Vec<ProposedPool> = Vec::new();
        let mut taken = foreign(plan, index, *scope);
        let of_scope = || regions.iter().filter(|((of, _), _)| of == scope);
        // What another Region runs in already is not to be grown over, nor can two pools have one block.
        let mut owner: OrderedMap<Cidr, RegionCode> = OrderedMap::new();
        for ((_, region), cidrs) in of_scope() {
            for live in cidrs {
                owner.or_insert(live.cidr, *region);
            }
        }
        for ((_, region), cidrs) in of_scope() {
            let mut own: Vec<Cidr> = cidrs.iter().map(|live| live.cidr).collect();
            sort(&mut own);
            own.dedup();
            let mut others = taken.clone();
            for (cidr, of) in &owner {
                if of != region {
                    others.insert(*cidr);
                }
            }
            own.retain(|cidr| !others.intersects(*cidr));
            let mut blocks: Vec<Cidr> = Vec::new();
            for cidr in own {
                if blocks.last().is_none_or(|last| !last.contains(cidr)) {
                    blocks.push(grown(cidr, growth, &others));
                }
            }
            let blocks = joined(blocks);
            for block in &blocks {
                taken.insert(*block);
            }
            if blocks.is_empty() {
                continue;
            }
            let covers = cidrs
                .iter()
                .filter(|live| blocks.iter().any(|block| block.contains(live.cidr)));
            regional.push(ProposedPool {
                name: region.to_string(),
                scope: *scope,
                region: Some(*region),
                covers: covers.map(|live| live.id).collect(),
                cidrs: blocks,
            });
        }
        if regional.is_empty() {
            continue;
        }
        let all = regional.iter().flat_map(|pool| pool.cidrs.iter().copied());
        proposed.push(ProposedPool {
            name: "Running network".to_owned(),
            scope: *scope,
            region: None,
            cidrs: joined(all.collect()),
            covers: Vec::new(),
        });
        proposed.extend(regional);
    }
    proposed
}

fn is_in_pool(index: &Index, live: &LiveCidr) -> bool {
    let scope = index.scope(live.scope);
    scope.is_some_and(|scope| scope.of_pools().meeting(live.cidr).next().is_some())
}

/// The addresses of a scope that pools hold, and those of networks on premises.
fn foreign(plan: &Plan, index: &Index, scope: Id<Scope>) -> BlockSet {
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

/// The block with room to grow: as far as it stays in its private range, and nobody else is there.
fn grown(cidr: Cidr, growth: Growth, others: &BlockSet) -> Cidr {
    let range = RANGES
        .iter()
        .filter_map(|range| range.parse::<Cidr>().ok())
        .find(|range| range.contains(cidr));
    let Some(range) = range else { return cidr };
    let mut block = cidr;
    for _ in 0..growth.bits() {
        match block.parent() {
            Some(parent) if range.contains(parent) && !others.intersects(parent) => block = parent,
            _ => break,
        }
    }
    block
}

/// The blocks, of which none holds another, and siblings are one.
fn joined(blocks: Vec<Cidr>) -> Vec<Cidr> {
    let mut set = BlockSet::new();
    for block in blocks {
        set.insert(block);
    }
    set.blocks().collect()
}

/// The pools as one step: those of Regions below that of their scope which has no Region, if there is one.
pub fn build_tree(proposed: &[ProposedPool], ids: &mut dyn IdSource) -> Option<Gesture> {
    let mut edit = Edit::new();
    let mut tops: OrderedMap<Id<Scope>, Id<Pool>> = OrderedMap::new();
    let (first, behind): (Vec<&ProposedPool>, Vec<&ProposedPool>) =
        proposed.iter().partition(|pool| pool.region.is_none());
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
    }
    let count = proposed.len();
    (!edit.is_empty()).then(|| Gesture {
        label: format!("Add {count} pools around what runs"),
        edit,
        focus: None,
    })
}
