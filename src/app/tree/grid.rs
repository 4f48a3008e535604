//! The tree as a whole: the grid, and what it does with events. Rows hear of nothing: there are too many of them.

use std::rc::Rc;

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::columns::follow_look;
use super::header::Header;
use super::keys::{Held, Wanted, wanted};
use super::layout::{Places, lay_out};
use super::menu::Menu;
use super::several::Others;
use super::state::{RowMenu, TreeState};
use super::toolbar::Toolbar;
use crate::app::action::Action;
use crate::app::chunks::{later, use_chunks};
use crate::app::markup::*;
use crate::app::parts::{Area, Button, ButtonKind, EmptyState, Glyph, Keyboard};
use crate::app::reactive::Memo;
use crate::app::tree_action::TreeAction;
use crate::plan::OutlineRow;

/// The tree of the open plan, under its toolbar.
///
/// A treegrid by the pattern of ARIA whose rows are one tab stop: arrows move among them, open and close them, with Shift they select
/// several; Tab goes on to the buttons of the row. Only the rows in sight are in the page, with their true numbers; the row that has the focus stays there also when it is scrolled
/// away.
#[component]
pub fn Tree() -> impl IntoView {
    let tree = TreeState::new();
    let places = Places {
        scroller: NodeRef::new(),
        space: NodeRef::new(),
        sheet: NodeRef::new(),
    };
    lay_out(tree, places);
    let has_no_pool = Memo::new(move |_| {
        tree.planner
            .read(|workspace| workspace.plan().design().pools.is_empty())
    });
    let add_pool = move || Action::AddPool.run(tree.planner, tree.session);
    let views = use_chunks().views;
    let several = Memo::new(move |_| tree.planner.has_several() || tree.planner.gathering.get());
    let filtered = Memo::new(move |_| tree.planner.filter.with(Option::is_some));
    follow_look(tree.planner, places.scroller);
    view! {
        <div class="tree">
            <Toolbar tree />
            {move || filtered.get().then(|| later(views, |table| (table.rows.filter)()))}
            {move || several.get().then(|| later(views, |table| (table.rows.bar)()))}
            <div class="tree__scroller focus-inside" node_ref=places.scroller>
                <div
                    role="treegrid"
                    class="tree__grid"
                    aria-label="Scopes, pools and allocations"
                    aria-multiselectable="true"
                    aria-rowcount=move || tree.rows.with(|rows| rows.len() + 1)
                    aria-colcount="11"
                    data-without=move || tree.planner.look.with(|look| {
                        look.hidden.iter().map(|column| column.key()).collect::<Vec<_>>().join(" ")
                    })
                    on:keydown=move |event| on_key(tree, &event)
                    on:click=move |event| on_click(tree, &event)
                    on:mousedown=move |event| on_press(&event)
                    on:pointerdown=move |event| on_pointer_down(tree, &event)
                    on:dblclick=move |event| on_double_click(tree, &event)
                    on:contextmenu=move |event| on_context_menu(tree, &event)
                    on:focusin=move |event| on_focus(tree, &event)
                    on:pointerover=move |event| on_pointer(tree, &event)
                    on:pointerleave=move |_| hover(tree, None)
                >
                    {move || match views.table() {
                        Some(table) => untrack(|| (table.rows.header)()),
                        None => view! { <Header /> }.into_any(),
                    }}
                    <div class="tree__space" role="presentation" node_ref=places.space>
                        <div role="rowgroup" class="tree__sheet" node_ref=places.sheet></div>
                    </div>
                </div>
                <Show when=move || has_no_pool.get()>
                    <EmptyState
                        icon=Glyph::Pool
                        title="No pools yet"
                        sentence="A pool holds the addresses that VPCs and other pools are allocated from".to_owned()
                    >
                        <Button label=Action::AddPool.label() kind=ButtonKind::Primary on_press=add_pool />
                    </EmptyState>
                </Show>
            </div>
            <Menu tree />
        </div>
    }
}

