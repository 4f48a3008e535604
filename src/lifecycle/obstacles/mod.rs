//! What AWS is known to refuse, row by row.

mod pool;
mod public;
mod vpc;

use super::accept::Acceptance;
use super::{naming, pages};
use crate::address::Cidr;
use crate::plan::{AnyId, AwsTables, Id, Integration, Ipam, MeteredAccount, Plan, Pool, RegionCode, Reservation};

/// Why AWS refuses a row, and the page that says so.
pub(super) struct Obstacle {
    pub(super) why: String,
    pub(super) page: &'static str,
    /// What to do instead, as a sentence.
    pub(super) instead: &'static str,
}

type Judged = Result<(), Obstacle>;

fn refused<T>(page: &'static str, why: impl Into<String>, instead: &'static str) -> Result<T, Obstacle> {
    Err(Obstacle {
        why: why.into(),
        page,
        instead,
    })
}

impl Obstacle {
    pub(super) fn tier_in_use() -> Self {
        let why = "The Free Tier needs every pool of a private scope, every additional scope and every pool with another \
                   locale than the home Region to be deleted first";
        Self {
            why: why.to_owned(),
            page: pages::MOD_TIER,
            instead: "Keep the Advanced Tier, or delete those first and change the tier then",
        }
    }

    pub(super) fn region_in_use(region: RegionCode) -> Self {
        Self {
            why: format!("{region} stays an operating Region: pools of the plan have it as their locale"),
            page: pages::MOD_REGION,
            instead: "Keep the Region, or delete the pools that have it as their locale first",
        }
    }

    pub(super) fn metered_account(ipam: &Ipam) -> Option<Self> {
        let alone = ipam.integration == Integration::SingleAccount;
        let distributed = ipam.metered_account == MeteredAccount::ResourceOwner;
        (alone && distributed).then(|| Self {
            why: "The owners of resources are charged only with AWS Organizations and a delegated administrator"
                .to_owned(),
            page: pages::COST_DISTRIBUTION,
            instead: "Charge the owner of the IPAM, or integrate it with AWS Organizations",
        })
    }

    pub(super) fn imported(tables: &AwsTables, pool: Id<Pool>) -> Self {
        let name = naming::name(tables, pool.into());
        Self {
            why: format!("It cannot stay unmanaged: {name} imports automatically what lies in its range"),
            page: pages::CREATE_TOP_POOL,
            instead: "Let the pool have it, turn the pool's auto-import off, or ignore the CIDR",
        }
    }

    pub(super) fn no_primary() -> Self {
        Self {
            why: "A VPC is created with a primary IPv4 CIDR, and this one has none that AWS accepts".to_owned(),
            page: pages::VPC_CIDR_BLOCKS,
            instead: "Give it a primary IPv4 CIDR that its pool can give out",
        }
    }
}

impl Acceptance<'_> {
    fn called(&self, id: impl Into<AnyId>) -> String {
        let id = id.into();
        let tables = if self.outcome.has(id) {
            &self.outcome
        } else {
            self.design
        };
        naming::name(tables, id)
    }

    fn missing(&self, id: impl Into<AnyId>, page: &'static str) -> Judged {
        refused(
            page,
            format!("It needs {}, which is impossible", self.called(id)),
            "Mend that first: then this is possible, too",
        )
    }

    fn accepted_ipam(&self) -> Result<&Ipam, Obstacle> {
        match self.outcome.ipams.get(&Plan::ipam_id()) {
            Some(ipam) => Ok(ipam),
            None => refused(
                pages::CREATE_IPAM,
                "It needs an IPAM, and there is none",
                "Give the plan an IPAM",
            ),
        }
    }

    pub(super) fn judge_reservation(&self, id: Id<Reservation>, row: &Reservation) -> Judged {
        self.judge_allocation(row.pool, row.cidr, id.into())
    }

    fn judge_allocation(&self, pool: Id<Pool>, cidr: Cidr, own: AnyId) -> Judged {
        if !self.outcome.pools.contains_key(&pool) {
            return self.missing(pool, pages::ALLOCATE);
        }
        if self.holder(pool, cidr).is_none() {
            return refused(
                pages::ALLOCATE,
                format!("It lies in no CIDR of {}", self.called(pool)),
                "Provision a CIDR around it to the pool, or choose a block that the pool has",
            );
        }
        self.judge_room(pool.into(), cidr, own, pages::ALLOCATE)
    }

    fn judge_room(&self, space: AnyId, cidr: Cidr, own: AnyId, page: &'static str) -> Judged {
        match self.in_the_way(space, cidr, own) {
            Some(other) => refused(
                page,
                format!("{} is in its place", naming::first_upper(&self.called(other))),
                "Choose a free block, or move what is there",
            ),
            None => Ok(()),
        }
    }
}

/// Whether `group` is the network border group of a Local Zone in `region`: `us-west-2-lax-1` is in `us-west-2`.
fn is_in(group: RegionCode, region: RegionCode) -> bool {
    let rest = group.as_str().strip_prefix(region.as_str());
    rest.is_some_and(|rest| rest.starts_with('-'))
}

fn locale(locale: Option<RegionCode>) -> String {
    locale.map_or_else(|| "no Region".to_owned(), |locale| locale.to_string())
}
