//! "Choose the netmask size between /40 and /52 for the CIDR": <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html>.
//! Contiguous IPv4 blocks are /28 to /30: <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-eip-pool.html>.

use super::amazon_pool_without_locale::is_amazon_provided;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Family;
use crate::plan::{Id, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "amazon-block-size",
    severity: Severity::Error,
    title: "Size that Amazon does not provide",
    explanation: "Amazon provides IPv6 blocks of /40 to /52 and contiguous IPv4 blocks of /28 to /30.",
    source: Source {
        statement: "Choose Add Amazon-owned CIDR and choose the netmask size between /40 and /52 for the CIDR.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let pool = facts.design().pools.get(&row.pool)?;
    let (shortest, longest, what) = match row.cidr.family() {
        Family::Ipv4 => (28, 30, "contiguous IPv4 blocks"),
        Family::Ipv6 => (40, 52, "IPv6 blocks"),
    };
    let length = row.cidr.netmask_length().get();
    if (shortest..=longest).contains(&length) || !is_amazon_provided(facts, row.pool, pool) {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} has {}, and Amazon provides {what} of /{shortest} to /{longest}",
            naming::pool(facts, row.pool).first(),
            row.cidr
        ),
        evidence: row.cidr.netmask_length().to_string(),
    })
}
