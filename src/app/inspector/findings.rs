//! What was found at the row, as cards.

use std::sync::Arc;

use crate::app::ask::Ask;
use crate::app::findings::each_finding;
use crate::app::findings::model::{FindingKey, FindingView};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{CardFix, FindingCard};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::Node;

/// How many cards are drawn: the list of findings has them all.
const DRAWN: usize = 10;

/// A card for each finding, the worst first.
pub(super) fn view(planner: Planner, node: Node) -> AnyView {
    let found = Memo::new(move |_| {
        planner.read(|workspace| {
            let keys: Vec<FindingKey> = workspace.findings().at(node).map(FindingKey::of).collect();
            let more = keys.len().saturating_sub(DRAWN);
            (keys.into_iter().take(DRAWN).collect::<Vec<_>>(), more)
        })
    });
    let keys = move || found.with(|(keys, _)| keys.iter().map(|key| (0, *key)).collect());
    let card = move |(_, key)| card(planner, key);
    let more = following(move || {
        let more = found.with(|(_, more)| *more);
        (more > 0).then(|| {
            let words = counted(more as u64, "more finding", "more findings");
            view! { <p class="dim">{words}", in the list of findings"</p> }
        })
    });
    view! {
        <div class="inspector__findings">
            {each_finding(Box::new(keys), Arc::new(card))}
            {more}
        </div>
    }
    .into_any()
}

fn card(planner: Planner, key: FindingKey) -> AnyView {
    let shown = Memo::new(move |_| planner.read(|workspace| FindingView::of(workspace, key)));
    let mend = Callback::new(move |()| {
        let fix = planner.peek(|workspace| {
            let finding = key.find(workspace)?;
            finding.fix(workspace.facts())
        });
        if let Some(fix) = fix {
            planner.mend(fix);
        }
    });
    following(move || {
        let view = shown.get()?;
        let code = view.code;
        let more = view.pairs.map(|ask| CardFix {
            label: "Show pairs".to_owned(),
            run: Callback::new(move |()| planner.ask(ask)),
        });
        let fix = view.fix.filter(|_| view.accepted.is_none());
        let fixes: Vec<CardFix> = fix.map(|label| CardFix { label, run: mend }).into_iter().collect();
        let accepted = view.accepted;
        Some(view! {
            <FindingCard
                severity=view.severity
                title=view.title.to_owned()
                fixes=fixes
                nostrip:more=more
                on_accept=Callback::new(move |()| planner.ask(Ask::Accept(key)))
                accepted=Signal::derive(move || accepted.clone())
                on_reopen=Callback::new(move |()| planner.reopen(key))
                on_why=Callback::new(move |()| planner.ask(Ask::Rule(code)))
            >
                {view.sentence}
            </FindingCard>
        })
    })
}
