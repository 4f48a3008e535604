//! "(Optional) Add a Name tag for the pool and a description for the pool": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::plan::{Id, Pool, Scope, ScopeOrigin};

pub(super) const RULE: Rule = Rule {
    code: "no-name",
    severity: Severity::Note,
    title: "Without a name",
    explanation: "AWS asks for no names, but without one a pool, a scope or a VPC is told apart only by its id, which exists \
                  no sooner than the thing itself.",
    source: Source {
        statement: "(Optional) Add a Name tag for the pool and a description for the pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[
        Check::Scope(judge_scope),
        Check::Pool(judge_pool),
        Check::Vpc(judge_vpc),
    ],
    fix: None,
};

fn verdict(sentence: String) -> Option<Verdict> {
    Some(Verdict {
        sentence,
        evidence: String::new(),
    })
}

fn judge_scope(_: Facts<'_>, _: Id<Scope>, row: &Scope) -> Option<Verdict> {
    let unnamed = row.origin == ScopeOrigin::Additional && naming::is_blank(&row.name);
    unnamed
        .then(|| "An additional scope has no name".to_owned())
        .and_then(verdict)
}

fn judge_pool(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    if !naming::is_blank(&row.name) {
        return None;
    }
    let has_cidr = facts.index.pool(id)?.cidrs().len() > 0;
    verdict(match has_cidr {
        true => format!("{} has no name", naming::pool(facts, id).first()),
        false => "A pool without a CIDR has no name either".to_owned(),
    })
}

fn judge_vpc(_: Facts<'_>, VpcSite { row, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    if entry.is_named() || row.aws_id.is_some() {
        return None;
    }
    verdict(match entry.cidrs().first() {
        Some((cidr, _)) => format!("The VPC at {cidr} in {} has no name", row.region),
        None => format!("A VPC in {} has neither a name nor a CIDR", row.region),
    })
}
