//! Menus: a button that opens one, and one that opens at a place.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::anchor::{Align, Area};
use super::button::{ButtonKind, ButtonSize};
use super::floating::{Anchor, Floating, floating};
use super::icon::{Glyph, Icon};
use super::popover::{Opener, OpenerFace, opener};
use super::shortcut::{Keyboard, Shortcut};
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, RwSignal, Signal, StoredValue, effect};

/// A line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something that can be done.
    Item(MenuItem),
    /// What the items below have in common.
    Heading(String),
    /// A line between groups.
    Separator,
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// Something that can be done from a menu. It begins as a plain one and is refined by the methods.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    glyph: Option<Glyph>,
    shortcut: Option<Shortcut>,
    refusal: Option<String>,
    nature: Nature,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// What choosing an item does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    Act,
    Destroy,
    Choose(Chosen),
}

/// Whether a choice among several is the one that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// It is.
    Yes,
    /// Another one is.
    No,
}

impl MenuItem {
    /// Does something: a verb, with "…" when it will ask for more.
    pub fn new(label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            glyph: None,
            shortcut: None,
            refusal: None,
            nature: Nature::Act,
            run: Arc::new(run),
        }
    }

    /// With an icon before the label.
    pub fn icon(self, glyph: Glyph) -> Self {
        Self {
            glyph: Some(glyph),
            ..self
        }
    }

    /// With the keys that do the same.
    pub fn shortcut(self, shortcut: Shortcut) -> Self {
        Self {
            shortcut: Some(shortcut),
            ..self
        }
    }

    /// With the reason why it cannot be done now, if there is one. It can still be reached, so that the reason is read.
    pub fn refused(self, refusal: Option<String>) -> Self {
        Self { refusal, ..self }
    }

    /// As something that takes away.
    pub fn destructive(self) -> Self {
        Self {
            nature: Nature::Destroy,
            ..self
        }
    }

    /// As one of several choices, of which one holds.
    pub fn choice(self, chosen: Chosen) -> Self {
        Self {
            nature: Nature::Choose(chosen),
            ..self
        }
    }
}

/// A button and the menu that it opens.
///
/// The ARIA pattern of a menu button: Enter, Space and the down arrow open it at the first item, the up arrow at the last; inside,
/// arrows, Home, End and letters move, Enter does it, Escape and Tab close; the focus returns to the button. The entries are asked
/// for each time it opens.
#[component]
pub fn MenuButton(
    /// What the menu is about.
    #[prop(into)]
    label: Signal<String>,
    /// What the button looks like.
    #[prop(optional)]
    face: OpenerFace,
    /// How much the button asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How tall the button is.
    #[prop(optional)]
    size: ButtonSize,
    /// Which sides of button and menu are in line.
    #[prop(optional)]
    align: Align,
    /// What is in the menu now.
    #[prop(into)]
    entries: Callback<(), Vec<MenuEntry>>,
) -> impl IntoView {
    let panel_id = unique_id("menu");
    let node = NodeRef::new();
    let at = RwSignal::new(None);
    let end = StoredValue::new(End::First);
    let button = Opener {
        face,
        label,
        kind,
        size,
        haspopup: "menu",
        panel_id: panel_id.clone(),
        node,
        at,
    };
    let on_key = move |event: KeyboardEvent| {
        let from = match event.key().as_str() {
            "ArrowDown" => End::First,
            "ArrowUp" => End::Last,
            _ => return,
        };
        event.prevent_default();
        end.set_value(from);
        at.set(Some(Anchor::Button(node)));
    };
    let panel = menu(panel_id, label, align, at, end, entries);
    view! { {opener(button, on_key)} {panel} }.into_any()
}

/// A menu that opens at a place: for the second button of the mouse, and for the menu key on the focused row.
///
/// Keys and focus are as in [`MenuButton`]. It closes by itself, and then `at` is none again.
#[component]
pub fn ContextMenu(
    /// What the menu is about.
    #[prop(into)]
    label: Signal<String>,
    /// Where to open: the place that was pressed, or the area of the row. None while it is closed.
    at: RwSignal<Option<Area>>,
    /// What is in the menu now.
    #[prop(into)]
    entries: Callback<(), Vec<MenuEntry>>,
) -> impl IntoView {
    let anchor = RwSignal::new(None);
    effect(move |_| anchor.set(at.get().map(Anchor::Place)));
    effect(move |open: Option<bool>| {
        let is_open = anchor.with(Option::is_some);
        if open == Some(true) && !is_open {
            at.set(None);
        }
        is_open
    });
    let end = StoredValue::new(End::First);
    menu(unique_id("menu"), label, Align::Start, anchor, end, entries)
}

/// At which end a menu begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

fn menu(
    id: String,
    label: Signal<String>,
    align: Align,
    at: RwSignal<Option<Anchor>>,
    end: StoredValue<End>,
    entries: Callback<(), Vec<MenuEntry>>,
) -> impl Fn() -> Option<AnyView> + Send + 'static {
    floating(Floating {
        id,
        class: "floating menu",
        role: "menu",
        label,
        align,
        at,
        focus_first: Arc::new(move |panel| {
            let items = items_of(panel);
            let begin = match end.get_value() {
                End::First => items.first(),
                End::Last => items.last(),
            };
            end.set_value(End::First);
            focus(begin.unwrap_or(panel));
        }),
        on_key: Arc::new(move |event, panel| {
            if event.key() == "Tab" {
                at.set(None);
            } else {
                move_focus(event, &items_of(panel));
            }
        }),
        content: Arc::new(move || {
            let entries = entries.run(());
            entries
                .into_iter()
                .map(|entry| line(entry, at))
                .collect_view()
                .into_any()
        }),
    })
}

