//! Many blocks from a list, placed whole or with what does not fit.

use super::form::{Answer, Form, form};
use super::subject::with_pools_above;
use crate::address::{BulkOrder, BulkPlacement, Family, NetmaskLength, Strategy};
use crate::app::dialogs::words::{pool_title, sentence};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Choice, Draft, Field, FieldKind, Segmented, TextArea};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::gesture::{BulkKind, BulkProblem, BulkRequest, NamePattern, SizeOrBlock, place_bulk, read_lines};
use crate::plan::{Node, Tags};

/// So many problems are written out.
const PROBLEMS: usize = 8;

/// Asks for a list of blocks, what they are for, and how they are placed.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let (pool, about, family) = planner.peek(|workspace| {
        let free = match node {
            Node::Free(id) => Some(id),
            _ => None,
        };
        let pool = free.or_else(|| with_pools_above(workspace, node).next())?;
        let family = workspace.plan().design().pools.get(&pool)?.family;
        Some((pool, format!("From {}", pool_title(workspace, pool)), family))
    })?;
    let kind = RwSignal::new(BulkKind::Vpcs);
    let how = RwSignal::new((Strategy::LowestAddress, BulkOrder::LargestFirst));
    let list = Draft::new(planner.pasted.get_untracked().unwrap_or_default(), |text| {
        match text.trim() {
            "" => Err("Write one block a line, for example app /24".to_owned()),
            _ => Ok(text.to_owned()),
        }
    });
    let names = Draft::new("{name}-{n}", |text| NamePattern::parse(text).map_err(sentence));
    let (padding, alignment) = (size_or_none(family), size_or_none(family));
    let answer = Memo::new(move |_| {
        let (Ok(text), Ok(names)) = (list.value(), names.value()) else {
            return Answer::Incomplete;
        };
        let (Ok(padding), Ok(alignment)) = (padding.value(), alignment.value()) else {
            return Answer::Incomplete;
        };
        let lines = match read_lines(&text, family) {
            Ok(lines) => lines,
            Err(problems) => return refused(&problems),
        };
        let (strategy, order) = how.get();
        let how = BulkPlacement {
            strategy,
            order,
            padding,
            alignment,
            ..BulkPlacement::default()
        };
        let request = BulkRequest {
            pool,
            kind: kind.get(),
            lines,
            names,
            how,
            tags: Tags::new(),
        };
        planner.read(|w| match place_bulk(w.plan(), w.index(), &request, &mut RandomIds) {
            Ok(placed) => Answer::Ready(placed.gesture),
            Err(problem) => Answer::Refused(in_words(&problem)),
        })
    });
    let fields = move || {
        let kinds = vec![
            Choice::new(BulkKind::Vpcs, "VPCs"),
            Choice::new(BulkKind::SubPools, "Sub-pools"),
            Choice::new(BulkKind::Reservations, "Reservations"),
        ];
        let hows = vec![
            Choice::new((Strategy::LowestAddress, BulkOrder::LargestFirst), "Largest first"),
            Choice::new((Strategy::LowestAddress, BulkOrder::AsListed), "As listed"),
            Choice::new((Strategy::BestFit, BulkOrder::LargestFirst), "Best fit"),
            Choice::new((Strategy::Spread, BulkOrder::LargestFirst), "Spread"),
        ];
        view! {
            <TextArea
                label="Blocks"
                draft=list
                lines=6
                kind=FieldKind::Mono
                hint=Some("One a line: a name, a size, then a Region and an account if you like; or 8 × /20. A spreadsheet can be pasted".to_owned())
                placeholder=Some("app /22 eu-central-1\n8 × /24".to_owned())
                focus=crate::app::parts::InitialFocus::Here
            />
            <Segmented label="What they are" options=Signal::stored(kinds) value=kind on_change=kind.setter() />
            <Segmented label="Placed" options=Signal::stored(hows) value=how on_change=how.setter() />
            <div class="cluster">
                <Field
                    label="Leave free behind each"
                    draft=padding
                    kind=FieldKind::Mono
                    placeholder=Some("nothing, or /26".to_owned())
                />
                <Field
                    label="Begin where begins a"
                    draft=alignment
                    kind=FieldKind::Mono
                    placeholder=Some("anything, or /24".to_owned())
                />
            </div>
            <Field label="Names of those without one" draft=names />
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Add many",
            about,
            verb: "Add all",
            answer,
            accept: Box::new(move || _ = (list.accept(), names.accept(), padding.accept(), alignment.accept())),
            fields: Box::new(fields),
        },
    ))
}

/// A netmask length, or none.
fn size_or_none(family: Family) -> Draft<Option<NetmaskLength>> {
    Draft::new("", move |text| match text.trim() {
        "" => Ok(None),
        text => match SizeOrBlock::parse(text, family) {
            Ok(SizeOrBlock::Size(length)) => Ok(Some(length)),
            _ => Err("Write a size such as /26, or nothing".to_owned()),
        },
    })
}

/// The first of the problems, a sentence each.
fn refused<T: std::fmt::Display>(problems: &[T]) -> Answer {
    let mut shown: Vec<String> = problems.iter().take(PROBLEMS).map(sentence).collect();
    let more = problems.len().saturating_sub(PROBLEMS);
    if more > 0 {
        shown.push(format!("And {more} more"));
    }
    Answer::Refused(shown)
}

/// Why a list is not placed: the sum first, with what would make room, then every line.
pub(super) fn in_words(problem: &BulkProblem) -> Vec<String> {
    let mut words = vec![sentence(problem)];
    let BulkProblem::DoesNotFit(misfit) = problem else {
        return words;
    };
    words.extend(misfit.unplaced.iter().take(PROBLEMS).map(sentence));
    let more = misfit.unplaced.len().saturating_sub(PROBLEMS);
    if more > 0 {
        words.push(format!("And {more} more"));
    }
    words
}
