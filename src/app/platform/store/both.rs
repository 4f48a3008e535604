//! The database and localStorage as one store: a plan is found in both, and saved in what there is.

use super::aside::Aside;
use super::search::{self, Found};
use super::{LARGE, PlanStore, asides, durable, packing};
use crate::app::platform::later::Later;
use crate::format::stored::{
    Candidate, Draft, Packing, Recovery, Slot, StorageProblem, StoredPlan, read_record, recover, split_copy,
};

/// Whether the caller will write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Writer,
    Reader,
}

/// What all stores together hold of a plan.
pub(super) struct Located {
    pub(super) recovery: Recovery,
    /// The caller's epoch as the writer.
    pub(super) epoch: u64,
    /// The newest revision that the database claims to have.
    pub(super) seen: u64,
    pub(super) exported_at: Option<u64>,
    pub(super) problem: Option<StorageProblem>,
}

impl PlanStore {
    pub(super) async fn mark_exported(&self, id: &str, at: u64) -> Result<(), StorageProblem> {
        if let Ok(database) = &self.0.durable {
            return durable::mark_exported(database, id, at).await;
        }
        let copy = self.copy_of(id).await.and_then(|copy| copy.found.ok());
        let mut plan = copy.ok_or(StorageProblem::NotFound)?;
        plan.exported_at = Some(at);
        self.write_packed(&plan).await
    }

    /// Finds a plan; for a writer, under a new epoch.
    pub(super) fn locate<'a>(&'a self, id: &'a str, role: Role) -> Later<'a, Result<Located, StorageProblem>> {
        Box::pin(async move {
            let copy = self.copy_of(id).await;
            let claimed = copy.as_ref().and_then(|copy| match &copy.found {
                Ok(plan) => Some(plan.at),
                Err(damaged) => damaged.claims,
            });
            let floor = claimed.map_or(0, |at| at.epoch);
            let (mut epoch, mut seen, mut promised, mut exported_at, mut problem) = (floor + 1, 0, None, None, None);
            let mut candidates = Vec::new();
            match self.find(id, role, floor).await {
                Some(Ok(found)) => {
                    epoch = found.epoch;
                    promised = found.entry.as_ref().map(|entry| entry.at);
                    exported_at = found.entry.and_then(|entry| entry.exported_at);
                    candidates = found.candidates;
                    seen = promised.map_or(0, |at| at.revision);
                }
                Some(Err(why)) if copy.is_none() => return Err(why),
                Some(Err(why)) => problem = Some(why),
                None => {}
            }
            candidates.extend(copy);
            let recovery = recover(candidates, promised);
            if let Some((Slot::Durable(_), plan)) = &recovery.plan {
                self.0.known.borrow_mut().note(id, plan.at);
            }
            let copied = recovery.plan.as_ref().and_then(|(_, plan)| plan.exported_at);
            Ok(Located {
                recovery,
                epoch,
                seen,
                exported_at: exported_at.max(copied),
                problem,
            })
        })
    }

    /// What the database holds of a plan; `None` when there is no database.
    async fn find(&self, id: &str, role: Role, floor: u64) -> Option<Result<Found, StorageProblem>> {
        let database = self.0.durable.as_ref().ok()?;
        if role == Role::Writer {
            let found = search::find(database, id, Some(floor), self.0.supported).await;
            if found.is_ok() {
                return Some(found);
            }
        }
        let mut found = search::find(database, id, None, self.0.supported).await;
        if let (Role::Writer, Ok(found)) = (role, &mut found) {
            // A full disk takes no epoch: it is taken with the first save that fits.
            found.epoch = found.epoch.max(floor).saturating_add(1);
        }
        Some(found)
    }

    /// What localStorage holds of a plan.
    pub(super) fn copy_of<'a>(&'a self, id: &'a str) -> Later<'a, Option<Candidate>> {
        Box::pin(async move {
            let copy = self.0.copies.as_ref().ok()?.read(id)?;
            // A newer program's, or none at all, cannot be taken apart.
            let unknown = || {
                let (header, body) = copy.split_once('\n').unwrap_or(("", &copy));
                (header, Packing::Plain, body)
            };
            let (header, packing, body) = split_copy(&copy).unwrap_or_else(unknown);
            let text = match packing {
                Packing::Plain => Some(body.to_owned()),
                Packing::Deflate => packing::unpack(body).await,
            };
            // What cannot be unpacked fails the checksum, and is kept as it is.
            let found = read_record(id, header, text.unwrap_or_else(|| copy.clone()), self.0.supported);
            let slot = Slot::Copy;
            Some(Candidate { slot, found })
        })
    }

    /// Stores a revision: durably, or in localStorage where that is all there is.
    pub(super) fn commit<'a>(&'a self, plan: &'a StoredPlan, expected: u64) -> Later<'a, Result<(), StorageProblem>> {
        Box::pin(async move {
            let Ok(database) = &self.0.durable else {
                return self.write_packed(plan).await;
            };
            durable::commit(database, plan, expected).await?;
            self.0.known.borrow_mut().note(&plan.id, plan.at);
            Ok(())
        })
    }

    /// Writes the copy beside the database's revision. Where it does not fit, an older copy stays as it is.
    pub(super) async fn write_copy(&self, plan: &StoredPlan) -> Result<(), StorageProblem> {
        match self.is_durable() {
            true => self.write_packed(plan).await,
            false => Ok(()),
        }
    }

    /// Writes the copy, packed where that is shorter.
    fn write_packed<'a>(&'a self, plan: &'a StoredPlan) -> Later<'a, Result<(), StorageProblem>> {
        Box::pin(async move {
            let text = &plan.draft.text;
            let packed = match text.len() > LARGE {
                true => packing::pack(text).await.filter(|body| body.len() < text.len()),
                false => None,
            };
            let (packing, body) = match &packed {
                Some(body) => (Packing::Deflate, body),
                None => (Packing::Plain, text),
            };
            self.copies()?.write(plan, packing, body, &self.0.known.borrow())
        })
    }

    /// The same without waiting, and so without compression: for a page that is going.
    pub(super) fn write_copy_now(&self, plan: &StoredPlan) -> Result<(), StorageProblem> {
        self.copies()?
            .write(plan, Packing::Plain, &plan.draft.text, &self.0.known.borrow())
    }

    /// Whether a kept revision says the same as `draft`.
    pub(super) async fn holds(&self, id: &str, draft: &Draft) -> bool {
        let copy = self.copy_of(id).await.and_then(|copy| copy.found.ok());
        match &self.0.durable {
            Ok(database) => durable::holds(database, id, draft).await.unwrap_or(false),
            Err(_) => copy.is_some_and(|copy| copy.draft == *draft),
        }
    }

    pub(super) fn set_aside<'a>(
        &'a self,
        aside: &'a Aside,
        text: &'a str,
        slot: Option<Slot>,
    ) -> Later<'a, Result<(), StorageProblem>> {
        Box::pin(async move {
            let revision = match slot {
                Some(Slot::Durable(revision)) => Some(revision),
                _ => None,
            };
            let durable = match &self.0.durable {
                Ok(database) => asides::add(database, aside, text, revision).await,
                Err(problem) => Err(problem.clone()),
            };
            durable.or_else(|problem| match &self.0.copies {
                Ok(copies) => copies.set_aside(aside, text),
                Err(_) => Err(problem),
            })
        })
    }

    pub(super) fn is_durable(&self) -> bool {
        self.0.durable.is_ok()
    }
}
