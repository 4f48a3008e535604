//! What actions are called, and their icons.

use super::Action;
use crate::app::parts::Glyph;

impl Action {
    /// What buttons and menus say: a verb, with "…" when it asks for more.
    pub fn label(self) -> &'static str {
        match self {
            Action::Undo => "Undo",
            Action::Redo => "Redo",
            Action::Commands => "Search or run a command",
            Action::AddPool => "Add pool…",
            Action::AddVpc => "Allocate a VPC…",
            Action::AddUnmanagedVpc => "Add an unmanaged VPC…",
            Action::Reserve => "Reserve a block…",
            Action::Provision => "Provision a CIDR…",
            Action::DesignSubnets => "Design subnets…",
            Action::AddVpcCidr => "Add a CIDR to the VPC…",
            Action::AddWorkload => "Add a workload…",
            Action::AddPublicBlock => "Add public addresses…",
            Action::AddConnection => "Add a connection…",
            Action::AddNetwork => "Add a network on premises…",
            Action::Accounts => "Accounts…",
            Action::AddScope => "Add scope…",
            Action::Shape(shaping) => shaping.label(),
            Action::Rename => "Rename",
            Action::Delete => "Delete…",
            Action::MarkExisting => "This and all below exists in AWS",
            Action::MarkMissing => "This does not exist in AWS yet",
            Action::TearDown => "Steps to tear this down…",
            Action::ExpandAll => "Expand all",
            Action::CollapseAll => "Collapse all",
            Action::ShowMap => "Address map",
            Action::ShowFindings => "Findings",
            Action::ShowConnections => "Connections",
            Action::ShowCost => "Cost",
            Action::ShowScenarios => "Cost scenarios",
            Action::ShowGrowth => "Cost and growth",
            Action::CostColumns => "Active IPs and cost in the tree",
            Action::CostSettings => "Rates and what counts…",
            Action::ShowSteps => "Steps in AWS",
            Action::Inspect => "Inspector",
            Action::NewPlan => "New plan…",
            Action::Plans => "Plans…",
            Action::OpenFile => "Import…",
            Action::Export => "Export as JSON",
            Action::Theme => "Switch between light and dark",
            Action::Rules => "Rules: what the plan is checked for",
            Action::Shortcuts => "Keyboard shortcuts",
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Action::Undo => Glyph::Undo,
            Action::Redo => Glyph::Redo,
            Action::Commands => Glyph::Search,
            Action::AddPool => Glyph::Pool,
            Action::AddVpc | Action::AddUnmanagedVpc => Glyph::Vpc,
            Action::Reserve => Glyph::Reservation,
            Action::Provision => Glyph::Plus,
            Action::DesignSubnets => Glyph::Split,
            Action::AddVpcCidr => Glyph::Plus,
            Action::AddWorkload | Action::ShowCost | Action::ShowScenarios | Action::ShowGrowth => Glyph::Cost,
            Action::CostColumns => Glyph::Columns,
            Action::CostSettings => Glyph::Settings,
            Action::AddPublicBlock => Glyph::Globe,
            Action::AddConnection | Action::ShowConnections => Glyph::Link,
            Action::AddNetwork => Glyph::Plus,
            Action::Accounts => Glyph::Account,
            Action::AddScope => Glyph::Scope,
            Action::Shape(shaping) => shaping.glyph(),
            Action::Rename => Glyph::Edit,
            Action::Delete => Glyph::Trash,
            Action::MarkExisting => Glyph::Check,
            Action::MarkMissing => Glyph::Close,
            Action::TearDown | Action::ShowSteps => Glyph::Steps,
            Action::ExpandAll => Glyph::ExpandAll,
            Action::CollapseAll => Glyph::CollapseAll,
            Action::ShowMap => Glyph::Map,
            Action::ShowFindings => Glyph::List,
            Action::Inspect => Glyph::Panel,
            Action::NewPlan => Glyph::Plus,
            Action::Plans => Glyph::File,
            Action::OpenFile => Glyph::Upload,
            Action::Export => Glyph::Download,
            Action::Theme => Glyph::Moon,
            Action::Rules => Glyph::Help,
            Action::Shortcuts => Glyph::Keyboard,
        }
    }
}
