//! The worked examples.

use crate::app::markup::*;
use crate::app::parts::{Glyph, Icon};
use crate::app::session::use_session;
use crate::examples::{EXAMPLES, Example};

/// A card for each example. One opens as a new plan of one's own.
#[component]
pub(super) fn Examples() -> impl IntoView {
    let session = use_session();
    let card = move |example: &'static Example| {
        view! {
            <li>
                <button type="button" class="example" on:click=move |_| session.open_new((example.plan)())>
                    <span class="example__title">{example.title}</span>
                    <span class="dim">{example.sentence}</span>
                    <Icon glyph=Glyph::ChevronRight />
                </button>
            </li>
        }
    };
    view! { <ul class="examples">{EXAMPLES.iter().map(card).collect_view()}</ul> }.into_any()
}
