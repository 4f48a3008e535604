//! What a person does to a plan, as pure functions: from the plan and what is wanted to an edit with a label.
//!
//! A gesture never changes anything itself, so that its result can be shown before it is taken, and it is one step of
//! the history when it is.

mod account;
mod add;
mod allocate;
mod cidrs;
mod connect;
mod cost;
mod existing;
mod propose;
mod remove;
mod rename;
mod size;
mod start;
mod subnets;
mod workload;

pub use account::{add_public_block, remove_account};
pub use add::{NewPool, NewReservation, NewVpc, add_pool, add_reservation, add_scope, add_vpc, deprovision, provision};
pub use allocate::{AccountChoice, DoesNotFit, NewVpcs, add_vpcs, propose_many};
pub use cidrs::{add_vpc_cidr, make_primary, plan_subnets_by_pool};
pub use connect::{put_connection, put_network, remove_connection, remove_network};
pub use cost::{put_cost_settings, put_scenario, remove_scenario};
pub use existing::{mark_existing, unmark_existing};
pub use propose::{Proposal, Reason, Unplaceable, Wanted, propose, propose_top_level};
pub use remove::{Removal, is_removable, remove};
pub use rename::{name_of, rename};
pub use size::{ParseSizeError, SizeOrBlock};
pub use start::{Environment, NewPlan, StartProblem, start};
pub use subnets::{
    DesignedSubnet, DesignedSubnets, NewSubnets, Purpose, SUBNET_NAMES, SubnetProblem, SubnetSize, ZoneLetter,
    design_subnets, listed_zones, smaller_that_fits,
};
pub use workload::{add_workload, change_workload, remove_workload};

use super::{Edit, Node};

/// An edit that is ready to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesture {
    /// What the history calls it: "Add pool Frankfurt".
    pub label: String,
    /// What it changes.
    pub edit: Edit,
    /// The row to look at afterwards.
    pub focus: Option<Node>,
}
