//! "Valid IPv6 ULA space is anything under fd00::/8 that does not overlap with the Amazon reserved range fd00::/16":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html>.

use super::private_gua::is_global_unicast;
use super::private_space::TopBlock;
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::address::{Cidr, Family};
use crate::plan::{Id, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "ula-range",
    severity: Severity::Error,
    title: "IPv6 range that AWS refuses in private",
    explanation: "A top-level IPv6 pool of a private scope holds unique local addresses (inside fd00::/8, and outside \
                  fd00::/16, which Amazon keeps) or, where enabled, global unicast addresses (2000::/3). Every page of AWS \
                  that names the valid ranges leaves fd00::/16 out.",
    source: Source {
        statement: "Valid IPv6 ULA space is anything under fd00::/8 that does not overlap with the Amazon reserved range \
                    fd00::/16.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

/// Whether `cidr` lies in fd00::/8.
pub(super) fn is_unique_local(cidr: Cidr) -> bool {
    cidr.family() == Family::Ipv6 && cidr.netmask_length().get() >= 8 && cidr.first_bits() >> 120 == 0xfd
}

/// Whether a block of fd00::/8 meets fd00::/16.
pub(super) fn meets_amazons(cidr: Cidr) -> bool {
    cidr.first_bits() >> 112 == 0xfd00
}

fn judge(facts: Facts<'_>, id: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    if row.cidr.family() != Family::Ipv6 || is_global_unicast(row.cidr) {
        return None;
    }
    let rest = if !is_unique_local(row.cidr) {
        "neither unique local addresses (fd00::/8) nor global unicast ones (2000::/3)"
    } else if meets_amazons(row.cidr) {
        "which meets fd00::/16, and that range Amazon keeps for itself"
    } else {
        return None;
    };
    Some(TopBlock::of_pool_cidr(facts, id, row)?.verdict(facts, rest))
}
