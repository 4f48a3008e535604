//! The IPAM and its scopes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::{Flaw, WireRow};
use super::scalar::{Object, Set, Tags, Text, is_empty, present};
use crate::plan::{
    AccountNumber, Integration, Ipam, MeteredAccount, PrivateGua, RegionCode, Scope, ScopeKind, ScopeOrigin, Tier,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IpamRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    description: Cow<'a, str>,
    home_region: Text<RegionCode>,
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    operating_regions: Set<'a, RegionCode>,
    tier: TierWord,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    organization: Option<Object<Organization>>,
    #[serde(default, skip_serializing_if = "MeteredAccountWord::is_default")]
    metered_account: MeteredAccountWord,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    enable_private_gua: bool,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TierWord {
    Free,
    Advanced,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organization {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    delegated_administrator: Option<Text<AccountNumber>>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MeteredAccountWord {
    #[default]
    IpamOwner,
    ResourceOwner,
}

impl MeteredAccountWord {
    fn is_default(&self) -> bool {
        matches!(self, Self::IpamOwner)
    }
}

impl<'a> WireRow<'a> for IpamRow<'a> {
    type Row = Ipam;

    fn of(row: &'a Ipam) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            description: Cow::Borrowed(&row.description),
            home_region: Text(row.home_region),
            operating_regions: Set(Cow::Borrowed(&row.operating_regions)),
            tier: match row.tier {
                Tier::Free => TierWord::Free,
                Tier::Advanced => TierWord::Advanced,
            },
            organization: match row.integration {
                Integration::SingleAccount => None,
                Integration::Organization {
                    delegated_administrator,
                } => Some(Object(Organization {
                    delegated_administrator: delegated_administrator.map(Text),
                })),
            },
            metered_account: match row.metered_account {
                MeteredAccount::IpamOwner => MeteredAccountWord::IpamOwner,
                MeteredAccount::ResourceOwner => MeteredAccountWord::ResourceOwner,
            },
            enable_private_gua: row.private_gua == PrivateGua::Enabled,
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Ipam, Flaw> {
        Ok(Ipam {
            name: self.name.into_owned(),
            description: self.description.into_owned(),
            home_region: self.home_region.0,
            operating_regions: self.operating_regions.0.into_owned(),
            tier: match self.tier {
                TierWord::Free => Tier::Free,
                TierWord::Advanced => Tier::Advanced,
            },
            integration: match self.organization {
                None => Integration::SingleAccount,
                Some(Object(organization)) => Integration::Organization {
                    delegated_administrator: organization.delegated_administrator.map(|number| number.0),
                },
            },
            metered_account: match self.metered_account {
                MeteredAccountWord::IpamOwner => MeteredAccount::IpamOwner,
                MeteredAccountWord::ResourceOwner => MeteredAccount::ResourceOwner,
            },
            private_gua: if self.enable_private_gua {
                PrivateGua::Enabled
            } else {
                PrivateGua::Disabled
            },
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    description: Cow<'a, str>,
    r#type: ScopeWord,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    default: bool,
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    tags: Tags<'a>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    aws_id: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScopeWord {
    Private,
    Public,
}

impl<'a> WireRow<'a> for ScopeRow<'a> {
    type Row = Scope;

    fn of(row: &'a Scope) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            description: Cow::Borrowed(&row.description),
            r#type: match row.kind {
                ScopeKind::Private => ScopeWord::Private,
                ScopeKind::Public => ScopeWord::Public,
            },
            default: row.origin == ScopeOrigin::Default,
            tags: Tags(Cow::Borrowed(&row.tags)),
            note: Cow::Borrowed(&row.note),
            aws_id: row.aws_id.as_deref().map(Cow::Borrowed),
        }
    }

    fn into_row(self) -> Result<Scope, Flaw> {
        Ok(Scope {
            name: self.name.into_owned(),
            description: self.description.into_owned(),
            kind: match self.r#type {
                ScopeWord::Private => ScopeKind::Private,
                ScopeWord::Public => ScopeKind::Public,
            },
            origin: if self.default {
                ScopeOrigin::Default
            } else {
                ScopeOrigin::Additional
            },
            tags: self.tags.0.into_owned(),
            note: self.note.into_owned(),
            aws_id: self.aws_id.map(Cow::into_owned),
        })
    }
}
