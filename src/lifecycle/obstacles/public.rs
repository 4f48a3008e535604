//! What AWS is known to refuse of public addresses.

use super::{Judged, is_in, refused};
use crate::lifecycle::accept::Acceptance;
use crate::lifecycle::{fixed, pages};
use crate::plan::{Id, PublicBlock, PublicBlockKind};

impl Acceptance<'_> {
    pub(in crate::lifecycle) fn judge_public_block(&self, id: Id<PublicBlock>, row: &PublicBlock) -> Judged {
        if row.kind == PublicBlockKind::ElasticIp && row.cidr.netmask_length() != row.cidr.family().longest() {
            return refused(
                pages::ELASTIC_IP_POOL,
                "An Elastic IP address is one address",
                "Make it a block of one address, or a public IPv4 pool",
            );
        }
        let Some(pool) = row.pool else {
            let stays = |existing: &PublicBlock| fixed::first(&fixed::public_block(existing, row)).is_none();
            let exists = self.actual.public_blocks.get(&id).is_some_and(stays);
            // An Elastic IP address comes from Amazon's own addresses, too.
            if row.kind == PublicBlockKind::PublicIpv4Pool && !exists {
                let why = "A public IPv4 pool gets its addresses from an IPAM pool, and this one has none";
                let instead = "Allocate it from a pool of the public scope";
                return refused(pages::PUBLIC_IPV4_POOL, why, instead);
            }
            return Ok(());
        };
        self.judge_allocation(pool, row.cidr, id.into())?;
        let of = self.outcome.pools.get(&pool).and_then(|pool| pool.locale);
        if let (Some(region), Some(locale)) = (row.region, of)
            && !(locale == region || is_in(locale, region))
        {
            let why = format!(
                "It is used in {region}, and {} has {locale} as its locale",
                self.called(pool)
            );
            return refused(
                pages::CREATE_SUB_POOL,
                why,
                "Choose a pool with that Region as its locale",
            );
        }
        Ok(())
    }
}
