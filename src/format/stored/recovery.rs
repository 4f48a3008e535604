//! Which of several stored copies is the plan.

use super::record::{Damage, Damaged, Position, StoredPlan};

/// Where a copy was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The copy in localStorage.
    Copy,
    /// A revision kept in the database, under this number.
    Durable(u64),
}

/// What was found in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub slot: Slot,
    /// What.
    pub found: Result<StoredPlan, Damaged>,
}

/// What is to be made of everything that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// The newest revision that can be read, and where it was found.
    pub plan: Option<(Slot, StoredPlan)>,
    /// Readable revisions that say something else and that `plan` does not follow from. To be kept beside it.
    pub rivals: Vec<(Slot, StoredPlan)>,
    /// What cannot be used. To be kept for download.
    pub damaged: Vec<(Slot, Damaged)>,
    /// The revision that was reported as saved, when it is newer than what could be read.
    pub lost: Option<u64>,
    /// The next save's revision number: larger than any that was found, readable or not.
    pub next_revision: u64,
}

impl Recovery {
    /// Whether `plan` is older than something that was found or promised.
    pub fn fell_back(&self) -> bool {
        let newest = self.plan.as_ref().map(|(_, plan)| plan.at);
        self.lost.is_some()
            || self.damaged.iter().any(|(slot, damaged)| match (slot, damaged.claims) {
                (_, Some(claims)) => Some(claims) > newest,
                (Slot::Durable(revision), None) => newest.is_none_or(|newest| *revision > newest.revision),
                (Slot::Copy, None) => newest.is_none(),
            })
    }

    /// The version of the newer program that wrote something newer than `plan`. What it wrote is then left where it
    /// is, and this program does not write.
    pub fn newer_format(&self) -> Option<u32> {
        let newest = self.plan.as_ref().map(|(_, plan)| plan.at);
        self.damaged.iter().find_map(|(_, damaged)| match damaged.damage {
            Damage::NewerFormat(version) if damaged.claims.is_none() || damaged.claims > newest => Some(version),
            _ => None,
        })
    }
}

/// Decides. `promised` is what the list of plans says was saved last.
///
/// The newest readable revision is the plan: a later epoch before an earlier one, then the higher revision, then the
/// later date, then the database before the copy. What is older is its past, and needs no mention. What has the same
/// number or a higher one from an earlier epoch and says something else is a rival: two tabs have written past each
/// other.
pub fn recover(candidates: Vec<Candidate>, promised: Option<Position>) -> Recovery {
    let mut recovery = Recovery::default();
    let mut readable = Vec::new();
    let mut highest = promised.map_or(0, |promised| promised.revision);
    for Candidate { slot, found } in candidates {
        if let Slot::Durable(revision) = slot {
            highest = highest.max(revision);
        }
        match found {
            Ok(plan) => {
                highest = highest.max(plan.at.revision);
                readable.push((slot, plan));
            }
            Err(damaged) => {
                highest = highest.max(damaged.claims.map_or(0, |claims| claims.revision));
                recovery.damaged.push((slot, damaged));
            }
        }
    }
    recovery.next_revision = highest.saturating_add(1);
    let newest = (0..readable.len()).max_by_key(|index| {
        let candidate: Option<&(Slot, StoredPlan)> = readable.get(*index);
        candidate.map(|(slot, plan)| (plan.at, plan.saved_at, *slot))
    });
    recovery.plan = newest.map(|newest| readable.swap_remove(newest));
    if let Some((_, plan)) = &recovery.plan {
        readable.retain(|(_, other)| other.at.revision >= plan.at.revision && other.differs_from(plan));
        recovery.rivals = readable;
    }
    let newest = recovery.plan.as_ref().map(|(_, plan)| plan.at);
    recovery.lost = promised
        .filter(|promised| Some(*promised) > newest)
        .map(|promised| promised.revision);
    recovery
}
