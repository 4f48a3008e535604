//! A drawing as a picture of pixels.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, window};

use super::later::promise;

/// The longest side of a picture, in pixels: what all browsers draw.
pub const LONGEST: f64 = 16_384.0;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// It is longer than browsers draw.
    TooLong,
    /// The browser does not draw it: no memory, or no way to.
    Refused,
}

/// Draws `svg`, which says its own size, as a PNG of at most `scale` times that size. Nothing is asked of anybody: the drawing
/// is in the address of the picture itself.
///
/// # Errors
/// Why there is none.
pub async fn png(svg: &str, scale: f64) -> Result<Blob, NoPicture> {
    let refused = |_exception: JsValue| NoPicture::Refused;
    let image = image(svg).map_err(refused)?;
    let decoded: Promise = call(&image, "decode", &[]).map_err(refused)?.unchecked_into();
    decoded.await.map_err(refused)?;
    let size = |name: &str| Reflect::get(&image, &name.into()).ok().and_then(|size| size.as_f64());
    let (width, height) = (size("naturalWidth"), size("naturalHeight"));
    let (Some(width), Some(height)) = (width, height) else {
        return Err(NoPicture::Refused);
    };
    let longest = width.max(height);
    if longest > LONGEST {
        return Err(NoPicture::TooLong);
    }
    let scale = scale.min(LONGEST / longest).max(1.0);
    let blob = drawn(&image, (width * scale).floor(), (height * scale).floor()).map_err(refused)?;
    let blob = blob.await.map_err(refused)?;
    blob.dyn_into().map_err(refused)
}

fn image(svg: &str) -> Result<JsValue, JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let image = document.create_element("img")?;
    let escaped = js_sys::encode_uri_component(svg);
    image.set_attribute(
        "src",
        &format!("data:image/svg+xml;charset=utf-8,{}", String::from(escaped)),
    )?;
    Ok(image.into())
}

/// A promise of the picture of an image that is there.
fn drawn(image: &JsValue, width: f64, height: f64) -> Result<Promise, JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: JsValue = document.create_element("canvas")?.into();
    Reflect::set(&canvas, &"width".into(), &width.into())?;
    Reflect::set(&canvas, &"height".into(), &height.into())?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    let place = [image.clone(), 0.into(), 0.into(), width.into(), height.into()];
    call(&context, "drawImage", &place)?;
    let (blob, resolve, _) = promise();
    let taken = Closure::once_into_js(move |blob: JsValue| drop(resolve.call1(&JsValue::NULL, &blob)));
    call(&canvas, "toBlob", &[taken, "image/png".into()])?;
    Ok(blob)
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    method.apply(object, &arguments.iter().collect::<js_sys::Array>())
}
