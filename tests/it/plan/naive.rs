//! What an edit does, without any thought for speed: rows are put into copies of the tables, and everything is checked.

use ipam_planner::plan::{
    AwsChange, AwsTables, Change, Edit, IntentChange, IntentTables, Plan, Refusal, Row, RowChange, Side, Table,
};

/// The tables of a plan.
pub(super) struct Tables {
    design: AwsTables,
    actual: AwsTables,
    intent: IntentTables,
}

impl Tables {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            design: plan.design().clone(),
            actual: plan.actual().clone(),
            intent: plan.intent().clone(),
        }
    }

    pub(super) fn write(&mut self, edit: &Edit) {
        for change in &edit.changes {
            match change {
                Change::Aws(Side::Design, change) => write_aws(&mut self.design, change),
                Change::Aws(Side::Actual, change) => write_aws(&mut self.actual, change),
                Change::Intent(change) => write_intent(&mut self.intent, change),
            }
        }
    }

    pub(super) fn plan(self) -> Result<Plan, Vec<(Side, Refusal)>> {
        Plan::from_tables(self.design, self.actual, self.intent)
    }
}

fn write_row<T: Row>(table: &mut Table<T>, change: &RowChange<T>) {
    assert_eq!(table.get(&change.id), change.before.as_deref());
    match &change.after {
        Some(row) => table.insert(change.id, T::clone(row)),
        None => table.remove(&change.id),
    };
}

fn write_aws(tables: &mut AwsTables, change: &AwsChange) {
    match change {
        AwsChange::Ipam(change) => write_row(&mut tables.ipams, change),
        AwsChange::Scope(change) => write_row(&mut tables.scopes, change),
        AwsChange::Pool(change) => write_row(&mut tables.pools, change),
        AwsChange::PoolCidr(change) => write_row(&mut tables.pool_cidrs, change),
        AwsChange::Reservation(change) => write_row(&mut tables.reservations, change),
        AwsChange::Vpc(change) => write_row(&mut tables.vpcs, change),
        AwsChange::VpcCidr(change) => write_row(&mut tables.vpc_cidrs, change),
        AwsChange::Subnet(change) => write_row(&mut tables.subnets, change),
        AwsChange::PublicBlock(change) => write_row(&mut tables.public_blocks, change),
    }
}

fn write_intent(tables: &mut IntentTables, change: &IntentChange) {
    match change {
        IntentChange::About(change) => write_row(&mut tables.abouts, change),
        IntentChange::Account(change) => write_row(&mut tables.accounts, change),
        IntentChange::Workload(change) => write_row(&mut tables.workloads, change),
        IntentChange::Network(change) => write_row(&mut tables.networks, change),
        IntentChange::Connection(change) => write_row(&mut tables.connections, change),
        IntentChange::Demand(change) => write_row(&mut tables.demands, change),
        IntentChange::Acceptance(change) => write_row(&mut tables.acceptances, change),
        IntentChange::Scenario(change) => write_row(&mut tables.scenarios, change),
    }
}
