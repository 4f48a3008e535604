//! "To use a private IPv6 GUA range, you have to have first enabled the option on your IPAM":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html>.

use super::private_space::TopBlock;
use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict};
use crate::address::{Cidr, Family};
use crate::plan::{Edit, Id, Plan, PoolCidr, PrivateGua};

pub(super) const RULE: Rule = Rule {
    code: "private-gua",
    severity: Severity::Error,
    title: "Private GUA is not enabled",
    explanation: "A pool of a private scope may hold IPv6 global unicast addresses (2000::/3) once that is enabled on the \
                  IPAM. Without it only unique local addresses are possible.",
    source: Source {
        statement: "To use a private IPv6 GUA range, you have to have first enabled the option on your IPAM.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: Some(fix),
};

/// Whether `cidr` is global unicast: 2000::/3.
pub(super) fn is_global_unicast(cidr: Cidr) -> bool {
    cidr.family() == Family::Ipv6 && cidr.netmask_length().get() >= 3 && cidr.first_bits() >> 125 == 1
}

fn judge(facts: Facts<'_>, id: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    if facts.plan.ipam().private_gua == PrivateGua::Enabled || !is_global_unicast(row.cidr) {
        return None;
    }
    let block = TopBlock::of_pool_cidr(facts, id, row)?;
    Some(block.verdict(
        facts,
        "global unicast addresses, which the IPAM does not allow in private scopes yet",
    ))
}

fn fix(facts: Facts<'_>, _: Subject) -> Option<Fix> {
    let mut edit = Edit::new();
    edit.update(Plan::ipam_id(), facts.plan.ipam(), |ipam| {
        ipam.private_gua = PrivateGua::Enabled;
    });
    Some(Fix {
        label: "Enable private GUA on the IPAM".to_owned(),
        edit,
    })
}
