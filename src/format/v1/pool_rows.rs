//! Pools, the CIDRs provisioned to them, and the reservations in them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::{Flaw, WireRow};
use super::scalar::{Length, Set, Tags, Text, is_empty, present};
use crate::address::{Cidr, Family};
use crate::plan::{
    Advertisable, AllocationRules, AutoImport, AwsService, Id, Lock, Pool, PoolCidr, PoolParent, Principal,
    PublicIpSource, RegionCode, Reservation, Scope, Vpc,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PoolRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    description: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    scope: Option<Text<Id<Scope>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    source: Option<Text<Id<Pool>>>,
    address_family: FamilyWord,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    locale: Option<Text<RegionCode>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    allocation_min_netmask_length: Option<Length>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    allocation_max_netmask_length: Option<Length>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    allocation_default_netmask_length: Option<Length>,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    allocation_resource_tags: Tags<'a>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    auto_import: bool,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_service: Option<AwsServiceWord>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    public_ip_source: Option<PublicIpSourceWord>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    publicly_advertisable: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    source_resource: Option<Text<Id<Vpc>>>,
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    shared_with: Set<'a, Principal>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FamilyWord {
    Ipv4,
    Ipv6,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AwsServiceWord {
    Ec2,
    GlobalServices,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PublicIpSourceWord {
    Amazon,
    Byoip,
}

impl<'a> WireRow<'a> for PoolRow<'a> {
    type Row = Pool;

    fn of(row: &'a Pool) -> Self {
        let (scope, source) = match row.parent {
            PoolParent::Scope(scope) => (Some(Text(scope)), None),
            PoolParent::Pool(source) => (None, Some(Text(source))),
        };
        Self {
            name: Cow::Borrowed(&row.name),
            description: Cow::Borrowed(&row.description),
            scope,
            source,
            address_family: match row.family {
                Family::Ipv4 => FamilyWord::Ipv4,
                Family::Ipv6 => FamilyWord::Ipv6,
            },
            locale: row.locale.map(Text),
            allocation_min_netmask_length: row.rules.min.map(Length),
            allocation_max_netmask_length: row.rules.max.map(Length),
            allocation_default_netmask_length: row.rules.default.map(Length),
            allocation_resource_tags: Tags(Cow::Borrowed(&row.required_tags)),
            auto_import: row.auto_import == AutoImport::Enabled,
            aws_service: row.aws_service.map(|service| match service {
                AwsService::Ec2 => AwsServiceWord::Ec2,
                AwsService::GlobalServices => AwsServiceWord::GlobalServices,
            }),
            public_ip_source: row.public_ip_source.map(|source| match source {
                PublicIpSource::Amazon => PublicIpSourceWord::Amazon,
                PublicIpSource::Byoip => PublicIpSourceWord::Byoip,
            }),
            publicly_advertisable: row.advertisable.map(|may| may == Advertisable::Yes),
            source_resource: row.source_resource.map(Text),
            shared_with: Set(Cow::Borrowed(&row.shared_with)),
            locked: row.lock == Lock::Locked,
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Pool, Flaw> {
        let parent = match (self.scope, self.source) {
            (Some(scope), None) => PoolParent::Scope(scope.0),
            (None, Some(source)) => PoolParent::Pool(source.0),
            (Some(_), Some(_)) => {
                return Err(Flaw::of(
                    "source",
                    "a pool stands either in a \"scope\" or under a \"source\" pool, whose scope is then its own; \
                     this one has both",
                ));
            }
            (None, None) => {
                return Err(Flaw::new(
                    "a pool needs either a \"scope\" or, for a sub-pool, the \"source\" pool; this one has neither",
                ));
            }
        };
        Ok(Pool {
            name: self.name.into_owned(),
            description: self.description.into_owned(),
            parent,
            family: match self.address_family {
                FamilyWord::Ipv4 => Family::Ipv4,
                FamilyWord::Ipv6 => Family::Ipv6,
            },
            locale: self.locale.map(|locale| locale.0),
            rules: AllocationRules {
                min: self.allocation_min_netmask_length.map(|length| length.0),
                max: self.allocation_max_netmask_length.map(|length| length.0),
                default: self.allocation_default_netmask_length.map(|length| length.0),
            },
            required_tags: self.allocation_resource_tags.0.into_owned(),
            auto_import: if self.auto_import {
                AutoImport::Enabled
            } else {
                AutoImport::Disabled
            },
            aws_service: self.aws_service.map(|service| match service {
                AwsServiceWord::Ec2 => AwsService::Ec2,
                AwsServiceWord::GlobalServices => AwsService::GlobalServices,
            }),
            public_ip_source: self.public_ip_source.map(|source| match source {
                PublicIpSourceWord::Amazon => PublicIpSource::Amazon,
                PublicIpSourceWord::Byoip => PublicIpSource::Byoip,
            }),
            advertisable: self
                .publicly_advertisable
                .map(|may| if may { Advertisable::Yes } else { Advertisable::No }),
            source_resource: self.source_resource.map(|vpc| vpc.0),
            shared_with: self.shared_with.0.into_owned(),
            lock: if self.locked { Lock::Locked } else { Lock::Open },
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PoolCidrRow {
    pool: Text<Id<Pool>>,
    cidr: Text<Cidr>,
}

impl<'a> WireRow<'a> for PoolCidrRow {
    type Row = PoolCidr;

    fn of(row: &'a PoolCidr) -> Self {
        Self {
            pool: Text(row.pool),
            cidr: Text(row.cidr),
        }
    }

    fn into_row(self) -> Result<PoolCidr, Flaw> {
        Ok(PoolCidr {
            pool: self.pool.0,
            cidr: self.cidr.0,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReservationRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    description: Cow<'a, str>,
    pool: Text<Id<Pool>>,
    cidr: Text<Cidr>,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

impl<'a> WireRow<'a> for ReservationRow<'a> {
    type Row = Reservation;

    fn of(row: &'a Reservation) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            description: Cow::Borrowed(&row.description),
            pool: Text(row.pool),
            cidr: Text(row.cidr),
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Reservation, Flaw> {
        Ok(Reservation {
            pool: self.pool.0,
            cidr: self.cidr.0,
            name: self.name.into_owned(),
            description: self.description.into_owned(),
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}
