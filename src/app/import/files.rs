//! The files, what each was taken for, and how many rows it has; the columns of a table.

use super::columns::columns;
use super::importing::Importing;
use super::model::file_name;
use super::rows::table;
use crate::app::dialogs::words::listed;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Button, ButtonKind, ButtonSize};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};

/// The list of files, and below it the columns of the one that is chosen.
pub(super) fn files(importing: Importing) -> AnyView {
    let count = Memo::new(move |_| {
        importing
            .understood
            .with(|understood| understood.as_deref().map_or(0, |understood| understood.files.len()))
    });
    // Of a single table there is nothing to choose.
    let first = importing.understood.with_untracked(|understood| {
        let files = understood.as_deref().map(|understood| understood.files.iter());
        let mut tables = files
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|(_, file)| file.table.is_some());
        tables.next().map(|(at, _)| at).filter(|_| tables.next().is_none())
    });
    let chosen = RwSignal::new(first);
    let row = Callback::new(move |at: usize| file_row(importing, at, chosen));
    let heading = view! {
        <tr aria-rowindex="1">
            <th scope="col">"File"</th>
            <th scope="col">"What it is"</th>
            <th scope="col" class="number">"Rows"</th>
            <th scope="col"><span class="visually-hidden">"Columns"</span></th>
        </tr>
    };
    view! {
        {table("Files", "import__table import__files", heading.into_any(), Signal::derive(move || count.get()), row)}
        {following(move || chosen.get().map(|file| columns(importing, file)))}
    }
    .into_any()
}

fn file_row(importing: Importing, at: usize, chosen: RwSignal<Option<usize>>) -> AnyView {
    let row = importing.understood.with(|understood| {
        let file = understood.as_deref()?.files.get(at)?;
        let shapes: Vec<String> = file.shapes.iter().map(|shape| (*shape).to_owned()).collect();
        let name = file_name(file);
        let shape = match shapes.is_empty() {
            true => view! { <span class="import__unknown">"Not recognised"</span> }.into_any(),
            false => {
                let words = super::super::dialogs::sentence(listed(&shapes));
                view! { <span class="clip" title=words.clone()>{words.clone()}</span> }.into_any()
            }
        };
        let said = format!("Columns of {name}");
        let button = file.table.is_some().then(|| {
            view! {
                <Button
                    label="Columns"
                    tip=Some(said)
                    kind=ButtonKind::Link
                    size=ButtonSize::Small
                    pressed=Signal::derive(move || chosen.get() == Some(at))
                    on_press=Callback::new(move |()| chosen.update(|chosen| {
                        *chosen = (*chosen != Some(at)).then_some(at);
                    }))
                />
            }
        });
        Some(
            view! {
                <tr aria-rowindex=(at + 2).to_string()>
                    <th scope="row"><span class="clip" title=name.clone()>{name.clone()}</span></th>
                    <td>{shape}</td>
                    <td class="number">{thousands(file.rows as u64)}</td>
                    <td>{button}</td>
                </tr>
            }
            .into_any(),
        )
    });
    row.unwrap_or_else(|| ().into_any())
}
