//! The tables of a plan, declared once: storage, ids of any row, changes, and everything that must treat each
//! table alike.

use super::{
    About, Acceptance, Account, Connection, Demand, Id, Ipam, Network, Pool, PoolCidr, PublicBlock, Reservation, Row,
    Scenario, Scope, Subnet, Table, Vpc, VpcCidr, Workload,
};

/// One changed row: what was there and what is to be there. No `before` adds a row, no `after` removes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange<T> {
    /// Which row.
    pub id: Id<T>,
    /// The row before, or none.
    pub before: Option<Box<T>>,
    /// The row after, or none.
    pub after: Option<Box<T>>,
}

impl<T: Row> RowChange<T> {
    pub(super) fn inverted(self) -> Self {
        Self {
            id: self.id,
            before: self.after,
            after: self.before,
        }
    }

    /// Goes on to what `later`, a change of the same row, leaves.
    fn go_on(&mut self, later: Self) {
        self.after = later.after;
    }

    fn is_current(&self, table: &Table<T>) -> bool {
        table.get(&self.id) == self.before.as_deref()
    }

    fn write(&self, table: &mut Table<T>) {
        match &self.after {
            Some(row) => table.insert(self.id, T::clone(row)),
            None => table.remove(&self.id),
        };
    }
}

/// The rows that are others in `to` than in `from`, in order of id: first those that change or go, then those that come.
fn diff_table<T: Row, C>(from: &Table<T>, to: &Table<T>, wrap: fn(RowChange<T>) -> C, out: &mut Vec<C>) {
    let ids = from.keys().chain(to.keys().filter(|id| !from.contains_key(id)));
    for id in ids {
        let [before, after] = [from.get(id), to.get(id)];
        if before != after {
            let [before, after] = [before, after].map(|row| row.cloned().map(Box::new));
            out.push(wrap(RowChange { id: *id, before, after }));
        }
    }
}

