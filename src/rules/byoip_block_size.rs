//! "When provisioning a CIDR to a Regional pool within the top-level pool, the most specific IPv4 CIDR you can provision is /24":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv4.html>. "The most specific IPv6 address range that you can
//! bring is /48 for CIDRs that are publicly advertisable and /60 for CIDRs that are not publicly advertisable":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv6.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Family;
use crate::plan::{Advertisable, Id, Pool, PoolCidr, PublicIpSource, ScopeKind};

pub(super) const RULE: Rule = Rule {
    code: "byoip-block-size",
    severity: Severity::Error,
    title: "Block too small to be brought to AWS",
    explanation: "Of the public addresses that you bring to AWS, the top-level pool and the Regional pools within it take blocks of \
                  IPv4 of at least a /24, and blocks of IPv6 of at least a /48, or a /60 where nothing of it is advertised. \
                  Pools within a Regional pool may be smaller.",
    source: Source {
        statement: "When provisioning a CIDR to a Regional pool within the top-level pool, the most specific IPv4 CIDR you can \
                    provision is /24. After you create the Regional pool, you can create smaller pools (such as /25) within \
                    the same Regional pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv4.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: None,
};

/// A top-level pool and the Regional pools within it.
const REGIONAL: u32 = 2;

/// The pool at the top, when its addresses are brought to AWS and `pool` is so near that the limit holds.
fn brought<'a>(facts: Facts<'a>, pool: Id<Pool>) -> Option<&'a Pool> {
    let entry = facts.index.pool(pool)?;
    let scope = facts.design().scopes.get(&entry.scope())?;
    if scope.kind != ScopeKind::Public || entry.depth() > REGIONAL {
        return None;
    }
    let top = facts.design().pools.get(&entry.source().unwrap_or(pool))?;
    // What does not say where it comes from is brought: AWS's own default.
    (top.public_ip_source != Some(PublicIpSource::Amazon)).then_some(top)
}

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let length = row.cidr.netmask_length().get();
    // No other limit is shorter, and nearly every pool is private.
    if length <= 24 {
        return None;
    }
    let top = brought(facts, row.pool)?;
    let (longest, what) = match (row.cidr.family(), top.advertisable) {
        (Family::Ipv4, _) => (24, "IPv4"),
        (Family::Ipv6, Some(Advertisable::No)) => (60, "IPv6 that is not advertised"),
        (Family::Ipv6, Some(Advertisable::Yes) | None) => (48, "IPv6 that is advertised"),
    };
    (length > longest).then(|| Verdict {
        sentence: format!(
            "{} has {}, and no block of {what} smaller than a /{longest} can be brought to it",
            naming::pool(facts, row.pool).first(),
            row.cidr
        ),
        evidence: format!("{} /{longest}", row.cidr.netmask_length()),
    })
}
