//! What several selected rows have in common.

use super::bar::ACTIONS;
use super::model::Common;
use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::{Button, Detail, DetailList, Glyph, Icon, IconButton, Pill};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Memo, Signal};
use crate::app::session::use_session;

/// The inspector of several rows.
pub(super) fn inspector() -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let common = common(planner);
    let title = move || common.with(|common| format!("{} rows selected", common.count));
    let pills = following(move || {
        let kinds = common.with(|common| common.kinds.clone());
        kinds.into_iter().map(|text| view! { <Pill text /> }).collect_view()
    });
    let facts = following(move || common.with(facts));
    let button = move |(action, label): (Action, &'static str)| {
        view! {
            <Button
                label=label
                icon=action.glyph()
                refusal=Signal::derive(move || action.refusal(planner))
                on_press=move || action.run(planner, session)
            />
        }
    };
    view! {
        <header class="inspector__head">
            <Icon glyph=Glyph::List />
            <h2 class="inspector__title">{title}</h2>
            <IconButton
                label="Close the inspector"
                icon=Glyph::Close
                on_press=move || {
                    planner.inspecting.set(false);
                    planner.focus_tree();
                }
            />
            <div class="inspector__pills">{pills}</div>
        </header>
        <section class="inspector__section">
            <h3 class="inspector__heading">"What they have in common"</h3>
            {facts}
        </section>
        <section class="inspector__section">
            <h3 class="inspector__heading">"All of them at once"</h3>
            <div class="cluster">{ACTIONS.into_iter().map(button).collect_view()}</div>
        </section>
    }
    .into_any()
}

/// What is selected has in common. It follows plan and selection.
pub(super) fn common(planner: Planner) -> Memo<Common> {
    Memo::new(move |_| {
        let chosen = planner.chosen();
        let selected = planner.selected();
        planner.read(|workspace| match chosen.is_empty() {
            true => Common::of(workspace, &[selected]),
            false => Common::of(workspace, chosen.rows()),
        })
    })
}

fn facts(common: &Common) -> AnyView {
    let fact = |label: String, words: String| view! { <Detail label>{words}</Detail> }.into_any();
    let mut facts: Vec<AnyView> = Vec::new();
    for (label, said) in [
        ("Locale or Region", &common.region),
        ("Account", &common.account),
        ("Netmask rules", &common.rules),
    ] {
        facts.extend(said.words().map(|words| fact(label.to_owned(), words)));
    }
    let count = common.count;
    if common.locked > 0 {
        facts.push(fact("Locked".to_owned(), format!("{} of {count}", common.locked)));
    }
    for tag in &common.tags {
        let value = tag.value.words().unwrap_or_default();
        let words = match tag.rows {
            rows if rows < count => format!("{value} (on {rows} of {count})"),
            _ => value,
        };
        facts.push(fact(tag.key.clone(), words));
    }
    view! { <DetailList>{facts}</DetailList> }.into_any()
}
