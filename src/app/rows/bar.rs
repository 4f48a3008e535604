//! The line over the tree while several rows are selected.

use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonSize, Glyph, IconButton};
use crate::app::planner::use_planner;
use crate::app::session::use_session;
use crate::app::shaping::Shaping;
use crate::app::tree_action::TreeAction;

/// What is done to several rows most often.
pub(super) const ACTIONS: [(Action, &str); 5] = [
    (Action::Tree(TreeAction::Change), "Change…"),
    (Action::Shape(Shaping::MoveTo), "Move to…"),
    (Action::Shape(Shaping::Lock), "Lock"),
    (Action::Shape(Shaping::Unlock), "Unlock"),
    (Action::Delete, "Delete…"),
];

/// How many rows are selected, what can be done with them, and the way back to one.
pub(super) fn bar() -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let words = move || {
        let count = counted(
            planner.chosen().rows().len().max(1) as u64,
            "row selected",
            "rows selected",
        );
        match planner.gathering.get() {
            true => format!("{count}: press others"),
            false => count,
        }
    };
    let button = move |(action, label): (Action, &'static str)| {
        view! {
            <Button
                label=label
                size=ButtonSize::Small
                icon=action.glyph()
                refusal=crate::app::reactive::Signal::derive(move || action.refusal(planner))
                on_press=move || action.run(planner, session)
            />
        }
    };
    view! {
        <div class="tree__bar" role="group" aria-label="Selected rows">
            <span class="tree__barword" role="status">{words}</span>
            {ACTIONS.into_iter().map(button).collect_view()}
            <span class="tree__barspace"></span>
            <IconButton
                label="Select one row only"
                icon=Glyph::Close
                size=ButtonSize::Small
                on_press=move || {
                    planner.gathering.set(false);
                    planner.choose_one();
                    planner.focus_tree();
                }
            />
        </div>
    }
    .into_any()
}
