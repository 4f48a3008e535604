//! "A VPC must have an associated IPv4 CIDR block": <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>. "You must
//! associate an IPv4 CIDR block to the VPC as well using the --cidr-block option or the request will fail":
//! <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam-ipv6.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, VpcSite, naming};
use crate::address::{Cidr, Family};
use crate::plan::index::VpcEntry;
use crate::plan::{AnyId, CidrRole, Edit, Id, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "primary-cidr",
    severity: Severity::Error,
    title: "VPC without one primary CIDR",
    explanation: "AWS makes a VPC with one IPv4 CIDR, which is its primary CIDR for good; whatever comes later, of IPv4 or IPv6, is \
                  secondary. A VPC of IPv6 alone does not exist.",
    source: Source {
        statement: "A VPC must have an associated IPv4 CIDR block. You can disassociate a CIDR block that you've associated \
                    with your VPC; however, you cannot disassociate the CIDR block with which you originally created the VPC \
                    (the primary CIDR block).",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: Some(fix),
};

/// The IPv4 CIDRs of a VPC, in order.
fn ipv4(entry: &VpcEntry) -> Vec<(Cidr, Id<VpcCidr>)> {
    let mut cidrs = entry.cidrs().to_vec();
    cidrs.retain(|(cidr, _)| cidr.family() == Family::Ipv4);
    cidrs
}

fn judge(facts: Facts<'_>, vpc: VpcSite<'_>) -> Option<Verdict> {
    let primary = vpc.entry.primary_ipv4();
    // A VPC without any is not designed yet.
    if primary == 1 || vpc.entry.cidrs().is_empty() {
        return None;
    }
    let cidrs = ipv4(vpc.entry);
    let wrong = match (cidrs.len(), primary) {
        (0, _) => "has no IPv4 CIDR, and AWS makes no VPC without one".to_owned(),
        (_, 0) => "has no primary IPv4 CIDR, and AWS makes every VPC with one".to_owned(),
        (_, count) => format!("has {count} primary IPv4 CIDRs, and only the one that it was made with is that"),
    };
    Some(Verdict {
        sentence: format!("{} {wrong}", naming::vpc(facts, vpc.id).first()),
        evidence: format!("{primary} of {}", cidrs.len()),
    })
}

/// Makes the only IPv4 CIDR the primary one.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Vpc(id)) = subject else {
        return None;
    };
    let entry = facts.index.vpc(id)?;
    let [(cidr, only)] = ipv4(entry)[..] else { return None };
    if entry.primary_ipv4() != 0 {
        return None;
    }
    let mut edit = Edit::new();
    edit.update(only, facts.design().vpc_cidrs.get(&only)?, |row| {
        row.role = CidrRole::Primary
    });
    Some(Fix {
        label: format!("Make {cidr} the primary CIDR"),
        edit,
    })
}
