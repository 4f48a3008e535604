//! What has addresses: pool CIDRs, reservations, VPCs, subnets, public blocks; and what the planners state of them.

use super::Merging;
use super::known::{Kind, subnet_id, vpc_of};
use super::matching::{Asked, Way, aws_id};
use super::preview::Effect;
use super::write::Overlay;
use crate::address::{Cidr, Family};
use crate::import::choices::DefaultVpcs;
use crate::import::found::{self, Key};
use crate::import::note::{Place, Severity};
use crate::import::settle::{Count, called};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{
    AnyId, CidrRole, Connection, Id, ManagementState, Monitoring, Network, PlainAddresses, Plan, PoolCidr, PublicBlock,
    RegionCode, Reservation, Side, Subnet, Vpc, VpcCidr, Workload, WorkloadKind,
};

/// What a workload is called that was counted. One of this name is counted again by the next import.
const COUNTED: &str = "Counted in AWS";

/// What a count is of: a subnet, or all of a VPC whose subnets are not known.
pub(super) type Counted = (Id<Vpc>, Option<Id<Subnet>>);

impl<'a> Merging<'a> {
    pub(super) fn merge_pool_cidrs(&mut self, rows: Vec<found::PoolCidr>) {
        for row in rows {
            let Some(pool) = self.pool(&row.pool) else { continue };
            let known = self.known.in_holder(Kind::PoolCidr, pool.into(), row.cidr);
            let id = match known.as_slice() {
                [AnyId::PoolCidr(id), ..] => *id,
                _ => Id::mint(self.ids),
            };
            for side in self.sides {
                let cidr = PoolCidr { pool, cidr: row.cidr };
                let shown = (self.pool_name(pool), Some(row.cidr), row.place);
                self.put(*side, |tables| &mut tables.pool_cidrs, id, Overlay::over(cidr), shown);
            }
        }
    }

    fn pool_name(&self, pool: Id<crate::plan::Pool>) -> String {
        let row = self.design.pools.get(&pool).or_else(|| self.actual.pools.get(&pool));
        row.map(|row| row.name.clone()).unwrap_or_default()
    }

    pub(super) fn merge_reservations(&mut self, rows: Vec<found::Allocation>) {
        for row in rows {
            let Some(pool) = self.pool(&row.pool) else { continue };
            let name = row.name.clone().or_else(|| row.description.clone()).unwrap_or_default();
            let key = row.aws_id.clone().map_or_else(
                || Key::Own {
                    file: row.place.file,
                    name: format!("{} in {}", row.cidr, called(&row.pool)),
                },
                Key::Aws,
            );
            let asked = Asked {
                key: &key,
                name: &name,
                cidr: Some(row.cidr),
                place: row.place,
            };
            let by_block = |all: &Self| all.known.in_holder(Kind::Reservation, pool.into(), row.cidr);
            let id = match self.find(Kind::Reservation, &asked, &[&by_block]) {
                Some(AnyId::Reservation(id)) => id,
                _ => Id::mint(self.ids),
            };
            for side in self.sides {
                let base = self.base(*side, |tables| &tables.reservations, &id);
                let mut kept = Overlay::over(base.unwrap_or_else(|| Reservation::new(pool, row.cidr)));
                kept.set("pool", |kept| &mut kept.pool, Some(pool));
                kept.set("CIDR", |kept| &mut kept.cidr, Some(row.cidr));
                kept.set("name", |kept| &mut kept.name, row.name.clone());
                kept.set("description", |kept| &mut kept.description, row.description.clone());
                kept.set("tags", |kept| &mut kept.tags, row.tags.clone());
                kept.set("id in AWS", |kept| &mut kept.aws_id, aws_id(&key));
                self.put(
                    *side,
                    |tables| &mut tables.reservations,
                    id,
                    kept,
                    (name.clone(), Some(row.cidr), row.place),
                );
            }
        }
    }

