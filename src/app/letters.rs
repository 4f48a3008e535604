//! Comparing words whatever their case.
//!
//! The browser has the tables for letters beyond ASCII already; those of the standard library would be downloaded.

/// The text in lower case.
pub(in crate::app) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        lower_by_table(text)
    }
}

#[cfg(target_family = "wasm")]
fn lower_by_table(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_family = "wasm"))]
fn lower_by_table(text: &str) -> String {
    text.to_lowercase()
}
