//! "Amazon-provided IPv6 CIDR blocks per Regional pool: 1", of /52, and "Amazon-provided contiguous public IPv4 CIDR blocks:
//! 2": <https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html>. AWS Support raises both.

use super::amazon_pool_without_locale::is_amazon_provided;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Family;
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "amazon-block-quota",
    severity: Severity::Warning,
    title: "More than Amazon provides by default",
    explanation: "By default Amazon provides one IPv6 block for a Regional pool, a /52, and two contiguous blocks of public IPv4. \
                  Ask AWS Support for more before you provision them.",
    source: Source {
        statement: "Amazon-provided IPv6 CIDR blocks per Regional pool: 1, of /52. Amazon-provided contiguous public IPv4 CIDR \
                    blocks: 2. Contact AWS Support to increase them.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

/// The largest block of IPv6 that needs no request.
const LARGEST_IPV6: u8 = 52;

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    if !is_amazon_provided(facts, id, row) {
        return None;
    }
    let (most, default) = match row.family {
        Family::Ipv4 => (2, "2 contiguous blocks"),
        Family::Ipv6 => (1, "1 block, a /52"),
    };
    let cidrs = facts.index.pool(id)?.cidrs();
    let count = cidrs.len();
    let is_large = |length: u8| row.family == Family::Ipv6 && length < LARGEST_IPV6;
    let large = cidrs
        .map(|(cidr, _)| cidr)
        .find(|cidr| is_large(cidr.netmask_length().get()));
    let has = match large {
        _ if count > most => format!("{count} blocks of {}", row.family),
        Some(cidr) => cidr.to_string(),
        None => return None,
    };
    Some(Verdict {
        evidence: has.clone(),
        sentence: format!(
            "{} has {has}, and by default Amazon provides {default}",
            naming::pool(facts, id).first()
        ),
    })
}
