//! Style sheets that a first visit does not wait for.
//!
//! Their links stand in `index.html` with the attribute `disabled`: a browser fetches such a sheet only when it is switched on. Their
//! class says which chunk they come with.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::later::{Later, promise, within};
use super::listen::Listener;

/// How long a sheet may take. What needs it works without it, only less well to look at.
const PATIENCE_IN_MILLISECONDS: u64 = 10_000;

/// A sheet on its way, with what listens for it.
struct Coming {
    link: Element,
    arrived: JsValue,
    _heard: [Listener; 2],
}

/// Switches on the sheets of a chunk that are still switched off, and waits for them. Whether all came; the ones that did not are
/// switched off again, so that asking again tries again.
pub fn switch_on(chunk: &str) -> Later<'static, bool> {
    // The fetching begins now, not when somebody waits.
    let coming: Vec<Coming> = switched_off(chunk).into_iter().map(fetch).collect();
    Box::pin(async move {
        let all: Array = coming.iter().map(|sheet| &sheet.arrived).collect();
        let came = within(PATIENCE_IN_MILLISECONDS, js_sys::Promise::all(&all))
            .await
            .is_ok();
        if !came {
            for Coming { link, .. } in &coming {
                // The one thing it can refuse is a name that is none.
                let _ = link.set_attribute("disabled", "");
            }
        }
        came
    })
}

fn switched_off(chunk: &str) -> Vec<Element> {
    let links = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector_all(&format!("link.{chunk}[disabled]")).ok());
    let Some(links) = links else { return Vec::new() };
    let at = |place| links.item(place).and_then(|link| link.dyn_into().ok());
    (0..links.length()).filter_map(at).collect()
}

fn fetch(link: Element) -> Coming {
    let (arrived, resolve, reject) = promise();
    let heard = [
        Listener::new(&link, "load", move |_| drop(resolve.call0(&JsValue::NULL))),
        Listener::new(&link, "error", move |_| drop(reject.call0(&JsValue::NULL))),
    ];
    // As above.
    let _ = link.remove_attribute("disabled");
    Coming {
        link,
        arrived: arrived.into(),
        _heard: heard,
    }
}
