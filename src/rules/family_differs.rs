//! "AddressFamily: The IP protocol assigned to this IPAM pool. You must choose either IPv4 or IPv6 protocol for a pool":
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateIpamPool.html>.

use super::{Allocation, Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "family-differs",
    severity: Severity::Error,
    title: "IPv4 and IPv6 mixed",
    explanation: "A pool is of one address family: its CIDRs, its sub-pools and all that it gives out are of that family. \
                  AWS never changes the family of a pool.",
    source: Source {
        statement: "The IP protocol assigned to this IPAM pool. You must choose either IPv4 or IPv6 protocol for a pool.",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateIpamPool.html",
    },
    checks: &[
        Check::Pool(judge_pool),
        Check::PoolCidr(judge_cidr),
        Check::Allocation(judge_allocation),
    ],
    fix: None,
};

fn judge_pool(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let source = facts.index.pool(id)?.source()?;
    let of_source = facts.design().pools.get(&source)?.family;
    (row.family != of_source).then(|| Verdict {
        sentence: format!(
            "{} is a pool of {}, but its source, {}, is one of {of_source}",
            naming::pool(facts, id).first(),
            row.family,
            naming::pool(facts, source)
        ),
        evidence: format!("{} {of_source}", row.family),
    })
}

fn judge_cidr(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let family = facts.design().pools.get(&row.pool)?.family;
    (row.cidr.family() != family).then(|| Verdict {
        sentence: format!(
            "{} is a pool of {family} and has {}, which is {}",
            naming::pool(facts, row.pool).first(),
            row.cidr,
            row.cidr.family()
        ),
        evidence: row.cidr.to_string(),
    })
}

fn judge_allocation(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let family = allocation.pool_row.family;
    let cidr = allocation.cidr;
    (cidr.family() != family).then(|| Verdict {
        sentence: format!(
            "{} takes {cidr}, which is {}, from {}, a pool of {family}",
            allocation.called(facts).first(),
            cidr.family(),
            naming::pool(facts, allocation.pool)
        ),
        evidence: cidr.to_string(),
    })
}
