//! Accounts and public addresses.

use super::Gesture;
use crate::plan::{Account, Edit, Id, IdSource, Node, Plan, PublicBlock, RowChange};

/// Removes an account; what it owned is owned by nobody then. Nothing when it is not there.
pub fn remove_account(plan: &Plan, id: Id<Account>) -> Option<Gesture> {
    let row = plan.intent().accounts.get(&id)?;
    let design = plan.design();
    let mut edit = Edit::new();
    for (vpc, row) in design.vpcs.iter().filter(|(_, row)| row.account == Some(id)) {
        edit.update(*vpc, row, |row| row.account = None);
    }
    for (block, row) in design.public_blocks.iter().filter(|(_, row)| row.account == Some(id)) {
        edit.update(*block, row, |row| row.account = None);
    }
    edit.intent(RowChange {
        id,
        before: Some(Box::new(row.clone())),
        after: None,
    });
    let number = row
        .number
        .as_ref()
        .map(|number| number.as_str())
        .unwrap_or("without a name");
    let name = if row.name.is_empty() { number } else { &row.name };
    Some(Gesture {
        label: format!("Remove account {name}"),
        edit,
        focus: None,
    })
}

/// Adds public addresses.
pub fn add_public_block(row: PublicBlock, ids: &mut dyn IdSource) -> Gesture {
    let id = Id::mint(ids);
    let label = format!("Add public addresses {}", row.cidr);
    let mut edit = Edit::new();
    edit.add(id, row);
    Gesture {
        label,
        edit,
        focus: Some(Node::PublicBlock(id)),
    }
}
