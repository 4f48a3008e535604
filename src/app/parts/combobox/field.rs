//! The field of a combobox, with its chips where there are several.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;

use super::list::List;
use super::panel::open_list;
use crate::app::markup::*;
use crate::app::parts::chips::Chips;
use crate::app::parts::field::{FieldIds, LabelPlace, field_frame};
use crate::app::parts::icon::{Glyph, Icon};
use crate::app::parts::listener::is_on_itself;
use crate::app::reactive::Signal;

pub(super) fn combobox(
    label: Signal<String>,
    list: List,
    chips: Option<Chips>,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    label_place: LabelPlace,
    read_only: Signal<bool>,
) -> AnyView {
    let ids = FieldIds::new();
    let described_by = Signal::derive(ids.described_by(hint, error));
    let list_id = format!("{}-list", ids.input);
    let active_id = list_id.clone();
    let frame = NodeRef::<html::Div>::new();
    let List {
        open, active, input, ..
    } = list;

    let on_keydown = move |event: KeyboardEvent| {
        if !event.is_composing() && !chips.is_some_and(|chips| chips.take_key(&event)) {
            list.on_key(&event);
        }
    };
    // The room around the field belongs to it.
    let on_frame = move |event: MouseEvent| {
        if let Some(input) = input
            .get_untracked()
            .filter(|_| is_on_itself(&event) && !read_only.get_untracked())
        {
            // An element that cannot take the focus leaves it where it is.
            let _ = input.focus();
            list.show();
        }
    };
    let panel_id = list_id.clone();
    let panel = following(move || open.get().then(|| open_list(list, panel_id.clone(), label, frame)));
    let id = ids.input.clone();
    let field = following(move || {
        if read_only.get() {
            // Chips say it all.
            return chips.is_none().then(|| {
                view! {
                    <input
                        id=id.clone()
                        type="text"
                        readonly
                        aria-describedby=move || described_by.get()
                        prop:value=move || list.shown.get()
                    />
                }
                .into_any()
            });
        }
        let (list_id, active_id) = (list_id.clone(), active_id.clone());
        let field = view! {
            <input
                id=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=move || open.get().then(|| list_id.clone())
                aria-activedescendant=move || active.get().map(|place| format!("{active_id}-{place}"))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by.get()
                prop:value=move || list.shown.get()
                node_ref=input
                on:input=move |event| list.type_in(event_target_value(&event))
                on:keydown=on_keydown
                on:click=move |_| list.show()
                on:focus=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.select();
                    }
                }
                on:blur=move |_| list.leave()
            />
            <Icon glyph=Glyph::ChevronDown />
        };
        Some(field.into_any())
    });
    let box_ = view! {
        <div
            class=if chips.is_some() { "input chips" } else { "input" }
            data-read-only=move || read_only.get().then_some("")
            node_ref=frame
            on:click=on_frame
        >
            {chips.map(Chips::view)}
            {field}
            {panel}
        </div>
    };
    field_frame(ids, label, label_place, hint, error, box_.into_any())
}
