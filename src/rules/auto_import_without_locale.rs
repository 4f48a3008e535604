//! "Automatically import discovered resources: This option is not available if the Locale is set to None":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::plan::{AnyId, AutoImport, Edit, Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "auto-import-without-locale",
    severity: Severity::Error,
    title: "Auto-import without a locale",
    explanation: "IPAM imports what it discovers only into pools with a locale. Let the pool of the Region import, or give \
                  this one a locale before it exists: AWS never changes it later.",
    source: Source {
        statement: "Automatically import discovered resources: This option is not available if the Locale is set to None.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    (row.auto_import == AutoImport::Enabled && row.locale.is_none()).then(|| Verdict {
        sentence: format!(
            "{} has auto-import on and no locale: IPAM imports only into pools with a locale",
            naming::pool(facts, id).first()
        ),
        evidence: String::new(),
    })
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let mut edit = Edit::new();
    let row = facts.design().pools.get(&id)?;
    edit.update(id, row, |row| row.auto_import = AutoImport::Disabled);
    Some(Fix {
        label: "Turn auto-import off".to_owned(),
        edit,
    })
}