    /// Finds which VPCs of the plan those of the files are: pools that plan for subnets name them.
    pub(super) fn match_vpcs(&mut self, vpcs: &[found::Vpc]) {
        for vpc in vpcs {
            let scope = self.scope(vpc.scope.as_ref());
            let name = vpc.name.clone().unwrap_or_default();
            let account = match &vpc.owner {
                Some(found::Owner::Number(number)) => self.accounts.get(&number.to_string()).copied(),
                Some(found::Owner::Name(name)) => self.accounts.get(name).copied(),
                None => None,
            };
            let blocks = self.vpc_blocks.get(&vpc.key).cloned().unwrap_or_default();
            // Default VPCs have the same addresses everywhere: the account and the Region tell them apart.
            let fits = |all: &Self, id: &AnyId| {
                let AnyId::Vpc(id) = id else { return false };
                let Some(row) = vpc_of(all.plan, *id) else { return false };
                let other_account = match (row.account, account) {
                    (Some(one), Some(two)) => one != two,
                    // An account of the plan that is known by its number is another than one that no file and no plan knew.
                    (Some(_), None) => vpc.owner.is_some(),
                    (None, _) => false,
                };
                !other_account && vpc.region.is_none_or(|region| region == row.region)
            };
            let by_block = |all: &Self| {
                let mut found: Vec<AnyId> = Vec::new();
                for cidr in &blocks {
                    for id in all.known.in_scope(Kind::Vpc, scope, *cidr) {
                        if fits(all, &id) && !found.contains(&id) {
                            found.push(id);
                        }
                    }
                }
                found
            };
            let by_block_and_name = |all: &Self| {
                let mut found = by_block(all);
                found.retain(
                    |id| matches!(id, AnyId::Vpc(id) if vpc_of(all.plan, *id).is_some_and(|row| row.name == name)),
                );
                found
            };
            let by_name = |all: &Self| {
                let mut found = all.known.by_name(Kind::Vpc, Some(scope.into()), &name);
                // One that has other addresses is another, though it is called the same.
                found.retain(|id| fits(all, id) && blocks.is_empty());
                found
            };
            let asked = Asked {
                key: &vpc.key,
                name: &name,
                cidr: blocks.first().copied(),
                place: vpc.place,
            };
            let id = match self.find(Kind::Vpc, &asked, &[&by_block_and_name, &by_block, &by_name]) {
                Some(AnyId::Vpc(id)) => id,
                _ => Id::mint(self.ids),
            };
            self.vpcs.insert(vpc.key.clone(), id);
        }
    }

    /// The VPC that a row names: of the files, or of the plan by its id in AWS or by its name.
    fn vpc(&self, key: &Key) -> Option<Id<Vpc>> {
        if let Some(id) = self.vpcs.get(key) {
            return Some(*id);
        }
        let known = match key {
            Key::Aws(id) => self.known.by_aws_id(Kind::Vpc, id),
            Key::Own { name, .. } => self.known.by_name(Kind::Vpc, None, name),
        };
        match known.as_slice() {
            [AnyId::Vpc(only)] => Some(*only),
            _ => None,
        }
    }

    /// The Region of VPCs of which nothing says it.
    fn region(&self) -> RegionCode {
        self.choices.region.unwrap_or(self.plan.ipam().home_region)
    }

    pub(super) fn merge_vpcs(&mut self, vpcs: Vec<found::Vpc>) {
        for vpc in vpcs {
            let Some(id) = self.vpcs.get(&vpc.key).copied() else {
                continue;
            };
            let scope = self.scope(vpc.scope.as_ref());
            let account = self.account(vpc.owner.as_ref(), vpc.place);
            for side in self.sides {
                let base = self.base(*side, |tables| &tables.vpcs, &id);
                let region = vpc.region.or(base.as_ref().map(|row| row.region));
                if region.is_none() && self.choices.region.is_none() && self.sides.first() == Some(side) {
                    self.assumed.or_insert(vpc.place.file, (0, vpc.place)).0 += 1;
                }
                let mut row = Overlay::over(base.unwrap_or_else(|| Vpc::new(scope, self.region())));
                row.set("scope", |row| &mut row.scope, vpc.scope.as_ref().map(|_| scope));
                row.set("Region", |row| &mut row.region, region);
                row.set("account", |row| &mut row.account, account.map(Some));
                row.set("name", |row| &mut row.name, vpc.name.clone());
                row.set("tags", |row| &mut row.tags, vpc.tags.clone());
                row.set("note", |row| &mut row.note, vpc.note.clone());
                row.set("id in AWS", |row| &mut row.aws_id, aws_id(&vpc.key));
                let shown = (row.row.name.clone(), None, vpc.place);
                self.put(*side, |tables| &mut tables.vpcs, id, row, shown);
            }
        }
    }

    /// Says that Regions are assumed.
    pub(super) fn note_assumed_regions(&mut self) {
        let region = self.region();
        for (_, (count, place)) in std::mem::take(&mut self.assumed) {
            let vpcs = if count == 1 {
                "1 VPC is".to_owned()
            } else {
                format!("{count} VPCs are")
            };
            let sentence = format!(
                "no file says in which Region {vpcs}: {region} is assumed. Choose another, or put the Region into the name of the file"
            );
            self.note(Severity::Changed, place, sentence);
        }
    }

