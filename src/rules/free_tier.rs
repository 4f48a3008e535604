//! "Before you can switch from the Advanced Tier to the Free Tier, you must: Delete private scope pools. Delete non-default private
//! scopes. Delete pools with locales different than the IPAM home Region. Delete pool allocations to accounts that are not the IPAM
//! owner": <https://docs.aws.amazon.com/vpc/latest/ipam/mod-ipam-tier.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{Edit, Id, Plan, Pool, Scope, ScopeKind, ScopeOrigin, Tier};

pub(super) const RULE: Rule = Rule {
    code: "free-tier",
    severity: Severity::Error,
    title: "Needs the Advanced Tier",
    explanation: "The Free Tier has no pools in private scopes, no additional scopes, no pools in another Region than home, \
                  and shares none with other accounts. The Advanced Tier has, and is billed by the hour for each active \
                  address in every Region that the IPAM operates in.",
    source: Source {
        statement: "Before you can switch from the Advanced Tier to the Free Tier, you must: Delete private scope pools. \
                    Delete non-default private scopes. Delete pools with locales different than the IPAM home Region. \
                    Delete pool allocations to accounts that are not the IPAM owner.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/mod-ipam-tier.html",
    },
    checks: &[Check::Scope(judge_scope), Check::Pool(judge_pool)],
    fix: Some(fix),
};

fn is_free(facts: Facts<'_>) -> bool {
    facts.plan.ipam().tier == Tier::Free
}

fn judge_scope(facts: Facts<'_>, id: Id<Scope>, row: &Scope) -> Option<Verdict> {
    if !is_free(facts) || row.kind != ScopeKind::Private {
        return None;
    }
    let pools = facts.index.scope(id)?.pool_count();
    let (what, evidence) = match (pools, row.origin) {
        (1.., _) => {
            let has = naming::count(pools, "pool");
            (
                format!("has {has}, and the Free Tier has none in private scopes"),
                "pools",
            )
        }
        (0, ScopeOrigin::Additional) => (
            "is an additional scope, and the Free Tier has only the default ones".to_owned(),
            "scope",
        ),
        (0, ScopeOrigin::Default) => return None,
    };
    Some(Verdict {
        sentence: format!("{} {what}", naming::scope(facts, id).first()),
        evidence: evidence.to_owned(),
    })
}

fn judge_pool(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    if !is_free(facts) {
        return None;
    }
    let home = facts.plan.ipam().home_region;
    let (what, evidence) = match row.locale {
        _ if !row.shared_with.is_empty() => (
            "is shared with others, and the Free Tier does not share pools".to_owned(),
            "shared".to_owned(),
        ),
        Some(locale) if locale != home => (
            format!("has the locale {locale}, and in the Free Tier every locale is the home Region, {home}"),
            format!("{locale} {home}"),
        ),
        _ => return None,
    };
    Some(Verdict {
        sentence: format!("{} {what}", naming::pool(facts, id).first()),
        evidence,
    })
}

fn fix(facts: Facts<'_>, _: Subject) -> Option<Fix> {
    let mut edit = Edit::new();
    edit.update(Plan::ipam_id(), facts.plan.ipam(), |ipam| ipam.tier = Tier::Advanced);
    Some(Fix {
        label: "Use the Advanced Tier".to_owned(),
        edit,
    })
}
