//! "You can only share an IPAM pool with AWS RAM if you've integrated IPAM with AWS Organizations. You cannot share an IPAM pool with
//! AWS RAM if you are a single account IPAM user": <https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Id, Integration, Pool};

pub(super) const RULE: Rule = Rule {
    code: "sharing-without-organization",
    severity: Severity::Error,
    title: "Sharing without an organization",
    explanation: "Pools can be shared only by an IPAM that is integrated with AWS Organizations: the management account \
                  names a member account as the IPAM's administrator. An IPAM of a single account shares nothing.",
    source: Source {
        statement: "You can only share an IPAM pool with AWS RAM if you've integrated IPAM with AWS Organizations. You \
                    cannot share an IPAM pool with AWS RAM if you are a single account IPAM user.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let count = row.shared_with.len();
    if count == 0 || facts.plan.ipam().integration != Integration::SingleAccount {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} is shared with {}, but the IPAM is of a single account: only one of an organization can share",
            naming::pool(facts, id).first(),
            naming::list(row.shared_with.iter(), count)
        ),
        evidence: String::new(),
    })
}
