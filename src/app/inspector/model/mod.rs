//! What the inspector says of a row, as plain values.
//!
//! Nothing here knows of signals or of the browser. Lists are cut to what is drawn; nothing looks at what lies further below.

mod capacity;
mod identity;
mod lists;
#[cfg(test)]
mod tests;
mod typed;

pub(super) use capacity::{Capacity, SizeLine, pool_capacity, vpc_capacity};
pub(super) use identity::{Identity, Mark, state_word};
pub(super) use lists::{Line, Lines, allocations, free_blocks, pool_cidrs, subnets, vpc_cidrs};
pub(super) use typed::{account_number, aws_id, cidr, netmask_length, percentage, place_subnet, read_demand};

use crate::address::{AddressCount, Cidr};
use crate::plan::{Id, Ipam, RegionCode, Scope};
use crate::workspace::Workspace;

/// What a step of the history is called that sets `what` of a row to `text`.
pub(super) fn set_label(what: &'static str, text: &str) -> impl FnOnce(&str) -> String + use<> {
    const SHOWN: usize = 30;
    let shown = match text.chars().count() {
        0 => None,
        1..=SHOWN => Some(text.to_owned()),
        _ => Some(text.chars().take(SHOWN).collect::<String>() + "…"),
    };
    move |row| match shown {
        Some(text) => format!("Set the {what} of {row} to {text}"),
        None => format!("Clear the {what} of {row}"),
    }
}

/// A count of addresses: all digits while they can be read, else as people say it.
pub(super) fn addresses(count: AddressCount) -> String {
    const TOO_LONG: u128 = 1 << 40;
    match count.to_u128() {
        Some(number) if number < TOO_LONG => count.to_string(),
        _ => count.compact().to_string(),
    }
}

/// The addresses of a subnet that can be used: AWS keeps the first four and the last of each
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>).
pub(super) fn usable(cidr: Cidr) -> AddressCount {
    cidr.size().checked_sub(AddressCount::from(5_u32)).unwrap_or_default()
}

/// The locales that a pool can have: the operating Regions, and the one it has now. Each with its name.
pub(super) fn locales(ipam: &Ipam, now: Option<RegionCode>) -> Vec<(String, &'static str)> {
    let mut regions = ipam.all_operating_regions();
    regions.extend(now);
    let named = |region: RegionCode| {
        let name = region.listing().map(|listing| listing.name).unwrap_or_default();
        (region.as_str().to_owned(), name)
    };
    regions.into_iter().map(named).collect()
}

/// How many pools a scope has, at any depth.
pub(super) fn scope_pools(workspace: &Workspace, scope: Id<Scope>) -> usize {
    workspace.index().scope(scope).map_or(0, |entry| entry.pool_count())
}
