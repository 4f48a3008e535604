//! Links of other planners, which hold a whole plan in their address, and the file that one of them saves.

mod lz_string;
mod subnets;
mod visual_subnet_calculator;

use super::found::{Block, Key};
use super::note::Severity;
use super::shapes::{JsonShape, Output, Step, TextReader, TextShape};
use crate::address::Cidr;

pub(super) const SHAPE: TextShape = TextShape {
    word: "links of other planners",
    is: |sample| {
        sample
            .head
            .lines()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| planner(line).is_some())
    },
    reader: || Box::new(Links { at: 0, line: 1 }),
};

pub(super) const JSON_SHAPES: &[JsonShape] = &[visual_subnet_calculator::SHAPE];

/// A planner whose links can be read, and the part of the link with the plan.
enum Planner<'l> {
    VisualSubnetCalculator(&'l str),
    Subnets(subnets::Bookmark<'l>),
}

/// The planner whose link stands on a line.
fn planner(line: &str) -> Option<Planner<'_>> {
    let link = line.split_whitespace().find(|word| word.contains('?'))?;
    let (_, query) = link.trim_matches(['<', '>', '(', ')', '"', '\'']).split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let parameter = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    if let (Some(network), Some(mask), Some(division)) =
        (parameter("network"), parameter("mask"), parameter("division"))
    {
        return Some(Planner::Subnets(subnets::Bookmark {
            network,
            mask,
            division,
        }));
    }
    // The first letter is the version of the encoding. Other pages have a parameter of this name too.
    let plan = parameter("c")?.strip_prefix('1')?;
    let is_encoded = plan.len() > 10
        && plan
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-$%".contains(&byte));
    is_encoded.then_some(Planner::VisualSubnetCalculator(plan))
}

/// Reads links, one on each line.
struct Links {
    at: usize,
    line: u32,
}

impl TextReader for Links {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        let until = self.at.saturating_add(effort);
        while self.at < until {
            let Some(rest) = text.get(self.at..).filter(|rest| !rest.is_empty()) else {
                return Step::Done;
            };
            let line = rest.lines().next().unwrap_or_default();
            match planner(line) {
                Some(Planner::VisualSubnetCalculator(plan)) => visual_subnet_calculator::of_link(plan, self.line, out),
                Some(Planner::Subnets(bookmark)) => subnets::of_bookmark(&bookmark, self.line, out),
                None if line.trim().is_empty() => {}
                None => {
                    let sentence = "no link of a planner that can be read stands on this line".to_owned();
                    out.note(Severity::Remark, self.line, String::new(), line, sentence);
                }
            }
            self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
            self.line += 1;
        }
        Step::Reading(self.at)
    }
}

/// A block of a link. `number` tells those of one link apart.
fn block(cidr: Cidr, line: u32, number: usize, out: &Output<'_>) -> Block {
    let key = Key::Own {
        file: out.file,
        name: format!("line {line}, {number}"),
    };
    Block::new(out.place(line), key, cidr)
}
