//! From text to a clip: columns when there is a tab, and else indented lines.

use super::cells::{plain, quoted, read_tags, table};
use super::columns::COLUMNS;
use super::lines::NO_BLOCK;
use super::{Clip, ClipError, ClipItem, ClipProblem, kind_of};
use crate::address::{Cidr, Family};
use crate::plan::gesture::bulk::region_and_account;
use crate::plan::gesture::{BlockKind, MOST_BLOCKS, SizeOrBlock};

/// A line: how far it is from the left, and what it says.
struct Read {
    number: usize,
    level: usize,
    kind: Option<BlockKind>,
    item: ClipItem,
    /// Which of the items in it say no kind and hold nothing: VPCs, or subnets where this is a VPC.
    guessed: Vec<usize>,
}

/// Reads what [`to_columns`](super::to_columns) and [`to_lines`](super::to_lines) write, and what people write like it: columns need a
/// heading with Name and CIDR, lines need a name and a CIDR or a size. What says no kind is a pool when something lies in it that
/// is no subnet, a subnet in a VPC, and else a VPC.
///
/// # Errors
/// Every line that says nothing that can be done.
pub fn read_clip(text: &str) -> Result<Clip, Vec<ClipProblem>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lines = if first.trim_start().contains('\t') {
        of_columns(text)?
    } else {
        of_lines(text)?
    };
    if let Some(line) = lines.get(MOST_BLOCKS) {
        return Err(vec![ClipProblem {
            number: line.number,
            error: ClipError::TooMany,
        }]);
    }
    nest(lines)
}

