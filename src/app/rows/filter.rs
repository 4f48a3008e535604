//! The line over the tree that filters it: by words, and by what is offered.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use rustc_hash::FxHashSet;

use crate::app::chunks::Arrangement;
use crate::app::dialogs::commands::Lookup;
use crate::app::dialogs::words::sentence;
use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Align, Button, ButtonSize, Glyph, Icon, IconButton, MenuButton, MenuEntry, MenuItem};
use crate::app::planner::{Found, Planner, use_planner};
use crate::app::reactive::{Callback, RwSignal, StoredValue, effect};
use crate::plan::Node;
use crate::search::{Query, SearchRows};
use crate::workspace::Workspace;

/// A pause in typing that is long enough to look.
const PAUSE: Duration = Duration::from_millis(120);

/// What a filter comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// Nothing is sought.
    All,
    /// So many rows are found, of so many.
    Found(usize, usize),
    /// It means nothing: a sentence.
    Wrong(String),
}

/// The field, what it finds in words, what can be sought, and the way back to all rows. Rows are found whether they are drawn or not,
/// and what they lie in is opened.
pub(super) fn filter() -> AnyView {
    let planner = use_planner();
    let typed = RwSignal::new(planner.filter.get_untracked().unwrap_or_default());
    let said = RwSignal::new(Said::All);
    let input = NodeRef::<html::Input>::new();
    let lookup = StoredValue::new(Lookup::default());
    let before = StoredValue::new(planner.expanded().get_untracked());
    let sought = StoredValue::new(String::new());
    on_cleanup(move || {
        if planner.found.with_untracked(Option::is_some) {
            planner.found.set(None);
            close_again(planner, before.try_get_value().unwrap_or_default());
        }
    });
    effect(move |_| {
        let text = planner.filter.get().unwrap_or_default();
        let is_new = sought.with_value(|sought| *sought != text);
        let found =
            planner.read(|workspace| lookup.try_update_value(|lookup| find(workspace, lookup.rows(workspace), &text)));
        let (found, words) = found.unwrap_or((None, Said::All));
        said.set(words);
        if is_new {
            planner.expanded().set(match &found {
                Some(found) => FxHashSet::clone(&found.above),
                None => before.get_value(),
            });
        }
        planner.found.set(found);
        sought.set_value(text);
    });
    effect(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let seek = move |text: String| {
        typed.set(text.clone());
        set_timeout(
            move || {
                // What was typed since is what counts.
                let is_last = typed.try_get_untracked().is_some_and(|typed| typed == text);
                if is_last && planner.filter.with_untracked(Option::is_some) {
                    planner.filter.set(Some(text));
                }
            },
            PAUSE,
        );
    };
    let close = move || {
        planner.filter.set(None);
        planner.focus_tree();
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => close(),
            "Enter" | "ArrowDown" => {
                planner.filter.set(Some(typed.get_untracked()));
                first_found(planner);
                planner.focus_tree();
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let words = move || match said.get() {
        Said::All => "All rows are shown".to_owned(),
        Said::Found(0, all) => format!("None of {} is found", counted(all as u64, "row", "rows")),
        Said::Found(found, all) => format!(
            "{} of {} found",
            thousands(found as u64),
            counted(all as u64, "row", "rows")
        ),
        Said::Wrong(sentence) => sentence,
    };
    let is_wrong = move || said.with(|said| matches!(said, Said::Wrong(_)));
    let add = move |word: &str| {
        let text = typed.get_untracked();
        let space = if text.is_empty() || text.ends_with(' ') {
            ""
        } else {
            " "
        };
        seek(format!("{text}{space}{word}"));
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let entries = move || -> Vec<MenuEntry> {
        let offers = planner.peek(offers);
        let groups: Vec<Vec<MenuEntry>> = offers
            .into_iter()
            .map(|group| {
                let entry = |(label, word): (String, String)| MenuItem::new(label, move || add(&word)).into();
                group.into_iter().map(entry).collect()
            })
            .collect();
        groups.join(&MenuEntry::Separator)
    };
    view! {
        <div class="tree__bar" role="search" aria-label="Filter the tree">
            <Icon glyph=Glyph::Filter />
            <input
                class="field__input tree__filter"
                type="search"
                aria-label="Filter the tree"
                aria-invalid=move || is_wrong().then_some("true")
                autocomplete="off"
                spellcheck="false"
                placeholder="A name, kind:vpc, tag:env=prod, region:eu-west-1, size:>=/20, finding:error"
                prop:value=move || typed.get()
                node_ref=input
                on:input=move |event| seek(event_target_value(&event))
                on:keydown=on_key
            />
            <MenuButton label="By…" size=ButtonSize::Small align=Align::End entries=Callback::new(move |()| entries()) />
            <span class="tree__barword" role="status" data-wrong=move || is_wrong().then_some("")>{words}</span>
            <span class="tree__barspace"></span>
            <Button label="Show all rows" size=ButtonSize::Small on_press=close />
            <IconButton label="Close the filter" icon=Glyph::Close size=ButtonSize::Small on_press=close />
        </div>
    }
    .into_any()
}

/// What a text finds, with what the rows lie in. O(rows × terms).
fn find(workspace: &Workspace, rows: &SearchRows, text: &str) -> (Option<Found>, Said) {
    let query = match Query::parse(text, lower) {
        Ok(query) if query.0.is_empty() => return (None, Said::All),
        Ok(query) => query,
        Err(error) => return (None, Said::Wrong(sentence(error))),
    };
    let found = rows.find(&query, workspace.facts(), workspace.findings(), usize::MAX);
    let outline = workspace.outline();
    let mut above: FxHashSet<Node> = FxHashSet::default();
    for node in &found.nodes {
        for node in outline.ancestors(*node) {
            // What lies above it is there already.
            if !above.insert(node) {
                break;
            }
        }
    }
    // The root is always shown, and says that nothing is found below it.
    above.insert(Node::Ipam);
    let said = Said::Found(found.total, rows.len());
    let found = Found {
        nodes: Arc::new(found.nodes.into_iter().collect()),
        above: Arc::new(above),
    };
    (Some(found), said)
}

/// Opens again what was open before, and what the selected row lies in.
fn close_again(planner: Planner, mut open: FxHashSet<Node>) {
    let selected = planner.selected_untracked();
    open.extend(planner.peek(|workspace| workspace.outline().ancestors(selected).collect::<Vec<_>>()));
    planner.expanded().set(open);
}

/// Selects the first row that is found, unless the selected one is.
fn first_found(planner: Planner) {
    let selected = planner.selected_untracked();
    let first = planner.found.with_untracked(|found| {
        let found = found.as_ref()?;
        if found.nodes.contains(&selected) {
            return None;
        }
        planner.peek(|workspace| {
            let rows = super::arrange::arrange(
                workspace,
                Arrangement {
                    expanded: &found.above,
                    found: Some(found),
                    sort: None,
                },
            );
            rows.into_iter()
                .map(|row| row.node)
                .find(|node| found.nodes.contains(node))
        })
    });
    if let Some(first) = first {
        planner.select(first);
    }
}

/// What can be sought, in groups: what is shown, and the word for it.
fn offers(workspace: &Workspace) -> Vec<Vec<(String, String)>> {
    /// So many of each kind are offered.
    const MOST: usize = 8;
    let plan = workspace.plan();
    let fixed = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(label, word)| ((*label).to_owned(), (*word).to_owned()))
            .collect()
    };
    let quoted = |field: &str, value: &str| match value.contains(char::is_whitespace) {
        true => format!("\"{field}:{value}\""),
        false => format!("{field}:{value}"),
    };
    let regions = plan.ipam().all_operating_regions();
    let regions = regions.iter().take(MOST).map(|region| {
        let name = region.listing().map_or("", |listing| listing.name);
        (format!("{region} {name}"), format!("region:{region}"))
    });
    let accounts = plan.intent().accounts.values().take(MOST).filter_map(|row| {
        let number = row.number.map(|number| number.to_string());
        let name = Some(row.name.clone()).filter(|name| !name.is_empty()).or(number)?;
        Some((format!("Account {name}"), quoted("account", &name)))
    });
    vec![
        fixed(&[
            ("Pools", "kind:pool"),
            ("VPCs", "kind:vpc"),
            ("Subnets", "kind:subnet"),
            ("Reservations", "kind:reservation"),
            ("Public addresses", "kind:public"),
        ]),
        fixed(&[
            ("With an error", "finding:error"),
            ("With a warning or an error", "finding:warning"),
            ("With any finding", "finding:any"),
        ]),
        fixed(&[
            ("Locked", "is:locked"),
            ("Existing in AWS", "is:existing"),
            ("Unmanaged", "is:unmanaged"),
            ("/16 and larger", "size:>=/16"),
            ("/24 and smaller", "size:<=/24"),
        ]),
        regions.collect(),
        accounts.collect(),
    ]
    .into_iter()
    .filter(|group: &Vec<_>| !group.is_empty())
    .collect()
}
