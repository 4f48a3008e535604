//! A block that is kept out of use.

use leptos::html;

use super::block::{BlockFields, BlockForm, Need, Place};
use super::words::pool_title;
use super::{Then, focus_first_error, is_mod_enter, required_name};
use crate::address::Family;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Dialog, Dismissal, Field, InitialFocus, Shortcut, use_announcer,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{RwSignal, Signal};
use crate::plan::gesture::{NewReservation, add_reservation};
use crate::plan::{Id, Pool};

/// Asks for a reservation: AWS's custom allocation.
#[component]
pub(super) fn Reserve(
    /// The pool it is taken from.
    pool: Id<Pool>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let family = planner.peek(|workspace| {
        let pool = workspace.plan().design().pools.get(&pool);
        pool.map_or(Family::Ipv4, |pool| pool.family)
    });
    let name = required_name("Say what it is for, such as Office VPN");
    let name_input = NodeRef::<html::Input>::new();
    let block = BlockForm::new(
        planner,
        Signal::stored(Place::Pool(pool)),
        Signal::stored(family),
        Need::Required,
        planner.proposed.get_untracked(),
    );
    let reserve = move |then| {
        let (Some(named), Some(Some(cidr))) = (name.accept(), block.accept()) else {
            return focus_first_error();
        };
        let new = NewReservation {
            name: named.clone(),
            pool,
            cidr,
        };
        if !planner.take(add_reservation(new, &mut RandomIds)) {
            return;
        }
        match then {
            Then::Close => open.set(false),
            Then::Another => {
                use_announcer().polite(format!("Reserved {cidr} for {named}"));
                name.text().restart(String::new());
                block.asked.text().restart(String::new());
                if let Some(input) = name_input.get_untracked() {
                    let _ = input.focus();
                }
            }
        }
    };
    let where_to =
        planner.peek(|workspace| format!("In {}. IPAM calls it a custom allocation", pool_title(workspace, pool)));
    let submit_label = move || if block.is_anyway() { "Reserve anyway" } else { "Reserve" };
    view! {
        <Dialog
            open=open
            title="Reserve a block"
            description=Some(where_to)
            dismissal=Dismissal::Deliberate
            on_submit=move || reserve(Then::Close)
            footer=move || {
                view! {
                    <Button
                        label="Reserve another"
                        tip=Some("Reserves this one and keeps the form open".to_owned())
                        shortcut=Shortcut::new("Mod+Enter")
                        on_press=move || reserve(Then::Another)
                    />
                    <Button
                        label=Signal::derive(move || submit_label().to_owned())
                        kind=ButtonKind::Primary
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div
                class="stack"
                on:keydown=move |event| {
                    if is_mod_enter(&event) {
                        event.prevent_default();
                        reserve(Then::Another);
                    }
                }
            >
                <Field label="What for" draft=name focus=InitialFocus::Here node_ref=name_input />
                <BlockFields form=block hint=Some("Such as /20, 4000 addresses or 10.1.0.0/20".to_owned()) />
            </div>
        </Dialog>
    }
    .into_any()
}
