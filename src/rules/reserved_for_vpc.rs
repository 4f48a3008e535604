//! "The CIDRs that will be allocated for these resources must not already be allocated to other resources in order for the import to
//! succeed": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Unmanaged, Verdict, naming};
use crate::plan::index::Block;

pub(super) const RULE: Rule = Rule {
    code: "reserved-for-vpc",
    severity: Severity::Note,
    title: "Reservation keeps a VPC's range",
    explanation: "The VPC has its CIDR from no pool, and a reservation keeps the pool from giving the range to somebody \
                  else. That is the safe way to adopt what runs already; as long as the reservation stands, the VPC is \
                  not imported and stays unmanaged.",
    source: Source {
        statement: "The CIDRs that will be allocated for these resources must not already be allocated to other resources \
                    in order for the import to succeed.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Unmanaged(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, Unmanaged { row, scope, .. }: Unmanaged<'_>) -> Option<Verdict> {
    let blocks = scope.of_pools();
    let equal = (blocks.inside(row.cidr)).take_while(|placed| placed.cidr == row.cidr);
    let (kept, pool) = equal
        .chain(blocks.around(row.cidr))
        .find_map(|placed| match placed.block {
            Block::Reservation(id) => Some((placed, facts.design().reservations.get(&id)?.pool)),
            _ => None,
        })?;
    Some(Verdict {
        sentence: format!(
            "{} has {} from no pool, and {} in {} keeps it: the VPC stays unmanaged",
            naming::vpc(facts, row.vpc).first(),
            row.cidr,
            naming::placed(facts, kept),
            naming::pool(facts, pool)
        ),
        evidence: format!("{} {}", row.cidr, kept.cidr),
    })
}
