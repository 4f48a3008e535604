//! VPCs, their CIDRs and subnets, and blocks of public addresses.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::{Flaw, WireRow};
use super::scalar::{Tags, Text, is_empty, present};
use crate::address::Cidr;
use crate::plan::{
    Account, CidrRole, Id, Monitoring, Pool, PublicBlock, PublicBlockKind, RegionCode, Scope, Subnet, Vpc, VpcCidr,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VpcRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    scope: Text<Id<Scope>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    account: Option<Text<Id<Account>>>,
    region: Text<RegionCode>,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

impl<'a> WireRow<'a> for VpcRow<'a> {
    type Row = Vpc;

    fn of(row: &'a Vpc) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            scope: Text(row.scope),
            account: row.account.map(Text),
            region: Text(row.region),
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Vpc, Flaw> {
        Ok(Vpc {
            name: self.name.into_owned(),
            scope: self.scope.0,
            account: self.account.map(|account| account.0),
            region: self.region.0,
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VpcCidrRow {
    vpc: Text<Id<Vpc>>,
    cidr: Text<Cidr>,
    #[serde(default, skip_serializing_if = "RoleWord::is_default")]
    role: RoleWord,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pool: Option<Text<Id<Pool>>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ignored: bool,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RoleWord {
    #[default]
    Primary,
    Secondary,
}

impl RoleWord {
    fn is_default(&self) -> bool {
        matches!(self, Self::Primary)
    }
}

impl<'a> WireRow<'a> for VpcCidrRow {
    type Row = VpcCidr;

    fn of(row: &'a VpcCidr) -> Self {
        Self {
            vpc: Text(row.vpc),
            cidr: Text(row.cidr),
            role: match row.role {
                CidrRole::Primary => RoleWord::Primary,
                CidrRole::Secondary => RoleWord::Secondary,
            },
            pool: row.pool.map(Text),
            ignored: row.monitoring == Monitoring::Ignored,
        }
    }

    fn into_row(self) -> Result<VpcCidr, Flaw> {
        Ok(VpcCidr {
            vpc: self.vpc.0,
            cidr: self.cidr.0,
            role: match self.role {
                RoleWord::Primary => CidrRole::Primary,
                RoleWord::Secondary => CidrRole::Secondary,
            },
            pool: self.pool.map(|pool| pool.0),
            monitoring: if self.ignored {
                Monitoring::Ignored
            } else {
                Monitoring::Monitored
            },
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubnetRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    vpc: Text<Id<Vpc>>,
    cidr: Text<Cidr>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    availability_zone: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    purpose: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pool: Option<Text<Id<Pool>>>,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

impl<'a> WireRow<'a> for SubnetRow<'a> {
    type Row = Subnet;

    fn of(row: &'a Subnet) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            vpc: Text(row.vpc),
            cidr: Text(row.cidr),
            availability_zone: row.zone.as_deref().map(Cow::Borrowed),
            purpose: Cow::Borrowed(&row.purpose),
            pool: row.pool.map(Text),
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Subnet, Flaw> {
        Ok(Subnet {
            name: self.name.into_owned(),
            vpc: self.vpc.0,
            cidr: self.cidr.0,
            zone: self.availability_zone.map(Cow::into_owned),
            purpose: self.purpose.into_owned(),
            pool: self.pool.map(|pool| pool.0),
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicBlockRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    scope: Text<Id<Scope>>,
    r#type: PublicBlockWord,
    cidr: Text<Cidr>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pool: Option<Text<Id<Pool>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    region: Option<Text<RegionCode>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    account: Option<Text<Id<Account>>>,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
enum PublicBlockWord {
    #[serde(rename = "eip")]
    ElasticIp,
    #[serde(rename = "ec2-public-ipv4-pool")]
    PublicIpv4Pool,
}

impl<'a> WireRow<'a> for PublicBlockRow<'a> {
    type Row = PublicBlock;

    fn of(row: &'a PublicBlock) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            scope: Text(row.scope),
            r#type: match row.kind {
                PublicBlockKind::ElasticIp => PublicBlockWord::ElasticIp,
                PublicBlockKind::PublicIpv4Pool => PublicBlockWord::PublicIpv4Pool,
            },
            cidr: Text(row.cidr),
            pool: row.pool.map(Text),
            region: row.region.map(Text),
            account: row.account.map(Text),
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<PublicBlock, Flaw> {
        Ok(PublicBlock {
            name: self.name.into_owned(),
            scope: self.scope.0,
            kind: match self.r#type {
                PublicBlockWord::ElasticIp => PublicBlockKind::ElasticIp,
                PublicBlockWord::PublicIpv4Pool => PublicBlockKind::PublicIpv4Pool,
            },
            cidr: self.cidr.0,
            pool: self.pool.map(|pool| pool.0),
            region: self.region.map(|region| region.0),
            account: self.account.map(|account| account.0),
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}
