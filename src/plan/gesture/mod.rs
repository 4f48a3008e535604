//! What a person does to a plan, as pure functions: from the plan and what is wanted to an edit with a label.
//!
//! A gesture never changes anything itself, so that its result can be shown before it is taken, and it is one step of
//! the history when it is.

mod account;
mod add;
mod allocate;
mod bulk;
mod cidrs;
mod clip;
mod connect;
mod cost;
mod demand;
mod existing;
mod many;
mod outcome;
mod propose;
mod remove;
mod rename;
mod reshape;
mod size;
mod start;
mod subnets;
mod workload;

pub use account::{add_public_block, remove_account};
pub use add::{NewPool, NewReservation, NewVpc, add_pool, add_reservation, add_scope, add_vpc, deprovision, provision};
pub use allocate::{AccountChoice, DoesNotFit, NewVpcs, add_vpcs, propose_many};
pub use bulk::{
    BulkKind, BulkPlaced, BulkProblem, BulkRequest, Line, LineError, LineProblem, MOST_BLOCKS, Misfit, PlacedLine,
    Rejected, place_bulk, read_lines,
};
pub use cidrs::{add_vpc_cidr, make_primary, plan_subnets_by_pool};
pub use clip::{
    Clip, ClipError, ClipItem, ClipProblem, PasteProblem, PasteTarget, Pasted, copy, copy_whole, paste, read_clip,
    to_columns, to_html, to_lines,
};
pub use connect::{put_connection, put_network, remove_connection, remove_network};
pub use cost::{put_cost_settings, put_scenario, remove_scenario};
pub use demand::{DemandProblems, PlacedDemands, add_demand, change_demand, place_demands};
pub use existing::{mark_existing, unmark_existing};
pub use many::{ManyChange, ManyChanged, RulesChange, Unchanged, change_many};
pub use outcome::{BlockKind, BlockOutcome, Outcome, outcome};
pub use propose::{Proposal, Reason, Unplaceable, Wanted, propose, propose_top_level};
pub use remove::{ManyRemoved, Removal, is_removable, remove, remove_many};
pub use rename::{name_of, rename};
pub use reshape::{
    Copying, Destination, JoinInto, Locked, Manner, NamePattern, NamedBlock, Obstacle, PatternError, Placing,
    Splitting, duplicate, join, largest_growth, lock_above, lock_at_or_below, lock_of, lock_on, lock_on_any, move_many,
    move_to, rebase, resize, resized, set_lock, split,
};
pub use size::{ParseSizeError, SizeOrBlock};
pub use start::{Environment, NewPlan, StartProblem, start};
pub(crate) use start::{rules_for_vpcs, short_name};
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
