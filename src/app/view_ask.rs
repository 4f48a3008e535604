//! What is asked in dialogs of the views chunk, whose other side is in no other.

use super::planner::Planner;
use super::reactive::{Callback, Signal};
use crate::plan::{Id, Node, Pool};

/// A note of a row, to be read and written.
#[derive(Clone, Copy)]
pub struct Note {
    /// The plan.
    pub planner: Planner,
    /// What it is a note of, in a label: "Note".
    pub label: &'static str,
    /// What it says, in Markdown.
    pub value: Signal<String>,
    /// Makes it another. Whether it was.
    pub write: Callback<String, bool>,
}

/// A question whose dialog comes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewAsk {
    /// What a tree of pools is generated from, beginning at a row.
    Generate(Node),
    /// What the bits of the addresses in a pool mean.
    Legend(Id<Pool>),
    /// What things are in AWS, from a word on.
    Help(Topic),
}

/// What there is help about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// All of it.
    All,
    /// The IPAM itself.
    Ipam,
    /// A scope.
    Scope,
    /// A pool.
    Pool,
    /// A CIDR that is given to a pool, or from it.
    Allocation,
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// A block that is kept.
    Reservation,
    /// Public addresses.
    PublicBlock,
    /// What is left.
    Free,
}

impl Topic {
    /// What a row is about.
    pub fn of(node: Node) -> Self {
        match node {
            Node::Ipam => Self::Ipam,
            Node::Scope(_) => Self::Scope,
            Node::Pool(_) => Self::Pool,
            Node::Reservation(_) => Self::Reservation,
            Node::VpcCidr(_) | Node::Vpc(_) => Self::Vpc,
            Node::PublicBlock(_) => Self::PublicBlock,
            Node::Subnet(_) => Self::Subnet,
            Node::Free(_) => Self::Free,
        }
    }
}
