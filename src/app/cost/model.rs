//! The breakdown of an estimate as lines, and the words about what it rests on.

use super::words::{number, vpc_title, workload_title};
use crate::app::dialogs::words::title;
use crate::app::letters::lower;
use crate::app::money;
use crate::cost::{Charge, Dimension, Estimate, Figures, Group, Money, Period, Price, PriceBasis, Terms, published};
use crate::ordered::sort_by_key;
use crate::plan::{Account, Id, MeteredAccount, Node, RegionCode, Tier, tidy};
use crate::workspace::Workspace;

/// By what the breakdown can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Active,
    Monitored,
    Consumed,
    Ipam,
    PublicIpv4,
    Total,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Rising,
    Falling,
}

/// One group with its figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) group: Group,
    pub(super) figures: Figures,
}

/// The groups of a dimension, sorted. Groups that agree stand in their own order. O(n log n).
pub(super) fn lines(workspace: &Workspace, dimension: Dimension, column: Column, order: Order) -> Vec<Line> {
    let groups = workspace.estimate().by(dimension);
    let mut lines: Vec<Line> = groups
        .into_iter()
        .map(|(group, figures)| Line { group, figures })
        .collect();
    if column == Column::Name {
        let mut named: Vec<(String, Line)> = Vec::new();
        for line in lines {
            named.push((lower(&name(workspace, line.group)), line));
        }
        sort_by_key(&mut named, |(name, _)| name.clone());
        lines = named.into_iter().map(|(_, line)| line).collect();
    } else {
        sort_by_key(&mut lines, |line| key(&line.figures, column));
    }
    if order == Order::Falling {
        lines.reverse();
    }
    lines
}

fn key(figures: &Figures, column: Column) -> i128 {
    let count = |count: u128| i128::try_from(count).unwrap_or(i128::MAX);
    match column {
        Column::Name => 0,
        Column::Active => count(figures.active()),
        Column::Monitored => count(figures.monitored),
        Column::Consumed => count(figures.consumed_ipv4),
        Column::Ipam => figures.ipam.nano_dollars(),
        Column::PublicIpv4 => figures.public_ipv4_charge.nano_dollars(),
        Column::Total => (figures.ipam + figures.public_ipv4_charge).nano_dollars(),
    }
}

/// What a group is called.
pub(super) fn name(workspace: &Workspace, group: Group) -> String {
    match group {
        Group::Total => "Everything".to_owned(),
        Group::Region(region) => region.to_string(),
        Group::Account(None) => "No account".to_owned(),
        Group::Account(Some(id)) => account_name(workspace, id),
        Group::Scope(id) => title(workspace, Node::Scope(id)),
        Group::Pool(None) => "No pool".to_owned(),
        Group::Pool(Some(id)) => title(workspace, Node::Pool(id)),
        Group::Vpc(id) => vpc_title(workspace, id),
        Group::Workload(id) => {
            let row = workspace.plan().intent().workloads.get(&id);
            row.map(workload_title).unwrap_or_default()
        }
        Group::OutsideVpcs(_) => "In the public scope".to_owned(),
        Group::Node(node) => title(workspace, node),
    }
}

/// What else there is to know of a group: where it is.
pub(super) fn detail(workspace: &Workspace, group: Group) -> Option<String> {
    let (design, intent) = (workspace.plan().design(), workspace.plan().intent());
    match group {
        Group::Region(region) => {
            let terms = workspace.estimate().terms();
            let standing = match (region == terms.home_region, terms.operating_regions.contains(&region)) {
                (true, _) => "home Region",
                (false, true) => "",
                (false, false) => "not monitored",
            };
            let name = region.listing().map(|listing| listing.name).unwrap_or_default();
            let words: Vec<&str> = [standing, name].into_iter().filter(|word| !word.is_empty()).collect();
            Some(words.join(", "))
        }
        Group::Vpc(id) => design.vpcs.get(&id).map(|row| row.region.to_string()),
        Group::Workload(id) => intent.workloads.get(&id).map(|row| vpc_title(workspace, row.vpc)),
        Group::Pool(Some(id)) => design.pools.get(&id)?.locale.map(|locale| locale.to_string()),
        Group::Pool(None) => Some("monitored only".to_owned()),
        Group::OutsideVpcs(_) => Some("public addresses that are held, in use or idle".to_owned()),
        _ => None,
    }
}

