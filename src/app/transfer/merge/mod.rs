//! Two copies of a plan that went their own ways, put together by what both come from.

mod conflicts;

use std::sync::Arc;

use super::compare::{Shown, View};
use super::sources::{Source, Sources};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonKind, Dialog, DialogSize, Notice, use_announcer};
use crate::app::planner::use_planner;
use crate::app::platform::later::{breathe, spawn};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, StoredValue, effect};
use crate::app::session::use_session;
use crate::compare::{Copies, Take, merge as merged};
use crate::plan::{Edit, Plan};
use conflicts::{Decided, Decisions, Told, conflicts};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Unasked,
    Working,
    Failed(String),
    Done,
}

/// A merge that is done.
struct Done {
    plan: Plan,
    /// What makes the plan out of the first copy.
    edit: Edit,
    /// What the second copy is called.
    from: String,
}

#[derive(Clone, Copy)]
struct Merging {
    sources: Sources,
    base: RwSignal<Source>,
    ours: RwSignal<Source>,
    theirs: RwSignal<Source>,
    state: RwSignal<State>,
    decisions: Decisions,
    told: RwSignal<Arc<Vec<Told>>>,
    /// What stays although one copy removed it, since the other needs it.
    kept: RwSignal<Vec<String>>,
    /// Whether what is shown is behind what was chosen.
    is_behind: RwSignal<bool>,
    /// Counts the merges that are shown.
    shows: RwSignal<u32>,
    done: StoredValue<Option<Done>>,
    shown: StoredValue<Option<Shown>>,
    view: View,
    turn: StoredValue<u32>,
}

/// The dialog.
pub(super) fn merge(open: RwSignal<bool>) -> AnyView {
    let sources = Sources::new(use_planner(), use_session());
    let shown = StoredValue::new(None);
    let merging = Merging {
        sources,
        base: RwSignal::new(Source::Nothing),
        ours: RwSignal::new(Source::Open),
        theirs: RwSignal::new(Source::Nothing),
        state: RwSignal::new(State::Unasked),
        decisions: Decisions::new(),
        told: RwSignal::new(Arc::default()),
        kept: RwSignal::new(Vec::new()),
        is_behind: RwSignal::new(false),
        shows: RwSignal::new(0),
        done: StoredValue::new(None),
        shown,
        view: View::new(sources.planner, shown, None),
        turn: StoredValue::new(0),
    };
    effect(move |_| {
        let plans = [merging.base.get(), merging.ours.get(), merging.theirs.get()];
        sources.planner.edits();
        merging.decisions.clear();
        merging.work(plans);
    });
    effect(move |before: Option<()>| {
        merging.decisions.track();
        // The first time it is what is being worked out anyway.
        if before.is_some() {
            merging.work(untrack(|| {
                [merging.base.get(), merging.ours.get(), merging.theirs.get()]
            }));
        }
    });
    on_cleanup(move || merging.turn.update_value(|turn| *turn += 1));
    view! {
        <Dialog
            open=open
            title="Merge"
            description=Some(
                "Two copies of a plan, put together by the plan that both come from. What only one changed merges by itself; what both \
                 changed, each in its own way, is yours to decide."
                    .to_owned(),
            )
            size=DialogSize::Wide
            footer=move || buttons(merging, open)
        >
            <div class="stack">
                <div class="sources">
                    {sources.select("Both come from", Some("As it was before they went their own ways".to_owned()), merging.base)}
                    {sources.select("First copy", None, merging.ours)}
                    {sources.select("Second copy", None, merging.theirs)}
                </div>
                {sources.bring(vec![merging.base, merging.ours, merging.theirs])}
                {following(move || state(merging))}
                {conflicts(merging.decisions, merging.told)}
                {following(move || result(merging))}
            </div>
        </Dialog>
    }
    .into_any()
}

impl Merging {
    /// Puts the copies together, in pieces between which the page lives on.
    fn work(self, plans: [Source; 3]) {
        self.turn.update_value(|turn| *turn += 1);
        let mine = self.turn.with_value(|turn| *turn);
        if plans.contains(&Source::Nothing) {
            self.told.set(Arc::default());
            self.kept.set(Vec::new());
            self.state.set(State::Unasked);
            return;
        }
        self.is_behind.set(true);
        if self.state.get_untracked() != State::Done {
            self.state.set(State::Working);
        }
        spawn(async move {
            let is_mine = || self.turn.try_with_value(|turn| *turn) == Some(mine);
            match self.put_together(plans, &is_mine).await {
                Ok(()) if is_mine() => {
                    self.is_behind.set(false);
                    self.shows.update(|shows| *shows += 1);
                    self.state.set(State::Done);
                }
                Err(problem) if is_mine() => {
                    self.told.set(Arc::default());
                    self.state.set(State::Failed(problem));
                }
                _ => {}
            }
        });
    }

