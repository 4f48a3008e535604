//! Which block a pool would give for what is wanted, and why.

use std::fmt;

use crate::address::{Cidr, Family, NetmaskLength, Strategy};
use crate::plan::index::Index;
use crate::plan::{Id, Plan, Pool, Scope};

/// What is wanted: a size, or one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Any block of this netmask length; the strategy chooses.
    Length(NetmaskLength, Strategy),
    /// This block.
    Block(Cidr),
}

/// A block that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The block.
    pub cidr: Cidr,
    /// Why this one.
    pub reason: Reason,
}

/// Why a block was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was asked for, and is free.
    AskedFor,
    /// The strategy chose it.
    Chosen(Strategy),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::AskedFor => "is free",
            Reason::Chosen(Strategy::LowestAddress) => "is the free block with the lowest address",
            Reason::Chosen(Strategy::BestFit) => "lies in the smallest free block that holds it",
            Reason::Chosen(Strategy::Spread) => "lies at the start of the largest free block, with room to grow",
        })
    }
}

/// Why nothing can be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplaceable {
    /// The length is longer than an address of the family.
    WrongLength(NetmaskLength, Family),
    /// The block is of another family than the pool.
    WrongFamily(Cidr, Family),
    /// The pool has no CIDR yet.
    NoCidr,
    /// No free block is as large.
    NoRoom {
        /// What was wanted.
        wanted: NetmaskLength,
        /// The largest free block.
        largest: Option<Cidr>,
    },
    /// The block does not lie in a CIDR of the pool.
    OutsidePool {
        /// What was wanted.
        wanted: Cidr,
        /// The pool's CIDRs.
        cidrs: Vec<Cidr>,
    },
    /// Something is there already.
    Taken {
        /// What was wanted.
        wanted: Cidr,
        /// What is there: the first of it.
        by: Cidr,
    },
    /// A top-level pool cannot be given a size alone: AWS wants its CIDR.
    NeedsCidr,
}

impl fmt::Display for Unplaceable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unplaceable::WrongLength(length, family) => {
                write!(
                    f,
                    "{length} is no netmask length of {family}, which ends at /{}",
                    family.bits()
                )
            }
            Unplaceable::WrongFamily(cidr, family) => {
                write!(f, "{cidr} is {}, but the pool holds {family}", cidr.family())
            }
            Unplaceable::NoCidr => f.write_str("The pool has no CIDR yet: provision one first"),
            Unplaceable::NoRoom {
                wanted,
                largest: Some(largest),
            } => {
                write!(f, "No free block of {wanted}: the largest is {largest}")
            }
            Unplaceable::NoRoom { wanted, largest: None } => write!(f, "No free block of {wanted}: the pool is full"),
            Unplaceable::OutsidePool { wanted, cidrs } => {
                let cidrs: Vec<String> = cidrs.iter().take(3).map(Cidr::to_string).collect();
                write!(f, "{wanted} lies outside the pool, which has {}", cidrs.join(", "))
            }
            Unplaceable::Taken { wanted, by } => write!(f, "{wanted} is not free: {by} is there"),
            Unplaceable::NeedsCidr => f.write_str("A top-level pool needs a CIDR such as 10.0.0.0/8, not only a size"),
        }
    }
}

impl std::error::Error for Unplaceable {}

/// The block that `pool` would give for `wanted`.
///
/// # Errors
/// Why it has none. A block that is asked for and not free can still be written into a plan; it is then a finding.
pub fn propose(index: &Index, plan: &Plan, pool: Id<Pool>, wanted: Wanted) -> Result<Proposal, Unplaceable> {
    let (Some(row), Some(entry)) = (plan.design().pools.get(&pool), index.pool(pool)) else {
        return Err(Unplaceable::NoCidr);
    };
    if entry.cidrs().len() == 0 {
        return Err(Unplaceable::NoCidr);
    }
    match wanted {
        Wanted::Length(length, _) if !length.fits(row.family) => Err(Unplaceable::WrongLength(length, row.family)),
        Wanted::Length(length, strategy) => match entry.space().find(length, strategy) {
            Some(cidr) => Ok(Proposal {
                cidr,
                reason: Reason::Chosen(strategy),
            }),
            None => Err(Unplaceable::NoRoom {
                wanted: length,
                largest: entry.space().largest_free_block(),
            }),
        },
        Wanted::Block(cidr) if cidr.family() != row.family => Err(Unplaceable::WrongFamily(cidr, row.family)),
        Wanted::Block(cidr) if !entry.cidrs().any(|(own, _)| own.contains(cidr)) => {
            let cidrs = entry.cidrs().map(|(cidr, _)| cidr).collect();
            Err(Unplaceable::OutsidePool { wanted: cidr, cidrs })
        }
        Wanted::Block(cidr) => match entry.allocations().meeting(cidr).next() {
            Some(other) => Err(Unplaceable::Taken {
                wanted: cidr,
                by: other.cidr,
            }),
            None => Ok(Proposal {
                cidr,
                reason: Reason::AskedFor,
            }),
        },
    }
}

/// The block that a top-level pool of `scope` would get for `wanted`: one that no other top-level pool has.
///
/// # Errors
/// Why there is none. AWS needs the CIDR of a top-level private pool and takes no size alone
/// (<https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>).
pub fn propose_top_level(index: &Index, scope: Id<Scope>, wanted: Wanted) -> Result<Proposal, Unplaceable> {
    let Wanted::Block(cidr) = wanted else {
        return Err(Unplaceable::NeedsCidr);
    };
    let top_pools = index.scope(scope).into_iter().flat_map(|entry| entry.top_pools());
    let mut cidrs = top_pools
        .filter_map(|pool| index.pool(pool))
        .flat_map(|entry| entry.cidrs());
    match cidrs.find(|(other, _)| other.overlaps(cidr)) {
        Some((by, _)) => Err(Unplaceable::Taken { wanted: cidr, by }),
        None => Ok(Proposal {
            cidr,
            reason: Reason::AskedFor,
        }),
    }
}
