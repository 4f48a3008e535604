//! How the cost is reckoned: hours, rates, and what counts.

use super::model::{basis, region_name};
use crate::app::dialogs::focus_first_error;
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::money;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Checkbox, Choice, ComboboxOfSeveral, ComboboxOption, Dialog, Dismissal, Draft,
    Field, FieldKind, Select, source_link,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::cost::{Charge, Currency, Terms, price, published};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::gesture::put_cost_settings;
use crate::plan::{
    Account, CostSettings, Counting, HoursPerMonth, OuChildren, OuExclusion, Plan, Rate, RegionCode, Tier,
};

/// What stands between the units of a path.
const SLASH: char = '/';

/// A path of organizational units as a text.
pub(super) fn path_words(path: &[String]) -> String {
    path.join("/")
}

/// Reads a path of organizational units.
pub(super) fn read_path(text: &str) -> Result<Vec<String>, String> {
    let units = text.split(SLASH).map(|unit| unit.trim().to_owned());
    let units: Vec<String> = units.filter(|unit| !unit.is_empty()).collect();
    if units.is_empty() {
        return Err("A path of organizational units from the root, such as Workloads/Development".to_owned());
    }
    Ok(units)
}

/// Every organizational unit that an account of the plan is in.
pub(super) fn unit_options(plan: &Plan) -> Vec<ComboboxOption> {
    let mut paths: OrderedSet<String> = OrderedSet::new();
    let of_account = |account: &Account| {
        let depths = 1..=account.ou_path.len();
        let path = |depth| account.ou_path.get(..depth).map(path_words);
        depths.filter_map(path).collect::<Vec<_>>()
    };
    for account in plan.intent().accounts.values() {
        paths.extend(of_account(account));
    }
    paths.iter().map(|path| ComboboxOption::new(path, path)).collect()
}

/// Reads a rate; nothing is one, too: that of the price book.
pub(super) fn read_rate(text: &str) -> Result<Option<Rate>, String> {
    let text = text.trim().trim_start_matches(['$', '€']);
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(sentence),
    }
}

/// A field for a rate, empty for that of the price book.
fn rate_field(label: String, charge: Charge, region: RegionCode, draft: Draft<Option<Rate>>) -> AnyView {
    let known = price(charge, region);
    let currency = Currency::of(region).code();
    let placeholder = known.rate.map(|rate| rate.to_string());
    view! {
        <Field
            label=label
            draft=draft
            kind=FieldKind::Number
            placeholder=placeholder
            unit=Some(format!("{currency} per hour"))
            hint=Some(basis(known, region))
        />
    }
    .into_any()
}

/// The Regions whose public addresses can be in the plan, and those that have a rate of their own.
fn regions(plan: &Plan) -> OrderedSet<RegionCode> {
    let mut regions = plan.ipam().all_operating_regions();
    regions.extend(plan.design().vpcs.values().map(|vpc| vpc.region));
    regions.extend(plan.design().public_blocks.values().filter_map(|row| row.region));
    regions.extend(plan.about().cost.public_ipv4_rates.keys().copied());
    regions
}

fn counting(is_counted: bool) -> Counting {
    match is_counted {
        true => Counting::Counted,
        false => Counting::NotCounted,
    }
}

