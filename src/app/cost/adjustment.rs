//! What a scenario assumes: in words, and the dialog that asks for it.

use super::instance_type::instance_type_field;
use super::settings::{path_words, read_path, read_rate, unit_options};
use super::words::{ADDRESSINGS, addressing_word, number, signed, vpc_title, workload_title};
use crate::app::dialogs::focus_first_error;
use crate::app::markup::*;
use crate::app::money;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Choice, Combobox, ComboboxOption, Dialog, Dismissal, Draft, Field, FieldKind,
    Select,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::cost::{FRUGAL, Period, Terms, total_under};
use crate::plan::gesture::put_scenario;
use crate::plan::{
    Adjustment, Growth, Id, NodeChange, NodeGroups, OuChildren, OuExclusion, PodAddressing, Rate, RegionCode, Scenario,
    WarmTargets, Workload, WorkloadKind,
};
use crate::workspace::Workspace;

/// What a scenario assumes, as a sentence.
pub(super) fn words(workspace: &Workspace, adjustment: &Adjustment) -> String {
    let plan = workspace.plan();
    let currency = crate::cost::Currency::of(plan.ipam().home_region);
    match adjustment {
        Adjustment::Growth(Growth { addresses, blocks }) => {
            format!("Every year addresses grow by {addresses} %, and blocks by {blocks} %")
        }
        Adjustment::Nodes { groups, change } => {
            let groups = match groups {
                NodeGroups::All => "All node groups".to_owned(),
                NodeGroups::One(id) => {
                    let row = plan.intent().workloads.get(id);
                    row.map(|row| group_title(workspace, row)).unwrap_or_default()
                }
            };
            format!("{groups}: {}", change_words(*change))
        }
        Adjustment::DropRegion(region) => format!("{region} is no operating Region"),
        Adjustment::ExcludeOu(OuExclusion { path, children }) => {
            let below = match children {
                OuChildren::Excluded => " and what is below it",
                OuChildren::Kept => "",
            };
            format!("IPAM does not monitor {}{below}", path_words(path))
        }
        Adjustment::IpamRate { region, rate } => {
            format!(
                "{} per active IP-hour{}",
                money::rate(currency, *rate),
                in_region(*region)
            )
        }
        Adjustment::PublicIpv4Rate { region, rate } => {
            format!(
                "{} per public IPv4 address and hour{}",
                money::rate(currency, *rate),
                in_region(*region)
            )
        }
    }
}

/// A node group with its VPC: clusters are often alike.
fn group_title(workspace: &Workspace, row: &Workload) -> String {
    format!("{} in {}", workload_title(row), vpc_title(workspace, row.vpc))
}

fn in_region(region: Option<RegionCode>) -> String {
    region.map(|region| format!(" in {region}")).unwrap_or_default()
}

fn change_words(change: NodeChange) -> String {
    match change {
        NodeChange::Addressing(addressing) => addressing_word(addressing).to_owned(),
        NodeChange::Nodes { per_mille } => format!("nodes × {}", factor_words(per_mille)),
        NodeChange::Pods { per_mille } => format!("pods × {}", factor_words(per_mille)),
        NodeChange::InstanceType(instance_type) => format!("instances of {instance_type}"),
        NodeChange::WarmTargets(warm) => warm_words(warm),
    }
}

fn warm_words(warm: WarmTargets) -> String {
    let named = [
        ("WARM_ENI_TARGET", warm.enis),
        ("WARM_IP_TARGET", warm.ips),
        ("MINIMUM_IP_TARGET", warm.minimum_ips),
        ("WARM_PREFIX_TARGET", warm.prefixes),
    ];
    let stated = named
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
    let stated: Vec<String> = stated.collect();
    match stated.as_slice() {
        [] => "the plugin's own warm targets".to_owned(),
        stated => stated.join(", "),
    }
}

/// Thousandths as people write them: `1.5`.
fn factor_words(per_mille: u32) -> String {
    let decimals = format!("{:03}", per_mille % 1_000);
    match decimals.trim_end_matches('0') {
        "" => (per_mille / 1_000).to_string(),
        decimals => format!("{}.{decimals}", per_mille / 1_000),
    }
}

