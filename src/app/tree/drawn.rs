//! The rows that are in the page.

use leptos::prelude::*;
use leptos::tachys::reactive_graph::{OwnedView, OwnedViewState};
use leptos::tachys::view::any_view::AnyViewState;
use rustc_hash::FxHashMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::row::row;
use super::state::TreeState;
use crate::plan::{Node, OutlineRow};

/// A row and where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowAt {
    /// The row.
    pub(super) row: OutlineRow,
    /// Which of all rows it is.
    pub(super) index: usize,
    /// How far below the first of the rows in sight it is drawn, in CSS pixels, when it is not one of them.
    pub(super) away: Option<f64>,
}

struct DrawnRow {
    node: Node,
    at: RwSignal<RowAt>,
    element: HtmlElement,
    view: OwnedViewState<AnyViewState>,
}

/// The elements of the rows that are drawn, each of which stays the same for as long as its row is drawn.
///
/// Leptos's `<For>` would do the same, but it moves elements that could stay where they are, as scrolling up does: and an element that is
/// moved loses the focus, with the name that is being typed in it.
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
        self.rows.iter().find(|row| row.node == node).map(|row| &row.element)
    }

    /// Draws these rows in this order in `sheet`, which holds nothing else.
    pub(super) fn draw(&mut self, sheet: &HtmlElement, wanted: Vec<RowAt>) {
        let mut before: FxHashMap<Node, DrawnRow> = self.rows.drain(..).map(|row| (row.node, row)).collect();
        let kept: Vec<_> = wanted.into_iter().map(|at| (at, before.remove(&at.row.node))).collect();
        before.into_values().for_each(remove);
        // From the last to the first: each goes before the one that follows it, if it is not there already.
        let mut next: Option<web_sys::Node> = None;
        for (at, kept) in kept.into_iter().rev() {
            let drawn = match kept {
                Some(drawn) => {
                    if drawn.at.get_untracked() != at {
                        drawn.at.set(at);
                    }
                    if drawn.element.next_sibling() != next {
                        insert(sheet, &drawn.element, next.as_ref());
                    }
                    Some(drawn)
                }
                None => self.make(sheet, at, next.as_ref()),
            };
            if let Some(drawn) = drawn {
                next = Some(drawn.element.clone().into());
                self.rows.push(drawn);
            }
        }
        self.rows.reverse();
    }

    fn make(&self, sheet: &HtmlElement, at: RowAt, next: Option<&web_sys::Node>) -> Option<DrawnRow> {
        let node = at.row.node;
        let owner = self.owner.with(Owner::new);
        let (at, view) = owner.with(|| {
            let at = RwSignal::new(at);
            (at, untrack(|| row(self.tree, node, at)))
        });
        let view = untrack(|| OwnedView::new_with_owner(view, owner).build());
        let element: HtmlElement = view.elements().into_iter().next()?.dyn_into().ok()?;
        insert(sheet, &element, next);
        Some(DrawnRow {
            node,
            at,
            element,
            view,
        })
    }
}

fn insert(sheet: &HtmlElement, element: &HtmlElement, next: Option<&web_sys::Node>) {
    // It fails only when `next` is not in the sheet.
    let _ = sheet.insert_before(element, next);
}

fn remove(mut row: DrawnRow) {
    row.view.unmount();
    // Effects of the row may be waiting to run for the same change: what they read must still be there.
    leptos::task::spawn_local(async move { drop(row) });
}
