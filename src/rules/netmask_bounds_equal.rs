//! "The minimum netmask length must be less than the maximum netmask length": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.
//! Whether AWS refuses equal ones is UNVERIFIED.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "netmask-bounds-equal",
    severity: Severity::Note,
    title: "Equal netmask bounds",
    explanation: "AWS's page says that the minimum netmask length must be less than the maximum. Whether it refuses \
                  equal ones, which would make every allocation the same size, could not be verified: try it before you \
                  rely on it.",
    source: Source {
        statement: "The minimum netmask length must be less than the maximum netmask length.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let (min, max) = (row.rules.min?, row.rules.max?);
    (min == max).then(|| Verdict {
        sentence: format!(
            "{} has {min} as minimum and as maximum netmask length; AWS says the minimum must be less, and whether it \
             accepts this is not verified",
            naming::pool(facts, id).first()
        ),
        evidence: min.to_string(),
    })
}
