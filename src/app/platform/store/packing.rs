//! Making a text smaller with the browser's own compression.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReader, Response};

#[wasm_bindgen]
extern "C" {
    // Not among the stable interfaces of web-sys.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    #[wasm_bindgen(extends = web_sys::ReadableStream)]
    type Stream;
    #[wasm_bindgen(method, catch, js_name = pipeThrough)]
    fn pipe_through(this: &Stream, through: &JsValue) -> Result<web_sys::ReadableStream, JsValue>;
}

const FORMAT: &str = "deflate-raw";

/// The text as raw deflate in Base64. `None` where the browser cannot.
pub(super) async fn pack(text: &str) -> Option<String> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))).ok()?;
    let packed = through(&blob, CompressionStream::new(FORMAT).ok()?.into())?
        .blob()
        .ok()?
        .await
        .ok()?;
    let reader = FileReader::new().ok()?;
    let read = Promise::new(&mut |resolve, reject| {
        reader.set_onload(Some(&resolve));
        reader.set_onerror(Some(&reject));
    });
    // The browser's own Base64, without the bytes passing through this module.
    reader.read_as_data_url(packed.unchecked_ref()).ok()?;
    read.await.ok()?;
    let url = reader.result().ok()?.as_string()?;
    url.split_once(',').map(|(_, base64)| base64.to_owned())
}

/// The text that was packed. `None` when `packed` is damaged, or where the browser cannot.
pub(super) async fn unpack(packed: &str) -> Option<String> {
    // One character per byte.
    let bytes: Vec<u8> = web_sys::window()?
        .atob(packed)
        .ok()?
        .chars()
        .map(|byte| byte as u8)
        .collect();
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes.as_slice()))).ok()?;
    let buffer = through(&blob, DecompressionStream::new(FORMAT).ok()?.into())?
        .array_buffer()
        .ok()?
        .await
        .ok()?;
    String::from_utf8(Uint8Array::new(&buffer).to_vec()).ok()
}

fn through(blob: &Blob, transform: JsValue) -> Option<Response> {
    let stream = blob.stream().unchecked_into::<Stream>().pipe_through(&transform).ok()?;
    Response::new_with_opt_readable_stream(Some(&stream)).ok()
}
