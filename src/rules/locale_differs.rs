//! "It's important to include the --locale parameter to match the parent pool's locale": <https://docs.aws.amazon.com/vpc/latest/ipam/getting-started-with-ipam-using-the-aws-cli.html>.
//! No AWS page says in one sentence that a sub-pool cannot have another locale; it is well supported by that one and by
//! AWS's Terraform module.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::index::Block;
use crate::plan::{AnyId, Edit, Id, Lock, Pool, Tier};

pub(super) const RULE: Rule = Rule {
    code: "locale-differs",
    severity: Severity::Error,
    title: "Locale differs from the source pool's",
    explanation: "When a source pool has a locale, its sub-pools have the same one. A source pool without a locale may \
                  have sub-pools in any operating Region. AWS never changes the locale of a pool that exists.",
    source: Source {
        statement: "It's important to include the --locale parameter to match the parent pool's locale.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/getting-started-with-ipam-using-the-aws-cli.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let source = facts.index.pool(id)?.source()?;
    let of_source = facts.design().pools.get(&source)?.locale?;
    if row.locale == Some(of_source) {
        return None;
    }
    let locale = match row.locale {
        Some(locale) => format!("the locale {locale}"),
        None => "no locale".to_owned(),
    };
    Some(Verdict {
        sentence: format!(
            "{} has {locale}, but its source, {}, has {of_source}",
            naming::pool(facts, id).first(),
            naming::pool(facts, source)
        ),
        evidence: format!(
            "{} {of_source}",
            row.locale.map(|locale| locale.to_string()).unwrap_or_default()
        ),
    })
}

/// Gives the pool its source's locale, and every pool below it too, which would differ otherwise. Not when one of them exists
/// in AWS, is locked, or serves a VPC whose Region the change would leave.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let design = facts.design();
    let source = facts.index.pool(id)?.source()?;
    let locale = design.pools.get(&source)?.locale?;
    let ipam = facts.plan.ipam();
    // In the Free Tier every locale is the home Region.
    let possible = ipam.tier == Tier::Advanced || locale == ipam.home_region;
    if !possible || !ipam.operates_in(locale) {
        return None;
    }
    let mut edit = Edit::new();
    for pool in facts.index.with_pools_below(id) {
        let row = design.pools.get(&pool)?;
        if row.locale == Some(locale) {
            continue;
        }
        let exists = row.aws_id.is_some() || facts.plan.actual().pools.contains_key(&pool);
        if exists || row.lock == Lock::Locked || serves_its_locale(facts, pool, row) {
            return None;
        }
        edit.update(pool, row, |row| row.locale = Some(locale));
    }
    let below = edit.changes.len().saturating_sub(1);
    Some(Fix {
        label: match below {
            0 => format!("Set the locale to {locale}"),
            _ => format!(
                "Set the locale to {locale}, also of {} below",
                naming::count(below, "pool")
            ),
        },
        edit,
    })
}

/// Whether a VPC in the Region of the pool's locale has a CIDR from the pool.
fn serves_its_locale(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> bool {
    let (Some(locale), Some(entry)) = (row.locale, facts.index.pool(id)) else {
        return false;
    };
    let design = facts.design();
    entry.allocations().iter().any(|placed| match placed.block {
        Block::VpcCidr(id) => {
            let vpc = design.vpc_cidrs.get(&id).and_then(|row| design.vpcs.get(&row.vpc));
            vpc.is_some_and(|vpc| vpc.region == locale)
        }
        _ => false,
    })
}
