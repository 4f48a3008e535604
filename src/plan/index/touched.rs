//! What an edit touched, so that what is derived from the rest can stay.

use crate::ordered::OrderedSet;

use super::conflicts::ClusterKey;
use crate::plan::{AnyId, Id, Scope};

/// What has to be looked at again after an edit.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The rows whose own fields, surroundings or blocks changed. Rows that are gone are among them.
    pub rows: OrderedSet<AnyId>,
    /// The clusters of conflicts that are gone or new.
    pub clusters: OrderedSet<(Id<Scope>, ClusterKey)>,
    /// The findings, as acceptances name them, that are accepted now or no more.
    pub accepted: Vec<String>,
}
