//! "The allowed block size is between a /16 netmask and /28 netmask", and IPv6 "from /44 to /60 in increments of /4":
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>.

use super::sizes::{Sizes, SizesOfFamilies};
use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::NetmaskLength;
use crate::plan::{Id, VpcCidr};

pub(super) const RULE: Rule = Rule {
    code: "vpc-size",
    severity: Severity::Error,
    title: "VPC too large or too small",
    explanation: "A CIDR of a VPC is between /16 and /28 for IPv4, and /44, /48, /52, /56 or /60 for IPv6.",
    source: Source {
        statement: "The allowed block size is between a /16 netmask (65,536 IP addresses) and /28 netmask (16 IP \
                    addresses). You can associate up to five IPv6 CIDR blocks from /44 to /60 in increments of /4.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    },
    checks: &[Check::VpcCidr(judge)],
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
        longest: 60,
        step: 4,
    },
};

/// Whether a VPC may have a block of IPv4 of this length.
#[inline(always)]
pub(super) fn allows_ipv4(length: NetmaskLength) -> bool {
    (SIZES.ipv4.shortest..=SIZES.ipv4.longest).contains(&length.get())
}

fn judge(facts: Facts<'_>, _: Id<VpcCidr>, row: &VpcCidr) -> Option<Verdict> {
    let complaint = SIZES.complaint(row.cidr, "a VPC")?;
    Some(Verdict {
        sentence: format!("{} has {}, {complaint}", naming::vpc(facts, row.vpc).first(), row.cidr),
        evidence: format!("{} {}", row.cidr.family(), row.cidr.netmask_length()),
    })
}
