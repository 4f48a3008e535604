//! The end of the start: the app takes the place of the static page that stands while it is loading.

use web_sys::Document;

use super::later::spawn;

/// Called while a screen is built, which is in the document when what is going on now is over: then the static page goes,
/// and whatever waits for the page from outside (tests) may go on. Calls after the first do nothing.
pub fn finish_after_this() {
    spawn(async { finish() });
}

fn finish() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    remove_static_page(&document);
    if let Some(root) = document.document_element() {
        // `boot.js` writes `failed` in the same place. Without it the page works as well.
        let _ = root.set_attribute("data-app", "ready");
    }
}

pub(super) fn remove_static_page(document: &Document) {
    if let Some(page) = document.get_element_by_id("boot") {
        page.remove();
    }
}
