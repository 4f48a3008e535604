//! An example of what each rule finds, in the words of its findings.

/// A finding as the rule with this code would word it. Every rule has one.
pub(super) fn example(code: &str) -> Option<&'static str> {
    EXAMPLES
        .iter()
        .find(|(rule, _)| *rule == code)
        .map(|(_, example)| *example)
}

const EXAMPLES: &[(&str, &str)] = &[
    ("overlap", "Production (10.0.0.0/16) overlaps web (10.0.0.0/20)"),
    (
        "pool-outside-source",
        "The pool Dev has 10.9.0.0/16, but its source, the pool Regional, holds only 10.0.0.0/13",
    ),
    (
        "allocation-outside-pool",
        "The VPC web takes 10.9.0.0/20 from the pool Production, which holds only 10.0.0.0/15",
    ),
    (
        "subnet-outside-vpc",
        "The subnet private-a has 10.9.0.0/24, but its VPC, web, holds only 10.0.0.0/16",
    ),
    (
        "subnets-overlap",
        "In web, the subnet private-b (10.0.0.128/28) overlaps private-a (10.0.0.0/24)",
    ),
    (
        "connected-vpcs-overlap",
        "The peering connection Orders to billing has orders (10.0.0.0/16) and billing (10.0.64.0/20), which overlap",
    ),
    (
        "connected-networks-overlap",
        "The VPN connection Office has web (10.0.0.0/16) and the network Berlin (10.0.8.0/24), which overlap",
    ),
    (
        "unmanaged-in-pool",
        "The VPC legacy has 10.2.0.0/16 from no pool, and the pool Regional, which holds 10.0.0.0/12, could give the same addresses to others",
    ),
    (
        "reserved-for-vpc",
        "The VPC legacy has 10.2.0.0/16 from no pool, and a reservation in the pool Regional keeps it: the VPC stays unmanaged",
    ),
    (
        "pool-full",
        "The pool Production has no room for another /18, its default netmask length: the largest free block is 10.0.64.0/20",
    ),
    (
        "utilization-warning",
        "The pool Production is 82 % full; its warning threshold is 80 %",
    ),
    (
        "utilization-critical",
        "The pool Production is 97 % full; its critical threshold is 95 %",
    ),
    (
        "demand-does-not-fit",
        "The pool Production has no room for 3 × /20 of the 8 blocks wanted from it",
    ),
    (
        "pool-without-cidr",
        "The pool Production has no CIDR yet: nothing can be allocated from it",
    ),
    (
        "netmask-length-only",
        "The pool Top is to get any /12, and a top-level pool of private IPv4 needs the CIDR itself",
    ),
    (
        "netmask-rules",
        "The pool Production has the minimum netmask length /24 and the maximum /16: the minimum must be the smaller number",
    ),
    (
        "netmask-default",
        "The pool Production has the default netmask length /28, beyond its maximum /24",
    ),
    (
        "netmask-bounds-equal",
        "The pool Production has the minimum and the maximum netmask length /20",
    ),
    (
        "allocation-netmask",
        "The VPC web takes 10.0.0.0/26 from the pool Production, smaller than /24, its maximum netmask length",
    ),
    (
        "required-tags",
        "The VPC web takes 10.0.0.0/20 from the pool Production without the tag environment=production, which the pool requires",
    ),
    ("vpc-size", "The VPC web has 10.0.0.0/12, and a VPC has at most a /16"),
    (
        "subnet-size",
        "The subnet private-a has 10.0.0.0/29, and a subnet has at least a /28",
    ),
    (
        "vpc-range-refused",
        "The VPC test has 169.254.0.0/16, and AWS allows no VPC in it",
    ),
    (
        "docker-range",
        "The VPC build has 172.17.0.0/16, which meets the range of Docker's bridge",
    ),
    (
        "kubernetes-range",
        "The VPC cluster has 10.100.0.0/16, from which Amazon EKS gives addresses to services by default",
    ),
    (
        "secondary-cidr",
        "web cannot be given 192.168.0.0/16: a VPC with a primary CIDR of 10.0.0.0/8 takes nothing of 192.168.0.0/16",
    ),
    (
        "shared-address-space",
        "The pool Pods holds 100.64.0.0/16, of the shared address space",
    ),
    (
        "public-range",
        "The pool Top holds 8.0.0.0/8, addresses of the internet: what is in it cannot reach their owners",
    ),
    (
        "reserved-range",
        "The pool Lab holds 198.18.0.0/16, which lies in 198.18.0.0/15, kept for measuring network devices",
    ),
    (
        "ula-range",
        "The pool Six holds fd00:0:1000::/36, which lies in fd00::/16, and Amazon keeps that",
    ),
    (
        "private-gua",
        "The pool Top holds 2001:db8::/32, global unicast addresses, which the IPAM does not allow in private scopes yet",
    ),
    (
        "ula-disputed",
        "The pool Six holds fd12:3456::/32, which one page of AWS allows and another does not",
    ),
    (
        "family-differs",
        "The pool Four is a pool of IPv4 and has fd00:1::/48, which is IPv6",
    ),
    (
        "locale-not-operating",
        "The pool Production has the locale eu-west-1, and the IPAM operates only in eu-central-1",
    ),
    (
        "locale-differs",
        "The pool Dev has the locale eu-central-1, but its source, the pool Regional, has eu-west-1",
    ),
    (
        "vpc-pool-locale",
        "The VPC web is in eu-west-1 and takes 10.0.0.0/20 from the pool Frankfurt, whose locale is eu-central-1",
    ),
    (
        "vpc-scope-differs",
        "The VPC web is in the default private scope and takes 10.0.0.0/20 from the pool Partners of the scope Partners",
    ),
    (
        "vpc-region-not-operating",
        "The VPC web is in ap-south-1, where the IPAM does not operate and does not discover it",
    ),
    (
        "auto-import-without-locale",
        "The pool Top has auto-import on and no locale: IPAM imports only into pools with a locale",
    ),
    (
        "amazon-pool-without-locale",
        "The pool Edge has no locale, and Amazon provides IPv6 blocks only to pools with a locale",
    ),
    (
        "amazon-block-size",
        "The pool Edge has a /56, and Amazon provides IPv6 blocks of /40 to /52",
    ),
    (
        "free-tier",
        "The default private scope has 2 pools, and the Free Tier has none in private scopes",
    ),
    (
        "sharing-without-organization",
        "The pool Production is shared with 111122223333, but the IPAM is of a single account: only one of an organization can share",
    ),
    (
        "share-name",
        "The pool eu/prod is shared, and AWS RAM takes no \"/\" in the name of a resource share",
    ),
    (
        "pool-depth",
        "The pool Level 10 is 11 pools deep; AWS's default quota is 10 (L-047C0565, adjustable)",
    ),
    (
        "pools-per-scope",
        "The default private scope has 51 pools; AWS's default quota is 50 (L-7319AFC3, adjustable)",
    ),
    (
        "scopes-per-ipam",
        "The IPAM has 6 scopes; AWS's default quota is 5 (L-F493CFD2, adjustable)",
    ),
    (
        "cidrs-per-pool",
        "The pool Branches has 51 CIDRs; AWS's default quota is 50 (L-0BC051D6, adjustable)",
    ),
    (
        "allocations-per-pool",
        "The pool Production has 550,001 allocations; AWS's default quota is 550,000 (L-BE3D23C2, adjustable)",
    ),
    (
        "cidrs-per-vpc",
        "The VPC web has 6 IPv4 CIDRs; AWS's default quota is 5 (L-83CA0A9D, adjustable up to 50)",
    ),
    (
        "subnets-per-vpc",
        "The VPC web has 201 subnets; AWS's default quota is 200 (L-407747CB, adjustable)",
    ),
    (
        "duplicate-name",
        "The pool Top has sub-pools of the same name: 2 are called Production",
    ),
    (
        "duplicate-vpc-name",
        "The account Network has 2 VPCs called web in eu-central-1",
    ),
    (
        "amazon-block-quota",
        "The pool Edge has 2 blocks of IPv6, and by default Amazon provides 1 block, a /52",
    ),
    (
        "ou-exclusions",
        "The exclusions Workloads/* and Workloads/Dev of the IPAM exclude the same organizational unit",
    ),
    (
        "ou-exclusion-quota",
        "The IPAM is not to monitor 11 organizational units; AWS's default quota is 10",
    ),
    (
        "vpcs-per-region",
        "The account Network has 6 VPCs in eu-central-1; AWS's default quota is 5 (L-F678F1CE, adjustable)",
    ),
    (
        "planning-pool-cidr",
        "The pool Subnets has 10.0.0.0/21, which is no CIDR of the VPC that it plans for: web has 10.0.0.0/20",
    ),
    (
        "addresses-do-not-fit",
        "In web, the workloads take 252 addresses of private-a (10.0.0.0/24), which has room for 251",
    ),
    (
        "pods-do-not-fit",
        "In the workload cluster of web, a node of type m5.large has addresses for 27 of its 28 pods",
    ),
    (
        "unknown-instance-type",
        "The workload cluster of web has nodes of type m99.large, which the planner does not know",
    ),
    ("primary-cidr", "web has no IPv4 CIDR, and AWS makes no VPC without one"),
    (
        "byoip-block-size",
        "The pool Office has 203.0.113.0/25, and no block of IPv4 smaller than a /24 can be brought to it",
    ),
    ("no-name", "The VPC at 10.0.0.0/16 in eu-central-1 has no name"),
];

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_one_example() {
        for rule in RULES {
            assert!(super::example(rule.code).is_some(), "{}", rule.code);
        }
        for (place, (code, example)) in EXAMPLES.iter().enumerate() {
            assert!(RULES.iter().any(|rule| rule.code == *code), "{code}");
            assert!(
                EXAMPLES.iter().skip(place + 1).all(|(other, _)| other != code),
                "{code} stands twice"
            );
            assert!(!example.ends_with('.'), "{code}");
        }
    }
}
