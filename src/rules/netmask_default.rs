//! "The minimum netmask length required for CIDR allocations in this IPAM pool to be compliant": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.
//! Whether AWS refuses a default outside the bounds is not documented: UNVERIFIED.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::NetmaskLength;
use crate::plan::{AllocationRules, AnyId, Edit, Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "netmask-default",
    severity: Severity::Warning,
    title: "Default netmask length out of bounds",
    explanation: "What is allocated from the pool without asking for a size gets the default netmask length, which the \
                  pool's own minimum or maximum does not allow. AWS's pages do not say whether it refuses such a pool \
                  or only what is then allocated.",
    source: Source {
        statement: "Default netmask length: A default netmask length for allocations added to this pool. Minimum netmask \
                    length: The minimum netmask length required for CIDR allocations in this IPAM pool to be \
                    compliant.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

/// The bound that the default breaks. Bounds that contradict one another are a finding of their own.
fn broken(rules: AllocationRules) -> Option<(&'static str, NetmaskLength, NetmaskLength)> {
    let default = rules.default?;
    if rules.min.zip(rules.max).is_some_and(|(min, max)| min > max) {
        return None;
    }
    match (rules.min, rules.max) {
        (Some(min), _) if default < min => Some(("minimum", min, default)),
        (_, Some(max)) if default > max => Some(("maximum", max, default)),
        _ => None,
    }
}

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let (which, bound, default) = broken(row.rules)?;
    let relation = if default < bound {
        "larger than the block of"
    } else {
        "smaller than the block of"
    };
    Some(Verdict {
        sentence: format!(
            "{} has the default netmask length {default}, {relation} its {which} {bound}",
            naming::pool(facts, id).first()
        ),
        evidence: format!("{default} {which} {bound}"),
    })
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let row = facts.design().pools.get(&id)?;
    let (_, bound, _) = broken(row.rules)?;
    let mut edit = Edit::new();
    edit.update(id, row, |row| row.rules.default = Some(bound));
    Some(Fix {
        label: format!("Set the default to {bound}"),
        edit,
    })
}
