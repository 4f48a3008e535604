//! The keys of actions.

use super::Action;
use crate::app::parts::Shortcut;

impl Action {
    /// The keys that do the same anywhere on the plan's screen.
    pub fn shortcut(self) -> Option<Shortcut> {
        let keys = match self {
            Action::Undo => "Mod+Z",
            Action::Redo => "Mod+Shift+Z",
            Action::Commands => "Mod+K",
            Action::AddPool => "P",
            Action::AddVpc => "V",
            Action::Reserve => "R",
            Action::Provision => "C",
            Action::DesignSubnets => "D",
            Action::Shape(shaping) => shaping.keys()?,
            Action::Tree(action) => action.keys()?,
            Action::Rename => "F2",
            Action::Delete => "Delete",
            Action::ExpandAll => "Shift+E",
            Action::CollapseAll => "Shift+C",
            Action::ShowMap => "M",
            Action::ShowFindings => "F",
            Action::ShowConnections => "N",
            Action::ShowCost => "B",
            Action::AddWorkload => "W",
            Action::ShowSteps => "A",
            Action::ShowAdoption => "O",
            Action::ShowHistory => "H",
            Action::Inspect => "I",
            Action::OpenFile => "Mod+O",
            Action::Export => "Mod+S",
            Action::Shortcuts => "?",
            Action::AddUnmanagedVpc
            | Action::AddVpcCidr
            | Action::AddPublicBlock
            | Action::ShowScenarios
            | Action::ShowGrowth
            | Action::CostColumns
            | Action::CostSettings
            | Action::AddConnection
            | Action::AddNetwork
            | Action::Accounts
            | Action::AddScope
            | Action::Generate
            | Action::Help
            | Action::Tour
            | Action::MarkExisting
            | Action::MarkMissing
            | Action::TearDown
            | Action::NewPlan
            | Action::Plans
            | Action::ExportAs
            | Action::Print
            | Action::Share
            | Action::Compare
            | Action::Merge
            | Action::Rules
            | Action::Theme => return None,
        };
        Some(Shortcut::new(keys))
    }
}
