//! What exists and is wanted as it exists, and what is made again.

use super::{Acceptance, space_of};
use crate::lifecycle::ground::{allocated_from, place_of};
use crate::plan::{CidrRole, VpcCidr};

impl Acceptance<'_> {
    /// Keeps the places of what exists and is wanted where it is.
    pub(super) async fn claim_unchanged(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.pool_cidrs {
            self.pieces.row().await;
            let parents = [actual, design].map(|tables| tables.pools.get(&row.pool).map(|pool| pool.parent));
            let [before, after] = parents;
            if actual.pool_cidrs.get(id) == Some(row)
                && before == after
                && let Some(parent) = after
                && place_of(design, row.pool).plans_for.is_none()
            {
                self.take(space_of(parent), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.reservations {
            let existing = actual.reservations.get(id);
            if existing.is_some_and(|existing| existing.pool == row.pool && existing.cidr == row.cidr) {
                self.take(row.pool.into(), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.vpc_cidrs {
            self.pieces.row().await;
            if let Some(pool) = allocated_from(row)
                && let Some(existing) = actual.vpc_cidrs.get(id)
                && existing.cidr == row.cidr
                && allocated_from(existing) == Some(pool)
            {
                self.take(pool.into(), row.cidr, (*id).into());
            }
        }
        for (id, row) in &design.subnets {
            self.pieces.row().await;
            if actual
                .subnets
                .get(id)
                .is_some_and(|existing| existing.cidr == row.cidr && existing.vpc == row.vpc)
            {
                self.take(row.vpc.into(), row.cidr, (*id).into());
            }
        }
    }

    pub(super) async fn find_fresh_vpcs(&mut self) {
        let (actual, design) = (self.actual, self.design);
        for (id, row) in &design.vpcs {
            self.pieces.row().await;
            let stays = actual.vpcs.get(id).is_some_and(|existing| {
                let other_account =
                    row.account.is_some() && existing.account.is_some() && row.account != existing.account;
                existing.region == row.region && !other_account
            });
            if !stays {
                self.fresh_vpcs.insert(*id);
            }
        }
        for (id, row) in actual.vpc_cidrs.iter().filter(|(_, row)| row.role == CidrRole::Primary) {
            let same = |other: &VpcCidr| (other.vpc, other.cidr, other.role) == (row.vpc, row.cidr, row.role);
            if !design.vpc_cidrs.get(id).is_some_and(same) {
                self.fresh_vpcs.insert(row.vpc);
            }
        }
        // A VPC that stays has the primary CIDR that it was made with.
        for (id, row) in actual.vpc_cidrs.iter().filter(|(_, row)| row.role == CidrRole::Primary) {
            if !self.fresh_vpcs.contains(&row.vpc) {
                self.primary.insert(row.vpc, *id);
            }
        }
    }
}
