//! What the plan would cost otherwise: scenarios side by side, and what would save most.

mod chosen;
mod comparison;
mod suggestions;

use super::pace::paced;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{EmptyState, Glyph};
use crate::app::planner::Planner;
use crate::app::reactive::{Memo, RwSignal};
use crate::cost::Period;
use crate::plan::gesture::put_scenario;
use crate::plan::{Adjustment, Id, Scenario, tidy};
use crate::workspace::Workspace;
use chosen::scenario;
use comparison::comparison;
use suggestions::suggestions;

fn name_of(workspace: &Workspace, id: Id<Scenario>) -> String {
    let row = workspace.plan().intent().scenarios.get(&id);
    row.and_then(|row| tidy(&row.name))
        .unwrap_or_else(|| "A scenario without a name".to_owned())
}

/// The comparison, the chosen scenario, and what would save most.
pub(super) fn view(planner: Planner, period: RwSignal<Period>) -> AnyView {
    let first = planner.peek(|workspace| workspace.plan().intent().scenarios.keys().next().copied());
    let chosen = RwSignal::new(first);
    let is_empty = Memo::new(move |_| planner.read(|workspace| workspace.plan().intent().workloads.is_empty()));
    let pace = paced(planner);
    let lines = Memo::new(move |_| {
        let (chosen, period) = (chosen.get(), period.get());
        pace.track();
        planner.peek(|workspace| comparison::lines(workspace, chosen, period))
    });
    following(move || {
        if is_empty.get() {
            return view! {
                <EmptyState
                    icon=Glyph::Cost
                    title="Nothing runs in the plan yet"
                    sentence=Some("A scenario says what would be otherwise about what runs: state that first".to_owned())
                />
            }
            .into_any();
        }
        view! {
            <div class="cost__body cost__body--three">
                <section class="cost__main" aria-label="Scenarios side by side">{comparison(planner, lines, chosen)}</section>
                <section class="cost__side" aria-label="The chosen scenario">
                    {following(move || scenario(planner, chosen))}
                </section>
                <section class="cost__side" aria-label="What saves most">{suggestions(planner, pace, chosen, period)}</section>
            </div>
        }
        .into_any()
    })
}

/// Adds a scenario that assumes this, and shows it.
fn add(planner: Planner, chosen: RwSignal<Option<Id<Scenario>>>, name: Option<String>, adjustments: Vec<Adjustment>) {
    let id = Id::mint(&mut RandomIds);
    let gesture = planner.peek(|workspace| {
        let table = &workspace.plan().intent().scenarios;
        let numbered = || {
            let mut names = (1..).map(|place| format!("Scenario {place}"));
            names.find(|name| !table.values().any(|row| row.name == *name))
        };
        let name = name.or_else(numbered).unwrap_or_default();
        let row = Scenario {
            name,
            adjustments,
            note: String::new(),
        };
        put_scenario(workspace.plan(), id, row)
    });
    if planner.edit(&gesture.label, gesture.edit) {
        chosen.set(Some(id));
    }
}
