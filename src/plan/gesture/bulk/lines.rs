//! A list of blocks as people write it: `name /len [Region] [account]`, one a line, or `8 × /20`.

use std::fmt;

use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::RegionCode;
use crate::plan::gesture::{ParseSizeError, SizeOrBlock};

/// A list asks for at most so many blocks.
pub const MOST_BLOCKS: usize = 10_000;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line of the text it is, from 1.
    pub number: usize,
    /// What the blocks are called; empty when the line has no name.
    pub name: String,
    /// How large they are, or which one it is.
    pub size: SizeOrBlock,
    /// How many: more than one where the line says so.
    pub count: usize,
    /// The Region.
    pub region: Option<RegionCode>,
    /// The account: its name or its number.
    pub account: Option<String>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    /// Which line, from 1.
    pub number: usize,
    /// What it says, shortened.
    pub text: String,
    /// What is wrong with it.
    pub error: LineError,
}

/// Why a line asks for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineError {
    /// There is no size.
    NoSize,
    /// There is no name in front of the size.
    NoName,
    /// The size is none.
    Size(ParseSizeError),
    /// The block is of another family.
    Family(Cidr, Family),
    /// A block that is named stands for one, not for several.
    ManyOfOne,
    /// The count is none, or the list would ask for too many blocks.
    Count,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSize => f.write_str("no size: write a name and a size, for example app /24"),
            Self::NoName => f.write_str("no name: write one before the size, for example app /24"),
            Self::Size(error) => error.fmt(f),
            Self::Family(cidr, family) => write!(f, "{cidr} is {}, but the pool holds {family}", cidr.family()),
            Self::ManyOfOne => f.write_str("a CIDR is one block: write a size to have several, for example 8 × /24"),
            Self::Count => write!(f, "a list asks for 1 to {MOST_BLOCKS} blocks"),
        }
    }
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}, \"{}\": {}", self.number, self.text, self.error)
    }
}

impl std::error::Error for LineProblem {}

/// Reads a list: a line each, with columns between tabs or commas, or with spaces. Empty lines, those that begin with `#`
/// and a heading that begins with Name say nothing.
///
/// The size is `/24`, `24`, a count with its unit (`3000 addresses`) in a column of its own, or the CIDR itself. A name may have
/// spaces. What follows the size is a Region if it looks like one, and else the account.
///
/// # Errors
/// Every line that says nothing that can be done.
pub fn read_lines(text: &str, family: Family) -> Result<Vec<Line>, Vec<LineProblem>> {
    let (mut lines, mut problems, mut blocks) = (Vec::new(), Vec::new(), 0_usize);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let is_heading =
            || columns(line).and_then(|columns| columns.first().map(|first| first.eq_ignore_ascii_case("name")));
        if line.is_empty() || line.starts_with('#') || (lines.is_empty() && is_heading() == Some(true)) {
            continue;
        }
        let number = at + 1;
        let read = read_line(line, number, family).and_then(|read| {
            blocks = blocks.saturating_add(read.count);
            if blocks <= MOST_BLOCKS {
                Ok(read)
            } else {
                Err(LineError::Count)
            }
        });
        match read {
            Ok(line) => lines.push(line),
            Err(error) => problems.push(LineProblem {
                number,
                text: line.chars().take(60).collect(),
                error,
            }),
        }
    }
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

fn read_line(line: &str, number: usize, family: Family) -> Result<Line, LineError> {
    let (name, count, size, rest) = match columns(line) {
        Some(columns) => of_columns(&columns)?,
        None => of_words(line)?,
    };
    // In a list a short number is a netmask length, also one that there is not: nobody lists blocks of 33 addresses.
    let is_length = size.len() <= 3 && size.bytes().all(|byte| byte.is_ascii_digit());
    let size = if is_length { format!("/{size}") } else { size };
    let size = SizeOrBlock::parse(&size, family).map_err(LineError::Size)?;
    match size {
        SizeOrBlock::Block(cidr) if cidr.family() != family => return Err(LineError::Family(cidr, family)),
        SizeOrBlock::Block(_) if count != 1 => return Err(LineError::ManyOfOne),
        _ => {}
    }
    if count == 0 {
        return Err(LineError::Count);
    }
    let (region, account) = region_and_account(rest);
    Ok(Line {
        number,
        name,
        size,
        count,
        region,
        account,
    })
}

