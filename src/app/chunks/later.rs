//! A place on the screen for something that is not there yet.

use crate::app::markup::*;

use super::chunk::{Chunk, State};
use crate::app::parts::{Button, Glyph, Icon};
use crate::app::platform::boot;
use crate::app::words;

/// Shows what `view` makes of the chunk's table as soon as it is there; until then nothing but, when it takes long, a
/// word (`style/boot.css`). A chunk that does not come is said in its place, with a way to try again.
pub(in crate::app) fn later<T: Copy + Send + Sync + 'static>(
    chunk: Chunk<T>,
    view: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    chunk.ask();
    let shown = move || match chunk.state() {
        // What the view reads is its own affair: only the chunk draws it anew.
        State::Here(table) => untrack(|| view(table)),
        State::Failed => missing(move || chunk.ask()),
        State::Unasked | State::Coming => waiting(),
    };
    shown.into_any()
}

fn waiting() -> AnyView {
    view! { <p class="later" role="status">"Loading…"</p> }.into_any()
}

fn missing(again: impl Fn() + Send + Sync + 'static) -> AnyView {
    // It may be the first screen that is missing.
    boot::finish_after_this();
    view! {
        <div class="later later--failed" role="alert">
            <Icon glyph=Glyph::Warning />
            <p>{words::NOT_LOADED}</p>
            <Button label="Try again" on_press=again />
        </div>
    }
    .into_any()
}
