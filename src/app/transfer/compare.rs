//! Another plan beside the open one: what differs, with findings, addresses and money, and single differences to take over.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::copying::{copier, save};
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Choice, Dialog, DialogSize, Glyph, Icon, Segmented, Select, button_class,
    use_announcer,
};
use crate::app::planner::{Access, Planner, use_planner};
use crate::app::platform::later::spawn;
use crate::app::reactive::{Callback, RwSignal, Signal, StoredValue, effect};
use crate::app::session::{Session, use_session};
use crate::app::words::file_name;
use crate::compare::{Comparison, Details, Difference, Total, What, designed, existing, markdown};
use crate::foresight::ToldFinding;
use crate::plan::{Plan, Side};
use crate::workspace::Workspace;

/// So many differences are shown at first, and more each time one asks.
const STEP: usize = 100;

/// What the open plan is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Other {
    Nothing,
    /// What is marked as existing in AWS.
    Existing,
    /// A saved plan, by its id.
    Saved(String),
}

/// Both plans, and what differs.
struct Shown {
    /// What the other one is called.
    name: String,
    before: Rc<RefCell<Workspace>>,
    after: Rc<RefCell<Workspace>>,
    comparison: Comparison,
}

/// Where the comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unasked,
    Reading,
    Shown,
    Failed,
}

#[derive(Clone, Copy)]
struct Comparing {
    planner: Planner,
    session: Session,
    other: RwSignal<Other>,
    state: RwSignal<State>,
    shown: StoredValue<Option<Shown>>,
    what: RwSignal<Option<What>>,
    drawn: RwSignal<usize>,
    turn: StoredValue<u32>,
}

/// The dialog.
pub(super) fn compare(open: RwSignal<bool>) -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let comparing = Comparing {
        planner,
        session,
        other: RwSignal::new(Other::Nothing),
        state: RwSignal::new(State::Unasked),
        shown: StoredValue::new(None),
        what: RwSignal::new(None),
        drawn: RwSignal::new(STEP),
        turn: StoredValue::new(0),
    };
    session.refresh_saved();
    // What is taken over changes the plan: the comparison follows.
    effect(move |_| {
        planner.edits();
        comparing.read(comparing.other.get());
    });
    view! {
        <Dialog
            open=open
            title="Compare"
            description=Some("What would have to change in this plan to make it the other one".to_owned())
            size=DialogSize::Wide
        >
            <div class="stack">
                {choice(comparing)}
                {following(move || body(comparing))}
            </div>
        </Dialog>
    }
    .into_any()
}

fn choice(comparing: Comparing) -> AnyView {
    let exists = comparing
        .planner
        .peek(|workspace| workspace.plan().actual().row_count() > 0);
    let options = Signal::derive(move || {
        let mut options = vec![Choice::new(Other::Nothing, "Choose…")];
        if exists {
            options.push(Choice::new(Other::Existing, "What exists in AWS"));
        }
        let here = comparing.session.open_id();
        comparing.session.saved.with(|saved| {
            let others = saved
                .iter()
                .flatten()
                .filter(|entry| Some(&entry.plan) != here.as_ref());
            options.extend(others.map(|entry| Choice::new(Other::Saved(entry.plan.clone()), entry.name.clone())));
        });
        options
    });
    view! {
        <Select
            label="With"
            hint=Some("A plan that is saved in this browser, or what is marked as existing. Import a file first to compare with it".to_owned())
            options=options
            value=comparing.other
            on_change=comparing.other.setter()
        />
    }
    .into_any()
}

impl Comparing {
    /// Reads the other plan and compares, in pieces between which the page lives on.
    fn read(self, other: Other) {
        self.turn.update_value(|turn| *turn += 1);
        let mine = self.turn.with_value(|turn| *turn);
        if other == Other::Nothing {
            self.state.set(State::Unasked);
            return;
        }
        self.state.set(State::Reading);
        let plan = self.planner.peek(|workspace| workspace.plan().clone());
        spawn(async move {
            let read = self.plans(plan, other).await;
            let is_mine = || self.turn.try_with_value(|turn| *turn) == Some(mine);
            let Some((name, before, after)) = read.filter(|_| is_mine()) else {
                if is_mine() {
                    self.state.set(State::Failed);
                }
                return;
            };
            let (Some(before), Some(after)) = (self.session.prepared(before).await, self.session.prepared(after).await)
            else {
                return;
            };
            let (before, after) = (before.workspace(), after.workspace());
            if !is_mine() {
                return;
            }
            let comparison = Comparison::of(before.borrow().source(), after.borrow().source());
            self.shown.update_value(|shown| {
                *shown = Some(Shown {
                    name,
                    before,
                    after,
                    comparison,
                });
            });
            self.state.set(State::Shown);
        });
    }

