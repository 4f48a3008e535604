//! Adopting a network that already runs: how it stands to the pools, what they would do to it, a tree of pools around it, and the two
//! safe orders to bring both together.
//!
//! What is true is the domain's ([`crate::adoption`]); here are the words and tables around it. It is worked out only while it is
//! seen, piece by piece, each in a task of its own ([`work`]).

mod choose;
mod model;
mod network;
mod orders;
mod proposal;
mod risk;
mod runs;
mod simulation;
mod table;
mod work;

use super::ask::Ask;
use super::markup::*;
use super::parts::{Button, ButtonKind, Choice, EmptyState, Glyph, LabelPlace, Segmented};
use super::planner::{Planner, use_planner};
use super::reactive::{Callback, Memo, RwSignal, Signal};
use super::session::use_session;
use work::State;

/// What of the adoption is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// What runs, and how it stands to the pools.
    Runs,
    /// The pools that could hand out addresses of it.
    Risk,
    /// What a pool would import, and hand out.
    Pool,
    /// Pools around what runs.
    Tree,
    /// The safe orders.
    Orders,
}

/// The pages, and a switch between them.
pub(super) fn adoption() -> AnyView {
    let planner = use_planner();
    let state = State::begin(planner);
    let pages = vec![
        Choice::new(Page::Runs, "What runs"),
        Choice::new(Page::Risk, "At risk"),
        Choice::new(Page::Pool, "Auto-import"),
        Choice::new(Page::Tree, "Proposed pools"),
        Choice::new(Page::Orders, "Safe orders"),
    ];
    let stage = Memo::new(move |_| {
        let empty = state
            .network
            .with(|network| network.as_ref().map(|network| network.live.is_empty()));
        match empty {
            None => Stage::Waiting,
            Some(true) => Stage::Nothing,
            Some(false) => Stage::Network,
        }
    });
    let content = following(move || match stage.get() {
        Stage::Waiting => waiting("Looking at what runs…"),
        Stage::Nothing => nothing(planner),
        Stage::Network => following(move || match state.page.get() {
            Page::Runs => runs::view(state),
            Page::Risk => risk::view(state),
            Page::Pool => simulation::view(state),
            Page::Tree => proposal::view(state),
            Page::Orders => orders::view(state),
        }),
    });
    view! {
        <div class="adoption">
            <div class="adoption__top" hidden=move || stage.get() != Stage::Network>
                <Segmented
                    label="What of the adoption"
                    label_place=LabelPlace::Said
                    options=Signal::stored(pages)
                    value=state.page
                    on_change=state.page.setter()
                />
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// It is being worked out.
    Waiting,
    /// Nothing runs.
    Nothing,
    /// Something does.
    Network,
}

/// What stands where something is being worked out.
fn waiting(words: &'static str) -> AnyView {
    view! { <p class="adoption__waiting" role="status">{words}</p> }.into_any()
}

fn nothing(planner: Planner) -> AnyView {
    let session = use_session();
    view! {
        <EmptyState
            icon=Glyph::Vpc
            title="Nothing runs yet"
            sentence=Some(
                "What runs are the VPCs that exist in AWS or have a CIDR from no pool. Import what the AWS CLI prints, a table or \
                 Terraform’s state, or add them by hand"
                    .to_owned(),
            )
        >
            <Button
                label="Import…"
                kind=ButtonKind::Plain
                icon=Glyph::Upload
                on_press=Callback::new(move |()| session.choose_file())
            />
            <Button
                label="Add an unmanaged VPC…"
                kind=ButtonKind::Plain
                refusal=planner.refusal()
                on_press=Callback::new(move |()| planner.ask(Ask::AddVpc(None)))
            />
        </EmptyState>
    }
    .into_any()
}

/// A signal that is shown while it is there, and words while it is being worked out.
fn once<T: Clone + Send + Sync + 'static>(
    worked: RwSignal<Option<T>>,
    words: &'static str,
    view: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    following(move || match worked.get() {
        Some(value) => view(value),
        None => waiting(words),
    })
}
