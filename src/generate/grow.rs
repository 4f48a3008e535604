//! From a blueprint to the tree that it describes.

use std::fmt;

use super::blueprint::{Blueprint, LevelSize, Member, Naming};
use crate::address::{AddressCount, Cidr, FreeSpace, NetmaskLength};
use crate::ordered::OrderedMap;
use crate::plan::gesture::{Locked, lock_above, rules_for_vpcs, short_name};
use crate::plan::index::Index;
use crate::plan::{AllocationRules, Legend, LegendPart, Meaning, Node, Plan, PoolParent, RegionCode, WIDEST_PART};
use crate::rules::quotas::{POOL_DEPTH, POOLS_PER_SCOPE, Quota};

/// More pools than this are not generated: AWS's default is 50 in a scope.
const MOST_POOLS: usize = 5_000;

/// More levels than this are not generated.
const MOST_LEVELS: usize = 16;

/// A pool that is generated, with those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// Its locale.
    pub locale: Option<RegionCode>,
    /// Its CIDR.
    pub cidr: Cidr,
    /// Its allocation rules.
    pub rules: AllocationRules,
    /// What the bits of its addresses mean: the levels. Said by the pool on top for all.
    pub legend: Legend,
    /// What is not given to a pool below it.
    pub left: AddressCount,
    /// The pools below it.
    pub branches: Vec<Branch>,
}

/// What would be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The pool on top.
    pub top: Branch,
    /// How many pools that are.
    pub pools: usize,
    /// The lengths of the levels, the outermost first.
    pub lengths: Vec<NetmaskLength>,
    /// The quotas that count here, each with what the plan would use.
    pub quotas: Vec<QuotaUse>,
}

/// How much of a quota would be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaUse {
    /// The quota.
    pub quota: Quota,
    /// What it is in this plan.
    pub limit: usize,
    /// What would be used of it.
    pub used: usize,
}

impl QuotaUse {
    /// Whether more is used than there is.
    pub fn is_over(&self) -> bool {
        self.used > self.limit
    }
}

impl fmt::Display for QuotaUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { quota, limit, used } = self;
        let whose = if *limit == quota.default {
            "AWS's default"
        } else {
            "the plan's quota"
        };
        match self.is_over() {
            true => write!(f, "{}: {used} do not fit {whose} of {limit}", quota.name),
            false => write!(f, "{}: {used} of {limit}", quota.name),
        }
    }
}

/// Why nothing is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GenerateProblem {
    /// A level has no members.
    NoMembers(usize),
    /// Two members of a level are the same.
    SameMember(usize, String),
    /// It would come into a locked pool.
    Locked(Locked),
    /// More levels than can be of use: AWS nests pools ten deep.
    TooManyLevels,
    /// Too many pools to be of use to anybody.
    TooMany(usize),
    /// The pools of a level do not fit the one above.
    NoRoom {
        /// Which level, from 0.
        level: usize,
        /// How many pools.
        count: usize,
        /// Their length, if there is one.
        length: Option<NetmaskLength>,
        /// The length of the pool above.
        above: NetmaskLength,
    },
}

impl fmt::Display for GenerateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMembers(level) => write!(f, "Level {} has no members: name at least one", level + 1),
            Self::SameMember(level, name) => write!(f, "Level {} names {name} twice", level + 1),
            Self::Locked(locked) => locked.fmt(f),
            Self::TooManyLevels => write!(
                f,
                "At most {MOST_LEVELS} levels are generated: AWS nests pools ten deep"
            ),
            Self::TooMany(pools) => write!(
                f,
                "That would be {pools} pools; at most {MOST_POOLS} are generated: leave out a level, or members"
            ),
            Self::NoRoom {
                level,
                count,
                length: Some(length),
                above,
            } => write!(
                f,
                "A pool of {above} does not hold {count} pools of {length} on level {}: choose smaller ones, or less headroom",
                level + 1
            ),
            Self::NoRoom {
                level, count, above, ..
            } => write!(
                f,
                "A pool of {above} does not hold {count} pools on level {}: choose a larger supernet, or less headroom",
                level + 1
            ),
        }
    }
}

