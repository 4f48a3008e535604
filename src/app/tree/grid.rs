//! The tree as a whole: the grid, and what it does with events. Rows hear of nothing: there are too many of them.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::header::Header;
use super::keys::{Held, Wanted, wanted};
use super::layout::{Places, lay_out};
use super::menu::Menu;
use super::state::{RowMenu, TreeState};
use super::toolbar::Toolbar;
use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::{Area, Button, ButtonKind, EmptyState, Glyph, Keyboard};
use crate::app::reactive::Memo;
use crate::plan::OutlineRow;

/// The tree of the open plan, under its toolbar.
///
/// A treegrid by the pattern of ARIA with one tab stop: arrows move among rows, open and close them; Tab goes on to the buttons
/// of the row. Only the rows in sight are in the page, with their true numbers; the row that has the focus stays there also when it is scrolled
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
    view! {
        <div class="tree">
            <Toolbar tree />
            <div class="tree__scroller focus-inside" node_ref=places.scroller>
                <div
                    role="treegrid"
                    class="tree__grid"
                    aria-label="Scopes, pools and allocations"
                    aria-rowcount=move || tree.rows.with(|rows| rows.len() + 1)
                    aria-colcount=move || if tree.planner.cost_columns.get() { "9" } else { "7" }
                    data-cost=move || tree.planner.cost_columns.get().then_some("true")
                    on:keydown=move |event| on_key(tree, &event)
                    on:click=move |event| on_click(tree, &event)
                    on:dblclick=move |event| on_double_click(tree, &event)
                    on:contextmenu=move |event| on_context_menu(tree, &event)
                    on:focusin=move |event| on_focus(tree, &event)
                    on:pointerover=move |event| on_pointer(tree, &event)
                    on:pointerleave=move |_| hover(tree, None)
                >
                    <Header cost=tree.planner.cost_columns />
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
            tree.planner.select(row.node);
            tree.open_menu(RowMenu::All, menu_area(&element));
        }
        Wanted::Select | Wanted::Inspect | Wanted::Find(_) if !is_on_row => return,
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
    tree.planner.select(row.node);
    if element.closest(".tree__twisty").ok().flatten().is_some() {
        tree.toggle(row);
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
    tree.planner.select(row.node);
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
