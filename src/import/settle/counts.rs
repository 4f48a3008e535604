//! Addresses in use, by the subnet that they are in.

use super::Settling;
use super::absorb::note;
use crate::address::{Cidr, Family};
use crate::import::choices::Counted;
use crate::import::found::{Interface, Key};
use crate::import::note::{Place, Severity};
use crate::ordered::{OrderedMap, OrderedSet};

/// The addresses in use of a subnet, or of a VPC where no file says the subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Count {
    /// Where the first of them stands.
    pub(in crate::import) place: Place,
    pub(in crate::import) vpc: Key,
    pub(in crate::import) subnet: Option<Key>,
    /// Active IPs: addresses, and prefixes as one each.
    pub(in crate::import) ipv4: u32,
    pub(in crate::import) ipv6: u32,
    pub(in crate::import) public_ipv4: u32,
    /// Whether network interfaces were counted, or only what is not free in the subnet.
    pub(in crate::import) from_interfaces: bool,
}

/// Addresses of every subnet that AWS keeps for itself: the first four and the last.
const KEPT_BY_AWS: u64 = 5;

impl Settling<'_> {
    /// Counts what is in use: on network interfaces where they are in the files, and else what is not free in subnets.
    pub(super) fn count(&mut self) {
        self.end_phase();
        if self.choices.counted == Counted::LeaveOut {
            return;
        }
        let mut interfaces: OrderedMap<Key, Interface> = OrderedMap::new();
        let mut idle = 0;
        for row in std::mem::take(&mut self.interfaces) {
            if !row.in_use {
                idle += 1;
                continue;
            }
            match interfaces.get_mut(&row.key) {
                Some(known) => {
                    known.addresses.extend(row.addresses);
                    known.public.extend(row.public);
                    known.subnet = known.subnet.take().or(row.subnet);
                }
                None => drop(interfaces.insert(row.key.clone(), row)),
            }
        }
        let mut counts: OrderedMap<(Key, Option<Key>), Count> = OrderedMap::new();
        let first = interfaces.values().next().map(|row| row.place);
        for (_, row) in interfaces {
            let addresses: OrderedSet<Cidr> = row.addresses.into_iter().collect();
            let public: OrderedSet<_> = row.public.into_iter().collect();
            let count = counts.or_insert(
                (row.vpc.clone(), row.subnet.clone()),
                Count {
                    place: row.place,
                    vpc: row.vpc,
                    subnet: row.subnet,
                    ipv4: 0,
                    ipv6: 0,
                    public_ipv4: 0,
                    from_interfaces: true,
                },
            );
            let ipv4 = addresses.iter().filter(|cidr| cidr.family() == Family::Ipv4).count();
            count.ipv4 += ipv4 as u32;
            count.ipv6 += (addresses.len() - ipv4) as u32;
            count.public_ipv4 += public.len() as u32;
        }
        if let (Some(place), 1..) = (first, idle) {
            let are = if idle == 1 { "interface is" } else { "interfaces are" };
            let sentence = format!(
                "{idle} network {are} attached to nothing, and AWS bills no address of such: they are not counted"
            );
            note(&mut self.out.notes, Severity::Remark, place, sentence);
        }
        let mut guessed = None;
        for row in &self.subnets.rows {
            let (Some(vpc), Some(available)) = (&row.vpc, row.available) else {
                continue;
            };
            if row.cidr.family() != Family::Ipv4 {
                continue;
            }
            let host_bits = 32 - u32::from(row.cidr.netmask_length().get().min(32));
            let size = 1_u64 << host_bits;
            let used = size.saturating_sub(KEPT_BY_AWS).saturating_sub(available);
            let key = (vpc.clone(), Some(row.key.clone()));
            if used == 0 || counts.contains_key(&key) {
                continue;
            }
            guessed = guessed.or(Some(row.place));
            let count = Count {
                place: row.place,
                vpc: vpc.clone(),
                subnet: Some(row.key.clone()),
                ipv4: u32::try_from(used).unwrap_or(u32::MAX),
                ipv6: 0,
                public_ipv4: 0,
                from_interfaces: false,
            };
            counts.insert(key, count);
        }
        if let Some(place) = guessed {
            let sentence = "addresses in use are those of a subnet that are not free: a delegated prefix counts as 16 of them, though \
                            AWS bills it as one active IP. Give the output of describe-network-interfaces as well to count what is billed";
            note(&mut self.out.notes, Severity::Remark, place, sentence.to_owned());
        }
        self.out.counted = counts.into_iter().map(|(_, count)| count).collect();
    }
}
