//! The steps in a few numbers.

use std::ops::Range;

use super::step::{Fate, Footing, Lifecycle, Step, Wait};
use crate::ordered::OrderedSet;
use crate::plan::{AnyId, ScopeOrigin};

/// How long something takes, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// At least, in practice.
    pub least: u32,
    /// At most, in practice.
    pub most: u32,
}

impl Minutes {
    /// How long IPAM takes to release an allocation by itself. AWS says "after some time"; 20 to 30 minutes were measured
    /// (terraform-provider-aws, issues 31211 and 30165).
    pub const OF_A_RELEASE: Self = Self { least: 20, most: 30 };

    fn times(self, count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            least: self.least.saturating_mul(count),
            most: self.most.saturating_mul(count),
        }
    }
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many steps there are.
    pub steps: usize,
    /// How long IPAM's releases take together. Those that stand together take their time together; other waits are short.
    pub waiting: Minutes,
    /// How many resources are made for the first time.
    pub created: usize,
    /// How many resources are destroyed and made again.
    pub recreated: usize,
    /// How many resources go for good.
    pub destroyed: usize,
    /// How many VPCs stay while their allocations are released and, unless they are to be unmanaged, imported again.
    pub reimported: usize,
    /// How many steps no page of AWS confirms.
    pub unverified: usize,
    /// How many things AWS refuses.
    pub impossible: usize,
}

impl Lifecycle {
    /// How much there is to do. The CIDRs of a pool or VPC count with it, the default scopes with the IPAM. O(n log n).
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            steps: self.steps.len(),
            waiting: Minutes::OF_A_RELEASE.times(waits(&self.steps).len()),
            unverified: self.steps.iter().filter(|step| step.is_unverified()).count(),
            impossible: self.impossible.len(),
            ..Summary::default()
        };
        let mut staying = OrderedSet::new();
        for (id, fate) in &self.fates {
            if let (AnyId::VpcCidr(id), Fate::Reimported(_)) = (id, fate) {
                staying.extend(self.outcome.vpc_cidrs.get(id).map(|row| row.vpc));
            }
            let counts = match id {
                AnyId::Scope(id) => {
                    let row = self.outcome.scopes.get(id);
                    row.is_none_or(|row| row.origin == ScopeOrigin::Additional)
                }
                AnyId::PoolCidr(_) | AnyId::VpcCidr(_) => false,
                _ => true,
            };
            if counts {
                match fate {
                    Fate::Created => summary.created += 1,
                    Fate::Recreated(_) => summary.recreated += 1,
                    Fate::Destroyed(_) => summary.destroyed += 1,
                    Fate::Changed | Fate::Reimported(_) | Fate::Impossible => {}
                }
            }
        }
        summary.reimported = staying.len();
        summary
    }
}

impl Step {
    /// Whether no page of AWS confirms it.
    pub fn is_unverified(&self) -> bool {
        matches!(self.footing, Footing::Unverified { .. })
    }

    /// Whether IPAM has to release an allocation by itself after it.
    pub fn releases(&self) -> bool {
        matches!(self.wait, Wait::Release { .. })
    }
}

/// The runs of steps after each of which IPAM releases an allocation by itself: none of them waits for the release of another, so
/// one wait after the last of a run is enough.
pub fn waits(steps: &[Step]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (place, _) in steps.iter().enumerate().filter(|(_, step)| step.releases()) {
        match runs.last_mut().filter(|run| run.end == place) {
            Some(run) => run.end = place + 1,
            None => runs.push(place..place + 1),
        }
    }
    runs
}