/// Asks for everything that the estimate rests on besides the workloads.
pub(super) fn dialog(open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let (before, tier_before, home, all_regions, units) = planner.peek(|workspace| {
        let plan = workspace.plan();
        let terms = Terms::of(plan);
        (
            plan.about().cost.clone(),
            terms.tier,
            terms.home_region,
            regions(plan),
            unit_options(plan),
        )
    });
    let written = |rates: &OrderedMap<RegionCode, Rate>, region: RegionCode| {
        let rate = rates.get(&region).map(|rate| rate.to_string());
        Draft::new(rate.unwrap_or_default(), read_rate)
    };
    let hours = RwSignal::new(before.hours);
    let tier = RwSignal::new(tier_before);
    let counts_public = RwSignal::new(before.public_ipv4 == Counting::Counted);
    let counts_ipv6 = RwSignal::new(before.ipv6 == Counting::Counted);
    let ipam_rate = written(&before.ipam_rates, home);
    let mut public_rates = Vec::new();
    for region in &all_regions {
        public_rates.push((*region, written(&before.public_ipv4_rates, *region)));
    }
    let paths = before.excluded_ous.iter().map(|exclusion| path_words(&exclusion.path));
    let excluded = RwSignal::new(paths.collect::<Vec<_>>());
    let rates = public_rates.clone();
    let put = move || {
        let mut settings = CostSettings {
            hours: hours.get_untracked(),
            public_ipv4: counting(counts_public.get_untracked()),
            ipv6: counting(counts_ipv6.get_untracked()),
            ..before.clone()
        };
        let mut is_right = true;
        let mut take =
            |rates: &mut OrderedMap<RegionCode, Rate>, region: RegionCode, draft: Draft<Option<Rate>>| match draft
                .accept()
            {
                Some(Some(rate)) => _ = rates.insert(region, rate),
                Some(None) => _ = rates.remove(&region),
                None => is_right = false,
            };
        take(&mut settings.ipam_rates, home, ipam_rate);
        for (region, draft) in &rates {
            take(&mut settings.public_ipv4_rates, *region, *draft);
        }
        if !is_right {
            return focus_first_error();
        }
        let of_path = |path: Vec<String>| {
            let known = before.excluded_ous.iter().find(|exclusion| exclusion.path == path);
            known.cloned().unwrap_or(OuExclusion {
                path,
                children: OuChildren::Excluded,
            })
        };
        let paths = excluded.get_untracked();
        settings.excluded_ous = paths
            .iter()
            .filter_map(|text| read_path(text).ok())
            .map(of_path)
            .collect();
        let gesture = planner.peek(|workspace| {
            let plan = workspace.plan();
            let mut gesture = put_cost_settings(plan, settings);
            let tier = tier.get_untracked();
            if plan.ipam().tier != tier {
                gesture
                    .edit
                    .update(Plan::ipam_id(), plan.ipam(), |ipam| ipam.tier = tier);
            }
            gesture
        });
        if planner.edit(&gesture.label, gesture.edit) {
            open.set(false);
        }
    };
    let refusal = planner.refusal();
    let hour_choices = HoursPerMonth::ALL.map(|hours| {
        let words = match hours {
            HoursPerMonth::ThirtyDays => "thirty days",
            HoursPerMonth::TwelfthOfYear => "a twelfth of a year",
            HoursPerMonth::ThirtyOneDays => "thirty-one days",
        };
        Choice::new(hours, format!("{} hours", hours.hours())).detail(words)
    });
    let tiers = vec![Choice::new(Tier::Advanced, "Advanced"), Choice::new(Tier::Free, "Free")];
    let tier_hint = Signal::derive(move || {
        (tier.get() == Tier::Free).then(|| "Charges nothing for active IPs, and cannot hold private pools".to_owned())
    });
    let exclusions = Signal::stored(units);
    let hour_choices = Signal::stored(hour_choices.to_vec());
    let tiers = Signal::stored(tiers);
    view! {
        <Dialog
            open=open
            title="Rates and what counts"
            description=Some("What the estimate rests on besides the workloads. A field that is empty takes the published rate".to_owned())
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || view! {
                <Button label="Save" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit refusal=refusal />
            }
        >
            <div class="stack">
                <div class="workload__numbers">
                    <Select
                        label="A month has"
                        options=hour_choices
                        value=hours
                        hint=Some("A year has 8,760 hours".to_owned())
                        on_change=hours.setter()
                    />
                    <Select
                        label="Tier of the IPAM"
                        options=tiers
                        value=tier
                        hint=tier_hint
                        on_change=tier.setter()
                    />
                </div>
                <h3 class="inspector__heading">"IPAM, per active IP"</h3>
                {rate_field(format!("Home Region {home}"), Charge::Ipam, home, ipam_rate)}
                {sources(Charge::Ipam)}
                <h3 class="inspector__heading">"What counts as an active IP"</h3>
                <Checkbox
                    label="Private IPv4 addresses and prefixes"
                    checked=Signal::stored(true)
                    read_only=Signal::stored(true)
                    hint=Some("A delegated prefix counts once. What is on no network interface counts nothing".to_owned())
                    on_change=Callback::new(|_: bool| ())
                />
                <Checkbox
                    label="Public IPv4 addresses"
                    checked=counts_public
                    hint=Some("An assumption: AWS does not say it outright".to_owned())
                    on_change=counts_public.setter()
                />
                <Checkbox
                    label="IPv6 addresses and prefixes"
                    checked=counts_ipv6
                    hint=Some("An assumption: AWS does not say it outright".to_owned())
                    on_change=counts_ipv6.setter()
                />
                <ComboboxOfSeveral
                    label="Organizational units that IPAM does not monitor"
                    options=exclusions
                    values=excluded
                    unlisted=Callback::new(|text: String| read_path(&text).map(|path| path_words(&path)))
                    hint=Some("With the units below them. Write a path from the root, such as Workloads/Development".to_owned())
                    on_change=excluded.setter()
                />
                <h3 class="inspector__heading">"Public IPv4, per address"</h3>
                {public_rates.iter().map(|(region, draft)| rate_field(region_name(*region), Charge::PublicIpv4, *region, *draft)).collect_view()}
                {sources(Charge::PublicIpv4)}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What is published about a charge, and where.
fn sources(charge: Charge) -> AnyView {
    let published = published(charge);
    let line = |source: &crate::cost::PriceSource| {
        let words = format!("{} · {}: ", source.date, source.statement.trim_end_matches('.'));
        view! { <li><span>{words}{source_link(source.url, "Source")}</span></li> }
    };
    let currency = Currency::Usd;
    view! {
        <ul class="cost__remarks">
            <li><span>{format!("Published: {} per address and hour", money::rate(currency, published.rate))}</span></li>
            {published.sources.iter().map(line).collect_view()}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{read_path, read_rate};
    use crate::plan::Rate;

    #[test]
    fn a_rate_is_read_or_left_to_the_price_book() {
        assert_eq!(read_rate("  "), Ok(None));
        assert_eq!(read_rate("$0.0003"), Ok(Some(Rate::from_nano_dollars(300_000))));
        assert!(read_rate("cheap").unwrap_err().contains("such as 0.00027"));
    }

    #[test]
    fn a_path_of_units_is_read_by_its_slashes() {
        let path = |units: &[&str]| units.iter().map(|unit| (*unit).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            read_path("Workloads / Development"),
            Ok(path(&["Workloads", "Development"]))
        );
        assert_eq!(read_path("/Sandbox/"), Ok(path(&["Sandbox"])));
        assert!(read_path(" / ").is_err());
    }
}
