//! The connections and the networks on premises, each a way to its dialog.

use super::model::{ConnectionLine, connection_lines, view_of};
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Glyph, IconButton, Severity, SeverityMark, button_class};
use crate::app::planner::{Access, Planner};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{End, Id, Network};

/// Both lists, each with a button that adds to it.
pub(super) fn view(planner: Planner) -> AnyView {
    let connections = Memo::new(move |_| planner.read(connection_lines));
    let networks = Memo::new(move |_| {
        planner.read(|workspace| {
            let ids = workspace.plan().intent().networks.keys();
            let line = |id: &Id<Network>| {
                let view = view_of(workspace, End::Network(*id));
                (*id, view.name, view.cidrs)
            };
            ids.map(line).collect::<Vec<(Id<Network>, String, String)>>()
        })
    });
    let connection_list = following(move || {
        let lines = connections.get();
        if lines.is_empty() {
            return view! {
                <p class="dim">"None yet. A connection states what must route to what, so that overlap is found where it hurts"</p>
            }
            .into_any();
        }
        let lines = lines.into_iter().map(|line| connection(planner, line)).collect_view();
        view! { <ul class="routes__list">{lines}</ul> }.into_any()
    });
    let network_list = following(move || {
        let lines = networks.get();
        if lines.is_empty() {
            return view! { <p class="dim">"None yet: an office, a data center, a partner"</p> }.into_any();
        }
        let line = |(id, name, cidrs): (Id<Network>, String, String)| {
            view! {
                <li class="routes__line">
                    <button
                        type="button"
                        class=button_class(ButtonKind::Link, ButtonSize::Small)
                        on:click=move |_| planner.ask(Ask::Network(Some(id)))
                    >
                        {name}
                    </button>
                    <span class="mono dim">{cidrs}</span>
                </li>
            }
        };
        view! { <ul class="routes__list">{lines.into_iter().map(line).collect_view()}</ul> }.into_any()
    });
    view! {
        <div class="routes__side">
            {heading("Connections", planner, Ask::Connection(None), "Add a connection")}
            {connection_list}
            {heading("Networks on premises", planner, Ask::Network(None), "Add a network on premises")}
            {network_list}
        </div>
    }
    .into_any()
}

fn heading(title: &'static str, planner: Planner, ask: Ask, add: &'static str) -> AnyView {
    let may_edit = Signal::derive(move || planner.access.get() == Access::Edit);
    view! {
        <div class="routes__head">
            <h2 class="inspector__heading">{title}</h2>
            <Show when=move || may_edit.get()>
                <IconButton
                    label=add
                    icon=Glyph::Plus
                    size=ButtonSize::Small
                    on_press=Callback::new(move |()| planner.ask(ask))
                />
            </Show>
        </div>
    }
    .into_any()
}

fn connection(planner: Planner, line: ConnectionLine) -> AnyView {
    let ConnectionLine {
        id,
        name,
        kind,
        ends,
        is_broken,
    } = line;
    let broken = is_broken.then(|| {
        view! {
            <SeverityMark severity=Severity::Error />
            <span class="visually-hidden">"overlap, "</span>
        }
    });
    view! {
        <li class="routes__line">
            <Button
                label=name
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.ask(Ask::Connection(Some(id))))
            />
            <span class="dim">{broken} {kind} {format!(" · {ends}")}</span>
        </li>
    }
    .into_any()
}
