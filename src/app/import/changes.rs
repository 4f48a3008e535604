//! The rows that the files speak of, by kind, with what becomes of each.

use crate::ordered::OrderedMap;

use super::importing::Importing;
use super::model::{Line, Shown, UNFOLDED, effect, effects, heading, lines, mark, place};
use super::preview::with;
use super::rows::table;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Choice, EmptyState, Glyph, Icon, KindMark, LabelPlace, MarkWord, Segmented};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, effect as on_change};
use crate::compare::{Details, Difference, FieldDifference, What};
use crate::import::{Effect, KindCount};
use crate::plan::{AnyId, Change};

/// The fields of rows that change, by the row.
type Opened = RwSignal<OrderedMap<AnyId, Vec<FieldDifference>>>;

/// The kinds, each of which can be opened to its rows.
pub(super) fn changes(importing: Importing) -> AnyView {
    let shown = RwSignal::new(Shown::All);
    // What somebody has opened or closed; else kinds are open where all the rows fit.
    let folded: RwSignal<OrderedMap<&'static str, bool>> = RwSignal::new(OrderedMap::new());
    // The fields of the rows that somebody has opened.
    let opened: Opened = RwSignal::new(OrderedMap::new());
    on_change(move |before: Option<()>| {
        importing.outcome.track();
        if before.is_some() {
            opened.set(OrderedMap::new());
        }
    });
    let listed = Memo::new(move |_| {
        let shown = shown.get();
        with(importing, |_, outcome| {
            let few = outcome.preview.items.len() <= UNFOLDED;
            let is_open = |kind: &'static str| folded.with(|folded| folded.get(kind).map_or(few, |folded| !folded));
            let fields = |id: AnyId| opened.with(|opened| opened.get(&id).map_or(0, Vec::len));
            lines(&outcome.preview, shown, &is_open, &fields)
        })
        .unwrap_or_default()
    });
    let toggle = move |kind: &'static str, is_open: bool| {
        folded.update(|folded| {
            folded.insert(kind, is_open);
        });
    };
    let row = Callback::new(move |at: usize| {
        let line = listed.with(|listed| listed.get(at).cloned());
        match line {
            Some(Line::Kind { count, is_open }) => kind_row(at, &count, is_open, toggle),
            Some(Line::Item(item)) => item_row(importing, at, item, opened),
            Some(Line::Field(id, field)) => {
                let field = opened.with(|opened| opened.get(&id)?.get(field).cloned());
                field.map_or_else(|| ().into_any(), |field| field_row(at, field))
            }
            None => ().into_any(),
        }
    });
    let heading = view! {
        <tr aria-rowindex="1">
            <th scope="col">"Row"</th>
            <th scope="col">"CIDR"</th>
            <th scope="col">"What becomes of it"</th>
            <th scope="col" class="not-phone">"Where it stands"</th>
        </tr>
    };
    let options = Signal::derive(move || {
        let counts = with(importing, |_, outcome| outcome.preview.counts()).unwrap_or_default();
        let option = |(shown, word): (Shown, &'static str)| {
            let count: usize = counts.iter().map(|count| shown.count(count)).sum();
            (count > 0 || shown == Shown::All).then(|| Choice::new(shown, word).detail(thousands(count as u64)))
        };
        Shown::ALL.into_iter().filter_map(option).collect::<Vec<_>>()
    });
    let is_empty = Memo::new(move |_| listed.with(Vec::is_empty));
    let content = table(
        "Rows of the import",
        "import__table",
        heading.into_any(),
        Signal::derive(move || listed.with(Vec::len)),
        row,
    );
    view! {
        <Segmented label="Rows" label_place=LabelPlace::Said options=options value=shown on_change=shown.setter() />
        <Show when=move || is_empty.get()>
            <EmptyState icon=Glyph::Check title="No rows like this" />
        </Show>
        {content}
    }
    .into_any()
}

