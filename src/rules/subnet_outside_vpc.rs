//! "The CIDR block of a subnet can be the same as the CIDR block for the VPC, or a subset of the CIDR block for the VPC":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::{FreeSpace, Strategy};
use crate::plan::index::Block;
use crate::plan::{AnyId, Edit, Id, Subnet};

pub(super) const RULE: Rule = Rule {
    code: "subnet-outside-vpc",
    severity: Severity::Error,
    title: "Subnet outside its VPC",
    explanation: "A subnet lies in one of the CIDRs of its VPC. Add the range to the VPC, or give the subnet another CIDR.",
    source: Source {
        statement: "The CIDR block of a subnet can be the same as the CIDR block for the VPC (to create a single \
                    subnet in the VPC), or a subset of the CIDR block for the VPC (to create multiple subnets in the \
                    VPC).",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::Subnet(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, id: Id<Subnet>, row: &Subnet) -> Option<Verdict> {
    let cidrs = facts.index.vpc(row.vpc)?.cidrs();
    if cidrs.iter().any(|(cidr, _)| cidr.contains(row.cidr)) {
        return None;
    }
    let holds = match cidrs {
        [] => "has no CIDR yet".to_owned(),
        _ => format!(
            "holds only {}",
            naming::list(cidrs.iter().map(|(cidr, _)| *cidr), cidrs.len())
        ),
    };
    Some(Verdict {
        sentence: format!(
            "{} has {}, but its VPC, {}, {holds}",
            naming::block(facts, Block::Subnet(id)).first(),
            row.cidr,
            naming::vpc(facts, row.vpc)
        ),
        evidence: row.cidr.to_string(),
    })
}

/// Moves a subnet that does not exist in AWS yet to the lowest free block of its size in the VPC.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Subnet(id)) = subject else {
        return None;
    };
    let row = facts.design().subnets.get(&id)?;
    if row.aws_id.is_some() || row.pool.is_some() || facts.plan.actual().subnets.contains_key(&id) {
        return None;
    }
    let entry = facts.index.vpc(row.vpc)?;
    let held = entry.cidrs().iter().map(|(cidr, _)| *cidr);
    let taken = entry.subnets().iter().map(|(cidr, _)| *cidr);
    let cidr =
        FreeSpace::new(row.cidr.family(), held, taken).find(row.cidr.netmask_length(), Strategy::LowestAddress)?;
    let mut edit = Edit::new();
    edit.update(id, row, |row| row.cidr = cidr);
    Some(Fix {
        label: format!("Move to {cidr}"),
        edit,
    })
}