fn on_key(tree: TreeState, event: &KeyboardEvent) {
    let Some((row, element)) = row_at(tree, event) else {
        return;
    };
    // Enter and the space bar belong to the button that has the focus; arrows lead from it to other rows.
    let is_on_row = element.class_list().contains("tree__row");
    let held = Held {
        control: event.ctrl_key(),
        shift: event.shift_key(),
        leader: match Keyboard::of_this_machine() {
            Keyboard::Apple => event.meta_key() && !event.ctrl_key() && !event.alt_key(),
            Keyboard::Other => event.ctrl_key() && !event.meta_key() && !event.alt_key(),
        },
        foreign: event.alt_key() || event.meta_key(),
    };
    let Some(wanted) = wanted(&event.key(), held) else {
        return;
    };
    match wanted {
        Wanted::Go(step, selection) => tree.step(step, selection),
        Wanted::Inwards => tree.inwards(),
        Wanted::Outwards => tree.outwards(),
        Wanted::OpenSiblings => tree.open_siblings(),
        Wanted::Rename => tree.rename(row.node),
        Wanted::Menu => {
            tree.select_unless_chosen(row.node);
            tree.open_menu(RowMenu::All, menu_area(&element));
        }
        Wanted::Select | Wanted::Inspect | Wanted::Find(_) | Wanted::Toggle | Wanted::ExtendHere if !is_on_row => {
            return;
        }
        Wanted::Extend(step) => tree.extend(step),
        Wanted::ExtendHere => tree.extend_to(row.node, Others::Go),
        Wanted::Toggle => tree.toggle_chosen(row.node),
        Wanted::SelectAll => tree.choose_all(),
        Wanted::SelectOne if untrack(|| TreeAction::SelectOne.refusal(tree.planner)).is_some() => return,
        Wanted::SelectOne => {
            tree.planner.gathering.set(false);
            tree.planner.select(row.node);
        }
        Wanted::Select => tree.planner.select(row.node),
        Wanted::Inspect => {
            tree.planner.select(row.node);
            tree.planner.inspecting.set(true);
        }
        Wanted::Find(character) => {
            if !tree.find(character, is_shortcut(tree, character, held), event.time_stamp()) {
                return;
            }
        }
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Whether a character does something anywhere on the screen. With the shift key, the letters of most of these are free to
/// begin a name with.
fn is_shortcut(tree: TreeState, character: char, held: Held) -> bool {
    let key = character.to_ascii_uppercase();
    let keys = if held.shift && character.is_ascii_alphabetic() {
        format!("Shift+{key}")
    } else {
        key.to_string()
    };
    let mut shortcuts = Action::ALL.iter().filter_map(|action| tree.session.shortcut(*action));
    untrack(|| shortcuts.any(|shortcut| shortcut.aria(Keyboard::Other) == keys))
}

fn on_click(tree: TreeState, event: &MouseEvent) {
    tree.end_word();
    let Some((row, element)) = row_at(tree, event) else {
        return;
    };
    if element.closest(".tree__twisty").ok().flatten().is_some() {
        tree.select_unless_chosen(row.node);
        return tree.toggle(row);
    }
    let adds = match Keyboard::of_this_machine() {
        Keyboard::Apple => event.meta_key(),
        Keyboard::Other => event.ctrl_key(),
    };
    match (event.shift_key(), adds) {
        (true, true) => tree.extend_to(row.node, Others::Stay),
        (true, false) => tree.extend_to(row.node, Others::Go),
        (false, true) => tree.toggle_chosen(row.node),
        (false, false) if tree.planner.gathering.get_untracked() => tree.toggle_chosen(row.node),
        (false, false) => tree.planner.select(row.node),
    }
}

/// With the shift key rows are selected, and not the words in them.
fn on_press(event: &MouseEvent) {
    let is_in_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.tag_name().eq_ignore_ascii_case("input"));
    if event.shift_key() && !is_in_field {
        event.prevent_default();
    }
}

/// What is dragged by a mouse or a pen moves; a finger scrolls.
fn on_pointer_down(tree: TreeState, event: &PointerEvent) {
    let Some((row, element)) = row_at(tree, event) else {
        return;
    };
    let is_plain = event.button() == 0 && !event.shift_key() && !event.ctrl_key() && !event.meta_key();
    let is_control = element.closest("button, input, .tree__twisty").ok().flatten().is_some();
    if is_plain
        && !is_control
        && event.pointer_type() != "touch"
        && let Some(table) = tree.views.table_untracked()
    {
        let row_at = move |element: &Element| tree.row_of(element).map(|row| row.node);
        (table.rows.drag)(tree.planner, event, row.node, Rc::new(row_at));
    }
}

fn on_double_click(tree: TreeState, event: &MouseEvent) {
    let Some((row, element)) = row_at(tree, event) else {
        return;
    };
    if element.closest(".tree__name").ok().flatten().is_some() {
        event.prevent_default();
        tree.rename(row.node);
    }
}

fn on_context_menu(tree: TreeState, event: &MouseEvent) {
    let Some((row, element)) = row_at(tree, event) else {
        return;
    };
    // While a name is typed the browser's own menu is the useful one.
    if element.tag_name().eq_ignore_ascii_case("input") {
        return;
    }
    event.prevent_default();
    tree.select_unless_chosen(row.node);
    /// The button of a menu that was asked for by a key.
    const NO_POINTER: i16 = 0;
    let at = if event.button() == NO_POINTER {
        menu_area(&element)
    } else {
        Area::point(f64::from(event.client_x()), f64::from(event.client_y()))
    };
    tree.open_menu(RowMenu::All, at);
}

/// Where the menu of a row opens when no pointer says: at its name.
fn menu_area(element: &Element) -> Area {
    let name = element.query_selector(".tree__name").ok().flatten();
    name.as_ref().unwrap_or(element).get_bounding_client_rect().into()
}

/// The tab stop is where the focus was last, however it came there.
fn on_focus(tree: TreeState, event: &FocusEvent) {
    if let Some((row, _)) = row_at(tree, event)
        && tree.focused.get_untracked() != row.node
    {
        tree.focused.set(row.node);
    }
}

fn on_pointer(tree: TreeState, event: &PointerEvent) {
    if event.pointer_type() != "touch" {
        hover(tree, row_at(tree, event).map(|(row, _)| row));
    }
}

fn hover(tree: TreeState, row: Option<OutlineRow>) {
    let node = row.map(|row| row.node);
    if tree.hovered.get_untracked() != node {
        tree.hovered.set(node);
    }
}

/// The row that an event is about, and the element that it came to.
fn row_at(tree: TreeState, event: &Event) -> Option<(OutlineRow, Element)> {
    let element: Element = event.target()?.dyn_into().ok()?;
    Some((tree.row_of(&element)?, element))
}
