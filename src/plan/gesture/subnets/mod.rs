//! Subnets of a VPC CIDR from Availability Zones and purposes, as one step.

mod problem;
mod size;
mod zone;

use super::Gesture;
use crate::address::{AddressCount, Cidr, FreeSpace, NetmaskLength, Strategy};
use crate::ordered::{OrderedSet, sort_by_key};
use crate::plan::index::Index;
use crate::plan::{CountedIds, Edit, Id, IdSource, Node, Plan, RegionCode, Subnet, VpcCidr};
pub use problem::SubnetProblem;
pub use size::SubnetSize;
use size::{length_of, subnet_lengths};
pub use zone::ZoneLetter;

/// AWS keeps the first four addresses of a subnet and the last, of IPv4 and of IPv6:
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.
const KEPT_BY_AWS: u128 = 5;

/// The pattern of names that stands for itself in most plans.
pub const SUBNET_NAMES: &str = "{vpc}-{purpose}-{zone}";

/// The subnets that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubnets {
    /// The CIDR they lie in.
    pub within: Id<VpcCidr>,
    /// In which Availability Zones: each purpose gets one subnet in each.
    pub zones: OrderedSet<ZoneLetter>,
    /// What for.
    pub purposes: Vec<Purpose>,
    /// What they are called: `{vpc}`, `{purpose}`, `{zone}` (`eu-central-1a`), `{letter}` (`a`) and `{cidr}` stand for what
    /// they say, for example [`SUBNET_NAMES`].
    pub names: String,
}

/// What some subnets are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// For example "public", "private", "isolated" or "pods".
    pub name: String,
    /// How large its subnets are.
    pub size: SubnetSize,
}

/// Subnets that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignedSubnets {
    /// The edit.
    pub gesture: Gesture,
    /// What it adds, by purpose and zone.
    pub subnets: Vec<DesignedSubnet>,
    /// The addresses of the CIDR that are in no subnet then.
    pub left: AddressCount,
    /// The largest block of them.
    pub largest_left: Option<Cidr>,
}

/// A subnet that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignedSubnet {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Its Availability Zone.
    pub zone: String,
    /// Its block.
    pub cidr: Cidr,
    /// Its addresses without the five that AWS keeps.
    pub usable: AddressCount,
}

/// Places the subnets beside those that the CIDR has already: the largest first, each at the lowest address where it fits, so
/// that all fit whenever they can, and what is left lies at the end.
///
/// O(n log n) in the subnets of the VPC and those that are wanted.
///
/// # Errors
/// The first thing that does not fit, and why. All or none: a part is for whoever asks to decide.
pub fn design_subnets(
    plan: &Plan,
    index: &Index,
    new: &NewSubnets,
    ids: &mut dyn IdSource,
) -> Result<DesignedSubnets, SubnetProblem> {
    let design = plan.design();
    let within = design.vpc_cidrs.get(&new.within).ok_or(SubnetProblem::NoCidr)?;
    let vpc = design.vpcs.get(&within.vpc).ok_or(SubnetProblem::NoCidr)?;
    let entry = index.vpc(within.vpc).ok_or(SubnetProblem::NoCidr)?;
    check_zones(new, vpc.region)?;
    check_purposes(new)?;
    let mut wanted = Vec::new();
    for (at, purpose) in new.purposes.iter().enumerate() {
        let length = length_of(purpose, new.zones.len(), within.cidr)?;
        wanted.extend(new.zones.iter().map(|letter| (length, at, *letter)));
    }
    sort_by_key(&mut wanted, |key| *key);
    let taken = entry.subnets().iter().map(|(cidr, _)| *cidr);
    let taken = taken.filter(|cidr| cidr.overlaps(within.cidr));
    let mut space = FreeSpace::new(within.cidr.family(), [within.cidr], taken);
    let mut placed: Vec<(usize, ZoneLetter, Cidr)> = Vec::new();
    let zone_name = |letter: ZoneLetter| letter.zone_of(vpc.region);
    for (length, at, letter) in &wanted {
        let Some(cidr) = space.take_next(*length, Strategy::LowestAddress) else {
            return Err(SubnetProblem::NoRoom {
                purpose: name_at(new, *at),
                zone: zone_name(*letter),
                length: *length,
                fit: placed.len(),
                wanted: wanted.len(),
                largest: space.largest_free_block(),
            });
        };
        placed.push((*at, *letter, cidr));
    }
    sort_by_key(&mut placed, |key| *key);
    let mut edit = Edit::new();
    let mut subnets = Vec::new();
    for (at, letter, cidr) in placed {
        let (purpose, zone) = (name_at(new, at), zone_name(letter));
        let name = new
            .names
            .replace("{vpc}", &vpc.name)
            .replace("{purpose}", &purpose)
            .replace("{zone}", &zone)
            .replace("{letter}", &letter.to_string())
            .replace("{cidr}", &cidr.to_string());
        // Where something has no name, what would have followed it begins the name.
        let name = name.trim_matches(['-', '_', '/', '.', ' ']).to_owned();
        let row = Subnet {
            name: name.clone(),
            zone: Some(zone.clone()),
            purpose: purpose.clone(),
            ..Subnet::new(within.vpc, cidr)
        };
        edit.add(Id::mint(ids), row);
        let usable = cidr
            .size()
            .checked_sub(AddressCount::new(KEPT_BY_AWS))
            .unwrap_or_default();
        subnets.push(DesignedSubnet {
            name,
            purpose,
            zone,
            cidr,
            usable,
        });
    }
    let count = subnets.len();
    Ok(DesignedSubnets {
        gesture: Gesture {
            label: format!(
                "Add {count} {} in {} {} to {}",
                if count == 1 { "subnet" } else { "subnets" },
                new.zones.len(),
                if new.zones.len() == 1 { "zone" } else { "zones" },
                within.cidr
            ),
            edit,
            focus: Some(Node::VpcCidr(new.within)),
        },
        subnets,
        left: space.free_size(),
        largest_left: space.largest_free_block(),
    })
}

