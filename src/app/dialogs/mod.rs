//! The questions of the page: what is added, deleted, searched, imported, each in a dialog of its own.
//!
//! A dialog reads the plan, keeps what is typed in drafts, and gives a gesture to the planner when it is answered. It knows
//! neither storage nor the tree. What is worth a test is pure and stands beside it.

mod accept;
mod accounts;
mod add_pool;
mod add_public_block;
mod add_scope;
mod add_vpc;
mod add_vpc_cidr;
mod block;
pub(super) mod commands;
mod connection;
mod delete;
mod design_subnets;
mod file_drop;
mod listbox;
mod network;
mod pairs;
pub(super) mod pool_choice;
mod provision;
mod reserve;
mod row_footer;
mod rule;
mod shortcuts;
pub(super) mod words;

pub(super) use row_footer::row_footer;
use wasm_bindgen::JsCast;

use super::ask::{Ask, AskSession};
use super::chunks::{later, use_chunks};
use super::parts::Draft;
use super::planner::use_planner;
use super::session::{Session, use_session};
use super::start::{NewPlanDialog, PlansDialog};
use crate::app::markup::*;
use crate::app::reactive::{RwSignal, effect};
use accept::Accept;
use accounts::Accounts;
use add_pool::AddPool;
use add_public_block::AddPublicBlock;
use add_scope::AddScope;
use add_vpc::AddVpc;
use add_vpc_cidr::AddVpcCidr;
use commands::Commands;
use connection::{ConnectionDialog, Subject};
use delete::Delete;
use design_subnets::DesignSubnets;
pub(super) use file_drop::FileDrop;
use network::NetworkDialog;
use pairs::Pairs;
use provision::Provision;
use reserve::Reserve;
use rule::{RuleList, RulePage};
use shortcuts::Shortcuts;
pub(super) use words::sentence;

/// Shows the dialog that [`Planner::asking`](super::planner::Planner) asks for, one at a time.
pub(super) fn plan_dialogs() -> AnyView {
    let (planner, views, transfer) = (use_planner(), use_chunks().views, use_chunks().transfer);
    commands::provide_lookup(planner);
    let asked = move || {
        planner.asking.get().map(|ask| {
            let open = open_until(move || planner.asking.set(None));
            match ask {
                Ask::AddPool(parent) => view! { <AddPool parent open /> }.into_any(),
                Ask::AddVpc(pool) => view! { <AddVpc pool open /> }.into_any(),
                Ask::Reserve(pool) => view! { <Reserve pool open /> }.into_any(),
                Ask::Provision(pool) => view! { <Provision pool open /> }.into_any(),
                Ask::AddScope => view! { <AddScope open /> }.into_any(),
                Ask::AddVpcCidr(vpc) => view! { <AddVpcCidr vpc open /> }.into_any(),
                Ask::AddPublicBlock(pool) => view! { <AddPublicBlock pool open /> }.into_any(),
                Ask::Connection(known) => {
                    let subject = known.map_or(Subject::New([None, None]), Subject::Known);
                    view! { <ConnectionDialog subject open /> }.into_any()
                }
                Ask::Connect(one, other) => {
                    let subject = Subject::New([Some(one), other]);
                    view! { <ConnectionDialog subject open /> }.into_any()
                }
                Ask::Network(network) => view! { <NetworkDialog network open /> }.into_any(),
                Ask::Cost(ask) => later(views, move |table| (table.cost_dialog)(ask, open)),
                Ask::Shape(shaping, node) => later(views, move |table| (table.shape_dialog)(shaping, node, open)),
                Ask::Transfer(ask) => later(transfer, move |table| (table.dialog)(ask, open)),
                Ask::Several(ask) => later(views, move |table| (table.rows.dialog)(ask, open)),
                Ask::View(ask) => later(views, move |table| (table.dialog)(ask, open)),
                Ask::Accounts => view! { <Accounts open /> }.into_any(),
                Ask::DesignSubnets(within) => view! { <DesignSubnets within open /> }.into_any(),
                Ask::Delete(node) => view! { <Delete node open /> }.into_any(),
                Ask::Commands => view! { <Commands open /> }.into_any(),
                Ask::Shortcuts => view! { <Shortcuts open /> }.into_any(),
                Ask::Pairs(scope, key) => view! { <Pairs scope key open /> }.into_any(),
                Ask::Accept(finding) => view! { <Accept finding open /> }.into_any(),
                Ask::Rules => view! { <RuleList open /> }.into_any(),
                Ask::Rule(code) => view! { <RulePage code open /> }.into_any(),
            }
        })
    };
    asked.into_any()
}

/// Shows the dialog that [`Session::asking`](super::session::Session) asks for, whether or not a plan is open.
pub(super) fn session_dialogs() -> AnyView {
    let (session, transfer) = (use_session(), use_chunks().transfer);
    let asked = move || {
        session.asking.get().map(|ask| match ask {
            AskSession::NewPlan => {
                let open = open_for_session(session);
                view! { <NewPlanDialog open /> }.into_any()
            }
            AskSession::Plans => {
                let open = open_for_session(session);
                view! { <PlansDialog open /> }.into_any()
            }
            AskSession::Import => later(transfer, |table| (table.import)()),
        })
    };
    asked.into_any()
}

/// A dialog of the session that is open now, until it is closed.
pub(super) fn open_for_session(session: Session) -> RwSignal<bool> {
    open_until(move || session.asking.set(None))
}

/// A dialog that is open now; `closed` runs when it is closed.
fn open_until(closed: impl Fn() + 'static) -> RwSignal<bool> {
    let open = RwSignal::new(true);
    effect(move |_| {
        if !open.get() {
            closed();
        }
    });
    open
}

/// A name that must be given: `missing` says so.
fn required_name(missing: &'static str) -> Draft<String> {
    Draft::new("", move |text| match text.trim() {
        "" => Err(missing.to_owned()),
        name => Ok(name.to_owned()),
    })
}

/// A text that may be empty.
fn optional_text() -> Draft<String> {
    Draft::new("", |text| Ok(text.trim().to_owned()))
}

/// What happens to a dialog when what it asks for is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// It closes.
    Close,
    /// It begins anew.
    Another,
}

/// Gives the focus to the first field that is wrong, once it says so: of the open dialog, else of the page. For the moment
/// somebody tried to go on.
pub(super) fn focus_first_error() {
    let anywhere = if document().query_selector("dialog[open]").ok().flatten().is_some() {
        "dialog[open] [aria-invalid=true]"
    } else {
        "[aria-invalid=true]"
    };
    request_animation_frame(move || focus_on(anywhere));
}

/// Gives the focus to what answers the dialog. The browser would take the first button there is.
pub(super) fn focus_primary() {
    request_animation_frame(|| focus_on("dialog[open] .button--primary"));
}

pub(super) fn focus_on(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Ctrl+Enter, or ⌘+Enter.
fn is_mod_enter(event: &leptos::ev::KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing()
}
