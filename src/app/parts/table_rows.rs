//! The rows of a table that are drawn: all of few, and of many those in sight.

use std::ops::Range;

use leptos::html;

use super::length::length;
use super::window::{RowWindow, row_height, use_scroll_view};
use crate::app::markup::*;
use crate::app::reactive::{Memo, Signal};

/// How many rows are drawn beyond those seen.
const OVERSCAN: usize = 10;

/// Which rows of a table are drawn, and what stands for the others.
#[derive(Clone, Copy)]
pub struct TableRows {
    /// Which rows are drawn.
    pub range: Memo<Range<usize>>,
    height: Memo<f64>,
}

impl TableRows {
    /// Follows which of `rows` are in sight of the element that scrolls them. Up to `drawn` are drawn whether seen or not.
    pub fn of(node: NodeRef<html::Div>, rows: Signal<usize>, drawn: usize) -> Self {
        let scroll = use_scroll_view(node);
        let height = Memo::new(move |_| node.get().map_or(30.0, |node| row_height(&node)));
        let range = Memo::new(move |_| {
            let rows = rows.get();
            if rows <= drawn {
                return 0..rows;
            }
            let window = RowWindow {
                rows,
                row_height: height.get(),
                top: scroll.top.get(),
                height: scroll.height.get(),
                overscan: OVERSCAN,
            };
            window.range()
        });
        Self { range, height }
    }

    /// A row as high as so many that are not drawn; nothing for none.
    pub fn room(self, rows: usize) -> AnyView {
        let high = length(self.height.get_untracked() * rows as f64, "px");
        let room = (rows > 0).then(|| view! { <tr aria-hidden="true" style:height=high></tr> });
        room.into_any()
    }
}
