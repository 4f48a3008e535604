//! The tree of scopes, pools and allocations, as a treegrid.
//!
//! It shows the rows of the plan's outline and the cells that `model` makes of them, and knows how one moves among rows by
//! keyboard and by pointer. It must not know how anything in a cell is worked out, nor what an action does.
//!
//! However large the plan, only the rows in sight and a few around them are in the page, and the one that has the focus.

#![allow(
    unreachable_pub,
    reason = "#[component] keeps the written function under a name of its own, with the same visibility"
)]

mod cells;
mod columns;
mod drawn;
mod header;
mod keys;
mod layout;
mod menu;
mod model;
mod name_editor;
mod row;
mod row_actions;
mod rows;
mod scroll_track;
mod several;
mod state;
mod toolbar;

mod grid;
mod typeahead;
mod view_port;

pub use grid::Tree;
