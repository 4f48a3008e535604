//! "The minimum netmask length must be less than the maximum netmask length. Possible netmask lengths for IPv4 addresses are 0 - 32.
//! Possible netmask lengths for IPv6 addresses are 0 - 128": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{AnyId, Edit, Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "netmask-rules",
    severity: Severity::Error,
    title: "Impossible netmask lengths",
    explanation: "The minimum netmask length is the largest block that the pool gives out and the maximum the smallest, \
                  so the minimum is the smaller number; and none may be longer than an address of the pool's family.",
    source: Source {
        statement: "The minimum netmask length must be less than the maximum netmask length. Possible netmask lengths \
                    for IPv4 addresses are 0 - 32. Possible netmask lengths for IPv6 addresses are 0 - 128.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let rules = row.rules;
    let lengths = [
        ("minimum", rules.min),
        ("maximum", rules.max),
        ("default", rules.default),
    ];
    let too_long = lengths
        .into_iter()
        .filter_map(|(which, length)| Some((which, length?)))
        .find(|(_, length)| !length.fits(row.family));
    if let Some((which, length)) = too_long {
        return Some(Verdict {
            sentence: format!(
                "{} has the {which} netmask length {length}, and those of {} end at {}",
                naming::pool(facts, id).first(),
                row.family,
                row.family.longest()
            ),
            evidence: format!("{which} {length} {}", row.family),
        });
    }
    let (min, max) = (rules.min?, rules.max?);
    (min > max).then(|| Verdict {
        sentence: format!(
            "{} has the minimum netmask length {min} and the maximum {max}: the minimum must be the smaller number",
            naming::pool(facts, id).first()
        ),
        evidence: format!("{min} {max}"),
    })
}

/// Swaps a minimum and a maximum that fit the family. What is out of the bounds then was out of one of them before.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let row = facts.design().pools.get(&id)?;
    let (min, max) = (row.rules.min?, row.rules.max?);
    if min <= max
        || ![Some(min), Some(max), row.rules.default]
            .iter()
            .flatten()
            .all(|length| length.fits(row.family))
    {
        return None;
    }
    let mut edit = Edit::new();
    edit.update(id, row, |row| {
        row.rules.min = Some(max);
        row.rules.max = Some(min);
    });
    Some(Fix {
        label: format!("Set the minimum to {max} and the maximum to {min}"),
        edit,
    })
}
