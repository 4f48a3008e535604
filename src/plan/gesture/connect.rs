//! Stating what must be able to route to what.

use super::Gesture;
use crate::plan::{Connection, Edit, Id, IntentChange, Network, Plan, Row, RowChange, Table, tidy};

/// Writes a network on premises: a new one under an id that no network has, or another in its place.
pub fn put_network(plan: &Plan, id: Id<Network>, row: Network) -> Gesture {
    let called = called("network", &row.name);
    put(&plan.intent().networks, id, row, &called)
}

/// Writes a connection: a new one under an id that no connection has, or another in its place. The plan refuses one that names
/// what does not exist.
pub fn put_connection(plan: &Plan, id: Id<Connection>, row: Connection) -> Gesture {
    let called = called("connection", &row.name);
    put(&plan.intent().connections, id, row, &called)
}

/// Removes a network, and takes it out of the connections that name it. None when there is no such network.
pub fn remove_network(plan: &Plan, id: Id<Network>) -> Option<Gesture> {
    let intent = plan.intent();
    let row = intent.networks.get(&id)?;
    let mut edit = Edit::new();
    for (connection, row) in intent.connections.iter().filter(|(_, row)| row.networks.contains(&id)) {
        let mut after = row.clone();
        after.networks.remove(&id);
        edit.intent(RowChange {
            id: *connection,
            before: Some(Box::new(row.clone())),
            after: Some(Box::new(after)),
        });
    }
    edit.intent(removal(id, row));
    Some(gesture(format!("Remove {}", called("network", &row.name)), edit))
}

/// Removes a connection. None when there is no such connection.
pub fn remove_connection(plan: &Plan, id: Id<Connection>) -> Option<Gesture> {
    let row = plan.intent().connections.get(&id)?;
    let mut edit = Edit::new();
    edit.intent(removal(id, row));
    Some(gesture(format!("Remove {}", called("connection", &row.name)), edit))
}

/// An empty edit when the row says the same already.
pub(super) fn put<T: Row>(table: &Table<T>, id: Id<T>, row: T, called: &str) -> Gesture
where
    IntentChange: From<RowChange<T>>,
{
    let before = table.get(&id);
    let verb = if before.is_some() { "Change" } else { "Add" };
    let mut edit = Edit::new();
    if before != Some(&row) {
        edit.intent(RowChange {
            id,
            before: before.cloned().map(Box::new),
            after: Some(Box::new(row)),
        });
    }
    gesture(format!("{verb} {called}"), edit)
}

pub(super) fn removal<T: Row>(id: Id<T>, row: &T) -> RowChange<T> {
    RowChange {
        id,
        before: Some(Box::new(row.clone())),
        after: None,
    }
}

/// Neither stands in the tree, so that there is nothing to look at afterwards.
pub(super) fn gesture(label: String, edit: Edit) -> Gesture {
    Gesture {
        label,
        edit,
        focus: None,
    }
}

/// "network Office", "a network without a name".
pub(super) fn called(kind: &str, name: &str) -> String {
    tidy(name).map_or_else(|| format!("a {kind} without a name"), |name| format!("{kind} {name}"))
}
