//! Columns between tabs, as a spreadsheet takes and gives them.

use super::{Clip, ClipItem, blocks_of, walk, word_of};

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
        let cells = cells(depth, item).map(|text| cell(&text));
        text.push_str(&cells.join("\t"));
        text.push('\n');
    });
    text
}

/// The same as a table in HTML, which says of every cell that it is text: nothing in it becomes a formula or a date.
pub fn to_html(clip: &Clip) -> String {
    let mut text = String::from("<meta charset=\"utf-8\"><table><tr>");
    for column in COLUMNS {
        text.push_str(&format!("<th>{column}</th>"));
    }
    text.push_str("</tr>");
    walk(&clip.items, &mut |depth, item| {
        text.push_str("<tr>");
        for cell in cells(depth, item) {
            text.push_str("<td style=\"mso-number-format:'\\@'\">");
            for letter in cell.chars() {
                match letter {
                    '&' => text.push_str("&amp;"),
                    '<' => text.push_str("&lt;"),
                    '>' => text.push_str("&gt;"),
                    '\n' => text.push_str("<br>"),
                    letter => text.push(letter),
                }
            }
            text.push_str("</td>");
        }
        text.push_str("</tr>");
    });
    text.push_str("</table>");
    text
}

/// What stands in the columns.
fn cells(depth: usize, item: &ClipItem) -> [String; 10] {
    let tags: Vec<String> = item
        .tags
        .iter()
        .map(|(key, value)| format!("{}={}", escaped(key), escaped(value)))
        .collect();
    let region = item.region.map(|region| region.to_string()).unwrap_or_default();
    [
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
    ]
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
