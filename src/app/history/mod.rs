//! What was done since the page was opened: every step with its time, the way to any of them, and what differs from now.
//!
//! The steps are the domain's; their times come from the clock of this machine. The history lives with the page.

mod compare;
mod list;
mod model;

use crate::app::action::Action;
use crate::app::header::ActionButton;
use crate::app::markup::*;
use crate::app::parts::{EmptyState, Glyph};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal};
use compare::comparison;
use list::list;
use model::Steps;

/// The steps beside what the chosen one differs in from now.
pub(super) fn history() -> AnyView {
    let planner = use_planner();
    let steps = Memo::new(move |_| planner.read(|workspace| Steps::of(workspace.history())));
    // None while it is the plan as it is now.
    let wanted = RwSignal::new(None::<usize>);
    let chosen = Memo::new(move |_| {
        steps.with(|steps| {
            wanted
                .get()
                .map_or(steps.depth, |wanted| wanted.min(steps.lines.len().saturating_sub(1)))
        })
    });
    let is_empty = Memo::new(move |_| steps.with(|steps| steps.lines.len() < 2));
    let content = following(move || {
        if is_empty.get() {
            view! {
                <EmptyState
                    icon=Glyph::History
                    title="Nothing was done yet"
                    sentence=Some("Every step stands here from when the page was opened, and can be gone back to".to_owned())
                />
            }
            .into_any()
        } else {
            view! {
                <div class="steps__body">
                    {list(planner, steps, chosen, wanted)}
                    {comparison(planner, steps, chosen, wanted)}
                </div>
            }
            .into_any()
        }
    });
    view! {
        <div class="steps history">
            <div class="steps__bar">
                <ActionButton action=Action::Undo />
                <ActionButton action=Action::Redo />
                <p class="history__hint dim">"Arrows choose a step, Enter goes there"</p>
            </div>
            {content}
        </div>
    }
    .into_any()
}
