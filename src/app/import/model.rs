//! What the preview says, as things to show: pure.

use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{BlockKind, Severity as Mark};
use crate::import::{Effect, FileRead, Item, KindCount, Note, Place, Preview, Severity, Understood};
use crate::plan::AnyId;

/// Up to so many rows are listed without asking; of more, the kinds.
pub(super) const UNFOLDED: usize = 40;

/// Which rows are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    All,
    Added,
    Changed,
    Unchanged,
}

impl Shown {
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::All, "All"),
        (Self::Added, "Added"),
        (Self::Changed, "Changed"),
        (Self::Unchanged, "In the plan already"),
    ];

    fn has(self, effect: &Effect) -> bool {
        match (self, effect) {
            (Self::All, _)
            | (Self::Added, Effect::Added)
            | (Self::Changed, Effect::Changed(_))
            | (Self::Unchanged, Effect::Unchanged) => true,
            (Self::Added | Self::Changed | Self::Unchanged, _) => false,
        }
    }

    /// How many rows are listed of a kind.
    pub(super) fn count(self, count: &KindCount) -> usize {
        match self {
            Self::All => count.added + count.changed + count.unchanged,
            Self::Added => count.added,
            Self::Changed => count.changed,
            Self::Unchanged => count.unchanged,
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of the rows of a kind.
    Kind { count: KindCount, is_open: bool },
    /// A row, by its place among the items.
    Item(usize),
    /// A field of the row that changes, by its place among those.
    Field(AnyId, usize),
}

/// The lines: the kinds with their rows, of those that are open, each with so many fields as `fields` says. `is_open` is asked by the
/// word of the kind. O(items).
pub(super) fn lines(
    preview: &Preview,
    shown: Shown,
    is_open: &dyn Fn(&'static str) -> bool,
    fields: &dyn Fn(AnyId) -> usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for count in preview.counts() {
        if shown.count(&count) == 0 {
            continue;
        }
        let (kind, is_open) = (count.kind, is_open(count.kind));
        lines.push(Line::Kind { count, is_open });
        if is_open {
            let items = preview.items.iter().enumerate();
            let listed = items.filter(|(_, item)| item.id.kind() == kind && shown.has(&item.effect));
            for (at, item) in listed {
                lines.push(Line::Item(at));
                lines.extend((0..fields(item.id)).map(|field| Line::Field(item.id, field)));
            }
        }
    }
    lines
}

/// The heading of a kind: `Pools`.
pub(super) fn heading(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(std::iter::once('s')).collect()
}

/// What becomes of the rows of a kind: `12 added, 3 changed`.
pub(super) fn effects(count: &KindCount) -> String {
    let parts = [
        (count.added, "added"),
        (count.changed, "changed"),
        (count.unchanged, "in the plan already"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, word)| format!("{} {word}", thousands(count as u64)))
        .collect();
    parts.join(", ")
}

/// What becomes of a row, in a word, and the fields that change.
pub(super) fn effect(item: &Item) -> (&'static str, String) {
    match &item.effect {
        Effect::Added => ("Added", String::new()),
        Effect::Changed(fields) => ("Changed", fields.join(", ")),
        Effect::Unchanged => ("Same", String::new()),
    }
}

/// The mark of a row, where its kind has one.
pub(super) fn mark(id: AnyId) -> Option<BlockKind> {
    match id {
        AnyId::Pool(_) | AnyId::PoolCidr(_) => Some(BlockKind::Pool),
        AnyId::Vpc(_) | AnyId::VpcCidr(_) => Some(BlockKind::Vpc),
        AnyId::Reservation(_) => Some(BlockKind::Reserved),
        AnyId::Subnet(_) => Some(BlockKind::Subnet),
        _ => None,
    }
}

/// The name of a file; of what has none, that it was pasted.
pub(super) fn file_name(file: &FileRead) -> String {
    match file.name.as_str() {
        "" => "Pasted text".to_owned(),
        name => name.to_owned(),
    }
}

/// Where something stands: `vpcs.json, line 3`.
pub(super) fn place(understood: &Understood, place: Place) -> String {
    let file = understood
        .files
        .get(place.file as usize)
        .map(file_name)
        .unwrap_or_default();
    match (file.as_str(), place.line) {
        (_, 0) => file,
        ("", line) => format!("line {}", thousands(line.into())),
        (file, line) => format!("{file}, line {}", thousands(line.into())),
    }
}

/// The notes of the reading and of what came after it: what was refused first, then in the order of the text.
pub(super) fn notes(understood: &Understood, preview: &Preview) -> Vec<Note> {
    let all = understood.notes.list().iter().chain(preview.notes.list());
    let mut notes: Vec<Note> = all.cloned().collect();
    crate::ordered::sort_by_key(&mut notes, |note| (note.severity, note.place));
    notes
}

/// How many notes there are, and how many of them are not kept.
pub(super) fn note_count(understood: &Understood, preview: &Preview) -> (usize, usize) {
    let count = |notes: &crate::import::Notes| notes.list().len() + notes.left_out();
    let left_out = understood.notes.left_out() + preview.notes.left_out();
    (count(&understood.notes) + count(&preview.notes), left_out)
}

/// How grave a note is, with its word.
pub(super) fn severity(severity: Severity) -> (Mark, &'static str) {
    match severity {
        Severity::Refused => (Mark::Error, "Not taken"),
        Severity::Changed => (Mark::Warning, "Taken otherwise"),
        Severity::Remark => (Mark::Note, "Worth knowing"),
    }
}

/// What was understood in all: `3 files, 1,204 rows`.
pub(super) fn summary(understood: &Understood) -> String {
    let files = match understood.files.as_slice() {
        [only] => file_name(only),
        files => counted(files.len() as u64, "file", "files"),
    };
    let rows = understood.files.iter().map(|file| file.rows as u64).sum();
    format!("{files}, {}", counted(rows, "row", "rows"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::import::{Choices, Reading, Source, begin_plan, preview};
    use crate::plan::{CountedIds, Plan};

    fn read(files: &[(&str, &str)]) -> Understood {
        let sources = files
            .iter()
            .map(|(name, text)| Source::file(name, text.as_bytes().to_vec()));
        Reading::new(sources.collect()).finish()
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    const TABLE: &str = "CIDR,Name\n10.0.0.0/8,Global\n10.1.0.0/16,a\n10.2.0.0/16,b\nnone,c\n";

    fn previewed(plan: &Plan, understood: &Understood) -> Preview {
        preview(plan, understood, &Choices::default(), &mut CountedIds::default())
    }

    #[test]
    fn kinds_are_listed_with_the_rows_of_those_that_are_open() {
        let understood = read(&[("plan.csv", TABLE)]);
        let plan = begin_plan("Test", &understood, &Choices::default());
        let preview = previewed(&plan, &understood);
        let kinds: Vec<&str> = preview.counts().iter().map(|count| count.kind).collect();
        let lines = |shown, is_open: &dyn Fn(&'static str) -> bool| lines(&preview, shown, is_open, &|_| 0);
        assert_eq!(lines(Shown::All, &|_| false).len(), kinds.len());
        let all = lines(Shown::All, &|_| true);
        assert_eq!(all.len(), kinds.len() + preview.items.len());
        assert!(lines(Shown::Changed, &|_| true).is_empty());
        let open = kinds[0];
        let some = lines(Shown::Added, &|kind| kind == open);
        let count = preview.counts()[0];
        assert_eq!(some.len(), kinds.len() + count.added);
        assert!(matches!(some.get(1), Some(Line::Item(_))));
    }

    #[test]
    fn the_fields_of_a_row_stand_below_it() {
        let understood = read(&[("plan.csv", TABLE)]);
        let plan = begin_plan("Test", &understood, &Choices::default());
        let preview = previewed(&plan, &understood);
        let opened = preview.items[0].id;
        let listed = lines(&preview, Shown::All, &|_| true, &|id| if id == opened { 2 } else { 0 });
        let at = listed.iter().position(|line| *line == Line::Item(0)).unwrap();
        assert_eq!(listed[at + 1..at + 3], [Line::Field(opened, 0), Line::Field(opened, 1)]);
    }

    #[test]
    fn what_was_not_taken_comes_first_and_says_where_it_stands() {
        let understood = read(&[("ok.csv", TABLE), ("", "")]);
        let plan = begin_plan("Test", &understood, &Choices::default());
        let preview = previewed(&plan, &understood);
        let notes = notes(&understood, &preview);
        assert_eq!(notes.first().unwrap().severity, Severity::Refused);
        let places: Vec<String> = notes.iter().map(|note| place(&understood, note.place)).collect();
        assert!(places.contains(&"ok.csv, line 5".to_owned()), "{places:?}");
        assert!(places.contains(&"Pasted text".to_owned()), "{places:?}");
        assert_eq!(note_count(&understood, &preview), (notes.len(), 0));
    }

    #[test]
    fn figures_are_said_in_words() {
        let count = KindCount {
            kind: "pool CIDR",
            added: 1_204,
            changed: 0,
            unchanged: 3,
        };
        assert_eq!(plain(&effects(&count)), "1,204 added, 3 in the plan already");
        assert_eq!(heading(count.kind), "Pool CIDRs");
        assert_eq!(heading("on-premises network"), "On-premises networks");
        let understood = read(&[("plan.csv", TABLE)]);
        assert_eq!(plain(&summary(&understood)), "plan.csv, 3 rows");
    }
}
