//! A new plan from a supernet, Regions and environments: the structure that AWS's own documentation recommends.
//!
//! One top-level pool, under it one pool per Region with the Region as its locale, under each of those one pool per
//! environment: <https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html>.

use std::fmt;

use super::NewPool;
use super::add::write_pool;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::{AllocationRules, Edit, Id, IdSource, Plan, Pool, PoolParent, Refusal, RegionCode};

/// What a new plan is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlan {
    /// The name of the plan.
    pub name: String,
    /// The addresses of the top-level pool.
    pub supernet: Cidr,
    /// The Regions, the home Region first.
    pub regions: Vec<RegionCode>,
    /// The environments of every Region; none leaves the Regional pools without sub-pools.
    pub environments: Vec<Environment>,
    /// The netmask length of a Regional pool, or none for [`NewPlan::regional_length`].
    pub regional: Option<NetmaskLength>,
    /// The netmask length of an environment's pool, or none for [`NewPlan::environment_length`].
    pub environment: Option<NetmaskLength>,
}

/// An environment: what its pools are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// For example "Production".
    pub name: String,
}

/// Why no plan can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartProblem {
    /// No Region is given.
    NoRegion,
    /// A Region is given twice.
    SameRegion(RegionCode),
    /// Two environments have the same name.
    SameEnvironment(String),
    /// The Regional pools do not fit the supernet.
    NoRoomForRegions {
        /// The supernet.
        supernet: Cidr,
        /// How many pools.
        count: usize,
        /// Their length.
        length: NetmaskLength,
    },
    /// The pools of the environments do not fit a Regional pool.
    NoRoomForEnvironments {
        /// The length of a Regional pool.
        regional: NetmaskLength,
        /// How many pools.
        count: usize,
        /// Their length.
        length: NetmaskLength,
    },
    /// The plan refused it: only with ids that were given out before.
    Refused(Refusal),
}

impl fmt::Display for StartProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartProblem::NoRegion => f.write_str("Name at least one Region: the first is the home Region of the IPAM"),
            StartProblem::SameRegion(region) => write!(f, "{region} is named twice"),
            StartProblem::SameEnvironment(name) => write!(f, "Two environments are called {name}"),
            StartProblem::Refused(refusal) => refusal.fmt(f),
            StartProblem::NoRoomForRegions {
                supernet,
                count,
                length,
            } => {
                write!(
                    f,
                    "{supernet} does not hold {count} Regional pools of {length}: choose a smaller size"
                )
            }
            StartProblem::NoRoomForEnvironments {
                regional,
                count,
                length,
            } => {
                write!(
                    f,
                    "A Regional pool of {regional} does not hold {count} pools of {length}: choose a smaller size"
                )
            }
        }
    }
}

impl std::error::Error for StartProblem {}

impl NewPlan {
    /// The length of a Regional pool when none is chosen: a quarter of the supernet at most is used by the Regions that
    /// are known today and one more, the rest is for those that come.
    pub fn regional_length(&self) -> Option<NetmaskLength> {
        longer(self.supernet.netmask_length(), bits_for(self.regions.len() + 1) + 2)
    }

    /// The length of an environment's pool when none is chosen: all fit, and one more.
    pub fn environment_length(&self) -> Option<NetmaskLength> {
        let regional = self.regional.or(self.regional_length())?;
        longer(regional, bits_for(self.environments.len() + 1))
    }
}

