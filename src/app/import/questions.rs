//! What only a person can decide: of which pool rows are, and which row of the plan is meant.

use super::conflicts::name_of;
use super::importing::Importing;
use super::model::place;
use super::preview::with;
use crate::address::Cidr;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Button, ButtonSize, Choice, Select};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::import::found::Key;
use crate::import::{PoolChoice, Question, Sameness};
use crate::plan::AnyId;

/// So many questions are asked at once: an answer often answers others.
const ASKED: usize = 40;

/// So many blocks are written out.
const BLOCKS: usize = 4;

/// The questions, each with its answers. One that has been answered stays, so that the answer can be taken back.
pub(super) fn questions(importing: Importing) -> AnyView {
    let keys = Memo::new(move |_| {
        importing.asked.with(|asked| {
            asked
                .iter()
                .map(|question| question.key().clone())
                .collect::<Vec<Key>>()
        })
    });
    let cards = following(move || {
        let keys = keys.get();
        let more = keys.len().saturating_sub(ASKED);
        let cards = keys
            .into_iter()
            .take(ASKED)
            .map(|key| card(importing, key))
            .collect_view();
        let more = (more > 0).then(|| {
            let words = format!(
                "And {} more: they are asked once these are answered",
                thousands(more as u64)
            );
            view! { <p class="dim">{words}</p> }
        });
        view! { <ul class="import__list">{cards}</ul> {more} }.into_any()
    });
    let open_same = Memo::new(move |_| {
        let asked = importing.asked.get();
        let decided = importing.decided.with(|decided| decided.choices.same.clone());
        let open = asked
            .iter()
            .filter(|question| matches!(question, Question::Same { key, .. } if !decided.contains_key(key)));
        open.count()
    });
    let all_new = Callback::new(move |()| {
        let asked = importing.asked.get_untracked();
        importing.decide(|decided| {
            for question in asked {
                if let Question::Same { key, .. } = question
                    && !decided.choices.same.contains_key(&key)
                {
                    decided.choices.same.insert(key, Sameness::New);
                }
            }
        });
    });
    view! {
        <div class="import__cards focus-inside" tabindex="0" role="region" aria-label="Questions">
            <p class="dim">"The files leave these open. Nothing is guessed: what you answer is what is imported"</p>
            {following(move || {
                let open = open_same.get();
                (open > 2).then(|| {
                    let label = format!("Add all {} that are open as new", thousands(open as u64));
                    view! { <div class="cluster"><Button label=label size=ButtonSize::Small on_press=all_new /></div> }
                })
            })}
            {cards}
        </div>
    }
    .into_any()
}

fn card(importing: Importing, key: Key) -> AnyView {
    let asked = importing.asked.with_untracked(|asked| {
        let mut asked = asked.iter();
        asked.find(|question| *question.key() == key).cloned()
    });
    let stands = |at| with(importing, |understood, _| place(understood, at)).unwrap_or_default();
    match asked {
        Some(Question::Pool {
            place,
            cidrs,
            candidates,
            ..
        }) => {
            let sentence = format!(
                "From which pool {} {}?",
                if cidrs.len() == 1 { "is" } else { "are these" },
                blocks(&cidrs)
            );
            pool_card(importing, key, sentence, untrack(|| stands(place)), candidates)
        }
        Some(Question::Same {
            name,
            cidr,
            place,
            candidates,
            ..
        }) => {
            let cidr = cidr.map(|cidr| format!(" {cidr}")).unwrap_or_default();
            let name = if name.is_empty() {
                "a row without a name".to_owned()
            } else {
                name
            };
            let sentence = format!("Which row of the plan is {name}{cidr}?");
            same_card(importing, key, sentence, untrack(|| stands(place)), &candidates)
        }
        None => ().into_any(),
    }
}

/// `10.0.0.0/8`, or `12 CIDRs (10.0.0.0/16, 10.1.0.0/16, …)`.
fn blocks(cidrs: &[Cidr]) -> String {
    if let [only] = cidrs {
        return only.to_string();
    }
    let mut words: Vec<String> = cidrs.iter().take(BLOCKS).map(ToString::to_string).collect();
    if cidrs.len() > BLOCKS {
        words.push("…".to_owned());
    }
    format!(
        "{} ({})",
        counted(cidrs.len() as u64, "CIDR", "CIDRs"),
        words.join(", ")
    )
}