/// Reads a factor with up to three decimals.
fn read_factor(text: &str) -> Result<u32, String> {
    let read = || {
        let text = text.trim();
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || decimals.len() > 3 || !are_digits(whole) || !are_digits(decimals) {
            return None;
        }
        let decimals: u32 = format!("{decimals:0<3}").parse().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(1_000)?.checked_add(decimals)
    };
    read().ok_or_else(|| "A factor with at most three decimals, such as 1.5 for half as many again".to_owned())
}

/// Reads a percentage of growth.
pub(super) fn read_percent(text: &str) -> Result<u32, String> {
    let text = text.trim().trim_end_matches('%').trim_end();
    match text.parse::<u32>() {
        Ok(percent) if percent <= MOST_PERCENT => Ok(percent),
        _ => Err(format!(
            "A whole number of percent from 0 to {}",
            number(MOST_PERCENT.into())
        )),
    }
}

/// More than tenfold a year is no plan.
const MOST_PERCENT: u32 = 1_000;

fn read_count(text: &str) -> Result<Option<u32>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| "A whole number, or nothing".to_owned()),
    }
}

/// What an assumption is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Addressing,
    Nodes,
    Pods,
    InstanceType,
    Warm,
    DropRegion,
    ExcludeOu,
    IpamRate,
    PublicRate,
    Growth,
}

/// Each with its words.
const ABOUT: [(About, &str); 10] = [
    (About::Addressing, "How pods have their addresses"),
    (About::Nodes, "More or fewer nodes"),
    (About::Pods, "More or fewer pods per node"),
    (About::InstanceType, "Another instance type"),
    (About::Warm, "What the plugin keeps at hand"),
    (About::DropRegion, "A Region is not monitored"),
    (About::ExcludeOu, "An organizational unit is not monitored"),
    (About::IpamRate, "Another rate per active IP"),
    (About::PublicRate, "Another rate per public IPv4 address"),
    (About::Growth, "Growth"),
];

impl About {
    fn of(adjustment: &Adjustment) -> Self {
        match adjustment {
            Adjustment::Growth(_) => About::Growth,
            Adjustment::Nodes { change, .. } => match change {
                NodeChange::Addressing(_) => About::Addressing,
                NodeChange::Nodes { .. } => About::Nodes,
                NodeChange::Pods { .. } => About::Pods,
                NodeChange::InstanceType(_) => About::InstanceType,
                NodeChange::WarmTargets(_) => About::Warm,
            },
            Adjustment::DropRegion(_) => About::DropRegion,
            Adjustment::ExcludeOu(_) => About::ExcludeOu,
            Adjustment::IpamRate { .. } => About::IpamRate,
            Adjustment::PublicIpv4Rate { .. } => About::PublicRate,
        }
    }

    fn is_about_nodes(self) -> bool {
        matches!(
            self,
            About::Addressing | About::Nodes | About::Pods | About::InstanceType | About::Warm
        )
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    about: RwSignal<About>,
    /// The id of a node group; empty for all.
    groups: RwSignal<String>,
    addressing: RwSignal<PodAddressing>,
    factor: Draft<u32>,
    instance_type: RwSignal<String>,
    warm: [Draft<Option<u32>>; 4],
    region: RwSignal<String>,
    unit: RwSignal<String>,
    rate: Draft<Option<Rate>>,
    growth: [Draft<u32>; 2],
}

/// The names of the plugin's settings.
const WARM: [&str; 4] = [
    "WARM_ENI_TARGET",
    "WARM_IP_TARGET",
    "MINIMUM_IP_TARGET",
    "WARM_PREFIX_TARGET",
];

impl Form {
    fn of(begin: &Adjustment) -> Self {
        let mut groups = String::new();
        let mut addressing = PodAddressing::Prefixes;
        let mut factor = 1_500;
        let mut instance_type = "m5.xlarge".to_owned();
        let mut warm = FRUGAL;
        let mut region = String::new();
        let mut unit = String::new();
        let mut rate = String::new();
        let mut growth = Growth {
            addresses: 30,
            blocks: 30,
        };
        match begin {
            Adjustment::Growth(stated) => growth = *stated,
            Adjustment::Nodes { groups: of, change } => {
                if let NodeGroups::One(id) = of {
                    groups = id.to_string();
                }
                match change {
                    NodeChange::Addressing(stated) => addressing = *stated,
                    NodeChange::Nodes { per_mille } | NodeChange::Pods { per_mille } => factor = *per_mille,
                    NodeChange::InstanceType(stated) => instance_type = stated.to_string(),
                    NodeChange::WarmTargets(stated) => warm = *stated,
                }
            }
            Adjustment::DropRegion(stated) => region = stated.to_string(),
            Adjustment::ExcludeOu(stated) => unit = path_words(&stated.path),
            Adjustment::IpamRate { rate: stated, .. } | Adjustment::PublicIpv4Rate { rate: stated, .. } => {
                rate = stated.to_string();
            }
        }
        let count = |number: Option<u32>| Draft::new(number.map(|n| n.to_string()).unwrap_or_default(), read_count);
        Self {
            about: RwSignal::new(About::of(begin)),
            groups: RwSignal::new(groups),
            addressing: RwSignal::new(addressing),
            factor: Draft::new(factor_words(factor), read_factor),
            instance_type: RwSignal::new(instance_type),
            warm: [warm.enis, warm.ips, warm.minimum_ips, warm.prefixes].map(count),
            region: RwSignal::new(region),
            unit: RwSignal::new(unit),
            rate: Draft::new(rate, |text| match read_rate(text)? {
                None => Err("A rate, such as 0.0002".to_owned()),
                rate => Ok(rate),
            }),
            growth: [growth.addresses, growth.blocks].map(|percent| Draft::new(percent.to_string(), read_percent)),
        }
    }

