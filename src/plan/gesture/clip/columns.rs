//! Columns between tabs, as a spreadsheet takes and gives them.

use super::{Clip, blocks_of, walk, word_of};

/// The columns, in the order in which they are written; they are read in any order.
pub(super) const COLUMNS: [&str; 10] = [
    "Level", "Kind", "Name", "CIDR", "Region", "Account", "Zone", "Purpose", "Tags", "Note",
];

/// What separates the tags of a cell.
pub(super) const TAG_END: char = ';';

/// The clip as columns with a heading. A cell that a spreadsheet would take for a formula has an apostrophe in front.
pub fn to_columns(clip: &Clip) -> String {
    let mut text = COLUMNS.join("\t");
    text.push('\n');
    walk(&clip.items, &mut |depth, item| {
        let tags: Vec<String> = item
            .tags
            .iter()
            .map(|(key, value)| format!("{}={}", escaped(key), escaped(value)))
            .collect();
        let region = item.region.map(|region| region.to_string()).unwrap_or_default();
        let cells = [
            (depth + 1).to_string(),
            word_of(item.kind).to_owned(),
            item.name.clone(),
            blocks_of(item),
            region,
            item.account.clone().unwrap_or_default(),
            item.zone.clone().unwrap_or_default(),
            item.purpose.clone(),
            tags.join(&format!("{TAG_END} ")),
            item.note.clone(),
        ];
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    });
    text
}

/// What separates and joins tags stands behind a backslash where it is part of one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '=' | TAG_END) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\'']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