    /// Finds which VPCs have a primary CIDR, in the plan or in the files.
    pub(super) fn find_primary(&mut self, rows: &[found::VpcCidr]) {
        let primary = |row: &VpcCidr| (row.role == CidrRole::Primary).then_some(row.vpc);
        let design = self.plan.design().vpc_cidrs.values();
        self.with_primary
            .extend(design.chain(self.plan.actual().vpc_cidrs.values()).filter_map(primary));
        for row in rows.iter().filter(|row| row.role == Some(CidrRole::Primary)) {
            let vpc = self.vpc(&row.vpc);
            self.with_primary.extend(vpc);
        }
    }

    pub(super) fn merge_vpc_cidrs(&mut self, rows: Vec<found::VpcCidr>) {
        for row in rows {
            let Some(vpc) = self.vpc(&row.vpc) else { continue };
            let pool = row.pool.as_ref().and_then(|pool| self.pool(pool));
            let known = self.known.in_holder(Kind::VpcCidr, vpc.into(), row.cidr);
            let id = match known.as_slice() {
                [AnyId::VpcCidr(id), ..] => *id,
                _ => Id::mint(self.ids),
            };
            let ignored = row.state == Some(ManagementState::Ignored)
                || (self.choices.default_vpcs == DefaultVpcs::Ignore && self.default_vpcs.contains(&row.vpc));
            let monitoring = match row.state {
                _ if ignored => Some(Monitoring::Ignored),
                Some(_) => Some(Monitoring::Monitored),
                None => None,
            };
            // Of a VPC whose primary CIDR no file tells, it is the first one of IPv4.
            let role = row.role.or_else(|| {
                let first = known.is_empty() && row.cidr.family() == Family::Ipv4 && self.with_primary.insert(vpc);
                match (first, known.is_empty()) {
                    (true, _) => Some(CidrRole::Primary),
                    (false, true) => Some(CidrRole::Secondary),
                    (false, false) => None,
                }
            });
            for side in self.sides {
                let here = self.tables(*side).vpc_cidrs.get(&id).cloned();
                let base = here
                    .clone()
                    .or_else(|| self.base(*side, |tables| &tables.vpc_cidrs, &id));
                let mut cidr = Overlay::over(base.unwrap_or(VpcCidr {
                    vpc,
                    cidr: row.cidr,
                    role: role.unwrap_or(CidrRole::Secondary),
                    pool: None,
                    monitoring: Monitoring::Monitored,
                }));
                if *side == Side::Actual && here.is_none() {
                    // From which pool it is planned says nothing about what exists.
                    cidr.row.pool = None;
                }
                cidr.set("role", |cidr| &mut cidr.role, role);
                let unmanaged = *side == Side::Actual && row.state.is_some() && row.pool.is_none();
                let said = if unmanaged { Some(None) } else { pool.map(Some) };
                cidr.set("pool", |cidr| &mut cidr.pool, said);
                cidr.set("monitoring", |cidr| &mut cidr.monitoring, monitoring);
                let name = self
                    .tables(*side)
                    .vpcs
                    .get(&vpc)
                    .map(|vpc| vpc.name.clone())
                    .unwrap_or_default();
                self.put(
                    *side,
                    |tables| &mut tables.vpc_cidrs,
                    id,
                    cidr,
                    (name, Some(row.cidr), row.place),
                );
            }
        }
    }

