//! What stands between lines: paragraphs, headings, lists, code, quotes, tables.

use super::inline::{Inline, inlines};

/// Lists and quotes go into each other so deep; what is deeper is text.
const DEEPEST: usize = 12;

/// A part of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Words.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// Lines as they are, commands for example.
    Code(String),
    /// What somebody else said.
    Quote(Vec<Block>),
    /// A list; the number of the first item where they have numbers.
    List {
        /// The first number.
        first: Option<u32>,
        /// The items.
        items: Vec<Item>,
    },
    /// A table.
    Table {
        /// How the columns stand.
        columns: Vec<Align>,
        /// The heading of each.
        head: Vec<Vec<Inline>>,
        /// The rows, each with as many cells as there are columns.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether a task is done; nothing where it is none.
    pub done: Option<bool>,
    /// What it says.
    pub content: Vec<Block>,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Start,
    /// In the middle.
    Center,
    /// To the right.
    End,
}

/// What a text says.
pub fn parse(text: &str) -> Vec<Block> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.replace('\t', "    ").trim_end_matches('\r').to_owned())
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    blocks(&lines, 0)
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut all = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        let rest = lines.get(at..).unwrap_or_default();
        let is_nested = depth < DEEPEST;
        let found = if line.trim().is_empty() {
            end(&mut paragraph, &mut all);
            Some((None, 1))
        } else if let Some(level) = underline(line).filter(|_| !paragraph.is_empty()) {
            let text = std::mem::take(&mut paragraph).join("\n");
            Some((Some(Block::Heading(level, inlines(text.trim()))), 1))
        } else if is_rule(line) {
            Some((Some(Block::Rule), 1))
        } else if let Some(heading) = heading(line) {
            Some((Some(heading), 1))
        } else if let Some((code, taken)) = fenced(rest) {
            Some((Some(code), taken))
        } else if let Some((code, taken)) = indented(rest).filter(|_| paragraph.is_empty()) {
            Some((Some(code), taken))
        } else if line.trim_start().starts_with('>') && is_nested {
            let (quote, taken) = quote(rest, depth);
            Some((Some(quote), taken))
        } else if let Some((list, taken)) = list(rest, depth, !paragraph.is_empty()).filter(|_| is_nested) {
            Some((Some(list), taken))
        } else if let Some((table, taken)) = table(rest).filter(|_| paragraph.is_empty()) {
            Some((Some(table), taken))
        } else {
            None
        };
        match found {
            Some((block, taken)) => {
                end(&mut paragraph, &mut all);
                all.extend(block);
                at += taken.max(1);
            }
            None => {
                paragraph.push(line);
                at += 1;
            }
        }
    }
    end(&mut paragraph, &mut all);
    all
}

fn end(paragraph: &mut Vec<&str>, all: &mut Vec<Block>) {
    if !paragraph.is_empty() {
        let text = std::mem::take(paragraph).join("\n");
        all.push(Block::Paragraph(inlines(text.trim())));
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line of `=` or `-` under a paragraph makes it a heading.
fn underline(line: &str) -> Option<u8> {
    let text = line.trim();
    let is_all = |sign: char| text.len() > 1 && text.chars().all(|char| char == sign);
    match (is_all('='), is_all('-')) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|char| *char != ' ');
    let Some(first) = signs.next().filter(|sign| matches!(sign, '-' | '*' | '_')) else {
        return false;
    };
    let mut count = 1;
    for sign in signs {
        if sign != first {
            return false;
        }
        count += 1;
    }
    count >= 3
}

fn heading(line: &str) -> Option<Block> {
    let text = line.trim_start();
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let content = text.get(level..)?;
    let is_heading = (1..=6).contains(&level) && (content.is_empty() || content.starts_with(' ')) && indent(line) < 4;
    let closed = content.trim_end();
    let open = closed.trim_end_matches('#');
    let content = if open.ends_with(' ') || open.is_empty() {
        open
    } else {
        closed
    };
    is_heading.then(|| Block::Heading(level as u8, inlines(content.trim())))
}

/// Lines between ``` and ```, or to the end.
fn fenced(lines: &[&str]) -> Option<(Block, usize)> {
    let first = lines.first()?;
    let inset = indent(first);
    let text = first.trim_start();
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = text.chars().take_while(|char| *char == sign).count();
    if length < 3 || (sign == '`' && text.get(length..)?.contains('`')) {
        return None;
    }
    let mut code = String::new();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let closing = line.trim();
        if closing.len() >= length && closing.chars().all(|char| char == sign) {
            return Some((Block::Code(code), at + 1));
        }
        code.push_str(line.get(indent(line).min(inset)..).unwrap_or_default());
        code.push('\n');
    }
    Some((Block::Code(code), lines.len()))
}

fn indented(lines: &[&str]) -> Option<(Block, usize)> {
    let is_code = |line: &&str| line.trim().is_empty() || indent(line) >= 4;
    if indent(lines.first()?) < 4 {
        return None;
    }
    let mut taken = lines.iter().take_while(|line| is_code(line)).count();
    while lines.get(taken - 1).is_some_and(|line| line.trim().is_empty()) {
        taken -= 1;
    }
    let inside = lines.get(..taken)?.iter();
    let code: String = inside
        .map(|line| format!("{}\n", line.get(4..).unwrap_or_default()))
        .collect();
    Some((Block::Code(code), taken))
}

