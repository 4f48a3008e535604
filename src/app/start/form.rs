//! The form for a new plan.

use super::model::{Sketch, environment_lengths, environments, length_label, regional_lengths, unlisted_region};
use crate::address::{Cidr, NetmaskLength};
use crate::app::dialogs::sentence;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Choice, ComboboxOfSeveral, ComboboxOption, Draft, Field, FieldKind, InitialFocus, Select};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::gesture::{NewPlan, StartProblem, start};
use crate::plan::{Plan, REGIONS};

/// Where most begin; the first thing to change for all others.
const FIRST_REGION: &str = "us-east-1";
/// The largest private range: <https://datatracker.ietf.org/doc/html/rfc1918>.
const FIRST_SUPERNET: &str = "10.0.0.0/8";
const FIRST_ENVIRONMENTS: [&str; 3] = ["Production", "Staging", "Sandbox"];
/// What environments are often called.
const ENVIRONMENTS: [&str; 9] = [
    "Production",
    "Staging",
    "Sandbox",
    "Development",
    "Test",
    "Pre-production",
    "Shared services",
    "Network",
    "Security",
];

/// What is typed for a new plan. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct NewPlanForm {
    name: Draft<String>,
    supernet: Draft<Cidr>,
    regions: RwSignal<Vec<String>>,
    environments: RwSignal<Vec<String>>,
    regional: RwSignal<Option<NetmaskLength>>,
    environment: RwSignal<Option<NetmaskLength>>,
    /// Whether somebody has tried to go on: what is missing is said from then on.
    tried: RwSignal<bool>,
    new: Memo<Option<NewPlan>>,
    sketch: Memo<Option<Result<Sketch, StartProblem>>>,
}

impl NewPlanForm {
    /// A form with what most begin with.
    pub(super) fn new() -> Self {
        let name = Draft::new("", |text| match text.trim() {
            "" => Err("Give the plan a name, such as Acme landing zone".to_owned()),
            name => Ok(name.to_owned()),
        });
        let supernet = Draft::new(FIRST_SUPERNET, |text| text.trim().parse().map_err(sentence));
        let regions = RwSignal::new(vec![FIRST_REGION.to_owned()]);
        let names = RwSignal::new(FIRST_ENVIRONMENTS.map(str::to_owned).to_vec());
        let (regional, environment) = (RwSignal::new(None), RwSignal::new(None));
        let new = Memo::new(move |_| {
            let plain = NewPlan {
                name: name.value().unwrap_or_default(),
                supernet: supernet.value().ok()?,
                regions: regions.with(|codes| codes.iter().filter_map(|code| code.parse().ok()).collect()),
                environments: names.with(|names| environments(names)),
                regional: regional.get(),
                environment: environment.get(),
            };
            // A size that was chosen for another supernet or fewer Regions, and is none of those offered now, is none.
            let offered = NewPlan {
                regional: plain
                    .regional
                    .filter(|length| regional_lengths(&plain).contains(length)),
                ..plain
            };
            let environment = offered
                .environment
                .filter(|length| environment_lengths(&offered).contains(length));
            Some(NewPlan { environment, ..offered })
        });
        let sketch = Memo::new(move |_| new.with(|new| new.as_ref().map(Sketch::of)));
        Self {
            name,
            supernet,
            regions,
            environments: names,
            regional,
            environment,
            tried: RwSignal::new(false),
            new,
            sketch,
        }
    }

    /// What the form would make, or why it makes nothing. `None` while there is no supernet. Tracked.
    pub(super) fn sketch(self) -> Option<Result<Sketch, StartProblem>> {
        self.sketch.get()
    }

    /// The plan; else what is wrong is shown from now on.
    pub(super) fn accept(self) -> Option<Plan> {
        self.tried.set(true);
        let accepted = (self.name.accept(), self.supernet.accept());
        let (Some(_), Some(_)) = accepted else { return None };
        start(&self.new.get_untracked()?, &mut RandomIds).ok()
    }

