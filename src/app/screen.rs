//! The screen of an open plan: header, figures, tree, map or findings, inspector.

use leptos::prelude::*;

use super::planner::Planner;
use super::session::Opened;
use super::tree::Tree;

/// Opens the plan and shows it.
#[component]
pub(super) fn PlanScreen(
    /// The plan.
    opened: Opened,
) -> impl IntoView {
    let planner = Planner::open(opened.plan.as_ref().clone());
    provide_context(planner);
    view! {
        <div class="app">
            <header class="bar"></header>
            <div class="status"></div>
            <main class="main">
                <section class="main__tree" aria-label="Pools"><Tree /></section>
                <section class="main__map"></section>
                <div class="main__divider"></div>
                <aside class="main__inspector" aria-label="Inspector"></aside>
            </main>
        </div>
    }
}
