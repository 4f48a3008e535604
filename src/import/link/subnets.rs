//! Bookmarks of davidc/subnets: `subnets.html?network=10.0.0.0&mask=16&division=7.31`.
//!
//! The division is a tree of halves, depth first: 1 where a block is divided, 0 where not. Its bits stand in hexadecimal digits,
//! the lowest first, behind their number. Source: `nodeToString` and `binToAscii` of
//! <https://github.com/davidc/subnets> at 6a8e3e1f, `subnets.html`.

use super::block;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::note::Severity;
use crate::import::shapes::Output;

/// The most bits of a division: more blocks than a page could show.
const MOST_BITS: usize = 1 << 20;

/// The parts of a bookmark.
pub(super) struct Bookmark<'l> {
    pub(super) network: &'l str,
    pub(super) mask: &'l str,
    pub(super) division: &'l str,
}

/// Takes the blocks of a bookmark: the whole, and what it is divided into.
pub(super) fn of_bookmark(bookmark: &Bookmark<'_>, line: u32, out: &mut Output<'_>) {
    let text = format!("{}/{}", bookmark.network, bookmark.mask);
    let Some(whole) = out.cidr(&text, line, || "network".to_owned()) else {
        return;
    };
    if whole.family() == Family::Ipv6 {
        let sentence = "the planner of this link knows IPv4 only".to_owned();
        out.note(Severity::Refused, line, "network".to_owned(), &text, sentence);
        return;
    }
    let blocks = match bits(bookmark.division).and_then(|bits| divided(whole, &bits)) {
        Some(blocks) => blocks,
        None => {
            let sentence = "the division of the link is damaged or cut off; only the whole block is taken".to_owned();
            out.note(
                Severity::Refused,
                line,
                "division".to_owned(),
                bookmark.division,
                sentence,
            );
            Vec::new()
        }
    };
    let parts = blocks.into_iter().filter(|part| *part != whole);
    for (number, cidr) in std::iter::once(whole).chain(parts).enumerate() {
        let block = block(cidr, line, number, out);
        out.found.blocks.push(block);
    }
}

/// The bits of a division.
fn bits(division: &str) -> Option<Vec<bool>> {
    let (count, digits) = division.split_once('.')?;
    let count: usize = count.parse().ok().filter(|count| (1..=MOST_BITS).contains(count))?;
    let digits: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits?;
    (0..count)
        .map(|at| digits.get(at / 4).map(|digit| digit >> (at % 4) & 1 == 1))
        .collect()
}

/// The blocks that are not divided further; nothing where the tree does not end with the bits.
fn divided(whole: Cidr, bits: &[bool]) -> Option<Vec<Cidr>> {
    let mut blocks = Vec::new();
    let mut waiting = vec![whole];
    let mut bits = bits.iter();
    while let Some(next) = waiting.pop() {
        if *bits.next()? {
            let length = NetmaskLength::new(next.netmask_length().get() + 1)?;
            let half = 1_u128 << u32::from(next.family().bits().checked_sub(length.get())?);
            let low = Cidr::from_bits(next.family(), next.first_bits(), length)?;
            let high = Cidr::from_bits(next.family(), next.first_bits() + half, length)?;
            waiting.extend([high, low]);
        } else {
            blocks.push(next);
        }
    }
    bits.next().is_none().then_some(blocks)
}
