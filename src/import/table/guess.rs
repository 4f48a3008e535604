//! What the columns of a table say, from its headings and its first rows.

use super::cell::{self, Addresses};
use super::column::{Column, Heading, Mapping};
use super::rows::{Delimiter, Quotes, Row, row_at};
use crate::address::Cidr;

/// So much of a text is looked at.
const HEAD: usize = 16 * 1024;

/// So many rows are looked at.
const SAMPLES: usize = 24;

/// So many rows may stand above the one that names the columns.
const TITLES: usize = 8;

/// A table as it presents itself: what a person sees who corrects the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What the columns are taken for.
    pub mapping: Mapping,
    /// Their headings; empty where there is none.
    pub headings: Vec<String>,
    /// The first rows.
    pub samples: Vec<Vec<String>>,
}

impl Layout {
    /// The layout of a text of which this is the first part, whole lines; nothing where no column holds CIDRs.
    pub fn guess(head: &str) -> Option<Self> {
        let (head, line, said) = said_delimiter(head);
        let delimiters = match said {
            Some(said) => vec![said],
            None => Delimiter::GUESSED.to_vec(),
        };
        let tables = delimiters
            .into_iter()
            .filter_map(|delimiter| table(head, line, delimiter));
        // The one whose rows are the most alike: a comma in a name makes a column in one row.
        let best = tables.max_by_key(|(score, _)| *score);
        best.map(|(_, layout)| layout).or_else(|| list(head, line))
    }

    /// The layout of a whole text, with the mapping that a person has chosen, or else guessed.
    pub fn of_text(text: &str, mapping: Option<&Mapping>) -> Option<Self> {
        let head = whole_lines(text, HEAD);
        match mapping {
            Some(mapping) => Some(Self::with(head, mapping)),
            None => Self::guess(head),
        }
    }

    fn with(head: &str, mapping: &Mapping) -> Self {
        let (head, line, _) = said_delimiter(head);
        let rows = first_rows(head, line, mapping.delimiter);
        let heading = match mapping.heading {
            Heading::Line(line) => rows.iter().position(|row| row.line == line),
            Heading::None => None,
        };
        Self {
            mapping: mapping.clone(),
            headings: texts(heading.and_then(|at| rows.get(at))),
            samples: rows
                .iter()
                .skip(heading.map_or(0, |at| at + 1))
                .map(|row| texts(Some(row)))
                .collect(),
        }
    }
}

/// The first part of a text, as many whole lines as fit; a part of the first line where that is longer.
fn whole_lines(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    head.rfind('\n').and_then(|end| head.get(..=end)).unwrap_or(head)
}

/// The text behind a first line such as `sep=;`, which a spreadsheet writes for itself, with the number of its first line.
pub(super) fn said_delimiter(text: &str) -> (&str, u32, Option<Delimiter>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.trim_end().strip_prefix("sep=");
    let known = said.and_then(|said| {
        Delimiter::GUESSED
            .into_iter()
            .find(|known| said == known.letter().to_string())
    });
    match known {
        Some(known) => (rest, 2, Some(known)),
        None => (text, 1, None),
    }
}

fn first_rows(head: &str, line: u32, delimiter: Delimiter) -> Vec<Row<'_>> {
    let (mut rows, mut at, mut line) = (Vec::new(), 0, line);
    while let Some(row) = row_at(head, at, line, delimiter, Quotes::Meant) {
        (at, line) = (row.end, row.next_line);
        if !row.cells.is_empty() && !row.is_open {
            rows.push(row);
        }
        if rows.len() >= SAMPLES + TITLES {
            break;
        }
    }
    rows
}

fn texts(row: Option<&Row<'_>>) -> Vec<String> {
    let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
    cells.iter().map(|cell| cell::plain(cell).to_owned()).collect()
}

/// Whether a cell says addresses; an address alone is not enough to tell a table of blocks.
fn has_block(cell: &str) -> bool {
    let mut parts = cell::parts(cell).map(cell::addresses);
    parts.any(|said| matches!(said, Addresses::Block(..)))
}

fn blocks(cell: &str) -> Option<Cidr> {
    match cell::addresses(cell::plain(cell)) {
        Addresses::Block(cidr, _) => Some(cidr),
        _ => None,
    }
}

