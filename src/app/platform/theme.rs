//! Light or dark.

use serde::{Deserialize, Serialize};

use super::listen::Listener;

/// Which theme the user has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Sets `data-theme` on the root element to `light` or `dark`; for [`Theme::System`] takes it away, so that the style
/// sheet follows the system.
pub fn apply(theme: Theme) {
    let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    else {
        return;
    };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// How the system is set.
pub fn system() -> Shade {
    match dark_query().is_some_and(|query| query.matches()) {
        true => Shade::Dark,
        false => Shade::Light,
    }
}

/// Calls `changed` whenever the system's setting changes, until the listener is dropped.
pub fn watch_system(changed: impl Fn(Shade) + 'static) -> Option<Listener> {
    Some(Listener::new(&dark_query()?.into(), "change", move |_| {
        changed(system())
    }))
}

fn dark_query() -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()?
}
