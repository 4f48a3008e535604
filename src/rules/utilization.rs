//! How full a pool is, against the thresholds that the planners set.

use super::{Facts, Verdict, naming};
use crate::plan::{Id, Percent, Pool};

/// Evidence names a band of so many percent, so that an accepted finding does not open again with every allocation.
const BAND: u32 = 5;

/// A threshold that a pool has reached, and how full it is, in whole percent, rounded down.
pub(super) struct Reached {
    threshold: Percent,
    percent: u32,
}

impl Reached {
    /// Whether a pool has reached `threshold`. A pool without a CIDR is not full.
    pub(super) fn of(facts: Facts<'_>, id: Id<Pool>, threshold: Option<Percent>) -> Option<Self> {
        let threshold = threshold?;
        let space = facts.index.pool(id)?.space();
        if space.pool().is_empty() {
            return None;
        }
        let used = space.size().checked_sub(space.free_size())?;
        let percent = used.per_ten_thousand_of(space.size()) / 100;
        (percent >= u32::from(threshold.get())).then_some(Self { threshold, percent })
    }

    /// "The pool Production is 83 % full; its warning threshold is 80 %"
    pub(super) fn verdict(&self, facts: Facts<'_>, id: Id<Pool>, which: &str) -> Verdict {
        let Self { threshold, percent } = self;
        Verdict {
            sentence: format!(
                "{} is {percent} % full; its {which} threshold is {threshold}",
                naming::pool(facts, id).first()
            ),
            evidence: format!("{threshold}, from {} %", percent / BAND * BAND),
        }
    }
}
