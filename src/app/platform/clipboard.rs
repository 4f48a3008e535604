//! The clipboard: asked for by a button, or with an event of the browser, which needs no permission.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DataTransfer, Event, window};

const PLAIN: &str = "text/plain";
const HTML: &str = "text/html";

/// Puts a text into the clipboard. Whether it is there: browsers have none on pages without encryption, and may refuse.
pub async fn copy(text: &str) -> bool {
    match call("writeText", &JsValue::from_str(text)) {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// Puts a text into the clipboard, and a table for those who take one. Where only a text can be had, the text alone.
pub async fn copy_table(text: &str, html: &str) -> bool {
    let written = items(text, html).and_then(|items| call("write", &items));
    if let Some(written) = written
        && JsFuture::from(written).await.is_ok()
    {
        return true;
    }
    copy(text).await
}

/// The text in the clipboard. `None` when the browser does not let the page read it.
pub async fn paste() -> Option<String> {
    let read = call("readText", &JsValue::UNDEFINED)?;
    JsFuture::from(read).await.ok()?.as_string()
}

/// Gives an event that asks for it a text and a table.
pub fn give(event: &Event, text: &str, html: &str) -> bool {
    let Some(data) = data_of(event) else { return false };
    data.set_data(PLAIN, text).is_ok() && data.set_data(HTML, html).is_ok()
}

/// The text that an event brings.
pub fn brought(event: &Event) -> Option<String> {
    data_of(event)?.get_data(PLAIN).ok()
}

fn data_of(event: &Event) -> Option<DataTransfer> {
    Reflect::get(event, &JsValue::from_str("clipboardData"))
        .ok()?
        .dyn_into()
        .ok()
}

fn call(method: &str, argument: &JsValue) -> Option<Promise> {
    let clipboard = Reflect::get(&window()?.navigator(), &JsValue::from_str("clipboard")).ok()?;
    let method = Reflect::get(&clipboard, &JsValue::from_str(method)).ok()?;
    let method: Function = method.dyn_into().ok()?;
    method.call1(&clipboard, argument).ok()?.dyn_into().ok()
}

fn items(text: &str, html: &str) -> Option<JsValue> {
    let contents = Object::new();
    for (kind, text) in [(PLAIN, text), (HTML, html)] {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = Array::of1(&JsValue::from_str(text));
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        Reflect::set(&contents, &JsValue::from_str(kind), &blob).ok()?;
    }
    let item: Function = Reflect::get(&window()?.into(), &JsValue::from_str("ClipboardItem"))
        .ok()?
        .dyn_into()
        .ok()?;
    let item = Reflect::construct(&item, &Array::of1(&contents)).ok()?;
    Some(Array::of1(&item).into())
}
