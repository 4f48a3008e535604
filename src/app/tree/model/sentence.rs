//! A row as one sentence.

use super::{CidrCell, Heading, Kind, PlaceCell, RowView, ShareCell};
use crate::app::parts::figures::{counted, whole_percent};
use crate::app::standing::standing_word;
use crate::rules::SeverityCounts;

/// What a screen reader says when the focus comes to a row: the name first, as there are many rows.
pub(super) fn of(row: &RowView) -> String {
    let mut parts = name(&row.heading);
    match &row.cidr {
        CidrCell::None => {}
        CidrCell::Word(word) => parts.push((*word).to_owned()),
        CidrCell::Blocks { first, more: 0, .. } => parts.push(first.to_string()),
        CidrCell::Blocks { first, more, .. } => parts.push(format!("{first} and {more} more")),
    }
    match &row.place {
        PlaceCell::None => {}
        PlaceCell::Any => parts.push("any locale".to_owned()),
        PlaceCell::Code(code, _) => parts.push(code.clone()),
    }
    if let Some(addresses) = &row.addresses {
        parts.push(format!("{} addresses", addresses.text));
    }
    match &row.share {
        ShareCell::None => {}
        ShareCell::Word(word) => parts.push((*word).to_owned()),
        ShareCell::Largest(length) => parts.push(format!("largest block {length}")),
        ShareCell::Used(permille) => parts.push(format!("{} used", whole_percent(*permille))),
    }
    parts.extend(row.standing.map(|standing| standing_word(standing).to_owned()));
    parts.extend(finding_words(row.findings));
    parts.join(", ")
}

fn name(heading: &Heading) -> Vec<String> {
    let mut parts = vec![heading.name.clone()];
    // The names that we give say already what it is.
    let says_kind = matches!(heading.kind, Kind::Ipam | Kind::PrivateScope | Kind::PublicScope);
    if !says_kind {
        parts.push(heading.kind.word().to_owned());
    }
    parts.extend(heading.state.map(str::to_owned));
    parts.extend(heading.is_locked.then(|| "locked".to_owned()));
    parts.extend(heading.detail.clone());
    parts
}

/// The findings of a row in words: `1 error`, `2 warnings`.
pub(in crate::app::tree) fn finding_words(counts: SeverityCounts) -> impl Iterator<Item = String> {
    let SeverityCounts {
        errors,
        warnings,
        notes,
        // Somebody has seen to them: they are not what a row is about.
        accepted: _,
    } = counts;
    let each = [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (notes, "note", "notes"),
    ];
    each.into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(u64::from(count), one, many))
}
