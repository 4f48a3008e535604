//! The copies in localStorage: of each plan that fits, and of what could be set aside nowhere else.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::aside::{Aside, Why};
use crate::app::platform::exception::problem;
use crate::format::stored::{
    Entry, KeptCopy, Packing, Position, StorageProblem, StoredPlan, content_checksum, make_room, split_copy,
};

const PLAN: &str = "ipam-planner/plan/";
const ASIDE: &str = "ipam-planner/aside/";
const PROBE: &str = "ipam-planner/probe";

/// What all copies together may take, keys included, in characters. Browsers allow 5,242,880 for the whole site; the rest
/// is for the settings and for what is set aside.
const BUDGET: u64 = 4_500_000;

#[wasm_bindgen]
extern "C" {
    /// Values as JavaScript strings: a copy of another plan is measured without being carried over.
    #[wasm_bindgen(extends = Storage)]
    type Values;
    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn value(this: &Values, key: &str) -> Result<Option<JsString>, JsValue>;
}

/// localStorage, found to work.
#[derive(Clone)]
pub(super) struct Copies {
    storage: Storage,
}

/// How far the database has each plan, as far as this tab knows: copies up to there can be spared.
#[derive(Default)]
pub(super) struct Known(Vec<(String, Position)>);

impl Known {
    /// The database has a plan up to `at`.
    pub(super) fn note(&mut self, id: &str, at: Position) {
        self.forget(id);
        self.0.push((id.to_owned(), at));
    }

    pub(super) fn forget(&mut self, id: &str) {
        self.0.retain(|(known, _)| known != id);
    }

    fn up_to(&self, id: &str) -> Option<Position> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, at)| *at)
    }
}

impl Copies {
    /// Tries whether localStorage works. A full one does.
    pub(super) fn probe() -> Result<Self, StorageProblem> {
        let storage = web_sys::window()
            .ok_or(StorageProblem::Blocked)?
            .local_storage()
            .map_err(|exception| problem(&exception))?
            .ok_or(StorageProblem::Blocked)?;
        match storage.set_item(PROBE, "").map_err(|exception| problem(&exception)) {
            Ok(()) | Err(StorageProblem::Full) => {}
            Err(problem) => return Err(problem),
        }
        storage.remove_item(PROBE).map_err(|exception| problem(&exception))?;
        Ok(Self { storage })
    }

    /// The copy of a plan, as it stands there.
    pub(super) fn read(&self, id: &str) -> Option<String> {
        self.storage.get_item(&format!("{PLAN}{id}")).ok()?
    }

    /// The plans that have a copy, with what its header says.
    pub(super) fn list(&self) -> Vec<(String, Option<Entry>)> {
        let mut list = Vec::new();
        for id in self.keys(PLAN) {
            let entry = self.entry(&id);
            list.push((id, entry));
        }
        list
    }

    /// Writes the copy of a plan; gives up spare copies of other plans when it does not fit otherwise.
    ///
    /// A copy that a later writer made is not overwritten (`LostLease`). One that an earlier writer made after this one
    /// began is set aside first.
    pub(super) fn write(
        &self,
        plan: &StoredPlan,
        packing: Packing,
        body: &str,
        known: &Known,
    ) -> Result<(), StorageProblem> {
        let key = format!("{PLAN}{}", plan.id);
        if let Some(there) = self.entry(&plan.id) {
            if there.at.epoch > plan.at.epoch {
                return Err(StorageProblem::LostLease);
            }
            if there.at.epoch == plan.at.epoch && there.at.revision > plan.at.revision {
                // Packing took longer than the next save.
                return Ok(());
            }
            if there.at.epoch < plan.at.epoch && there.at.revision >= plan.at.revision {
                self.move_aside(&plan.id, &there)?;
            }
        }
        let copy = plan.copy(packing, body);
        let mut others: Vec<KeptCopy> = Vec::new();
        for id in self.keys(PLAN) {
            if id != plan.id {
                others.extend(self.measure(&id, known));
            }
        }
        for key in make_room(&others, units(&key) + units(&copy), BUDGET).ok_or(StorageProblem::Full)? {
            self.remove_key(&key)?;
        }
        self.set(&key, &copy)
    }