/// The table with this delimiter, and how sure it is.
fn table(head: &str, line: u32, delimiter: Delimiter) -> Option<(usize, Layout)> {
    let rows = first_rows(head, line, delimiter);
    let first_block = rows.iter().position(|row| row.cells.iter().any(|cell| has_block(cell)));
    let names_blocks = |row: &Row<'_>| {
        let columns = row.cells.iter().map(|cell| Column::of_heading(cell));
        row.cells.len() > 1 && columns.flatten().any(|column| column == Column::Cidr)
    };
    let above = rows.iter().take(first_block.unwrap_or(TITLES));
    let heading = above.clone().position(names_blocks).or_else(|| {
        // A heading without a word for CIDRs that is known, over a column of them.
        let named = |row: &Row<'_>| {
            row.cells
                .iter()
                .filter(|cell| Column::of_heading(cell).is_some())
                .count()
                > 1
        };
        above.clone().position(named).filter(|_| first_block.is_some())
    });
    let body = rows.get(heading.map_or(first_block.unwrap_or_default(), |at| at + 1)..)?;
    let body = body.get(..body.len().min(SAMPLES))?;
    let headings = texts(heading.and_then(|at| rows.get(at)));
    let width = body.iter().map(|row| row.cells.len()).chain([headings.len()]).max()?;
    if width < 2 {
        return None;
    }
    let mut columns: Vec<Column> = (0..width).map(|at| of_column(headings.get(at), body, at)).collect();
    choose(&mut columns, &headings, body);
    if !columns.contains(&Column::Cidr) {
        return None;
    }
    let heading = match heading.and_then(|at| rows.get(at)) {
        Some(row) => Heading::Line(row.line),
        None => Heading::None,
    };
    let usual = if headings.is_empty() { width } else { headings.len() };
    let alike = body.iter().filter(|row| row.cells.len() == usual).count();
    let known = columns.iter().filter(|column| **column != Column::Ignored).count();
    let layout = Layout {
        mapping: Mapping {
            delimiter,
            heading,
            columns,
        },
        headings,
        samples: body.iter().map(|row| texts(Some(row))).collect(),
    };
    Some((known * 100 + alike * usize::from(usual > 1), layout))
}

