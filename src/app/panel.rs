//! What lies under the tree: the address map, the findings or the connections.

use super::connections::connections_panel;
use super::findings::FindingList;
use super::map::AddressMap;
use super::markup::*;
use super::parts::{Choice, Glyph, IconButton, Tabs};
use super::planner::{Panel, use_planner};
use super::reactive::{Callback, Memo, Signal};

/// The id of the panel that the tabs lead to.
const PANEL: &str = "bottom-panel";

/// The panel with its tabs. Closed, it leaves the tree the height; the map and findings actions open it.
pub(super) fn bottom_panel() -> AnyView {
    let planner = use_planner();
    let total = Memo::new(move |_| planner.read(|workspace| workspace.findings().total().total()));
    let tabs = Signal::derive(move || {
        vec![
            Choice::new(Panel::Map, "Address map"),
            Choice::new(Panel::Findings, "Findings").detail(total.get().to_string()),
            Choice::new(Panel::Connections, "Connections"),
        ]
    });
    let close = Callback::new(move |()| planner.panel.set(Panel::Hidden));
    let content = following(move || match planner.panel.get() {
        Panel::Map => Some(view! { <AddressMap /> }.into_any()),
        Panel::Findings => Some(view! { <FindingList /> }.into_any()),
        Panel::Connections => Some(connections_panel()),
        Panel::Hidden => None,
    });
    view! {
        <div class="panel">
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
            <div class="panel__content" id=PANEL role="tabpanel" aria-label="Below the tree">
                {content}
            </div>
        </div>
    }
    .into_any()
}
