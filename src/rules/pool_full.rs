//! "You might need to provision additional CIDRs if a pool is nearing full allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::Strategy;
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "pool-full",
    severity: Severity::Warning,
    title: "Pool too full",
    explanation: "The pool cannot give out another block of its default netmask length or, without a default, of the \
                  smallest size that its rules allow. The next VPC that asks it for a CIDR will be refused. Provision \
                  another CIDR to the pool, or release what is no longer needed. A pool without such rules may be full: \
                  one that is divided among sub-pools often is.",
    source: Source {
        statement: "You might need to provision additional CIDRs if a pool is nearing full allocation.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let length = row.rules.default.or(row.rules.max)?;
    let entry = facts.index.pool(id)?;
    let space = entry.space();
    if !length.fits(row.family) || space.pool().is_empty() || space.find(length, Strategy::LowestAddress).is_some() {
        return None;
    }
    let which = match row.rules.default {
        Some(_) => "its default netmask length",
        None => "the longest netmask length that its rules allow",
    };
    let left = match space.largest_free_block() {
        Some(block) => format!("the largest free block is {block}"),
        None => "nothing in it is free".to_owned(),
    };
    Some(Verdict {
        sentence: format!(
            "{} has no room for another {length}, {which}: {left}",
            naming::pool(facts, id).first()
        ),
        evidence: length.to_string(),
    })
}
