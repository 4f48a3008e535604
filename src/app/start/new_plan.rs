//! The form for a new plan, in a dialog: while another plan is open.

use super::form::{NewPlanFields, NewPlanForm};
use super::preview::PlanPreview;
use crate::app::dialogs::focus_first_error;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Dismissal, InitialFocus};
use crate::app::reactive::RwSignal;
use crate::app::session::use_session;

/// Asks for a new plan. The open one is saved first.
#[component]
pub(in crate::app) fn NewPlanDialog(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let form = NewPlanForm::new();
    let create = move || {
        if let Some(plan) = form.accept() {
            open.set(false);
            session.open_new(plan);
        } else {
            focus_first_error();
        }
    };
    view! {
        <Dialog
            open=open
            title="New plan"
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=create
            footer=move || {
                view! { <Button label="Create plan" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <div class="start__form">
                <div class="stack">
                    <NewPlanFields form=form focus=InitialFocus::Here />
                </div>
                <PlanPreview form=form />
            </div>
        </Dialog>
    }
    .into_any()
}