fn quote(lines: &[&str], depth: usize) -> (Block, usize) {
    let mut inside = Vec::new();
    for line in lines {
        let text = line.trim_start();
        match text.strip_prefix('>') {
            Some(rest) => inside.push(rest.strip_prefix(' ').unwrap_or(rest)),
            // A line that goes on with the paragraph before it.
            None if !text.is_empty() && inside.last().is_some_and(|last| !last.trim().is_empty()) => inside.push(text),
            None => break,
        }
    }
    (Block::Quote(blocks(&inside, depth + 1)), inside.len())
}

/// What an item of a list begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Marker {
    /// `-`, `*`, `+`, `.` or `)`.
    sign: char,
    number: Option<u32>,
    /// How far its content is indented.
    content: usize,
}

fn marker(line: &str) -> Option<Marker> {
    let inset = indent(line);
    let text = line.get(inset..)?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = text.get(digits..)?.chars().next()?;
    let is_bullet = digits == 0 && matches!(sign, '-' | '*' | '+');
    let is_number = (1..=9).contains(&digits) && matches!(sign, '.' | ')');
    let behind = text.get(digits + 1..).unwrap_or_default();
    if !(is_bullet || is_number) || !(behind.is_empty() || behind.starts_with(' ')) {
        return None;
    }
    let space = indent(behind);
    let space = if behind.trim().is_empty() || space > 4 {
        1
    } else {
        space
    };
    Some(Marker {
        sign,
        number: text.get(..digits).and_then(|digits| digits.parse().ok()),
        content: inset + digits + 1 + space,
    })
}

/// A list, and how many lines it has. One that would end a paragraph has content, and begins with 1.
fn list(lines: &[&str], depth: usize, ends_paragraph: bool) -> Option<(Block, usize)> {
    let first = lines.first()?;
    let kind = marker(first)?;
    let is_empty = first
        .get(kind.content..)
        .is_none_or(|content| content.trim().is_empty());
    if ends_paragraph && (is_empty || kind.number.is_some_and(|number| number != 1)) {
        return None;
    }
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        let Some(own) = marker(line).filter(|own| own.sign == kind.sign && !is_rule(line)) else {
            break;
        };
        let mut inside = vec![line.get(own.content..).unwrap_or_default()];
        at += 1;
        while let Some(line) = lines.get(at).copied() {
            let is_blank = line.trim().is_empty();
            let is_inside = indent(line) >= own.content.min(indent(first) + 4);
            let after_blank = inside.last().is_some_and(|last| last.trim().is_empty());
            // A line without indent goes on with the paragraph before it, unless it begins something.
            let goes_on = !after_blank && marker(line).is_none() && !is_rule(line) && !begins(line);
            if !(is_blank || is_inside || goes_on) {
                break;
            }
            inside.push(line.get(own.content.min(indent(line))..).unwrap_or_default());
            at += 1;
        }
        // The space behind an item is not its own.
        while inside.len() > 1 && inside.last().is_some_and(|last| last.trim().is_empty()) {
            inside.pop();
        }
        items.push(item(&inside, depth));
        // Blank lines between items do not end the list.
    }
    let list = Block::List {
        first: kind.number,
        items,
    };
    (at > 0).then_some((list, at))
}

/// Whether a line begins something that is no paragraph.
fn begins(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with('>') || text.starts_with("```") || text.starts_with("~~~") || heading(line).is_some()
}

fn item(lines: &[&str], depth: usize) -> Item {
    let first = lines.first().copied().unwrap_or_default();
    let task = first.get(..3).filter(|_| {
        first
            .get(3..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let done = match task {
        Some("[ ]") => Some(false),
        Some("[x]" | "[X]") => Some(true),
        _ => None,
    };
    let mut inside = lines.to_vec();
    if done.is_some()
        && let Some(line) = inside.first_mut()
    {
        *line = line.get(3..).unwrap_or_default().trim_start();
    }
    Item {
        done,
        content: blocks(&inside, depth + 1),
    }
}

/// A line of headings, a line of dashes, and rows.
fn table(lines: &[&str]) -> Option<(Block, usize)> {
    let [head, below, rest @ ..] = lines else { return None };
    if !head.contains('|') {
        return None;
    }
    let head = cells(head);
    let align = |cell: &&str| {
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        let is_line = !dashes.is_empty() && dashes.chars().all(|char| char == '-');
        is_line.then_some(match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Align::Center,
            (false, true) => Align::End,
            _ => Align::Start,
        })
    };
    let columns: Option<Vec<Align>> = cells(below).iter().map(align).collect();
    let columns = columns.filter(|columns| !columns.is_empty() && columns.len() == head.len())?;
    let mut rows = Vec::new();
    for line in rest {
        if line.trim().is_empty() || !line.contains('|') {
            break;
        }
        let mut row: Vec<Vec<Inline>> = cells(line).iter().map(|cell| cell_inlines(cell)).collect();
        // Of more cells than columns the last holds the rest: GitHub would not show them.
        let more: Vec<Inline> = row.drain(columns.len().min(row.len())..).flatten().collect();
        row.resize(columns.len(), Vec::new());
        if let Some(last) = row.last_mut().filter(|_| !more.is_empty()) {
            last.push(Inline::Text(" | ".to_owned()));
            last.extend(more);
        }
        rows.push(row);
    }
    let taken = rows.len() + 2;
    let table = Block::Table {
        columns,
        head: head.iter().map(|cell| cell_inlines(cell)).collect(),
        rows,
    };
    Some((table, taken))
}

fn cell_inlines(cell: &str) -> Vec<Inline> {
    inlines(&cell.replace("\\|", "|"))
}

/// The cells of a line, between bars that are not escaped.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut all = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'|' if !is_escaped => {
                all.extend(line.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    let last = line.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        all.push(last);
    }
    all
}