macro_rules! tables {
    (
        $(#[$doc:meta])* $tables:ident, $(#[$change_doc:meta])* $change:ident {
            $( $(#[$field_doc:meta])* $field:ident: $row:ident, )+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $tables {
            $( $(#[$field_doc])* pub $field: Table<$row>, )+
        }

        $(#[$change_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $change {
            $( $(#[$field_doc])* $row(RowChange<$row>), )+
        }

        $(
            impl From<RowChange<$row>> for $change {
                fn from(change: RowChange<$row>) -> Self {
                    $change::$row(change)
                }
            }
        )+

        impl $change {
            /// The id of the changed row.
            pub fn id(&self) -> AnyId {
                match self {
                    $( $change::$row(change) => AnyId::$row(change.id), )+
                }
            }

            /// Whether the row exists before and whether it does after.
            pub fn existence(&self) -> (bool, bool) {
                match self {
                    $( $change::$row(change) => (change.before.is_some(), change.after.is_some()), )+
                }
            }

            pub(super) fn inverted(self) -> Self {
                match self {
                    $( $change::$row(change) => $change::$row(change.inverted()), )+
                }
            }

            /// Goes on to what `later` leaves. A change of another table is none of the same row, and is left out.
            pub(super) fn go_on(&mut self, later: Self) {
                match (self, later) {
                    $( ($change::$row(change), $change::$row(later)) => change.go_on(later), )+
                    _ => {}
                }
            }

            /// Whether the row is afterwards as it was.
            pub(super) fn is_nothing(&self) -> bool {
                match self {
                    $( $change::$row(change) => change.before == change.after, )+
                }
            }

            pub(super) fn is_current(&self, tables: &$tables) -> bool {
                match self {
                    $( $change::$row(change) => change.is_current(&tables.$field), )+
                }
            }

            pub(super) fn write(&self, tables: &mut $tables) {
                match self {
                    $( $change::$row(change) => change.write(&mut tables.$field), )+
                }
            }

            pub(super) fn visit_references_before(&self, visit: &mut dyn FnMut(AnyId)) {
                match self {
                    $( $change::$row(change) => if let Some(row) = &change.before { row.visit_references(visit) }, )+
                }
            }

            pub(super) fn visit_references_after(&self, visit: &mut dyn FnMut(AnyId)) {
                match self {
                    $( $change::$row(change) => if let Some(row) = &change.after { row.visit_references(visit) }, )+
                }
            }
        }

        impl $tables {
            /// Whether the table that `id` belongs to is one of these and has the row.
            pub fn has(&self, id: AnyId) -> bool {
                match id {
                    $( AnyId::$row(id) => self.$field.contains_key(&id), )+
                    _ => false,
                }
            }

            /// The number of rows of all tables.
            pub fn row_count(&self) -> usize {
                0 $( + self.$field.len() )+
            }

            /// The ids of all rows, table by table, each in order.
            pub fn ids(&self) -> Vec<AnyId> {
                let mut ids = Vec::with_capacity(self.row_count());
                $( ids.extend(self.$field.keys().map(|id| AnyId::$row(*id))); )+
                ids
            }

            /// Whether the row of `id` says the same here as in `other`, or is in neither.
            pub fn agrees(&self, other: &Self, id: AnyId) -> bool {
                match id {
                    $( AnyId::$row(id) => self.$field.get(&id) == other.$field.get(&id), )+
                    _ => true,
                }
            }

            /// The change that makes the row of `id` what it is in `to`; none when it is so already.
            pub fn change_to(&self, to: &Self, id: AnyId) -> Option<$change> {
                match id {
                    $(
                        AnyId::$row(id) => {
                            let [before, after] = [self, to].map(|tables| tables.$field.get(&id));
                            (before != after).then(|| {
                                let [before, after] = [before, after].map(|row| row.cloned().map(Box::new));
                                RowChange { id, before, after }.into()
                            })
                        }
                    )+
                    _ => None,
                }
            }

            /// Makes the row of `id` what it is in `from`, or removes it.
            pub fn take(&mut self, from: &Self, id: AnyId) {
                if let Some(change) = self.change_to(from, id) {
                    change.write(self);
                }
            }

            /// Calls `visit` with every id that the row of `id` holds.
            pub fn visit_references_of(&self, id: AnyId, visit: &mut dyn FnMut(AnyId)) {
                match id {
                    $( AnyId::$row(id) => if let Some(row) = self.$field.get(&id) { row.visit_references(visit) }, )+
                    _ => {}
                }
            }

            pub(super) fn visit_references(&self, visit: &mut dyn FnMut(AnyId, AnyId)) {
                $(
                    for (id, row) in &self.$field {
                        row.visit_references(&mut |to| visit(AnyId::$row(*id), to));
                    }
                )+
            }

            pub(super) fn diff(&self, to: &Self) -> Vec<$change> {
                let mut changes = Vec::new();
                $( diff_table(&self.$field, &to.$field, $change::$row, &mut changes); )+
                changes
            }
        }
    };
}

tables! {
    /// The tables of things that exist, or will exist, in AWS. A plan has two sets of them.
    AwsTables,
    /// A change of one row of [`AwsTables`].
    AwsChange {
        /// The IPAM: at most one.
        ipams: Ipam,
        /// Scopes.
        scopes: Scope,
        /// Pools.
        pools: Pool,
        /// CIDRs provisioned to pools.
        pool_cidrs: PoolCidr,
        /// Custom allocations.
        reservations: Reservation,
        /// VPCs.
        vpcs: Vpc,
        /// CIDRs of VPCs.
        vpc_cidrs: VpcCidr,
        /// Subnets.
        subnets: Subnet,
        /// Blocks of public addresses.
        public_blocks: PublicBlock,
    }
}

tables! {
    /// The tables of what the planners state.
    IntentTables,
    /// A change of one row of [`IntentTables`].
    IntentChange {
        /// The plan as a document: exactly one.
        abouts: About,
        /// Accounts.
        accounts: Account,
        /// Workloads.
        workloads: Workload,
        /// Networks on premises.
        networks: Network,
        /// Connections of VPCs and networks on premises.
        connections: Connection,
        /// Blocks wanted and not placed yet.
        demands: Demand,
        /// Accepted findings.
        acceptances: Acceptance,
        /// What-if scenarios.
        scenarios: Scenario,
    }
}

macro_rules! any_id {
    ($($row:ident: $name:literal,)+) => {
        /// The id of a row of any table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AnyId {
            $( #[doc = concat!("The id of a row of the table of ", $name, "s.")] $row(Id<$row>), )+
        }

        impl AnyId {
            /// What kind of thing it names, in the words of AWS.
            pub fn kind(self) -> &'static str {
                match self {
                    $( AnyId::$row(_) => $name, )+
                }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                match self {
                    $( AnyId::$row(id) => id.as_str(), )+
                }
            }
        }

        $(
            impl From<Id<$row>> for AnyId {
                fn from(id: Id<$row>) -> Self {
                    AnyId::$row(id)
                }
            }
        )+
    };
}

any_id! {
    Ipam: "IPAM",
    Scope: "scope",
    Pool: "pool",
    PoolCidr: "pool CIDR",
    Reservation: "reservation",
    Vpc: "VPC",
    VpcCidr: "VPC CIDR",
    Subnet: "subnet",
    PublicBlock: "public block",
    About: "plan",
    Account: "account",
    Workload: "workload",
    Network: "on-premises network",
    Connection: "connection",
    Demand: "demand",
    Acceptance: "acceptance",
    Scenario: "scenario",
}
