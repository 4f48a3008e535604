//! A part of a panel that can be folded away.

use super::icon::{Glyph, Icon};
use crate::app::markup::*;
use crate::app::reactive::Signal;

/// Whether a part is unfolded at first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unfolded {
    /// It is.
    #[default]
    AtFirst,
    /// Somebody must unfold it.
    OnDemand,
}

/// A native `<details>`: its title unfolds it, by pointer, Enter or Space, and the browser's search finds what is folded
/// away.
#[component]
pub fn Disclosure(
    /// What is inside.
    #[prop(into)]
    title: Signal<String>,
    /// A word or number beside the title, set back.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Whether it is unfolded at first.
    #[prop(optional)]
    unfolded: Unfolded,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=unfolded == Unfolded::AtFirst>
            <summary class="disclosure__title">
                <Icon glyph=Glyph::ChevronRight />
                {title}
                <span class="disclosure__detail">{move || detail.get()}</span>
            </summary>
            <div class="disclosure__body">{children()}</div>
        </details>
    }
    .into_any()
}
