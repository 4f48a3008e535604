//! The IPAM, which keeps what its pools need.

use super::Acceptance;
use crate::lifecycle::ground::place_of;
use crate::lifecycle::obstacles::Obstacle;
use crate::plan::{Id, Plan, Pool, ScopeOrigin, Tier};

impl Acceptance<'_> {
    pub(super) fn ipam(&mut self) {
        let id = Plan::ipam_id();
        let Some(wanted) = self.design.ipams.get(&id) else {
            return;
        };
        let mut ipam = wanted.clone();
        let (mut obstacles, actual, design) = (Vec::new(), self.actual, self.design);
        let existing = actual
            .ipams
            .get(&id)
            .filter(|existing| existing.home_region == ipam.home_region);
        if let Some(existing) = existing {
            let needs_advanced = |pool: &Pool| pool.locale.is_some_and(|locale| locale != ipam.home_region);
            let additional = design
                .scopes
                .values()
                .any(|scope| scope.origin == ScopeOrigin::Additional);
            let private = design.pools.iter().any(|(id, _)| self.is_private(*id));
            let advanced = private || additional || design.pools.values().any(needs_advanced);
            if existing.tier == Tier::Advanced && ipam.tier == Tier::Free && advanced {
                obstacles.push(Obstacle::tier_in_use());
                ipam.tier = Tier::Advanced;
            }
            for region in &existing.operating_regions {
                let used = design.pools.iter().any(|(id, pool)| {
                    let existing = actual.pools.get(id).and_then(|pool| pool.locale);
                    pool.locale == Some(*region) && existing == pool.locale
                });
                if !ipam.operates_in(*region) && used {
                    obstacles.push(Obstacle::region_in_use(*region));
                    ipam.operating_regions.insert(*region);
                }
            }
        }
        if let Some(obstacle) = Obstacle::metered_account(&ipam) {
            ipam.metered_account = Default::default();
            obstacles.push(obstacle);
        }
        for obstacle in obstacles {
            self.refuse(id.into(), obstacle);
        }
        self.outcome.ipams.insert(id, ipam);
    }

    fn is_private(&self, pool: Id<Pool>) -> bool {
        let scope = place_of(self.design, pool).scope;
        scope.is_some_and(|scope| scope != Plan::default_public_scope())
    }
}
