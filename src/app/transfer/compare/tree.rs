//! The differences in the tree, under what they are in.

use super::list::{cidrs, take_over};
use super::shown::View;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::compare::{self, Details, Mark, TreeLine};

/// The tree of what differs, with the legend of its marks.
pub(super) fn tree(view: View) -> AnyView {
    let drawn = view.drawn.get();
    let lines = view.with(|shown| {
        let (before, after) = (shown.before.borrow(), shown.after.borrow());
        let details = Details::of(before.plan(), after.plan());
        let lines = compare::tree(&shown.comparison, &details);
        let marked = lines.iter().filter(|line| line.mark != Some(Mark::Left));
        let marked = marked.filter(|line| line.difference.is_some()).count();
        let elsewhere = shown.comparison.differences.len() - marked;
        let left = lines.len().saturating_sub(drawn);
        let lines = lines
            .iter()
            .take(drawn)
            .map(|line| drawn_line(view, line))
            .collect_view();
        (lines, left, elsewhere)
    });
    let Some((lines, left, elsewhere)) = lines else {
        return ().into_any();
    };
    let elsewhere = (elsewhere > 0).then(|| {
        let words =
            format!("{elsewhere} more stand in no tree: accounts, connections, what exists in AWS. The list has them");
        view! { <p class="dim">{words}</p> }
    });
    view! {
        {legend(&Mark::ALL)}
        <ul class="differs__list">{lines}</ul>
        {view.more(left)}
        {elsewhere}
    }
    .into_any()
}

/// What the marks mean.
pub(super) fn legend(marks: &[Mark]) -> AnyView {
    let entry = |mark: &Mark| view! { <li>{sign(*mark)} <span>{mark.words()}</span></li> };
    view! { <ul class="marks" aria-label="Marks">{marks.iter().map(entry).collect_view()}</ul> }.into_any()
}

/// The sign of a mark, in its colour.
fn sign(mark: Mark) -> AnyView {
    view! {
        <span class="mark" data-mark=mark.words() aria-hidden="true">
            {mark.sign()}
        </span>
    }
    .into_any()
}

fn drawn_line(view: View, line: &TreeLine) -> AnyView {
    let mark = line.mark.map(|mark| {
        view! {
            {sign(mark)}
            <span class="visually-hidden">{mark.words()} " "</span>
        }
    });
    let other = line.other.join(" › ");
    let other = match line.mark {
        Some(Mark::Left) => Some(format!("now in {other}")),
        Some(Mark::Arrived) if !other.is_empty() => Some(format!("before in {other}")),
        _ => None,
    };
    let is_mine = line.mark != Some(Mark::Left);
    let take = line
        .difference
        .filter(|_| is_mine)
        .and_then(|place| take_over(view, place, &line.name));
    let depth = line.depth.min(12) as f64;
    view! {
        <li class="differs__line" data-mark=line.mark.map(Mark::words) style:padding-inline-start=length(depth * 1.25, "rem")>
            <span class="differs__sign">{mark}</span>
            <div class="grow">
                <span class="differs__name">{line.name.clone()}</span>
                " "
                <span class="dim">{line.row.kind()}</span>
                " "
                <span class="mono">{cidrs(&line.cidrs)}</span>
                {other.map(|other| view! { <span class="dim">" " {other}</span> })}
            </div>
            {take}
        </li>
    }
    .into_any()
}
