//! What lies under the tree: the address map, the findings, the connections, the cost, the steps or the history.

use super::chunks::{later, use_chunks};
use super::findings::FindingList;
use super::map::MapState;
use super::markup::*;
use super::paper::listen_for_print;
use super::parts::{Choice, Glyph, IconButton, Tabs};
use super::planner::{Panel, use_planner};
use super::reactive::{Callback, Memo, Signal};

/// The id of the panel that the tabs lead to.
const PANEL: &str = "bottom-panel";

/// The panel with its tabs. Closed, it leaves the tree the height; the map and findings actions open it.
pub(super) fn bottom_panel() -> AnyView {
    let (planner, views) = (use_planner(), use_chunks().views);
    let map = MapState::new();
    listen_for_print();
    let total = Memo::new(move |_| planner.read(|workspace| workspace.findings().total().total()));
    let tabs = Signal::derive(move || {
        vec![
            Choice::new(Panel::Map, "Address map"),
            Choice::new(Panel::Findings, "Findings").detail(total.get().to_string()),
            Choice::new(Panel::FreeSpace, "Free space"),
            Choice::new(Panel::Connections, "Connections"),
            Choice::new(Panel::Cost, "Cost"),
            Choice::new(Panel::Steps, "Steps in AWS"),
            Choice::new(Panel::Adoption, "Adoption"),
            Choice::new(Panel::History, "History"),
        ]
    });
    let close = Callback::new(move |()| planner.panel.set(Panel::Hidden));
    let content = following(move || match planner.panel.get() {
        Panel::Map => Some(later(views, move |table| (table.map)(map))),
        Panel::Findings => Some(view! { <FindingList /> }.into_any()),
        Panel::FreeSpace => Some(later(views, |table| (table.free_space)())),
        Panel::Connections => Some(later(views, |table| (table.connections)())),
        Panel::Cost => Some(later(views, |table| (table.cost)())),
        Panel::Steps => Some(later(views, |table| (table.steps)())),
        Panel::Adoption => Some(later(views, |table| (table.adoption)())),
        Panel::History => Some(later(views, |table| (table.history)())),
        Panel::Hidden => None,
    });
    let shown = move || match planner.panel.get() {
        Panel::Map => "Address map",
        Panel::Findings => "Findings",
        Panel::FreeSpace => "Free space",
        Panel::Connections => "Connections",
        Panel::Cost => "Cost",
        Panel::Steps => "Steps in AWS",
        Panel::Adoption => "Adoption",
        Panel::History => "History",
        Panel::Hidden => "Nothing",
    };
    let size = move || {
        matches!(
            planner.panel.get(),
            Panel::Steps | Panel::Adoption | Panel::Connections | Panel::Cost | Panel::FreeSpace | Panel::History
        )
        .then_some("tall")
    };
    view! {
        <div class="panel" data-size=size>
            <div class="panel__bar">
                <Tabs
                    label="Below the tree"
                    tabs
                    value=planner.panel
                    panel=PANEL
                    on_change=Callback::new(move |panel| planner.panel.set(panel))
                />
                <IconButton label="Close the panel" icon=Glyph::ChevronDown on_press=close />
            </div>
            <div class="panel__content" id=PANEL role="tabpanel" aria-label=shown>
                {content}
            </div>
        </div>
    }
    .into_any()
}
