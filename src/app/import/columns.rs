//! What the columns of a table were taken for, beside its first rows, to be corrected. A correction reads the files again.

use super::importing::Importing;
use super::model::file_name;
use crate::app::markup::*;
use crate::app::parts::{Checkbox, Choice, LabelPlace, Select};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::import::table::{Column, Heading, Layout, Mapping};

/// So many rows are shown.
const SAMPLES: usize = 5;

/// A correction.
type Change = Box<dyn FnOnce(&mut Mapping)>;

/// What stays the same while columns are corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cells {
    columns: usize,
    headings: Vec<String>,
    samples: Vec<Vec<String>>,
}

/// The columns of a file.
pub(super) fn columns(importing: Importing, file: usize) -> AnyView {
    let layout = move || {
        importing.understood.with(|understood| {
            let file = understood.as_deref()?.files.get(file)?;
            Some((file_name(file), file.table.clone()?))
        })
    };
    // The fields stay in the page while what they say is read again, and with them the focus.
    let cells = Memo::new(move |_| layout().map(|(_, layout)| cells(&layout)).unwrap_or_default());
    let mapping = Memo::new(move |_| layout().map(|(_, layout)| layout.mapping));
    let name = untrack(layout).map(|(name, _)| name).unwrap_or_default();
    let change = Callback::new(move |change: Change| {
        let Some(mut mapping) = mapping.get_untracked() else {
            return;
        };
        change(&mut mapping);
        importing.read_again(file, |given| given.mapping = Some(mapping));
    });
    let heading_line = Memo::new(move |before: Option<&Option<u32>>| {
        let line = mapping.with(|mapping| match mapping.as_ref().map(|mapping| mapping.heading) {
            Some(Heading::Line(line)) => Some(line),
            _ => None,
        });
        // Where it was, once somebody says that there is none.
        line.or(before.copied().flatten())
    });
    let is_headed = Signal::derive(move || {
        mapping.with(|mapping| matches!(mapping.as_ref().map(|mapping| mapping.heading), Some(Heading::Line(_))))
    });
    let headed = Callback::new(move |is_headed: bool| {
        let line = heading_line.get_untracked().unwrap_or(1);
        let heading = if is_headed { Heading::Line(line) } else { Heading::None };
        change.run(Box::new(move |mapping| mapping.heading = heading));
    });
    let grid = following(move || cells.with(|cells| grid(cells, mapping, change)));
    view! {
        <section class="import__columns" aria-label=format!("Columns of {name}")>
            <div class="cluster">
                <h3 class="grow">{format!("Columns of {name}")}</h3>
                <Checkbox
                    label=Signal::derive(move || format!("Line {} names them", heading_line.get().unwrap_or(1)))
                    checked=is_headed
                    on_change=headed
                />
            </div>
            {grid}
        </section>
    }
    .into_any()
}

fn cells(layout: &Layout) -> Cells {
    let samples: Vec<Vec<String>> = layout.samples.iter().take(SAMPLES).cloned().collect();
    let longest = samples.iter().map(Vec::len).max().unwrap_or_default();
    Cells {
        columns: longest.max(layout.headings.len()).max(layout.mapping.columns.len()),
        headings: layout.headings.clone(),
        samples,
    }
}

fn grid(cells: &Cells, mapping: Memo<Option<Mapping>>, change: Callback<Change>) -> AnyView {
    let options: Vec<Choice<Column>> = Column::ALL
        .iter()
        .map(|(column, word)| Choice::new(*column, *word))
        .collect();
    let options = Signal::stored(options);
    let select = |at: usize| {
        let heading = cells.headings.get(at).filter(|heading| !heading.is_empty());
        let label = match heading {
            Some(heading) => format!("{heading} says"),
            None => format!("Column {} says", at + 1),
        };
        let value = Signal::derive(move || {
            mapping.with(|mapping| {
                let columns = mapping.as_ref().map(|mapping| mapping.columns.as_slice());
                columns.and_then(|columns| columns.get(at)).copied().unwrap_or_default()
            })
        });
        let choose = Callback::new(move |column: Column| {
            change.run(Box::new(move |mapping: &mut Mapping| say(mapping, at, column)));
        });
        view! {
            <th scope="col">
                <span class="clip import__heading">{heading.cloned().unwrap_or_else(|| format!("Column {}", at + 1))}</span>
                <Select label=label label_place=LabelPlace::Said options=options value=value on_change=choose />
            </th>
        }
    };
    let row = |row: &Vec<String>| {
        let cell = |at: usize| {
            let text = row.get(at).cloned().unwrap_or_default();
            view! { <td><span class="clip" title=text.clone()>{text.clone()}</span></td> }
        };
        view! { <tr>{(0..cells.columns).map(cell).collect_view()}</tr> }
    };
    view! {
        <div class="import__grid focus-inside" tabindex="0" role="region" aria-label="Columns and first rows">
            <table>
                <thead>
                    <tr>{(0..cells.columns).map(select).collect_view()}</tr>
                </thead>
                <tbody>{cells.samples.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A column says something from now on. What can be said only once, another column says no more.
fn say(mapping: &mut Mapping, at: usize, column: Column) {
    if !matches!(column, Column::Ignored | Column::Tag) {
        for said in &mut mapping.columns {
            if *said == column {
                *said = Column::Ignored;
            }
        }
    }
    while mapping.columns.len() <= at {
        mapping.columns.push(Column::Ignored);
    }
    if let Some(said) = mapping.columns.get_mut(at) {
        *said = column;
    }
}
