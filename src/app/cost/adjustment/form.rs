//! What is typed about an assumption.

use super::number::{factor_words, read_count, read_factor, read_percent};
use crate::app::cost::settings::{path_words, read_path, read_rate};
use crate::app::parts::Draft;
use crate::app::reactive::RwSignal;
use crate::cost::FRUGAL;
use crate::plan::{
    Adjustment, Growth, NodeChange, NodeGroups, OuChildren, OuExclusion, PodAddressing, Rate, WarmTargets,
};

/// What an assumption is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
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
pub(super) const ABOUT: [(About, &str); 10] = [
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

    /// Whether it says something of node groups, all or one.
    pub(super) fn is_about_nodes(self) -> bool {
        matches!(
            self,
            About::Addressing | About::Nodes | About::Pods | About::InstanceType | About::Warm
        )
    }
}

/// What is typed.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) about: RwSignal<About>,
    /// The id of a node group; empty for all.
    pub(super) groups: RwSignal<String>,
    pub(super) addressing: RwSignal<PodAddressing>,
    pub(super) factor: Draft<u32>,
    pub(super) instance_type: RwSignal<String>,
    pub(super) warm: [Draft<Option<u32>>; 4],
    pub(super) region: RwSignal<String>,
    pub(super) unit: RwSignal<String>,
    pub(super) rate: Draft<Option<Rate>>,
    pub(super) growth: [Draft<u32>; 2],
}

impl Form {
    /// The fields of an assumption as it is.
    pub(super) fn of(begin: &Adjustment) -> Self {
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
    pub(super) fn adjustment(self, before: &Adjustment) -> Option<Adjustment> {
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
    pub(super) fn show_errors(self) {
        match self.about.get_untracked() {
            About::Nodes | About::Pods => _ = self.factor.accept(),
            About::Warm => _ = self.warm.map(|draft| draft.accept()),
            About::IpamRate | About::PublicRate => _ = self.rate.accept(),
            About::Growth => _ = self.growth.map(|draft| draft.accept()),
            _ => {}
        }
    }
}
