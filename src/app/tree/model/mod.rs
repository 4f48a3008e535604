//! What a row of the tree says: from the plan, its index and its findings to plain values.
//!
//! Nothing here knows of signals or of the browser. A [`RowView`] costs O(CIDRs of the pool or subnets of the VPC), and
//! never looks at what lies below; two equal ones are drawn alike.

mod capacity;
mod cidrs;
mod cost;
mod naming;
mod sentence;
#[cfg(test)]
mod tests;

pub(super) use capacity::{Addresses, Grade, ShareCell};
pub(super) use cidrs::CidrCell;
pub(super) use cost::CostCells;
pub(super) use naming::{Heading, Kind, Naming, PlaceCell};
pub(super) use sentence::finding_words;

use crate::lifecycle::{Standing, standing};
use crate::plan::Node;
use crate::rules::SeverityCounts;
use crate::workspace::Workspace;

/// What a row shows, cell by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowView {
    /// What it is, and what it is called.
    pub(super) heading: Heading,
    /// Where its addresses lie.
    pub(super) cidr: CidrCell,
    /// Where in the world it is.
    pub(super) place: PlaceCell,
    /// How many addresses it has.
    pub(super) addresses: Option<Addresses>,
    /// How much of them is used.
    pub(super) share: ShareCell,
    /// What was found at it and below.
    pub(super) findings: SeverityCounts,
    /// How it stands to what exists in AWS; none while nothing of the plan does.
    pub(super) standing: Option<Standing>,
}

impl RowView {
    /// The row of `node`, or `None` when there is none.
    pub(super) fn of(workspace: &Workspace, node: Node) -> Option<Self> {
        let heading = Heading::of(workspace.plan(), node)?;
        let capacity = capacity::Capacity::of(workspace, node);
        Some(Self {
            standing: standing(workspace.plan(), workspace.index(), node),
            heading,
            cidr: CidrCell::of(workspace, node),
            place: PlaceCell::of(workspace.plan(), node),
            addresses: capacity.addresses.map(Addresses::of),
            share: capacity.share,
            findings: match node {
                // What was found in a pool is shown at the pool.
                Node::Free(_) => SeverityCounts::default(),
                node => workspace.findings().below(node),
            },
        })
    }

    /// The row as one sentence, for those who hear it.
    pub(super) fn sentence(&self) -> String {
        sentence::of(self)
    }
}
