//! Saving a text as a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::exception::problem;
use super::later::{pause, spawn};
use crate::format::stored::StorageProblem;

/// How long the browser may take to begin reading, in milliseconds. Browsers do not tell.
const REVOKE_AFTER: u64 = 60_000;

/// Offers `text` as a file called `name`, of the media type `kind` (such as `application/json`).
///
/// # Errors
/// The browser refuses: no memory for the text, or a sandboxed page.
pub fn save_text(name: &str, kind: &str, text: &str) -> Result<(), StorageProblem> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)
        .map_err(|exception| problem(&exception))?;
    save_blob(name, &blob)
}

/// Offers `blob` as a file called `name`.
///
/// # Errors
/// As [`save_text`].
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), StorageProblem> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(StorageProblem::Blocked)?;
    let url = Url::create_object_url_with_blob(blob).map_err(|exception| problem(&exception))?;
    let link = document
        .create_element("a")
        .map_err(|exception| problem(&exception))?
        .unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn(async move {
        pause(REVOKE_AFTER).await;
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
