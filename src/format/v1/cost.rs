//! How the bill is reckoned, and what scenarios assume of it.

use super::fields::Fields;
use super::out::Out;
use super::value::Words;
use super::workload::{ADDRESSINGS, read_warm_targets, write_warm_targets};
use crate::plan::{
    Adjustment, CostSettings, Counting, Growth, HoursPerMonth, NodeChange, NodeGroups, OuChildren, OuExclusion,
    Scenario,
};

const COUNTINGS: &Words<Counting> = &[("counted", Counting::Counted), ("not-counted", Counting::NotCounted)];

const CHILDREN: &Words<OuChildren> = &[("excluded", OuChildren::Excluded), ("kept", OuChildren::Kept)];

/// Writes what is reckoned otherwise than by default, if anything is.
pub(super) fn write_settings(settings: &CostSettings, out: &mut Out) {
    if *settings == CostSettings::default() {
        return;
    }
    out.member_object("cost", |out| {
        let usual = HoursPerMonth::default().hours();
        out.number_unless("hours_per_month", settings.hours.hours().into(), usual.into());
        out.spelled_map("ipam_rates", &settings.ipam_rates);
        out.spelled_map("public_ipv4_rates", &settings.public_ipv4_rates);
        for (key, counting) in [("public_ipv4", settings.public_ipv4), ("ipv6", settings.ipv6)] {
            if counting != Counting::default() {
                out.word(key, COUNTINGS, counting);
            }
        }
        out.list("excluded_ous", &settings.excluded_ous, |out, exclusion| {
            out.object(|out| write_exclusion(exclusion, out));
        });
    });
}

pub(super) fn read_settings(fields: &mut Fields<'_, '_>) -> CostSettings {
    let hours = fields.maybe_number("hours_per_month", u32::MAX).map(|hours| {
        let found = HoursPerMonth::ALL.into_iter().find(|choice| choice.hours() == hours);
        if found.is_none() {
            let sentence = format!("a month has 720, 730 or 744 hours, not {hours}");
            fields.blame_field("hours_per_month", sentence);
        }
        found.unwrap_or_default()
    });
    let ipam_rates = fields.spelled_map("ipam_rates");
    let public_ipv4_rates = fields.spelled_map("public_ipv4_rates");
    let public_ipv4 = fields.maybe_word("public_ipv4", COUNTINGS).unwrap_or_default();
    let ipv6 = fields.maybe_word("ipv6", COUNTINGS).unwrap_or_default();
    let mut excluded_ous = Vec::new();
    fields.objects("excluded_ous", &mut |fields| {
        excluded_ous.push(read_exclusion(fields));
    });
    CostSettings {
        hours: hours.unwrap_or_default(),
        ipam_rates,
        public_ipv4_rates,
        public_ipv4,
        ipv6,
        excluded_ous,
    }
}

fn write_exclusion(exclusion: &OuExclusion, out: &mut Out) {
    out.texts("path", &exclusion.path);
    if exclusion.children != OuChildren::default() {
        out.word("children", CHILDREN, exclusion.children);
    }
}

fn read_exclusion(fields: &mut Fields<'_, '_>) -> OuExclusion {
    OuExclusion {
        path: fields.texts("path"),
        children: fields.maybe_word("children", CHILDREN).unwrap_or_default(),
    }
}

pub(super) fn write_scenario(row: &Scenario, out: &mut Out) {
    out.text("name", &row.name);
    out.list("adjustments", &row.adjustments, |out, adjustment| {
        out.object(|out| out.member_object(key_of(adjustment), |out| write_adjustment(adjustment, out)));
    });
    out.text("note", &row.note);
}

fn key_of(adjustment: &Adjustment) -> &'static str {
    match adjustment {
        Adjustment::Growth(_) => "growth",
        Adjustment::Nodes { change, .. } => match change {
            NodeChange::Addressing(_) => "pod_addressing",
            NodeChange::Nodes { .. } => "nodes",
            NodeChange::Pods { .. } => "pods",
            NodeChange::InstanceType(_) => "instance_type",
            NodeChange::WarmTargets(_) => "warm_targets",
        },
        Adjustment::DropRegion(_) => "drop_region",
        Adjustment::ExcludeOu(_) => "exclude_ou",
        Adjustment::IpamRate { .. } => "ipam_rate",
        Adjustment::PublicIpv4Rate { .. } => "public_ipv4_rate",
    }
}

