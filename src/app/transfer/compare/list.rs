//! The differences one by one, field by field.

use super::shown::{Shown, View};
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{ButtonKind, ButtonSize, Choice, Glyph, Icon, Segmented, button_class};
use crate::app::planner::Access;
use crate::app::reactive::Signal;
use crate::compare::{Details, Difference, What};
use crate::plan::Side;

/// So many CIDRs of a thing are written out.
pub(super) const CIDRS: usize = 4;

/// All differences, or those of a kind.
pub(super) fn list(view: View) -> AnyView {
    let options = view.with(|shown| {
        let comparison = &shown.comparison;
        let all = Choice::new(None, "All").detail(thousands(comparison.differences.len() as u64));
        let kinds = What::ALL.into_iter().filter_map(|what| {
            let count = comparison.count(what);
            (count > 0).then(|| Choice::new(Some(what), what.word()).detail(thousands(count as u64)))
        });
        std::iter::once(all).chain(kinds).collect::<Vec<_>>()
    });
    view! {
        <Segmented
            label="Differences"
            options=Signal::stored(options.unwrap_or_default())
            value=view.what
            on_change=view.what.setter()
        />
        {following(move || rows(view))}
    }
    .into_any()
}

fn rows(view: View) -> AnyView {
    let (what, drawn) = (view.what.get(), view.drawn.get());
    let rows = view.with(|shown| {
        let (before, after) = (shown.before.borrow(), shown.after.borrow());
        let details = Details::of(before.plan(), after.plan());
        let all = shown.comparison.differences.iter().enumerate();
        let mut chosen = all.filter(|(_, difference)| what.is_none_or(|what| difference.what == what));
        let rows = chosen
            .by_ref()
            .take(drawn)
            .map(|(place, difference)| row(view, place, difference, &details, shown))
            .collect_view();
        (rows, chosen.count())
    });
    let Some((rows, left)) = rows else {
        return ().into_any();
    };
    view! {
        <ul class="differs__list">{rows}</ul>
        {view.more(left)}
    }
    .into_any()
}

fn row(view: View, place: usize, difference: &Difference, details: &Details<'_>, shown: &Shown) -> AnyView {
    let kind = match difference.side {
        Some(Side::Actual) => format!("{}, in AWS", difference.row.kind()),
        _ => difference.row.kind().to_owned(),
    };
    let fields = matches!(difference.what, What::Moved | What::Changed).then(|| {
        let fields = details
            .fields(&shown.comparison.edit, difference)
            .into_iter()
            .map(|field| {
                let told = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
                view! {
                    <li>
                        <span class="dim">{format!("{}: ", field.field)}</span>
                        {told(field.before)}
                        <Icon glyph=Glyph::ChevronRight />
                        <span class="visually-hidden">"becomes "</span>
                        {told(field.after)}
                    </li>
                }
            });
        view! { <ul class="differs__fields">{fields.collect_view()}</ul> }
    });
    view! {
        <li class="differs__row" data-what=difference.what.word()>
            <span class="differs__what">{difference.what.word()}</span>
            <div class="grow">
                <b>{difference.name.clone()}</b>
                " "
                <span class="dim">{kind}</span>
                " "
                <span class="mono">{cidrs(&difference.cidrs)}</span>
                <div class="dim">{difference.path.join(" › ")}</div>
                {fields}
            </div>
            {take_over(view, place, &difference.name)}
        </li>
    }
    .into_any()
}

/// The first of some CIDRs, and how many more there are.
pub(super) fn cidrs(cidrs: &[crate::address::Cidr]) -> String {
    let shown: Vec<String> = cidrs.iter().take(CIDRS).map(ToString::to_string).collect();
    let words = shown.join(", ");
    match cidrs.len().saturating_sub(CIDRS) {
        0 => words,
        beyond => format!("{words} and {beyond} more"),
    }
}

/// The button that takes a difference over, where there is a plan to take it into.
pub(super) fn take_over(view: View, place: usize, name: &str) -> Option<AnyView> {
    let take = view.take()?;
    let label = format!("Take over {name}");
    let button = following(move || {
        let label = label.clone();
        (view.planner.access.get() == Access::Edit).then(move || {
            view! {
                <button
                    type="button"
                    class=button_class(ButtonKind::Plain, ButtonSize::Small)
                    aria-label=label
                    on:click=move |_| take.run(place)
                >
                    "Take over"
                </button>
            }
        })
    });
    Some(button)
}