/// The plan that `new` asks for.
///
/// # Errors
/// What cannot be had, and what to choose instead.
pub fn start(new: &NewPlan, ids: &mut dyn IdSource) -> Result<Plan, StartProblem> {
    let home = *new.regions.first().ok_or(StartProblem::NoRegion)?;
    for (at, region) in new.regions.iter().enumerate() {
        if new.regions.iter().take(at).any(|other| other == region) {
            return Err(StartProblem::SameRegion(*region));
        }
    }
    for (at, environment) in new.environments.iter().enumerate() {
        if new
            .environments
            .iter()
            .take(at)
            .any(|other| other.name == environment.name)
        {
            return Err(StartProblem::SameEnvironment(environment.name.clone()));
        }
    }

    let mut plan = Plan::new(&new.name, home);
    let mut edit = Edit::new();
    let regions = new.regions.iter().copied().collect();
    edit.update(Plan::ipam_id(), plan.ipam(), |row| row.operating_regions = regions);

    let scope = PoolParent::Scope(Plan::default_private_scope());
    let top = write_pool(
        &mut edit,
        pool("Global", scope, None, new.supernet, AllocationRules::default()),
        ids,
    );
    let regional_length = new
        .regional
        .or(new.regional_length())
        .unwrap_or(new.supernet.netmask_length());
    let blocks = blocks(new.supernet, regional_length, new.regions.len()).ok_or(StartProblem::NoRoomForRegions {
        supernet: new.supernet,
        count: new.regions.len(),
        length: regional_length,
    })?;
    for (region, block) in new.regions.iter().zip(blocks) {
        let name = region
            .listing()
            .map_or(region.as_str(), |listing| short_name(listing.name));
        let regional = pool(
            name,
            PoolParent::Pool(top),
            Some(*region),
            block,
            AllocationRules::default(),
        );
        let regional = write_pool(&mut edit, regional, ids);
        write_environments(&mut edit, ids, new, *region, regional, block)?;
    }
    plan.apply(edit).map_err(StartProblem::Refused)?;
    Ok(plan)
}

fn write_environments(
    edit: &mut Edit,
    ids: &mut dyn IdSource,
    new: &NewPlan,
    region: RegionCode,
    regional: Id<Pool>,
    block: Cidr,
) -> Result<(), StartProblem> {
    let length = new
        .environment
        .or(new.environment_length())
        .unwrap_or(block.netmask_length());
    let count = new.environments.len();
    let no_room = StartProblem::NoRoomForEnvironments {
        regional: block.netmask_length(),
        count,
        length,
    };
    for (environment, block) in new
        .environments
        .iter()
        .zip(blocks(block, length, count).ok_or(no_room)?)
    {
        let rules = rules_for_vpcs(block);
        write_pool(
            edit,
            pool(
                &environment.name,
                PoolParent::Pool(regional),
                Some(region),
                block,
                rules,
            ),
            ids,
        );
    }
    Ok(())
}

/// What VPCs may ask for: from the largest VPC that AWS allows and the pool holds to the smallest, and in between what
/// is common. IPv4: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.
pub(crate) fn rules_for_vpcs(block: Cidr) -> AllocationRules {
    let (largest, common, smallest) = match block.family() {
        Family::Ipv4 => (16, 20, 28),
        Family::Ipv6 => (44, 56, 60),
    };
    let min = block.netmask_length().get().max(largest);
    if min >= smallest {
        return AllocationRules::default();
    }
    let default = common.max(min);
    AllocationRules {
        min: NetmaskLength::new(min),
        max: NetmaskLength::new(smallest),
        default: NetmaskLength::new(default),
    }
}

fn pool(name: &str, parent: PoolParent, locale: Option<RegionCode>, cidr: Cidr, rules: AllocationRules) -> NewPool {
    NewPool {
        name: name.to_owned(),
        description: String::new(),
        parent,
        family: cidr.family(),
        locale,
        rules,
        cidrs: vec![cidr],
    }
}

/// The first `count` blocks of `length` in `within`, or `None` when they do not fit.
fn blocks(within: Cidr, length: NetmaskLength, count: usize) -> Option<Vec<Cidr>> {
    if length < within.netmask_length() || !length.fits(within.family()) {
        return (count == 0).then(Vec::new);
    }
    let blocks: Vec<Cidr> = within.split(length)?.take(count).collect();
    (blocks.len() == count).then_some(blocks)
}

/// "Frankfurt" out of "Europe (Frankfurt)".
pub(crate) fn short_name(name: &str) -> &str {
    match (name.find('('), name.rfind(')')) {
        (Some(open), Some(close)) if open < close => name[open + 1..close].trim_start_matches("N. "),
        _ => name,
    }
}

fn longer(length: NetmaskLength, by: u8) -> Option<NetmaskLength> {
    NetmaskLength::new(length.get().checked_add(by)?)
}

/// The bits that number `count` things: 0 for one, 2 for three or four.
fn bits_for(count: usize) -> u8 {
    u8::try_from(count.max(1).next_power_of_two().trailing_zeros()).unwrap_or(u8::MAX)
}