    /// The name of the other plan, the open one and the other, as they are compared.
    async fn plans(self, plan: Plan, other: Other) -> Option<(String, Plan, Plan)> {
        match other {
            Other::Nothing => None,
            Other::Existing => Some(("What exists in AWS".to_owned(), designed(&plan)?, existing(&plan)?)),
            Other::Saved(id) => {
                let (name, other) = self.session.saved_plan(id).await?;
                Some((name, plan, other))
            }
        }
    }

    fn with<T>(self, read: impl FnOnce(&Shown) -> T) -> Option<T> {
        self.shown.with_value(|shown| shown.as_ref().map(read))
    }

    /// Takes the difference at `place` over into the open plan.
    fn take(self, place: usize) {
        let taken = self.with(|shown| {
            let name = shown
                .comparison
                .differences
                .get(place)
                .map(|difference| difference.name.clone());
            (
                format!("Take over {} from {}", name.unwrap_or_default(), shown.name),
                shown.comparison.taking(&[place]),
            )
        });
        if let Some((label, edit)) = taken {
            self.planner.edit(&label, edit);
        }
    }
}

fn body(comparing: Comparing) -> AnyView {
    match comparing.state.get() {
        State::Unasked => ().into_any(),
        State::Reading => view! { <p class="dim" role="status">"Comparing…"</p> }.into_any(),
        State::Failed => view! { <p role="alert">"The other plan cannot be read: open it to see why"</p> }.into_any(),
        State::Shown => comparing
            .with(|shown| result(comparing, shown))
            .unwrap_or_else(|| ().into_any()),
    }
}

fn result(comparing: Comparing, shown: &Shown) -> AnyView {
    let comparison = &shown.comparison;
    if comparison.is_empty() {
        return view! { <p role="status">"No difference"</p> }.into_any();
    }
    let options: Vec<Choice<Option<What>>> =
        std::iter::once(Choice::new(None, "All").detail(thousands(comparison.differences.len() as u64)))
            .chain(What::ALL.into_iter().filter_map(|what| {
                let count = comparison.count(what);
                (count > 0).then(|| Choice::new(Some(what), what.word()).detail(thousands(count as u64)))
            }))
            .collect();
    view! {
        {totals(&comparison.before, &comparison.after)}
        {findings("New findings", &comparison.findings.gained)}
        {findings("Changed findings", &comparison.findings.changed)}
        {findings("Findings that go", &comparison.findings.gone)}
        <Segmented label="Differences" options=Signal::stored(options) value=comparing.what on_change=comparing.what.setter() />
        {following(move || list(comparing))}
        {report(comparing)}
    }
    .into_any()
}