/// The cells of a column that say something.
fn said<'r>(body: &'r [Row<'_>], at: usize) -> impl Iterator<Item = &'r str> {
    let cells = body.iter().filter_map(move |row| row.cells.get(at));
    cells.map(|cell| cell::plain(cell)).filter(|cell| !cell.is_empty())
}

/// Whether at least half of what a column says is such.
fn mostly(body: &[Row<'_>], at: usize, is: impl Fn(&str) -> bool) -> bool {
    let (mut count, mut such) = (0, 0);
    for cell in said(body, at) {
        count += 1;
        such += usize::from(is(cell));
    }
    count > 0 && such * 2 >= count
}

/// What a column says by its heading, unless what stands in it is something else; without a heading by what stands in it.
fn of_column(heading: Option<&String>, body: &[Row<'_>], at: usize) -> Column {
    let is_addresses = |cell: &str| {
        cell.split([',', ';', '\n']).any(|part| {
            let said = cell::addresses(cell::plain(part));
            matches!(said, Addresses::Block(..) | Addresses::Address(_))
        })
    };
    let is_empty = said(body, at).next().is_none();
    match heading.and_then(|heading| Column::of_heading(heading)) {
        Some(Column::Cidr) if is_empty || mostly(body, at, is_addresses) => Column::Cidr,
        // "Network" and "Subnet" head names as well, and a size is a count of addresses as often as a netmask length.
        Some(Column::Cidr) => Column::Name,
        Some(Column::Length) if !is_empty && !mostly(body, at, |cell| cell::length(cell).is_some()) => Column::Ignored,
        Some(Column::Kind) if !is_empty && !mostly(body, at, |cell| cell::kind(cell).is_some()) => Column::Purpose,
        Some(Column::Region) if !is_empty && !mostly(body, at, |cell| cell::region(cell).is_some()) => Column::Tag,
        // NetBox heads a yes or no so.
        Some(Column::Parent) if mostly(body, at, is_flag) => Column::Ignored,
        Some(known) => known,
        None if heading.is_some_and(|heading| !heading.is_empty()) => match mostly(body, at, |c| blocks(c).is_some()) {
            true => Column::Cidr,
            false => Column::Ignored,
        },
        None if mostly(body, at, |cell| blocks(cell).is_some()) => Column::Cidr,
        None if mostly(body, at, |cell| cell::region(cell).is_some()) => Column::Region,
        None if mostly(body, at, is_account_number) => Column::Account,
        None => Column::Ignored,
    }
}

fn is_flag(cell: &str) -> bool {
    ["true", "false", "yes", "no"]
        .iter()
        .any(|word| cell.eq_ignore_ascii_case(word))
}

fn is_account_number(cell: &str) -> bool {
    cell.len() == 12 && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Settles what several columns claim to be.
fn choose(columns: &mut [Column], headings: &[String], body: &[Row<'_>]) {
    // Of two columns of blocks, one that always contains the other is what it lies in.
    let cidrs: Vec<usize> = (0..columns.len())
        .filter(|at| columns.get(*at) == Some(&Column::Cidr))
        .collect();
    for outer in &cidrs {
        for inner in cidrs.iter().filter(|inner| *inner != outer) {
            let cell = |row: &Row<'_>, at: usize| row.cells.get(at).and_then(|cell| blocks(cell));
            let pairs = body
                .iter()
                .filter_map(|row| Some((cell(row, *outer)?, cell(row, *inner)?)));
            let (mut count, mut contained) = (0, 0);
            for (outer, inner) in pairs {
                count += 1;
                contained += usize::from(outer.contains(inner));
            }
            let differs = body.iter().any(|row| cell(row, *outer) != cell(row, *inner));
            if count > 0 && contained == count && differs && !columns.contains(&Column::Parent) {
                set(columns, *outer, Column::Parent);
            }
        }
    }
    // What stands in a column with a known heading goes before what was made of one.
    let is_known =
        |at: usize, column: Column| headings.get(at).and_then(|heading| Column::of_heading(heading)) == Some(column);
    for single in [
        Column::Name,
        Column::Purpose,
        Column::Kind,
        Column::Account,
        Column::Region,
        Column::Zone,
        Column::Status,
        Column::Length,
        Column::Description,
        Column::Note,
        Column::Parent,
        Column::Network,
        Column::AwsId,
    ] {
        let claims: Vec<usize> = (0..columns.len())
            .filter(|at| columns.get(*at) == Some(&single))
            .collect();
        let first = claims
            .iter()
            .copied()
            .find(|at| is_known(*at, single))
            .or(claims.first().copied());
        for at in claims.into_iter().filter(|at| Some(*at) != first) {
            set(
                columns,
                at,
                if headings.get(at).is_some_and(|heading| !heading.is_empty()) {
                    Column::Tag
                } else {
                    Column::Ignored
                },
            );
        }
    }
    // A length beside blocks that have theirs says the same again.
    let has_address = |at: &usize| said(body, *at).any(|cell| matches!(cell::addresses(cell), Addresses::Address(_)));
    if !cidrs.iter().any(has_address) && !cidrs.is_empty() {
        let whole = cidrs.iter().all(|at| mostly(body, *at, |cell| blocks(cell).is_some()));
        for column in columns.iter_mut().filter(|column| whole && **column == Column::Length) {
            *column = Column::Ignored;
        }
    }
    // Without headings the first column of words is what things are called.
    if headings.is_empty() && !columns.contains(&Column::Name) {
        let words = (0..columns.len())
            .find(|at| columns.get(*at) == Some(&Column::Ignored) && said(body, *at).next().is_some());
        if let Some(at) = words {
            set(columns, at, Column::Name);
        }
    }
}

fn set(columns: &mut [Column], at: usize, column: Column) {
    if let Some(place) = columns.get_mut(at) {
        *place = column;
    }
}

/// A list of CIDRs, each on a line of its own, with or without a name behind it.
fn list(head: &str, line: u32) -> Option<Layout> {
    let rows = first_rows(head, line, Delimiter::Space);
    let is_block = |row: &&Row<'_>| row.cells.first().is_some_and(|cell| has_block(cell));
    let count = rows.iter().filter(is_block).count();
    if count == 0 || count * 2 < rows.len() {
        return None;
    }
    Some(Layout {
        mapping: Mapping {
            delimiter: Delimiter::Space,
            heading: Heading::None,
            columns: vec![Column::Cidr, Column::Name],
        },
        headings: Vec::new(),
        samples: rows.iter().map(|row| texts(Some(row))).collect(),
    })
}
