//! The script that lists what there is, run against a stand-in for the AWS CLI, and its output read as one file.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use ipam_planner::import::{Choices, Interfaces, Inventory, Organization, Target, inventory_script, new_plan};
use ipam_planner::plan::CountedIds;

use super::{notes, read};

/// A stand-in for the AWS CLI: two pools, a VPC in each Region, and one command that fails.
const AWS: &str = r#"#!/bin/sh
case "$*" in
  "sts get-caller-identity"*) echo 111122223333 ;;
  *"describe-ipam-scopes"*--query*) echo ipam-scope-1 ;;
  *"describe-ipam-pools"*--query*) printf 'ipam-pool-0a\tNone\nipam-pool-0e\teu-west-1\n' ;;
  *"describe-subnets"*--query*) echo subnet-1 ;;
  *describe-ipams*) echo '{"Ipams": [{"IpamId": "ipam-1", "IpamRegion": "us-east-1", "PrivateDefaultScopeId": "ipam-scope-1"}]}' ;;
  *describe-ipam-scopes*) echo '{"IpamScopes": [{"IpamScopeId": "ipam-scope-1", "IpamScopeType": "private", "IsDefault": true}]}' ;;
  *describe-ipam-pools*) echo '{"IpamPools": [{"IpamPoolId": "ipam-pool-0a", "AddressFamily": "ipv4", "Locale": "None"},
    {"IpamPoolId": "ipam-pool-0e", "SourceIpamPoolId": "ipam-pool-0a", "AddressFamily": "ipv4", "Locale": "eu-west-1"}]}' ;;
  *get-ipam-resource-cidrs*) echo '{"IpamResourceCidrs": []}' ;;
  *get-ipam-pool-cidrs*ipam-pool-0a*us-east-1*) echo '{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/8", "State": "provisioned"}]}' ;;
  *get-ipam-pool-cidrs*ipam-pool-0e*eu-west-1*) echo '{"IpamPoolCidrs": [{"Cidr": "10.16.0.0/12", "State": "provisioned"}]}' ;;
  *get-ipam-pool-allocations*ipam-pool-0e*) echo '{"IpamPoolAllocations": [{"Cidr": "10.31.0.0/16", "ResourceType": "custom"}]}' ;;
  *get-ipam-pool-allocations*) echo '{"IpamPoolAllocations": []}' ;;
  *list-accounts*) echo '{"Accounts": [{"Id": "111122223333", "Name": "net"}]}' ;;
  *describe-vpcs*eu-west-1*) echo '{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.16.0.0/16", "OwnerId": "111122223333"}]}' ;;
  *describe-vpcs*) echo 'An error occurred (UnauthorizedOperation)' >&2; exit 254 ;;
  *describe-subnets*eu-west-1*) echo '{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.16.0.0/24"}]}' ;;
  *describe-subnets*) echo '{"Subnets": []}' ;;
  *get-subnet-cidr-reservations*) echo '{"SubnetIpv4CidrReservations": [], "SubnetIpv6CidrReservations": []}' ;;
  *describe-addresses*) echo '{"Addresses": []}' ;;
  *describe-vpc-peering*) echo '{"VpcPeeringConnections": []}' ;;
  *describe-network-interfaces*) echo '{"NetworkInterfaces": []}' ;;
  *) echo "unexpected: $*" >&2; exit 1 ;;
esac
"#;

fn inventory() -> Inventory {
    Inventory {
        regions: ["eu-west-1", "us-east-1"].map(|region| region.parse().unwrap()).into(),
        ipam: Some("us-east-1".parse().unwrap()),
        organization: Organization::Listed,
        interfaces: Interfaces::Listed,
    }
}

#[test]
fn the_output_of_the_script_is_one_file_that_is_read() {
    let folder = std::env::temp_dir().join(format!("ipam-planner-inventory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let aws = folder.join("aws");
    std::fs::File::create(&aws).unwrap().write_all(AWS.as_bytes()).unwrap();
    std::fs::set_permissions(&aws, PermissionsExt::from_mode(0o755)).unwrap();
    let script = folder.join("inventory.sh");
    std::fs::write(&script, inventory_script(&inventory())).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh").arg(&script).env("PATH", path).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let understood = read(&[("inventory.json", &text)]);
    let failed: Vec<String> = notes(&understood)
        .into_iter()
        .map(|note| note.split_once(": ").unwrap().1.to_owned())
        .collect();
    assert_eq!(
        failed,
        ["describe-vpcs in us-east-1 failed when the script ran, so what it would have shown is missing"]
    );
    let choices = Choices {
        target: Target::Both,
        ..Choices::default()
    };
    let (plan, preview) = new_plan("Inventory", &understood, &choices, &mut CountedIds::default());
    assert_eq!(preview.questions, []);
    let design = plan.design();
    let pool = |aws_id: &str| {
        *design
            .pools
            .iter()
            .find(|(_, row)| row.aws_id.as_deref() == Some(aws_id))
            .unwrap()
            .0
    };
    // The lines in front say which pool each output is of, and in which Region the VPC is.
    let kept = design.reservations.values().next().unwrap();
    assert_eq!(kept.pool, pool("ipam-pool-0e"));
    assert_eq!(design.vpcs.values().next().unwrap().region.as_str(), "eu-west-1");
    assert_eq!(design.pool_cidrs.len(), 2);
}

/// What was not asked for is not run.
#[test]
fn the_script_runs_what_was_chosen() {
    let little = Inventory {
        regions: ["eu-west-1"].map(|region| region.parse().unwrap()).into(),
        ipam: None,
        organization: Organization::Unlisted,
        interfaces: Interfaces::Unlisted,
    };
    let script = inventory_script(&little);
    for absent in ["ipam-pools", "organizations", "network-interfaces", "us-east-1"] {
        assert!(!script.contains(absent), "{absent}");
    }
    // It only reads.
    let full = inventory_script(&inventory());
    for line in full.lines().filter(|line| !line.trim_start().starts_with('#')) {
        for word in ["create-", "delete-", "modify-", "allocate", "provision-"] {
            assert!(!line.contains(word) || line.contains("pool-allocations"), "{line}");
        }
    }
}