fn name_at(new: &NewSubnets, at: usize) -> String {
    new.purposes
        .get(at)
        .map(|purpose| purpose.name.trim().to_owned())
        .unwrap_or_default()
}

/// The zones that can be asked for in a Region, as far as AWS lists how many it has; all letters where it does not.
pub fn listed_zones(region: RegionCode) -> Option<u8> {
    region.listing().and_then(|listing| listing.zones)
}

fn check_zones(new: &NewSubnets, region: RegionCode) -> Result<(), SubnetProblem> {
    let listed = listed_zones(region).unwrap_or(ZoneLetter::COUNT);
    match new.zones.len() {
        0 => Err(SubnetProblem::NoZone),
        zones if zones > usize::from(listed) => Err(SubnetProblem::TooManyZones { region, listed }),
        _ => Ok(()),
    }
}

fn check_purposes(new: &NewSubnets) -> Result<(), SubnetProblem> {
    if new.purposes.is_empty() {
        return Err(SubnetProblem::NoPurpose);
    }
    let mut sum = 0;
    for (at, purpose) in new.purposes.iter().enumerate() {
        let name = purpose.name.trim();
        if new.purposes.iter().take(at).any(|other| other.name.trim() == name) {
            return Err(SubnetProblem::SamePurpose(name.to_owned()));
        }
        if let SubnetSize::Percent(percent) = purpose.size {
            sum += u32::from(percent);
        }
    }
    if sum > 100 {
        return Err(SubnetProblem::TooManyPercent(sum));
    }
    Ok(())
}

/// A size with which all subnets fit: that of the purpose which does not fit made smaller, else that of another, as little as
/// is needed. The place of the purpose and its netmask length; none when no single one is enough.
pub fn smaller_that_fits(plan: &Plan, index: &Index, new: &NewSubnets) -> Option<(usize, NetmaskLength)> {
    let Err(SubnetProblem::NoRoom { purpose, .. }) = design_subnets(plan, index, new, &mut CountedIds::default())
    else {
        return None;
    };
    let within = plan.design().vpc_cidrs.get(&new.within)?.cidr;
    let fails = new.purposes.iter().position(|other| other.name.trim() == purpose)?;
    let mut places: Vec<usize> = (0..new.purposes.len()).collect();
    sort_by_key(&mut places, |place| *place != fails);
    for place in places {
        let now = length_of(new.purposes.get(place)?, new.zones.len(), within).ok()?;
        for length in subnet_lengths(within.family()).filter(|length| *length > now) {
            let mut smaller = new.clone();
            if let Some(purpose) = smaller.purposes.get_mut(place) {
                purpose.size = SubnetSize::Length(length);
            }
            if design_subnets(plan, index, &smaller, &mut CountedIds::default()).is_ok() {
                return Some((place, length));
            }
        }
    }
    None
}
