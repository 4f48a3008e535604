//! Which blocks overlap which.

use super::words::title;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Dialog, DialogSize, button_class};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::plan::index::{ClusterKey, Placed};
use crate::plan::{Id, Node, Scope};
use crate::rules::overlapping_pairs;
use crate::workspace::Workspace;

/// How many pairs are looked for at a time: there may be billions.
const STEP: usize = 50;

/// A block of a pair.
#[derive(Clone, PartialEq, Eq)]
struct Named {
    cidr: String,
    name: String,
    node: Option<Node>,
}

/// The first pairs, and whether there are more.
#[derive(Clone, PartialEq, Eq)]
struct Found {
    pairs: Vec<(Named, Named)>,
    more: bool,
}

impl Found {
    fn first(workspace: &Workspace, scope: Id<Scope>, key: ClusterKey, count: usize) -> Self {
        let named = |placed: Placed| {
            let node = workspace.outline().node_of(placed);
            Named {
                cidr: placed.cidr.to_string(),
                name: node.map(|node| title(workspace, node)).unwrap_or_default(),
                node,
            }
        };
        let mut all = overlapping_pairs(workspace.facts(), scope, key);
        let pairs = all.by_ref().take(count);
        let pairs: Vec<_> = pairs.map(|(one, other)| (named(one), named(other))).collect();
        Self {
            pairs,
            more: all.next().is_some(),
        }
    }

    fn sentence(&self) -> String {
        match (self.pairs.len(), self.more) {
            (0, _) => "They do not overlap any more".to_owned(),
            (count, true) => format!("The first {}", counted(count as u64, "pair", "pairs")),
            (count, false) => counted(count as u64, "pair", "pairs"),
        }
    }
}

/// The first pairs of a finding of overlap, each block a way to its row, and a button for more of them.
#[component]
pub(super) fn Pairs(
    /// The scope that the blocks are in.
    scope: Id<Scope>,
    /// Which blocks.
    key: ClusterKey,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let wanted = RwSignal::new(STEP);
    let found = Memo::new(move |_| planner.read(|workspace| Found::first(workspace, scope, key, wanted.get())));
    let go = Callback::new(move |node: Node| {
        open.set(false);
        planner.reveal(node);
        planner.inspecting.set(true);
        request_animation_frame(move || planner.focus_tree());
    });
    let rows = move || {
        let row = |(one, other): &(Named, Named)| {
            view! {
                <tr>
                    <td>{block(one, go)}</td>
                    <td>{block(other, go)}</td>
                </tr>
            }
        };
        found.with(|found| found.pairs.iter().map(row).collect_view())
    };
    let more = move || {
        let show_more = Callback::new(move |()| wanted.update(|wanted| *wanted += STEP));
        let are_more = found.with(|found| found.more);
        are_more.then(|| view! { <Button label="Show more pairs" on_press=show_more /> })
    };
    view! {
        <Dialog open=open title="Overlapping pairs" size=DialogSize::Wide>
            <div class="stack">
                <p role="status">{move || found.with(Found::sentence)}</p>
                <table class="pairs">
                    <thead>
                        <tr>
                            <th scope="col">"Block"</th>
                            <th scope="col">"Overlaps"</th>
                        </tr>
                    </thead>
                    <tbody>{following(rows)}</tbody>
                </table>
                {following(more)}
            </div>
        </Dialog>
    }
    .into_any()
}

fn block(block: &Named, go: Callback<Node>) -> AnyView {
    let name = block.name.clone();
    let name = match block.node {
        Some(node) => view! {
            <button
                type="button"
                class=button_class(ButtonKind::Link, ButtonSize::Usual)
                on:click=move |_| go.run(node)
            >
                {name}
            </button>
        }
        .into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! { <span class="mono nowrap">{block.cidr.clone()}</span> " " {name} }.into_any()
}
