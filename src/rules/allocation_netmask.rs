//! "Creating a resource using a CIDR larger than /24 from this pool violates an allocation rule on the pool and creation fails.
//! Existing resources with a CIDR larger than /24 are flagged as noncompliant": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::allocation::Holder;
use super::{Allocation, Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::NetmaskLength;
use crate::plan::{AllocationRules, AnyId, Edit};

pub(super) const RULE: Rule = Rule {
    code: "allocation-netmask",
    severity: Severity::Error,
    title: "Size not allowed by the pool",
    explanation: "The rules of a pool say how large and how small a block it gives to a resource. They hold for that \
                  very pool: sub-pools do not inherit them, and reservations are not bound by them.",
    source: Source {
        statement: "Allocation rules apply only to the managed resources within that pool. The rules do not apply to \
                    resources in pools within a pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Allocation(judge)],
    fix: Some(fix),
};

/// Which of the two bounds a block breaks.
#[derive(Clone, Copy)]
enum Bound {
    Minimum(NetmaskLength),
    Maximum(NetmaskLength),
}

/// The bound that an allocation of `length` breaks.
#[inline(always)]
fn broken(rules: AllocationRules, length: NetmaskLength) -> Option<Bound> {
    match (rules.min, rules.max) {
        (Some(min), _) if length < min => Some(Bound::Minimum(min)),
        (_, Some(max)) if length > max => Some(Bound::Maximum(max)),
        _ => None,
    }
}

/// Whether `rules` allow a resource of `length`.
#[inline(always)]
pub(super) fn allows(rules: AllocationRules, length: NetmaskLength) -> bool {
    broken(rules, length).is_none()
}

fn judge(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let row = allocation.pool_row;
    let cidr = allocation.cidr;
    // Lengths of another family cannot be compared, and that is a finding of its own.
    let broken = broken(row.rules, cidr.netmask_length()).filter(|_| row.family == cidr.family())?;
    if let Holder::Reservation = allocation.holder {
        return None;
    }
    let (relation, bound) = match broken {
        Bound::Minimum(min) => ("larger than the largest block that it gives out", min),
        Bound::Maximum(max) => ("smaller than the smallest block that it gives out", max),
    };
    Some(Verdict {
        sentence: format!(
            "{} takes {cidr} from {}, {relation}, a {bound}",
            allocation.called(facts).first(),
            naming::pool(facts, allocation.pool)
        ),
        evidence: format!("{} {bound}", cidr.netmask_length()),
    })
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let design = facts.design();
    let (cidr, pool) = match subject {
        Subject::Row(AnyId::VpcCidr(id)) => design.vpc_cidrs.get(&id).map(|row| (row.cidr, row.pool))?,
        Subject::Row(AnyId::PublicBlock(id)) => design.public_blocks.get(&id).map(|row| (row.cidr, row.pool))?,
        _ => return None,
    };
    let (id, length) = (pool?, cidr.netmask_length());
    let row = design.pools.get(&id)?;
    // Bounds that contradict one another allow nothing, whichever of them is moved.
    if row.rules.min.zip(row.rules.max).is_some_and(|(min, max)| min > max) {
        return None;
    }
    let mut edit = Edit::new();
    let which = match broken(row.rules, length)? {
        Bound::Minimum(_) => {
            edit.update(id, row, |row| row.rules.min = Some(length));
            "minimum"
        }
        Bound::Maximum(_) => {
            edit.update(id, row, |row| row.rules.max = Some(length));
            "maximum"
        }
    };
    Some(Fix {
        label: format!("Set the {which} to {length}"),
        edit,
    })
}
