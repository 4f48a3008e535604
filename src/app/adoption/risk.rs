//! The pools that could hand out addresses of what runs.

use std::sync::Arc;

use super::model::named;
use super::table::{Column, clipped, table};
use super::work::{State, worked};
use super::{Page, once};
use crate::address::{AddressCount, Cidr};
use crate::adoption::{Danger, dangers};
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Button, ButtonKind, ButtonSize, EmptyState, Glyph, source_link};
use crate::app::reactive::{Callback, Signal};
use crate::plan::Node;

/// What AWS says of auto-import.
pub(super) const PAGE: &str = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyIpamPool.html";

/// The columns.
const COLUMNS: &[Column] = &[
    ("Pool", "adoption__name"),
    ("VPC CIDRs", "number"),
    ("Addresses", "number"),
    ("Could hand out", "mono"),
    ("Which use", "adoption__how"),
    ("Auto-import", "adoption__acts"),
];

/// The pools, with what each could hand out and who uses that.
pub(super) fn view(state: State) -> AnyView {
    let found = worked(state, Signal::stored(()), |workspace, network, ()| {
        dangers(workspace.plan(), workspace.index(), &network.live)
    });
    once(
        found,
        "Looking at what pools could hand out…",
        move |found: Arc<Vec<Danger>>| {
            if found.is_empty() {
                return view! {
                <EmptyState
                    icon=Glyph::Check
                    title="No pool could hand out addresses of what runs"
                    sentence=Some("Each CIDR that runs is managed, kept by a reservation, or outside every pool".to_owned())
                />
            }
            .into_any();
            }
            let pools = counted(found.len() as u64, "pool", "pools");
            let count = Signal::stored(found.len());
            let cells = move |place: usize| found.get(place).map(|danger| cells(state, danger));
            view! {
            <div class="adoption__words">
                <p>
                    <b>{pools}" could hand out addresses that a VPC uses."</b>
                    " That IPAM has discovered a VPC does not keep its addresses from being handed out: what is discovered is \
                     not allocated. AWS imports a CIDR only while it is “not already allocated to other resources”, so a single \
                     allocation in the range of a running VPC stops its import for good. "
                    {source_link(PAGE, "AWS: ModifyIpamPool")}
                </p>
            </div>
            <div class="adoption__fill">{table("Pools at risk", COLUMNS, count, Arc::new(cells))}</div>
        }
        .into_any()
        },
    )
}

fn cells(state: State, danger: &Danger) -> Vec<AnyView> {
    let (planner, pool) = (state.planner, danger.pool);
    let (name, users) = planner.peek(|workspace| (title(workspace, Node::Pool(pool)), named(workspace, &danger.cidrs)));
    let said = format!("Simulate {name}");
    let show = Callback::new(move |()| {
        planner.reveal(Node::Pool(pool));
        planner.focus_tree();
    });
    let simulate = Callback::new(move |()| {
        planner.reveal(Node::Pool(pool));
        state.page.set(Page::Pool);
    });
    let exposed: AddressCount = danger.exposed.iter().map(|cidr| cidr.size()).sum();
    vec![
        view! { <Button label=name kind=ButtonKind::Link size=ButtonSize::Small on_press=show /> }.into_any(),
        thousands(danger.cidrs.len() as u64).into_any(),
        exposed.compact().to_string().into_any(),
        blocks(&danger.exposed).into_any(),
        clipped(users),
        view! {
            <button type="button" class="button button--link button--small" aria-label=said on:click=move |_| simulate.run(())>
                "Simulate"
            </button>
        }
        .into_any(),
    ]
}

/// The first block, and how many more there are.
pub(super) fn blocks(cidrs: &[Cidr]) -> String {
    let first = cidrs.first().map(Cidr::to_string).unwrap_or_default();
    match cidrs.len() {
        0 | 1 => first,
        count => format!("{first} and {} more", thousands(count as u64 - 1)),
    }
}
