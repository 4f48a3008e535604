//! "The allowed IPv4 CIDR block size for a subnet is between a /28 netmask and /16 netmask. Possible IPv6 netmask lengths are between
//! /44 and /64 in increments of /4": <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.

use super::sizes::{Sizes, SizesOfFamilies};
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::plan::index::Block;
use crate::plan::{Id, Subnet};

pub(super) const RULE: Rule = Rule {
    code: "subnet-size",
    severity: Severity::Error,
    title: "Subnet too large or too small",
    explanation: "A subnet is between /16 and /28 for IPv4, and /44, /48, /52, /56, /60 or /64 for IPv6. AWS keeps five \
                  addresses of each.",
    source: Source {
        statement: "The allowed IPv4 CIDR block size for a subnet is between a /28 netmask and /16 netmask. Possible \
                    IPv6 netmask lengths are between /44 and /64 in increments of /4.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    },
    checks: &[Check::Subnet(judge)],
    fix: None,
};

const SIZES: SizesOfFamilies = SizesOfFamilies {
    ipv4: Sizes {
        shortest: 16,
        longest: 28,
        step: 1,
    },
    ipv6: Sizes {
        shortest: 44,
        longest: 64,
        step: 4,
    },
};

fn judge(facts: Facts<'_>, id: Id<Subnet>, row: &Subnet) -> Option<Verdict> {
    let complaint = SIZES.complaint(row.cidr, "a subnet")?;
    let name = naming::block(facts, Block::Subnet(id)).first();
    Some(Verdict {
        sentence: format!("{name} has {}, {complaint}", row.cidr),
        evidence: format!("{} {}", row.cidr.family(), row.cidr.netmask_length()),
    })
}
