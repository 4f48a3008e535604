//! The Regions that AWS lists.

/// What AWS publishes about a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionListing {
    /// The code, for example `eu-central-1`.
    pub code: &'static str,
    /// The name on AWS's pages, for example `Europe (Frankfurt)`.
    pub name: &'static str,
    /// The partition: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc` or one of `aws-iso*`.
    pub partition: &'static str,
    /// Availability Zones, where AWS's page of Regions and Zones tells them (the partition `aws`).
    pub zones: Option<u8>,
}

const fn region(partition: &'static str, code: &'static str, name: &'static str, zones: Option<u8>) -> RegionListing {
    RegionListing {
        code,
        name,
        partition,
        zones,
    }
}

/// Every Region AWS lists, in order of code.
///
/// Source: botocore 1.43.67 `endpoints.json` (2026-08-07) and
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>.
pub const REGIONS: &[RegionListing] = &[
    region("aws", "af-south-1", "Africa (Cape Town)", Some(3)),
    region("aws", "ap-east-1", "Asia Pacific (Hong Kong)", Some(3)),
    region("aws", "ap-east-2", "Asia Pacific (Taipei)", Some(3)),
    region("aws", "ap-northeast-1", "Asia Pacific (Tokyo)", Some(4)),
    region("aws", "ap-northeast-2", "Asia Pacific (Seoul)", Some(4)),
    region("aws", "ap-northeast-3", "Asia Pacific (Osaka)", Some(3)),
    region("aws", "ap-south-1", "Asia Pacific (Mumbai)", Some(3)),
    region("aws", "ap-south-2", "Asia Pacific (Hyderabad)", Some(3)),
    region("aws", "ap-southeast-1", "Asia Pacific (Singapore)", Some(3)),
    region("aws", "ap-southeast-2", "Asia Pacific (Sydney)", Some(3)),
    region("aws", "ap-southeast-3", "Asia Pacific (Jakarta)", Some(3)),
    region("aws", "ap-southeast-4", "Asia Pacific (Melbourne)", Some(3)),
    region("aws", "ap-southeast-5", "Asia Pacific (Malaysia)", Some(3)),
    region("aws", "ap-southeast-6", "Asia Pacific (New Zealand)", Some(3)),
    region("aws", "ap-southeast-7", "Asia Pacific (Thailand)", Some(3)),
    region("aws", "ca-central-1", "Canada (Central)", Some(3)),
    region("aws", "ca-west-1", "Canada West (Calgary)", Some(3)),
    region("aws-cn", "cn-north-1", "China (Beijing)", None),
    region("aws-cn", "cn-northwest-1", "China (Ningxia)", None),
    region("aws", "eu-central-1", "Europe (Frankfurt)", Some(3)),
    region("aws", "eu-central-2", "Europe (Zurich)", Some(3)),
    region("aws-iso-e", "eu-isoe-west-1", "EU ISOE West", None),
    region("aws", "eu-north-1", "Europe (Stockholm)", Some(3)),
    region("aws", "eu-south-1", "Europe (Milan)", Some(3)),
    region("aws", "eu-south-2", "Europe (Spain)", Some(3)),
    region("aws", "eu-west-1", "Europe (Ireland)", Some(3)),
    region("aws", "eu-west-2", "Europe (London)", Some(3)),
    region("aws", "eu-west-3", "Europe (Paris)", Some(3)),
    region(
        "aws-eusc",
        "eusc-de-east-1",
        "AWS European Sovereign Cloud (Germany)",
        None,
    ),
    region("aws", "il-central-1", "Israel (Tel Aviv)", Some(3)),
    region("aws", "me-central-1", "Middle East (UAE)", Some(3)),
    region("aws", "me-south-1", "Middle East (Bahrain)", Some(3)),
    region("aws", "mx-central-1", "Mexico (Central)", Some(3)),
    region("aws", "sa-east-1", "South America (São Paulo)", Some(3)),
    region("aws", "us-east-1", "US East (N. Virginia)", Some(6)),
    region("aws", "us-east-2", "US East (Ohio)", Some(3)),
    region("aws-us-gov", "us-gov-east-1", "AWS GovCloud (US-East)", None),
    region("aws-us-gov", "us-gov-west-1", "AWS GovCloud (US-West)", None),
    region("aws-iso", "us-iso-east-1", "US ISO East", None),
    region("aws-iso", "us-iso-west-1", "US ISO WEST", None),
    region("aws-iso-b", "us-isob-east-1", "US ISOB East (Ohio)", None),
    region("aws-iso-b", "us-isob-west-1", "US ISOB West", None),
    region("aws-iso-f", "us-isof-east-1", "US ISOF EAST", None),
    region("aws-iso-f", "us-isof-south-1", "US ISOF SOUTH", None),
    region("aws", "us-west-1", "US West (N. California)", Some(3)),
    region("aws", "us-west-2", "US West (Oregon)", Some(4)),
];
