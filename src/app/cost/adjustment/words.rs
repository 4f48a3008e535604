//! What a scenario assumes, in words.

use super::number::factor_words;
use crate::app::cost::settings::path_words;
use crate::app::cost::words::{addressing_word, vpc_title, workload_title};
use crate::app::money;
use crate::cost::Currency;
use crate::plan::{
    Adjustment, Growth, NodeChange, NodeGroups, OuChildren, OuExclusion, RegionCode, WarmTargets, Workload,
};
use crate::workspace::Workspace;

/// What a scenario assumes, as a sentence.
pub(in crate::app::cost) fn words(workspace: &Workspace, adjustment: &Adjustment) -> String {
    let plan = workspace.plan();
    let currency = Currency::of(plan.ipam().home_region);
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
pub(super) fn group_title(workspace: &Workspace, row: &Workload) -> String {
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

/// The names of the plugin's settings.
pub(super) const WARM: [&str; 4] = [
    "WARM_ENI_TARGET",
    "WARM_IP_TARGET",
    "MINIMUM_IP_TARGET",
    "WARM_PREFIX_TARGET",
];

fn warm_words(warm: WarmTargets) -> String {
    let values = [warm.enis, warm.ips, warm.minimum_ips, warm.prefixes];
    let stated = WARM
        .into_iter()
        .zip(values)
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
    let stated: Vec<String> = stated.collect();
    match stated.as_slice() {
        [] => "the plugin's own warm targets".to_owned(),
        stated => stated.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::examples::EXAMPLES;
    use crate::plan::{Adjustment, Growth, NodeChange, NodeGroups, OuChildren, OuExclusion, Rate, WarmTargets};
    use crate::workspace::Workspace;

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
