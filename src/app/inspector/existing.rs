//! What exists of the row in AWS, and what follows from a field that AWS does not change.

use crate::app::action::exists;
use crate::app::dialogs::words::listed;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Severity, SeverityMark};
use crate::app::planner::{Existence, Planner};
use crate::app::reactive::{Callback, Memo};
use crate::app::standing::{StandingMark, standing_tip};
use crate::lifecycle::{Standing, standing, unchangeable};
use crate::plan::{AnyId, Node};

/// How the row stands to what exists, and what marks it. Free space is nothing in AWS.
pub(super) fn view(planner: Planner, node: Node) -> Option<AnyView> {
    if matches!(node, Node::Free(_)) {
        return None;
    }
    let stands = Memo::new(move |_| {
        planner.read(|workspace| {
            let plan = workspace.plan();
            (standing(plan, workspace.index(), node), exists(plan, node))
        })
    });
    let words = following(move || match stands.get() {
        (Some(standing), _) => view! {
            <StandingMark standing />
            <span>{standing_tip(standing)}</span>
        }
        .into_any(),
        (None, _) => view! { <span class="dim">"Nothing is marked as existing in AWS"</span> }.into_any(),
    });
    let buttons = following(move || {
        let (standing, exists) = stands.get();
        let mark = |label, existence| {
            view! {
                <Button
                    label=label
                    kind=ButtonKind::Link
                    size=ButtonSize::Small
                    refusal=planner.refusal()
                    on_press=Callback::new(move |()| planner.mark(node, existence))
                />
            }
        };
        let all = match standing {
            Some(Standing::Exists) => None,
            Some(Standing::Differs | Standing::Replaced) => Some("It exists as planned by now"),
            Some(Standing::Planned) | None => Some("This and all below exists in AWS"),
        };
        view! {
            {all.map(|all| mark(all, Existence::Exists))}
            {exists.then(|| mark("This does not exist yet", Existence::Missing))}
            {exists.then(|| to_steps(planner, "Show the steps"))}
        }
    });
    Some(
        view! {
            <div class="inspector__standing">
                <p class="inspector__stands">{words}</p>
                <p class="cluster">{buttons}</p>
            </div>
        }
        .into_any(),
    )
}

fn to_steps(planner: Planner, label: &'static str) -> AnyView {
    view! {
        <Button
            label=label
            kind=ButtonKind::Link
            size=ButtonSize::Small
            on_press=Callback::new(move |()| planner.show_steps(None))
        />
    }
    .into_any()
}

/// Says at a field that AWS does not change it on what exists, while it differs from that: the row is deleted and created
/// again. `fields` are the domain's words for it.
pub(super) fn unchangeable_note(planner: Planner, id: impl Into<AnyId>, fields: &'static [&'static str]) -> AnyView {
    let id = id.into();
    let differing = Memo::new(move |_| {
        let mut differing = planner.read(|workspace| unchangeable(workspace.plan(), id));
        differing.retain(|name| fields.contains(name));
        differing
    });
    following(move || {
        let names: Vec<String> = differing.get().into_iter().map(str::to_owned).collect();
        (!names.is_empty()).then(|| {
            let sentence = format!(
                "The {kind} exists in AWS with another {names}, which AWS cannot change: the {kind} is deleted there and \
                 created again. ",
                kind = id.kind(),
                names = listed(&names),
            );
            view! {
                <p class="unchangeable" role="status">
                    <SeverityMark severity=Severity::Warning />
                    <span>{sentence}{to_steps(planner, "Show the steps")}</span>
                </p>
            }
        })
    })
}
