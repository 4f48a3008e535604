//! The clipboard.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

use super::exception::problem;
use crate::format::stored::StorageProblem;

/// Puts `text` on the clipboard. Call it from a click or a key press: browsers ask for that.
///
/// # Errors
/// `Blocked` when the page may not, or when the browser has no clipboard for pages (outside https and localhost).
pub async fn write_text(text: &str) -> Result<(), StorageProblem> {
    let navigator = web_sys::window().ok_or(StorageProblem::Blocked)?.navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .ok()
        .filter(JsValue::is_object)
        .ok_or(StorageProblem::Blocked)?
        .unchecked_into::<web_sys::Clipboard>();
    clipboard
        .write_text(text)
        .await
        .map(drop)
        .map_err(|exception| problem(&exception))
}