fn of_lines(text: &str) -> Result<Vec<Read>, Vec<ClipProblem>> {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    // How far the lines around are indented, the outermost first.
    let mut indents: Vec<usize> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        let indent: usize = line
            .chars()
            .take_while(|c| c.is_whitespace())
            .map(|c| if c == '\t' { 8 } else { 1 })
            .sum();
        while indents.last().is_some_and(|last| *last >= indent) {
            indents.pop();
        }
        let level = indents.len();
        indents.push(indent);
        match of_line(said) {
            Ok((kind, item)) => read.push(Read {
                number: at + 1,
                level,
                kind,
                item,
                guessed: Vec::new(),
            }),
            Err(error) => problems.push(ClipProblem { number: at + 1, error }),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

fn of_line(line: &str) -> Result<(Option<BlockKind>, ClipItem), ClipError> {
    let words = words(line)?;
    let kind = words
        .first()
        .filter(|(_, quoted)| !quoted)
        .and_then(|(word, _)| kind_of(word));
    let words = words.get(usize::from(kind.is_some())..).unwrap_or_default();
    let is_block = |(word, quoted): &(String, bool)| !quoted && (word.contains('/') || word == NO_BLOCK);
    let at = words.iter().position(is_block).ok_or(ClipError::NoBlock)?;
    let name: Vec<&str> = words.iter().take(at).map(|(word, _)| word.as_str()).collect();
    let mut item = ClipItem::new(kind.unwrap_or(BlockKind::Vpc), &name.join(" "));
    blocks(&mut item, words.get(at).map_or("", |(word, _)| word))?;
    let mut rest: Vec<String> = words.iter().skip(at + 1).map(|(word, _)| word.clone()).collect();
    if kind == Some(BlockKind::Subnet) {
        item.zone = rest.pop();
    } else {
        (item.region, item.account) = region_and_account(rest);
    }
    Ok((kind, item))
}

/// The words of a line, each with whether it stands between quotation marks.
fn words(line: &str) -> Result<Vec<(String, bool)>, ClipError> {
    let (mut words, mut rest) = (Vec::new(), line.trim());
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('"') {
            let (word, after) = quoted(inside).ok_or(ClipError::Quote)?;
            words.push((word, true));
            rest = after.trim_start();
        } else {
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            words.push((word.to_owned(), false));
            rest = after.trim_start();
        }
    }
    Ok(words)
}

fn blocks(item: &mut ClipItem, text: &str) -> Result<(), ClipError> {
    for part in text.split([',', ' ']).filter(|part| !matches!(*part, "" | NO_BLOCK)) {
        if part.starts_with('/') {
            // IPv4 has fewer lengths, and nearly every list is of IPv4.
            let size = SizeOrBlock::parse(part, Family::Ipv4).or_else(|_| SizeOrBlock::parse(part, Family::Ipv6));
            if let SizeOrBlock::Size(length) = size.map_err(ClipError::Size)? {
                item.length = Some(length);
            }
        } else {
            item.cidrs.push(part.parse::<Cidr>().map_err(ClipError::Cidr)?);
        }
    }
    if item.cidrs.is_empty() && item.length.is_none() && item.kind != BlockKind::Pool {
        return Err(ClipError::NoBlock);
    }
    if !item.cidrs.is_empty() {
        item.length = None;
    }
    Ok(())
}

fn of_columns(text: &str) -> Result<Vec<Read>, Vec<ClipProblem>> {
    let problem = |number, error| vec![ClipProblem { number, error }];
    let mut rows = table(text)
        .map_err(|number| problem(number, ClipError::Quote))?
        .into_iter();
    let (number, heading) = rows.next().unwrap_or_default();
    let places = COLUMNS.map(|column| heading.iter().position(|cell| cell.trim().eq_ignore_ascii_case(column)));
    for (column, place) in COLUMNS.into_iter().zip(places) {
        if matches!(column, "Name" | "CIDR") && place.is_none() {
            return Err(problem(number, ClipError::NoColumn(column)));
        }
    }
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for (number, row) in rows {
        let cells = places.map(|place| place.and_then(|place| row.get(place)).map_or("", |cell| plain(cell)));
        match of_row(cells) {
            Ok((level, kind, item)) => read.push(Read {
                number,
                level,
                kind,
                item,
                guessed: Vec::new(),
            }),
            Err(error) => problems.push(ClipProblem { number, error }),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

fn of_row(cells: [&str; 10]) -> Result<(usize, Option<BlockKind>, ClipItem), ClipError> {
    let [level, kind, name, cidr, region, account, zone, purpose, tags, note] = cells;
    let level = match level.trim() {
        "" => 1,
        level => level.parse().map_err(|_| ClipError::Level)?,
    };
    let kind = match kind.trim() {
        "" => None,
        word => Some(kind_of(word).ok_or_else(|| ClipError::Kind(word.chars().take(40).collect()))?),
    };
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let mut item = ClipItem::new(kind.unwrap_or(BlockKind::Vpc), name);
    blocks(&mut item, cidr)?;
    item.region = match region.trim() {
        "" => None,
        region => Some(
            region
                .parse()
                .map_err(|_| ClipError::Region(region.chars().take(40).collect()))?,
        ),
    };
    (item.account, item.zone) = (some(account), some(zone));
    (item.purpose, item.note) = (purpose.to_owned(), note.to_owned());
    item.tags = read_tags(tags);
    Ok((usize::max(level, 1) - 1, kind, item))
}

/// The lines as trees.
fn nest(lines: Vec<Read>) -> Result<Clip, Vec<ClipProblem>> {
    let mut problems = Vec::new();
    // The items that are not finished yet, the outermost first.
    let mut open: Vec<Read> = Vec::new();
    let mut clip = Clip::default();
    let base = lines.first().map_or(0, |line| line.level);
    for mut line in lines {
        line.level = line.level.saturating_sub(base);
        if line.level > open.len() || line.level >= super::DEEPEST {
            problems.push(ClipProblem {
                number: line.number,
                error: ClipError::Level,
            });
            continue;
        }
        while open.len() > line.level {
            close(&mut open, &mut clip, &mut problems);
        }
        open.push(line);
    }
    while !open.is_empty() {
        close(&mut open, &mut clip, &mut problems);
    }
    if problems.is_empty() {
        Ok(clip)
    } else {
        crate::ordered::sort_by_key(&mut problems, |problem| problem.number);
        Err(problems)
    }
}

/// Finishes the innermost item that is open.
fn close(open: &mut Vec<Read>, clip: &mut Clip, problems: &mut Vec<ClipProblem>) {
    let Some(mut line) = open.pop() else { return };
    let below = &line.item.items;
    let kind = match line.kind {
        Some(kind) => kind,
        None if below.is_empty() => BlockKind::Vpc,
        None if below.iter().any(|item| item.kind == BlockKind::Subnet) => BlockKind::Vpc,
        None => BlockKind::Pool,
    };
    line.item.kind = kind;
    if kind == BlockKind::Vpc {
        for at in line.guessed {
            if let Some(item) = line.item.items.get_mut(at) {
                item.kind = BlockKind::Subnet;
            }
        }
    }
    let is_guessed = line.kind.is_none() && line.item.items.is_empty();
    let misplaced = line.item.items.iter().find(|below| match kind {
        BlockKind::Pool => below.kind == BlockKind::Subnet,
        BlockKind::Vpc => below.kind != BlockKind::Subnet,
        BlockKind::Reservation | BlockKind::Subnet | BlockKind::Public => true,
    });
    if let Some(below) = misplaced {
        problems.push(ClipProblem {
            number: line.number,
            error: ClipError::Place(below.kind, kind),
        });
    }
    match open.last_mut() {
        Some(above) => {
            if is_guessed {
                above.guessed.push(above.item.items.len());
            }
            above.item.items.push(line.item);
        }
        None => clip.items.push(line.item),
    }
}
