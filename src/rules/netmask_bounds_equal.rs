//! "The minimum netmask length must be less than the maximum netmask length": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.
//! Yet AWS's own tutorial chooses "/24 for the minimum, default, and maximum netmask length":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-get-started-console.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "netmask-bounds-equal",
    severity: Severity::Note,
    title: "Equal netmask bounds",
    explanation: "One page of AWS says that the minimum netmask length must be less than the maximum. Its tutorial for the \
                  console sets both to /24, so that every allocation has that size, and goes on from there. What \
                  contradicts a page may change: nothing is to be done.",
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
            "{} has {min} as minimum and as maximum netmask length: one page of AWS says the minimum must be less, its \
             tutorial does the same",
            naming::pool(facts, id).first()
        ),
        evidence: min.to_string(),
    })
}
