//! What the AWS CLI prints: every published sample, and the messes that people bring.

use ipam_planner::import::Understood;

use super::{notes, read};

/// The samples of the AWS CLI's documentation: the file, the rows that are in it, and what is said of it. The figures are counted by
/// hand from the files.
#[rustfmt::skip]
const SAMPLES: &[(&str, &str, &str, &[&str])] = &[
    ("aws-cli/allocate-ipam-pool-cidr-1.json", "get-ipam-pool-allocations", "1 allocation", &[]),
    ("aws-cli/create-ipam-1.json", "describe-ipams", "1 IPAM", &[]),
    ("aws-cli/create-ipam-pool-1.json", "describe-ipam-pools", "1 scope, 1 pool", &[]),
    ("aws-cli/create-ipam-scope-1.json", "describe-ipam-scopes", "1 scope", &[]),
    ("aws-cli/describe-availability-zones-1.json", "describe-availability-zones", "", &[]),
    ("aws-cli/describe-ipam-pool-allocations-1.json", "get-ipam-pool-allocations", "2 allocations", &[]),
    ("aws-cli/describe-ipam-pool-allocations-2.json", "get-ipam-pool-allocations", "1 allocation", &[]),
    ("aws-cli/describe-ipam-pools-1.json", "describe-ipam-pools", "1 scope, 1 pool", &[]),
    ("aws-cli/describe-ipam-scopes-1.json", "describe-ipam-scopes", "3 scopes", &[]),
    ("aws-cli/describe-ipams-1.json", "describe-ipams", "1 IPAM", &[]),
    ("aws-cli/describe-network-interfaces-1.json", "describe-network-interfaces", "2 network interfaces", &[]),
    ("aws-cli/describe-network-interfaces-2.json", "describe-network-interfaces", "1 network interface", &[]),
    ("aws-cli/describe-regions-1.json", "describe-regions", "", &[]),
    ("aws-cli/describe-regions-2.json", "describe-regions", "", &[]),
    ("aws-cli/describe-regions-3.json", "describe-regions", "", &[]),
    // The published sample has an account of 13 digits.
    ("aws-cli/describe-subnets-1.json", "describe-subnets", "2 VPCs, 2 subnets",
     &["line 38, Subnets[1].OwnerId: \"1111222233333\" is not an account id: one has exactly 12 digits; this is left out"]),
    ("aws-cli/describe-subnets-2.json", "describe-subnets", "1 VPC, 1 subnet",
     &["line 14, Subnets[0].OwnerId: \"1111222233333\" is not an account id: one has exactly 12 digits; this is left out"]),
    ("aws-cli/describe-vpcs-1.json", "describe-vpcs", "2 VPCs, 2 VPC CIDRs", &[]),
    ("aws-cli/describe-vpcs-2.json", "describe-vpcs", "1 VPC, 1 VPC CIDR", &[]),
    ("aws-cli/get-ipam-pool-allocations-1.json", "get-ipam-pool-allocations", "1 allocation", &[]),
    // The published sample shows a single object, where the API has a list.
    ("aws-cli/get-ipam-pool-cidrs-1.json", "get-ipam-pool-cidrs", "1 pool CIDR", &[]),
    ("aws-cli/get-ipam-resource-cidrs-1.json", "get-ipam-resource-cidrs", "1 VPC, 1 VPC CIDR", &[]),
    ("aws-cli/get-subnet-cidr-reservations-1.json", "get-subnet-cidr-reservations", "1 subnet CIDR reservation", &[]),
    ("aws-cli/modify-ipam-resource-cidr-1.json", "get-ipam-resource-cidrs", "1 VPC, 1 VPC CIDR", &[]),
    ("aws-cli/provision-ipam-pool-cidr-1.json", "get-ipam-pool-cidrs", "1 pool CIDR",
     &["line 2, IpamPoolCidr: 10.0.0.0/24 is pending-provision, and taken as provisioned"]),
    ("aws-docs-eip-pool/create-ipam.json", "describe-ipams", "1 IPAM", &[]),
    ("aws-docs-eip-pool/describe-ipam-pools.json", "describe-ipam-pools", "1 scope, 1 pool", &[]),
    ("aws-docs-eip-pool/get-ipam-pool-allocations.json", "get-ipam-pool-allocations", "1 allocation", &[]),
    ("aws-docs-eip-pool/get-ipam-pool-cidrs.json", "get-ipam-pool-cidrs", "1 pool CIDR", &[]),
    ("aws-docs-eip-pool/provision-ipam-pool-cidr-pending.json", "get-ipam-pool-cidrs", "",
     &["line 2, IpamPoolCidr: the CIDR /29 is still being provisioned and not chosen yet; it is left out, so import it again later"]),
];

