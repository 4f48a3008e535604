//! The steps from what exists in AWS to the plan, or those that take a part of it down.
//!
//! They are worked out while they are seen ([`work`]), and shown as a list beside what there is to know of the chosen line. What
//! the steps are is the domain's; here are the words around them.

mod detail;
mod existing;
mod list;
mod model;
#[cfg(test)]
mod tests;
mod work;

use std::sync::Arc;

use super::copying::copier;
use super::markup::*;
use super::parts::{
    Button, ButtonKind, ButtonSize, Choice, EmptyState, Glyph, LabelPlace, Segmented, Severity, SeverityMark,
};
use super::planner::{Existence, Planner, use_planner};
use super::reactive::{Callback, Memo, RwSignal, Signal};
use super::standing::legend;
use crate::lifecycle::{Residents, done, script};
use crate::plan::Node;
use crate::rules::Fix;
use detail::detail;
pub(super) use existing::mark;
use list::list;
use model::{Course, Work, torn_title};
use work::Workings;

/// The steps with a switch between building up and tearing down, a summary, and all of it as a script.
pub(super) fn steps() -> AnyView {
    let planner = use_planner();
    let workings = Workings::begin(planner);
    let exists = Memo::new(move |_| planner.read(|workspace| !workspace.plan().actual().ipams.is_empty()));
    let stage = Memo::new(move |_| {
        workings.work.with(|work| match work {
            None => Stage::Waiting,
            Some(work) if work.lines.is_empty() => Stage::Nothing,
            Some(_) => Stage::Steps,
        })
    });
    let content = following(move || match stage.get() {
        Stage::Waiting => view! { <p class="steps__waiting" role="status">"Working out the steps…"</p> }.into_any(),
        Stage::Nothing => following(move || workings.work.get().map(|work| nothing(planner, &work))),
        Stage::Steps => body(planner, workings),
    });
    view! {
        <div class="steps">
            <div class="steps__bar">
                {switch(planner)}
                {residents(planner, workings)}
                {move || exists.get().then(legend)}
            </div>
            {behind(workings)}
            {content}
        </div>
    }
    .into_any()
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// They are being worked out.
    Waiting,
    /// There is nothing to do.
    Nothing,
    /// There is.
    Steps,
}

/// To the plan, or tear down what was asked for last, or is selected.
fn switch(planner: Planner) -> AnyView {
    let last = RwSignal::new(planner.torn.get_untracked());
    let torn = Memo::new(move |_| {
        let torn = planner.torn.get();
        if torn.is_some() {
            last.update_untracked(|last| *last = torn);
        }
        torn.or_else(|| last.get_untracked())
            .unwrap_or_else(|| planner.selected())
    });
    let options = Signal::derive(move || {
        let name = planner.read(|workspace| torn_title(workspace, torn.get()));
        vec![
            Choice::new(false, "Build the plan"),
            Choice::new(true, format!("Tear down {name}")),
        ]
    });
    view! {
        <Segmented
            label="What the steps lead to"
            label_place=LabelPlace::Said
            options
            value=Signal::derive(move || planner.torn.get().is_some())
            on_change=Callback::new(move |down: bool| {
                let node = untrack(|| torn.get());
                planner.torn.set(down.then_some(node));
            })
        />
    }
    .into_any()
}

/// Whether the VPCs stay when something is torn down.
fn residents(planner: Planner, workings: Workings) -> AnyView {
    let choices = vec![
        Choice::new(true, "Its VPCs stay"),
        Choice::new(false, "Its VPCs are deleted"),
    ];
    following(move || {
        let tears = matches!(planner.torn.get(), Some(Node::Ipam | Node::Scope(_) | Node::Pool(_)));
        tears.then(|| {
            view! {
                <Segmented
                    label="What becomes of the VPCs"
                    label_place=LabelPlace::Said
                    options=Signal::stored(choices.clone())
                    value=Signal::derive(move || workings.residents.get() == Residents::Stay)
                    on_change=Callback::new(move |stay: bool| {
                        workings.residents.set(if stay { Residents::Stay } else { Residents::Go });
                    })
                />
            }
        })
    })
}

/// Says that the steps are behind the plan, where they do not follow by themselves.
fn behind(workings: Workings) -> AnyView {
    following(move || {
        workings.is_behind.get().then(|| {
            view! {
                <p class="steps__behind" role="status">
                    "The plan has changed since. "
                    <Button
                        label="Work out the steps"
                        size=ButtonSize::Small
                        on_press=Callback::new(move |()| workings.now())
                    />
                </p>
            }
        })
    })
}

