//! What nearly every VPC and allocation of a large plan is like, so that no rule has to be asked about it.
//!
//! Of a hundred thousand VPCs a few are worth a word. To call a dozen rules for each takes several times as long as to see here that
//! none of them has anything to say. What is plain is written along with the rules: one that has something to say about what is plain
//! must make it not plain, which the tests check, as they ask the rules about everything.

use super::Facts;
use super::allocation_netmask::allows;
use super::allocation_outside_pool::is_inside;
use super::quotas::{IPV4_CIDRS_PER_VPC, IPV6_CIDRS_PER_VPC};
use super::vpc_size;
use crate::address::{Cidr, Family};
use crate::plan::index::{PoolEntry, VpcEntry};
use crate::plan::{Id, Pool, RegionCode, Vpc};

/// What a plan says about all VPCs.
pub(super) struct Plain {
    /// Whether a VPC may have a CIDR at all.
    may_have_one: bool,
    operating: Vec<RegionCode>,
}

impl Plain {
    pub(super) fn of(facts: Facts<'_>) -> Self {
        let quotas = [IPV4_CIDRS_PER_VPC, IPV6_CIDRS_PER_VPC];
        Self {
            may_have_one: quotas.iter().all(|quota| quota.value(facts.plan) > 0),
            operating: facts.plan.ipam().all_operating_regions().into_iter().collect(),
        }
    }

    /// Whether a VPC has a name that no other has, just one CIDR, its primary one, nothing that runs in it, and is where the IPAM
    /// operates. Its row is not needed for that.
    #[inline(always)]
    pub(super) fn is_vpc(&self, facts: Facts<'_>, id: Id<Vpc>, entry: &VpcEntry) -> bool {
        self.may_have_one
            && entry.cidrs().len() == 1
            && entry.primary_ipv4() == 1
            && entry.workloads().is_empty()
            && entry.is_named()
            && !facts.index.is_first_namesake(id)
            && self.operates_in(entry.region())
    }

    #[inline(always)]
    fn operates_in(&self, region: RegionCode) -> bool {
        for operating in &self.operating {
            if *operating == region {
                return true;
            }
        }
        false
    }
}

/// Whether a CIDR of a VPC is one of IPv4, of a size that AWS allows.
#[inline(always)]
pub(super) fn is_cidr(cidr: Cidr) -> bool {
    cidr.family() == Family::Ipv4 && vpc_size::allows_ipv4(cidr.netmask_length())
}

/// Whether a VPC has a CIDR from a pool of its Region and scope, inside what the pool holds, of a length that the pool gives out,
/// and the pool asks for no tags.
#[inline(always)]
pub(super) fn is_allocation(cidr: Cidr, (entry, row): (&PoolEntry, &Pool), vpc: &VpcEntry) -> bool {
    row.required_tags.is_empty()
        && row.locale == Some(vpc.region())
        && entry.scope() == vpc.scope()
        && row.family == cidr.family()
        && allows(row.rules, cidr.netmask_length())
        && is_inside(cidr, entry)
}