fn sample(name: &str) -> String {
    let path = format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn counted(understood: &Understood) -> String {
    let counts = understood.found.counts();
    let words = counts
        .iter()
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    words.collect::<Vec<_>>().join(", ")
}

#[test]
fn every_published_sample_is_read() {
    for (name, command, rows, said) in SAMPLES {
        let understood = read(&[(name, &sample(name))]);
        assert_eq!(
            understood.files[0].shapes,
            [format!("the output of aws ec2 {command}")],
            "{name}"
        );
        assert_eq!(counted(&understood), *rows, "{name}");
        assert_eq!(notes(&understood), *said, "{name}");
    }
    let listed = SAMPLES.len();
    let folder = |name: &str| {
        let path = format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_dir(path).unwrap().count()
    };
    assert_eq!(listed, folder("aws-cli") + folder("aws-docs-eip-pool"));
}

/// A document, and what is said of it.
#[rustfmt::skip]
const MESSES: &[(&str, &[&str])] = &[
    (r#"{"Vpcs": [{"CidrBlock": "10.0.0.0/16"}]}"#,
     &["line 1, Vpcs[0]: the field \"VpcId\" is missing, by which this is told from others"]),
    (r#"{"Vpcs": [7, {"VpcId": "vpc-1", "CidrBlock": 7}]}"#,
     &["line 1, Vpcs[0]: an object is expected here, and is left out",
       "line 1, Vpcs[1].CidrBlock: a CIDR such as \"10.0.0.0/16\" is expected"]),
    (r#"{"Vpcs": {"VpcId": "vpc-1"}}"#,
     &["line 1, Vpcs: a list of objects is expected under \"Vpcs\""]),
    (r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.1/16"}]}"#,
     &["line 1, Vpcs[0].CidrBlock: 10.0.0.1/16 has host bits set; it is taken as 10.0.0.0/16"]),
    (r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.256/16"}]}"#,
     &["line 1, Vpcs[0].CidrBlock: octet 4 is 256; an octet is 0 to 255"]),
    (r#"{"Vpcs": [], "NextToken": "eyJ"}"#,
     &["line 1, NextToken: This is not all: the output was cut off after a page, and NextToken asks for the next one. Run the command without --max-items, --no-paginate and --page-size, or give the other pages as well"]),
    (r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [
         {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
         {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "failed"}},
         {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "associating"}}]}]}"#,
     &["line 3, Vpcs[0].CidrBlockAssociationSet[1]: 10.1.0.0/16 is failed, and left out",
       "line 4, Vpcs[0].CidrBlockAssociationSet[2]: 10.2.0.0/16 is being associated, and taken as associated"]),
    (r#"{"IpamPools": [{"IpamPoolId": "ipam-pool-1", "AddressFamily": "ipv5", "AllocationMinNetmaskLength": 129, "AutoImport": "yes"}]}"#,
     &["line 1, IpamPools[0].AddressFamily: one of ipv4, ipv6 is expected; this is left out",
       "line 1, IpamPools[0].AllocationMinNetmaskLength: a netmask length (a whole number from 0 to 128) is expected; this is left out",
       "line 1, IpamPools[0].AutoImport: true or false is expected; this is left out"]),
    (r#"{"IpamPools": [{"IpamPoolId": "ipam-pool-1", "State": "delete-in-progress"}]}"#,
     &["line 1, IpamPools[0]: its state is delete-in-progress, so it is left out"]),
    (r#"{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/8", "State": "deprovisioned"}, {"State": "provisioned"}]}"#,
     &["line 1, IpamPoolCidrs[0]: its state is deprovisioned, so it is left out",
       "line 1, IpamPoolCidrs[1]: the field \"Cidr\" is missing"]),
    (r#"{"VpcPeeringConnections": [{"Status": {"Code": "rejected"}}, {"Status": {"Code": "active"}, "RequesterVpcInfo": {"VpcId": "vpc-1"}}]}"#,
     &["line 1, VpcPeeringConnections[0]: this peering is rejected, so it is left out",
       "line 1, VpcPeeringConnections[1]: a peering needs two VPCs, \"RequesterVpcInfo\" and \"AccepterVpcInfo\""]),
    (r#"{"Addresses": [{"AllocationId": "eipalloc-1"}]}"#,
     &["line 1, Addresses[0]: an Elastic IP address without \"PublicIp\" is left out"]),
    (r#"{"Accounts": [{"Id": "1234", "Name": "dev", "Status": "SUSPENDED"}]}"#,
     &["line 1, Accounts[0].Id: \"1234\" is not an account id: one has exactly 12 digits; this is left out",
       "line 1, Accounts[0]: the status of this account is SUSPENDED"]),
    (r#"{"IpamResourceCidrs": [{"ResourceId": "x", "ResourceCidr": "2001:db8::/48", "ResourceType": "ipv6-pool"}]}"#,
     &["line 1, IpamResourceCidrs[0]: a plan has nothing for a resource of type ipv6-pool; it is left out"]),
    (r#"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}"#,
     &["line 1, Subnets[0]: a subnet without a CIDR is left out"]),
    (r#"{"ipam-planner-inventory": "1", "failed": "describe-vpcs", "region": "eu-west-1"}"#,
     &["line 1: describe-vpcs in eu-west-1 failed when the script ran, so what it would have shown is missing"]),
];

#[test]
fn what_is_odd_is_said_and_survived() {
    for (text, said) in MESSES {
        assert_eq!(notes(&read(&[("x.json", text)])), *said, "{text}");
    }
}

#[test]
fn a_zone_tells_the_region() {
    for (zone, region) in [
        ("us-east-1d", "us-east-1"),
        ("us-west-2-lax-1a", "us-west-2"),
        ("us-east-1-wl1-bos-wlz-1", "us-east-1"),
        ("us-gov-west-1a", "us-gov-west-1"),
        ("ap-southeast-2c", "ap-southeast-2"),
        ("mars-north-7b", "mars-north-7"),
    ] {
        let text = format!(
            r#"{{"Subnets": [{{"SubnetId": "s", "VpcId": "v", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "{zone}"}}]}}"#
        );
        let understood = read(&[("subnets.json", &text)]);
        assert_eq!(understood.found.vpcs[0].region.unwrap().to_string(), region);
    }
}
