//! The rows that the files speak of, by kind, with what becomes of each.

use crate::ordered::OrderedMap;

use super::importing::Importing;
use super::model::{Line, Shown, UNFOLDED, effect, effects, heading, lines, mark, place};
use super::preview::with;
use super::rows::table;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Choice, EmptyState, Glyph, Icon, KindMark, LabelPlace, MarkWord, Segmented};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::import::KindCount;

/// The kinds, each of which can be opened to its rows.
pub(super) fn changes(importing: Importing) -> AnyView {
    let shown = RwSignal::new(Shown::All);
    // What somebody has opened or closed; else kinds are open where all the rows fit.
    let folded: RwSignal<OrderedMap<&'static str, bool>> = RwSignal::new(OrderedMap::new());
    let listed = Memo::new(move |_| {
        let shown = shown.get();
        with(importing, |_, outcome| {
            let few = outcome.preview.items.len() <= UNFOLDED;
            folded.with(|folded| {
                lines(&outcome.preview, shown, &|kind| {
                    folded.get(kind).map_or(few, |folded| !folded)
                })
            })
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
            Some(Line::Item(item)) => item_row(importing, at, item),
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

fn item_row(importing: Importing, at: usize, item: usize) -> AnyView {
    let row = with(importing, |understood, outcome| {
        let item = outcome.preview.items.get(item)?;
        let (word, fields) = effect(item);
        let name = match item.name.as_str() {
            "" => view! { <span class="dim">"No name"</span> }.into_any(),
            name => view! { <span class="clip" title=name.to_owned()>{name.to_owned()}</span> }.into_any(),
        };
        let mark = mark(item.id).map(|kind| view! { <KindMark kind word=MarkWord::Elsewhere /> });
        let place = place(understood, item.place);
        Some(view! {
            <tr aria-rowindex=(at + 2).to_string()>
                <th scope="row"><span class="import__name">{mark}{name}</span></th>
                <td class="mono">{item.cidr.map(|cidr| cidr.to_string())}</td>
                <td class="import__effect" data-effect=word>
                    <span class="clip">{word} {(!fields.is_empty()).then(|| view! { <span class="dim">{format!(": {fields}")}</span> })}</span>
                </td>
                <td class="not-phone dim"><span class="clip" title=place.clone()>{place.clone()}</span></td>
            </tr>
        }
        .into_any())
    });
    row.flatten().unwrap_or_else(|| ().into_any())
}
