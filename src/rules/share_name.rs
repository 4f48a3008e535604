//! "Add a Name for the shared resource": <https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html>. That the name of a
//! resource share holds no "/" is from AWS's own Terraform module (aws-ia/terraform-aws-ipam, `modules/sub_pool/main.tf`), which
//! names the share after the pool. The reference of RAM, <https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html>,
//! restricts no name: UNVERIFIED.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{AnyId, Edit, Id, Lock, Pool};

pub(super) const RULE: Rule = Rule {
    code: "share-name",
    severity: Severity::Note,
    title: "Name that a resource share cannot have",
    explanation: "A pool is shared through a resource share. AWS's Terraform module names that after the pool, and says that the \
                  name cannot hold a slash; the reference of AWS RAM does not say so, and it was not tried. Rename the pool, or \
                  give the share another name.",
    source: Source {
        statement: "Add a Name for the shared resource.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

fn is_refused(row: &Pool) -> bool {
    !row.shared_with.is_empty() && row.name.contains('/')
}

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    is_refused(row).then(|| Verdict {
        sentence: format!(
            "{} is shared, and a resource share named after it may be refused for the \"/\"",
            naming::pool(facts, id).first()
        ),
        evidence: String::new(),
    })
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let row = facts.design().pools.get(&id)?;
    if row.lock == Lock::Locked {
        return None;
    }
    let mut edit = Edit::new();
    edit.update(id, row, |row| row.name = row.name.replace('/', "-"));
    Some(Fix {
        label: "Replace \"/\" by \"-\" in the name".to_owned(),
        edit,
    })
}
