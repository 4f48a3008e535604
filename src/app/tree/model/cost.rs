//! What a row and all below it costs.

use crate::address::AddressCount;
use crate::app::money::{currency, has_no_price, to_the_cent};
use crate::cost::Period;
use crate::plan::Node;
use crate::workspace::Workspace;

/// The cells of the columns about cost; both are empty where nothing runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app::tree) struct CostCells {
    /// Billed active IPs.
    pub(in crate::app::tree) active: String,
    /// All charges of a month, to the cent; empty where a price is missing.
    pub(in crate::app::tree) cost: String,
}

impl CostCells {
    /// The cells of a row. O(log n).
    pub(in crate::app::tree) fn of(workspace: &Workspace, node: Node) -> Self {
        let estimate = workspace.estimate();
        let figures = estimate.at(workspace.plan(), workspace.index(), node);
        if figures.is_empty() {
            return Self::default();
        }
        let terms = estimate.terms();
        let cost = || to_the_cent(currency(terms), figures.total_for(terms, Period::Month));
        Self {
            active: AddressCount::from(figures.active()).to_string(),
            cost: if has_no_price(terms) { String::new() } else { cost() },
        }
    }

    /// For the ear.
    pub(in crate::app::tree) fn sentence(&self) -> Option<String> {
        match (self.active.as_str(), self.cost.as_str()) {
            ("", _) => None,
            (active, "") => Some(format!("{active} active IPs")),
            (active, cost) => Some(format!("{active} active IPs, {cost} a month")),
        }
    }
}
