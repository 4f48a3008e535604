//! Two plans side by side: what differs, with findings, addresses and money, and single differences to take over.
//!
//! Which plans stands in [`super::sources`]; what is shown of two that are read, in `shown`, which a merge shows as well.

mod list;
mod report;
mod shown;
mod strips;
mod totals;
mod tree;

pub(super) use shown::{Shown, View};

use super::sources::{Named, Source, Sources};
use crate::app::markup::*;
use crate::app::parts::{Dialog, DialogSize};
use crate::app::planner::use_planner;
use crate::app::platform::later::{breathe, spawn};
use crate::app::reactive::{Callback, RwSignal, StoredValue, effect};
use crate::app::session::use_session;
use shown::OpenIs;

/// Where the comparison is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Unasked,
    Reading,
    Shown,
    Failed(String),
}

#[derive(Clone, Copy)]
struct Comparing {
    sources: Sources,
    before: RwSignal<Source>,
    after: RwSignal<Source>,
    state: RwSignal<State>,
    shown: StoredValue<Option<Shown>>,
    view: View,
    turn: StoredValue<u32>,
}

/// The dialog: the open plan beside another one; a step of the history beside now, when it begins with one.
pub(super) fn compare(step: Option<usize>, open: RwSignal<bool>) -> AnyView {
    let sources = Sources::new(use_planner(), use_session());
    let (before, after) = match step {
        None => (Source::Open, Source::Nothing),
        Some(depth) => (Source::Step(depth), Source::Open),
    };
    let shown = StoredValue::new(None);
    let taking = StoredValue::new(None::<Comparing>);
    let take = Callback::new(move |place| {
        if let Some(comparing) = taking.get_value() {
            comparing.take(place);
        }
    });
    let comparing = Comparing {
        sources,
        before: RwSignal::new(before),
        after: RwSignal::new(after),
        state: RwSignal::new(State::Unasked),
        shown,
        view: View::new(sources.planner, shown, Some(take)),
        turn: StoredValue::new(0),
    };
    taking.set_value(Some(comparing));
    // What is taken over changes the plan: the comparison follows.
    effect(move |asked: Option<[Source; 2]>| {
        sources.planner.edits();
        let plans = [comparing.before.get(), comparing.after.get()];
        if asked.as_ref() != Some(&plans) {
            comparing.state.set(State::Reading);
        }
        let [before, after] = plans.clone();
        comparing.read(before, after);
        plans
    });
    on_cleanup(move || comparing.turn.update_value(|turn| *turn += 1));
    view! {
        <Dialog
            open=open
            title="Compare"
            description=Some("What would have to change in the first plan to make it the second. Nothing leaves this browser".to_owned())
            size=DialogSize::Wide
        >
            <div class="stack">
                <div class="sources">
                    {sources.select("First plan", None, comparing.before)}
                    {sources.select("Second plan", None, comparing.after)}
                </div>
                {sources.bring(vec![comparing.before, comparing.after])}
                <p class="dim">
                    "Files are plans, or what the AWS CLI, Terraform and others wrote: that is compared as what exists"
                </p>
                {following(move || body(comparing))}
            </div>
        </Dialog>
    }
    .into_any()
}

impl Comparing {
    /// Reads both plans and compares, in pieces between which the page lives on.
    fn read(self, before: Source, after: Source) {
        self.turn.update_value(|turn| *turn += 1);
        let mine = self.turn.with_value(|turn| *turn);
        if before == Source::Nothing || after == Source::Nothing {
            self.state.set(State::Unasked);
            return;
        }
        let open = match (&before, &after) {
            (Source::Open, _) => Some(OpenIs::First),
            (_, Source::Open) => Some(OpenIs::Second),
            _ => None,
        };
        spawn(async move {
            let is_mine = || self.turn.try_with_value(|turn| *turn) == Some(mine);
            let shown = self.compared(before, after, open).await;
            if !is_mine() {
                return;
            }
            match shown {
                Ok(shown) => {
                    self.shown.set_value(Some(shown));
                    self.state.set(State::Shown);
                }
                Err(problem) => self.state.set(State::Failed(problem)),
            }
        });
    }

    async fn compared(self, before: Source, after: Source, open: Option<OpenIs>) -> Result<Shown, String> {
        let before = self.sources.plan(before).await?;
        breathe().await;
        let after = self.sources.plan(after).await?;
        let (before, after) = alike(before, after).ok_or("These two cannot be compared")?;
        Shown::of(self.sources.session, before, after, open).await
    }

    /// Takes the difference at `place` over into the open plan.
    fn take(self, place: usize) {
        let taken = self
            .shown
            .with_value(|shown| shown.as_ref().and_then(|shown| shown.taking(place)));
        if let Some((label, edit)) = taken {
            self.sources.planner.edit(&label, edit);
        }
    }
}

/// Both as bare as the barer one: what exists says nothing of workloads.
fn alike(before: Named, after: Named) -> Option<(Named, Named)> {
    match before.is_bare || after.is_bare {
        true => Some((before.bare()?, after.bare()?)),
        false => Some((before, after)),
    }
}

fn body(comparing: Comparing) -> AnyView {
    match comparing.state.get() {
        State::Unasked => ().into_any(),
        State::Reading => view! { <p class="dim" role="status">"Comparing…"</p> }.into_any(),
        State::Failed(problem) => view! { <p role="alert">{problem}</p> }.into_any(),
        State::Shown => comparing.view.draw(),
    }
}