fn pool_card(importing: Importing, key: Key, sentence: String, stands: String, candidates: Vec<PoolChoice>) -> AnyView {
    let none = candidates.is_empty();
    let all = if none { every_pool(importing) } else { candidates };
    let options = all.into_iter().map(|choice| {
        let label = untrack(|| pool_name(importing, &choice));
        Choice::new(Some(choice), label)
    });
    let options: Vec<Choice<Option<PoolChoice>>> = options.collect();
    let hint = none.then(|| "No pool holds all of these: any can be chosen".to_owned());
    let at = key.clone();
    let value = Signal::derive(move || {
        importing
            .decided
            .with(|decided| decided.choices.pools.get(&at).cloned())
    });
    let choose = Callback::new(move |choice: Option<PoolChoice>| {
        if let Some(choice) = choice {
            importing.decide(|decided| {
                decided.choices.pools.insert(key.clone(), choice);
            });
        }
    });
    view! {
        <li class="import__card">
            <p class="import__question">{sentence}</p>
            <p class="dim">{stands}</p>
            <Select label="Pool" options=Signal::stored(options) value=value hint=hint on_change=choose />
        </li>
    }
    .into_any()
}

fn same_card(importing: Importing, key: Key, sentence: String, stands: String, candidates: &[AnyId]) -> AnyView {
    let mut options: Vec<Choice<Option<Sameness>>> = untrack(|| {
        let named = |id: &AnyId| {
            let name = with(importing, |_, outcome| name_of(&outcome.before, *id)).unwrap_or_default();
            Choice::new(Some(Sameness::Same(*id)), name).detail(id.as_str())
        };
        candidates.iter().map(named).collect()
    });
    options.push(Choice::new(Some(Sameness::New), "None of them: it is new"));
    let at = key.clone();
    let value = Signal::derive(move || importing.decided.with(|decided| decided.choices.same.get(&at).copied()));
    let choose = Callback::new(move |choice: Option<Sameness>| {
        if let Some(choice) = choice {
            importing.decide(|decided| {
                decided.choices.same.insert(key.clone(), choice);
            });
        }
    });
    view! {
        <li class="import__card">
            <p class="import__question">{sentence}</p>
            <p class="dim">{stands}</p>
            <Select label="It is" options=Signal::stored(options) value=value on_change=choose />
        </li>
    }
    .into_any()
}

/// The pools of the files and of the plan.
fn every_pool(importing: Importing) -> Vec<PoolChoice> {
    untrack(|| {
        with(importing, |understood, outcome| {
            let found = understood
                .found
                .pools
                .iter()
                .map(|pool| PoolChoice::Found(pool.key.clone()));
            let planned = outcome.before.design().pools.keys().map(|id| PoolChoice::Planned(*id));
            found.chain(planned).collect()
        })
        .unwrap_or_default()
    })
}

fn pool_name(importing: Importing, choice: &PoolChoice) -> String {
    let name = with(importing, |understood, outcome| match choice {
        PoolChoice::Found(key) => {
            let pool = understood.found.pools.iter().find(|pool| pool.key == *key);
            let id = match key {
                Key::Aws(id) => id,
                Key::Own { name, .. } => name,
            };
            match pool
                .and_then(|pool| pool.name.as_deref())
                .filter(|name| !name.is_empty())
            {
                Some(name) => format!("{name} ({id})"),
                None => id.clone(),
            }
        }
        PoolChoice::Planned(id) => {
            let cidrs = outcome.before.design().pool_cidrs.values();
            let cidr = cidrs.filter(|row| row.pool == *id).map(|row| row.cidr).next();
            let cidr = cidr.map(|cidr| format!(", {cidr}")).unwrap_or_default();
            format!("{}{cidr}", name_of(&outcome.before, AnyId::from(*id)))
        }
    });
    name.unwrap_or_default()
}