fn kind_row(at: usize, count: &KindCount, is_open: bool, toggle: impl Fn(&'static str, bool) + 'static) -> AnyView {
    let (kind, words) = (count.kind, effects(count));
    view! {
        <tr class="import__kind" aria-rowindex=(at + 2).to_string()>
            <th colspan="4" scope="rowgroup">
                <button
                    type="button"
                    class="import__fold"
                    aria-expanded=if is_open { "true" } else { "false" }
                    on:click=move |_| toggle(kind, is_open)
                >
                    <Icon glyph=Glyph::ChevronRight />
                    <span>{heading(kind)}</span>
                    <span class="dim">{words}</span>
                </button>
            </th>
        </tr>
    }
    .into_any()
}

fn item_row(importing: Importing, at: usize, item: usize, opened: Opened) -> AnyView {
    let row = with(importing, |understood, outcome| {
        let item = outcome.preview.items.get(item)?;
        let id = item.id;
        let (word, fields) = effect(item);
        let name = match item.name.as_str() {
            "" => view! { <span class="dim">"No name"</span> }.into_any(),
            name => view! { <span class="clip" title=name.to_owned()>{name.to_owned()}</span> }.into_any(),
        };
        let mark = mark(id).map(|kind| view! { <KindMark kind word=MarkWord::Elsewhere /> });
        let place = place(understood, item.place);
        let fields = (!fields.is_empty()).then(|| view! { <span class="dim">{format!(": {fields}")}</span> });
        let becomes = match item.effect {
            Effect::Changed(_) => {
                let is_open = opened.with(|opened| opened.contains_key(&id));
                view! {
                    <button
                        type="button"
                        class="import__fold"
                        aria-expanded=if is_open { "true" } else { "false" }
                        on:click=move |_| open(importing, id, opened)
                    >
                        <Icon glyph=Glyph::ChevronRight />
                        <span class="clip">{word} {fields}</span>
                    </button>
                }
                .into_any()
            }
            Effect::Added | Effect::Unchanged => view! { <span class="clip">{word} {fields}</span> }.into_any(),
        };
        Some(
            view! {
                <tr aria-rowindex=(at + 2).to_string()>
                    <th scope="row"><span class="import__name">{mark}{name}</span></th>
                    <td class="mono">{item.cidr.map(|cidr| cidr.to_string())}</td>
                    <td class="import__effect" data-effect=word>{becomes}</td>
                    <td class="not-phone dim"><span class="clip" title=place.clone()>{place.clone()}</span></td>
                </tr>
            }
            .into_any(),
        )
    });
    row.flatten().unwrap_or_else(|| ().into_any())
}

/// Opens a row that changes to its fields, or closes it.
fn open(importing: Importing, id: AnyId, opened: Opened) {
    if opened.with_untracked(|opened| opened.contains_key(&id)) {
        return opened.update(|opened| _ = opened.remove(&id));
    }
    let fields = untrack(|| {
        with(importing, |_, outcome| {
            let edit = outcome.preview.edit();
            let place = edit.changes.iter().position(|change| change.id() == id)?;
            let side = match edit.changes.get(place)? {
                Change::Aws(side, _) => Some(*side),
                Change::Intent(_) => None,
            };
            let difference = Difference {
                row: id,
                side,
                what: What::Changed,
                name: String::new(),
                path: Vec::new(),
                cidrs: Vec::new(),
                changes: vec![place],
            };
            Some(Details::of(&outcome.before, &outcome.after).fields(edit, &difference))
        })
    });
    if let Some(fields) = fields.flatten() {
        opened.update(|opened| _ = opened.insert(id, fields));
    }
}

fn field_row(at: usize, field: FieldDifference) -> AnyView {
    let FieldDifference { field, before, after } = field;
    let told = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    let (before, after) = (told(before), told(after));
    let whole = format!("{field}: {before} becomes {after}");
    view! {
        <tr class="import__field" aria-rowindex=(at + 2).to_string()>
            <td colspan="4">
                <span class="clip" title=whole>
                    <span class="dim">{format!("{field}: ")}</span>
                    {before}
                    <Icon glyph=Glyph::ChevronRight />
                    <span class="visually-hidden">"becomes "</span>
                    {after}
                </span>
            </td>
        </tr>
    }
    .into_any()
}
