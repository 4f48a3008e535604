//! Why an action cannot be done now.

use super::Action;
use super::subject::{exists, pool_at, vpc_at, vpc_cidr_at};
use crate::app::planner::Planner;
use crate::app::shaping::Shaping;
use crate::plan::Node;
use crate::plan::gesture::{self, lock_above, lock_at_or_below};

impl Action {
    /// Why it cannot be done now. Tracked: it follows plan and selection.
    pub fn refusal(self, planner: Planner) -> Option<String> {
        if self.edits()
            && let Some(refusal) = planner.access.get().refusal()
        {
            return Some(refusal.to_owned());
        }
        let selected = planner.selected();
        if let Action::Tree(action) = self {
            return action.refusal(planner).map(str::to_owned);
        }
        if self.is_about_one_row() && planner.has_several() {
            let count = planner.chosen().rows().len();
            return Some(format!("{count} rows are selected: select one for this"));
        }
        if matches!(
            self,
            Action::Delete | Action::Shape(Shaping::Lock | Shaping::Unlock | Shaping::MoveTo)
        ) && planner.has_several()
        {
            return None;
        }
        if let Action::Shape(shaping) = self {
            return planner.read(|workspace| shaping.refusal(workspace, selected));
        }
        let sentence = match self {
            Action::Undo => planner
                .read(|w| w.history().undo_label().is_none())
                .then_some("Nothing to undo"),
            Action::Redo => planner
                .read(|w| w.history().redo_label().is_none())
                .then_some("Nothing to redo"),
            Action::AddVpc | Action::Reserve | Action::Provision => planner
                .read(|w| pool_at(w, selected).is_none())
                .then_some("Select a pool first"),
            Action::DesignSubnets => planner
                .read(|w| vpc_cidr_at(w, selected).is_none())
                .then_some("Select a VPC with a CIDR first"),
            Action::AddVpcCidr | Action::AddWorkload => planner
                .read(|w| vpc_at(w, selected).is_none())
                .then_some("Select a VPC first"),
            Action::Rename => planner
                .read(|w| gesture::name_of(w.plan(), selected).is_none())
                .then_some("This row has no name of its own"),
            Action::Delete => planner
                .read(|w| !gesture::is_removable(w.plan(), selected))
                .then_some("The IPAM, the default scopes and free space cannot be deleted"),
            Action::MarkExisting => matches!(selected, Node::Free(_)).then_some("Free space is nothing in AWS"),
            Action::MarkMissing | Action::TearDown => planner
                .read(|w| !exists(w.plan(), selected))
                .then_some("It is not marked as existing in AWS"),
            _ => None,
        };
        sentence.map(str::to_owned).or_else(|| self.locked(planner, selected))
    }

    /// Whether it is done to the selected row, and cannot be done to several.
    fn is_about_one_row(self) -> bool {
        match self {
            Action::Shape(shaping) => !matches!(
                shaping,
                Shaping::Lock | Shaping::Unlock | Shaping::MoveTo | Shaping::PlaceWanted | Shaping::FreeSpace
            ),
            Action::AddPool
            | Action::AddVpc
            | Action::Reserve
            | Action::Provision
            | Action::DesignSubnets
            | Action::AddVpcCidr
            | Action::AddWorkload
            | Action::Rename
            | Action::MarkExisting
            | Action::MarkMissing
            | Action::TearDown => true,
            _ => false,
        }
    }

    /// The lock that keeps the row from it.
    fn locked(self, planner: Planner, node: Node) -> Option<String> {
        let is_below = match self {
            Action::AddPool | Action::AddVpc | Action::Reserve | Action::Provision | Action::AddVpcCidr => false,
            Action::DesignSubnets => false,
            Action::Delete => true,
            _ => return None,
        };
        let lock = planner.read(|workspace| {
            let (plan, index) = (workspace.plan(), workspace.index());
            let below = || lock_at_or_below(plan, index, node).filter(|_| is_below);
            lock_above(plan, index, node).or_else(below)
        });
        lock.map(|lock| lock.to_string())
    }
}
