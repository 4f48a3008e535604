//! Accepting a finding.

use super::required_name;
use crate::app::findings::model::{FindingKey, FindingView};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Dismissal, Field, InitialFocus};
use crate::app::planner::use_planner;
use crate::app::reactive::RwSignal;
use crate::rules::acceptance;

/// Asks why a finding is accepted. It is then counted apart, with the reason, until what it rests on is something else.
#[component]
pub(super) fn Accept(
    /// Which one.
    finding: FindingKey,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let Some(view) = planner.peek(|workspace| FindingView::of(workspace, finding)) else {
        open.set(false);
        return ().into_any();
    };
    let reason = required_name("Say why it is all right, for those who read the plan later");
    let accept = move || {
        let Some(reason) = reason.accept() else { return };
        let edit = planner.peek(|workspace| {
            let found = finding.find(workspace)?;
            Some(acceptance::accept(workspace.facts(), found, &reason))
        });
        if edit.is_none_or(|edit| planner.edit("Accept a finding", edit)) {
            open.set(false);
        }
    };
    view! {
        <Dialog
            open=open
            title="Accept the finding"
            description=Some(view.sentence)
            size=DialogSize::Small
            dismissal=Dismissal::Deliberate
            on_submit=accept
            footer=move || {
                view! { <Button label="Accept" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <Field
                label="Reason"
                draft=reason
                hint=Some("Kept in the plan. The finding opens again when its blocks or numbers change".to_owned())
                focus=InitialFocus::Here
            />
        </Dialog>
    }
    .into_any()
}
