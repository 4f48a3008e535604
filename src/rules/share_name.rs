//! "Add a Name for the shared resource": <https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html>. That the name of a
//! resource share holds no "/" is from AWS's own Terraform module (aws-ia/terraform-aws-ipam, `modules/sub_pool/main.tf`).

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{AnyId, Edit, Id, Lock, Pool};

pub(super) const RULE: Rule = Rule {
    code: "share-name",
    severity: Severity::Warning,
    title: "Name that a resource share cannot have",
    explanation: "A pool is shared through a resource share, which is commonly named after the pool, as AWS's Terraform \
                  module does. Its name cannot hold a slash. Rename the pool, or name the share in another way.",
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
            "{} is shared, and AWS RAM takes no \"/\" in the name of a resource share",
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
