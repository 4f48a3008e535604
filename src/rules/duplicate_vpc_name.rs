//! "(Optional) For Name tag, enter a name for your VPC. Doing so creates a tag with a key of Name and the value that you specify":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html>. AWS tells VPCs apart by their ids, and lets two have one name.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-vpc-name",
    severity: Severity::Note,
    title: "VPCs of one name",
    explanation: "Two VPCs of one account in one Region have the same name. AWS allows that, and shows both in one list, where only \
                  their ids differ. In other accounts and Regions a name may come again, and VPCs whose account is not said are not \
                  compared.",
    source: Source {
        statement: "(Optional) For Name tag, enter a name for your VPC. Doing so creates a tag with a key of Name and the value that \
                    you specify.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, row, .. }: VpcSite<'_>) -> Option<Verdict> {
    if !facts.index.is_first_namesake(id) {
        return None;
    }
    let namesakes = facts.index.namesakes(row);
    let count = namesakes.len();
    Some(Verdict {
        sentence: format!(
            "{} has {count} VPCs called {} in {}",
            naming::account(facts, row.account?).first(),
            naming::shortened(&row.name),
            row.region
        ),
        evidence: format!("{count} in {}", row.region),
    })
}
