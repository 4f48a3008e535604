//! "The following table provides an overview of permitted and restricted VPC CIDR block associations for existing VPC CIDR
//! blocks": <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::ranges::{AWS_INTERNAL, RFC_1918, Range};
use super::{Check, Facts, Rule, Severity, Source, Verdict, VpcSite, naming};
use crate::address::{Cidr, Family};
use crate::ordered::sort;
use crate::plan::{CidrRole, Id, Vpc, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "secondary-cidr",
    severity: Severity::Error,
    title: "Secondary CIDR that AWS refuses",
    explanation: "What a VPC may be given beside its primary CIDR depends on the range that this one is from. A VPC from \
                  one of the three private ranges (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) takes nothing of the other \
                  two, one from elsewhere nothing of any, and none takes 198.19.0.0/16. Besides, 172.31.0.0/16 is not \
                  for VPCs from 172.16.0.0/12, nor 10.0.0.0/16 for VPCs that have something of 10.0.0.0/15. Addresses of \
                  100.64.0.0/10 and public ones are always possible.",
    source: Source {
        statement: "IPv4 CIDR block association restrictions: the following table provides an overview of permitted and \
                    restricted VPC CIDR block associations for existing VPC CIDR blocks.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::Vpc(judge)],
    fix: None,
};

const DEFAULT_VPC: Range = Range::new([172, 31, 0, 0], 16, "");
const FIRST_16: Range = Range::new([10, 0, 0, 0], 16, "");
const FIRST_15: Range = Range::new([10, 0, 0, 0], 15, "");

/// The range that keeps a VPC with the primary CIDR `primary` from being given `added`. The first row of the table that holds both.
fn restriction(primary: Cidr, added: Cidr) -> Option<Range> {
    let home = RFC_1918.iter().position(|range| range.holds(primary));
    let foreign = RFC_1918
        .into_iter()
        .enumerate()
        .find(|(at, range)| Some(*at) != home && range.meets(added));
    if let Some((_, range)) = foreign {
        return Some(range);
    }
    // AWS's row for 198.19.0.0/16 leaves more of it open.
    if AWS_INTERNAL.meets(added) && !AWS_INTERNAL.holds(primary) {
        return Some(AWS_INTERNAL);
    }
    (home == Some(1) && DEFAULT_VPC.meets(added)).then_some(DEFAULT_VPC)
}

/// The primary IPv4 CIDR of a VPC, and what AWS does not let it have beside that, in order of address. With `moved`, as if that
/// CIDR were elsewhere.
fn refused(facts: Facts<'_>, vpc: Id<Vpc>, moved: Option<(Id<VpcCidr>, Cidr)>) -> Option<(Cidr, Vec<(Cidr, Range)>)> {
    let cidrs = facts.index.vpc(vpc)?.cidrs();
    let mut placed: Vec<(Cidr, CidrRole)> = Vec::with_capacity(cidrs.len());
    for (cidr, id) in cidrs {
        let cidr = match moved {
            Some((moved, to)) if moved == *id => to,
            _ => *cidr,
        };
        if cidr.family() == Family::Ipv4 {
            placed.push((cidr, facts.design().vpc_cidrs.get(id)?.role));
        }
    }
    if moved.is_some() {
        sort(&mut placed);
    }
    let (primary, _) = *placed.iter().find(|(_, role)| *role == CidrRole::Primary)?;
    let mut first_15_has_some = FIRST_15.holds(primary);
    let mut refused: Vec<(Cidr, Range)> = Vec::new();
    for (cidr, role) in placed {
        if role == CidrRole::Primary {
            continue;
        }
        let mut range = restriction(primary, cidr);
        if range.is_none() && FIRST_16.meets(cidr) {
            // Of several from 10.0.0.0/16 beside a primary CIDR from elsewhere, the first is still possible.
            range = first_15_has_some.then_some(FIRST_16);
            first_15_has_some = true;
        }
        refused.extend(range.map(|range| (cidr, range)));
    }
    Some((primary, refused))
}

/// Whether moving a CIDR of a VPC with several to `to` leaves AWS with no more to refuse.
pub(super) fn may_move(facts: Facts<'_>, vpc: Id<Vpc>, id: Id<VpcCidr>, to: Cidr) -> bool {
    let count = |moved| refused(facts, vpc, moved).map_or(0, |(_, refused)| refused.len());
    count(Some((id, to))) <= count(None)
}

fn judge(facts: Facts<'_>, VpcSite { id, entry, .. }: VpcSite<'_>) -> Option<Verdict> {
    // Inside the first of the private ranges nothing is refused but what meets its beginning.
    let open = |cidr: Cidr| cidr.family() == Family::Ipv6 || (RFC_1918[0].holds(cidr) && !FIRST_16.meets(cidr));
    if entry.cidrs().len() < 2 || entry.cidrs().iter().all(|(cidr, _)| open(*cidr)) {
        return None;
    }
    let (primary, refused) = refused(facts, id, None)?;
    let (cidr, range) = refused.first()?;
    let more = match refused.len() - 1 {
        0 => String::new(),
        more => format!(" (nor {})", naming::count(more, "other")),
    };
    let because = if range.to_string() == FIRST_16.to_string() {
        format!("one that has something of {FIRST_15} takes nothing more of {FIRST_16}")
    } else {
        format!("a VPC with the primary CIDR {primary} takes nothing of {range}")
    };
    Some(Verdict {
        sentence: format!(
            "{} cannot be given {cidr}{more}: {because}",
            naming::vpc(facts, id).first()
        ),
        evidence: format!(
            "{primary} {}",
            refused
                .iter()
                .map(|(cidr, _)| cidr.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        ),
    })
}
