//! VPCs, their CIDRs, and the subnets that stay in them.

use super::{Acceptance, settle, settle_row};
use crate::lifecycle::ground::{BlocksIn, allocated_from, blocks_around};
use crate::lifecycle::obstacles::Obstacle;
use crate::plan::{AnyId, AutoImport, CidrRole, Id, ManagementState, Vpc, VpcCidr};

impl Acceptance<'_> {
    /// VPCs with their CIDRs: a VPC that would be created without a primary CIDR is none.
    pub(super) async fn vpcs(&mut self) {
        let (actual, design) = (self.actual, self.design);
        settle(self, &design.vpcs, &actual.vpcs, Self::judge_vpc, |all, id, row| {
            all.outcome.vpcs.insert(id, row);
        })
        .await;
        self.vpc_cidrs(CidrRole::Primary).await;
        let fresh: Vec<Id<Vpc>> = self.fresh_vpcs.iter().copied().collect();
        for vpc in fresh {
            if self.outcome.vpcs.contains_key(&vpc) && self.primary_of(vpc).is_none() {
                self.refuse(vpc.into(), Obstacle::no_primary());
                self.outcome.vpcs.remove(&vpc);
            }
        }
        self.vpc_cidrs(CidrRole::Secondary).await;
        self.import().await;
    }

    /// Gives what is to be unmanaged to the pools that import it all the same.
    async fn import(&mut self) {
        let mut ranges = BlocksIn::new();
        for row in self.outcome.pool_cidrs.values() {
            let pool = self.outcome.pools.get(&row.pool);
            if pool.is_some_and(|pool| pool.auto_import == AutoImport::Enabled)
                && let Some(scope) = self.place(row.pool).scope
            {
                ranges.insert((scope.into(), row.cidr), row.pool.into());
            }
        }
        if ranges.is_empty() {
            return;
        }
        let unmanaged = self.outcome.vpc_cidrs.iter();
        let unmanaged = unmanaged.filter(|(_, row)| row.management_state() == ManagementState::Unmanaged);
        let unmanaged: Vec<(Id<VpcCidr>, VpcCidr)> = unmanaged.map(|(id, row)| (*id, row.clone())).collect();
        for (id, mut row) in unmanaged {
            self.pieces.row().await;
            let Some(vpc) = self.outcome.vpcs.get(&row.vpc) else {
                continue;
            };
            let (scope, region) = (AnyId::from(vpc.scope), vpc.region);
            let pool = blocks_around(row.cidr).find_map(|block| match ranges.get(&(scope, block)) {
                Some(AnyId::Pool(pool)) => {
                    let locale = self.outcome.pools.get(pool)?.locale;
                    let free = self.in_the_way((*pool).into(), row.cidr, id.into()).is_none();
                    (free && locale == Some(region)).then_some(*pool)
                }
                _ => None,
            });
            if let Some(pool) = pool {
                row.pool = Some(pool);
                if self.judge_vpc_cidr(id, &row).is_ok() {
                    self.refuse(id.into(), Obstacle::imported(&self.outcome, pool));
                    self.accept_vpc_cidr(id, row);
                }
            }
        }
    }

    async fn vpc_cidrs(&mut self, role: CidrRole) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in design.vpc_cidrs.iter().filter(|(_, row)| row.role == role) {
            self.pieces.row().await;
            let existing = actual.vpc_cidrs.get(id).filter(|existing| existing.role == role);
            settle_row(self, *id, row, existing, Self::judge_vpc_cidr, Self::accept_vpc_cidr);
            // Without its pool a CIDR that exists stays in its VPC all the same.
            if let Some(existing) = existing
                && !self.outcome.vpc_cidrs.contains_key(id)
            {
                let mut unmanaged = existing.clone();
                unmanaged.pool = None;
                if self.judge_vpc_cidr(*id, &unmanaged).is_ok() {
                    self.accept_vpc_cidr(*id, unmanaged);
                }
            }
            if !self.outcome.vpc_cidrs.contains_key(id) {
                self.let_go(*id, row);
            }
        }
    }

    /// Gives up the place of a CIDR that was to stay as it exists, and goes.
    fn let_go(&mut self, id: Id<VpcCidr>, row: &VpcCidr) {
        if let Some(pool) = allocated_from(row) {
            let place = (pool.into(), row.cidr);
            if self.taken.get(&place) == Some(&id.into()) {
                self.taken.remove(&place);
            }
        }
    }

    /// Without its pool a subnet that exists stays in its VPC all the same.
    pub(super) fn keep_subnets(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, existing) in &actual.subnets {
            if !design.subnets.contains_key(id) || self.outcome.subnets.contains_key(id) {
                continue;
            }
            let mut alone = existing.clone();
            alone.pool = None;
            if self.judge_subnet(*id, &alone).is_ok() {
                self.take(alone.vpc.into(), alone.cidr, (*id).into());
                self.outcome.subnets.insert(*id, alone);
            }
        }
    }

    fn accept_vpc_cidr(&mut self, id: Id<VpcCidr>, row: VpcCidr) {
        if let Some(pool) = allocated_from(&row) {
            self.take(pool.into(), row.cidr, id.into());
        }
        if row.role == CidrRole::Primary {
            self.primary.insert(row.vpc, id);
        }
        self.holders.insert((row.vpc.into(), row.cidr), id.into());
        self.outcome.vpc_cidrs.insert(id, row);
    }
}
