//! Ids of elements that refer to each other: a label and its input, a button and its menu.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has: `stem-1`, `stem-2` and so on.
pub fn unique_id(stem: &str) -> String {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    format!("{stem}-{number}")
}
