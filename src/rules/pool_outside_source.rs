//! "If you are provisioning CIDRs to a pool within a pool, then the CIDR space you want to provision must be available
//! in the pool": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::relocation::relocate;
use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::index::{Block, Placed};
use crate::plan::{AnyId, Id, PoolCidr};

pub(super) const RULE: Rule = Rule {
    code: "pool-outside-source",
    severity: Severity::Error,
    title: "Pool outside its source pool",
    explanation: "A sub-pool gets its CIDRs out of its source pool, so each must lie in one of the CIDRs of the source \
                  pool. Provision the range to the source pool as well, or give the sub-pool another CIDR.",
    source: Source {
        statement: "If you are provisioning CIDRs to a pool within a pool, then the CIDR space you want to provision \
                    must be available in the pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::PoolCidr(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, _: Id<PoolCidr>, row: &PoolCidr) -> Option<Verdict> {
    let source = facts.index.pool(row.pool)?.source()?;
    let entry = facts.index.pool(source)?;
    if entry.cidrs().any(|(cidr, _)| cidr.contains(row.cidr)) {
        return None;
    }
    // Of another family it can be in none, and that is a finding of its own.
    if facts.design().pools.get(&source)?.family != row.cidr.family() {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} has {}, but its source, {}, {}",
            naming::pool(facts, row.pool).first(),
            row.cidr,
            naming::pool(facts, source),
            naming::holds(facts, source)
        ),
        evidence: row.cidr.to_string(),
    })
}

/// Moves the CIDR into the source pool while nothing is allocated from it.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::PoolCidr(id)) = subject else {
        return None;
    };
    let cidr = facts.design().pool_cidrs.get(&id)?.cidr;
    let block = Block::PoolCidr(id);
    relocate(facts, Placed { cidr, block })
}
