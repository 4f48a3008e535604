//! Moving through a list while the focus stays in the field above it.

use wasm_bindgen::JsCast;

/// Where an arrow leads in a list of `count` lines: on, and from the last line to the first.
pub(super) fn next_line(key: &str, active: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, active) {
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(place)) => (place < last).then(|| place + 1).or(Some(0)),
        ("ArrowUp", None) => Some(last),
        ("ArrowUp", Some(place)) => place.checked_sub(1).or(Some(last)),
        (_, active) => active,
    }
}

/// Scrolls the list, never the page, so far that the line is seen.
pub(super) fn scroll_into_list(line: &web_sys::Element) {
    let (Some(line), Some(list)) = (line.dyn_ref::<web_sys::HtmlElement>(), line.parent_element()) else {
        return;
    };
    let (top, bottom) = (line.offset_top(), line.offset_top() + line.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::next_line;

    #[test]
    fn arrows_go_round() {
        for (key, active, count, expected) in [
            ("ArrowDown", None, 3, Some(0)),
            ("ArrowDown", Some(0), 3, Some(1)),
            ("ArrowDown", Some(2), 3, Some(0)),
            ("ArrowUp", None, 3, Some(2)),
            ("ArrowUp", Some(0), 3, Some(2)),
            ("ArrowUp", Some(2), 3, Some(1)),
            ("ArrowDown", None, 0, None),
            ("ArrowUp", Some(4), 0, None),
        ] {
            assert_eq!(
                next_line(key, active, count),
                expected,
                "{key} from {active:?} of {count}"
            );
        }
    }
}
