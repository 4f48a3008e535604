//! A new private scope.

use super::required_name;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Dismissal, Field, InitialFocus};
use crate::app::planner::use_planner;
use crate::app::reactive::RwSignal;
use crate::plan::gesture::add_scope;

/// Asks for the name of a private scope. There is never a second public one.
#[component]
pub(super) fn AddScope(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let name = required_name("Give the scope a name");
    let add = move || {
        if let Some(name) = name.accept()
            && planner.take(add_scope(&name, &mut RandomIds))
        {
            open.set(false);
        }
    };
    let what = "A private scope holds one network's addresses: two scopes may use the same ones, as long as their \
                networks are never connected";
    view! {
        <Dialog
            open=open
            title="Add scope"
            description=Some(what.to_owned())
            size=DialogSize::Small
            dismissal=Dismissal::Deliberate
            on_submit=add
            footer=move || {
                view! { <Button label="Add scope" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <Field label="Name" draft=name focus=InitialFocus::Here />
        </Dialog>
    }
    .into_any()
}
