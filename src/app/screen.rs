//! The screen of an open plan: header, figures, tree, map or findings, inspector.

use super::dialogs::PlanDialogs;
use super::header::Header;
use super::inspector::{Inspector, InspectorResizer};
use super::keymap::listen_for_keys;
use super::markup::*;
use super::panel::BottomPanel;
use super::planner::{Panel, Planner};
use super::platform::boot;
use super::session::{Opened, use_session};
use super::status::StatusStrip;
use super::tree::Tree;

/// Opens the plan and shows it.
#[component]
pub(super) fn PlanScreen(
    /// The plan.
    opened: Opened,
) -> impl IntoView {
    let planner = Planner::open(opened.plan.as_ref().clone(), opened.access);
    provide_context(planner);
    use_session().attach(planner);
    listen_for_keys(planner, use_session());
    boot::finish_after_this();
    let inspector = move || if planner.inspecting.get() { "open" } else { "closed" };
    let map = move || {
        if planner.panel.get() == Panel::Hidden {
            "hidden"
        } else {
            "shown"
        }
    };
    view! {
        <div class="app" data-inspector=inspector data-map=map>
            <Header />
            <StatusStrip />
            <main class="main">
                <section class="main__tree" aria-label="Pools and allocations">
                    <Tree />
                </section>
                <section class="main__map" aria-label="Address map and findings">
                    <BottomPanel />
                </section>
                <div class="main__divider">
                    <InspectorResizer />
                </div>
                <aside class="main__inspector" aria-label="Inspector">
                    <Inspector />
                </aside>
            </main>
        </div>
        <PlanDialogs />
    }
}
