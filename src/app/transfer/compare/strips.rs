//! The differences to scale: what a pool or VPC had in it, over what it has.

use super::shown::View;
use super::tree::legend;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::compare::{self, Bar, Details, LENGTH, Mark, Strip};

/// So much of a strip a bar must take for its name to be written into it.
const NAMED: u32 = LENGTH / 12;

/// A strip of two lanes for each block in which something differs.
pub(super) fn strips(view: View) -> AnyView {
    let drawn = view.drawn.get();
    let strips = view.with(|shown| {
        let (before, after) = (shown.before.borrow(), shown.after.borrow());
        let strips = compare::strips(&shown.comparison, &Details::of(before.plan(), after.plan()));
        // A strip has many bars.
        let most = drawn / 4;
        let left = strips.len().saturating_sub(most);
        (
            strips.iter().take(most).map(strip).collect_view(),
            left,
            strips.is_empty(),
        )
    });
    let Some((strips, left, is_empty)) = strips else {
        return ().into_any();
    };
    if is_empty {
        return view! { <p class="dim" role="status">"No block of addresses differs: the list says what does"</p> }
            .into_any();
    }
    view! {
        {legend(&Mark::ALL)}
        {strips}
        {view.more(left)}
    }
    .into_any()
}

fn strip(strip: &Strip) -> AnyView {
    let lane = |word: &'static str, bars: &[Bar]| {
        view! {
            <span class="strip__word dim" aria-hidden="true">{word}</span>
            <div class="strip__lane" role="img" aria-label=said(word, bars)>
                {bars.iter().map(bar).collect_view()}
            </div>
        }
    };
    view! {
        <section class="strip">
            <h3 class="strip__title">
                {strip.name.clone()}
                " "
                <span class="mono">{strip.cidr.to_string()}</span>
                " "
                <span class="dim">{strip.path.join(" › ")}</span>
            </h3>
            <div class="strip__lanes">{lane("Before", &strip.before)} {lane("After", &strip.after)}</div>
        </section>
    }
    .into_any()
}

fn bar(bar: &Bar) -> AnyView {
    let part = |part: u32| length(f64::from(part) * 100.0 / f64::from(LENGTH), "%");
    let what = match bar.count {
        1 => format!("{} {}", bar.name, bar.cidr),
        count => format!("{} {} and {} more", bar.name, bar.cidr, count - 1),
    };
    let tip = match bar.mark {
        Some(mark) => format!("{}: {what}", mark.words()),
        None => what,
    };
    let shown = (bar.width >= NAMED).then(|| bar.name.clone());
    view! {
        <span
            class="strip__bar"
            data-mark=bar.mark.map(Mark::words)
            data-tip=tip
            style:left=part(bar.start)
            style:width=part(bar.width)
        >
            {bar.mark.map(Mark::sign)}
            " "
            {shown}
        </span>
    }
    .into_any()
}

/// "After: 2 added: 10.0.0.0/24, 10.0.1.0/24".
fn said(word: &str, bars: &[Bar]) -> String {
    let of = |mark: Mark| {
        let marked = bars.iter().filter(|bar| bar.mark == Some(mark));
        let cidrs: Vec<String> = marked.clone().take(8).map(|bar| bar.cidr.to_string()).collect();
        let count: usize = marked.map(|bar| bar.count).sum();
        (count > 0).then(|| format!("{count} {}: {}", mark.words().to_lowercase(), cidrs.join(", ")))
    };
    let parts: Vec<String> = Mark::ALL.into_iter().filter_map(of).collect();
    match parts.is_empty() {
        true => format!("{word}: nothing that differs"),
        false => format!("{word}: {}", parts.join("; ")),
    }
}