impl std::error::Error for GenerateProblem {}

/// The tree that a blueprint describes, and what it would use of the quotas of `plan`.
///
/// # Errors
/// What does not fit, or is not said.
pub fn preview(plan: &Plan, index: &Index, blueprint: &Blueprint) -> Result<Preview, GenerateProblem> {
    if let PoolParent::Pool(above) = blueprint.parent
        && let Some(locked) = lock_above(plan, index, Node::Pool(above))
    {
        return Err(GenerateProblem::Locked(locked));
    }
    if blueprint.levels.len() > MOST_LEVELS {
        return Err(GenerateProblem::TooManyLevels);
    }
    let mut pools = 1_usize;
    let mut of_level = 1_usize;
    for (at, level) in blueprint.levels.iter().enumerate() {
        if level.members.is_empty() {
            return Err(GenerateProblem::NoMembers(at));
        }
        for (before, member) in level.members.iter().enumerate() {
            if level
                .members
                .iter()
                .take(before)
                .any(|other| name_of(other) == name_of(member))
            {
                return Err(GenerateProblem::SameMember(at, name_of(member)));
            }
        }
        of_level = of_level.saturating_mul(level.members.len());
        pools = pools.saturating_add(of_level);
    }
    if pools > MOST_POOLS {
        return Err(GenerateProblem::TooMany(pools));
    }
    let lengths = lengths(blueprint)?;
    let top = grow(blueprint, &lengths)?;
    Ok(Preview {
        quotas: quotas(plan, index, blueprint, pools),
        top,
        pools,
        lengths,
    })
}

/// The netmask length of each level.
///
/// What a level says counts. One that says nothing takes what those below need, if one of them says a size, and else its share of
/// the one above.
fn lengths(blueprint: &Blueprint) -> Result<Vec<NetmaskLength>, GenerateProblem> {
    let family = blueprint.supernet.family();
    let mut lengths: Vec<Option<NetmaskLength>> = Vec::new();
    for level in &blueprint.levels {
        lengths.push(match level.size {
            LevelSize::Length(length) => Some(length),
            LevelSize::Fit(_) => None,
        });
    }
    // From below: a pool holds the pools of the next level with their headroom.
    for (at, pair) in blueprint.levels.windows(2).enumerate().rev() {
        let [level, below] = pair else { continue };
        let LevelSize::Fit(headroom) = level.size else { continue };
        let below_length = lengths.get(at + 1).copied().flatten();
        if let (Some(length @ None), Some(below_length)) = (lengths.get_mut(at), below_length) {
            *length = below_length
                .get()
                .checked_sub(headroom.bits(below.members.len()))
                .and_then(NetmaskLength::new);
        }
    }
    // From above: what is left takes its share.
    let mut above = blueprint.supernet.netmask_length();
    let mut found = Vec::with_capacity(lengths.len());
    for (at, (level, length)) in blueprint.levels.iter().zip(lengths).enumerate() {
        let count = level.members.len();
        let length = match (length, level.size) {
            (Some(length), _) => Some(length),
            (None, LevelSize::Fit(headroom)) => {
                let share = above
                    .get()
                    .checked_add(headroom.bits(count))
                    .and_then(NetmaskLength::new);
                share.filter(|length| length.fits(family))
            }
            (None, LevelSize::Length(length)) => Some(length),
        };
        let no_room = GenerateProblem::NoRoom {
            level: at,
            count,
            length,
            above,
        };
        above = length
            .filter(|length| length.fits(family) && above <= *length)
            .ok_or(no_room)?;
        found.push(above);
    }
    Ok(found)
}

fn grow(blueprint: &Blueprint, lengths: &[NetmaskLength]) -> Result<Branch, GenerateProblem> {
    let top = Branch {
        name: blueprint.name.clone(),
        locale: None,
        cidr: blueprint.supernet,
        rules: AllocationRules::default(),
        legend: Legend::default(),
        left: AddressCount::ZERO,
        branches: Vec::new(),
    };
    let mut top = fill(blueprint, lengths, 0, "", top)?;
    top.legend = legend(blueprint, lengths, &top);
    Ok(top)
}

