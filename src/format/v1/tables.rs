//! Which table of the plan stands where in the file, declared once for reading and writing.

use super::fields::{Fields, Member};
use super::out::Out;
use super::problems::{Place, Problems};
use super::read::read_row;
use super::write::write_rows;
use super::{connection, cost, intent, ipam, pool, vpc, workload};
use crate::plan::{AnyId, AwsTables, IntentTables};

macro_rules! tables {
    ($(#[$doc:meta])* $names:ident of $tables:ident {
            $($table:ident: $field:ident of $row:ident, $module:ident::{$read:ident, $write:ident};)+
        }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $names {
            $($table,)+
        }

        impl $names {
            /// The tables, in the order in which they are written.
            pub(super) const ALL: &[Self] = &[$($names::$table,)+];

            /// Their keys.
            pub(super) const KEYS: &[&str] = &[$(stringify!($field),)+];

            pub(super) fn of_key(key: &str) -> Option<Self> {
                match key {
                    $(stringify!($field) => Some($names::$table),)+
                    _ => None,
                }
            }

            /// Reads the row of `key`, which has these `members`, into its place in `tables`.
            pub(super) fn read<'t>(
                self,
                tables: &mut $tables,
                key: &str,
                members: &mut [Member<'t>],
                place: Place<'_>,
                problems: &mut Problems<'t>,
            ) {
                match self {
                    $($names::$table => read_row(&mut tables.$field, $module::$read, key, members, place, problems),)+
                }
            }

            /// The key of the table that `id` belongs to, if it is one of these.
            pub(super) fn key_for(id: AnyId) -> Option<&'static str> {
                match id {
                    $(AnyId::$row(_) => Some(stringify!($field)),)+
                    _ => None,
                }
            }

            /// Writes rows of the table, `most` at most from the one at `from` on. Where to go on; nothing when it is written.
            pub(super) fn write(self, tables: &$tables, from: usize, most: usize, out: &mut Out) -> Option<usize> {
                match self {
                    $($names::$table => write_rows(&tables.$field, stringify!($field), $module::$write, (from, most), out),)+
                }
            }

            /// Writes the members of one row, if it is in one of these tables. Whether it is.
            pub(super) fn write_one(tables: &$tables, id: AnyId, out: &mut Out) -> bool {
                match id {
                    $(AnyId::$row(id) => {
                        let row = tables.$field.get(&id);
                        if let Some(row) = row {
                            $module::$write(row, out);
                        }
                        row.is_some()
                    })+
                    _ => false,
                }
            }

            /// Reads one row into its place in `tables`, if it belongs into one of these.
            pub(super) fn read_one(tables: &mut $tables, id: AnyId, fields: &mut Fields<'_, '_>) {
                match id {
                    $(AnyId::$row(id) => if let Some(row) = $module::$read(fields) {
                        tables.$field.insert(id, row);
                    },)+
                    _ => {}
                }
            }
        }
    };
}

tables! {
    /// A table of things that exist, or will exist, in AWS. The IPAM, of which there is one, is no table in the file.
    AwsTable of AwsTables {
        Scopes: scopes of Scope, ipam::{read_scope, write_scope};
        Pools: pools of Pool, pool::{read_pool, write_pool};
        PoolCidrs: pool_cidrs of PoolCidr, pool::{read_pool_cidr, write_pool_cidr};
        Reservations: reservations of Reservation, pool::{read_reservation, write_reservation};
        Vpcs: vpcs of Vpc, vpc::{read_vpc, write_vpc};
        VpcCidrs: vpc_cidrs of VpcCidr, vpc::{read_vpc_cidr, write_vpc_cidr};
        Subnets: subnets of Subnet, vpc::{read_subnet, write_subnet};
        PublicBlocks: public_blocks of PublicBlock, vpc::{read_public_block, write_public_block};
    }
}

tables! {
    /// A table of what the planners state. What the plan is called is no table in the file.
    IntentTable of IntentTables {
        Accounts: accounts of Account, intent::{read_account, write_account};
        Workloads: workloads of Workload, workload::{read_workload, write_workload};
        Networks: networks of Network, connection::{read_network, write_network};
        Connections: connections of Connection, connection::{read_connection, write_connection};
        Demands: demands of Demand, intent::{read_demand, write_demand};
        Acceptances: acceptances of Acceptance, intent::{read_acceptance, write_acceptance};
        Scenarios: scenarios of Scenario, cost::{read_scenario, write_scenario};
    }
}