fn line(entry: MenuEntry, at: RwSignal<Option<Anchor>>) -> AnyView {
    match entry {
        MenuEntry::Separator => view! { <div class="menu__separator" role="separator"></div> }.into_any(),
        MenuEntry::Heading(words) => view! { <div class="menu__heading" role="presentation">{words}</div> }.into_any(),
        MenuEntry::Item(item) => item_line(item, at),
    }
}

fn item_line(item: MenuItem, at: RwSignal<Option<Anchor>>) -> AnyView {
    let MenuItem {
        label,
        glyph,
        shortcut,
        refusal,
        nature,
        run,
    } = item;
    let keyboard = Keyboard::of_this_machine();
    let class = match nature {
        Nature::Destroy => "menu__item menu__item--danger",
        Nature::Act | Nature::Choose(_) => "menu__item",
    };
    let (role, checked) = match nature {
        Nature::Act | Nature::Destroy => ("menuitem", None),
        Nature::Choose(Chosen::Yes) => ("menuitemradio", Some("true")),
        Nature::Choose(Chosen::No) => ("menuitemradio", Some("false")),
    };
    let mark = match (nature, glyph) {
        (Nature::Choose(Chosen::Yes), _) => Some(view! { <Icon glyph=Glyph::Check /> }.into_any()),
        (Nature::Choose(Chosen::No), _) => Some(view! { <span class="menu__check"></span> }.into_any()),
        (_, glyph) => glyph.map(|glyph| view! { <Icon glyph /> }.into_any()),
    };
    let is_refused = refusal.is_some();
    let (lowercase, reason) = (label.to_lowercase(), refusal.clone());
    let on_click = move |_| {
        if !is_refused {
            // First the menu goes and the focus returns, so that a dialog that opens now knows where to give it back.
            at.set(None);
            let run = Arc::clone(&run);
            set_timeout(move || run(), std::time::Duration::ZERO);
        }
    };
    view! {
        <button
            type="button"
            class=class
            role=role
            tabindex="-1"
            aria-checked=checked
            aria-disabled=is_refused.then_some("true")
            aria-description=refusal
            aria-keyshortcuts=shortcut.map(|shortcut| shortcut.aria(keyboard))
            data-label=lowercase
            on:click=on_click
        >
            {mark}
            <span class="menu__label">
                {label}
                {reason.map(|reason| view! { <span class="menu__reason" aria-hidden="true">{reason}</span> })}
            </span>
            {shortcut.map(|shortcut| view! { <kbd class="keys" aria-hidden="true">{shortcut.shown(keyboard)}</kbd> })}
        </button>
    }
    .into_any()
}

/// The items of an open menu, in their order.
fn items_of(panel: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = panel.query_selector_all(".menu__item") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.get(place))
        .filter_map(|item| item.dyn_into().ok())
        .collect()
}

fn focus(element: &HtmlElement) {
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus();
}

fn move_focus(event: &KeyboardEvent, items: &[HtmlElement]) {
    let focused = document().active_element();
    let current = items.iter().position(|item| focused.as_ref() == Some(item));
    let labels: Vec<_> = items
        .iter()
        .map(|item| item.get_attribute("data-label").unwrap_or_default())
        .collect();
    let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    if let Some(next) = is_plain.then(|| next_item(&event.key(), current, &labels)).flatten() {
        event.prevent_default();
        event.stop_propagation();
        if let Some(item) = items.get(next) {
            focus(item);
        }
    }
}

/// Which item a key leads to: arrows go round, Home and End to the ends, a letter to the next label that begins with it.
fn next_item(key: &str, current: Option<usize>, labels: &[String]) -> Option<usize> {
    let last = labels.len().checked_sub(1)?;
    match key {
        "ArrowDown" => Some(current.map_or(0, |current| if current >= last { 0 } else { current + 1 })),
        "ArrowUp" => Some(current.map_or(last, |current| current.checked_sub(1).unwrap_or(last))),
        "Home" => Some(0),
        "End" => Some(last),
        letter if letter.chars().count() == 1 && letter != " " => {
            let letter = letter.to_lowercase();
            let after = current.map_or(0, |current| current + 1);
            (after..labels.len())
                .chain(0..after.min(labels.len()))
                .find(|&place| labels.get(place).is_some_and(|label| label.starts_with(&letter)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::next_item;

    #[test]
    fn keys_lead_through_a_menu() {
        let labels = ["add", "copy", "cut", "delete"].map(str::to_owned);
        for (key, current, expected) in [
            ("ArrowDown", None, Some(0)),
            ("ArrowDown", Some(0), Some(1)),
            ("ArrowDown", Some(3), Some(0)),
            ("ArrowUp", None, Some(3)),
            ("ArrowUp", Some(0), Some(3)),
            ("ArrowUp", Some(2), Some(1)),
            ("Home", Some(2), Some(0)),
            ("End", Some(2), Some(3)),
            ("c", Some(0), Some(1)),
            ("C", Some(1), Some(2)),
            ("c", Some(2), Some(1)),
            ("d", Some(3), Some(3)),
            ("x", Some(0), None),
            ("F2", Some(0), None),
            (" ", Some(0), None),
            ("Enter", Some(0), None),
        ] {
            assert_eq!(next_item(key, current, &labels), expected, "{key} from {current:?}");
        }
        assert_eq!(next_item("ArrowDown", None, &[]), None);
    }
}
