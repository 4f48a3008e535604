//! The chosen line in full.

use std::sync::Arc;

use super::model::{Line, VpcGroup, Work, caller, fate_of, minutes, node_of};
use crate::app::copying::copier;
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Button, ButtonKind, ButtonSize, Glyph, Icon, Severity, SeverityMark, button_class};
use crate::app::planner::Planner;
use crate::app::reactive::Callback;
use crate::lifecycle::{Footing, Impossible, Minutes, Step, Wait};
use crate::plan::{Node, tidy};

/// So many VPCs of a group are named.
const NAMED: usize = 100;

/// What there is to know of a line.
pub(super) fn detail(planner: Planner, work: &Arc<Work>, line: &Line) -> AnyView {
    match line {
        Line::Heading(_) => ().into_any(),
        Line::Step(place) => work
            .step(*place)
            .map(|step| step_detail(planner, work, *place, step))
            .into_any(),
        Line::Impossible(place) => work
            .impossible(*place)
            .map(|refused| refusal(planner, refused))
            .into_any(),
        Line::Vpcs(place) => work
            .groups
            .get(*place)
            .map(|group| vpcs(planner, work, group))
            .into_any(),
        Line::Wait(run) => wait_detail(run.len()),
    }
}

fn step_detail(planner: Planner, work: &Work, place: usize, step: &Step) -> AnyView {
    let by = planner.peek(|workspace| caller(workspace, step.credentials));
    let (page, open) = match step.footing {
        Footing::Page(page) => (page, None),
        Footing::Unverified { page, open } => (page, Some(open)),
    };
    let wait = match &step.wait {
        Wait::Nothing => None,
        // It is the step itself.
        Wait::Until { call, .. } if *call == step.call => None,
        Wait::Until { state, call } => Some((format!("Then wait until {state}"), call)),
        Wait::Release { call, .. } => {
            let long = minutes(Minutes::OF_A_RELEASE);
            let words = format!(
                "IPAM then releases the allocation by itself, which takes {long} in practice; AWS says “after some time”. \
                 It is done when the allocation is listed no more"
            );
            Some((words, call))
        }
    };
    let wait = wait.map(|(words, call)| {
        view! {
            <p class="steps__wait-words">{words}</p>
            {call_view(call.to_string(), "Copy the call that shows it")}
        }
    });
    let fate = fate_of(work, step.object);
    view! {
        <h2 class="steps__title">{format!("{}. {}", place + 1, step.title)}</h2>
        {open.map(unconfirmed)}
        <p>{step.reason.clone()}{fate.map(|fate| view! { <span class="dim">" · "{fate}</span> })}</p>
        {call_view(step.call.to_string(), "Copy the call")}
        {wait}
        <p class="dim">"Made with the credentials of "{by}</p>
        <p class="cluster">{page_link(page)}{object_link(planner, step.object)}</p>
    }
    .into_any()
}

fn unconfirmed(open: &'static str) -> AnyView {
    view! {
        <p class="steps__doubt">
            <SeverityMark severity=Severity::Warning />
            <span><b>"Not confirmed by AWS documentation. "</b>{open}</span>
        </p>
    }
    .into_any()
}

fn refusal(planner: Planner, refused: &Impossible) -> AnyView {
    let name = planner.peek(|workspace| {
        let node = node_of(workspace, refused.object)?;
        Some(title(workspace, node))
    });
    let name = name.unwrap_or_else(|| format!("This {}", refused.object.kind()));
    view! {
        <h2 class="steps__title">{format!("AWS refuses {name}")}</h2>
        <p>{refused.why.clone()}</p>
        <p><b>"Instead: "</b>{refused.instead}</p>
        <p class="dim">"The steps leave it out; what exists of it stays as it is where that is possible"</p>
        <p class="cluster">{page_link(refused.page)}{object_link(planner, refused.object)}</p>
    }
    .into_any()
}

fn vpcs(planner: Planner, work: &Work, group: &VpcGroup) -> AnyView {
    let count = group.vpcs.len();
    let link = |vpc: &crate::plan::Id<crate::plan::Vpc>| {
        let (node, name) = planner.peek(|workspace| {
            let row = workspace.plan().actual().vpcs.get(vpc);
            let name = row.and_then(|row| tidy(&row.name));
            (
                node_of(workspace, (*vpc).into()),
                name.unwrap_or_else(|| "a VPC without a name".to_owned()),
            )
        });
        let name = match node {
            Some(node) => reveal_button(planner, node, name),
            None => name.into_any(),
        };
        view! { <li>{name}</li> }
    };
    let names = group.vpcs.iter().take(NAMED).map(link).collect_view();
    let more = count.saturating_sub(NAMED);
    view! {
        <h2 class="steps__title">{group.becoming.title(count)}</h2>
        {work.doubt_of(group.becoming).map(unconfirmed)}
        <p>{group.becoming.explanation()}</p>
        <ul class="steps__vpcs">{names}</ul>
        {(more > 0).then(|| view! { <p class="dim">{format!("and {} more", thousands(more as u64))}</p> })}
    }
    .into_any()
}

fn wait_detail(releases: usize) -> AnyView {
    let what = counted(releases as u64, "allocation", "allocations");
    let long = minutes(Minutes::OF_A_RELEASE);
    view! {
        <h2 class="steps__title">{format!("Wait {long} until IPAM has released {what}")}</h2>
        <p>
            "IPAM releases them by itself once it has seen the change, all in the same time. What is still allocated cannot be \
             deprovisioned, so the next step is refused until then. AWS gives no figure and says “after some time”; 20 to 30 \
             minutes is what people have measured."
        </p>
    }
    .into_any()
}

/// A call of the command line in full, with a button that copies it.
fn call_view(call: String, label: &'static str) -> AnyView {
    let copied = call.clone();
    let copy = copier(move || copied.clone(), "Copied the call");
    view! {
        <div class="steps__call">
            <code class="mono">{call}</code>
            <button
                type="button"
                class=button_class(ButtonKind::Plain, ButtonSize::Small)
                aria-label=label
                on:click=move |_| copy.run(())
            >
                <Icon glyph=Glyph::Copy />
                "Copy"
            </button>
        </div>
    }
    .into_any()
}

fn page_link(page: &'static str) -> AnyView {
    let name = page.rsplit('/').next().unwrap_or(page);
    view! {
        <a href=page target="_blank" rel="noreferrer">
            {format!("AWS: {name}")}
            <Icon glyph=Glyph::External />
            <span class="visually-hidden">"(opens in a new tab)"</span>
        </a>
    }
    .into_any()
}

fn object_link(planner: Planner, id: crate::plan::AnyId) -> Option<AnyView> {
    let node = planner.peek(|workspace| node_of(workspace, id))?;
    Some(
        view! {
            <Button
                label="Show in the tree"
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| reveal(planner, node))
            />
        }
        .into_any(),
    )
}

fn reveal_button(planner: Planner, node: Node, name: String) -> AnyView {
    view! {
        <button
            type="button"
            class=button_class(ButtonKind::Link, ButtonSize::Small)
            on:click=move |_| reveal(planner, node)
        >
            {name}
        </button>
    }
    .into_any()
}

/// Selects a row in the tree and gives it the focus.
pub(super) fn reveal(planner: Planner, node: Node) {
    planner.reveal(node);
    planner.focus_tree();
}
