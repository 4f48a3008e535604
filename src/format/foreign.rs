//! What a JSON file is that is not ours, by the keys it begins with.

use std::fmt;

/// A kind of JSON file that network architects have at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// What `aws ec2` printed.
    AwsCli {
        /// The command.
        command: &'static str,
    },
    /// What `terraform show -json` printed.
    TerraformShow,
    /// A Terraform state file.
    TerraformState,
    /// A CloudFormation template.
    CloudFormation,
    /// AWS's list of its public address ranges.
    IpRanges,
}

/// The key under which each command of the AWS CLI puts its list.
const AWS_CLI: &[(&str, &str)] = &[
    ("Ipams", "describe-ipams"),
    ("IpamScopes", "describe-ipam-scopes"),
    ("IpamPools", "describe-ipam-pools"),
    ("IpamPoolCidrs", "get-ipam-pool-cidrs"),
    ("IpamPoolAllocations", "get-ipam-pool-allocations"),
    ("IpamResourceCidrs", "get-ipam-resource-cidrs"),
    ("Vpcs", "describe-vpcs"),
    ("Subnets", "describe-subnets"),
    ("NetworkInterfaces", "describe-network-interfaces"),
];

impl Foreign {
    /// What the object with these keys looks like.
    pub(super) fn of_keys(keys: &[String]) -> Option<Self> {
        let has = |key: &str| keys.iter().any(|known| known == key);
        if let Some((_, command)) = AWS_CLI.iter().find(|(key, _)| has(key)) {
            Some(Foreign::AwsCli { command })
        } else if has("terraform_version") && has("format_version") {
            Some(Foreign::TerraformShow)
        } else if has("terraform_version") && has("lineage") {
            Some(Foreign::TerraformState)
        } else if has("AWSTemplateFormatVersion") || has("Resources") {
            Some(Foreign::CloudFormation)
        } else if has("syncToken") && has("prefixes") {
            Some(Foreign::IpRanges)
        } else {
            None
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Foreign::AwsCli { command } => write!(f, "the output of aws ec2 {command}"),
            Foreign::TerraformShow => f.write_str("the output of terraform show -json"),
            Foreign::TerraformState => f.write_str("a Terraform state file"),
            Foreign::CloudFormation => f.write_str("a CloudFormation template"),
            Foreign::IpRanges => f.write_str("AWS's list of its public address ranges, ip-ranges.json"),
        }
    }
}
