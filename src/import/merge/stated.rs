//! What the planners state, and files tell: networks on premises, connections, and the addresses that were counted.

use super::Merging;
use super::preview::Effect;
use crate::address::{Cidr, Family};
use crate::import::found::{self, Key};
use crate::import::note::{Place, Severity};
use crate::import::settle::Count;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{Connection, Id, Network, PlainAddresses, Side, Subnet, Vpc, Workload, WorkloadKind};

/// What a workload is called that was counted. One of this name is counted again by the next import.
const COUNTED: &str = "Counted in AWS";

/// What a count is of: a subnet, or all of a VPC whose subnets are not known.
pub(super) type Counted = (Id<Vpc>, Option<Id<Subnet>>);

impl Merging<'_> {
    pub(super) fn merge_networks(&mut self, networks: OrderedMap<String, OrderedSet<Cidr>>) {
        for (name, cidrs) in networks {
            let known = self.plan.intent().networks.iter().find(|(_, row)| row.name == name);
            let (id, before) = match known {
                Some((id, row)) => (*id, Some(row.clone())),
                None => (Id::mint(self.ids), None),
            };
            let mut row = before.clone().unwrap_or(Network {
                name: name.clone(),
                ..Network::default()
            });
            let first = cidrs.first().copied();
            row.cidrs.extend(cidrs);
            let effect = effect(before.as_ref(), &row, "CIDRs");
            self.show(id.into(), effect, (name, first, Place::default()));
            self.intent.networks.insert(id, row);
            self.touch(Side::Design, id.into());
        }
    }

    pub(super) fn merge_connections(&mut self, rows: Vec<found::Connection>) {
        for row in rows {
            let vpcs: OrderedSet<Id<Vpc>> = row.vpcs.iter().filter_map(|key| self.vpc(key)).collect();
            // Connections are of the design, and so are the VPCs that they name.
            let known = vpcs.iter().all(|id| self.design.vpcs.contains_key(id));
            if vpcs.len() < 2 || !known {
                let sentence = "a connection is left out: a VPC at its end is not in the plan".to_owned();
                self.note(Severity::Remark, row.place, sentence);
                continue;
            }
            let rows = self.plan.intent().connections.iter();
            let mut same =
                rows.filter(|(_, known)| known.kind == row.kind && known.vpcs == vpcs && known.networks.is_empty());
            let (id, before) = match same.next() {
                Some((id, known)) => (*id, Some(known.clone())),
                None => (Id::mint(self.ids), None),
            };
            let mut after = before.clone().unwrap_or_else(|| Connection::new(row.kind));
            after.vpcs = vpcs;
            if let Some(name) = row.name.or_else(|| row.note.clone()).filter(|_| after.name.is_empty()) {
                after.name = name;
            }
            if let Some(note) = row.note.filter(|_| after.note.is_empty()) {
                after.note = note;
            }
            let effect = effect(before.as_ref(), &after, "name");
            self.show(id.into(), effect, (after.name.clone(), None, row.place));
            self.intent.connections.insert(id, after);
            self.touch(Side::Design, id.into());
        }
    }

    /// Finds what was counted before, and the subnets by their ids.
    pub(super) fn find_counted(&mut self) {
        for (id, row) in &self.plan.intent().workloads {
            if row.name == COUNTED && row.subnets.len() <= 1 {
                let key = (row.vpc, row.subnets.first().copied());
                self.counted.insert(key, (*id, row.clone()));
            }
        }
        for (id, row) in &self.design.subnets {
            if let Some(aws_id) = row.aws_id.as_ref().filter(|_| row.cidr.family() == Family::Ipv4) {
                self.subnets_by_id.insert(aws_id.clone(), *id);
            }
        }
    }

    /// Writes counted addresses as workloads, over those of the last count.
    pub(super) fn merge_counts(&mut self, counts: Vec<Count>) {
        let mut missing: Option<(usize, Place)> = None;
        for count in counts {
            let vpc = self.vpc(&count.vpc).filter(|vpc| self.design.vpcs.contains_key(vpc));
            let Some(vpc) = vpc else {
                missing.get_or_insert((0, count.place)).0 += 1;
                continue;
            };
            let subnet = match &count.subnet {
                Some(Key::Aws(id)) => self.subnets_by_id.get(id).copied(),
                _ => None,
            };
            let subnets: OrderedSet<Id<Subnet>> = subnet.into_iter().collect();
            let before = self.counted.get(&(vpc, subnet)).cloned();
            let addresses = PlainAddresses {
                ipv4: count.ipv4,
                ipv6: count.ipv6,
                public_ipv4: count.public_ipv4,
            };
            let (id, before) = match before {
                Some((id, row)) => (id, Some(row)),
                None => (Id::mint(self.ids), None),
            };
            let mut after = before.clone().unwrap_or_else(|| Workload {
                name: COUNTED.to_owned(),
                vpc,
                subnets,
                kind: WorkloadKind::Addresses(addresses),
                note: match count.from_interfaces {
                    true => "Active IPs on network interfaces that are in use".to_owned(),
                    false => "IPv4 addresses of the subnet that are not free".to_owned(),
                },
            });
            // Subnets that the plan does not have are counted together, with the VPC.
            let again = self.seen.contains(&(Side::Design, id.into()));
            after.kind = WorkloadKind::Addresses(match after.kind {
                WorkloadKind::Addresses(others) if again => PlainAddresses {
                    ipv4: others.ipv4.saturating_add(addresses.ipv4),
                    ipv6: others.ipv6.saturating_add(addresses.ipv6),
                    public_ipv4: others.public_ipv4.saturating_add(addresses.public_ipv4),
                },
                _ => addresses,
            });
            if !again {
                let effect = effect(before.as_ref(), &after, "addresses");
                let name = self
                    .design
                    .vpcs
                    .get(&vpc)
                    .map(|vpc| vpc.name.clone())
                    .unwrap_or_default();
                self.show(id.into(), effect, (name, None, count.place));
            }
            self.counted.insert((vpc, subnet), (id, after.clone()));
            self.intent.workloads.insert(id, after);
            self.touch(Side::Design, id.into());
        }
        if let Some((count, place)) = missing {
            let sentence = format!("the active IPs of {count} subnets are left out: their VPCs are not in the plan");
            self.note(Severity::Refused, place, sentence);
        }
    }
}

fn effect<T: PartialEq>(before: Option<&T>, after: &T, field: &'static str) -> Effect {
    match before {
        None => Effect::Added,
        Some(before) if before == after => Effect::Unchanged,
        Some(_) => Effect::Changed(vec![field]),
    }
}