fn totals(before: &Total, after: &Total) -> AnyView {
    let told = |total: &Total| {
        [
            thousands(total.pools as u64),
            thousands(total.vpcs as u64),
            thousands(total.subnets as u64),
            total.vpc_addresses.to_string(),
            thousands(u64::try_from(total.active_ips).unwrap_or(u64::MAX)),
            total.monthly.with_decimals(2),
            thousands(total.findings as u64),
        ]
    };
    let names = [
        "Pools",
        "VPCs",
        "Subnets",
        "IPv4 addresses of VPCs",
        "Active IPs",
        "USD a month",
        "Findings",
    ];
    let rows = names
        .into_iter()
        .zip(told(before))
        .zip(told(after))
        .map(|((name, before), after)| {
            let class = if before == after {
                "number"
            } else {
                "number differs__other"
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{before}</td>
                    <td class=class>{after}</td>
                </tr>
            }
        });
    view! {
        <table class="differs__totals">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">"This plan"</th>
                    <th scope="col">"The other"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn findings(title: &'static str, list: &[ToldFinding]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    let items = list
        .iter()
        .take(STEP)
        .map(|told| view! { <li>{told.sentence.clone()}</li> })
        .collect_view();
    let more = (list.len() > STEP).then(|| view! { <li>{format!("and {} more", list.len() - STEP)}</li> });
    view! {
        <details class="differs__findings">
            <summary>{format!("{title}: {}", thousands(list.len() as u64))}</summary>
            <ul>{items} {more}</ul>
        </details>
    }
    .into_any()
}

fn list(comparing: Comparing) -> AnyView {
    let (what, drawn) = (comparing.what.get(), comparing.drawn.get());
    let rows = comparing.with(|shown| {
        let (before, after) = (shown.before.borrow(), shown.after.borrow());
        let details = Details::of(before.plan(), after.plan());
        let chosen = |difference: &Difference| what.is_none_or(|what| difference.what == what);
        let mut places = (0..shown.comparison.differences.len())
            .filter_map(|place| Some((place, shown.comparison.differences.get(place)?)))
            .filter(|(_, difference)| chosen(difference));
        let rows = places
            .by_ref()
            .take(drawn)
            .map(|(place, difference)| row(comparing, place, difference, &details, &shown.comparison))
            .collect_view();
        (rows, places.count())
    });
    let Some((rows, more)) = rows else {
        return ().into_any();
    };
    let show_more = Callback::new(move |()| comparing.drawn.update(|drawn| *drawn += STEP));
    view! {
        <ul class="differs__list">{rows}</ul>
        {(more > 0)
            .then(|| {
                view! { <Button label=format!("Show {} of {} more", more.min(STEP), thousands(more as u64)) on_press=show_more /> }
            })}
    }
    .into_any()
}

fn row(
    comparing: Comparing,
    place: usize,
    difference: &Difference,
    details: &Details<'_>,
    comparison: &Comparison,
) -> AnyView {
    let cidrs: Vec<String> = difference.cidrs.iter().take(4).map(ToString::to_string).collect();
    let beyond = difference.cidrs.len().saturating_sub(cidrs.len());
    let mut cidrs = cidrs.join(", ");
    if beyond > 0 {
        cidrs += &format!(" and {}", counted(beyond as u64, "more", "more"));
    }
    let kind = match difference.side {
        Some(Side::Actual) => format!("{}, in AWS", difference.row.kind()),
        _ => difference.row.kind().to_owned(),
    };
    let fields = matches!(difference.what, What::Moved | What::Changed).then(|| {
        let fields = details.fields(&comparison.edit, difference).into_iter().map(|field| {
            let told = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
            view! {
                <li>
                    <span class="dim">{format!("{}: ", field.field)}</span>
                    {told(field.before)}
                    <Icon glyph=Glyph::ChevronRight />
                    <span class="visually-hidden">"becomes "</span>
                    {told(field.after)}
                </li>
            }
        });
        view! { <ul class="differs__fields">{fields.collect_view()}</ul> }
    });
    let label = format!("Take over {}", difference.name);
    let take = move || {
        (comparing.planner.access.get() == Access::Edit).then(|| {
            view! {
                <button
                    type="button"
                    class=button_class(ButtonKind::Plain, ButtonSize::Small)
                    aria-label=label.clone()
                    on:click=move |_| comparing.take(place)
                >
                    "Take over"
                </button>
            }
        })
    };
    view! {
        <li class="differs__row" data-what=difference.what.word()>
            <span class="differs__what">{difference.what.word()}</span>
            <div class="grow">
                <b>{difference.name.clone()}</b>
                " "
                <span class="dim">{kind}</span>
                " "
                <span class="mono">{cidrs}</span>
                <div class="dim">{difference.path.join(" › ")}</div>
                {fields}
            </div>
            {take}
        </li>
    }
    .into_any()
}

fn report(comparing: Comparing) -> AnyView {
    let announcer = use_announcer();
    let text = move || {
        let report = comparing.with(|shown| {
            let (before, after) = (shown.before.borrow(), shown.after.borrow());
            let name = before.plan().about().name.clone();
            markdown(&shown.comparison, (&name, before.plan()), (&shown.name, after.plan()))
        });
        report.unwrap_or_default()
    };
    let download = Callback::new(move |()| {
        let name = comparing
            .planner
            .peek(|workspace| file_name(&workspace.plan().about().name));
        save(
            announcer,
            &name.replace("ipam.json", "comparison.md"),
            "text/markdown",
            &text(),
        );
    });
    view! {
        <div class="cluster">
            <Button label="Copy the report as Markdown" on_press=copier(text, "Copied the report") />
            <Button label="Download the report" kind=ButtonKind::Plain on_press=download />
        </div>
    }
    .into_any()
}
