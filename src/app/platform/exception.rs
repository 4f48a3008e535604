//! What a browser throws, as a value.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::format::stored::StorageProblem;

/// The problem behind an exception.
pub fn problem(exception: &JsValue) -> StorageProblem {
    let field = |name: &str| Reflect::get(exception, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let name = field("name").as_string().unwrap_or_default();
    let message = field("message")
        .as_string()
        .unwrap_or_else(|| exception.as_string().unwrap_or_default());
    // Codes end at 25 (and Firefox's 1014); anything else is not a code.
    let code = field("code")
        .as_f64()
        .filter(|code| (0.0..=65_535.0).contains(code))
        .map_or(0, |code| code as u16);
    StorageProblem::from_exception(&name, code, &message)
}

/// A problem that has a name but no exception.
pub fn named(name: &str, message: &str) -> StorageProblem {
    StorageProblem::Other {
        name: name.to_owned(),
        message: message.to_owned(),
    }
}
