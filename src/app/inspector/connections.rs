//! The connections that a VPC is in.

use super::row::Held;
use crate::app::ask::Ask;
use crate::app::connections::model::{connection_title, kind_word};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize};
use crate::app::planner::Panel;
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Connection, End, Id, Vpc};

/// A way to each, a button for another, and one to the matrix.
pub(super) fn view(held: Held<Vpc>) -> AnyView {
    let Held { planner, id, .. } = held;
    let end = End::Vpc(id);
    let lines = Memo::new(move |_| {
        planner.read(|workspace| {
            let mut ids = workspace.index().connections(end);
            crate::ordered::sort(&mut ids);
            let line = |id: Id<Connection>| {
                let row = workspace.plan().intent().connections.get(&id)?;
                Some((id, connection_title(row), kind_word(row.kind)))
            };
            ids.into_iter().filter_map(line).collect::<Vec<_>>()
        })
    });
    let list = following(move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="dim">"None stated"</p> }.into_any();
        }
        let line = |(id, name, kind): (Id<Connection>, String, &'static str)| {
            view! {
                <li class="routes__line">
                    <Button
                        label=name
                        kind=ButtonKind::Link
                        size=ButtonSize::Small
                        on_press=Callback::new(move |()| planner.ask(Ask::Connection(Some(id))))
                    />
                    <span class="dim">{kind}</span>
                </li>
            }
        };
        view! { <ul class="routes__list">{lines.into_iter().map(line).collect_view()}</ul> }.into_any()
    });
    view! {
        {list}
        <div class="cluster">
            <Button
                label="Connect…"
                size=ButtonSize::Small
                refusal=planner.refusal()
                on_press=Callback::new(move |()| planner.ask(Ask::Connect(end, None)))
            />
            <Button
                label="What can be connected"
                kind=ButtonKind::Link
                size=ButtonSize::Small
                on_press=Callback::new(move |()| planner.panel.set(Panel::Connections))
            />
        </div>
    }
    .into_any()
}
