//! What actions do.

use super::Action;
use super::subject::{parent_at, pool_at, public_pool_at, vpc_at, vpc_cidr_at};
use crate::app::ask::{Ask, AskSession, CostAsk, SeveralAsk, TransferAsk};
use crate::app::look::Column;
use crate::app::markup::window;
use crate::app::planner::{CostPage, Existence, Panel, Planner};
use crate::app::session::Session;
use crate::app::view_ask::{Topic, ViewAsk};
use crate::plan::End;

impl Action {
    /// Does it, or asks for more.
    pub fn run(self, planner: Planner, session: Session) {
        let selected = planner.selected_untracked();
        match self {
            Action::Undo => planner.undo(),
            Action::Redo => planner.redo(),
            Action::Commands => planner.ask(Ask::Commands),
            Action::AddPool => planner.ask(Ask::AddPool(planner.peek(|w| parent_at(w, selected)))),
            Action::AddVpc => planner.ask(Ask::AddVpc(planner.peek(|w| pool_at(w, selected)))),
            Action::AddUnmanagedVpc => planner.ask(Ask::AddVpc(None)),
            Action::Reserve => {
                if let Some(pool) = planner.peek(|w| pool_at(w, selected)) {
                    planner.ask(Ask::Reserve(pool));
                }
            }
            Action::Provision => {
                if let Some(pool) = planner.peek(|w| pool_at(w, selected)) {
                    planner.ask(Ask::Provision(pool));
                }
            }
            Action::DesignSubnets => {
                if let Some(within) = planner.peek(|w| vpc_cidr_at(w, selected)) {
                    planner.ask(Ask::DesignSubnets(within));
                }
            }
            Action::AddVpcCidr => {
                if let Some(vpc) = planner.peek(|w| vpc_at(w, selected)) {
                    planner.ask(Ask::AddVpcCidr(vpc));
                }
            }
            Action::AddWorkload => {
                if let Some(vpc) = planner.peek(|w| vpc_at(w, selected)) {
                    planner.ask(Ask::Cost(CostAsk::AddWorkload(vpc)));
                }
            }
            Action::AddPublicBlock => planner.ask(Ask::AddPublicBlock(planner.peek(|w| public_pool_at(w, selected)))),
            Action::AddConnection => planner.ask(match planner.peek(|w| vpc_at(w, selected)) {
                Some(vpc) => Ask::Connect(End::Vpc(vpc), None),
                None => Ask::Connection(None),
            }),
            Action::AddNetwork => planner.ask(Ask::Network(None)),
            Action::Accounts => planner.ask(Ask::Accounts),
            Action::AddScope => planner.ask(Ask::AddScope),
            Action::Generate => planner.ask(Ask::View(ViewAsk::Generate(selected))),
            Action::Shape(shaping) => shaping.run(planner, selected),
            Action::Tree(action) => action.run(planner),
            Action::Rename => planner.renaming.set(Some(selected)),
            Action::Delete if planner.chosen_untracked().is_empty() => planner.ask(Ask::Delete(selected)),
            Action::Delete => planner.ask(Ask::Several(SeveralAsk::Delete)),
            Action::MarkExisting => planner.mark(selected, Existence::Exists),
            Action::MarkMissing => planner.mark(selected, Existence::Missing),
            Action::TearDown => planner.show_steps(Some(selected)),
            Action::ExpandAll => planner.expand_all(),
            Action::CollapseAll => planner.collapse_all(),
            Action::ShowMap => toggle(planner, Panel::Map),
            Action::ShowFindings => toggle(planner, Panel::Findings),
            Action::ShowConnections => toggle(planner, Panel::Connections),
            Action::ShowCost => toggle(planner, Panel::Cost),
            Action::ShowScenarios => planner.show_cost(CostPage::Scenarios),
            Action::ShowGrowth => planner.show_cost(CostPage::Growth),
            Action::CostColumns => planner.set_look(&|look| look.toggle(&[Column::Cost, Column::Active])),
            Action::CostSettings => planner.ask(Ask::Cost(CostAsk::Settings)),
            Action::ShowSteps => toggle(planner, Panel::Steps),
            Action::ShowAdoption => toggle(planner, Panel::Adoption),
            Action::ShowHistory => toggle(planner, Panel::History),
            Action::Inspect => planner.inspecting.update(|open| *open = !*open),
            Action::NewPlan => session.ask(AskSession::NewPlan),
            Action::Plans => session.ask(AskSession::Plans),
            Action::OpenFile => session.ask(AskSession::Import),
            Action::Export => session.export(planner),
            Action::Print => print(),
            Action::ExportAs => planner.ask(Ask::Transfer(TransferAsk::Export)),
            Action::Share => planner.ask(Ask::Transfer(TransferAsk::Share)),
            Action::Compare => planner.ask(Ask::Transfer(TransferAsk::Compare(None))),
            Action::Merge => planner.ask(Ask::Transfer(TransferAsk::Merge)),
            Action::Theme => session.next_theme(),
            Action::Rules => planner.ask(Ask::Rules),
            Action::Help => planner.ask(Ask::View(ViewAsk::Help(Topic::All))),
            Action::Tour => planner.tour.set(Some(0)),
            Action::Shortcuts => planner.ask(Ask::Shortcuts),
        }
    }
}

/// As the browser's own command does: it says so, and the sheet is drawn.
fn print() {
    // It fails where a page must not print: in a frame that forbids it.
    let _ = window().print();
}

fn toggle(planner: Planner, panel: Panel) {
    planner
        .panel
        .update(|shown| *shown = if *shown == panel { Panel::Hidden } else { panel });
}
