//! Which table of the plan stands where in the file, declared once for reading, writing and diagnosis.

use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::value::RawValue;

use super::diagnosis::{Diagnosis, Place};
use super::intent_rows::{AcceptanceRow, AccountRow, ConnectionRow, DemandRow, ScenarioRow, WorkloadRow};
use super::ipam_rows::ScopeRow;
use super::pool_rows::{PoolCidrRow, PoolRow, ReservationRow};
use super::row::{Budget, Rows, Written};
use super::vpc_rows::{PublicBlockRow, SubnetRow, VpcCidrRow, VpcRow};
use crate::plan::{AwsTables, IntentTables};

macro_rules! tables {
    ($(#[$doc:meta])* $names:ident of $tables:ident { $($table:ident: $field:ident as $row:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $names {
            $($table,)+
        }

        impl $names {
            /// The keys of the tables, in the order in which they are written.
            pub(super) const KEYS: &[&str] = &[$(stringify!($field),)+];

            pub(super) fn of_key(key: &str) -> Option<Self> {
                match key {
                    $(stringify!($field) => Some($names::$table),)+
                    _ => None,
                }
            }

            /// Reads the table that stands next in `map` into its place in `tables`.
            pub(super) fn read<'de, A: MapAccess<'de>>(
                self,
                map: &mut A,
                tables: &mut $tables,
                budget: &mut Budget,
            ) -> Result<(), A::Error> {
                match self {
                    $($names::$table => tables.$field = map.next_value_seed(Rows::<$row>::within(budget))?,)+
                }
                Ok(())
            }

            /// Writes every table that has rows.
            pub(super) fn write<M: SerializeMap>(tables: &$tables, map: &mut M) -> Result<(), M::Error> {
                $(
                    if !tables.$field.is_empty() {
                        map.serialize_entry(stringify!($field), &Written::<$row>::of(&tables.$field))?;
                    }
                )+
                Ok(())
            }

            /// Finds what is wrong with the text of the table.
            pub(super) fn diagnose<'t>(self, place: Place<'_>, table: &'t RawValue, diagnosis: &mut Diagnosis<'t>) {
                match self {
                    $($names::$table => diagnosis.table::<$row>(place, table),)+
                }
            }
        }
    };
}

tables! {
    /// A table of things that exist, or will exist, in AWS. The IPAM, of which there is one, is no table in the file.
    AwsTable of AwsTables {
        Scopes: scopes as ScopeRow,
        Pools: pools as PoolRow,
        PoolCidrs: pool_cidrs as PoolCidrRow,
        Reservations: reservations as ReservationRow,
        Vpcs: vpcs as VpcRow,
        VpcCidrs: vpc_cidrs as VpcCidrRow,
        Subnets: subnets as SubnetRow,
        PublicBlocks: public_blocks as PublicBlockRow,
    }
}

tables! {
    /// A table of what the planners state. What the plan is called is no table in the file.
    IntentTable of IntentTables {
        Accounts: accounts as AccountRow,
        Workloads: workloads as WorkloadRow,
        Connections: connections as ConnectionRow,
        Demands: demands as DemandRow,
        Acceptances: acceptances as AcceptanceRow,
        Scenarios: scenarios as ScenarioRow,
    }
}
