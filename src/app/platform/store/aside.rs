//! What is set aside: kept beside the plans so that nothing that somebody wrote is lost.

use serde::{Deserialize, Serialize};

use crate::format::stored::{Damage, Damaged, StorageProblem, StoredPlan, content_checksum};

/// Something that was set aside. Its text is asked for by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Aside {
    /// Its key. The same text of the same plan has the same one, however often it is set aside.
    pub key: String,
    /// The plan that it belongs to.
    pub plan: String,
    /// The plan's name, where that is known.
    pub name: String,
    /// The version of the text's format, where that is known.
    pub format: Option<u32>,
    /// Why it was set aside.
    pub why: Why,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// The text's length in characters.
    pub characters: u64,
}

/// Why something was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Why {
    /// It cannot be used.
    Damaged(Damage),
    /// Another tab's version of the plan became the plan.
    Rival,
    /// The plan was deleted.
    Deleted,
}

impl From<Why> for String {
    fn from(why: Why) -> Self {
        match why {
            Why::Damaged(Damage::Unreadable) => "unreadable".to_owned(),
            Why::Damaged(Damage::Changed) => "changed".to_owned(),
            Why::Damaged(Damage::NewerFormat(version)) => format!("newer {version}"),
            Why::Rival => "rival".to_owned(),
            Why::Deleted => "deleted".to_owned(),
        }
    }
}

impl TryFrom<String> for Why {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, &'static str> {
        match word.as_str() {
            "unreadable" => Ok(Self::Damaged(Damage::Unreadable)),
            "changed" => Ok(Self::Damaged(Damage::Changed)),
            "rival" => Ok(Self::Rival),
            "deleted" => Ok(Self::Deleted),
            other => match other.strip_prefix("newer ").map(str::parse) {
                Some(Ok(version)) => Ok(Self::Damaged(Damage::NewerFormat(version))),
                _ => Err("not a reason"),
            },
        }
    }
}

/// Something that was just set aside, with its text in case that it could not be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// What it is.
    pub aside: Aside,
    /// Its text.
    pub text: String,
    /// Whether it is stored; if not, this value is all there is.
    pub stored: Result<(), StorageProblem>,
}

impl Aside {
    /// For a readable revision.
    pub(super) fn of_plan(plan: &StoredPlan, why: Why, at: u64) -> Self {
        let Self { key, characters, .. } = Self::of_text(&plan.id, &plan.draft.text, why, at);
        let (name, format) = (plan.draft.name.clone(), Some(plan.draft.format_version));
        Self {
            key,
            plan: plan.id.clone(),
            name,
            format,
            why,
            at,
            characters,
        }
    }

    /// For an unusable one.
    pub(super) fn of_damaged(plan: &str, damaged: &Damaged, at: u64) -> Self {
        Self::of_text(plan, &damaged.text, Why::Damaged(damaged.damage), at)
    }

    fn of_text(plan: &str, text: &str, why: Why, at: u64) -> Self {
        let kind = match why {
            Why::Damaged(_) => "damaged",
            Why::Rival => "rival",
            Why::Deleted => "deleted",
        };
        Self {
            key: format!("{plan}/{kind}/{}", content_checksum(text)),
            plan: plan.to_owned(),
            name: String::new(),
            format: None,
            why,
            at,
            characters: u64::try_from(text.chars().count()).unwrap_or(u64::MAX),
        }
    }

    /// Sorts the latest first.
    pub(super) fn latest_first(asides: &mut [Self]) {
        asides.sort_unstable_by(|a, b| (b.at, &a.key).cmp(&(a.at, &b.key)));
    }

    pub(super) fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}
