//! Which connections a VPC or a network is in.

use super::Index;
use crate::plan::{Connection, End, Id};

impl Index {
    /// The connections that `end` is in, in no particular order.
    pub fn connections(&self, end: End) -> Vec<Id<Connection>> {
        match end {
            End::Vpc(id) => self
                .vpc(id)
                .map(|entry| entry.connections().to_vec())
                .unwrap_or_default(),
            End::Network(id) => self.networks.get(&id).into_iter().flatten().copied().collect(),
        }
    }

    /// Lists a connection at what it connects.
    pub(super) fn connect(&mut self, id: Id<Connection>, row: &Connection) {
        for vpc in &row.vpcs {
            if let Some(entry) = self.vpcs.get_mut(vpc) {
                entry.others_mut().connections.push(id);
            }
        }
        for network in &row.networks {
            self.networks.entry(*network).or_default().insert(id);
        }
    }

    /// Takes a connection off every list that [`Self::connect`] put it on.
    pub(super) fn disconnect(&mut self, id: Id<Connection>, row: &Connection) {
        for vpc in &row.vpcs {
            if let Some(entry) = self.vpcs.get_mut(vpc) {
                entry.others_mut().connections.retain(|other| *other != id);
            }
        }
        for network in &row.networks {
            if let Some(connections) = self.networks.get_mut(network) {
                connections.remove(&id);
                if connections.is_empty() {
                    self.networks.remove(network);
                }
            }
        }
    }
}
