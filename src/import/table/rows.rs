//! The rows of a table: what stands between delimiters, with quotation marks as RFC 4180 has them.
//!
//! Written here because it goes in pieces, says the line of each row, does not swallow the rest of a file behind a quotation mark
//! that is never closed, and reads tables of wikis and plain lists as well.

use std::borrow::Cow;

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delimiter {
    /// A tab: what spreadsheets copy.
    Tab,
    /// A semicolon: what spreadsheets save where the comma is the decimal mark.
    Semicolon,
    /// A comma.
    Comma,
    /// A vertical bar: tables of wikis, between bars on both sides too.
    Bar,
    /// White space in front of the rest of the line: a CIDR, and what it is called.
    Space,
}

impl Delimiter {
    /// Those that a table can be guessed to have, the surest first.
    pub(super) const GUESSED: [Self; 4] = [Self::Tab, Self::Semicolon, Self::Bar, Self::Comma];

    /// The character; [`Delimiter::Space`] has several.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Tab => '\t',
            Self::Semicolon => ';',
            Self::Comma => ',',
            Self::Bar => '|',
            Self::Space => ' ',
        }
    }
}

/// A row: its cells, the line that it begins on, and the byte behind it.
#[derive(Debug)]
pub(super) struct Row<'t> {
    pub(super) line: u32,
    pub(super) cells: Vec<Cow<'t, str>>,
    /// The byte that the row behind it begins at, and its line.
    pub(super) end: usize,
    pub(super) next_line: u32,
    /// Whether a quotation mark was opened and not closed before the end of the text. Its cell is then what stands on its line.
    pub(super) is_open: bool,
}

/// The row that begins at the byte `at` on `line`; none at the end of the text. Takes the time of the row's length, except that a
/// quotation mark which is never closed is looked for until the end: see [`Row::is_open`].
pub(super) fn row_at(text: &str, at: usize, line: u32, delimiter: Delimiter, quotes: Quotes) -> Option<Row<'_>> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let row = match delimiter {
        Delimiter::Space => words(rest, line),
        _ => cells(rest, line, delimiter, quotes),
    };
    Some(Row {
        end: at + row.end,
        ..row
    })
}

/// Whether quotation marks mean anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// A cell may stand between them.
    Meant,
    /// They are letters as others: one was opened and never closed.
    Letters,
}

/// A line of a plain list: the first word, and what follows it, without what introduces a comment.
fn words(rest: &str, line: u32) -> Row<'_> {
    let (text, end) = line_of(rest);
    let text = text.trim();
    let mut cells = Vec::new();
    if !text.starts_with('#') && !text.starts_with("//") && !text.is_empty() {
        let (first, behind) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        // A range with spaces around its hyphen is one word.
        let (first, behind) = match behind.trim_start().strip_prefix(['-', '–']).map(str::trim_start) {
            Some(last) if last.starts_with(|c: char| c.is_ascii_hexdigit()) && first.contains(['.', ':']) => {
                let end = last.find(char::is_whitespace).unwrap_or(last.len());
                let (last, behind) = last.split_at(end);
                match last.contains(['.', ':']) {
                    true => (Cow::Owned(format!("{first}-{last}")), behind),
                    false => (Cow::Borrowed(first), behind),
                }
            }
            _ => (Cow::Borrowed(first), behind),
        };
        let first = match first {
            Cow::Borrowed(first) => Cow::Borrowed(first.trim_end_matches([',', ';'])),
            owned => owned,
        };
        let behind = behind.trim_start().trim_start_matches(['#', '-', '–', ':', ',', ';']);
        let behind = behind.strip_prefix("//").unwrap_or(behind).trim();
        cells.push(first);
        cells.push(Cow::Borrowed(behind));
    }
    Row {
        line,
        cells,
        end,
        next_line: line + 1,
        is_open: false,
    }
}

/// The first line of a text without its end, and where the second one begins.
fn line_of(rest: &str) -> (&str, usize) {
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let (line, behind) = rest.split_at(end);
    let length = match behind.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (line, end + length)
}

fn cells(rest: &str, line: u32, delimiter: Delimiter, quotes: Quotes) -> Row<'_> {
    let letter = delimiter.letter();
    let (mut cells, mut at, mut next_line) = (Vec::new(), 0, line + 1);
    let mut is_open = false;
    let end = loop {
        let here = rest.get(at..).unwrap_or_default();
        let inside = here.strip_prefix('"').filter(|_| quotes == Quotes::Meant);
        let (cell, length) = match inside.map(quoted) {
            Some(Some((cell, length))) => {
                next_line += line_ends(&cell);
                // What stands between a closing quotation mark and the delimiter is nothing.
                let behind = here.get(length + 1..).unwrap_or_default();
                (cell, length + 1 + until(behind, letter))
            }
            other => {
                is_open |= other.is_some();
                let length = until(here, letter);
                (Cow::Borrowed(here.get(..length).unwrap_or_default()), length)
            }
        };
        cells.push(cell);
        at += length;
        let behind = rest.get(at..).unwrap_or_default();
        if behind.starts_with(letter) {
            at += letter.len_utf8();
            continue;
        }
        break at + line_of(behind).1;
    };
    if delimiter == Delimiter::Bar {
        trim_bars(&mut cells);
    }
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        cells.clear();
    }
    Row {
        line,
        cells,
        end,
        next_line,
        is_open,
    }
}

/// How many lines a cell goes over, besides its first.
fn line_ends(cell: &str) -> u32 {
    let bytes = cell.as_bytes();
    let ends = |(at, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|found| ends(*found)).count() as u32
}

fn until(text: &str, letter: char) -> usize {
    text.find([letter, '\n', '\r']).unwrap_or(text.len())
}

/// What stands before the closing quotation mark, of which two are one, and how many bytes that takes with the mark.
fn quoted(inside: &str) -> Option<(Cow<'_, str>, usize)> {
    let mut cell = Cow::Borrowed("");
    let mut at = 0;
    loop {
        let rest = inside.get(at..)?;
        let end = rest.find('"')?;
        let part = rest.get(..end)?;
        match &mut cell {
            Cow::Borrowed("") => cell = Cow::Borrowed(part),
            cell => cell.to_mut().push_str(part),
        }
        at += end + 1;
        if !inside.get(at..)?.starts_with('"') {
            return Some((cell, at));
        }
        cell.to_mut().push('"');
        at += 1;
    }
}

/// A row of a wiki's table has bars on both sides, and one below its heading is of hyphens.
fn trim_bars(cells: &mut Vec<Cow<'_, str>>) {
    if cells.len() > 1 && cells.first().is_some_and(|cell| cell.trim().is_empty()) {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    let is_rule = |cell: &Cow<'_, str>| !cell.trim().is_empty() && cell.trim().chars().all(|c| matches!(c, '-' | ':'));
    if cells.iter().all(is_rule) {
        cells.clear();
    }
}
