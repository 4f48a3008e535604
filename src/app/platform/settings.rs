//! What the user has set: in localStorage, for this browser only. Not part of any plan.

use gloo_storage::{LocalStorage, Storage};

use super::exception::problem;
use super::theme::Theme;
use crate::format::stored::{Fields, Line, StorageProblem};

/// The number is the version of [`Settings`]: another one would not read this one's value.
const KEY: &str = "ipam-planner/settings/1";

/// Whether keys that write a character (P, Shift+E, ?) do something by themselves. Who speaks to the machine, or hits keys
/// without meaning to, can turn that off: <https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SingleKeys {
    /// They do.
    #[default]
    Act,
    /// They write, and in the tree look for names.
    Rest,
}

/// Whether the tour of the screen is still to be offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tour {
    /// Nobody has seen it here.
    #[default]
    New,
    /// Somebody has, or did not want to.
    Seen,
}

/// What the user has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Light, dark or the system's.
    pub theme: Theme,
    /// Sizes of resizable panels in CSS pixels, by the panel's name.
    panels: Vec<(String, u32)>,
    /// Whether keys that write a character do something by themselves.
    pub single_keys: SingleKeys,
    /// Whether the tour was seen.
    pub tour: Tour,
    /// The plan that was open last.
    pub last_plan: Option<String>,
    /// How the tree looks, as the tree writes it.
    pub tree: Option<String>,
}

impl Settings {
    /// The settings, or the defaults where there are none, they are broken, or storage is blocked.
    pub fn load() -> Self {
        let kept = storage().ok().and_then(|storage| storage.get_item(KEY).ok()?);
        kept.and_then(|json| Self::read(&json)).unwrap_or_default()
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// Storage is full or blocked.
    pub fn save(&self) -> Result<(), StorageProblem> {
        storage()?
            .set_item(KEY, &self.write())
            .map_err(|exception| problem(&exception))
    }

    /// The size of a panel, if the user has set it.
    pub fn panel(&self, name: &str) -> Option<u32> {
        self.panels
            .iter()
            .find(|(panel, _)| panel == name)
            .map(|(_, size)| *size)
    }

    /// Sets the size of a panel.
    pub fn set_panel(&mut self, name: &str, size: u32) {
        self.panels.retain(|(panel, _)| panel != name);
        self.panels.push((name.to_owned(), size));
    }

    /// Reads what [`Settings::write`] wrote. What is missing is as usual; `None` when something is of another kind.
    pub fn read(json: &str) -> Option<Self> {
        let fields = Fields::of(json)?;
        let mut panels = Vec::new();
        if let Some(sizes) = fields.optional("panels", Fields::fields)? {
            for name in sizes.names() {
                panels.push((name.to_owned(), sizes.small(name)?));
            }
        }
        Some(Self {
            theme: match fields.optional("theme", Fields::text)? {
                Some(word) => Theme::of_word(&word)?,
                None => Theme::default(),
            },
            panels,
            single_keys: match fields.optional("singleKeys", Fields::text)?.as_deref() {
                Some("rest") => SingleKeys::Rest,
                _ => SingleKeys::Act,
            },
            tour: match fields.optional("tour", Fields::text)?.as_deref() {
                Some("seen") => Tour::Seen,
                _ => Tour::New,
            },
            last_plan: fields.optional("lastPlan", Fields::text)?,
            tree: fields.optional("tree", Fields::text)?,
        })
    }

    /// One line of JSON.
    pub fn write(&self) -> String {
        let mut line = Line::new();
        line.text("theme", self.theme.word());
        let mut panels = Line::new();
        for (name, size) in &self.panels {
            panels.number(name, u64::from(*size));
        }
        line.line("panels", panels);
        if self.single_keys == SingleKeys::Rest {
            line.text("singleKeys", "rest");
        }
        if self.tour == Tour::Seen {
            line.text("tour", "seen");
        }
        for (name, text) in [("lastPlan", &self.last_plan), ("tree", &self.tree)] {
            if let Some(text) = text {
                line.text(name, text);
            }
        }
        line.end()
    }
}

/// gloo-storage panics when the browser does not hand out localStorage at all.
fn storage() -> Result<web_sys::Storage, StorageProblem> {
    match web_sys::window().ok_or(StorageProblem::Blocked)?.local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        Ok(None) => Err(StorageProblem::Blocked),
        Err(exception) => Err(problem(&exception)),
    }
}