    /// A plan with the name and home Region of the form, and no pools.
    pub(super) fn empty(self) -> Plan {
        let name = untrack(|| self.name.value()).unwrap_or_default();
        let home = self
            .regions
            .with_untracked(|codes| codes.iter().find_map(|code| code.parse().ok()));
        let home = home.or_else(|| FIRST_REGION.parse().ok());
        match home {
            Some(home) => Plan::new(&name, home),
            None => unreachable!("a constant that is a Region code"),
        }
    }

    fn problem(self, is_mine: fn(&StartProblem) -> bool) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.sketch.with(|sketch| match sketch {
                Some(Err(problem)) if is_mine(problem) => Some(problem.to_string()),
                _ => None,
            })
        })
    }
}

/// The fields. Each is checked while it is typed; what does not fit is said at the field that can mend it.
#[component]
pub(super) fn NewPlanFields(
    /// What is typed.
    form: NewPlanForm,
    /// Whether the first field takes the focus.
    #[prop(optional)]
    focus: InitialFocus,
) -> impl IntoView {
    let region_error = form.problem(|problem| matches!(problem, StartProblem::NoRegion | StartProblem::SameRegion(_)));
    let regional_error = form.problem(|problem| matches!(problem, StartProblem::NoRoomForRegions { .. }));
    let environment_error = form.problem(|problem| matches!(problem, StartProblem::NoRoomForEnvironments { .. }));
    let same_error = form.problem(|problem| matches!(problem, StartProblem::SameEnvironment(_)));
    let home = move || form.regions.with(|codes| codes.first().cloned());
    view! {
        <div class="form__pair">
            <Field label="Name of the plan" draft=form.name placeholder=Some("Acme landing zone".to_owned()) focus=focus />
            <Field
                label="Supernet"
                draft=form.supernet
                kind=FieldKind::Mono
                hint=Some("The CIDR that all pools lie in".to_owned())
            />
        </div>
        <ComboboxOfSeveral
            label="Regions"
            options=region_options()
            values=form.regions
            unlisted=Callback::new(|text: String| unlisted_region(&text))
            hint=Signal::derive(move || home().map(|home| format!("{home} is the home Region of the IPAM: the first one")))
            error=region_error
            on_change=form.regions.setter()
        />
        <ComboboxOfSeveral
            label="Environments"
            options=ENVIRONMENTS.map(|name| ComboboxOption::new(name, name)).to_vec()
            values=form.environments
            unlisted=Callback::new(Ok)
            hint=Some("Each gets a pool in every Region".to_owned())
            error=same_error
            on_change=form.environments.setter()
        />
        <div class="form__pair">
            <Select
                label="Regional pools"
                options=Signal::derive(move || sizes(form, regional_lengths, NewPlan::regional_length))
                value=Signal::derive(move || form.new.with(|new| new.as_ref().and_then(|new| new.regional)))
                error=regional_error
                on_change=form.regional.setter()
            />
            <Select
                label="Environment pools"
                options=Signal::derive(move || sizes(form, environment_lengths, NewPlan::environment_length))
                value=Signal::derive(move || form.new.with(|new| new.as_ref().and_then(|new| new.environment)))
                error=environment_error
                on_change=form.environment.setter()
            />
        </div>
    }
    .into_any()
}

/// The computed size, and those to choose from.
fn sizes(
    form: NewPlanForm,
    offered: fn(&NewPlan) -> Vec<NetmaskLength>,
    computed: fn(&NewPlan) -> Option<NetmaskLength>,
) -> Vec<Choice<Option<NetmaskLength>>> {
    form.new.with(|new| {
        let Some(new) = new else {
            return vec![Choice::new(None, "Computed")];
        };
        let label = match computed(new) {
            Some(length) => format!("{length}, computed"),
            None => "Computed".to_owned(),
        };
        let lengths = offered(new).into_iter();
        let choices = lengths.map(|length| Choice::new(Some(length), length_label(new.supernet, length)));
        std::iter::once(Choice::new(None, label)).chain(choices).collect()
    })
}

/// Every Region that AWS lists, by name and code.
fn region_options() -> Vec<ComboboxOption> {
    let listed = REGIONS.iter();
    listed
        .map(|listing| ComboboxOption::new(listing.code, listing.name).detail(listing.code))
        .collect()
}