fn account_name(workspace: &Workspace, id: Id<Account>) -> String {
    let row = workspace.plan().intent().accounts.get(&id);
    let name = row.and_then(|row| tidy(&row.name));
    let number = row.and_then(|row| row.number).map(|number| number.to_string());
    match (name, number) {
        (Some(name), _) => name,
        (None, Some(number)) => number,
        (None, None) => "An account without a name".to_owned(),
    }
}

/// A Region as people know it: "eu-central-1, Europe (Frankfurt)".
pub(super) fn region_name(region: RegionCode) -> String {
    match region.listing() {
        Some(listing) => format!("{region}, {}", listing.name),
        None => region.to_string(),
    }
}

/// What stands in the place of an amount that nobody knows.
pub(super) const NO_PRICE: &str = "no price";

/// The words for a period.
pub(super) fn period_words(terms: &Terms, period: Period) -> String {
    match period {
        Period::Hour => "an hour".to_owned(),
        Period::Month => format!("a month of {} hours", terms.hours(period)),
        Period::Year => format!("a year of {} hours", number(terms.hours(period).into())),
    }
}

/// A charge with how it comes about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ChargeWords {
    pub(super) label: &'static str,
    pub(super) amount: String,
    /// "3,812 active IPs × $0.00027 × 730 h".
    pub(super) working: String,
}

/// What stands beside the breakdown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Summary {
    /// The total; none where a price is missing.
    pub(super) total: Option<String>,
    pub(super) period: String,
    pub(super) charges: Vec<ChargeWords>,
    /// Counts with what they are.
    pub(super) counts: Vec<(&'static str, String)>,
    pub(super) remarks: Vec<Remark>,
}

/// What there is to know about the figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    pub(super) is_doubt: bool,
    pub(super) sentence: String,
    pub(super) source: Option<&'static str>,
}

/// "1 address", "1,204 addresses".
fn counted(count: u128, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// The total of the estimate with its working.
pub(super) fn summary(estimate: &Estimate, period: Period) -> Summary {
    let (terms, total) = (estimate.terms(), estimate.total());
    let currency = money::currency(terms);
    let hours = match period {
        Period::Hour => String::new(),
        _ => format!(" × {} h", number(terms.hours(period).into())),
    };
    let active = counted(total.active(), "active IP", "active IPs");
    let addresses = counted(total.public_ipv4, "address", "addresses");
    let (amount, working) = match (terms.tier, terms.ipam_price().rate) {
        (Tier::Free, _) => (
            money::for_period(currency, Money::ZERO, period),
            format!("{active}, free of charge"),
        ),
        (Tier::Advanced, Some(rate)) => (
            money::for_period(currency, total.ipam_for(terms, period), period),
            format!("{active} × {}{hours}", money::rate(currency, rate)),
        ),
        (Tier::Advanced, None) => (NO_PRICE.to_owned(), active),
    };
    let mut charges = vec![ChargeWords {
        label: "IPAM",
        amount,
        working,
    }];
    let public_rate = terms.public_ipv4_price(terms.home_region).rate;
    let is_one_rate = terms.settings.public_ipv4_rates.iter().next().is_none();
    charges.push(ChargeWords {
        label: "Public IPv4",
        amount: money::for_period(currency, total.public_ipv4_for(terms, period), period),
        working: match public_rate.filter(|_| is_one_rate && total.unpriced_public_ipv4 == 0) {
            Some(rate) => format!("{addresses} × {}{hours}", money::rate(currency, rate)),
            None => format!("{addresses}, each at the rate of its Region{hours}"),
        },
    });
    let mut counts = vec![
        ("Active IPs, billed", number(total.active())),
        ("in pools (managed)", number(total.managed)),
        ("in no pool (only monitored)", number(total.monitored)),
    ];
    if total.unmonitored > 0 {
        counts.push(("not monitored, not billed", number(total.unmonitored)));
    }
    counts.push(("Subnet addresses taken", number(total.consumed_ipv4)));
    let held = estimate.of(Group::OutsideVpcs(Dimension::Vpc));
    for (label, count) in [
        ("Public IPv4, held in the public scope", held.public_ipv4),
        ("Public IPv4, brought to AWS", total.brought_ipv4),
        ("Public IPv4, in contiguous blocks", total.contiguous_ipv4),
    ] {
        if count > 0 {
            counts.push((label, number(count)));
        }
    }
    Summary {
        total: (!money::has_no_price(terms))
            .then(|| money::for_period(currency, total.total_for(terms, period), period)),
        period: period_words(terms, period),
        charges,
        counts,
        remarks: remarks(estimate),
    }
}

const DISTRIBUTION: &str = "https://docs.aws.amazon.com/vpc/latest/ipam/pricing-ipam.html";

fn remarks(estimate: &Estimate) -> Vec<Remark> {
    let (terms, total) = (estimate.terms(), estimate.total());
    let home = terms.home_region;
    let mut remarks = Vec::new();
    let mut remark = |is_doubt: bool, sentence: String, source: Option<&'static str>| {
        remarks.push(Remark {
            is_doubt,
            sentence,
            source,
        });
    };
    if terms.tier == Tier::Free {
        remark(
            false,
            "The Free Tier charges nothing for active IPs. It cannot hold private pools".to_owned(),
            None,
        );
    } else {
        let source = published(Charge::Ipam).sources.first().map(|source| source.url);
        let price = terms.ipam_price();
        remark(
            price.basis != PriceBasis::Published && price.basis != PriceBasis::Overridden,
            basis(price, home),
            source,
        );
    }
    let metered = match terms.metered_account {
        MeteredAccount::IpamOwner => format!(
            "AWS meters every active IP in the home Region {home}, in the account of the IPAM: the split says where they come from"
        ),
        MeteredAccount::ResourceOwner => format!(
            "AWS meters every active IP in the home Region {home}, in the account that owns the resource: the split per Region \
             says where they come from"
        ),
    };
    remark(false, metered, Some(DISTRIBUTION));
    if total.public_ipv4 > 0 && terms.counts_public_ipv4() || total.ipv6 > 0 && terms.counts_ipv6() {
        remark(
            true,
            "AWS does not say outright whether public and IPv6 addresses are active IPs of their own: here they are, unless \
             the settings say otherwise"
                .to_owned(),
            None,
        );
    }
    if total.unpriced_public_ipv4 > 0 {
        remark(
            true,
            format!(
                "For {} public IPv4 addresses there is no price: state a rate for their Region",
                number(total.unpriced_public_ipv4)
            ),
            None,
        );
    }
    remarks.extend(public_remarks(estimate));
    remarks
}

