//! A resource, and its kinds.

use super::{Field, Value};
use crate::import::found::Key;
use crate::import::note::Place;
use crate::plan::RegionCode;

/// The kinds of resources that mean something for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    Ipam,
    Scope,
    Pool,
    PoolCidr,
    Allocation,
    Vpc,
    VpcCidr,
    Subnet,
    Peering,
    /// The attachment of a VPC to a transit gateway.
    Attachment,
}

/// Each kind with its types in Terraform and CloudFormation.
const TYPES: &[(Kind, &[&str])] = &[
    (Kind::Ipam, &["aws_vpc_ipam", "AWS::EC2::IPAM"]),
    (Kind::Scope, &["aws_vpc_ipam_scope", "AWS::EC2::IPAMScope"]),
    (Kind::Pool, &["aws_vpc_ipam_pool", "AWS::EC2::IPAMPool"]),
    (Kind::PoolCidr, &["aws_vpc_ipam_pool_cidr", "AWS::EC2::IPAMPoolCidr"]),
    (
        Kind::Allocation,
        &["aws_vpc_ipam_pool_cidr_allocation", "AWS::EC2::IPAMAllocation"],
    ),
    (Kind::Vpc, &["aws_vpc", "aws_default_vpc", "AWS::EC2::VPC"]),
    (
        Kind::VpcCidr,
        &[
            "aws_vpc_ipv4_cidr_block_association",
            "aws_vpc_ipv6_cidr_block_association",
            "AWS::EC2::VPCCidrBlock",
        ],
    ),
    (Kind::Subnet, &["aws_subnet", "aws_default_subnet", "AWS::EC2::Subnet"]),
    (
        Kind::Peering,
        &["aws_vpc_peering_connection", "AWS::EC2::VPCPeeringConnection"],
    ),
    (
        Kind::Attachment,
        &[
            "aws_ec2_transit_gateway_vpc_attachment",
            "AWS::EC2::TransitGatewayAttachment",
            "AWS::EC2::TransitGatewayVpcAttachment",
        ],
    ),
];

impl Kind {
    /// The kind of this type, if it means something for a plan.
    pub(in crate::import) fn of_type(name: &str) -> Option<Self> {
        let found = TYPES.iter().find(|(_, types)| types.contains(&name));
        found.map(|(kind, _)| *kind)
    }
}

/// What a resource without a tag `Name` is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Naming {
    /// As in the code: the plan has to call it something.
    AsInCode,
    /// It has no name: so it is in AWS.
    None,
}

/// How a code spells the names of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Spelling {
    /// `cidr_block`
    Small,
    /// `CidrBlock`
    Capitals,
    /// `cidrBlock`
    Camel,
}

impl Spelling {
    /// The name of a field as the code spells it.
    pub(super) fn of(self, name: &str) -> String {
        let mut spelled = String::with_capacity(name.len());
        for (number, word) in name.split('_').enumerate() {
            match self {
                Self::Small if number > 0 => spelled.push('_'),
                Self::Camel if number == 0 => {}
                Self::Camel | Self::Capitals => {
                    let mut letters = word.chars();
                    spelled.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                    spelled.push_str(letters.as_str());
                    continue;
                }
                Self::Small => {}
            }
            spelled.push_str(word);
        }
        spelled
    }
}

/// A resource as its code or its state says it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Resource {
    pub(in crate::import) kind: Kind,
    /// What the code calls it, by which others refer to it.
    pub(in crate::import) name: String,
    /// What a person would call it who reads the code.
    pub(in crate::import) label: String,
    pub(in crate::import) place: Place,
    /// Where in the file it stands, for notes.
    pub(in crate::import) path: String,
    pub(in crate::import) spelling: Spelling,
    /// The Region that it is deployed to, where the code says it.
    pub(in crate::import) region: Option<RegionCode>,
    pub(in crate::import) fields: Vec<Field>,
}

impl Resource {
    /// What stands in a field.
    pub(in crate::import) fn value(&self, name: &str) -> Option<&Value> {
        let found = self.fields.iter().find(|field| field.name == name);
        found.map(|field| &field.value)
    }

    /// Its id in AWS, which a state knows.
    pub(in crate::import) fn aws_id(&self) -> Option<&str> {
        match self.value("id") {
            Some(Value::Text(id)) => Some(id.as_str()).filter(|id| !id.is_empty()),
            _ => None,
        }
    }

    /// How rows name it.
    pub(in crate::import) fn key(&self) -> Key {
        match self.aws_id() {
            Some(id) => Key::Aws(id.to_owned()),
            None => Key::Own {
                file: self.place.file,
                name: self.name.clone(),
            },
        }
    }
}
