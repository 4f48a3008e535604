//! Texts into the clipboard and into files, with a word on what came of it.

use super::parts::{Announcer, Notice, use_announcer};
use super::platform::later::spawn;
use super::platform::{clipboard, download};
use super::reactive::Callback;

/// What puts a text into the clipboard and says so.
pub(super) fn copier(text: impl Fn() -> String + Send + Sync + 'static, done: &'static str) -> Callback<()> {
    let announcer = use_announcer();
    Callback::new(move |()| copy(announcer, text(), done))
}

fn copy(announcer: Announcer, text: String, done: &'static str) {
    spawn(async move {
        announcer.show(match clipboard::copy(&text).await {
            true => Notice::done(done),
            false => Notice::error("The browser does not let the page copy: select the text and copy it"),
        });
    });
}

/// Offers a text as a file and says so.
pub(super) fn save(announcer: Announcer, name: &str, kind: &str, text: &str) {
    announcer.show(match download::save_text(name, kind, text) {
        Ok(()) => Notice::done(format!("Downloaded {name}")),
        Err(_) => Notice::error("The browser does not let the page save a file: copy the text instead"),
    });
}
