//! One stored revision of a plan: a header of one line of JSON, and the text.

use std::fmt;

use serde::Serialize;
use xxhash_rust::xxh64::Xxh64;

use crate::format::json_path::{Key, Members};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Packing {
    /// As it is.
    Plain,
    /// Raw deflate, then Base64.
    Deflate,
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

/// What is written on one line of JSON: the header of a record, or, without packing and checksum, a line of the list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    store: u32,
    plan: &'a str,
    name: &'a str,
    format: u32,
    epoch: u64,
    revision: u64,
    saved_at: u64,
    characters: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    exported_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packing: Option<Packing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checksum: Option<String>,
}

/// The same as it is read, member by member: what serde derives for it takes as much room in the page as all the rest.
/// `store` is the only one that every version has in common.
struct Line<'t>(Members<'t>);

impl<'t> Line<'t> {
    fn of(json: &'t str) -> Option<Self> {
        Members::of(json).ok().map(Self)
    }

    /// The value of the one member `key`, as it stands in the text; nothing for `null`.
    fn value(&self, key: &str) -> Option<&'t str> {
        let mut found = self.0.0.iter().filter(|(other, _)| other == key);
        let (_, value) = found.next().filter(|(_, value)| *value != "null")?;
        found.next().is_none().then_some(*value)
    }

    fn text(&self, key: &str) -> Option<String> {
        let Key(text) = serde_json::from_str(self.value(key)?).ok()?;
        Some(text.into_owned())
    }

    fn number(&self, key: &str) -> Option<u64> {
        self.value(key)?.parse().ok()
    }

    fn version(&self, key: &str) -> Option<u32> {
        self.value(key)?.parse().ok()
    }

    fn packing(&self) -> Option<Packing> {
        match &*self.text("packing")? {
            "plain" => Some(Packing::Plain),
            "deflate" => Some(Packing::Deflate),
            _ => None,
        }
    }

    /// The line without packing and checksum. `None` when something is missing or is not what it should be.
    fn entry(&self) -> Option<Entry> {
        let at = Position {
            epoch: self.number("epoch")?,
            revision: self.number("revision")?,
        };
        self.version("store")?;
        self.optional("packing", self.packing())?;
        self.optional("checksum", self.text("checksum"))?;
        let entry = Entry {
            plan: self.text("plan")?,
            name: self.text("name")?,
            format: self.version("format")?,
            at,
            saved_at: self.number("savedAt")?,
            characters: self.number("characters")?,
            exported_at: self.optional("exportedAt", self.number("exportedAt"))?,
        };
        (at.revision <= LARGEST && at.epoch <= LARGEST).then_some(entry)
    }

    /// What was read of the member `key`, which may be missing but not be something else.
    fn optional<T>(&self, key: &str, read: Option<T>) -> Option<Option<T>> {
        let is_there = |(other, value): &(_, &str)| other == key && *value != "null";
        (read.is_some() || !self.0.0.iter().any(is_there)).then_some(read)
    }
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
        self.entry().line(Some(packing), Some(self.checksum()))
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
    let unreadable = |text| Damaged {
        damage: Damage::Unreadable,
        text,
        claims: None,
    };
    let Some(line) = Line::of(header) else {
        return Err(unreadable(text));
    };
    let Some(store) = line.version("store") else {
        return Err(unreadable(text));
    };
    if store > STORE_VERSION {
        return Err(Damaged {
            damage: Damage::NewerFormat(store),
            text,
            claims: None,
        });
    }
    let Some(entry) = line.entry().filter(|entry| entry.plan == id) else {
        return Err(unreadable(text));
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
    if Some(plan.checksum()) != line.text("checksum") {
        return Err(Damaged {
            damage: Damage::Changed,
            text: plan.draft.text,
            claims,
        });
    }
    if plan.draft.format_version > supported {
        let damage = Damage::NewerFormat(plan.draft.format_version);
        return Err(Damaged {
            damage,
            text: plan.draft.text,
            claims,
        });
    }
    Ok(plan)
}

/// Takes a copy apart: header, how the body is written, body. `None` when it is no copy.
pub fn split_copy(copy: &str) -> Option<(&str, Packing, &str)> {
    let (header, body) = copy.split_once('\n')?;
    let packing = Line::of(header)?.packing()?;
    Some((header, packing, body))
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
        Line::of(json)?.entry()
    }

    /// One line of JSON.
    pub fn write(&self) -> String {
        self.line(None, None)
    }

    fn line(&self, packing: Option<Packing>, checksum: Option<String>) -> String {
        let header = Header {
            store: STORE_VERSION,
            plan: &self.plan,
            name: &self.name,
            format: self.format,
            epoch: self.at.epoch,
            revision: self.at.revision,
            saved_at: self.saved_at,
            characters: self.characters,
            exported_at: self.exported_at,
            packing,
            checksum,
        };
        // A structure of strings and numbers always serializes.
        serde_json::to_string(&header).unwrap_or_default()
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
