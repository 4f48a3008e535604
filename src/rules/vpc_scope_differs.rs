//! "If a VPC CIDR is currently allocated from a pool in a private scope, the VPC CIDR will not be moved until you release the
//! VPC CIDR allocation from the current pool": <https://docs.aws.amazon.com/vpc/latest/ipam/move-resource-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, ManagementState, ScopeKind, VpcCidr};

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
    checks: &[Check::VpcCidr(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<VpcCidr>, row: &VpcCidr) -> Option<Verdict> {
    if row.management_state() != ManagementState::Managed {
        return None;
    }
    let pool = row.pool?;
    let of_pool = facts.index.pool(pool)?.scope();
    let of_vpc = facts.index.vpc(row.vpc)?.scope();
    if of_pool == of_vpc || facts.design().scopes.get(&of_pool)?.kind == ScopeKind::Public {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} is in {} and takes {} from {} of {}",
            naming::vpc(facts, row.vpc).first(),
            naming::scope(facts, of_vpc),
            row.cidr,
            naming::pool(facts, pool),
            naming::scope(facts, of_pool)
        ),
        evidence: row.cidr.to_string(),
    })
}
