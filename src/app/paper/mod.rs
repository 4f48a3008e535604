//! The plan on paper: what the browser prints is a sheet of its own, as the screen shows a window and no more.
//!
//! The sheet is drawn when the browser says that it will print, stands beside the app, and goes afterwards. `model` is
//! what it says; the maps are those of `map`; what fits the page is the style sheet's.

mod model;

use std::cell::Cell;
use std::rc::Rc;

use leptos::mount::mount_to;

use super::chunks::use_chunks;
use super::map::paper_maps;
use super::markup::*;
use super::parts::{KindMark, SeverityMark, keep, length};
use super::planner::{Planner, use_planner};
use super::platform::listen::Listener;
use model::{Row, Sheet};

/// Draws the sheet whenever the browser is about to print, for as long as the plan's screen stands.
pub(super) fn listen_for_print() {
    let (planner, views) = (use_planner(), use_chunks().views);
    let drawn = Rc::new(Cell::new(None));
    let title = Rc::new(Cell::new(None::<String>));
    let (shown, kept) = (Rc::clone(&drawn), Rc::clone(&title));
    keep(Listener::new(&window(), "beforeprint", move |_| {
        // Without it the screen is printed as it is.
        let (Some(table), Some(body)) = (views.table_untracked(), document().body()) else {
            return;
        };
        // What files and the heads of pages are called by.
        kept.set(Some(document().title()));
        document().set_title(&planner.peek(|workspace| workspace.plan().about().name.clone()));
        shown.set(Some(mount_to(body, move || (table.paper)(planner))));
    }));
    keep(Listener::new(&window(), "afterprint", move |_| {
        drawn.set(None);
        if let Some(title) = title.take() {
            document().set_title(&title);
        }
    }));
}

/// The sheet.
pub(super) fn sheet(planner: Planner) -> AnyView {
    let (sheet, maps) = planner.peek(|workspace| (Sheet::of(workspace), paper_maps(workspace)));
    let figures: Vec<AnyView> = sheet
        .figures
        .into_iter()
        .map(|fact| view! { <li>{fact}</li> }.into_any())
        .collect();
    let maps = maps.into_iter().map(|(title, map)| {
        view! {
            <figure class="paper__map">
                <figcaption>{title}</figcaption>
                {map}
            </figure>
        }
    });
    let rest = |count: usize, what: &str| {
        (count > 0).then(|| view! { <p class="dim">{format!("and {count} more {what}")}</p> })
    };
    let findings = (!sheet.findings.is_empty()).then(|| {
        let line = |(severity, sentence)| {
            view! {
                <li class="remark">
                    <SeverityMark severity />
                    <span>{sentence}</span>
                </li>
            }
        };
        view! {
            <section class="paper__part">
                <h2>"Findings"</h2>
                <ul class="remarks">{sheet.findings.into_iter().map(line).collect_view()}</ul>
                {rest(sheet.more_findings, "findings")}
            </section>
        }
    });
    let cost = (!sheet.cost.is_empty()).then(|| {
        let line = |(what, active, amount): (String, String, String)| {
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td class="number">{active}</td>
                    <td class="number">{amount}</td>
                </tr>
            }
        };
        view! {
            <section class="paper__part">
                <h2>"Cost"</h2>
                <table class="paper__table paper__table--narrow">
                    <thead>
                        <tr>
                            <th>"Region"</th>
                            <th class="number">"Active IPs"</th>
                            <th class="number">"A month"</th>
                        </tr>
                    </thead>
                    <tbody>{sheet.cost.into_iter().map(line).collect_view()}</tbody>
                </table>
            </section>
        }
    });
    view! {
        <main class="paper">
            <header class="paper__head">
                <h1>{sheet.name}</h1>
                <ul class="paper__figures">{figures}</ul>
            </header>
            <section class="paper__part">
                <h2>"Address map"</h2>
                {maps.collect_view()}
            </section>
            {cost}
            {findings}
            <section class="paper__part">
                <h2>"Pools and allocations"</h2>
                <table class="paper__table">
                    <thead>
                        <tr>
                            <th>"Name"</th>
                            <th>"CIDR"</th>
                            <th>"Place"</th>
                            <th class="number">"Addresses"</th>
                            <th class="number">"Used"</th>
                            <th>"Findings"</th>
                        </tr>
                    </thead>
                    <tbody>{sheet.rows.into_iter().map(row).collect_view()}</tbody>
                </table>
                {rest(sheet.more_rows, "rows: the exported file has all of them")}
            </section>
        </main>
    }
    .into_any()
}

fn row(row: Row) -> AnyView {
    let mark = row.kind.map(|kind| view! { <KindMark kind /> });
    let detail = (!row.detail.is_empty()).then(|| view! { <span class="dim">" "{row.detail}</span> });
    let found = row.findings.map(|(severity, count)| {
        view! {
            <SeverityMark severity />
            " "
            {count.to_string()}
        }
    });
    view! {
        <tr>
            <th scope="row" style:padding-left=length(row.depth as f64 * 0.75, "em")>
                {mark}
                {row.name}
                {detail}
            </th>
            <td class="mono">{row.cidrs}</td>
            <td class="paper__place">{row.place}</td>
            <td class="number">{row.addresses}</td>
            <td class="number">{row.used}</td>
            <td>{found}</td>
        </tr>
    }
    .into_any()
}
