//! What things are kept under in the database.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use crate::app::platform::exception::problem;
use crate::format::stored::StorageProblem;

/// Of a revision of a plan.
pub(super) fn revision_key(id: &str, revision: u64) -> JsValue {
    pair(id, &JsValue::from_f64(revision as f64))
}

/// Two keys as one.
pub(super) fn pair(first: &str, second: &JsValue) -> JsValue {
    Array::of2(&JsValue::from_str(first), second).into()
}

/// Every key that is a pair beginning with `first`: arrays order after everything else that a key can be.
pub(super) fn range(first: &str) -> Result<JsValue, StorageProblem> {
    let (lower, upper) = (Array::of1(&JsValue::from_str(first)), pair(first, &Array::new()));
    IdbKeyRange::bound(&lower, &upper)
        .map(JsValue::from)
        .map_err(|exception| problem(&exception))
}
