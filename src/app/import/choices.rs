//! What is decided of an import besides its questions: where the rows go, and what becomes of some of them. Only what matters for these
//! files is asked.

use super::importing::{Importing, Into};
use super::preview::with;
use crate::app::markup::*;
use crate::app::parts::{Choice, Combobox, ComboboxOption, Draft, Field, Select};
use crate::app::planner::Access;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::import::found::DefaultVpc;
use crate::import::{Choices, Counted, DefaultVpcs, Leaves, Target, Understood};
use crate::plan::{Id, Plan, REGIONS, RegionCode, Scope, ScopeKind};

const TARGETS: [(Target, &str); 3] = [
    (Target::Both, "The plan and what exists in AWS"),
    (Target::Design, "The plan only"),
    (Target::Actual, "What exists in AWS only"),
];

const LEAVES: [(Leaves, &str); 4] = [
    (Leaves::BySize, "VPCs or pools, by their size"),
    (Leaves::Vpcs, "VPCs"),
    (Leaves::Reservations, "Reservations"),
    (Leaves::Pools, "Pools"),
];

const DEFAULT_VPCS: [(DefaultVpcs, &str); 3] = [
    (DefaultVpcs::Take, "As other VPCs"),
    (DefaultVpcs::Ignore, "Taken, and ignored by IPAM"),
    (DefaultVpcs::LeaveOut, "Left out"),
];

const COUNTED: [(Counted, &str); 2] = [
    (Counted::Workloads, "As workloads, for the bill"),
    (Counted::LeaveOut, "Left out"),
];

/// Which of the choices the files give reason for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Matter {
    regions: bool,
    leaves: bool,
    default_vpcs: bool,
    counted: bool,
}

impl Matter {
    fn of(understood: &Understood) -> Self {
        let found = &understood.found;
        Self {
            regions: !found.blocks.is_empty() || found.vpcs.iter().any(|vpc| vpc.region.is_none()),
            leaves: found.blocks.iter().any(|block| block.kind.is_none()),
            default_vpcs: found.vpcs.iter().any(|vpc| vpc.default == Some(DefaultVpc::Yes)),
            counted: !found.interfaces.is_empty() || found.subnets.iter().any(|subnet| subnet.available.is_some()),
        }
    }
}

/// The column of choices.
pub(super) fn choices(importing: Importing) -> AnyView {
    let matter = Memo::new(move |_| {
        importing
            .understood
            .with(|understood| understood.as_deref().map(Matter::of))
    });
    let is_new = Memo::new(move |_| importing.decided.with(|decided| decided.into == Into::New));
    view! {
        <section class="import__choices" aria-label="How it is imported">
            {place(importing)}
            {following(move || is_new.get().then(|| plan_name(importing)))}
            {of(importing, "Rows become part of", Some("A running network is both: the steps begin with what exists"), &TARGETS, |choices| {
                &mut choices.target
            })}
            {following(move || scopes(importing))}
            {following(move || {
                let matter = matter.get()?;
                Some(view! {
                    {matter.regions.then(|| region(importing))}
                    {matter
                        .leaves
                        .then(|| of(importing, "Blocks that hold no others", None, &LEAVES, |choices| &mut choices.leaves))}
                    {matter
                        .default_vpcs
                        .then(|| {
                            let hint = "AWS makes them with the same addresses in every account and Region";
                            of(importing, "Default VPCs", Some(hint), &DEFAULT_VPCS, |choices| &mut choices.default_vpcs)
                        })}
                    {matter
                        .counted
                        .then(|| of(importing, "Addresses in use", None, &COUNTED, |choices| &mut choices.counted))}
                })
            })}
        </section>
    }
    .into_any()
}

