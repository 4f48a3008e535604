//! What stands on the map, in words: for those who do not see it, and for tips.

use super::scene::{Holder, Seen, Spot, What, written};
use crate::address::{AddressCount, Family};
use crate::app::parts::figures::counted;
use crate::plan::Node;
use crate::plan::gesture::name_of;
use crate::workspace::Workspace;

/// What a spot says.
pub(super) fn described(workspace: &Workspace, family: Family, spot: &Spot) -> String {
    match &spot.what {
        What::Block(seen) => block(seen),
        What::Hole { cidr, holder } => {
            let words = format!("free {cidr}, {} addresses", cidr.size());
            let row = match holder {
                Holder::Pool(pool) => Node::Pool(*pool),
                Holder::Vpc(vpc) => Node::VpcCidr(*vpc),
            };
            match name_of(workspace.plan(), row).filter(|name| !name.is_empty()) {
                Some(name) => format!("{words}, in {name}"),
                None => words,
            }
        }
        What::Many { seen, .. } => {
            let end = |address| written(family, address).unwrap_or_default();
            let (first, last) = (end(spot.first), end(spot.last));
            match seen {
                1 => format!("a block too small to show between {first} and {last}: zoom in"),
                _ => format!("{seen} or more blocks too small to show between {first} and {last}: zoom in"),
            }
        }
    }
}

fn block(seen: &Seen) -> String {
    let cidr = seen.placed.cidr;
    let name = if seen.name.is_empty() {
        "without a name"
    } else {
        &seen.name
    };
    let mut words = format!("{name}, {} {cidr}, {} addresses", seen.kind.word(), cidr.size());
    if let Some(hue) = seen.tint.hue() {
        words.push_str(", ");
        words.push_str(&hue.value);
    }
    if let Some((_, count)) = seen.findings {
        words.push_str(", ");
        words.push_str(&counted(u64::from(count), "finding", "findings"));
    }
    if seen.conflict {
        words.push_str(", overlaps");
    }
    words
}

/// How many addresses are in sight.
pub(super) fn sum(length: u128) -> String {
    AddressCount::new(length).compact().to_string()
}