    async fn put_together(self, plans: [Source; 3], is_mine: &impl Fn() -> bool) -> Result<(), String> {
        let [base, ours, theirs] = plans;
        let base = self.sources.plan(base).await?;
        let ours = self.sources.plan(ours).await?;
        let theirs = self.sources.plan(theirs).await?;
        if base.is_bare || ours.is_bare || theirs.is_bare {
            return Err("What exists in AWS is no copy of a plan: compare with it instead".to_owned());
        }
        breathe().await;
        if !is_mine() {
            return Ok(());
        }
        let decisions = self.decisions;
        let merge = merged(&base.plan, &ours.plan, &theirs.plan, &|conflict| decisions.of(conflict));
        let merge = merge.map_err(|refusals| {
            let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            format!("The two together are no plan: {}", words.join("; "))
        })?;
        let copies = Copies::of([&base.plan, &ours.plan, &theirs.plan]);
        let told = merge.conflicts.iter().map(|conflict| Told::of(conflict, &copies));
        let told: Vec<Told> = told.collect();
        let kept = merge
            .kept
            .iter()
            .map(|(side, row)| format!("{} ({})", copies.name(*side, *row), row.kind()));
        let kept = kept.collect();
        let mut plan = ours.plan.clone();
        plan.apply(merge.edit.clone()).map_err(|refusal| refusal.to_string())?;
        breathe().await;
        let mut result = ours.clone();
        (result.name, result.plan) = ("Merged".to_owned(), plan.clone());
        let from = theirs.name.clone();
        let shown = Shown::of(self.sources.session, ours, result, None).await?;
        if is_mine() {
            // Drawn anew only when they are others: somebody is deciding.
            if self.told.with_untracked(|before| **before != told) {
                self.told.set(Arc::new(told));
            }
            self.kept.set(kept);
            self.shown.set_value(Some(shown));
            self.done.set_value(Some(Done {
                plan,
                edit: merge.edit,
                from,
            }));
        }
        Ok(())
    }
}

fn state(merging: Merging) -> AnyView {
    match merging.state.get() {
        State::Unasked => {
            view! { <p class="dim">"Choose the three plans. A step of the history of the open plan can be what both come from"</p> }
                .into_any()
        }
        State::Working => view! { <p class="dim" role="status">"Putting them together…"</p> }.into_any(),
        State::Failed(problem) => view! { <p role="alert">{problem}</p> }.into_any(),
        State::Done => ().into_any(),
    }
}

/// What merges by itself, and what differs from the first copy in the end.
fn result(merging: Merging) -> AnyView {
    merging.shows.track();
    if merging.state.get() != State::Done {
        return ().into_any();
    }
    let kept = merging.kept.get();
    let kept = (!kept.is_empty()).then(|| {
        let words = format!(
            "Kept, since one copy removed it and the other needs it: {}",
            kept.join(", ")
        );
        view! { <p>{words}</p> }
    });
    view! {
        {kept}
        <h3 class="differs__title">"What changes in the first copy"</h3>
        {merging.view.draw()}
    }
    .into_any()
}

fn buttons(merging: Merging, open: RwSignal<bool>) -> AnyView {
    let announcer = use_announcer();
    let session = merging.sources.session;
    let planner = merging.sources.planner;
    let unfinished = move || match merging.state.get() {
        State::Done if !merging.is_behind.get() => None,
        State::Unasked => Some("Choose the three plans first".to_owned()),
        State::Working | State::Done => Some("They are still being put together".to_owned()),
        State::Failed(problem) => Some(problem),
    };
    let undecided = Memo::new(move |_| {
        let told = merging.told.get();
        told.iter().filter(|told| merging.decisions.get(told).is_none()).count()
    });
    let words = following(move || {
        let count = undecided.get();
        (count > 0).then(|| {
            let words = counted(count as u64, "conflict is", "conflicts are");
            view! { <p class="dim merge__open" role="status">{format!("{words} not decided: as proposed")}</p> }
        })
    });
    let open_new = Callback::new(move |()| {
        let plan = merging
            .done
            .with_value(|done| done.as_ref().map(|done| done.plan.clone()));
        if let Some(plan) = plan {
            open.set(false);
            session.open_new(plan);
        }
    });
    let into_open = Callback::new(move |()| {
        let edit = merging.done.with_value(|done| {
            done.as_ref()
                .map(|done| (format!("Merge {}", done.from), done.edit.clone()))
        });
        if let Some((label, edit)) = edit
            && planner.edit(&label, edit)
        {
            open.set(false);
            announcer.show(Notice::done(label).with_action("Undo", move || planner.undo()));
        }
    });
    let into_refusal =
        Signal::derive(move || unfinished().or_else(|| planner.access.get().refusal().map(str::to_owned)));
    let is_open = Memo::new(move |_| merging.ours.get() == Source::Open);
    view! {
        {words}
        {following(move || {
            is_open.get().then(|| {
                view! {
                    <Button
                        label="Take into the open plan"
                        tip=Some("One step, which you can undo".to_owned())
                        refusal=into_refusal
                        on_press=into_open
                    />
                }
            })
        })}
        <Button
            label="Open as a new plan"
            kind=ButtonKind::Primary
            refusal=Signal::derive(unfinished)
            on_press=open_new
        />
    }
    .into_any()
}

/// What was decided of a conflict, as the domain says it.
fn take(decided: Decided) -> Take {
    match decided {
        Decided::First => Take::Ours,
        Decided::Second => Take::Theirs,
    }
}
