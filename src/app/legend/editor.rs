//! The dialog that says what the bits of the addresses in a pool mean.

use leptos::prelude::Owner;

use super::model::{Piece, bit, legend_of, part_of, read, values_in_words, values_of};
use crate::address::Cidr;
use crate::app::dialogs::words::{pool_title, sentence, title};
use crate::app::dialogs::{focus_first_error, focus_on};
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, ButtonSize, Dialog, DialogSize, Dismissal, Draft, Field, FieldKind, Glyph, Icon,
    IconButton,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal};
use crate::ordered::OrderedMap;
use crate::plan::{Edit, Id, Legend, LegendPart, Node, Pool};
use crate::workspace::Workspace;

/// A part that is typed.
#[derive(Clone, Copy)]
struct Row {
    name: Draft<String>,
    from: Draft<u8>,
    to: Draft<u8>,
    values: Draft<OrderedMap<u32, String>>,
}

impl Row {
    fn of(part: &LegendPart) -> Self {
        Self::new(
            &part.name,
            [part.from, part.to].map(|bit| format!("/{bit}")),
            &values_in_words(part),
        )
    }

    fn new(name: &str, [from, to]: [String; 2], values: &str) -> Self {
        Self {
            name: Draft::new(name, |text| match text.trim() {
                "" => Err("Name it, for example Region".to_owned()),
                name => Ok(name.to_owned()),
            }),
            from: Draft::new(from, bit),
            to: Draft::new(to, bit),
            values: Draft::new(values, values_of),
        }
    }

    fn accept(&self) {
        _ = (
            self.name.accept(),
            self.from.accept(),
            self.to.accept(),
            self.values.accept(),
        );
    }

    /// What is typed. Tracked.
    fn part(&self) -> Result<LegendPart, String> {
        let text = |draft: &Draft<u8>| draft.text().get();
        part_of(
            &self.name.text().get(),
            [&text(&self.from), &text(&self.to)],
            &self.values.text().get(),
        )
    }
}

/// A CIDR to read: of a pool as deep as there are below, so that it has values.
fn example(workspace: &Workspace, pool: Id<Pool>) -> Option<Cidr> {
    let index = workspace.index();
    let below = |pool: &Id<Pool>| index.pool(*pool)?.sub_pools().next();
    let deepest = std::iter::successors(Some(pool), below).last()?;
    index.pool(deepest)?.cidrs().next().map(|(cidr, _)| cidr)
}

