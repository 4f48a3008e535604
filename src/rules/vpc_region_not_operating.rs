//! "IPAM only discovers and monitors resources in the AWS Regions you select as operating Regions":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/mod-ipam-region.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};

pub(super) const RULE: Rule = Rule {
    code: "vpc-region-not-operating",
    severity: Severity::Note,
    title: "VPC outside the operating Regions",
    explanation: "The IPAM does not discover the VPC, watches it for nothing and bills none of its addresses. Add its \
                  Region to the operating Regions if the VPC is to be managed.",
    source: Source {
        statement: "IPAM only discovers and monitors resources in the AWS Regions you select as operating Regions.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/mod-ipam-region.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, VpcSite { id, row, .. }: VpcSite<'_>) -> Option<Verdict> {
    if facts.plan.ipam().operates_in(row.region) {
        return None;
    }
    Some(Verdict {
        sentence: format!(
            "{} is in {}, where the IPAM does not operate and does not discover it",
            naming::vpc(facts, id).first(),
            row.region
        ),
        evidence: row.region.to_string(),
    })
}
