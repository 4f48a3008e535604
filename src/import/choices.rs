//! What a person decides about an import.

use crate::import::found::Key;
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, Id, Pool, RegionCode, Scope};

/// Where the rows go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Into the design: what is wanted.
    #[default]
    Design,
    /// Into what exists in AWS; the design stays as it is.
    Actual,
    /// Into both: a running network that the plan takes over.
    Both,
}

/// What becomes of blocks that hold no others, where the file does not say what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaves {
    /// A VPC when it has an account, a Region or subnets, or lies in another block and has the size of one; else a pool.
    #[default]
    BySize,
    /// VPCs.
    Vpcs,
    /// Reservations in the block that they lie in; those in none are pools.
    Reservations,
    /// Pools.
    Pools,
}

/// What becomes of the default VPCs, which AWS makes with the same addresses in every account and Region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefaultVpcs {
    /// They are VPCs as others are.
    #[default]
    Take,
    /// They are taken, and IPAM is told to ignore their CIDRs.
    Ignore,
    /// They are left out.
    LeaveOut,
}

/// Whether the addresses that are in use become workloads, from which the plan reckons the bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// A workload for each subnet that has addresses in use.
    #[default]
    Workloads,
    /// No.
    LeaveOut,
}

/// The pool that a file is about, where it does not say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolChoice {
    /// A pool of the files.
    Found(Key),
    /// A pool of the plan.
    Planned(Id<Pool>),
}

/// What a row of the files is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// This row of the plan.
    Same(AnyId),
    /// None of the plan: it is added.
    New,
}

/// What a person decides about an import. The defaults suit most files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Where the rows go.
    pub target: Target,
    /// The scope of what names none: the default private one, if nothing is chosen.
    pub scope: Option<Id<Scope>>,
    /// The Region of VPCs of which no file says it: the home Region, if nothing is chosen.
    pub region: Option<RegionCode>,
    /// What becomes of blocks that hold no others.
    pub leaves: Leaves,
    /// What becomes of default VPCs.
    pub default_vpcs: DefaultVpcs,
    /// What becomes of counted addresses.
    pub counted: Counted,
    /// The pools that files are about, by the name that [`Question::Pool`](super::Question::Pool) asks with.
    pub pools: OrderedMap<Key, PoolChoice>,
    /// What rows of the files are, by the name that [`Question::Same`](super::Question::Same) asks with.
    pub same: OrderedMap<Key, Sameness>,
}
