//! The purposes of the designer: a line each, with a name and a size.

use leptos::prelude::Owner;

use super::model::next_purpose;
use crate::address::Family;
use crate::app::dialogs::focus_on;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize, Draft, Field, FieldKind, Glyph, IconButton, LabelPlace};
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::plan::gesture::SubnetSize;

/// A line that is typed.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) name: Draft<String>,
    pub(super) size: Draft<SubnetSize>,
}

/// The lines, and how there come to be more. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Purposes {
    pub(super) rows: RwSignal<Vec<Row>>,
    family: Signal<Family>,
}

impl Purposes {
    /// These to begin with.
    pub(super) fn new(family: Signal<Family>, first: &[(&str, String)]) -> Self {
        let rows = first.iter().map(|(name, size)| row(family, name, size)).collect();
        Self {
            rows: RwSignal::new(rows),
            family,
        }
    }

    /// What is typed now. Tracked.
    pub(super) fn typed(self) -> Vec<(String, Result<SubnetSize, String>)> {
        let typed = |row: &Row| (row.name.text().get().trim().to_owned(), row.size.value());
        self.rows.get().iter().map(typed).collect()
    }

    /// Whether every line means something; those that do not say so from now on.
    pub(super) fn accept(self) -> bool {
        let accept = |row: &Row| (row.name.accept(), row.size.accept());
        let accepted: Vec<_> = self.rows.get_untracked().iter().map(accept).collect();
        accepted.iter().all(|(name, size)| name.is_some() && size.is_some())
    }

    /// Makes the subnets of a line another size.
    pub(super) fn resize(self, place: usize, size: String) {
        self.rows.with_untracked(|rows| {
            if let Some(row) = rows.get(place) {
                row.size.text().type_in(size);
            }
        });
    }
}

fn row(family: Signal<Family>, name: &str, size: &str) -> Row {
    Row {
        name: Draft::new(name, |text| match text.trim() {
            "" => Err("Name it, for example private".to_owned()),
            name => Ok(name.to_owned()),
        }),
        size: Draft::new(size, move |text| SubnetSize::parse(text, family.get())),
    }
}

/// The lines as fields. `usable` says what one subnet of a line would give.
pub(super) fn view(purposes: Purposes, usable: Callback<usize, String>) -> AnyView {
    // What is made at a press of a button lives as long as the dialog.
    let owner = Owner::current();
    let add = move || {
        let taken: Vec<String> = purposes.rows.with_untracked(|rows| {
            let name = |row: &Row| untrack(|| row.name.text().get());
            rows.iter().map(name).collect()
        });
        let size = purposes
            .rows
            .with_untracked(|rows| rows.last().map(|row| untrack(|| row.size.text().get())));
        let make = || row(purposes.family, &next_purpose(&taken), &size.unwrap_or_default());
        let made = match &owner {
            Some(owner) => owner.with(make),
            None => make(),
        };
        purposes.rows.update(|rows| rows.push(made));
        request_animation_frame(|| focus_on("dialog[open] .designer__purpose:last-child input"));
    };
    let lines = following(move || {
        let rows = purposes.rows.get();
        let is_only = rows.len() == 1;
        let line = |(place, row): (usize, Row)| {
            let named = move || match row.name.text().get().trim() {
                "" => format!("purpose {}", place + 1),
                name => name.to_owned(),
            };
            let remove = move || {
                purposes.rows.update(|rows| {
                    rows.remove(place);
                });
                request_animation_frame(|| focus_on("dialog[open] .designer__add button"));
            };
            view! {
                <li class="designer__purpose">
                    <Field
                        label=format!("Purpose {}", place + 1)
                        draft=row.name
                        label_place=LabelPlace::Said
                    />
                    <Field
                        label=Signal::derive(move || format!("Size of each {} subnet", named()))
                        draft=row.size
                        kind=FieldKind::Mono
                        label_place=LabelPlace::Said
                    />
                    <span class="designer__usable number">{move || usable.run(place)}</span>
                    {(!is_only).then(|| view! {
                        <IconButton
                            label=Signal::derive(move || format!("Leave out {}", named()))
                            icon=Glyph::Close
                            size=ButtonSize::Small
                            on_press=remove
                        />
                    })}
                </li>
            }
        };
        rows.into_iter().enumerate().map(line).collect_view()
    });
    view! {
        <fieldset class="designer__set">
            <legend class="field__label">"Purposes and the size of each subnet"</legend>
            <div class="designer__heads" aria-hidden="true">
                <span>"Purpose"</span>
                <span>"Size"</span>
                <span class="number">"Usable in each"</span>
            </div>
            <ul class="designer__purposes">{lines}</ul>
            <div class="designer__add">
                <Button label="Add a purpose" icon=Glyph::Plus size=ButtonSize::Small on_press=add />
            </div>
            <p class="field__hint">
                "A netmask length such as /24, a number such as 200 hosts, or a share of the CIDR over all zones such as 25 %"
            </p>
        </fieldset>
    }
    .into_any()
}
