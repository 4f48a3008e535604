//! A place where nothing is yet.

use super::icon::{Glyph, Icon};
use crate::app::markup::*;
use crate::app::reactive::Signal;

/// What stands in a place that is empty: what belongs there, and the first step. The icon is for the eye only.
#[component]
pub fn EmptyState(
    /// What the place is for.
    icon: Glyph,
    /// What is missing.
    #[prop(into)]
    title: Signal<String>,
    /// What to do about it.
    #[prop(optional, into)]
    sentence: Signal<Option<String>>,
    /// The buttons of the first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph=icon />
            <p class="empty__title">{title}</p>
            <Show when=move || sentence.with(Option::is_some)>
                <p class="empty__sentence">{move || sentence.get()}</p>
            </Show>
            {children.map(|children| view! { <div class="cluster empty__actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
