//! Why no subnets can be made, in words.

use std::fmt;

use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::RegionCode;

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
