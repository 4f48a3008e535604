//! The rows that are in the page.

use leptos::tachys::reactive_graph::{OwnedView, OwnedViewState};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use rustc_hash::FxHashMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::row::row;
use super::state::TreeState;
use crate::app::markup::*;
use crate::app::parts::length;
use crate::app::reactive::RwSignal;
use crate::plan::{Node, OutlineRow, Twist};

/// A row, where it is drawn, and what the grid says about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowAt {
    /// The row.
    pub(super) row: OutlineRow,
    /// Which of all rows it is.
    pub(super) index: usize,
    /// How far below the first of the rows in sight it is drawn, in CSS pixels, when it is not one of them.
    pub(super) away: Option<f64>,
    /// Whether it is the tab stop.
    pub(super) is_focused: bool,
    /// Whether it is selected.
    pub(super) is_selected: bool,
    /// Whether it stands back: it was cut, or is not what a filter finds.
    pub(super) is_aside: bool,
}

struct DrawnRow {
    node: RwSignal<Node>,
    at: RowAt,
    element: HtmlElement,
    view: OwnedViewState<AnyViewState>,
}

/// The elements of the rows that are drawn. A row that stays drawn keeps its element; the element of one that goes becomes that of
/// one that comes.
///
/// Leptos's `<For>` makes every element anew, which takes longer than writing other words into it, and moves elements that
/// could stay where they are, as scrolling up does: one that is moved loses the focus, with the name that is being typed in it.
pub(super) struct DrawnRows {
    rows: Vec<DrawnRow>,
    tree: TreeState,
    owner: Owner,
}

impl DrawnRows {
    /// Nothing is drawn yet. The rows live no longer than the component that calls.
    pub(super) fn new(tree: TreeState) -> Self {
        Self {
            rows: Vec::new(),
            tree,
            owner: Owner::current().unwrap_or_default(),
        }
    }

    /// The element of a row that is drawn.
    pub(super) fn element(&self, node: Node) -> Option<&HtmlElement> {
        let drawn = self.rows.iter().find(|drawn| drawn.at.row.node == node);
        drawn.map(|drawn| &drawn.element)
    }

    /// Draws these rows in this order in `sheet`, which holds nothing else.
    pub(super) fn draw(&mut self, sheet: &HtmlElement, wanted: Vec<RowAt>) {
        let drawn = self.rows.drain(..).map(|drawn| (drawn.at.row.node, drawn));
        let mut before: FxHashMap<Node, DrawnRow> = drawn.collect();
        let kept: Vec<_> = wanted.into_iter().map(|at| (at, before.remove(&at.row.node))).collect();
        // What goes must not stand between what stays: then that would be moved, and a press on it would be no click.
        before.values().for_each(|drawn| drawn.element.remove());
        let mut spare = before.into_values();
        // From the last to the first: each goes before the one that follows it, if it is not there already.
        let mut next: Option<web_sys::Node> = None;
        for (at, kept) in kept.into_iter().rev() {
            let drawn = match kept.or_else(|| spare.next()) {
                Some(mut drawn) => {
                    drawn.place(at);
                    Some(drawn)
                }
                None => self.make(at),
            };
            if let Some(drawn) = drawn {
                if drawn.element.parent_node().is_none() || drawn.element.next_sibling() != next {
                    // It fails only when `next` is not in the sheet.
                    let _ = sheet.insert_before(&drawn.element, next.as_ref());
                }
                next = Some(drawn.element.clone().into());
                self.rows.push(drawn);
            }
        }
        self.rows.reverse();
        spare.for_each(remove);
    }

    fn make(&self, at: RowAt) -> Option<DrawnRow> {
        let owner = self.owner.with(Owner::new);
        let (node, view) = owner.with(|| {
            let node = RwSignal::new(at.row.node);
            (node, untrack(|| row(self.tree, node)))
        });
        let view = untrack(|| OwnedView::new_with_owner(view, owner).build());
        let element: HtmlElement = view.elements().into_iter().next()?.dyn_into().ok()?;
        tell(&element, &at, None);
        Some(DrawnRow {
            node,
            at,
            element,
            view,
        })
    }
}

impl DrawnRow {
    /// Lets the element show this row.
    fn place(&mut self, at: RowAt) {
        if self.at != at {
            tell(&self.element, &at, Some(&self.at));
            if self.at.row.node != at.row.node {
                self.node.set(at.row.node);
            }
            self.at = at;
        }
    }
}

fn remove(mut row: DrawnRow) {
    row.view.unmount();
    // Effects of the row may be waiting to run for the same change: what they read must still be there.
    leptos::task::spawn_local(async move { drop(row) });
}

/// Writes what the grid says about a row, as far as that is not what it said `before`.
///
/// By hand, and not by an effect for each: all of it comes from one place, and scrolling writes it for every row that comes.
fn tell(element: &HtmlElement, at: &RowAt, before: Option<&RowAt>) {
    let is_new = |same: &dyn Fn(&RowAt) -> bool| !before.is_some_and(same);
    let row = &at.row;
    if is_new(&|before| before.row.place.level == row.place.level) {
        set(element, "aria-level", row.place.level);
        set_style(element, "--level", &(row.place.level - 1).to_string());
    }
    if is_new(&|before| before.row.place.position == row.place.position) {
        set(element, "aria-posinset", row.place.position);
    }
    if is_new(&|before| before.row.place.siblings == row.place.siblings) {
        set(element, "aria-setsize", row.place.siblings);
    }
    if is_new(&|before| before.index == at.index) {
        // Counted from 1, and the heading is the first.
        set(element, "aria-rowindex", at.index + 2);
    }
    if is_new(&|before| before.row.twist == row.twist) {
        match row.twist {
            Twist::Leaf => remove_attribute(element, "aria-expanded"),
            Twist::Closed => set(element, "aria-expanded", false),
            Twist::Open => set(element, "aria-expanded", true),
        }
    }
    let is_free = |at: &RowAt| matches!(at.row.node, Node::Free(_));
    if is_new(&|before| is_free(before) == is_free(at)) {
        match is_free(at) {
            true => set(element, "data-kind", "free"),
            false => remove_attribute(element, "data-kind"),
        }
    }
    if is_new(&|before| before.is_selected == at.is_selected) {
        set(element, "aria-selected", at.is_selected);
    }
    if is_new(&|before| before.is_aside == at.is_aside) {
        match at.is_aside {
            true => set(element, "data-aside", ""),
            false => remove_attribute(element, "data-aside"),
        }
    }
    if is_new(&|before| before.is_focused == at.is_focused) {
        element.set_tab_index(if at.is_focused { 0 } else { -1 });
    }
    if is_new(&|before| before.away == at.away) {
        match at.away {
            Some(away) => {
                set(element, "data-away", "");
                set_style(element, "top", &length(away, "px"));
            }
            None => remove_attribute(element, "data-away"),
        }
    }
}

fn set(element: &HtmlElement, name: &str, value: impl ToString) {
    // It fails only for a name that no attribute can have.
    let _ = element.set_attribute(name, &value.to_string());
}

fn remove_attribute(element: &HtmlElement, name: &str) {
    let _ = element.remove_attribute(name);
}

fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // It fails only for a value that no browser takes.
    let _ = element.style().set_property(property, value);
}
