//! Which columns the tree has, how wide they are, what it is sorted by, and how close together its rows are.

use super::header::{WIDTHS, resize};
use crate::app::look::{Column, Density, Look, Sort, Way};
use crate::app::markup::*;
use crate::app::parts::{
    Button, Checkbox, Choice, Dialog, DialogSize, Draft, Field, FieldKind, LabelPlace, Segmented, Select,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, RwSignal, Signal, effect};

/// The dialog. What is chosen counts at once, and stays for the next visit.
pub(super) fn dialog(open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let densities = Signal::stored(vec![
        Choice::new(Density::Comfortable, "Comfortable"),
        Choice::new(Density::Compact, "Compact"),
    ]);
    let by: Vec<_> = std::iter::once(Choice::new(None, "Address"))
        .chain(Column::ALL.map(|column| Choice::new(Some(column), column.title())))
        .collect();
    let by = Signal::stored(by);
    let ways = Signal::stored(vec![
        Choice::new(Way::Up, "Smallest first"),
        Choice::new(Way::Down, "Greatest first"),
    ]);
    let sorted = move || planner.look.with(|look| look.sort);
    let line = move |column: Column| line(planner, column);
    view! {
        <Dialog
            open=open
            title="Columns and density"
            description=Some("For this browser: no plan changes".to_owned())
            size=DialogSize::Wide
            footer=move || {
                view! {
                    <Button label="As usual" on_press=move || planner.set_look(&|look| *look = Look::default()) />
                    <Button label="Close" on_press=move || open.set(false) />
                }
            }
        >
            <div class="stack">
                <Segmented
                    label="Rows"
                    options=densities
                    value=Signal::derive(move || planner.look.with(|look| look.density))
                    on_change=Callback::new(move |density| planner.set_look(&|look| look.density = density))
                />
                <Select
                    label="Siblings in order of"
                    options=by
                    value=Signal::derive(move || sorted().map(|sort| sort.by))
                    hint=Some("Who lies in whom stays as it is".to_owned())
                    on_change=Callback::new(move |by: Option<Column>| {
                        planner.set_look(&|look| {
                            let way = look.sort.map_or(Way::Up, |sort| sort.way);
                            look.sort = by.map(|by| Sort { by, way });
                        });
                    })
                />
                <Segmented
                    label="Which way"
                    options=ways
                    value=Signal::derive(move || sorted().map_or(Way::Up, |sort| sort.way))
                    on_change=Callback::new(move |way| {
                        planner.set_look(&|look| {
                            if let Some(sort) = &mut look.sort {
                                sort.way = way;
                            }
                        });
                    })
                />
                <table class="pairs" aria-label="Columns">
                    <thead>
                        <tr>
                            <th>"Column"</th>
                            <th>"Width in pixels"</th>
                        </tr>
                    </thead>
                    <tbody>{Column::ALL.map(line).into_iter().collect_view()}</tbody>
                </table>
            </div>
        </Dialog>
    }
    .into_any()
}

fn line(planner: Planner, column: Column) -> AnyView {
    let title = column.title();
    let shown = Signal::derive(move || planner.look.with(|look| look.shows(column)));
    let name = if column == Column::Name {
        title.into_any()
    } else {
        view! {
            <Checkbox
                label=title
                checked=shown
                on_change=Callback::new(move |_| planner.set_look(&|look| look.toggle(&[column])))
            />
        }
        .into_any()
    };
    let (least, most) = WIDTHS;
    let source = Signal::derive(move || {
        let width = planner.look.with(|look| look.width(column));
        width.map(|width| width.to_string()).unwrap_or_default()
    });
    let draft = Draft::following(source, move |text| match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<u32>()
            .ok()
            .filter(|width| (least..=most).contains(width))
            .map(Some)
            .ok_or_else(|| format!("Write {least} to {most}, or nothing for the usual width")),
    });
    effect(move |_| match draft.value() {
        Ok(Some(width)) => resize(planner, column, f64::from(width)),
        Ok(None) => {
            if planner.look.with_untracked(|look| look.width(column).is_some()) {
                planner.set_look(&|look| look.widths.retain(|(known, _)| *known != column));
            }
        }
        Err(_) => {}
    });
    view! {
        <tr>
            <td>{name}</td>
            <td>
                <Field
                    label=format!("Width of {title}")
                    draft=draft
                    kind=FieldKind::Number
                    label_place=LabelPlace::Said
                    placeholder=Some("as usual".to_owned())
                />
            </td>
        </tr>
    }
    .into_any()
}
