//! What figures are grouped by.

use crate::plan::{Account, Id, Node, Pool, RegionCode, Scope, Vpc, Workload};

/// By what figures can be split. The groups of each dimension add up to the total, to the nano-dollar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Everything.
    Total,
    /// The Region of the VPC. AWS meters active IPs in the home Region: this says where they come from.
    Region,
    /// The account that owns the VPC.
    Account,
    /// The scope of the VPC.
    Scope,
    /// The pool that the CIDR of the VPC is allocated from, or none.
    Pool,
    /// The VPC.
    Vpc,
    /// The workload.
    Workload,
}

/// One group of a dimension, or a row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Everything.
    Total,
    /// What is in this Region.
    Region(RegionCode),
    /// What this account owns, or nobody yet.
    Account(Option<Id<Account>>),
    /// What is in this scope.
    Scope(Id<Scope>),
    /// What is in CIDRs that are allocated from this very pool, or from none.
    Pool(Option<Id<Pool>>),
    /// What is in this VPC.
    Vpc(Id<Vpc>),
    /// What this workload has.
    Workload(Id<Workload>),
    /// What the public scope holds, which is in no VPC and of no workload, in either dimension.
    OutsideVpcs(Dimension),
    /// What is at this row of the tree and below it.
    Node(Node),
}

impl Group {
    /// The dimension that it is a group of; none for rows of the tree, which lie in one another.
    pub fn dimension(self) -> Option<Dimension> {
        Some(match self {
            Group::Total => Dimension::Total,
            Group::Region(_) => Dimension::Region,
            Group::Account(_) => Dimension::Account,
            Group::Scope(_) => Dimension::Scope,
            Group::Pool(_) => Dimension::Pool,
            Group::Vpc(_) => Dimension::Vpc,
            Group::Workload(_) => Dimension::Workload,
            Group::OutsideVpcs(dimension) => dimension,
            Group::Node(_) => return None,
        })
    }
}
