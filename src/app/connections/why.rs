//! The pair that is looked at, in words: why it can or cannot be connected, and who states that it must be.

use super::model::{Reason, Stated, name_of, node_of, reason};
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, source_link};
use crate::app::planner::{Access, Planner};
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::plan::End;

/// A sentence and what can be done.
pub(super) fn view(planner: Planner, looked: RwSignal<Option<(End, End)>>) -> AnyView {
    let why = Memo::new(move |_| {
        let (one, other) = looked.get()?;
        Some(planner.read(|workspace| reason(workspace, one, other)))
    });
    let content = following(move || match (looked.get(), why.get()) {
        (Some((one, other)), Some(reason)) => about(planner, one, other, reason),
        _ => view! {
            <p class="dim">
                "✓ have no address in common. ✕ overlap. A dot marks what a connection states. Go to a cell to read why"
            </p>
        }
        .into_any(),
    });
    view! { <div class="routes__why" role="region" aria-label="The pair that is looked at">{content}</div> }.into_any()
}

fn about(planner: Planner, one: End, other: End, reason: Reason) -> AnyView {
    let stated = |stated: Stated| {
        let id = stated.id;
        let then = stated.then.map(|(sentence, page)| {
            let page = page.map(|page| source_link(page, "AWS"));
            view! { <span>": "{sentence}" "{page}</span> }
        });
        view! {
            <p>
                <Button
                    label=stated.name
                    kind=ButtonKind::Link
                    size=ButtonSize::Small
                    on_press=Callback::new(move |()| planner.ask(Ask::Connection(Some(id))))
                />
                " states that they must reach one another"
                {then}
            </p>
        }
    };
    let is_pair = one != other;
    let show = move |end: End| {
        let node = planner.peek(|workspace| node_of(workspace, end))?;
        let name = planner.peek(|workspace| name_of(workspace, end));
        let go = Callback::new(move |()| {
            planner.reveal(node);
            planner.inspecting.set(true);
        });
        Some(view! {
            <Button label=format!("Show {name}") kind=ButtonKind::Link size=ButtonSize::Small on_press=go />
        })
    };
    let may_connect = is_pair && reason.stated.is_empty() && planner.access.get() == Access::Edit;
    let connect = may_connect.then(|| {
        view! {
            <Button
                label="Connect them…"
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.ask(Ask::Connect(one, Some(other))))
            />
        }
    });
    view! {
        <p class="routes__reason">{reason.sentence}</p>
        {reason.stated.into_iter().map(stated).collect_view()}
        <p class="cluster">{connect} {show(one)} {is_pair.then(|| show(other))}</p>
    }
    .into_any()
}