/// What the bits of the levels mean. Each pool of a level is divided as the first one is: it says it for all.
fn legend(blueprint: &Blueprint, lengths: &[NetmaskLength], top: &Branch) -> Legend {
    let family = blueprint.supernet.family();
    let mut parts = Vec::new();
    let (mut from, mut branch) = (blueprint.supernet.netmask_length(), top);
    for (level, to) in blueprint.levels.iter().zip(lengths) {
        let part = LegendPart {
            name: level.kind.word().to_owned(),
            from: from.get(),
            to: to.get(),
            values: OrderedMap::new(),
        };
        let value = |(member, branch): (&Member, &Branch)| match part.of(branch.cidr) {
            Some(Meaning::One(value)) => Some((value, name_of(member))),
            _ => None,
        };
        let values = level.members.iter().zip(&branch.branches).filter_map(value).collect();
        // A level of one pool that takes all of the one above has no bits.
        if from < *to && part.width() <= WIDEST_PART {
            parts.push(LegendPart { values, ..part });
        }
        from = *to;
        match branch.branches.first() {
            Some(first) => branch = first,
            None => break,
        }
    }
    Legend::new(family, parts).unwrap_or_default()
}

/// The branch with those below it. It goes as deep as there are levels, which are few.
fn fill(
    blueprint: &Blueprint,
    lengths: &[NetmaskLength],
    depth: usize,
    path: &str,
    mut branch: Branch,
) -> Result<Branch, GenerateProblem> {
    let mut space = FreeSpace::new(branch.cidr.family(), [branch.cidr], []);
    let (Some(level), Some(length)) = (blueprint.levels.get(depth), lengths.get(depth)) else {
        branch.left = space.free_size();
        branch.rules = rules_for_vpcs(branch.cidr);
        return Ok(branch);
    };
    for member in &level.members {
        let cidr = space
            .take_next(*length, blueprint.strategy)
            .ok_or(GenerateProblem::NoRoom {
                level: depth,
                count: level.members.len(),
                length: Some(*length),
                above: branch.cidr.netmask_length(),
            })?;
        let own = name_of(member);
        let path = if path.is_empty() {
            own.clone()
        } else {
            format!("{path} {own}")
        };
        let below = Branch {
            name: match blueprint.naming {
                Naming::Member => own,
                Naming::Path => path.clone(),
            },
            locale: match member {
                Member::Region(region) => Some(*region),
                Member::Named(_) => branch.locale,
            },
            cidr,
            rules: AllocationRules::default(),
            legend: Legend::default(),
            left: AddressCount::ZERO,
            branches: Vec::new(),
        };
        branch.branches.push(fill(blueprint, lengths, depth + 1, &path, below)?);
    }
    branch.left = space.free_size();
    Ok(branch)
}

fn name_of(member: &Member) -> String {
    match member {
        Member::Named(name) => name.trim().to_owned(),
        Member::Region(region) => {
            let listed = region.listing().map(|listing| short_name(listing.name));
            listed.unwrap_or(region.as_str()).to_owned()
        }
    }
}

fn quotas(plan: &Plan, index: &Index, blueprint: &Blueprint, pools: usize) -> Vec<QuotaUse> {
    let (scope, above) = match blueprint.parent {
        PoolParent::Scope(scope) => (Some(scope), 0),
        PoolParent::Pool(pool) => {
            let entry = index.pool(pool);
            (
                entry.map(|entry| entry.scope()),
                entry.map_or(0, |entry| entry.depth() as usize),
            )
        }
    };
    let there = scope
        .and_then(|scope| index.scope(scope))
        .map_or(0, |entry| entry.pool_count());
    let uses = [
        (POOLS_PER_SCOPE, there + pools),
        (POOL_DEPTH, above + 1 + blueprint.levels.len()),
    ];
    let uses = uses.into_iter().map(|(quota, used)| QuotaUse {
        quota,
        limit: quota.value(plan),
        used,
    });
    uses.collect()
}
