//! What both copies changed, each in its own way: a choice for each.

use std::sync::Arc;

use super::take;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::unique_id;
use crate::app::reactive::{RwSignal, Signal};
use crate::compare::{Conflict, Copies, Take, ToldConflict};
use crate::format::FieldPath;
use crate::plan::{AnyId, Side};

/// Which copy a conflict is decided for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    First,
    Second,
}

/// By what a conflict is known from one merge to the next.
type Key = (Option<Side>, AnyId, Option<FieldPath>);

/// A conflict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    key: Key,
    words: ToldConflict,
    /// What it is as long as nobody decides.
    proposed: Decided,
    /// Whether there is anything to choose: where the copies' choices exclude one another, there is not.
    is_open: bool,
}

impl Told {
    pub(super) fn of(conflict: &Conflict, copies: &Copies<'_>) -> Self {
        let words = copies.told(conflict);
        let [_, ours, _] = &words.values;
        let proposed = match (&conflict.field, ours) {
            (None, None) => Decided::Second,
            _ => Decided::First,
        };
        Self {
            key: key(conflict),
            proposed,
            is_open: conflict.field.is_none() || conflict.values.iter().any(Option::is_some),
            words,
        }
    }
}

fn key(conflict: &Conflict) -> Key {
    (conflict.side, conflict.row, conflict.field.clone())
}

/// What was decided so far. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Decisions(RwSignal<Arc<Vec<(Key, Decided)>>>);

impl Decisions {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Arc::default()))
    }

    pub(super) fn track(self) {
        self.0.track();
    }

    pub(super) fn clear(self) {
        if self.0.with_untracked(|all| !all.is_empty()) {
            self.0.set(Arc::default());
        }
    }

    /// What was decided of a conflict of a merge. Not tracked.
    pub(super) fn of(self, conflict: &Conflict) -> Option<Take> {
        let key = key(conflict);
        self.0.with_untracked(|all| found(all, &key)).map(take)
    }

    /// What was decided of a conflict that is shown. Tracked.
    pub(super) fn get(self, told: &Told) -> Option<Decided> {
        self.0.with(|all| found(all, &told.key))
    }

    fn decide(self, told: &[Told], decided: Decided) {
        let mut all = self.0.get_untracked().as_ref().clone();
        for told in told.iter().filter(|told| told.is_open) {
            all.retain(|(key, _)| *key != told.key);
            all.push((told.key.clone(), decided));
        }
        self.0.set(Arc::new(all));
    }
}

fn found(all: &[(Key, Decided)], key: &Key) -> Option<Decided> {
    all.iter().find(|(known, _)| known == key).map(|(_, decided)| *decided)
}

/// So many conflicts are shown at once: nobody decides more without looking at what comes of it.
const SHOWN: usize = 100;

/// The conflicts, each with a choice, and one choice for all of them.
pub(super) fn conflicts(decisions: Decisions, told: RwSignal<Arc<Vec<Told>>>) -> AnyView {
    following(move || {
        let all = told.get();
        if all.is_empty() {
            return ().into_any();
        }
        let more = all.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| view! { <p class="dim">{format!("and {more} more")}</p> });
        let of_all = |label: &'static str, decided: Decided| {
            let all = Arc::clone(&all);
            view! {
                <button type="button" class="button button--small" on:click=move |_| decisions.decide(&all, decided)>
                    {label}
                </button>
            }
        };
        view! {
            <section class="stack" aria-label="Conflicts">
                <div class="cluster">
                    <h3 class="differs__title">{counted(all.len() as u64, "conflict", "conflicts")}</h3>
                    {of_all("All as in the first copy", Decided::First)}
                    {of_all("All as in the second copy", Decided::Second)}
                </div>
                {all.iter().take(SHOWN).map(|told| conflict(decisions, told)).collect_view()}
                {more}
            </section>
        }
        .into_any()
    })
}

fn conflict(decisions: Decisions, told: &Told) -> AnyView {
    let ToldConflict {
        name,
        kind,
        path,
        field,
        values,
    } = told.words.clone();
    let (is_whole, group) = (field.is_none(), unique_id("conflict"));
    let about = field.unwrap_or_else(|| match values {
        [_, Some(_), Some(_)] => "the two together say nothing that makes sense".to_owned(),
        _ => "removed in one copy, changed in the other".to_owned(),
    });
    let [base, ours, theirs] = values.map(|value| match (is_whole, value) {
        (true, Some(_)) => "it is there, with its changes".to_owned(),
        (true, None) => "it is not there".to_owned(),
        (false, value) => value.unwrap_or_else(|| "nothing".to_owned()),
    });
    let chosen = {
        let told = told.clone();
        Signal::derive(move || decisions.get(&told).unwrap_or(told.proposed))
    };
    let choice = |decided: Decided, word: &'static str, value: String| {
        let (told, name, is_open) = (told.clone(), group.clone(), told.is_open);
        view! {
            <label class="conflict__choice">
                <input
                    on:change=move |_| decisions.decide(std::slice::from_ref(&told), decided)
                    type="radio"
                    name=name
                    disabled=!is_open
                    prop:checked=move || chosen.get() == decided
                />
                <span class="conflict__word dim">{word}</span>
                " "
                <span class="conflict__value">{value}</span>
            </label>
        }
    };
    let closed = (!told.is_open)
        .then(|| view! { <p class="dim">"Each copy put one under the other: it stays as in the first copy"</p> });
    view! {
        <fieldset class="conflict" role="radiogroup">
            <legend>
                <b>{name}</b>
                " "
                <span class="dim">{kind}</span>
                {format!(": {about}")}
            </legend>
            <div class="dim">{path.join(" › ")}</div>
            <p class="conflict__base">
                <span class="conflict__word dim">"Both come from"</span>
                <span class="conflict__value">{base}</span>
            </p>
            {choice(Decided::First, "First copy", ours)}
            {choice(Decided::Second, "Second copy", theirs)}
            {closed}
        </fieldset>
    }
    .into_any()
}
