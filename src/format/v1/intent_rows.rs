//! What the planners state: accounts, workloads, connections, demands, acceptances, scenarios.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::{Flaw, WireRow};
use super::scalar::{Length, Object, Set, Text, is_empty, present};
use crate::plan::{
    Acceptance, Account, AccountNumber, Adjustment, Connection, ConnectionKind, Demand, Id, Pool, Scenario, Subnet,
    Vpc, Workload, WorkloadKind,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    number: Option<Text<AccountNumber>>,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    ou_path: Cow<'a, [String]>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
}

impl<'a> WireRow<'a> for AccountRow<'a> {
    type Row = Account;

    fn of(row: &'a Account) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            number: row.number.map(Text),
            ou_path: Cow::Borrowed(&row.ou_path),
            note: Cow::Borrowed(&row.note),
        }
    }

    fn into_row(self) -> Result<Account, Flaw> {
        Ok(Account {
            name: self.name.into_owned(),
            number: self.number.map(|number| number.0),
            ou_path: self.ou_path.into_owned(),
            note: self.note.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkloadRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    vpc: Text<Id<Vpc>>,
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    subnets: Set<'a, Id<Subnet>>,
    addresses: Object<Addresses>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Addresses {
    ipv4: u64,
    ipv6: u64,
}

impl<'a> WireRow<'a> for WorkloadRow<'a> {
    type Row = Workload;

    fn of(row: &'a Workload) -> Self {
        let WorkloadKind::Addresses { ipv4, ipv6 } = row.kind;
        Self {
            name: Cow::Borrowed(&row.name),
            vpc: Text(row.vpc),
            subnets: Set(Cow::Borrowed(&row.subnets)),
            addresses: Object(Addresses { ipv4, ipv6 }),
            note: Cow::Borrowed(&row.note),
        }
    }

    fn into_row(self) -> Result<Workload, Flaw> {
        Ok(Workload {
            name: self.name.into_owned(),
            vpc: self.vpc.0,
            subnets: self.subnets.0.into_owned(),
            kind: WorkloadKind::Addresses {
                ipv4: self.addresses.0.ipv4,
                ipv6: self.addresses.0.ipv6,
            },
            note: self.note.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConnectionRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    r#type: ConnectionWord,
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    vpcs: Set<'a, Id<Vpc>>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ConnectionWord {
    Peering,
    TransitGateway,
    DirectConnect,
    Vpn,
}

impl<'a> WireRow<'a> for ConnectionRow<'a> {
    type Row = Connection;

    fn of(row: &'a Connection) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            r#type: match row.kind {
                ConnectionKind::Peering => ConnectionWord::Peering,
                ConnectionKind::TransitGateway => ConnectionWord::TransitGateway,
                ConnectionKind::DirectConnect => ConnectionWord::DirectConnect,
                ConnectionKind::Vpn => ConnectionWord::Vpn,
            },
            vpcs: Set(Cow::Borrowed(&row.vpcs)),
            note: Cow::Borrowed(&row.note),
        }
    }

    fn into_row(self) -> Result<Connection, Flaw> {
        Ok(Connection {
            name: self.name.into_owned(),
            kind: match self.r#type {
                ConnectionWord::Peering => ConnectionKind::Peering,
                ConnectionWord::TransitGateway => ConnectionKind::TransitGateway,
                ConnectionWord::DirectConnect => ConnectionKind::DirectConnect,
                ConnectionWord::Vpn => ConnectionKind::Vpn,
            },
            vpcs: self.vpcs.0.into_owned(),
            note: self.note.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemandRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    pool: Text<Id<Pool>>,
    netmask_length: Length,
    count: u32,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
}

impl<'a> WireRow<'a> for DemandRow<'a> {
    type Row = Demand;

    fn of(row: &'a Demand) -> Self {
        Self {
            name: Cow::Borrowed(&row.name),
            pool: Text(row.pool),
            netmask_length: Length(row.netmask_length),
            count: row.count,
            note: Cow::Borrowed(&row.note),
        }
    }

    fn into_row(self) -> Result<Demand, Flaw> {
        Ok(Demand {
            name: self.name.into_owned(),
            pool: self.pool.0,
            netmask_length: self.netmask_length.0,
            count: self.count,
            note: self.note.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptanceRow<'a> {
    #[serde(borrow)]
    finding: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    reason: Cow<'a, str>,
}

impl<'a> WireRow<'a> for AcceptanceRow<'a> {
    type Row = Acceptance;

    fn of(row: &'a Acceptance) -> Self {
        Self {
            finding: Cow::Borrowed(&row.finding),
            reason: Cow::Borrowed(&row.reason),
        }
    }

    fn into_row(self) -> Result<Acceptance, Flaw> {
        Ok(Acceptance {
            finding: self.finding.into_owned(),
            reason: self.reason.into_owned(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioRow<'a> {
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    adjustments: Vec<AdjustmentRow>,
    #[serde(borrow, default, skip_serializing_if = "is_empty")]
    note: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AdjustmentRow {
    GrowthPercentPerYear(u32),
}

impl<'a> WireRow<'a> for ScenarioRow<'a> {
    type Row = Scenario;

    fn of(row: &'a Scenario) -> Self {
        let written = |adjustment: &Adjustment| match adjustment {
            Adjustment::GrowthPerYear { percent } => AdjustmentRow::GrowthPercentPerYear(*percent),
        };
        Self {
            name: Cow::Borrowed(&row.name),
            adjustments: row.adjustments.iter().map(written).collect(),
            note: Cow::Borrowed(&row.note),
        }
    }

    fn into_row(self) -> Result<Scenario, Flaw> {
        let read = |adjustment| match adjustment {
            AdjustmentRow::GrowthPercentPerYear(percent) => Adjustment::GrowthPerYear { percent },
        };
        Ok(Scenario {
            name: self.name.into_owned(),
            adjustments: self.adjustments.into_iter().map(read).collect(),
            note: self.note.into_owned(),
        })
    }
}
