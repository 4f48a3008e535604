//! "An allocation is a CIDR assignment from an IPAM pool to another resource or IPAM pool": <https://docs.aws.amazon.com/vpc/latest/ipam/how-it-works-ipam.html>.

use super::relocation::relocate;
use super::{Allocation, Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::Cidr;
use crate::plan::AnyId;
use crate::plan::index::{Block, Placed, PoolEntry};

pub(super) const RULE: Rule = Rule {
    code: "allocation-outside-pool",
    severity: Severity::Error,
    title: "Allocation outside its pool",
    explanation: "A pool gives out the CIDRs that were provisioned to it and nothing else. Provision the range to the \
                  pool, allocate from the pool that holds it, or take another block.",
    source: Source {
        statement: "When you create a VPC and choose an IPAM pool for the VPC's CIDR, the CIDR is allocated from the \
                    CIDR provisioned to the IPAM pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/how-it-works-ipam.html",
    },
    checks: &[Check::Allocation(judge)],
    fix: Some(fix),
};

/// Whether a CIDR of the pool holds all of `cidr`.
#[inline(always)]
pub(super) fn is_inside(cidr: Cidr, entry: &PoolEntry) -> bool {
    // Nearly always it is one of IPv4, whose addresses are numbers that fit.
    if let Some((first, last)) = cidr.ipv4_bounds() {
        for (held, _) in entry.cidrs() {
            if let Some((first_held, last_held)) = held.ipv4_bounds()
                && first_held <= first
                && last <= last_held
            {
                return true;
            }
        }
        return false;
    }
    entry.cidrs().any(|(held, _)| held.contains(cidr))
}

fn judge(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let Allocation { cidr, pool, entry, .. } = *allocation;
    if is_inside(cidr, entry) {
        return None;
    }
    // Of another family it can be in none, and that is a finding of its own.
    if allocation.pool_row.family != cidr.family() {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} takes {cidr} from {}, which {}",
            allocation.called(facts).first(),
            naming::pool(facts, pool),
            naming::holds(facts, pool)
        ),
        evidence: cidr.to_string(),
    })
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let (block, cidr) = match subject {
        Subject::Row(AnyId::VpcCidr(id)) => (Block::VpcCidr(id), facts.design().vpc_cidrs.get(&id)?.cidr),
        Subject::Row(AnyId::Reservation(id)) => (Block::Reservation(id), facts.design().reservations.get(&id)?.cidr),
        _ => return None,
    };
    relocate(facts, Placed { cidr, block })
}
