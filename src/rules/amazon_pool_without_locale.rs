//! "When you provision an Amazon-provided IPv6 CIDR block to a pool, it must be provisioned to a pool with a locale (AWS Region)
//! selected": <https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html>. Contiguous public IPv4 blocks too come from
//! Regional pools: <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-eip-pool.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Family;
use crate::plan::{Id, Pool, PublicIpSource, ScopeKind};

pub(super) const RULE: Rule = Rule {
    code: "amazon-pool-without-locale",
    severity: Severity::Error,
    title: "Amazon-provided pool without a locale",
    explanation: "Addresses that Amazon provides, IPv6 or contiguous IPv4, go to a top-level pool with a locale. Choose it \
                  before the pool exists: AWS never changes it later.",
    source: Source {
        statement: "When you provision an Amazon-provided IPv6 CIDR block to a pool, it must be provisioned to a pool with \
                    a locale (AWS Region) selected.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-ipv6-reg-pool.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

/// Whether Amazon provides the addresses of a pool: a top-level one of the public scope.
pub(super) fn is_amazon_provided(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> bool {
    let Some(entry) = facts.index.pool(id) else {
        return false;
    };
    let scope = facts.design().scopes.get(&entry.scope());
    row.public_ip_source == Some(PublicIpSource::Amazon)
        && entry.source().is_none()
        && scope.is_some_and(|scope| scope.kind == ScopeKind::Public)
}

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    (row.locale.is_none() && is_amazon_provided(facts, id, row)).then(|| {
        let what = match row.family {
            Family::Ipv4 => "contiguous IPv4 blocks",
            Family::Ipv6 => "IPv6 blocks",
        };
        Verdict {
            sentence: format!(
                "{} has no locale, and Amazon provides {what} only to pools with a locale",
                naming::pool(facts, id).first()
            ),
            evidence: row.family.to_string(),
        }
    })
}
