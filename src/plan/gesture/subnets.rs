//! Subnets of a VPC CIDR from Availability Zones and purposes, as one step.

use std::fmt;

use super::Gesture;
use crate::address::{AddressCount, Cidr, Family, FreeSpace, NetmaskLength, Strategy};
use crate::ordered::sort_by_key;
use crate::plan::index::Index;
use crate::plan::{Edit, Id, IdSource, Node, Plan, RegionCode, Subnet, VpcCidr};

/// AWS keeps the first four addresses of a subnet and the last, of IPv4 and of IPv6:
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.
const KEPT_BY_AWS: u128 = 5;

/// Zones are named by one letter after the Region.
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// The subnets that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubnets {
    /// The CIDR they lie in.
    pub within: Id<VpcCidr>,
    /// In how many Availability Zones: each purpose gets one subnet in each.
    pub zones: u8,
    /// What for.
    pub purposes: Vec<Purpose>,
}

/// What some subnets are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// For example "public", "private", "isolated" or "pods".
    pub name: String,
    /// How large its subnets are.
    pub size: SubnetSize,
}

/// How large the subnets of a purpose are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubnetSize {
    /// Each has this netmask length.
    Length(NetmaskLength),
    /// All together, over all zones, take at most so many percent of the CIDR.
    Percent(u8),
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
    /// What it is for.
    pub purpose: String,
    /// Its Availability Zone.
    pub zone: String,
    /// Its block.
    pub cidr: Cidr,
    /// Its addresses without the five that AWS keeps.
    pub usable: AddressCount,
}

/// Why no subnets can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubnetProblem {
    /// The CIDR does not exist, or nothing is known about its VPC.
    NoCidr,
    /// No zone is asked for.
    NoZone,
    /// More zones than the Region has.
    TooManyZones {
        /// The Region.
        region: RegionCode,
        /// How many AWS lists, or how many letters there are.
        listed: u8,
    },
    /// Nothing is asked for.
    NoPurpose,
    /// A purpose is named twice.
    SamePurpose(String),
    /// AWS makes no subnet of this length.
    WrongLength {
        /// The purpose.
        purpose: String,
        /// The length.
        length: NetmaskLength,
        /// The family of the CIDR.
        family: Family,
    },
    /// The shares are more than all.
    TooManyPercent(u32),
    /// A share is less than the smallest subnet in each zone.
    ShareTooSmall {
        /// The purpose.
        purpose: String,
        /// Its share.
        percent: u8,
    },
    /// There is no room for all.
    NoRoom {
        /// The purpose that is the first not to fit, the largest subnets being placed first.
        purpose: String,
        /// The zone.
        zone: String,
        /// Its length.
        length: NetmaskLength,
        /// How many subnets fit before it.
        fit: usize,
        /// How many are wanted.
        wanted: usize,
        /// The largest block that is still free then.
        largest: Option<Cidr>,
    },
}

impl fmt::Display for SubnetProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCidr => f.write_str("The VPC has no such CIDR: give it one first"),
            Self::NoZone => f.write_str("Ask for at least one Availability Zone"),
            Self::TooManyZones { region, listed } => {
                write!(
                    f,
                    "AWS lists {listed} Availability Zones in {region}: ask for at most as many"
                )
            }
            Self::NoPurpose => f.write_str("Name at least one purpose, for example private"),
            Self::SamePurpose(name) => write!(f, "Two purposes are called {name}"),
            Self::WrongLength {
                purpose,
                length,
                family,
            } => {
                let sizes = match family {
                    Family::Ipv4 => "/16 to /28",
                    Family::Ipv6 => "/44 to /64 in steps of 4",
                };
                write!(f, "{purpose} asks for {length}, but an {family} subnet is {sizes}")
            }
            Self::TooManyPercent(sum) => write!(f, "The shares add up to {sum} %: at most 100 % can be given away"),
            Self::ShareTooSmall { purpose, percent } => {
                write!(
                    f,
                    "{percent} % is less than the smallest subnet in each zone for {purpose}: give it more"
                )
            }
            Self::NoRoom {
                purpose,
                zone,
                length,
                fit,
                wanted,
                largest,
            } => {
                write!(
                    f,
                    "{fit} of {wanted} subnets fit, but not {length} for {purpose} in {zone}: "
                )?;
                match largest {
                    Some(largest) => write!(f, "the largest free block is {largest}"),
                    None => f.write_str("nothing is free"),
                }
            }
        }
    }
}

impl std::error::Error for SubnetProblem {}

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
        let length = length_of(purpose, new.zones, within.cidr)?;
        wanted.extend(
            LETTERS
                .iter()
                .take(usize::from(new.zones))
                .map(|letter| (length, at, *letter)),
        );
    }
    sort_by_key(&mut wanted, |key| *key);
    let taken = entry.subnets().iter().map(|(cidr, _)| *cidr);
    let taken = taken.filter(|cidr| cidr.overlaps(within.cidr));
    let mut space = FreeSpace::new(within.cidr.family(), [within.cidr], taken);
    let mut placed: Vec<(usize, u8, Cidr)> = Vec::new();
    let zone_name = |letter: u8| format!("{}{}", vpc.region, char::from(letter));
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
        let prefix = if vpc.name.is_empty() {
            String::new()
        } else {
            format!("{}-", vpc.name)
        };
        let row = Subnet {
            name: format!("{prefix}{purpose}-{zone}"),
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
            purpose,
            zone,
            cidr,
            usable,
        });
    }
    let count = subnets.len();
    Ok(DesignedSubnets {
        gesture: Gesture {
            label: format!("Add {count} subnets in {} zones to {}", new.zones, within.cidr),
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

fn check_zones(new: &NewSubnets, region: RegionCode) -> Result<(), SubnetProblem> {
    let listed = region
        .listing()
        .and_then(|listing| listing.zones)
        .unwrap_or(LETTERS.len() as u8);
    match new.zones {
        0 => Err(SubnetProblem::NoZone),
        zones if zones > listed => Err(SubnetProblem::TooManyZones { region, listed }),
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

/// Whether AWS makes subnets of `length`: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.
fn is_subnet_length(length: u8, family: Family) -> bool {
    match family {
        Family::Ipv4 => (16..=28).contains(&length),
        Family::Ipv6 => (44..=64).contains(&length) && length.is_multiple_of(4),
    }
}

fn length_of(purpose: &Purpose, zones: u8, within: Cidr) -> Result<NetmaskLength, SubnetProblem> {
    let (name, family) = (purpose.name.trim().to_owned(), within.family());
    match purpose.size {
        SubnetSize::Length(length) if is_subnet_length(length.get(), family) => Ok(length),
        SubnetSize::Length(length) => Err(SubnetProblem::WrongLength {
            purpose: name,
            length,
            family,
        }),
        SubnetSize::Percent(percent) => {
            let fits = |length: u8| {
                // 2^longer blocks are all of the CIDR.
                let longer = u32::from(length - within.netmask_length().get());
                let blocks = 1_u128.checked_shl(longer);
                blocks.is_some_and(|blocks| u128::from(zones) * 100 <= u128::from(percent) * blocks)
            };
            let mut lengths = within.netmask_length().get()..=family.bits();
            let length = lengths.find(|length| is_subnet_length(*length, family) && fits(*length));
            length
                .and_then(NetmaskLength::new)
                .ok_or(SubnetProblem::ShareTooSmall { purpose: name, percent })
        }
    }
}
