//! "Valid ranges for private IPv6 ULA are /9 to /60 starting with fd80::/9": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.
//! Another page names more, <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html>: which one AWS follows is not verified.

use super::private_space::TopBlock;
use super::ula_range::{is_unique_local, meets_amazons};
use super::{Check, Facts, Rule, Severity, Source, Verdict};
use crate::plan::{Id, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "ula-disputed",
    severity: Severity::Warning,
    title: "ULA range on which AWS's pages differ",
    explanation: "One page of AWS allows unique local addresses of /9 to /60 in fd80::/9 only, another everything in \
                  fd00::/8 but fd00::/16. What only one of them allows may be refused: which holds is not verified. A range \
                  in fd80::/9 is safe.",
    source: Source {
        statement: "Valid ranges for private IPv6 ULA are /9 to /60 starting with fd80::/9.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    if !is_unique_local(row.cidr) || meets_amazons(row.cidr) {
        return None;
    }
    let rest = if row.cidr.first_bits() >> 119 != 0xfd80 >> 7 {
        "which lies outside fd80::/9: AWS's pages disagree about it"
    } else if row.cidr.netmask_length().get() > 60 {
        "smaller than a /60: AWS's pages disagree about it"
    } else {
        return None;
    };
    Some(TopBlock::of_pool_cidr(facts, id, row)?.verdict(facts, rest))
}