    /// The assumption as it is typed. Tracked. None while something is missing.
    fn adjustment(self, before: &Adjustment) -> Option<Adjustment> {
        let about = self.about.get();
        let nodes = |change: NodeChange| {
            let groups = self.groups.get();
            Adjustment::Nodes {
                groups: groups.parse().map_or(NodeGroups::All, NodeGroups::One),
                change,
            }
        };
        Some(match about {
            About::Addressing => nodes(NodeChange::Addressing(self.addressing.get())),
            About::Nodes => nodes(NodeChange::Nodes {
                per_mille: self.factor.value().ok()?,
            }),
            About::Pods => nodes(NodeChange::Pods {
                per_mille: self.factor.value().ok()?,
            }),
            About::InstanceType => nodes(NodeChange::InstanceType(self.instance_type.get().parse().ok()?)),
            About::Warm => {
                let [enis, ips, minimum_ips, prefixes] = self.warm.map(|draft| draft.value());
                nodes(NodeChange::WarmTargets(WarmTargets {
                    enis: enis.ok()?,
                    ips: ips.ok()?,
                    minimum_ips: minimum_ips.ok()?,
                    prefixes: prefixes.ok()?,
                }))
            }
            About::DropRegion => Adjustment::DropRegion(self.region.get().parse().ok()?),
            About::ExcludeOu => {
                let path = read_path(&self.unit.get()).ok()?;
                let children = match before {
                    Adjustment::ExcludeOu(known) if known.path == path => known.children,
                    _ => OuChildren::Excluded,
                };
                Adjustment::ExcludeOu(OuExclusion { path, children })
            }
            About::IpamRate => Adjustment::IpamRate {
                region: match before {
                    Adjustment::IpamRate { region, .. } => *region,
                    _ => None,
                },
                rate: self.rate.value().ok()??,
            },
            About::PublicRate => Adjustment::PublicIpv4Rate {
                region: match before {
                    Adjustment::PublicIpv4Rate { region, .. } => *region,
                    _ => None,
                },
                rate: self.rate.value().ok()??,
            },
            About::Growth => {
                let [addresses, blocks] = self.growth.map(|draft| draft.value());
                Adjustment::Growth(Growth {
                    addresses: addresses.ok()?,
                    blocks: blocks.ok()?,
                })
            }
        })
    }