/// The name, how many, the size, and what follows.
type Parts = (String, usize, String, Vec<String>);

/// What a spreadsheet copies, or a file of values between commas.
fn columns(line: &str) -> Option<Vec<String>> {
    let separator = ['\t', ';', ',']
        .into_iter()
        .find(|separator| line.contains(*separator))?;
    let unquoted = |column: &str| column.trim().trim_matches('"').trim().to_owned();
    Some(line.split(separator).map(unquoted).collect())
}

fn of_columns(columns: &[String]) -> Result<Parts, LineError> {
    let (name, size) = (columns.first(), columns.get(1));
    let size = size.filter(|size| !size.is_empty()).ok_or(LineError::NoSize)?;
    let name = name.filter(|name| !name.is_empty()).ok_or(LineError::NoName)?;
    let rest = columns.iter().skip(2).filter(|column| !column.is_empty()).cloned();
    Ok((name.clone(), 1, size.clone(), rest.collect()))
}

fn of_words(line: &str) -> Result<Parts, LineError> {
    // "8×/20", "8 x /20" and "8 * /20" are the same.
    let spaced = line.replace(['×', '*'], " × ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let at = size_at(&words).ok_or(LineError::NoSize)?;
    let size = words.get(at).copied().unwrap_or_default();
    let rest = words.iter().skip(at + 1).map(|word| (*word).to_owned()).collect();
    let before: Vec<&str> = words.iter().take(at).copied().collect();
    if let [name @ .., count, "×" | "x" | "X"] = before.as_slice() {
        let digits = count.bytes().all(|byte| byte.is_ascii_digit());
        let count = count.parse().ok().filter(|_| digits).ok_or(LineError::Count)?;
        return Ok((name.join(" "), count, size.to_owned(), rest));
    }
    if before.is_empty() {
        return Err(LineError::NoName);
    }
    Ok((before.join(" "), 1, size.to_owned(), rest))
}

/// Which of the words is the size: one with a slash, or else the last short number behind the name.
fn size_at(words: &[&str]) -> Option<usize> {
    let with_slash = |word: &&str| match word.split_once('/') {
        Some(("", length)) => !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit()),
        Some((address, _)) => address.contains([':', '.']),
        None => false,
    };
    let is_number = |word: &&str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = || words.iter().skip(1).rposition(is_number).map(|at| at + 1);
    words.iter().position(with_slash).or_else(numbered)
}

/// What follows a size: a Region if one of the words looks like one, and the account.
pub(in crate::plan::gesture) fn region_and_account(mut rest: Vec<String>) -> (Option<RegionCode>, Option<String>) {
    let region = |word: &String| {
        let code = word.parse::<RegionCode>().ok()?;
        // One that AWS lists, or one that looks like those: us-west-2-lax-1.
        let looks_like = code.as_str().split('-').count() >= 3 && code.as_str().ends_with(|c: char| c.is_ascii_digit());
        (code.listing().is_some() || looks_like).then_some(code)
    };
    let at = rest.iter().position(|word| region(word).is_some());
    let found = at.and_then(|at| region(&rest.remove(at)));
    let account = rest.join(" ");
    (found, (!account.is_empty()).then_some(account))
}

impl Line {
    /// The length that is asked for, unless it is one block.
    pub fn length(&self) -> Option<NetmaskLength> {
        match self.size {
            SizeOrBlock::Size(length) => Some(length),
            SizeOrBlock::Block(_) => None,
        }
    }
}
