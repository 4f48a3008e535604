//! "If a VPC CIDR is currently allocated from a pool in a private scope, the VPC CIDR will not be moved until you release the
//! VPC CIDR allocation from the current pool": <https://docs.aws.amazon.com/vpc/latest/ipam/move-resource-ipam.html>.

use super::allocation::Holder;
use super::{Allocation, Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::ScopeKind;

pub(super) const RULE: Rule = Rule {
    code: "vpc-scope-differs",
    severity: Severity::Error,
    title: "Pool of another scope",
    explanation: "A CIDR that is allocated from a pool of a private scope lies in that scope. Put the VPC into the scope \
                  of the pool, or allocate from a pool of the VPC's scope. Public addresses come from the public scope \
                  whatever the scope of the VPC.",
    source: Source {
        statement: "If a VPC CIDR is currently allocated from a pool in a private scope, the move request succeeds, but \
                    the VPC CIDR will not be moved until you release the VPC CIDR allocation from the current pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/move-resource-ipam.html",
    },
    checks: &[Check::Allocation(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let Holder::Vpc(vpc, entry) = allocation.holder else {
        return None;
    };
    let (of_pool, of_vpc) = (allocation.entry.scope(), entry.scope());
    if of_pool == of_vpc || facts.design().scopes.get(&of_pool)?.kind == ScopeKind::Public {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} is in {} and takes {} from {} of {}",
            naming::vpc(facts, vpc).first(),
            naming::scope(facts, of_vpc),
            allocation.cidr,
            naming::pool(facts, allocation.pool),
            naming::scope(facts, of_pool)
        ),
        evidence: allocation.cidr.to_string(),
    })
}