/// What there is to know about public addresses, those that the public scope holds among them.
fn public_remarks(estimate: &Estimate) -> Vec<Remark> {
    let total = estimate.total();
    let held = estimate.of(Group::OutsideVpcs(Dimension::Vpc)).public_ipv4;
    let public = published(Charge::PublicIpv4).sources.first().map(|source| source.url);
    let mut remarks = Vec::new();
    let mut remark = |is_doubt: bool, sentence: String, source: Option<&'static str>| {
        remarks.push(Remark {
            is_doubt,
            sentence,
            source,
        });
    };
    if held > 0 && total.public_ipv4 > held {
        remark(
            true,
            format!(
                "The public scope holds {} of these addresses, in use or idle. If workloads state some of them as well, they \
                 count twice: state each in one place",
                number(held)
            ),
            None,
        );
    }
    if total.contiguous_ipv4 > 0 {
        remark(
            true,
            format!(
                "AWS charges for the {} addresses of contiguous blocks that Amazon provides, until they are deprovisioned, at a \
                 rate that no source confirms: they are in no sum",
                number(total.contiguous_ipv4)
            ),
            Some("https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-eip-pool.html"),
        );
    }
    if total.brought_ipv4 > 0 {
        remark(
            false,
            format!(
                "AWS does not charge for the {} public addresses that you bring (BYOIP)",
                number(total.brought_ipv4)
            ),
            public,
        );
    }
    if total.public_ipv4 > 0 {
        remark(
            false,
            "In the first twelve months of an account, the EC2 Free Tier has 750 hours of public IPv4 a month: they are not taken \
             off"
                .to_owned(),
            public,
        );
    }
    remarks
}

/// What a price rests on, as a sentence.
pub(super) fn basis(price: Price, region: RegionCode) -> String {
    match price.basis {
        PriceBasis::Published => format!("The rate is published for {region}"),
        PriceBasis::Assumed => {
            format!("The rate is assumed for {region}: AWS publishes one rate, and no source names this Region")
        }
        PriceBasis::Overridden => "The rate is stated in this plan".to_owned(),
        PriceBasis::NoneForPartition => format!("No source gives a price in the partition of {region}: state a rate"),
        PriceBasis::UnknownRegion => format!("AWS lists no Region {region}: state a rate"),
    }
}
