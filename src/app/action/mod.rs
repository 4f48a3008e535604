//! Everything that can be done, in one table: buttons, menus, the command palette, keys and the list of keys read it.
//!
//! What it is called stands in `words`, its keys in `keys`, why it cannot be done in `refusal`, and what it does in `run`.

mod keys;
mod refusal;
mod run;
mod subject;
mod words;

pub(super) use subject::exists;
pub use subject::pool_at;

use super::shaping::Shaping;
use super::tree_action::TreeAction;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Take the last step back.
    Undo,
    /// Take it again.
    Redo,
    /// Search all actions.
    Commands,
    /// A pool under the selected row.
    AddPool,
    /// A VPC from the selected pool.
    AddVpc,
    /// A VPC that exists and is from no pool.
    AddUnmanagedVpc,
    /// A reservation in the selected pool.
    Reserve,
    /// A CIDR for the selected pool.
    Provision,
    /// The subnets of the selected VPC, by zone and purpose.
    DesignSubnets,
    /// Another CIDR of the selected VPC.
    AddVpcCidr,
    /// Something that runs in the selected VPC.
    AddWorkload,
    /// Elastic IP addresses and public pools.
    AddPublicBlock,
    /// A connection, of the selected VPC if one is.
    AddConnection,
    /// A network on premises.
    AddNetwork,
    /// The accounts of the plan.
    Accounts,
    /// A private scope.
    AddScope,
    /// A tree of pools from a few answers.
    Generate,
    /// Something about the shape of the tree.
    Shape(Shaping),
    /// Something about its rows.
    Tree(TreeAction),
    /// Type the name of the selected row.
    Rename,
    /// Remove the selected row.
    Delete,
    /// Mark the selected row and all below it as existing in AWS.
    MarkExisting,
    /// Mark the selected row and what depends on it as not existing.
    MarkMissing,
    /// Show the steps that tear the selected row down.
    TearDown,
    /// Open every row.
    ExpandAll,
    /// Close every row.
    CollapseAll,
    /// Show the address map.
    ShowMap,
    /// Show the findings.
    ShowFindings,
    /// Show what can be connected.
    ShowConnections,
    /// Show what the plan costs.
    ShowCost,
    /// Show what it would cost otherwise.
    ShowScenarios,
    /// Show what it will cost, and what runs out.
    ShowGrowth,
    /// Show active IPs and cost in the tree.
    CostColumns,
    /// How the cost is reckoned.
    CostSettings,
    /// Show the steps from what exists in AWS to the plan.
    ShowSteps,
    /// Show how what runs stands to the pools, and how both come together.
    ShowAdoption,
    /// Show what was done, and go back to any of it.
    ShowHistory,
    /// Show or hide the inspector.
    Inspect,
    /// A new plan.
    NewPlan,
    /// The saved plans.
    Plans,
    /// Take over what comes from elsewhere.
    OpenFile,
    /// Write a file.
    Export,
    /// Put the plan on paper.
    Print,
    /// Write the plan in another language.
    ExportAs,
    /// A link that holds the plan.
    Share,
    /// Another plan beside it.
    Compare,
    /// Two copies of a plan, put together.
    Merge,
    /// Light, dark, or as the system has it.
    Theme,
    /// What each rule is about.
    Rules,
    /// What things are in AWS.
    Help,
    /// Four steps through the screen.
    Tour,
    /// The list of keys.
    Shortcuts,
}

/// Where an action stands in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Changes the plan.
    Edit,
    /// Changes what is seen.
    View,
    /// About plans and files.
    Plan,
    /// About the page.
    Help,
}

