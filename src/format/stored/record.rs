//! One stored revision of a plan: a header of one line of JSON, and the text.

use std::fmt;

use xxhash_rust::xxh64::Xxh64;

use super::line::{Fields, Line};

/// The version of the records themselves. What a text holds has its own version, [`Draft::format_version`].
pub const STORE_VERSION: u32 = 1;

/// The largest revision and epoch that are taken at their word: IndexedDB keys are floating-point numbers.
const LARGEST: u64 = (1 << 53) - 1;

/// A plan as it is handed over to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The plan's name, for the list of plans.
    pub name: String,
    /// The version of the text's format.
    pub format_version: u32,
    /// The plan's text.
    pub text: String,
}

/// Where a save stands in the life of a plan. A later epoch is newer whatever the revision: an epoch begins when a tab
/// becomes the writer, with what was newest then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// How many times a tab has become the writer of this plan.
    pub epoch: u64,
    /// The number of the save. Numbers may be skipped and are never used twice by one writer.
    pub revision: u64,
}

/// One revision of a plan, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPlan {
    /// Which plan.
    pub id: String,
    /// Which save.
    pub at: Position,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// When the plan was last exported, in milliseconds since 1970. Not part of what the checksum covers.
    pub exported_at: Option<u64>,
    /// What was saved.
    pub draft: Draft,
}

/// How the text of a copy is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// Raw deflate, then Base64.
    Deflate,
}

impl Packing {
    fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Deflate => "deflate",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Plain, Self::Deflate]
            .into_iter()
            .find(|packing| packing.word() == word)
    }
}

/// A line of the list of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which plan.
    pub plan: String,
    /// The plan's name.
    pub name: String,
    /// The version of the text's format.
    pub format: u32,
    /// The newest save.
    pub at: Position,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// The text's length in characters.
    pub characters: u64,
    /// When the plan was last exported, in milliseconds since 1970.
    pub exported_at: Option<u64>,
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is not a record of this plan.
    Unreadable,
    /// The checksum does not fit.
    Changed,
    /// A newer program wrote it. The number is the version found.
    NewerFormat(u32),
}

/// A record that cannot be used, with everything that was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// What is wrong.
    pub damage: Damage,
    /// What was found: the plan's text when the record could be taken apart, else all of it.
    pub text: String,
    /// Which save it claims to be, where that can be read.
    pub claims: Option<Position>,
}

impl StoredPlan {
    /// The line of this revision in the list of plans.
    pub fn entry(&self) -> Entry {
        Entry {
            plan: self.id.clone(),
            name: self.draft.name.clone(),
            format: self.draft.format_version,
            at: self.at,
            saved_at: self.saved_at,
            characters: u64::try_from(self.draft.text.chars().count()).unwrap_or(u64::MAX),
            exported_at: self.exported_at,
        }
    }

    /// The header: one line of JSON, without a line break.
    pub fn header(&self, packing: Packing) -> String {
        self.header_of(&self.entry(), packing)
    }

    /// The header of this revision, whose line in the list is `entry`: to count its characters once for both.
    pub fn header_of(&self, entry: &Entry, packing: Packing) -> String {
        let mut line = entry.line();
        line.text("packing", packing.word());
        line.text("checksum", &self.checksum());
        line.end()
    }

    /// This revision as one string: the header, a line break, and `body`, which is the text written as `packing` says.
    pub fn copy(&self, packing: Packing, body: &str) -> String {
        let mut copy = self.header(packing);
        copy.push('\n');
        copy.push_str(body);
        copy
    }

    /// 16 hexadecimal digits over everything but the date of the last export.
    pub fn checksum(&self) -> String {
        let mut hash = Xxh64::new(0);
        for part in [self.id.as_str(), self.draft.name.as_str()] {
            // With its length, so that no two plans give the same bytes.
            hash.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(part.as_bytes());
        }
        for number in [
            u64::from(self.draft.format_version),
            self.at.epoch,
            self.at.revision,
            self.saved_at,
        ] {
            hash.update(&number.to_le_bytes());
        }
        hash.update(self.draft.text.as_bytes());
        format!("{:016x}", hash.digest())
    }

