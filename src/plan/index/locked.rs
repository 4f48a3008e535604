//! What is locked, so that whoever asks for a lock below looks at the few that there are, and not at all that lies there.

use super::Index;
use crate::ordered::OrderedSet;
use crate::plan::{AwsChange, AwsTables, Id, Lock, Node, RowChange};

impl Index {
    /// The pools, VPCs and reservations that are locked themselves, in order.
    pub fn locked(&self) -> &OrderedSet<Node> {
        &self.locked
    }

    /// Lists the pools and reservations that are locked; VPCs are gone through once, for all that is asked about them.
    pub(super) fn list_locked(&mut self, tables: &AwsTables) {
        let pools = tables.pools.iter().filter(|(_, row)| row.lock == Lock::Locked);
        self.locked.extend(pools.map(|(id, _)| Node::Pool(*id)));
        let reservations = tables.reservations.iter().filter(|(_, row)| row.lock == Lock::Locked);
        self.locked.extend(reservations.map(|(id, _)| Node::Reservation(*id)));
    }

    pub(super) fn relist_locked(&mut self, changes: &[&AwsChange]) {
        for change in changes {
            match change {
                AwsChange::Pool(change) => self.relist(change, Node::Pool, |row| row.lock),
                AwsChange::Vpc(change) => self.relist(change, Node::Vpc, |row| row.lock),
                AwsChange::Reservation(change) => self.relist(change, Node::Reservation, |row| row.lock),
                _ => {}
            }
        }
    }

    fn relist<T>(&mut self, change: &RowChange<T>, node: fn(Id<T>) -> Node, lock: fn(&T) -> Lock) {
        match change.after.as_deref().map(lock) {
            Some(Lock::Locked) => _ = self.locked.insert(node(change.id)),
            Some(Lock::Open) | None => _ = self.locked.remove(&node(change.id)),
        }
    }
}
