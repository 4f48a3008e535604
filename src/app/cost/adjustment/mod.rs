//! What a scenario assumes: in words, and the dialog that asks for it.

mod fields;
mod form;
mod number;
mod words;

use super::words::{number as number_words, signed};
use crate::app::dialogs::focus_first_error;
use crate::app::markup::*;
use crate::app::money;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Choice, Dialog, Dismissal, Select};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::cost::{Period, Terms, total_under};
use crate::plan::gesture::put_scenario;
use crate::plan::{Adjustment, Id, NodeChange, NodeGroups, PodAddressing, Scenario};
use crate::workspace::Workspace;
use fields::fields;
use form::{ABOUT, Form};
pub(super) use number::read_percent;
pub(super) use words::words;

/// Asks for an assumption of a scenario; none at `place` is a new one.
pub(super) fn dialog(scenario: Id<Scenario>, place: Option<usize>, open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let Some(row) = planner.peek(|w| w.plan().intent().scenarios.get(&scenario).cloned()) else {
        open.set(false);
        return ().into_any();
    };
    let known = place.and_then(|place| row.adjustments.get(place).cloned());
    let is_known = known.is_some();
    let begin = known.unwrap_or(Adjustment::Nodes {
        groups: NodeGroups::All,
        change: NodeChange::Addressing(PodAddressing::Prefixes),
    });
    let form = Form::of(&begin);
    let title = match is_known {
        true => format!("Assumption of {}", row.name),
        false => format!("Add an assumption to {}", row.name),
    };
    let typed = {
        let row = row.clone();
        Memo::new(move |_| {
            let adjustment = form.adjustment(&begin)?;
            let mut row = row.clone();
            match place.and_then(|place| row.adjustments.get_mut(place)) {
                Some(known) => *known = adjustment,
                None => row.adjustments.push(adjustment),
            }
            Some(row)
        })
    };
    let put = move || {
        let Some(row) = typed.get_untracked() else {
            form.show_errors();
            return focus_first_error();
        };
        let gesture = planner.peek(|workspace| put_scenario(workspace.plan(), scenario, row));
        if planner.edit(&gesture.label, gesture.edit) {
            open.set(false);
        }
    };
    let effect = Memo::new(move |_| {
        let row = typed.get()?;
        Some(planner.read(|workspace| effect_words(workspace, &row)))
    });
    let refusal = planner.refusal();
    let choices = Signal::stored(ABOUT.map(|(about, words)| Choice::new(about, words)).to_vec());
    view! {
        <Dialog
            open=open
            title=title
            description=Some("It is reckoned with, and changes nothing of the plan until the scenario is adopted".to_owned())
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || view! {
                <Button
                    label=if is_known { "Save" } else { "Add assumption" }
                    kind=ButtonKind::Primary
                    purpose=ButtonPurpose::Submit
                    refusal=refusal
                />
            }
        >
            <div class="stack">
                <Select label="What is otherwise" options=choices value=form.about on_change=form.about.setter() />
                {following(move || fields(form, form.about.get()))}
                <p class="workload__sum" role="status">
                    {move || effect.get().unwrap_or_else(|| "Say what is assumed".to_owned())}
                </p>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What the whole scenario would change.
fn effect_words(workspace: &Workspace, row: &Scenario) -> String {
    let (plan, estimate) = (workspace.plan(), workspace.estimate());
    let terms = Terms::under(plan, &row.adjustments);
    let after = total_under(plan, workspace.index(), &terms);
    let before = estimate.total();
    let signed_count = |count: u128| i128::try_from(count).unwrap_or(i128::MAX);
    let active = signed_count(after.active()) - signed_count(before.active());
    let cost = after.total_for(&terms, Period::Month) - before.total_for(estimate.terms(), Period::Month);
    let currency = money::currency(&terms);
    format!(
        "The scenario then has {} active IPs ({}) and costs {} a month ({})",
        number_words(after.active()),
        signed(active),
        money::to_the_cent(currency, after.total_for(&terms, Period::Month)),
        money::difference(currency, cost, Period::Month),
    )
}
