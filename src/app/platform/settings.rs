//! What the user has set: in localStorage, for this browser only. Not part of any plan.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::exception::problem;
use super::theme::Theme;
use crate::format::stored::StorageProblem;

/// The number is the version of [`Settings`]: another one would not read this one's value.
const KEY: &str = "ipam-planner/settings/1";

/// What the user has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Light, dark or the system's.
    pub theme: Theme,
    /// Sizes of resizable panels in CSS pixels, by the panel's name.
    pub panels: BTreeMap<String, u32>,
    /// The plan that was open last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_plan: Option<String>,
}

impl Settings {
    /// The settings, or the defaults where there are none, they are broken, or storage is blocked.
    pub fn load() -> Self {
        probe()
            .and_then(|()| LocalStorage::get(KEY).map_err(|_| StorageProblem::NotFound))
            .unwrap_or_default()
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// Storage is full or blocked.
    pub fn save(&self) -> Result<(), StorageProblem> {
        probe()?;
        LocalStorage::set(KEY, self).map_err(|error| match error {
            gloo_storage::errors::StorageError::JsError(error) => {
                StorageProblem::from_exception(&error.name, 0, &error.message)
            }
            other => super::exception::named("StorageError", &other.to_string()),
        })
    }
}

/// gloo-storage panics when the browser does not hand out localStorage at all.
fn probe() -> Result<(), StorageProblem> {
    match web_sys::window().ok_or(StorageProblem::Blocked)?.local_storage() {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(StorageProblem::Blocked),
        Err(exception) => Err(problem(&exception)),
    }
}
