//! What the plan costs as it stands.

use super::bar::legend;
use super::model::{self, Remark, Summary};
use super::table::{Sorting, table};
use crate::app::action::Action;
use crate::app::copying::{copier, save};
use crate::app::look::Column;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Choice, EmptyState, Glyph, IconButton, LabelPlace, Segmented, Severity,
    SeverityMark, source_link, use_announcer,
};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::app::session::use_session;
use crate::app::words::file_name;
use crate::cost::{Dimension, Period, csv};
use crate::workspace::Workspace;

/// By what the estimate is split.
const DIMENSIONS: [(Dimension, &str); 6] = [
    (Dimension::Region, "Region"),
    (Dimension::Account, "Account"),
    (Dimension::Scope, "Scope"),
    (Dimension::Pool, "Pool"),
    (Dimension::Vpc, "VPC"),
    (Dimension::Workload, "Workload"),
];

/// Whether nothing runs and nothing is held that is charged or might be.
fn is_empty(workspace: &Workspace) -> bool {
    workspace.plan().intent().workloads.is_empty() && workspace.estimate().total().is_empty()
}

/// The total with its working, and the breakdown.
pub(super) fn view(planner: Planner, period: RwSignal<Period>) -> AnyView {
    let is_empty = Memo::new(move |_| planner.read(is_empty));
    let dimension = RwSignal::new(Dimension::Region);
    let sorting = RwSignal::new(Sorting {
        column: model::Column::Total,
        order: model::Order::Falling,
    });
    let lines = Memo::new(move |_| {
        let (dimension, Sorting { column, order }) = (dimension.get(), sorting.get());
        planner.read(|workspace| model::lines(workspace, dimension, column, order))
    });
    let summary = Memo::new(move |_| {
        let period = period.get();
        planner.read(|workspace| model::summary(workspace.estimate(), period))
    });
    let choices = Signal::stored(
        DIMENSIONS
            .map(|(dimension, word)| Choice::new(dimension, word))
            .to_vec(),
    );
    following(move || {
        if is_empty.get() {
            return nothing(planner);
        }
        view! {
            <div class="cost__body">
                <section class="cost__side" aria-label="Total">{following(move || total(summary.get()))}</section>
                <section class="cost__main" aria-label="Breakdown">
                    <div class="cost__split">
                        <Segmented
                            label="Split by"
                            label_place=LabelPlace::Beside
                            options=choices
                            value=dimension
                            on_change=dimension.setter()
                        />
                        {legend()}
                    </div>
                    {table(planner, lines, sorting, period)}
                </section>
            </div>
        }
        .into_any()
    })
}

/// What can be done with all of it: settings, columns, CSV.
pub(super) fn acts(planner: Planner) -> AnyView {
    let session = use_session();
    let announcer = use_announcer();
    let copy = copier(
        move || planner.peek(|workspace| csv(workspace.plan(), workspace.estimate())),
        "Copied the estimate as CSV",
    );
    let download = Callback::new(move |()| {
        let (name, text) = planner.peek(|workspace| {
            let plan = workspace.plan();
            let name = file_name(&plan.about().name).replace(".ipam.json", ".cost.csv");
            (name, csv(plan, workspace.estimate()))
        });
        save(announcer, &name, "text/csv", &text);
    });
    let run = move |action: Action| Callback::new(move |()| action.run(planner, session));
    view! {
        <div class="cluster cost__acts">
            <Button
                label="In the tree"
                size=ButtonSize::Small
                icon=Glyph::Columns
                tip=Some("Shows active IPs and cost as columns of the tree".to_owned())
                pressed=Signal::derive(move || planner.look.with(|look| look.shows(Column::Cost)))
                on_press=run(Action::CostColumns)
            />
            <Button
                label="Rates and what counts…"
                size=ButtonSize::Small
                icon=Glyph::Settings
                on_press=run(Action::CostSettings)
            />
            <IconButton label="Copy as CSV" icon=Glyph::Copy size=ButtonSize::Small on_press=copy />
            <IconButton label="Download as CSV" icon=Glyph::Download size=ButtonSize::Small on_press=download />
        </div>
    }
    .into_any()
}

fn nothing(planner: Planner) -> AnyView {
    let session = use_session();
    let refusal = Signal::derive(move || Action::AddWorkload.refusal(planner));
    view! {
        <EmptyState
            icon=Glyph::Cost
            title="Nothing runs in the plan yet"
            sentence=Some(
                "IPAM is billed by active IP addresses, in pools or not. State what runs in a VPC, and its cost stands here".to_owned(),
            )
        >
            <Button
                label=Action::AddWorkload.label()
                kind=ButtonKind::Primary
                refusal=refusal
                on_press=Callback::new(move |()| Action::AddWorkload.run(planner, session))
            />
        </EmptyState>
    }
    .into_any()
}

fn total(summary: Summary) -> AnyView {
    let Summary {
        total,
        period,
        charges,
        counts,
        remarks,
    } = summary;
    let total = match total {
        Some(total) => view! { <p class="cost__sum"><b>{total}</b><span class="dim">{period}</span></p> }.into_any(),
        None => view! { <p class="cost__sum"><b>"No price"</b></p> }.into_any(),
    };
    let charge = |charge: model::ChargeWords| {
        view! {
            <div>
                <dt>{charge.label}</dt>
                <dd class="number">{charge.amount}</dd>
                <dd class="cost__working dim">{charge.working}</dd>
            </div>
        }
    };
    let count = |(label, count): (&'static str, String)| {
        let class = if label.starts_with(char::is_lowercase) {
            "cost__of"
        } else {
            ""
        };
        view! {
            <div class=class>
                <dt>{label}</dt>
                <dd class="number">{count}</dd>
            </div>
        }
    };
    view! {
        {total}
        <dl class="cost__figures">
            {charges.into_iter().map(charge).collect_view()}
            {counts.into_iter().map(count).collect_view()}
        </dl>
        <ul class="cost__remarks">{remarks.into_iter().map(remark).collect_view()}</ul>
    }
    .into_any()
}

/// A remark with its mark, if it is a doubt, and its source.
pub(super) fn remark(remark: Remark) -> AnyView {
    let mark = remark
        .is_doubt
        .then(|| view! { <SeverityMark severity=Severity::Warning /> });
    let source = remark.source.map(|url| view! { " " {source_link(url, "Source")} });
    view! { <li data-doubt=remark.is_doubt.then_some("true")>{mark}<span>{remark.sentence}{source}</span></li> }
        .into_any()
}
