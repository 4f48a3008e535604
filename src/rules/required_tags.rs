//! "Tagging requirements: The tags that are required for resources to allocate space from the pool":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>. Observed in September 2026: AWS refuses a VPC without
//! them (smsilva/wasp-idp).

use super::allocation::Holder;
use super::{Allocation, Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{AnyId, Edit, Pool, Tags};

pub(super) const RULE: Rule = Rule {
    code: "required-tags",
    severity: Severity::Error,
    title: "Required tags are missing",
    explanation: "A pool that requires tags gives CIDRs only to resources that have all of them, with the same values. AWS \
                  refuses to create one without; one that loses a tag later is marked as noncompliant and stays.",
    source: Source {
        statement: "Tagging requirements: The tags that are required for resources to allocate space from the pool. If the \
                    resources have their tags changed after they have allocated space or if the allocation tagging rules \
                    are changed on the pool, the resource may be marked as noncompliant.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Allocation(judge)],
    fix: Some(fix),
};

/// The tag that is a row's name.
const NAME: &str = "Name";

/// The tags that `required` asks for and a resource lacks.
fn missing<'a>(required: &'a Tags, name: &str, tags: &Tags) -> Vec<(&'a String, &'a String)> {
    let has = |key: &str| match key {
        NAME => Some(name),
        key => tags.get(key).map(String::as_str),
    };
    let mut missing: Vec<_> = required.iter().collect();
    missing.retain(|(key, value)| has(key) != Some(value.as_str()));
    missing
}

/// Whether a resource has every tag that `pool` requires.
pub(super) fn has_required(pool: &Pool, name: &str, tags: &Tags) -> bool {
    missing(&pool.required_tags, name, tags).is_empty()
}

fn judge(facts: Facts<'_>, allocation: &Allocation<'_>) -> Option<Verdict> {
    let required = &allocation.pool_row.required_tags;
    if required.is_empty() {
        return None;
    }
    let (name, tags) = match allocation.holder {
        Holder::Vpc(id, _) => facts.design().vpcs.get(&id).map(|row| (&row.name, &row.tags))?,
        Holder::PublicBlock(row) => (&row.name, &row.tags),
        Holder::Reservation => return None,
    };
    let missing = missing(required, name, tags);
    if missing.is_empty() {
        return None;
    }
    let shown = missing.iter().map(|(key, value)| naming::tag(key, value));
    let tags = match missing.len() {
        1 => "the tag",
        _ => "the tags",
    };
    let lacking: Vec<String> = missing.iter().map(|(key, value)| format!("{key}={value}")).collect();
    Some(Verdict {
        sentence: format!(
            "{} takes {} from {} without {tags} {}, which the pool requires",
            allocation.called(facts).first(),
            allocation.cidr,
            naming::pool(facts, allocation.pool),
            naming::list(shown, missing.len())
        ),
        evidence: lacking.join(" "),
    })
}

/// Adds the tags, unless the resource has one of them with another value: somebody chose that.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let design = facts.design();
    let mut edit = Edit::new();
    let count = match subject {
        Subject::Row(AnyId::VpcCidr(id)) => {
            let row = design.vpc_cidrs.get(&id)?;
            let vpc = design.vpcs.get(&row.vpc)?;
            let missing = missing(&design.pools.get(&row.pool?)?.required_tags, &vpc.name, &vpc.tags);
            if missing
                .iter()
                .any(|(key, _)| *key == NAME || vpc.tags.contains_key(*key))
            {
                return None;
            }
            edit.update(row.vpc, vpc, |vpc| vpc.tags.extend(owned(&missing)));
            missing.len()
        }
        Subject::Row(AnyId::PublicBlock(id)) => {
            let row = design.public_blocks.get(&id)?;
            let missing = missing(&design.pools.get(&row.pool?)?.required_tags, &row.name, &row.tags);
            if missing
                .iter()
                .any(|(key, _)| *key == NAME || row.tags.contains_key(*key))
            {
                return None;
            }
            edit.update(id, row, |row| row.tags.extend(owned(&missing)));
            missing.len()
        }
        _ => return None,
    };
    Some(Fix {
        label: match count {
            1 => "Add the tag".to_owned(),
            _ => format!("Add the {count} tags"),
        },
        edit,
    })
}

fn owned(tags: &[(&String, &String)]) -> Vec<(String, String)> {
    tags.iter()
        .map(|(key, value)| (String::clone(key), String::clone(value)))
        .collect()
}
