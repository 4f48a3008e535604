//! Several views of one place, of which one is seen.

use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::choice::{Choice, Positions, by_position};
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal, effect};

/// A row of tabs: Tab reaches the chosen one, arrows, Home and End choose another at once.
///
/// The panel, whose id is `panel`, is the owner's: it has `role="tabpanel"` and a label.
#[component]
pub fn Tabs<T>(
    /// What the tabs are: "Scopes".
    #[prop(into)]
    label: Signal<String>,
    /// The tabs, each perhaps with a detail.
    #[prop(into)]
    tabs: Signal<Vec<Choice<T>>>,
    /// The chosen one.
    #[prop(into)]
    value: Signal<T>,
    /// The id of the panel they lead to.
    #[prop(into)]
    panel: String,
    /// Somebody has chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    tabs_by_position(label, by_position(tabs, value, on_change), panel)
}

fn tabs_by_position(label: Signal<String>, positions: Positions, panel: String) -> AnyView {
    let Positions {
        labels,
        chosen,
        on_choose,
    } = positions;
    let node = NodeRef::<html::Div>::new();
    let on_keydown = move |event: KeyboardEvent| {
        let last = labels.with_untracked(Vec::len).saturating_sub(1);
        let now = chosen.get_untracked().unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" if now < last => now + 1,
            "ArrowRight" | "Home" => 0,
            "ArrowLeft" if now > 0 => now - 1,
            "ArrowLeft" | "End" => last,
            _ => return,
        };
        event.prevent_default();
        on_choose.run(next);
        let tab = node
            .get_untracked()
            .and_then(|node| node.children().item(u32::try_from(next).ok()?));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = tab.focus();
        }
    };
    let tabs = following(move || {
        let tab = |(position, (label, detail)): (usize, (String, String))| {
            let is_chosen = move || chosen.get() == Some(position);
            // Without any chosen tab the first one is where Tab arrives.
            let is_stop = move || chosen.get().unwrap_or(0) == position;
            let detail = (!detail.is_empty()).then(|| view! { <span class="tabs__detail">{detail}</span> });
            view! {
                <button
                    type="button"
                    class="tabs__tab"
                    role="tab"
                    tabindex=move || if is_stop() { "0" } else { "-1" }
                    aria-selected=move || if is_chosen() { "true" } else { "false" }
                    aria-controls=panel.clone()
                    on:click=move |_| on_choose.run(position)
                >
                    {label}
                    {detail}
                </button>
            }
        };
        labels.get().into_iter().enumerate().map(tab).collect_view()
    });
    // Where they do not all fit, the chosen one is in sight, whoever chose it.
    effect(move |_: Option<()>| {
        labels.track();
        let (Some(chosen), Some(node)) = (chosen.get(), node.get()) else {
            return;
        };
        let Some(tab) = u32::try_from(chosen).ok().and_then(|at| node.children().item(at)) else {
            return;
        };
        let (seen, tab) = (node.get_bounding_client_rect(), tab.get_bounding_client_rect());
        let beyond = (tab.right() - seen.right()).max(0.0) + (tab.left() - seen.left()).min(0.0);
        node.set_scroll_left(node.scroll_left() + beyond.ceil() as i32);
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=node on:keydown=on_keydown>
            {tabs}
        </div>
    }
    .into_any()
}