    pub(super) fn merge_subnets(&mut self, rows: Vec<found::Subnet>) {
        for row in rows {
            let Some(vpc) = row.vpc.as_ref().and_then(|vpc| self.vpc(vpc)) else {
                let sentence = format!("no file and no plan says in which VPC {} is; it is left out", row.cidr);
                self.note(Severity::Refused, row.place, sentence);
                continue;
            };
            let pool = row.pool.as_ref().and_then(|pool| self.pool(pool));
            let name = row.name.clone().unwrap_or_default();
            let asked = Asked {
                key: &row.key,
                name: &name,
                cidr: Some(row.cidr),
                place: row.place,
            };
            let aws = aws_id(&row.key).flatten();
            let by_id = |all: &Self| {
                let id = subnet_id(&aws, row.cidr);
                id.map(|id| all.known.by_aws_id(Kind::Subnet, &id)).unwrap_or_default()
            };
            let by_block = |all: &Self| all.known.in_holder(Kind::Subnet, vpc.into(), row.cidr);
            // The id alone does not tell the two halves of a subnet of both families apart.
            let ways: &[Way<'_, 'a>] = match row.cidr.family() {
                Family::Ipv4 => &[&by_id, &by_block],
                Family::Ipv6 => &[&by_block, &by_id],
            };
            let id = match self.find_subnet(&asked, ways) {
                Some(AnyId::Subnet(id)) => id,
                _ => Id::mint(self.ids),
            };
            self.taken.insert(id.into());
            let note = self.subnet_notes.get(&row.key).map(|notes| notes.join("\n"));
            for side in self.sides {
                let base = self.base(*side, |tables| &tables.subnets, &id);
                let mut subnet = Overlay::over(base.unwrap_or_else(|| Subnet::new(vpc, row.cidr)));
                subnet.set("VPC", |subnet| &mut subnet.vpc, Some(vpc));
                subnet.set("CIDR", |subnet| &mut subnet.cidr, Some(row.cidr));
                subnet.set(
                    "Availability Zone",
                    |subnet| &mut subnet.zone,
                    row.zone.clone().map(Some),
                );
                subnet.set("name", |subnet| &mut subnet.name, row.name.clone());
                subnet.set("purpose", |subnet| &mut subnet.purpose, row.purpose.clone());
                subnet.set("pool", |subnet| &mut subnet.pool, pool.map(Some));
                subnet.set("tags", |subnet| &mut subnet.tags, row.tags.clone());
                // What people wrote stays.
                let note = note.clone().filter(|_| subnet.row.note.is_empty());
                subnet.set("note", |subnet| &mut subnet.note, note);
                subnet.set("id in AWS", |subnet| &mut subnet.aws_id, aws_id(&row.key));
                self.put(
                    *side,
                    |tables| &mut tables.subnets,
                    id,
                    subnet,
                    (name.clone(), Some(row.cidr), row.place),
                );
            }
        }
    }

    fn find_subnet(&mut self, asked: &Asked<'_>, ways: &[Way<'_, 'a>]) -> Option<AnyId> {
        // Without the way by id that all kinds have, which knows no families.
        let key = match asked.key {
            Key::Aws(id) => Key::Own {
                file: asked.place.file,
                name: id.clone(),
            },
            own => own.clone(),
        };
        self.find(Kind::Subnet, &Asked { key: &key, ..*asked }, ways)
    }

    pub(super) fn merge_public_blocks(&mut self, rows: Vec<found::PublicBlock>) {
        let scope = Plan::default_public_scope();
        for row in rows {
            let name = row.name.clone().unwrap_or_default();
            let asked = Asked {
                key: &row.key,
                name: &name,
                cidr: Some(row.cidr),
                place: row.place,
            };
            let by_block = |all: &Self| all.known.in_holder(Kind::PublicBlock, scope.into(), row.cidr);
            let id = match self.find(Kind::PublicBlock, &asked, &[&by_block]) {
                Some(AnyId::PublicBlock(id)) => id,
                _ => Id::mint(self.ids),
            };
            let pool = row.pool.as_ref().and_then(|pool| self.pool(pool));
            let owner = row.owner.map(found::Owner::Number);
            let account = self.account(owner.as_ref(), row.place);
            for side in self.sides {
                let base = self.base(*side, |tables| &tables.public_blocks, &id);
                let mut block = Overlay::over(base.unwrap_or_else(|| PublicBlock {
                    name: String::new(),
                    scope,
                    kind: row.kind,
                    cidr: row.cidr,
                    pool: None,
                    region: None,
                    account: None,
                    tags: Default::default(),
                    note: String::new(),
                    aws_id: None,
                }));
                block.set("CIDR", |block| &mut block.cidr, Some(row.cidr));
                block.set("kind", |block| &mut block.kind, Some(row.kind));
                block.set("name", |block| &mut block.name, row.name.clone());
                block.set("pool", |block| &mut block.pool, pool.map(Some));
                block.set("Region", |block| &mut block.region, row.region.map(Some));
                block.set("account", |block| &mut block.account, account.map(Some));
                block.set("tags", |block| &mut block.tags, row.tags.clone());
                block.set("id in AWS", |block| &mut block.aws_id, aws_id(&row.key));
                self.put(
                    *side,
                    |tables| &mut tables.public_blocks,
                    id,
                    block,
                    (name.clone(), Some(row.cidr), row.place),
                );
            }
        }
    }

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
