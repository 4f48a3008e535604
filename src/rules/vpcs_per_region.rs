//! "VPCs per Region: 5, adjustable": <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>, of each account.

use super::quotas::VPCS_PER_REGION;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::{Account, Id, Ipam, RegionCode};

pub(super) const RULE: Rule = Rule {
    code: "vpcs-per-region",
    severity: Severity::Warning,
    title: "Many VPCs of one account in a Region",
    explanation: "By default an account may have five VPCs in a Region, the default VPC among them. Ask AWS for more through \
                  Service Quotas before you create them; it gives hundreds. VPCs whose account is not said are not counted.",
    source: Source {
        statement: "VPCs per Region: 5. Adjustable. You can increase this limit so that you can have hundreds of VPCs per Region.",
        url: VPCS_PER_REGION.url,
    },
    checks: &[Check::Ipam(judge)],
    fix: None,
};

/// So many are named in the evidence.
const NAMED: usize = 8;

fn judge(facts: Facts<'_>, _: &Ipam) -> Option<Verdict> {
    let quota = VPCS_PER_REGION.value(facts.plan);
    let mut total = 0;
    // The first of them, in order: nobody reads thousands.
    let mut over: Vec<(Id<Account>, RegionCode, usize)> = Vec::new();
    for owner in facts.index.vpcs_by_owner() {
        if owner.2 > quota {
            total += 1;
            if over.len() < NAMED || over.last().is_some_and(|last| owner < *last) {
                over.truncate(NAMED - 1);
                let place = over.partition_point(|other| *other < owner);
                over.insert(place, owner);
            }
        }
    }
    let (account, region, count) = *over.first()?;
    let more = match total - 1 {
        0 => String::new(),
        1 => ", and 1 more account or Region has too many".to_owned(),
        more => format!(", and {more} more accounts or Regions have too many"),
    };
    // Not how many there are: one VPC more makes it no other finding.
    let named = over.iter().map(|(account, region, _)| format!("{account} {region}"));
    Some(Verdict {
        sentence: format!(
            "{} has {count} VPCs in {region}{more}; {}",
            naming::account(facts, account).first(),
            VPCS_PER_REGION.clause(facts.plan)
        ),
        evidence: format!("{total} over {quota}: {}", named.collect::<Vec<_>>().join(", ")),
    })
}
