//! The screen of an open plan: header, figures, tree, map, findings or steps, inspector.

use super::chunks::{later, use_chunks};
use super::header::Header;
use super::inspector::{self, InspectorResizer};
use super::keymap::listen_for_keys;
use super::markup::*;
use super::planner::{Access, Panel, Planner};
use super::platform::boot;
use super::platform::later::{breathe, spawn};
use super::reactive::{Memo, RwSignal, effect};
use super::session::use_session;
use super::status::StatusStrip;
use super::tree::Tree;

/// Opens the plan and shows it.
pub(super) fn screen(access: Access) -> AnyView {
    let Some(ready) = use_session().ready() else {
        return ().into_any();
    };
    let (tools, views) = (use_chunks().tools, use_chunks().views);
    let planner = Planner::open(ready.workspace(), access);
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
    let listening = Memo::new(move |_| views.is_here());
    effect(move |_| {
        if listening.get()
            && let Some(table) = views.table_untracked()
        {
            (table.rows.listen)(planner);
        }
    });
    // The tree first, and beside it one thing after the other: together they would keep whoever opens the plan waiting.
    let stage = RwSignal::new(0);
    spawn(async move {
        for next in [1, 2] {
            breathe().await;
            stage.set(next);
        }
    });
    let has_panel = Memo::new(move |_| stage.get() > 0);
    let has_inspector = Memo::new(move |_| stage.get() > 1);
    let asked = Memo::new(move |_| planner.asking.with(Option::is_some));
    view! {
        <div class="app" data-inspector=inspector data-map=map>
            <Header />
            <StatusStrip />
            <main class="main">
                <section class="main__tree" aria-label="Pools and allocations">
                    {move || views.table().map(|table| (table.legend)())}
                    <Tree />
                </section>
                <section class="main__map" aria-label="Address map, findings and steps">
                    {move || has_panel.get().then(|| later(tools, |table| (table.panel)()))}
                </section>
                <div class="main__divider">
                    <InspectorResizer />
                </div>
                <aside class="main__inspector" id=inspector::PANEL aria-label="Inspector">
                    {move || has_inspector.get().then(|| later(tools, |table| (table.inspector)()))}
                </aside>
            </main>
            {move || views.table().map(|table| (table.tour)())}
        </div>
        {move || asked.get().then(|| later(tools, |table| (table.plan_dialogs)()))}
    }
    .into_any()
}
