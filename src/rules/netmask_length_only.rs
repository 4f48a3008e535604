//! "If you are provisioning a CIDR to an IPv4 pool in the private scope, enter the CIDR":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::amazon_pool_without_locale::is_amazon_provided;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Family;
use crate::plan::{Id, Pool, ScopeKind};

pub(super) const RULE: Rule = Rule {
    code: "netmask-length-only",
    severity: Severity::Error,
    title: "AWS needs the CIDR",
    explanation: "AWS chooses the CIDR of a sub-pool out of its source pool when only a netmask length is wanted, and that \
                  of a top-level pool where Amazon provides the addresses or the pool is for unique local ones. Every \
                  other top-level pool needs the CIDR itself: provision one.",
    source: Source {
        statement: "If you are provisioning a CIDR to an IPv4 pool in the private scope, enter the CIDR.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let length = row.wanted_length?;
    let entry = facts.index.pool(id)?;
    if entry.source().is_some() || entry.cidrs().len() > 0 {
        return None;
    }
    let needed = match (facts.design().scopes.get(&entry.scope())?.kind, row.family) {
        (ScopeKind::Private, Family::Ipv4) => "a top-level private IPv4 pool",
        (ScopeKind::Private, Family::Ipv6) => return None,
        (ScopeKind::Public, _) if is_amazon_provided(facts, id, row) => return None,
        (ScopeKind::Public, _) => "a top-level pool of addresses that you bring",
    };
    Some(Verdict {
        sentence: format!(
            "{} is to get any {length}, and {needed} needs the CIDR itself",
            naming::pool(facts, id).first()
        ),
        evidence: length.to_string(),
    })
}
