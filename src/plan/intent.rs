//! What the planners state and AWS does not know: the heading, demands, acceptances. Connections, what runs in VPCs and
//! what-ifs have files of their own.

use super::{AnyId, CostSettings, Id, Pool, Quotas, Row};
use crate::address::NetmaskLength;

/// The plan as a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the plan is called.
    pub name: String,
    /// What the planners want to remember.
    pub note: String,
    /// The quotas that are not AWS's defaults.
    pub quotas: Quotas,
    /// How the bill is reckoned.
    pub cost: CostSettings,
}

impl Row for About {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// Blocks wanted from a pool and not placed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// What they are for.
    pub name: String,
    /// The pool they are wanted from.
    pub pool: Id<Pool>,
    /// The size of each.
    pub netmask_length: NetmaskLength,
    /// How many.
    pub count: u32,
    /// What the planners want to remember.
    pub note: String,
}

impl Row for Demand {
    fn visit_references(&self, visit: &mut dyn FnMut(AnyId)) {
        visit(AnyId::Pool(self.pool));
    }
}

/// A finding that somebody has accepted. It reopens when its evidence changes, since that is part of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The finding's key: its code, subjects and evidence.
    pub finding: String,
    /// Why it is accepted.
    pub reason: String,
}

impl Row for Acceptance {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}
