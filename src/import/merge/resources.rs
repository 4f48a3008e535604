//! What has addresses: pool CIDRs, reservations, subnets, public blocks.

use super::Merging;
use super::known::{Kind, subnet_id};
use super::matching::{Asked, Way, aws_id};
use super::write::Overlay;
use crate::address::Family;
use crate::import::found::{self, Key};
use crate::import::note::Severity;
use crate::import::settle::called;
use crate::plan::{AnyId, Id, Plan, Pool, PoolCidr, PublicBlock, Reservation, Subnet};

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

    fn pool_name(&self, pool: Id<Pool>) -> String {
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
}