impl Action {
    /// Every action, in the order of lists.
    pub const ALL: &'static [Action] = &[
        Action::AddPool,
        Action::AddVpc,
        Action::AddUnmanagedVpc,
        Action::Reserve,
        Action::Provision,
        Action::DesignSubnets,
        Action::AddVpcCidr,
        Action::AddWorkload,
        Action::AddPublicBlock,
        Action::AddConnection,
        Action::AddNetwork,
        Action::Accounts,
        Action::AddScope,
        Action::Generate,
        Action::Shape(Shaping::AddMany),
        Action::Shape(Shaping::PlaceWanted),
        Action::Shape(Shaping::Split),
        Action::Shape(Shaping::Join),
        Action::Shape(Shaping::Resize),
        Action::Shape(Shaping::MoveTo),
        Action::Shape(Shaping::Duplicate),
        Action::Shape(Shaping::Rebase),
        Action::Shape(Shaping::Lock),
        Action::Shape(Shaping::Unlock),
        Action::Rename,
        Action::Delete,
        Action::MarkExisting,
        Action::MarkMissing,
        Action::TearDown,
        Action::Undo,
        Action::Redo,
        Action::Tree(TreeAction::Cut),
        Action::Tree(TreeAction::Copy),
        Action::Tree(TreeAction::Paste),
        Action::Tree(TreeAction::Change),
        Action::Tree(TreeAction::SelectAll),
        Action::Tree(TreeAction::SelectMore),
        Action::Tree(TreeAction::SelectOne),
        Action::Tree(TreeAction::Filter),
        Action::Tree(TreeAction::ClearFilter),
        Action::Tree(TreeAction::Columns),
        Action::Tree(TreeAction::AddressOrder),
        Action::Tree(TreeAction::Density),
        Action::ExpandAll,
        Action::CollapseAll,
        Action::ShowMap,
        Action::Shape(Shaping::FreeSpace),
        Action::ShowFindings,
        Action::ShowConnections,
        Action::ShowCost,
        Action::ShowScenarios,
        Action::ShowGrowth,
        Action::CostColumns,
        Action::CostSettings,
        Action::ShowSteps,
        Action::ShowAdoption,
        Action::ShowHistory,
        Action::Inspect,
        Action::Theme,
        Action::NewPlan,
        Action::Plans,
        Action::OpenFile,
        Action::Export,
        Action::ExportAs,
        Action::Print,
        Action::Share,
        Action::Compare,
        Action::Merge,
        Action::Commands,
        Action::Rules,
        Action::Help,
        Action::Tour,
        Action::Shortcuts,
    ];

    /// Where it stands in lists.
    pub fn group(self) -> Group {
        match self {
            Action::Shape(shaping) => shaping.group(),
            Action::Tree(action) => action.group(),
            Action::Undo
            | Action::Redo
            | Action::AddPool
            | Action::AddVpc
            | Action::AddUnmanagedVpc
            | Action::Reserve
            | Action::Provision
            | Action::DesignSubnets
            | Action::AddVpcCidr
            | Action::AddWorkload
            | Action::AddPublicBlock
            | Action::AddConnection
            | Action::AddNetwork
            | Action::AddScope
            | Action::Generate
            | Action::Rename
            | Action::Delete
            | Action::MarkExisting
            | Action::MarkMissing => Group::Edit,
            Action::ExpandAll
            | Action::Accounts
            | Action::CollapseAll
            | Action::ShowMap
            | Action::ShowFindings
            | Action::ShowConnections
            | Action::ShowCost
            | Action::ShowScenarios
            | Action::ShowGrowth
            | Action::CostColumns
            | Action::CostSettings
            | Action::ShowSteps
            | Action::ShowAdoption
            | Action::ShowHistory
            | Action::TearDown
            | Action::Inspect
            | Action::Theme => Group::View,
            Action::NewPlan
            | Action::Plans
            | Action::OpenFile
            | Action::Export
            | Action::ExportAs
            | Action::Print
            | Action::Share
            | Action::Compare
            | Action::Merge => Group::Plan,
            Action::Commands | Action::Rules | Action::Help | Action::Tour | Action::Shortcuts => Group::Help,
        }
    }

    /// Whether it changes the plan, which a tab that only follows must not.
    fn edits(self) -> bool {
        self.group() == Group::Edit
    }
}
