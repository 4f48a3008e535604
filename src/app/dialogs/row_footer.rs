//! The foot of a dialog that adds a row of the plan, or changes or removes one.

use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, RwSignal};
use crate::plan::gesture::Gesture;
use crate::rules::Fix;

/// The button that submits, which says `add` where the row is new; one that is there already can be `removed`, with a notice that
/// brings it back. Where the plan can only be looked at, both say so.
pub(in crate::app) fn row_footer(
    planner: Planner,
    open: RwSignal<bool>,
    add: &'static str,
    removed: Option<Callback<(), Option<Gesture>>>,
) -> AnyView {
    let refusal = planner.refusal();
    let label = if removed.is_some() { "Save" } else { add };
    let remove = removed.map(|removed| {
        let on_press = Callback::new(move |()| {
            if let Some(Gesture { label, edit, .. }) = removed.run(()) {
                open.set(false);
                planner.mend(Fix { label, edit });
            }
        });
        view! { <Button label="Remove" kind=ButtonKind::Danger refusal=refusal on_press=on_press /> }
    });
    view! {
        {remove}
        <Button label=label kind=ButtonKind::Primary purpose=ButtonPurpose::Submit refusal=refusal />
    }
    .into_any()
}
