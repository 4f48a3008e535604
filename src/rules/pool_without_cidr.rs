//! "You can create a pool without a CIDR, but you won't be able to use the pool for allocations until you've provisioned a CIDR for
//! it": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "pool-without-cidr",
    severity: Severity::Note,
    title: "Pool without a CIDR",
    explanation: "AWS accepts a pool without a CIDR, but nothing can be allocated from it until one is provisioned.",
    source: Source {
        statement: "You can create a pool without a CIDR, but you won't be able to use the pool for allocations until \
                    you've provisioned a CIDR for it.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, _: &Pool) -> Option<Verdict> {
    (facts.index.pool(id)?.cidrs().len() == 0).then(|| Verdict {
        sentence: format!(
            "{} has no CIDR yet: nothing can be allocated from it",
            naming::pool(facts, id).first()
        ),
        evidence: String::new(),
    })
}