    /// Lets the fields that are wrong say so from now on.
    fn show_errors(self) {
        match self.about.get_untracked() {
            About::Nodes | About::Pods => _ = self.factor.accept(),
            About::Warm => _ = self.warm.map(|draft| draft.accept()),
            About::IpamRate | About::PublicRate => _ = self.rate.accept(),
            About::Growth => _ = self.growth.map(|draft| draft.accept()),
            _ => {}
        }
    }
}

/// Asks for an assumption of a scenario; none at `place` is a new one.
pub(super) fn dialog(scenario: Id<Scenario>, place: Option<usize>, open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let Some(row) = planner.peek(|w| w.plan().intent().scenarios.get(&scenario).cloned()) else {
        open.set(false);
        return ().into_any();
    };
    let known = place.and_then(|place| row.adjustments.get(place).cloned());
    let is_known = known.is_some();
    let begin = known.unwrap_or(Adjustment::Nodes {
        groups: NodeGroups::All,
        change: NodeChange::Addressing(PodAddressing::Prefixes),
    });
    let form = Form::of(&begin);
    let title = match is_known {
        true => format!("Assumption of {}", row.name),
        false => format!("Add an assumption to {}", row.name),
    };
    let typed = {
        let row = row.clone();
        Memo::new(move |_| {
            let adjustment = form.adjustment(&begin)?;
            let mut row = row.clone();
            match place.and_then(|place| row.adjustments.get_mut(place)) {
                Some(known) => *known = adjustment,
                None => row.adjustments.push(adjustment),
            }
            Some(row)
        })
    };
    let put = move || {
        let Some(row) = typed.get_untracked() else {
            form.show_errors();
            return focus_first_error();
        };
        let gesture = planner.peek(|workspace| put_scenario(workspace.plan(), scenario, row));
        if planner.edit(&gesture.label, gesture.edit) {
            open.set(false);
        }
    };
    let effect = Memo::new(move |_| {
        let row = typed.get()?;
        Some(planner.read(|workspace| effect_words(workspace, &row)))
    });
    let refusal = planner.refusal();
    let choices = Signal::stored(ABOUT.map(|(about, words)| Choice::new(about, words)).to_vec());
    view! {
        <Dialog
            open=open
            title=title
            description=Some("It is reckoned with, and changes nothing of the plan until the scenario is adopted".to_owned())
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || view! {
                <Button
                    label=if is_known { "Save" } else { "Add assumption" }
                    kind=ButtonKind::Primary
                    purpose=ButtonPurpose::Submit
                    refusal=refusal
                />
            }
        >
            <div class="stack">
                <Select label="What is otherwise" options=choices value=form.about on_change=form.about.setter() />
                {following(move || fields(form, form.about.get()))}
                <p class="workload__sum" role="status">
                    {move || effect.get().unwrap_or_else(|| "Say what is assumed".to_owned())}
                </p>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What the whole scenario would change.
fn effect_words(workspace: &Workspace, row: &Scenario) -> String {
    let (plan, estimate) = (workspace.plan(), workspace.estimate());
    let terms = Terms::under(plan, &row.adjustments);
    let after = total_under(plan, workspace.index(), &terms);
    let before = estimate.total();
    let signed_count = |count: u128| i128::try_from(count).unwrap_or(i128::MAX);
    let active = signed_count(after.active()) - signed_count(before.active());
    let cost = after.total_for(&terms, Period::Month) - before.total_for(estimate.terms(), Period::Month);
    let currency = money::currency(&terms);
    format!(
        "The scenario then has {} active IPs ({}) and costs {} a month ({})",
        number(after.active()),
        signed(active),
        money::to_the_cent(currency, after.total_for(&terms, Period::Month)),
        money::difference(currency, cost, Period::Month),
    )
}

fn fields(form: Form, about: About) -> AnyView {
    let planner = use_planner();
    let groups = about.is_about_nodes().then(|| {
        let choices = planner.peek(|workspace| {
            let mut choices = vec![Choice::new(String::new(), "All node groups")];
            for (id, row) in &workspace.plan().intent().workloads {
                if matches!(row.kind, WorkloadKind::NodeGroup(_)) {
                    choices.push(Choice::new(id.to_string(), group_title(workspace, row)));
                }
            }
            choices
        });
        view! { <Select label="Of" options=Signal::stored(choices) value=form.groups on_change=form.groups.setter() /> }
    });
    let field = match about {
        About::Addressing => {
            let ways = ADDRESSINGS.map(|way| Choice::new(way, addressing_word(way))).to_vec();
            view! {
                <Select
                    label="Addresses of the pods"
                    options=Signal::stored(ways)
                    value=form.addressing
                    on_change=form.addressing.setter()
                />
            }
            .into_any()
        }
        About::Nodes | About::Pods => view! {
            <Field
                label="Factor"
                draft=form.factor
                kind=FieldKind::Number
                hint=Some("1.5 is half as many again; the result is rounded up".to_owned())
            />
        }
        .into_any(),
        About::InstanceType => instance_type_field(form.instance_type),
        About::Warm => {
            let field = |(label, draft): (&'static str, Draft<Option<u32>>)| {
                view! { <Field label=label draft=draft kind=FieldKind::Number placeholder=Some("not set".to_owned()) /> }
            };
            let fields = WARM.into_iter().zip(form.warm).map(field).collect_view();
            view! { <div class="workload__numbers">{fields}</div> }.into_any()
        }
        About::DropRegion => {
            let regions = planner.peek(|workspace| {
                let ipam = workspace.plan().ipam();
                let others = ipam.operating_regions.iter().filter(|region| **region != ipam.home_region);
                others.map(|region| Choice::new(region.to_string(), super::model::region_name(*region))).collect::<Vec<_>>()
            });
            view! {
                <Select
                    label="Region"
                    options=Signal::stored(regions)
                    value=form.region
                    hint=Some("The home Region always is an operating Region".to_owned())
                    on_change=form.region.setter()
                />
            }
            .into_any()
        }
        About::ExcludeOu => {
            let units: Vec<ComboboxOption> = planner.peek(|workspace| unit_options(workspace.plan()));
            view! {
                <Combobox
                    label="Organizational unit"
                    options=Signal::stored(units)
                    value=form.unit
                    unlisted=Callback::new(|text: String| read_path(&text).map(|path| path_words(&path)))
                    hint=Some("A path from the root, such as Workloads/Development; the units below go along".to_owned())
                    on_change=form.unit.setter()
                />
            }
            .into_any()
        }
        About::IpamRate | About::PublicRate => view! {
            <Field label="Rate per address and hour" draft=form.rate kind=FieldKind::Number placeholder=Some("0.0002".to_owned()) />
        }
        .into_any(),
        About::Growth => {
            let [addresses, blocks] = form.growth;
            view! {
                <div class="workload__numbers">
                    <Field label="Addresses, a year" draft=addresses kind=FieldKind::Number unit=Some("%".to_owned()) />
                    <Field label="Blocks, a year" draft=blocks kind=FieldKind::Number unit=Some("%".to_owned()) />
                </div>
            }
            .into_any()
        }
    };
    view! { {groups} {field} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{factor_words, read_factor, read_percent, words};
    use crate::examples::EXAMPLES;
    use crate::plan::{Adjustment, Growth, NodeChange, NodeGroups, OuChildren, OuExclusion, Rate, WarmTargets};
    use crate::workspace::Workspace;

    #[test]
    fn a_factor_reads_as_it_is_written() {
        for (text, expected) in [
            ("1.5", Some(1_500)),
            ("2", Some(2_000)),
            ("0.125", Some(125)),
            ("0", Some(0)),
        ] {
            assert_eq!(read_factor(text).ok(), expected);
            assert_eq!(expected.map(factor_words).as_deref(), Some(text));
        }
        for text in ["", ".", "1.2345", "x", "-1", "5000000"] {
            assert!(read_factor(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_percentage_may_have_its_sign() {
        assert_eq!(read_percent("30 %"), Ok(30));
        for text in ["", "-1", "1.5", "1001"] {
            assert!(read_percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_assumption_is_a_sentence() {
        let workspace = Workspace::open(EXAMPLES[0].plan());
        let all = |change: NodeChange| Adjustment::Nodes {
            groups: NodeGroups::All,
            change,
        };
        let region = "eu-west-1".parse().unwrap();
        for (adjustment, expected) in [
            (
                Adjustment::Growth(Growth {
                    addresses: 30,
                    blocks: 10,
                }),
                "Every year addresses grow by 30 %, and blocks by 10 %",
            ),
            (
                all(NodeChange::Nodes { per_mille: 1_500 }),
                "All node groups: nodes × 1.5",
            ),
            (
                all(NodeChange::WarmTargets(WarmTargets::default())),
                "All node groups: the plugin's own warm targets",
            ),
            (Adjustment::DropRegion(region), "eu-west-1 is no operating Region"),
            (
                Adjustment::ExcludeOu(OuExclusion {
                    path: vec!["Workloads".to_owned(), "Dev".to_owned()],
                    children: OuChildren::Excluded,
                }),
                "IPAM does not monitor Workloads/Dev and what is below it",
            ),
            (
                Adjustment::PublicIpv4Rate {
                    region: Some(region),
                    rate: Rate::from_nano_dollars(4_000_000),
                },
                "$0.004 per public IPv4 address and hour in eu-west-1",
            ),
        ] {
            assert_eq!(words(&workspace, &adjustment), expected);
        }
    }
}