/// The summary, the list, and the chosen line in full. The list stays while the steps change: it may have the focus.
fn body(planner: Planner, workings: Workings) -> AnyView {
    let head = following(move || workings.work.get().map(|work| summary(planner, &work)));
    let shown = following(move || {
        let work = workings.work.get()?;
        let line = work.lines.get(workings.chosen.get())?;
        Some(detail(planner, &work, line))
    });
    view! {
        {head}
        <div class="steps__body">
            {list(planner, workings)}
            <section class="steps__detail" aria-label="The chosen step" tabindex="0">
                {shown}
            </section>
        </div>
    }
    .into_any()
}

/// How much there is to do, how sure it is, and all of it to take along.
fn summary(planner: Planner, work: &Arc<Work>) -> AnyView {
    let doubt = work.doubt().map(|doubt| {
        view! {
            <span class="steps__doubts">
                <SeverityMark severity=Severity::Warning />
                {doubt}
            </span>
        }
    });
    let all_new = (work.is_all_new && work.course == Course::Build).then(|| {
        view! {
            <p class="steps__new">
                "Nothing is marked as existing in AWS, so these steps create everything. If a part exists already, mark it: \
                 select it and choose “This and all below exists in AWS” in its menu."
            </p>
        }
    });
    let refusal = planner.refusal();
    let whole = Arc::clone(work);
    let copy = copier(
        move || {
            planner.peek(|workspace| {
                let plan = workspace.plan();
                let name = &plan.about().name;
                let heading = match whole.course {
                    Course::Build => format!("Steps to the plan {name}: {}", whole.sentence()),
                    Course::TearDown(node, _) => {
                        format!(
                            "Steps that tear {} down: {}",
                            torn_title(workspace, node),
                            whole.sentence()
                        )
                    }
                };
                script(&whole.lifecycle, plan.intent(), &heading)
            })
        },
        "Copied the script",
    );
    let has_steps = !work.lifecycle.steps.is_empty();
    let finished = Arc::clone(work);
    let finish = Callback::new(move |()| finish(planner, &finished));
    let finish = has_steps.then(|| {
        view! {
            <Button
                label="All are done"
                size=ButtonSize::Small
                icon=Glyph::Check
                tip=Some("Marks what exists in AWS as it is when every step is done".to_owned())
                refusal=refusal
                on_press=finish
            />
        }
    });
    let copy = has_steps.then(|| {
        view! {
            <Button
                label="Copy all as a shell script"
                size=ButtonSize::Small
                icon=Glyph::Copy
                on_press=copy
            />
        }
    });
    view! {
        <div class="steps__summary">
            <p role="status">
                <b>{work.sentence()}</b>
                {doubt}
            </p>
            <div class="cluster">{copy}{finish}</div>
        </div>
        {all_new}
    }
    .into_any()
}

/// Marks what exists as it is when all steps are done, as one step of the history.
fn finish(planner: Planner, work: &Work) {
    let current = planner.peek(|workspace| {
        // Whoever is quick may have changed the plan since the steps were worked out.
        (workspace.step() == work.of_step).then(|| done(workspace.plan(), &work.lifecycle))
    });
    match current {
        Some(edit) => {
            planner.mend(Fix {
                label: "Mark all steps as done in AWS".to_owned(),
                edit,
            });
        }
        None => planner.note("The plan has changed since: look at the steps again"),
    }
}

fn nothing(planner: Planner, work: &Work) -> AnyView {
    let mark_selected = Callback::new(move |()| planner.mark(planner.selected_untracked(), Existence::Exists));
    match work.course {
        Course::TearDown(node, _) => {
            let name = planner.peek(|workspace| torn_title(workspace, node));
            let title = format!("Nothing to tear down: {name} is not marked as existing in AWS");
            view! { <EmptyState icon=Glyph::Steps title=title sentence=Some("What exists is torn down, not what is planned".to_owned()) /> }
                .into_any()
        }
        Course::Build if work.is_all_new => view! {
            <EmptyState
                icon=Glyph::Steps
                title="Nothing to do yet"
                sentence=Some("The plan is empty, and nothing is marked as existing in AWS".to_owned())
            >
                <Button label="This and all below exists in AWS" kind=ButtonKind::Plain on_press=mark_selected />
            </EmptyState>
        }
        .into_any(),
        Course::Build => view! {
            <EmptyState
                icon=Glyph::Check
                title="Nothing to do: what exists in AWS is what is planned"
                sentence=Some("Change the plan, and the steps that bring AWS along stand here".to_owned())
            />
        }
        .into_any(),
    }
}
