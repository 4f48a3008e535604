//! The cells of a table as a spreadsheet copies it.

use super::columns::TAG_END;
use crate::plan::Tags;

/// What stands before the closing quotation mark, of which two are one, and what follows.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut word, mut rest) = (String::new(), text);
    loop {
        let (before, after) = rest.split_once('"')?;
        word.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                word.push('"');
                rest = more;
            }
            None => return Some((word, after)),
        }
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from computing it.
pub(super) fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@', '\'']))
        .unwrap_or(cell)
}

/// The tags of a cell: `key=value; key=value`.
pub(super) fn read_tags(cell: &str) -> Tags {
    let (mut tags, mut key, mut text, mut letters) = (Tags::new(), None, String::new(), cell.chars());
    let finish = |key: &mut Option<String>, text: &mut String, tags: &mut Tags| {
        let text = std::mem::take(text);
        match key.take() {
            Some(key) => _ = tags.insert(key, text),
            None if text.trim().is_empty() => {}
            None => _ = tags.insert(text.trim().to_owned(), String::new()),
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '=' if key.is_none() => key = Some(std::mem::take(&mut text)),
            TAG_END => {
                finish(&mut key, &mut text, &mut tags);
                // One space follows.
                let mut ahead = letters.clone();
                if ahead.next() == Some(' ') {
                    letters = ahead;
                }
            }
            letter => text.push(letter),
        }
    }
    finish(&mut key, &mut text, &mut tags);
    tags
}

/// The cells of each row that has any, with the line that it begins on. The line of a quotation mark that is not closed, if there is
/// one.
pub(super) fn table(text: &str) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let (mut rows, mut row, mut number, mut begins) = (Vec::new(), Vec::new(), 1, 1);
    let mut rest = text;
    loop {
        let cell = match rest.strip_prefix('"') {
            Some(inside) => {
                let (cell, after) = quoted(inside).ok_or(number)?;
                number += cell.matches('\n').count();
                rest = after;
                cell
            }
            None => {
                let (cell, after) = rest.split_at(rest.find(['\t', '\n']).unwrap_or(rest.len()));
                rest = after;
                cell.trim_end_matches('\r').to_owned()
            }
        };
        row.push(cell);
        // What stands between a closing quotation mark and the end of the cell is nothing.
        rest = rest
            .get(rest.find(['\t', '\n']).unwrap_or(rest.len())..)
            .unwrap_or_default();
        if let Some(after) = rest.strip_prefix('\t') {
            rest = after;
            continue;
        }
        if row.iter().any(|cell: &String| !cell.trim().is_empty()) {
            rows.push((begins, std::mem::take(&mut row)));
        }
        row.clear();
        match rest.strip_prefix('\n') {
            Some(after) => {
                rest = after;
                number += 1;
                begins = number;
            }
            None => return Ok(rows),
        }
    }
}