    /// Removes the copy of a plan.
    pub(super) fn remove(&self, id: &str) -> Result<(), StorageProblem> {
        self.remove_key(&format!("{PLAN}{id}"))
    }

    /// Sets something aside.
    pub(super) fn set_aside(&self, aside: &Aside, text: &str) -> Result<(), StorageProblem> {
        self.set(&format!("{ASIDE}{}", aside.key), &format!("{}\n{text}", aside.write()))
    }

    /// Everything that is set aside here.
    pub(super) fn asides(&self) -> Vec<Aside> {
        let mut asides = Vec::new();
        for key in self.keys(ASIDE) {
            let value = self.storage.get_item(&format!("{ASIDE}{key}")).ok().flatten();
            asides.extend(value.and_then(|value| Aside::read(value.split_once('\n')?.0)));
        }
        asides
    }

    /// The text of something that is set aside here.
    pub(super) fn aside_text(&self, key: &str) -> Option<String> {
        let value = self.storage.get_item(&format!("{ASIDE}{key}")).ok()??;
        value.split_once('\n').map(|(_, text)| text.to_owned())
    }

    /// Removes something that is set aside here, for good.
    pub(super) fn discard(&self, key: &str) -> Result<(), StorageProblem> {
        self.remove_key(&format!("{ASIDE}{key}"))
    }

    fn move_aside(&self, id: &str, there: &Entry) -> Result<(), StorageProblem> {
        let Some(copy) = self.read(id) else { return Ok(()) };
        let Some((_, Packing::Plain, text)) = split_copy(&copy) else {
            return Ok(());
        };
        let aside = Aside {
            key: format!("{id}/rival/{}", content_checksum(text)),
            plan: id.to_owned(),
            name: there.name.clone(),
            format: Some(there.format),
            why: Why::Rival,
            at: there.saved_at,
            characters: there.characters,
        };
        self.set_aside(&aside, text)?;
        self.remove(id)
    }

    fn measure(&self, id: &str, known: &Known) -> Option<KeptCopy> {
        let key = format!("{PLAN}{id}");
        let length = units(&key) + u64::from(self.value(&key)?.length());
        let entry = self.entry(id);
        let spare = entry.as_ref().is_some_and(|entry| known.up_to(id) >= Some(entry.at));
        Some(KeptCopy {
            key,
            length,
            saved_at: entry.map_or(0, |entry| entry.saved_at),
            spare,
        })
    }

    /// What the header of a copy says.
    fn entry(&self, id: &str) -> Option<Entry> {
        let copy = self.value(&format!("{PLAN}{id}"))?;
        let end = u32::try_from(copy.index_of("\n", 0)).ok()?;
        Entry::read(&copy.substring(0, end).as_string()?)
    }

    fn value(&self, key: &str) -> Option<JsString> {
        self.storage.unchecked_ref::<Values>().value(key).ok()?
    }

    /// What follows `prefix` in the keys that begin with it.
    fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys = Vec::new();
        for index in 0..self.storage.length().unwrap_or(0) {
            let key = self.storage.key(index).ok().flatten();
            keys.extend(key.and_then(|key| key.strip_prefix(prefix).map(str::to_owned)));
        }
        keys
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageProblem> {
        self.storage
            .set_item(key, value)
            .map_err(|exception| problem(&exception))
    }

    fn remove_key(&self, key: &str) -> Result<(), StorageProblem> {
        self.storage.remove_item(key).map_err(|exception| problem(&exception))
    }
}

/// The length as browsers count it: in UTF-16 code units.
fn units(text: &str) -> u64 {
    text.encode_utf16().fold(0, |count, _| count + 1)
}