    /// Whether this revision says something else than `other`: another name, format or text.
    pub fn differs_from(&self, other: &Self) -> bool {
        self.draft != other.draft
    }
}

/// 16 hexadecimal digits over a text, to tell texts apart that no header describes.
pub fn content_checksum(text: &str) -> String {
    format!("{:016x}", xxhash_rust::xxh64::xxh64(text.as_bytes(), 0))
}

/// Reads a record of the plan `id`: a header and its text (unpacked). `supported` is the newest format version that the
/// program can read.
///
/// # Errors
/// Says what is wrong, and gives the text back.
pub fn read_record(id: &str, header: &str, text: String, supported: u32) -> Result<StoredPlan, Damaged> {
    let unusable = |damage, text, claims| Err(Damaged { damage, text, claims });
    let Some(fields) = Fields::of(header) else {
        return unusable(Damage::Unreadable, text, None);
    };
    // The only part of a header that every version has in common.
    if let Some(store) = fields.small("store").filter(|store| *store > STORE_VERSION) {
        return unusable(Damage::NewerFormat(store), text, None);
    }
    let entry = Entry::of(&fields).filter(|entry| entry.plan == id);
    let (Some(entry), Some(checksum)) = (entry, fields.text("checksum")) else {
        return unusable(Damage::Unreadable, text, None);
    };
    let claims = Some(entry.at);
    let plan = StoredPlan {
        id: entry.plan,
        at: entry.at,
        saved_at: entry.saved_at,
        exported_at: entry.exported_at,
        draft: Draft {
            name: entry.name,
            format_version: entry.format,
            text,
        },
    };
    if plan.checksum() != checksum {
        return unusable(Damage::Changed, plan.draft.text, claims);
    }
    if plan.draft.format_version > supported {
        let damage = Damage::NewerFormat(plan.draft.format_version);
        return unusable(damage, plan.draft.text, claims);
    }
    Ok(plan)
}

/// Takes a copy apart: header, how the body is written, body. `None` when it is no copy.
pub fn split_copy(copy: &str) -> Option<(&str, Packing, &str)> {
    let (header, body) = copy.split_once('\n')?;
    let packing = Fields::of(header)?.text("packing")?;
    Some((header, Packing::of_word(&packing)?, body))
}

impl Entry {
    /// The line of a plan of which nothing can be read but its id.
    pub fn nameless(plan: &str) -> Self {
        let at = Position::default();
        Self {
            plan: plan.to_owned(),
            name: String::new(),
            format: 0,
            at,
            saved_at: 0,
            characters: 0,
            exported_at: None,
        }
    }

    /// Reads a line of the list, or the header of a record, without its text. `None` when it is neither.
    pub fn read(json: &str) -> Option<Self> {
        Self::of(&Fields::of(json)?)
    }

    fn of(fields: &Fields<'_>) -> Option<Self> {
        fields.small("store")?;
        let at = Position {
            epoch: fields.number("epoch")?,
            revision: fields.number("revision")?,
        };
        let entry = Self {
            plan: fields.text("plan")?,
            name: fields.text("name")?,
            format: fields.small("format")?,
            at,
            saved_at: fields.number("savedAt")?,
            characters: fields.number("characters")?,
            exported_at: fields.optional("exportedAt", Fields::number)?,
        };
        (at.revision <= LARGEST && at.epoch <= LARGEST).then_some(entry)
    }

    /// One line of JSON.
    pub fn write(&self) -> String {
        self.line().end()
    }

    fn line(&self) -> Line {
        let mut line = Line::new();
        line.number("store", u64::from(STORE_VERSION));
        line.text("plan", &self.plan);
        line.text("name", &self.name);
        line.number("format", u64::from(self.format));
        line.number("epoch", self.at.epoch);
        line.number("revision", self.at.revision);
        line.number("savedAt", self.saved_at);
        line.number("characters", self.characters);
        line.optional_number("exportedAt", self.exported_at);
        line
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("not a record of this plan"),
            Self::Changed => f.write_str("the checksum does not fit"),
            Self::NewerFormat(version) => write!(f, "written by a newer program (version {version})"),
        }
    }
}
