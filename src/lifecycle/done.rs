//! All steps are done: what exists is what they lead to.

use super::step::{Fate, Lifecycle};
use crate::plan::{AnyId, AwsChange, Change, Edit, Plan, Row, RowChange, Side, Table};

/// Marks what exists as it is when all steps of `lifecycle` are done. What was deleted and created again has another id in AWS,
/// which only AWS knows: the old one is taken from what exists and from the design. O(n log n).
///
/// The steps must have been worked out from `plan` as it is.
pub fn done(plan: &Plan, lifecycle: &Lifecycle) -> Edit {
    let (actual, outcome) = (plan.actual(), &lifecycle.outcome);
    let mut after = outcome.clone();
    let mut edit = Edit::new();
    for (id, fate) in &lifecycle.fates {
        if !matches!(fate, Fate::Recreated(_)) {
            continue;
        }
        macro_rules! forget {
            ($table:ident, $id:expr) => {{
                if let Some(row) = after.$table.get_mut($id) {
                    row.aws_id = None;
                }
                forget(&mut edit, *$id, &plan.design().$table, |row| {
                    row.aws_id.take().is_some()
                });
            }};
        }
        match id {
            AnyId::Ipam(id) => forget!(ipams, id),
            AnyId::Scope(id) => forget!(scopes, id),
            AnyId::Pool(id) => forget!(pools, id),
            AnyId::Reservation(id) => forget!(reservations, id),
            AnyId::Vpc(id) => forget!(vpcs, id),
            AnyId::Subnet(id) => forget!(subnets, id),
            AnyId::PublicBlock(id) => forget!(public_blocks, id),
            _ => {}
        }
    }
    let mut ids = actual.ids();
    ids.extend(after.ids().into_iter().filter(|id| !actual.has(*id)));
    for id in ids {
        let change = actual.change_to(&after, id);
        edit.changes
            .extend(change.map(|change| Change::Aws(Side::Actual, change)));
    }
    edit
}

/// Changes a row of the design, if `change` says that it does.
fn forget<T: Row>(edit: &mut Edit, id: crate::plan::Id<T>, table: &Table<T>, change: fn(&mut T) -> bool)
where
    AwsChange: From<RowChange<T>>,
{
    let Some(row) = table.get(&id) else { return };
    let mut after = row.clone();
    if change(&mut after) {
        edit.update(id, row, |row| *row = after);
    }
}