/// Asks for the parts of a legend: a name, the bits between two netmask lengths, and what the values are called. Under them the
/// CIDR of the pool, read by it.
pub(in crate::app) fn dialog(pool: Id<Pool>, open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let row = planner.peek(|workspace| workspace.plan().design().pools.get(&pool).cloned());
    let Some(row) = row else {
        open.set(false);
        return ().into_any();
    };
    let family = row.family;
    let first: Vec<Row> = match row.legend.parts() {
        [] => vec![Row::new("", [String::new(), String::new()], "")],
        parts => parts.iter().map(Row::of).collect(),
    };
    let rows = RwSignal::new(first);
    // What is made at a press of a button lives as long as the dialog.
    let owner = Owner::current();
    let legend = Memo::new(move |_| {
        let rows = rows.get();
        let parts: Result<Vec<LegendPart>, String> = rows.iter().map(Row::part).collect();
        parts.and_then(|parts| legend_of(family, parts).map_err(sentence))
    });
    let write = move |legend: Legend| {
        let (edit, name) = planner.peek(|workspace| {
            let mut edit = Edit::new();
            if let Some(row) = workspace.plan().design().pools.get(&pool) {
                edit.update(pool, row, |row| row.legend = legend);
            }
            (edit, title(workspace, Node::Pool(pool)))
        });
        if planner.edit(&format!("Set the legend of {name}"), edit) {
            open.set(false);
        }
    };
    let submit = move || {
        for row in rows.get_untracked() {
            row.accept();
        }
        match legend.get_untracked() {
            Ok(legend) => write(legend),
            Err(_) => focus_first_error(),
        }
    };
    let had_one = !row.legend.is_empty();
    let refusal = planner.refusal();
    let add = move || {
        let last = rows.with_untracked(|rows| rows.last().map(|row| untrack(|| row.to.text().get())));
        let make = || Row::new("", [last.unwrap_or_default(), String::new()], "");
        let made = match &owner {
            Some(owner) => owner.with(make),
            None => make(),
        };
        rows.update(|rows| rows.push(made));
        request_animation_frame(|| focus_on("dialog[open] .bits__row:last-child input"));
    };
    let example = planner.peek(|workspace| example(workspace, pool));
    let preview = move || {
        following(move || match legend.get() {
            Err(problem) => {
                let is_begun = rows.with(|rows| rows.iter().any(|row| !row.name.text().get().is_empty()));
                is_begun.then(|| {
                    view! {
                        <p class="proposal__problem">
                            <Icon glyph=Glyph::Warning />
                            <span>{problem}</span>
                        </p>
                    }
                    .into_any()
                })
            }
            Ok(legend) => example.map(|block| {
                let said = |part: &LegendPart| {
                    let Piece { name, place, value, .. } = read(part, block)?;
                    let values = part.last_value();
                    let what = value.unwrap_or_else(|| format!("0 to {values}"));
                    Some(view! { <li><b>{name}</b>{format!(", {place}: {what}")}</li> })
                };
                let said = legend.parts().iter().filter_map(said).collect_view();
                view! {
                    <p>{format!("{block} then reads")}</p>
                    <ul class="remarks">{said}</ul>
                }
                .into_any()
            }),
        })
    };
    let lines = move || {
        following(move || {
            let line = |(place, row): (usize, Row)| {
                let of = format!("Part {}", place + 1);
                let remove = move || {
                    rows.update(|rows| {
                        rows.remove(place);
                    });
                    request_animation_frame(|| focus_on("dialog[open] .bits__add button"));
                };
                view! {
                    <li class="bits__row">
                        <fieldset class="bits__set">
                            <legend class="visually-hidden">{of.clone()}</legend>
                            <Field label="Meaning" draft=row.name placeholder=Some("Region".to_owned()) />
                            <Field label="From" draft=row.from kind=FieldKind::Mono placeholder=Some("/8".to_owned()) />
                            <Field label="To" draft=row.to kind=FieldKind::Mono placeholder=Some("/16".to_owned()) />
                            <IconButton
                                label=format!("Leave out part {}", place + 1)
                                icon=Glyph::Close
                                size=ButtonSize::Small
                                on_press=remove
                            />
                            <Field
                                label="Values"
                                draft=row.values
                                placeholder=Some("0 Frankfurt, 1 Ireland".to_owned())
                            />
                        </fieldset>
                    </li>
                }
            };
            rows.get().into_iter().enumerate().map(line).collect_view()
        })
    };
    let about = planner.peek(|workspace| pool_title(workspace, pool));
    view! {
        <Dialog
            open=open
            title="Legend"
            description=Some(format!("What bits of the addresses in {about} mean, between two netmask lengths"))
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=submit
            footer=move || {
                let remove = had_one.then(|| view! {
                    <Button
                        label="Remove the legend"
                        kind=ButtonKind::Danger
                        refusal=refusal
                        on_press=move || write(Legend::default())
                    />
                });
                view! {
                    {remove}
                    <Button label="Save" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit refusal=refusal />
                }
            }
        >
            <div class="stack">
                <ol class="bits__rows" aria-label="Parts">{lines()}</ol>
                <div class="bits__add">
                    <Button label="Add a part" icon=Glyph::Plus size=ButtonSize::Small on_press=add.clone() />
                </div>
                <p class="field__hint">
                    "From /8 to /16 is the second octet. Values are numbers with a name; what has none is shown as its number"
                </p>
                <div class="proposal proposal--plain" role="status">{preview()}</div>
            </div>
        </Dialog>
    }
    .into_any()
}
