//! The start screen: a new plan from a short form, a worked example, a file, or a plan that was saved here.
//!
//! It makes plans and asks the session to open them; it knows no open plan.

mod examples;
mod form;
mod model;
mod new_plan;
mod plans;
mod preview;
mod sketch;

use super::action::Action;
use super::ask::AskSession;
use super::dialogs::focus_first_error;
use super::parts::{Button, ButtonKind, ButtonPurpose, Glyph, Icon, IconButton};
use super::platform::boot;
use super::platform::store::Offer;
use super::session::use_session;
use super::words;
use crate::app::markup::*;
use crate::app::reactive::Signal;
use examples::Examples;
use form::{NewPlanFields, NewPlanForm};
pub(super) use new_plan::NewPlanDialog;
pub(super) use plans::{PlanList, PlansDialog};
use preview::PlanPreview;
pub(super) use sketch::Sketch;

/// What is seen while no plan is open.
pub(super) fn screen() -> AnyView {
    let session = use_session();
    boot::finish_after_this();
    let form = NewPlanForm::new();
    let create = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(beginning) = form.accept() {
            session.begin_with(beginning);
        } else {
            focus_first_error();
        }
    };
    let has_plans = move || {
        let saved = session
            .saved
            .with(|saved| saved.as_ref().is_some_and(|saved| !saved.is_empty()));
        saved || session.asides.with(|asides| !asides.is_empty())
    };
    view! {
        <div class="start">
            <header class="start__head">
                <span class="bar__mark" aria-hidden="true"></span>
                <div class="grow">
                    <h1 class="start__title">"IPAM Planner"</h1>
                    <p class="dim">
                        "Design an AWS VPC IPAM address plan: pools, CIDRs and VPCs, checked against AWS’s rules while you type. \
                         Everything stays in this browser."
                    </p>
                </div>
                <IconButton
                    label="Switch between light and dark"
                    icon=Signal::derive(move || Action::Theme.glyph())
                    on_press=move || session.next_theme()
                />
            </header>
            <StorageNote />
            <main class="start__main">
                <section class="start__new" aria-labelledby="start-new">
                    <h2 class="start__heading" id="start-new">
                        "New plan"
                    </h2>
                    <form class="start__form" novalidate on:submit=create>
                        <div class="stack">
                            <NewPlanFields form=form />
                            <div class="cluster">
                                <Button label="Create plan" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit />
                                <Button
                                    label="Generate a plan…"
                                    tip=Some("From any levels in any order, with room to grow, checked against AWS’s quotas".to_owned())
                                    on_press=move || session.begin_generating(form.empty())
                                />
                                <Button
                                    label="Begin with an empty plan"
                                    kind=ButtonKind::Ghost
                                    tip=Some("Only the IPAM and its default scopes".to_owned())
                                    on_press=move || session.begin_with(form.empty())
                                />
                            </div>
                        </div>
                        <PlanPreview form=form />
                    </form>
                </section>
                <div class="start__side">
                    <Show when=has_plans>
                        <section aria-labelledby="start-plans">
                            <h2 class="start__heading" id="start-plans">
                                "Your plans"
                            </h2>
                            <PlanList />
                        </section>
                    </Show>
                    <section aria-labelledby="start-file">
                        <h2 class="start__heading" id="start-file">
                            "Import"
                        </h2>
                        <div class="start__file">
                            <Icon glyph=Glyph::Upload />
                            <p class="grow">"A plan, the output of the AWS CLI, a spreadsheet, Terraform: drop files anywhere on the page"</p>
                            <Button label="Import…" on_press=move || session.ask(AskSession::Import) />
                        </div>
                    </section>
                    <section aria-labelledby="start-examples">
                        <h2 class="start__heading" id="start-examples">
                            "Worked examples"
                        </h2>
                        <Examples />
                    </section>
                </div>
            </main>
        </div>
    }
    .into_any()
}

/// What somebody should know before the work begins: that it will not be kept, or may get lost.
#[component]
fn StorageNote() -> impl IntoView {
    let session = use_session();
    let sentence = move || match session.offer.get()? {
        Offer::Durable => None,
        Offer::CopyOnly(problem) => Some(format!(
            "Plans are saved, but not safe from a crash of the browser: {}. Export what matters",
            words::storage(&problem)
        )),
        Offer::Nothing(problem) => Some(format!(
            "Nothing is saved: {}. A plan lasts until this page is closed; export it before",
            words::storage(&problem)
        )),
    };
    move || {
        sentence().map(|sentence| {
            view! {
                <p class="start__note">
                    <Icon glyph=Glyph::Warning />
                    <span>{sentence}</span>
                </p>
            }
        })
    }
}
