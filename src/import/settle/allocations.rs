//! What is allocated from pools: reservations, and the pools of CIDRs that others hold.

use super::absorb::{Absorb, note};
use super::{PIECE, Settling, called};
use crate::import::found::{self, Allocation, AllocationKind, Key, PoolPlace};
use crate::import::note::{Notes, Severity};
use crate::plan::{ManagementState, PublicBlockKind};

impl Settling<'_> {
    /// Gives each allocation to what it is for. What is in no file becomes a stub: its addresses are taken all the same.
    pub(super) fn place_allocations(&mut self) {
        let behind = self.allocations.split_off(self.allocations.len().min(PIECE));
        let rows = std::mem::replace(&mut self.allocations, behind);
        if self.allocations.is_empty() {
            self.end_phase();
        }
        for row in rows {
            match row.kind {
                AllocationKind::Custom => {
                    let key = (row.pool.clone(), row.cidr);
                    let name = |key: &(Key, crate::address::Cidr)| key.1.to_string();
                    self.reservations.add(key, row, name, &mut self.out.notes);
                }
                AllocationKind::Pool => self.allocate_pool(row),
                AllocationKind::Vpc => self.allocate_vpc(row),
                AllocationKind::Subnet => self.allocate_subnet(row),
                AllocationKind::ElasticIp => self.allocate_public(row, PublicBlockKind::ElasticIp),
                AllocationKind::PublicIpv4Pool => self.allocate_public(row, PublicBlockKind::PublicIpv4Pool),
                AllocationKind::AnycastIpList => {
                    let sentence = format!(
                        "{} is allocated to an anycast IP list, which a plan has nothing for",
                        row.cidr
                    );
                    note(&mut self.out.notes, Severity::Refused, row.place, sentence);
                }
            }
        }
    }

    /// The key of what has an allocation. One that is not said is made up, so that the addresses are kept.
    fn resource(&mut self, row: &Allocation) -> Key {
        row.resource.clone().unwrap_or_else(|| Key::Own {
            file: row.place.file,
            name: format!("owner of {}", row.cidr),
        })
    }

    fn stub(&mut self, row: &Allocation, what: &str, key: &Key) {
        let sentence = format!(
            "the {what} {} is in no file: it is taken as one that has {} and of which nothing else is known",
            called(key),
            row.cidr
        );
        note(&mut self.out.notes, Severity::Remark, row.place, sentence);
    }

    fn allocate_pool(&mut self, row: Allocation) {
        let key = self.resource(&row);
        if !self.pools.has(&key) {
            self.stub(&row, "pool", &key);
            let mut pool = found::Pool::new(row.place, key.clone());
            pool.parent = Some(PoolPlace::Pool(row.pool.clone()));
            pool.family = Some(row.cidr.family());
            self.pools.add(key.clone(), pool, called, &mut Notes::default());
        }
        let cidr = found::PoolCidr {
            place: row.place,
            pool: key.clone(),
            cidr: row.cidr,
        };
        self.pool_cidrs
            .add((key, row.cidr), cidr, |_| String::new(), &mut Notes::default());
    }

    fn allocate_vpc(&mut self, row: Allocation) {
        let key = self.resource(&row);
        if !self.vpcs.has(&key) {
            self.stub(&row, "VPC", &key);
        }
        let mut vpc = found::Vpc::new(row.place, key.clone());
        vpc.owner = row.owner.map(found::Owner::Number);
        vpc.region = row.region;
        self.vpcs.add(key.clone(), vpc, called, &mut Notes::default());
        let cidr = found::VpcCidr {
            place: row.place,
            vpc: key.clone(),
            cidr: row.cidr,
            role: None,
            pool: Some(row.pool),
            state: Some(ManagementState::Managed),
        };
        self.vpc_cidrs.add(
            (key, row.cidr),
            cidr,
            |key| format!("{} of {}", key.1, called(&key.0)),
            &mut self.out.notes,
        );
    }

    /// A subnet is in the VPC for which its pool plans.
    fn allocate_subnet(&mut self, row: Allocation) {
        let key = self.resource(&row);
        let id = (key.clone(), row.cidr.family());
        if let Some(subnet) = self.subnets.get_mut(&id) {
            if subnet.pool.is_none() {
                subnet.pool = Some(row.pool);
            }
            return;
        }
        let vpc = self.pools.get(&row.pool).and_then(|pool| pool.source_resource.clone());
        let Some(vpc) = vpc else {
            let sentence = format!(
                "the subnet {} is in no file, nor is its VPC: {} is left out",
                called(&key),
                row.cidr
            );
            note(&mut self.out.notes, Severity::Refused, row.place, sentence);
            return;
        };
        self.stub(&row, "subnet", &key);
        let mut subnet = found::Subnet::new(row.place, key, row.cidr);
        (subnet.vpc, subnet.pool) = (Some(vpc), Some(row.pool));
        self.add_subnet(id, subnet);
    }

    fn allocate_public(&mut self, row: Allocation, kind: PublicBlockKind) {
        let key = self.resource(&row);
        let block = found::PublicBlock {
            place: row.place,
            key: key.clone(),
            kind,
            cidr: row.cidr,
            pool: Some(row.pool),
            region: row.region,
            owner: row.owner,
            name: row.name,
            tags: row.tags.filter(|tags| !tags.is_empty()),
        };
        match self.public_blocks.get_mut(&key) {
            Some(known) => drop(known.absorb(block)),
            None => self.public_blocks.add(key, block, called, &mut Notes::default()),
        }
    }
}
