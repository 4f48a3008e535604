//! What the page asks in a dialog.

use super::findings::model::FindingKey;
use super::shaping::Shaping;
use super::view_ask::ViewAsk;
use crate::plan::index::ClusterKey;
use crate::plan::{Connection, End, Id, Network, Node, Pool, PoolParent, Scenario, Scope, Vpc, VpcCidr, Workload};

/// A question about the open plan, with what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// A new sub-pool, or a new top-level pool of a scope.
    AddPool(PoolParent),
    /// A VPC to be allocated from a pool; `None` for one that is from no pool.
    AddVpc(Option<Id<Pool>>),
    /// A reservation in a pool.
    Reserve(Id<Pool>),
    /// Another CIDR for a pool.
    Provision(Id<Pool>),
    /// Subnets of a VPC, by Availability Zone and purpose.
    DesignSubnets(Id<VpcCidr>),
    /// Another CIDR of a VPC.
    AddVpcCidr(Id<Vpc>),
    /// Public addresses, from a pool or from none.
    AddPublicBlock(Option<Id<Pool>>),
    /// A connection; `None` for a new one.
    Connection(Option<Id<Connection>>),
    /// A new connection of these.
    Connect(End, Option<End>),
    /// A network on premises; `None` for a new one.
    Network(Option<Id<Network>>),
    /// How the shape of the tree changes at a row.
    Shape(Shaping, Node),
    /// What becomes of all selected rows.
    Several(SeveralAsk),
    /// What runs, what it costs and what it would cost.
    Cost(CostAsk),
    /// The plan as something for others.
    Transfer(TransferAsk),
    /// What comes late: the generator, a legend, help.
    View(ViewAsk),
    /// The accounts of the plan.
    Accounts,
    /// A new private scope.
    AddScope,
    /// Whether a row and what depends on it shall go.
    Delete(Node),
    /// Every action, to search and run.
    Commands,
    /// The keys.
    Shortcuts,
    /// Which blocks of a scope overlap which.
    Pairs(Id<Scope>, ClusterKey),
    /// The reason to accept a finding.
    Accept(FindingKey),
    /// Every rule.
    Rules,
    /// What a rule is about: its code.
    Rule(&'static str),
}

/// A question about several rows at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeveralAsk {
    /// What is changed of them, all alike.
    Change,
    /// Whether they and what depends on them shall go.
    Delete,
    /// Which columns the tree has, in what order its rows are, and how close together.
    Columns,
}

/// A question about what runs in VPCs and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CostAsk {
    /// Something that runs in a VPC, and holds addresses.
    Workload(Id<Workload>),
    /// Something new that runs in this VPC.
    AddWorkload(Id<Vpc>),
    /// How the cost is reckoned.
    Settings,
    /// What a scenario assumes: the assumption at this place; `None` for a new one.
    Adjustment(Id<Scenario>, Option<usize>),
}

/// What leaves the planner, and what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TransferAsk {
    /// A link that holds the plan.
    Share,
    /// The plan in another language.
    Export,
    /// Another plan beside it; or the plan as it was after so many steps, beside now.
    Compare(Option<usize>),
    /// Two copies of a plan, put together.
    Merge,
}

/// A question about plans and files, which can come up without an open plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskSession {
    /// A new plan.
    NewPlan,
    /// The saved plans.
    Plans,
    /// What comes from elsewhere: what was chosen or dropped, and else what there is to choose.
    Import,
}
