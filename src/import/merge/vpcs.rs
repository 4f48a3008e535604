//! VPCs and their CIDRs.

use super::Merging;
use super::known::{Kind, vpc_of};
use super::matching::{Asked, aws_id};
use super::write::Overlay;
use crate::address::Family;
use crate::import::choices::DefaultVpcs;
use crate::import::found::{self, Key};
use crate::import::note::Severity;
use crate::plan::{AnyId, CidrRole, Id, ManagementState, Monitoring, RegionCode, Side, Vpc, VpcCidr};

impl Merging<'_> {
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
    pub(super) fn vpc(&self, key: &Key) -> Option<Id<Vpc>> {
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
}
