//! What comments call rows.

use super::writing::Scene;
use crate::address::{Cidr, Family};
use crate::lifecycle::{self, called};
use crate::plan::{AnyId, AwsTables, CidrRole, Id, RegionCode, Vpc, VpcCidr};

/// "the pool Frankfurt", on one line.
pub(super) fn name(tables: &AwsTables, id: impl Into<AnyId>) -> String {
    one_line(&called(tables, id.into()))
}

/// The id that AWS gave to a row, as far as the plan says it.
pub(super) fn aws_id(scene: Scene<'_>, id: AnyId) -> Option<String> {
    let plan = scene.plan();
    let known = lifecycle::aws_id(plan.actual(), id).or_else(|| lifecycle::aws_id(plan.design(), id));
    known.filter(|known| !known.is_empty())
}

/// What an id is that the plan does not say: "ipam-pool-id of the pool Frankfurt".
pub(super) fn wanted_id(scene: Scene<'_>, id: AnyId) -> String {
    format!("{} of {}", lifecycle::id_kind(id), name(scene.plan().design(), id))
}

/// A text that stays on one line and that no terminal obeys.
pub(super) fn one_line(text: &str) -> String {
    let plain = |letter: char| match letter {
        // What some readers take for the end of a line, or what turns the direction of writing.
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    text.chars().map(plain).collect()
}

/// The Region that a locale is in: itself, unless it is a Local Zone group, which begins with the code of its Region.
pub(super) fn region_of(locale: RegionCode) -> RegionCode {
    if locale.listing().is_some() {
        return locale;
    }
    let code = locale.as_str();
    let parts = code.rmatch_indices('-').filter_map(|(at, _)| code.get(..at));
    let mut regions = parts.filter_map(|part| part.parse::<RegionCode>().ok());
    regions.find(|region| region.listing().is_some()).unwrap_or(locale)
}

/// Which of a VPC's CIDRs holds `cidr`.
pub(super) fn holding<T: Copy>(cidrs: &[(Cidr, T)], cidr: Cidr) -> Option<T> {
    cidrs.iter().find(|(block, _)| block.contains(cidr)).map(|(_, id)| *id)
}

/// The CIDR that a VPC is made with.
pub(super) fn primary(scene: Scene<'_>, vpc: Id<Vpc>) -> Option<Id<VpcCidr>> {
    let cidrs = scene.source.index.vpc(vpc)?.cidrs();
    let rows = &scene.plan().design().vpc_cidrs;
    let is_primary = |id: &Id<VpcCidr>| {
        let row = rows.get(id);
        row.is_some_and(|row| row.role == CidrRole::Primary && row.cidr.family() == Family::Ipv4)
    };
    cidrs.iter().map(|(_, id)| *id).find(is_primary)
}

/// `ipv4` or `ipv6`.
pub(super) const fn family(family: Family) -> &'static str {
    match family {
        Family::Ipv4 => "ipv4",
        Family::Ipv6 => "ipv6",
    }
}
