//! The database and localStorage as one store: a plan is found in both, and saved in what there is.

use super::aside::Aside;
use super::copies::Known;
use super::{LARGE, PlanStore, durable, packing};
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
        match &self.0.durable {
            Ok(database) => durable::mark_exported(database, id, at).await,
            Err(_) => match self.copy_of(id).await.map(|candidate| candidate.found) {
                Some(Ok(plan)) => {
                    let plan = StoredPlan {
                        exported_at: Some(at),
                        ..plan
                    };
                    let (packing, body) = packed(&plan.draft.text).await;
                    self.copies()?.write(
                        &plan,
                        packing,
                        body.as_deref().unwrap_or(&plan.draft.text),
                        &Known::new(),
                    )
                }
                _ => Err(StorageProblem::NotFound),
            },
        }
    }

    /// Finds a plan; for a writer, under a new epoch.
    pub(super) async fn locate(&self, id: &str, role: Role) -> Result<Located, StorageProblem> {
        let copy = self.copy_of(id).await;
        let claimed = copy.as_ref().and_then(|copy| match &copy.found {
            Ok(plan) => Some(plan.at),
            Err(damaged) => damaged.claims,
        });
        let floor = claimed.map_or(0, |at| at.epoch);
        let (mut epoch, mut seen, mut promised, mut exported_at, mut problem) = (floor + 1, 0, None, None, None);
        let mut candidates = Vec::new();
        if let Ok(database) = &self.0.durable {
            let supported = self.0.supported;
            let found = match role {
                Role::Reader => durable::find(database, id, supported).await,
                Role::Writer => match durable::claim(database, id, floor, supported).await {
                    Ok(found) => Ok(found),
                    // A full disk takes no epoch: it is taken with the first save that fits.
                    Err(_) => durable::find(database, id, supported).await.map(|mut found| {
                        found.epoch = found.epoch.max(floor).saturating_add(1);
                        found
                    }),
                },
            };
            match found {
                Ok(found) => {
                    epoch = found.epoch;
                    promised = found.entry.as_ref().map(|entry| entry.at);
                    exported_at = found.entry.and_then(|entry| entry.exported_at);
                    candidates = found.candidates;
                    seen = promised.map_or(0, |at| at.revision);
                }
                Err(why) if copy.is_none() => return Err(why),
                Err(why) => problem = Some(why),
            }
        }
        candidates.extend(copy);
        let recovery = recover(candidates, promised);
        if let Some((Slot::Durable(_), plan)) = &recovery.plan {
            self.0.known.borrow_mut().insert(id.to_owned(), plan.at);
        }
        let copied = recovery.plan.as_ref().and_then(|(_, plan)| plan.exported_at);
        Ok(Located {
            recovery,
            epoch,
            seen,
            exported_at: exported_at.max(copied),
            problem,
        })
    }

    /// What localStorage holds of a plan.
    pub(super) async fn copy_of(&self, id: &str) -> Option<Candidate> {
        let copy = self.0.copies.as_ref().ok()?.read(id)?;
        let (header, packing, body) = match split_copy(&copy) {
            Some(parts) => parts,
            // A newer program's, or none at all.
            None => {
                let (header, body) = copy.split_once('\n').unwrap_or(("", &copy));
                (header, Packing::Plain, body)
            }
        };
        let text = match packing {
            Packing::Plain => Some(body.to_owned()),
            Packing::Deflate => packing::unpack(body).await,
        };
        // What cannot be unpacked fails the checksum, and is kept as it is.
        let found = read_record(id, header, text.unwrap_or_else(|| copy.clone()), self.0.supported);
        Some(Candidate {
            slot: Slot::Copy,
            found,
        })
    }

    /// Stores a revision: durably, or in localStorage where that is all there is.
    pub(super) async fn commit(&self, plan: &StoredPlan, expected: u64) -> Result<(), StorageProblem> {
        match &self.0.durable {
            Ok(database) => {
                durable::commit(database, plan, expected).await?;
                self.0.known.borrow_mut().insert(plan.id.clone(), plan.at);
                Ok(())
            }
            Err(_) => {
                let (packing, body) = packed(&plan.draft.text).await;
                let body = body.as_deref().unwrap_or(&plan.draft.text);
                self.copies()?.write(plan, packing, body, &Known::new())
            }
        }
    }

    /// Writes the copy beside the database's revision. Where it does not fit, an older copy stays as it is.
    pub(super) async fn write_copy(&self, plan: &StoredPlan) -> Result<(), StorageProblem> {
        if self.0.durable.is_err() {
            return Ok(());
        }
        let (packing, body) = packed(&plan.draft.text).await;
        let body = body.as_deref().unwrap_or(&plan.draft.text);
        self.copies()?.write(plan, packing, body, &self.0.known.borrow())
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

    pub(super) async fn set_aside(&self, aside: &Aside, text: &str, slot: Option<Slot>) -> Result<(), StorageProblem> {
        let revision = match slot {
            Some(Slot::Durable(revision)) => Some(revision),
            _ => None,
        };
        let durable = match &self.0.durable {
            Ok(database) => durable::set_aside(database, aside, text, revision).await,
            Err(problem) => Err(problem.clone()),
        };
        durable.or_else(|problem| match &self.0.copies {
            Ok(copies) => copies.set_aside(aside, text),
            Err(_) => Err(problem),
        })
    }

    pub(super) fn is_durable(&self) -> bool {
        self.0.durable.is_ok()
    }
}

/// How a text is best written into localStorage: packed where that is shorter, else as it is (`None`).
async fn packed(text: &str) -> (Packing, Option<String>) {
    if text.len() > LARGE
        && let Some(body) = packing::pack(text).await.filter(|body| body.len() < text.len())
    {
        return (Packing::Deflate, Some(body));
    }
    (Packing::Plain, None)
}