fn write_adjustment(adjustment: &Adjustment, out: &mut Out) {
    match adjustment {
        Adjustment::Growth(growth) => {
            out.number_unless("addresses_percent_per_year", growth.addresses.into(), 0);
            out.number_unless("blocks_percent_per_year", growth.blocks.into(), 0);
        }
        Adjustment::Nodes { groups, change } => {
            if let NodeGroups::One(id) = groups {
                out.spelled("workload", id);
            }
            match change {
                NodeChange::Addressing(addressing) => out.word("mode", ADDRESSINGS, *addressing),
                NodeChange::Nodes { per_mille } | NodeChange::Pods { per_mille } => {
                    out.number("per_mille", (*per_mille).into());
                }
                NodeChange::InstanceType(instance_type) => out.spelled("instance_type", instance_type),
                NodeChange::WarmTargets(warm) => write_warm_targets(warm, out),
            }
        }
        Adjustment::DropRegion(region) => out.spelled("region", region),
        Adjustment::ExcludeOu(exclusion) => write_exclusion(exclusion, out),
        Adjustment::IpamRate { region, rate } | Adjustment::PublicIpv4Rate { region, rate } => {
            out.maybe_spelled("region", region.as_ref());
            out.spelled("rate", rate);
        }
    }
}

pub(super) fn read_scenario(fields: &mut Fields<'_, '_>) -> Option<Scenario> {
    let name = fields.text("name");
    let mut adjustments = Vec::new();
    fields.objects("adjustments", &mut |fields| {
        let found = adjustments.len();
        read_adjustment(fields, &mut adjustments);
        match fields.member_count() {
            0 => fields.blame("an adjustment needs one member that says what it is; this one has none".to_owned()),
            1 => {}
            _ => {
                adjustments.truncate(found);
                fields.blame("an adjustment has only one member; this one has several".to_owned());
            }
        }
    });
    let note = fields.text("note");
    Some(Scenario {
        name,
        adjustments,
        note,
    })
}

fn read_adjustment(fields: &mut Fields<'_, '_>, out: &mut Vec<Adjustment>) {
    fields.maybe_object("growth", &mut |fields| {
        out.push(Adjustment::Growth(Growth {
            addresses: fields.number_or("addresses_percent_per_year", 0),
            blocks: fields.number_or("blocks_percent_per_year", 0),
        }));
    });
    for key in ["pod_addressing", "nodes", "pods", "instance_type", "warm_targets"] {
        fields.maybe_object(key, &mut |fields| {
            let groups = fields
                .maybe_spelled("workload")
                .map_or(NodeGroups::All, NodeGroups::One);
            let change = match key {
                "pod_addressing" => fields.word("mode", ADDRESSINGS).map(NodeChange::Addressing),
                "nodes" => fields.u32("per_mille").map(|per_mille| NodeChange::Nodes { per_mille }),
                "pods" => fields.u32("per_mille").map(|per_mille| NodeChange::Pods { per_mille }),
                "instance_type" => fields.spelled("instance_type").map(NodeChange::InstanceType),
                _ => Some(NodeChange::WarmTargets(read_warm_targets(fields))),
            };
            out.extend(change.map(|change| Adjustment::Nodes { groups, change }));
        });
    }
    fields.maybe_object("drop_region", &mut |fields| {
        out.extend(fields.spelled("region").map(Adjustment::DropRegion));
    });
    fields.maybe_object("exclude_ou", &mut |fields| {
        out.push(Adjustment::ExcludeOu(read_exclusion(fields)));
    });
    fields.maybe_object("ipam_rate", &mut |fields| {
        let region = fields.maybe_spelled("region");
        out.extend(fields.spelled("rate").map(|rate| Adjustment::IpamRate { region, rate }));
    });
    fields.maybe_object("public_ipv4_rate", &mut |fields| {
        let region = fields.maybe_spelled("region");
        let rate = fields.spelled("rate");
        out.extend(rate.map(|rate| Adjustment::PublicIpv4Rate { region, rate }));
    });
}
