//! "If propagated routes from a Site-to-Site VPN connection or Direct Connect connection overlap with the local route for your
//! VPC, the local route is most preferred even if the propagated routes are more specific":
//! <https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html>.

use super::connected_vpcs_overlap::called;
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::connections::{Among, Overlaps, overlaps};
use crate::plan::{Connection, End, Id};

pub(super) const RULE: Rule = Rule {
    code: "connected-networks-overlap",
    severity: Severity::Warning,
    title: "A connected network on premises overlaps",
    explanation: "A network on premises has addresses in common with a VPC that it is to reach, or with another network of the \
                  connection. AWS lets you set that up. Inside the VPC its own addresses win, so that what has the same \
                  addresses on premises cannot be reached from it; where a network is stated as one large block of which the VPC \
                  is a part that nothing on premises uses, accept it.",
    source: Source {
        statement: "If propagated routes from a Site-to-Site VPN connection or Direct Connect connection overlap with the local \
                    route for your VPC, the local route is most preferred even if the propagated routes are more specific.",
        url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
    },
    checks: &[Check::Connection(judge)],
    fix: None,
};

fn judge(facts: Facts<'_>, _: Id<Connection>, row: &Connection) -> Option<Verdict> {
    let Overlaps { first, ends } = overlaps(facts.plan, facts.index, row, Among::Networks)?;
    let ((outer, one), (inner, other)) = first;
    let more = match ends.len() {
        2 => String::new(),
        count => format!("; {count} of the {} it connects overlap another", row.ends().count()),
    };
    let then = match (one, other) {
        (End::Vpc(_), End::Network(_)) | (End::Network(_), End::Vpc(_)) => {
            ", and the VPC sends those addresses to itself"
        }
        _ => "",
    };
    Some(Verdict {
        sentence: format!(
            "{} has {} ({outer}) and {} ({inner}), which overlap{then}{more}",
            called(row).first(),
            naming::end(facts, one),
            naming::end(facts, other)
        ),
        evidence: format!("{outer} {inner}, {} ends", ends.len()),
    })
}
