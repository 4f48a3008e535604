//! Words for what runs and for what it is assumed to be.

use crate::address::AddressCount;
use crate::cost::{Unit, Usage};
use crate::plan::{Id, PodAddressing, Vpc, Workload, WorkloadKind, ZonalService, tidy};
use crate::workspace::Workspace;

/// A number of addresses as people read it: `1,204`.
pub(in crate::app) fn number(count: u128) -> String {
    AddressCount::from(count).to_string()
}

/// A number that says whether it is more or less: `+30`, `−12`, `±0`.
pub(super) fn signed(count: i128) -> String {
    let digits = number(count.unsigned_abs());
    match count {
        0 => "\u{b1}0".to_owned(),
        1.. => format!("+{digits}"),
        _ => format!("\u{2212}{digits}"),
    }
}

/// What a workload is called; what it is when it has no name.
pub(in crate::app) fn workload_title(row: &Workload) -> String {
    tidy(&row.name).unwrap_or_else(|| kind_title(&row.kind))
}

/// What a workload is: "100 nodes of m5.large".
pub(in crate::app) fn kind_title(kind: &WorkloadKind) -> String {
    let usage = Usage::of(kind);
    let (one, many) = usage.unit.words();
    let word = if usage.units == 1 { one } else { many };
    let units = number(usage.units.into());
    match kind {
        WorkloadKind::Addresses(_) => "Plain addresses".to_owned(),
        WorkloadKind::NodeGroup(group) => format!("{units} {word} of {}", group.instance_type),
        WorkloadKind::Instances(_) | WorkloadKind::ZonalInterfaces(_) => format!("{units} {word}"),
    }
}

/// What each service is called in a list.
pub(super) fn service_word(service: ZonalService) -> &'static str {
    Unit::Service(service).words().1
}

/// Where pods have their addresses from.
pub(super) fn addressing_word(addressing: PodAddressing) -> &'static str {
    match addressing {
        PodAddressing::SecondaryIps => "Secondary addresses",
        PodAddressing::Prefixes => "Prefix delegation (/28)",
        PodAddressing::Ipv6 => "IPv6 (/80 prefixes)",
        PodAddressing::Overlay => "Overlay network",
    }
}

/// How pods can have their addresses.
pub(super) const ADDRESSINGS: [PodAddressing; 4] = [
    PodAddressing::SecondaryIps,
    PodAddressing::Prefixes,
    PodAddressing::Ipv6,
    PodAddressing::Overlay,
];

/// What a VPC is called.
pub(super) fn vpc_title(workspace: &Workspace, vpc: Id<Vpc>) -> String {
    let row = workspace.plan().design().vpcs.get(&vpc);
    let name = row.and_then(|row| tidy(&row.name));
    name.unwrap_or_else(|| "a VPC without a name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{kind_title, signed};
    use crate::plan::{Instances, NodeGroup, PlainAddresses, WorkloadKind};

    #[test]
    fn a_workload_without_a_name_says_what_it_is() {
        let nodes = NodeGroup::new("m5.large".parse().unwrap(), 1_200, 20);
        for (kind, expected) in [
            (WorkloadKind::NodeGroup(nodes), "1,200 nodes of m5.large"),
            (WorkloadKind::Instances(Instances::plain(1)), "1 instance"),
            (WorkloadKind::Addresses(PlainAddresses::default()), "Plain addresses"),
        ] {
            assert_eq!(kind_title(&kind), expected);
        }
    }

    #[test]
    fn a_difference_in_addresses_has_a_sign() {
        assert_eq!([-1_200, 0, 7].map(signed), ["\u{2212}1,200", "\u{b1}0", "+7"]);
    }
}
