//! A network on premises: what is at the far end of a connection.

use super::{focus_first_error, required_name, row_footer};
use crate::address::Cidr;
use crate::app::dialogs::words::sentence;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{ComboboxOfSeveral, Dialog, Dismissal, Draft, Field, InitialFocus, TextArea};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::plan::gesture::{put_network, remove_network};
use crate::plan::{Id, Network};

/// Asks for a network: its name and its CIDRs.
#[component]
pub(super) fn NetworkDialog(
    /// Which one; none for a new one.
    network: Option<Id<Network>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let is_known = network.is_some();
    let id = network.unwrap_or_else(|| Id::mint(&mut RandomIds));
    let row = match network {
        Some(id) => planner.peek(|w| w.plan().intent().networks.get(&id).cloned()),
        None => Some(Network::default()),
    };
    let Some(row) = row else {
        open.set(false);
        return ().into_any();
    };
    let name = required_name("Give it a name, such as Office Berlin");
    name.text().restart(row.name.clone());
    let note = Draft::new(row.note.clone(), |text| Ok(text.trim().to_owned()));
    let cidrs = RwSignal::new(row.cidrs.iter().map(Cidr::to_string).collect::<Vec<_>>());
    let unlisted = Callback::new(|text: String| {
        let read = text.trim().parse::<Cidr>();
        read.map(|cidr| cidr.to_string()).map_err(sentence)
    });
    let put = move || {
        let Some(named) = name.accept() else {
            return focus_first_error();
        };
        let row = Network {
            name: named,
            cidrs: cidrs.with_untracked(|cidrs| cidrs.iter().filter_map(|text| text.parse().ok()).collect()),
            note: note.accept().unwrap_or_default(),
        };
        let gesture = planner.peek(|workspace| put_network(workspace.plan(), id, row));
        if planner.edit(&gesture.label, gesture.edit) {
            open.set(false);
        }
    };
    let removed =
        is_known.then(|| Callback::new(move |()| planner.peek(|workspace| remove_network(workspace.plan(), id))));
    view! {
        <Dialog
            open=open
            title=if is_known { "Network on premises" } else { "Add a network on premises" }
            description=Some("An office, a data center, a partner. It lies in no scope: IPAM knows nothing of it".to_owned())
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || row_footer(planner, open, "Add network", removed)
        >
            <div class="stack">
                <Field label="Name" draft=name focus=InitialFocus::Here />
                <ComboboxOfSeveral
                    label="CIDRs"
                    options=Signal::stored(Vec::new())
                    values=cidrs
                    unlisted=unlisted
                    hint=Some("The addresses that are used there or routed to it: write one such as 192.168.0.0/16, then Enter".to_owned())
                    on_change=cidrs.setter()
                />
                <TextArea label="Note" draft=note lines=2 />
            </div>
        </Dialog>
    }
    .into_any()
}
