//! What stands in the cells of a row.

use super::model::{Addresses, CidrCell, Grade, Heading, Kind, Naming, PlaceCell, RowView, ShareCell, finding_words};
use super::row::MoreCells;
use crate::app::look::Column;
use crate::app::markup::*;
use crate::app::parts::figures::{thousands, whole_percent};
use crate::app::parts::{BlockKind, Glyph, Icon, Severity, SeverityMark};
use crate::app::standing::{StandingMark, standing_tip};
use crate::rules::SeverityCounts;

/// The mark, the name and what tells it from others.
pub(super) fn name_words(heading: &Heading) -> impl IntoView + use<> {
    let class = match heading.naming {
        Naming::Given | Naming::Kind => "tree__name clip",
        Naming::Missing => "tree__name tree__name--none clip",
    };
    view! {
        {mark(heading)}
        <span class=class>{heading.name.clone()}</span>
        {[heading.state, heading.is_locked.then_some("locked")].map(|word| {
            word.map(|word| view! { <span class="tree__state">{word}</span> })
        })}
        {heading.detail.clone().map(|words| view! { <span class="tree__detail clip">{words}</span> })}
    }
}

/// How the row stands to what exists in AWS. The row's own words say it to those who hear it.
pub(super) fn standing(view: &RowView) -> impl IntoView + use<> {
    let tip = |standing| view! { <StandingMark standing tip=standing_tip(standing) /> };
    view.standing.map(tip)
}

/// What the row is: told by a shape for the eye, by the row's own words for the ear.
fn mark(heading: &Heading) -> AnyView {
    let kind = match (heading.kind, heading.state) {
        (Kind::Ipam, _) => return view! { <Icon glyph=Glyph::Map /> }.into_any(),
        (Kind::PrivateScope, _) => return view! { <Icon glyph=Glyph::Scope /> }.into_any(),
        (Kind::PublicScope, _) => return view! { <Icon glyph=Glyph::Globe /> }.into_any(),
        (Kind::Pool, _) => BlockKind::Pool,
        (Kind::Vpc | Kind::PublicBlock, None) => BlockKind::Vpc,
        (Kind::Vpc | Kind::PublicBlock, Some(_)) => BlockKind::UnmanagedVpc,
        (Kind::Reservation, _) => BlockKind::Reserved,
        (Kind::Subnet, _) => BlockKind::Subnet,
        (Kind::Free, _) => BlockKind::Free,
    };
    view! { <span class=format!("kind kind--{}", kind.name()) aria-hidden="true"></span> }.into_any()
}

/// The cells between the name and the buttons; only those of columns that are there are filled.
pub(super) fn cells(view: &RowView, more: &MoreCells) -> impl IntoView + use<> {
    let cost = more.cost.clone().map(|cost| {
        view! {
            <div role="gridcell" aria-colindex="6" class="tree__cell tree__cell--active">{cost.active}</div>
            <div role="gridcell" aria-colindex="7" class="tree__cell tree__cell--cost">{cost.cost}</div>
        }
    });
    let words = more.words.clone().into_iter().map(|(column, words)| {
        let (at, class) = match column {
            Column::Account => ("8", "tree__cell tree__cell--account"),
            _ => ("9", "tree__cell tree__cell--tags"),
        };
        view! { <div role="gridcell" aria-colindex=at class=class><span class="clip" data-tip=words.clone()>{words.clone()}</span></div> }
    });
    view! {
        <div role="gridcell" aria-colindex="2" class="tree__cell tree__cell--cidr">{cidr(&view.cidr)}</div>
        <div role="gridcell" aria-colindex="3" class="tree__cell tree__cell--place">{place(&view.place)}</div>
        <div role="gridcell" aria-colindex="4" class="tree__cell tree__cell--addresses">
            {view.addresses.as_ref().map(addresses)}
        </div>
        <div role="gridcell" aria-colindex="5" class="tree__cell tree__cell--share">{share(&view.share)}</div>
        {cost}
        {words.collect_view()}
        <div role="gridcell" aria-colindex="10" class="tree__cell tree__cell--findings">
            {findings(view.findings)}
        </div>
    }
}

fn cidr(cell: &CidrCell) -> AnyView {
    match cell {
        CidrCell::None => ().into_any(),
        CidrCell::Word(word) => view! { <span class="dim">{*word}</span> }.into_any(),
        CidrCell::Blocks { first, more, listing } => {
            let more = (*more > 0).then(|| format!("+{}", thousands(*more as u64)));
            view! {
                <span class="tree__cidr mono" data-tip=listing.clone()>
                    <span class="clip">{first.to_string()}</span>
                    {more.map(|more| view! { <span class="tree__more">{more}</span> })}
                </span>
            }
            .into_any()
        }
    }
}

fn place(cell: &PlaceCell) -> AnyView {
    match cell {
        PlaceCell::None => ().into_any(),
        PlaceCell::Any => view! { <span class="dim">"any"</span> }.into_any(),
        PlaceCell::Code(code, name) => view! { <span class="clip" data-tip=*name>{code.clone()}</span> }.into_any(),
    }
}

fn addresses(addresses: &Addresses) -> impl IntoView + use<> {
    view! { <span data-tip=addresses.exact.clone()>{addresses.text.clone()}</span> }
}

fn share(cell: &ShareCell) -> AnyView {
    let class = match cell.grade() {
        Grade::Calm => "meter",
        Grade::High => "meter meter--tight",
        Grade::Critical => "meter meter--full",
    };
    match cell {
        ShareCell::None => ().into_any(),
        ShareCell::Word(word) => view! { <span class="dim clip">{*word}</span> }.into_any(),
        ShareCell::Largest(length) => view! { <span class="dim">{format!("largest {length}")}</span> }.into_any(),
        ShareCell::Used(permille) => {
            let filled = (*permille).min(1_000);
            let width = format!("{}.{}%", filled / 10, filled % 10);
            view! {
                <span class=class>
                    <span class="meter__bar" aria-hidden="true">
                        <span class="meter__fill" style:width=width></span>
                    </span>
                    <span class="meter__text">{whole_percent(*permille)}</span>
                </span>
            }
            .into_any()
        }
    }
}

fn findings(counts: SeverityCounts) -> impl IntoView + use<> {
    let words = finding_words(counts).collect::<Vec<_>>().join(", ");
    let each = [
        (Severity::Error, counts.errors),
        (Severity::Warning, counts.warnings),
        (Severity::Note, counts.notes),
    ];
    let badges = each
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let class = match severity {
                Severity::Error => "badge badge--error",
                Severity::Warning => "badge badge--warning",
                Severity::Note => "badge badge--note",
            };
            view! { <span class=class><SeverityMark severity />{thousands(u64::from(count))}</span> }
        });
    (counts.total() > 0).then(|| {
        view! {
            <span class="tree__badges" aria-hidden="true" data-tip=words.clone()>{badges.collect_view()}</span>
            <span class="visually-hidden">{words}</span>
        }
    })
}
