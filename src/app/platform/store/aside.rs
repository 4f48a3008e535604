//! What is set aside: kept beside the plans so that nothing that somebody wrote is lost.

use crate::format::stored::{Damage, Damaged, Fields, Line, StorageProblem, StoredPlan, content_checksum};

/// Something that was set aside. Its text is asked for by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It cannot be used.
    Damaged(Damage),
    /// Another tab's version of the plan became the plan.
    Rival,
    /// The plan was deleted.
    Deleted,
}

impl Why {
    fn word(self) -> String {
        match self {
            Self::Damaged(Damage::Unreadable) => "unreadable".to_owned(),
            Self::Damaged(Damage::Changed) => "changed".to_owned(),
            Self::Damaged(Damage::NewerFormat(version)) => format!("newer {version}"),
            Self::Rival => "rival".to_owned(),
            Self::Deleted => "deleted".to_owned(),
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        match word {
            "unreadable" => Some(Self::Damaged(Damage::Unreadable)),
            "changed" => Some(Self::Damaged(Damage::Changed)),
            "rival" => Some(Self::Rival),
            "deleted" => Some(Self::Deleted),
            other => {
                let version = other.strip_prefix("newer ")?.parse().ok()?;
                Some(Self::Damaged(Damage::NewerFormat(version)))
            }
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

    /// The latest first.
    pub(super) fn latest_first(asides: Vec<Self>) -> Vec<Self> {
        let mut sorted: Vec<Self> = Vec::with_capacity(asides.len());
        for aside in asides {
            let place = sorted.partition_point(|other| (other.at, &aside.key) > (aside.at, &other.key));
            sorted.insert(place, aside);
        }
        sorted
    }

    /// One line of JSON.
    pub fn write(&self) -> String {
        let mut line = Line::new();
        line.text("key", &self.key);
        line.text("plan", &self.plan);
        line.text("name", &self.name);
        line.optional_number("format", self.format.map(u64::from));
        line.text("why", &self.why.word());
        line.number("at", self.at);
        line.number("characters", self.characters);
        line.end()
    }

    pub(super) fn read(json: &str) -> Option<Self> {
        let fields = Fields::of(json)?;
        Some(Self {
            key: fields.text("key")?,
            plan: fields.text("plan")?,
            name: fields.text("name")?,
            format: fields.optional("format", Fields::small)?,
            why: Why::of_word(&fields.text("why")?)?,
            at: fields.number("at")?,
            characters: fields.number("characters")?,
        })
    }
}
