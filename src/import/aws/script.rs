//! The commands that print what can be imported, as one script whose output is one file.

use std::fmt::Write;

use super::inventory::KEY;
use crate::ordered::OrderedSet;
use crate::plan::RegionCode;

/// Which commands the script runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// The Regions whose VPCs are listed.
    pub regions: OrderedSet<RegionCode>,
    /// The home Region of the IPAM, where there is one.
    pub ipam: Option<RegionCode>,
    /// Whether the accounts of the organization are listed, for which only some accounts have the right.
    pub organization: Organization,
    /// Whether every network interface is listed: they are many, and tell the active IPs.
    pub interfaces: Interfaces,
}

/// Whether accounts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Organization {
    /// They are.
    Listed,
    /// They are not.
    #[default]
    Unlisted,
}

/// Whether network interfaces are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interfaces {
    /// They are.
    #[default]
    Listed,
    /// They are not.
    Unlisted,
}

const START: &str = r#"#!/bin/sh
# Lists what VPC IPAM and your VPCs hold, for IPAM Planner. It only reads: every command is a describe, get or list.
# Run it where the AWS CLI works, once for each account, and import all files together:
#
#   sh inventory.sh > inventory.json
#   AWS_PROFILE=another-account sh inventory.sh > another-account.json
#
# Nothing is sent anywhere. Read the file before you share it: it says which networks you have.
set -u
export AWS_PAGER=""

account=$(aws sts get-caller-identity --query Account --output text) || exit 1

# Runs a command of the AWS CLI in a Region, for a pool or for none, and says in front of its output what that does not say.
list() {
  region=$1
  pool=$2
  shift 2
  printf '%s %s %s\n' "$region" "$2" "$pool" >&2
  printf '{"@KEY@": 1, "account": "%s", "region": "%s", "pool": "%s"}\n' "$account" "$region" "$pool"
  aws "$@" --region "$region" --output json ||
    printf '{"@KEY@": 1, "account": "%s", "region": "%s", "pool": "%s", "failed": "%s"}\n' \
      "$account" "$region" "$pool" "$2"
}
"#;

const IPAM: &str = r#"
# The IPAM, with every scope and pool. A pool is asked about in the Region that is its locale.
home=@HOME@
list "$home" "" ec2 describe-ipams
list "$home" "" ec2 describe-ipam-scopes
list "$home" "" ec2 describe-ipam-pools
for scope in $(aws ec2 describe-ipam-scopes --region "$home" --query 'IpamScopes[].IpamScopeId' --output text); do
  list "$home" "" ec2 get-ipam-resource-cidrs --ipam-scope-id "$scope"
done
aws ec2 describe-ipam-pools --region "$home" --query 'IpamPools[].[IpamPoolId,Locale]' --output text |
  while read -r pool locale; do
    case $locale in None | '') locale=$home ;; esac
    list "$locale" "$pool" ec2 get-ipam-pool-cidrs --ipam-pool-id "$pool" < /dev/null
    list "$locale" "$pool" ec2 get-ipam-pool-allocations --ipam-pool-id "$pool" < /dev/null
  done
"#;

/// The script for a POSIX shell. Its output, whatever failed on the way, is read as one file.
pub fn inventory_script(inventory: &Inventory) -> String {
    let mut script = START.replace("@KEY@", KEY);
    if let Some(home) = inventory.ipam {
        script.push_str(&IPAM.replace("@HOME@", home.as_str()));
    }
    if inventory.organization == Organization::Listed {
        script.push_str("\n# The accounts of the organization: the management account and delegated administrators may list them.\n");
        // Organizations is in one Region of each partition, which the CLI knows; any Region does.
        let first = inventory.ipam.or(inventory.regions.first().copied());
        let region = first.map(|region| region.to_string()).unwrap_or_default();
        _ = writeln!(script, "list \"{region}\" \"\" organizations list-accounts");
    }
    if !inventory.regions.is_empty() {
        let regions: Vec<&str> = inventory.regions.iter().map(RegionCode::as_str).collect();
        _ = write!(
            script,
            "\n# What runs in each Region.\nfor region in {}; do\n",
            regions.join(" ")
        );
        let mut commands = vec![
            "describe-vpcs",
            "describe-subnets",
            "describe-addresses",
            "describe-vpc-peering-connections",
        ];
        if inventory.interfaces == Interfaces::Listed {
            commands.push("describe-network-interfaces");
        }
        for command in commands {
            _ = writeln!(script, "  list \"$region\" \"\" ec2 {command}");
        }
        script.push_str(
            "  for subnet in $(aws ec2 describe-subnets --region \"$region\" --query 'Subnets[].SubnetId' --output text); do\n    \
             list \"$region\" \"\" ec2 get-subnet-cidr-reservations --subnet-id \"$subnet\"\n  done\ndone\n",
        );
    }
    script
}
