//! The last words after a panic: a screen outside Leptos, made of plain elements, that still offers the plan.
//!
//! Its classes are `crash`, `crash-heading`, `crash-explanation`, `crash-download`, `crash-reload` and `crash-details`.

use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Document, Element, HtmlElement, Url};

use super::boot;

/// What the crash screen says. The app chooses the words.
#[derive(Clone, Debug)]
pub struct LastWords {
    /// The heading.
    pub heading: &'static str,
    /// What happened and what can be done.
    pub explanation: &'static str,
    /// On the link that downloads the plan.
    pub download: &'static str,
    /// On the button that loads the page again.
    pub reload: &'static str,
    /// The name of the downloaded file.
    pub file_name: &'static str,
}

type PlanText = Box<dyn Fn() -> Option<String>>;

thread_local! {
    static PLAN: RefCell<Option<PlanText>> = const { RefCell::new(None) };
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Sets what gives the plan's text when the crash screen is shown. It must not touch what a panic may have left half
/// changed: let it return a text, or a shared value, that was complete before.
pub fn keep_plan(text: impl Fn() -> Option<String> + 'static) {
    PLAN.with(|plan| plan.replace(Some(Box::new(text))));
}

/// From now on a panic is written to the console and shows the crash screen.
pub fn install(words: LastWords) {
    std::panic::set_hook(Box::new(move |info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        // A panic while the screen is built must not build another.
        if !SHOWN.with(|shown| shown.replace(true)) {
            let _ = show(&words, info);
        }
    }));
}

fn show(words: &LastWords, info: &PanicHookInfo<'_>) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    let screen = element(&document, "div", "crash", "")?;
    screen.set_attribute("role", "alertdialog")?;
    screen.set_attribute("aria-labelledby", "crash-heading")?;
    let heading = element(&document, "h1", "crash-heading", words.heading)?;
    heading.set_id("crash-heading");
    let explanation = element(&document, "p", "crash-explanation", words.explanation)?;
    let download = element(&document, "a", "crash-download", words.download)?;
    let reload = element(&document, "button", "crash-reload", words.reload)?;
    reload.set_attribute("type", "button")?;
    // The browser's own function, and not one of this module, which has just died.
    let location = window.location();
    let again = Reflect::get(&location, &JsValue::from_str("reload"))?.unchecked_into::<Function>();
    reload.add_event_listener_with_callback("click", &again.bind0(&location))?;
    let details = element(&document, "pre", "crash-details", &info.to_string())?;
    boot::remove_static_page(&document);
    // The page behind it is dead: out of sight, out of the tab order and out of the accessibility tree.
    let dead = body.children();
    for element in (0..dead.length()).filter_map(|index| dead.item(index)) {
        element.set_attribute("hidden", "")?;
        element.set_attribute("inert", "")?;
    }
    for part in [&heading, &explanation, &reload, &details] {
        screen.append_child(part)?;
    }
    body.append_child(&screen)?;
    reload.unchecked_ref::<HtmlElement>().focus()?;
    // Last, for should it panic too, everything else is on screen.
    if let Some(text) = PLAN.with(|plan| plan.try_borrow().ok()?.as_ref()?()) {
        let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(&text)))?;
        download.set_attribute("href", &Url::create_object_url_with_blob(&blob)?)?;
        download.set_attribute("download", words.file_name)?;
        screen.insert_before(&download, Some(&reload))?;
        download.unchecked_ref::<HtmlElement>().focus()?;
    }
    Ok(())
}

fn element(document: &Document, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let element = document.create_element(tag)?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Ok(element)
}
