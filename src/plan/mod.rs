//! The document: what a plan is, as a value, and how it changes.
//!
//! Flat tables by id, edits as data with an inverse, a history, and an index of what must stay fast. It knows what AWS
//! calls things, not what AWS allows: that is for the rules.

mod account;
pub(crate) mod by_id;
mod connection;
mod cost_settings;
mod difference;
mod document;
mod edit;
pub mod gesture;
mod history;
mod id;
pub mod index;
mod instance_type;
mod intent;
mod ipam;
mod legend;
mod outline;
mod outline_change;
pub(crate) mod places;
mod pool;
mod quota;
mod rate;
mod references;
mod region;
mod region_list;
mod scenario;
mod scope;
mod table;
mod tables;
mod text;
mod tidy;
mod vpc;
mod workload;

use crate::ordered::OrderedMap;

pub use account::{Account, AccountNumber, InvalidAccountNumber};
pub use connection::{Connection, ConnectionKind, End, Network};
pub use cost_settings::{CostSettings, Counting, HoursPerMonth, OuChildren, OuExclusion};
pub use difference::{Difference, DifferenceKind, differences};
pub use document::Plan;
pub use edit::{Change, Edit, Refusal, Side, diff};
pub use history::History;
pub use id::{CountedIds, Id, IdSource, InvalidId, MAX_ID_LENGTH};
pub use instance_type::{InstanceType, InvalidInstanceType};
pub use intent::{About, Acceptance, Demand};
pub use ipam::{Integration, Ipam, MeteredAccount, PrivateGua, Tier};
pub use legend::{Legend, LegendPart, LegendProblem, MOST_PARTS, Meaning, WIDEST_PART};
pub use outline::{Node, Outline, OutlineRow, RowPlace, Twist};
pub use pool::{
    Advertisable, AllocationRules, Arn, AutoImport, AwsService, InvalidPrincipal, Lock, Percent, Pool, PoolCidr,
    PoolParent, Principal, PublicIpSource, Reservation, Thresholds,
};
pub use quota::{QuotaName, Quotas};
pub use rate::{InvalidRate, Rate};
pub use region::{InvalidRegionCode, RegionCode};
pub use region_list::{REGIONS, RegionListing};
pub use scenario::{Adjustment, Growth, NodeChange, NodeGroups, Scenario};
pub use scope::{Scope, ScopeKind, ScopeOrigin};
pub use table::Table;
pub use tables::{AnyId, AwsChange, AwsTables, IntentChange, IntentTables, RowChange};
pub use tidy::tidy;
pub use vpc::{
    CidrRole, ManagementState, Monitoring, PublicBlock, PublicBlockKind, Subnet, Vpc, VpcCidr, is_default_vpc_cidr,
};
pub use workload::{
    Instances, NodeGroup, PlainAddresses, PodAddressing, PodNetwork, WarmTargets, Workload, WorkloadKind,
    ZonalInterfaces, ZonalService,
};

/// AWS tags by key, without the tag `Name`, which is the `name` of a row.
pub type Tags = OrderedMap<String, String>;

/// A row of a table: a value that may refer to other rows by their ids.
pub trait Row: Clone + PartialEq + std::fmt::Debug {
    /// Calls `visit` with every id that this row holds.
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId));
}