/// A choice of a few, each with its word.
fn of<T: Copy + PartialEq + Send + Sync + 'static>(
    importing: Importing,
    label: &'static str,
    hint: Option<&'static str>,
    words: &[(T, &'static str)],
    field: fn(&mut Choices) -> &mut T,
) -> AnyView {
    let options: Vec<Choice<T>> = words.iter().map(|(value, word)| Choice::new(*value, *word)).collect();
    let value = Signal::derive(move || {
        let mut choices = importing.decided.with(|decided| decided.choices.clone());
        *field(&mut choices)
    });
    let choose = Callback::new(move |chosen: T| importing.decide(|decided| *field(&mut decided.choices) = chosen));
    view! {
        <Select
            label=label
            hint=hint.map(str::to_owned)
            options=Signal::stored(options)
            value=value
            on_change=choose
        />
    }
    .into_any()
}

/// The open plan or a new one; that the open one cannot be changed is said.
fn place(importing: Importing) -> AnyView {
    let Some(planner) = importing.planner else {
        return ().into_any();
    };
    let refusal = planner.access.get_untracked().refusal();
    let name = planner.peek(|workspace| workspace.plan().about().name.clone());
    let name = if name.is_empty() {
        "The open plan".to_owned()
    } else {
        name
    };
    let mut options = vec![Choice::new(Into::New, "A new plan")];
    if planner.access.get_untracked() == Access::Edit {
        options.insert(0, Choice::new(Into::Open, name).detail("open"));
    }
    let value = Signal::derive(move || importing.decided.with(|decided| decided.into));
    view! {
        <Select
            label="Into"
            hint=refusal.map(str::to_owned)
            options=Signal::stored(options)
            value=value
            on_change=Callback::new(move |into| importing.decide(|decided| {
                decided.into = into;
                // A scope is one of the plan.
                decided.choices.scope = None;
                decided.choices.same = Default::default();
                decided.choices.pools = Default::default();
            }))
        />
    }
    .into_any()
}

fn plan_name(importing: Importing) -> AnyView {
    let name = importing.decided.with_untracked(|decided| decided.name.clone());
    let draft = Draft::new(name, |text| match text.trim() {
        "" => Err("Give the plan a name".to_owned()),
        name => Ok(name.to_owned()),
    });
    let write = Callback::new(move |()| {
        if let Some(name) = draft.accept() {
            draft.text().restart(name.clone());
            importing.decide(|decided| decided.name = name);
        }
    });
    view! { <Field label="Name of the plan" draft=draft on_commit=write /> }.into_any()
}

/// The private scopes, where there are several.
fn scopes(importing: Importing) -> AnyView {
    let all = with(importing, |_, outcome| {
        let scopes = outcome.before.design().scopes.iter();
        let private = scopes.filter(|(_, row)| row.kind == ScopeKind::Private);
        private
            .map(|(id, row)| (*id, row.name.clone()))
            .collect::<Vec<(Id<Scope>, String)>>()
    });
    let all = all.unwrap_or_default();
    if all.len() < 2 {
        return ().into_any();
    }
    let option = |(id, name): (Id<Scope>, String)| {
        let name = match (id == Plan::default_private_scope(), name.as_str()) {
            (true, "") => "Private scope".to_owned(),
            (false, "") => id.as_str().to_owned(),
            _ => name,
        };
        Choice::new(id, name)
    };
    let options: Vec<Choice<Id<Scope>>> = all.into_iter().map(option).collect();
    let value = Signal::derive(move || {
        importing
            .decided
            .with(|decided| decided.choices.scope.unwrap_or_else(Plan::default_private_scope))
    });
    view! {
        <Select
            label="Scope of what names none"
            options=Signal::stored(options)
            value=value
            on_change=Callback::new(move |scope| importing.decide(|decided| decided.choices.scope = Some(scope)))
        />
    }
    .into_any()
}

/// Every Region that AWS lists.
pub(super) fn region_options() -> Vec<ComboboxOption> {
    let option =
        |region: &crate::plan::RegionListing| ComboboxOption::new(region.code, region.name).detail(region.code);
    REGIONS.iter().map(option).collect()
}

/// The code of a Region that is not listed: AWS opens new ones.
pub(super) fn unlisted_region() -> Callback<String, Result<String, String>> {
    Callback::new(|text: String| match text.trim().parse::<RegionCode>() {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

fn region(importing: Importing) -> AnyView {
    let value = Signal::derive(move || {
        importing.decided.with(|decided| match decided.choices.region {
            Some(region) => region.as_str().to_owned(),
            None => String::new(),
        })
    });
    view! {
        <Combobox
            label="Region of VPCs that say none"
            hint=Some("The home Region of the IPAM, unless you choose another".to_owned())
            options=Signal::stored(region_options())
            unlisted=unlisted_region()
            value=value
            on_change=Callback::new(move |code: String| importing.decide(|decided| decided.choices.region = code.parse().ok()))
        />
    }
    .into_any()
}
