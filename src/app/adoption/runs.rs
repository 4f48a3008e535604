//! What runs, and how each CIDR of it stands to the pools.

use std::sync::Arc;

use super::model::{account_title, how, vpc_title};
use super::network::Kind;
use super::table::{Column, clipped, table};
use super::work::State;
use crate::adoption::{LiveCidr, ignore};
use crate::app::dialogs::words::scope_title;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Choice, Draft, EmptyState, Field, Glyph, LabelPlace, Select, SeverityMark,
};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::{Node, Plan};

/// The columns.
const COLUMNS: &[Column] = &[
    ("CIDR", "mono"),
    ("VPC", "adoption__name"),
    ("How it stands", "adoption__how"),
    ("Account", "adoption__wide"),
    ("Region", "adoption__wide"),
];

/// The list with what narrows it, and the default VPCs as one decision.
pub(super) fn view(state: State) -> AnyView {
    let planner = state.planner;
    let kind = RwSignal::new(None::<Kind>);
    let words = Draft::new("", |text| Ok(text.trim().to_owned()));
    let listed = Memo::new(move |_| {
        let words = words.text().get();
        state.network.with(|network| {
            let network = network.as_ref()?;
            Some(planner.peek(|workspace| network.listed(workspace, kind.get(), &words)))
        })
    });
    let kinds = move || {
        state.network.with(|network| {
            let Some(network) = network else { return Vec::new() };
            let all = Choice::new(None, "All that runs").detail(thousands(network.live.len() as u64));
            let of_kind = |kind: Kind| {
                let count = network.count(kind);
                Choice::new(Some(kind), kind.word()).detail(thousands(count as u64))
            };
            std::iter::once(all).chain(Kind::ALL.map(of_kind)).collect()
        })
    };
    let count = Signal::derive(move || listed.with(|listed| listed.as_ref().map_or(0, Vec::len)));
    let is_empty = move || count.get() == 0;
    let cells = move |place: usize| {
        let live = state.network.with(|network| {
            let at = listed.with(|listed| listed.as_ref()?.get(place).copied())?;
            network.as_ref()?.live.get(at).cloned()
        });
        live.map(|live| cells(state, &live))
    };
    view! {
        <div class="adoption__bar">
            <Select
                label="How it stands"
                label_place=LabelPlace::Said
                options=Signal::derive(kinds)
                value=kind
                on_change=kind.setter()
            />
            <Field
                label="Filter what runs"
                label_place=LabelPlace::Said
                placeholder=Some("Filter by CIDR, VPC, account or Region".to_owned())
                draft=words
            />
            {tally(state)}
        </div>
        {default_vpcs(state)}
        <Show when=is_empty>
            <EmptyState icon=Glyph::Vpc title="No CIDR like this" />
        </Show>
        <div class="adoption__fill" hidden=is_empty>
            {table("What runs", COLUMNS, count, Arc::new(cells))}
        </div>
    }
    .into_any()
}

/// How many there are of each kind, in a line.
fn tally(state: State) -> AnyView {
    following(move || {
        let network = state.network.get()?;
        let part = |kind: Kind| {
            let count = network.count(kind);
            (count > 0).then(|| {
                let mark = kind.severity().map(|severity| view! { <SeverityMark severity /> });
                view! { <li>{mark}<b>{thousands(count as u64)}</b>" "{kind.word()}</li> }
            })
        };
        Some(
            view! { <ul class="adoption__tally" aria-label="How what runs stands">{Kind::ALL.map(part).into_iter().collect_view()}</ul> },
        )
    })
}

/// The offer to ignore the default VPCs, while there are some.
fn default_vpcs(state: State) -> AnyView {
    following(move || {
        let network = state.network.get()?;
        let count = network.default_vpcs.len() as u64;
        if count == 0 {
            return None;
        }
        let planner = state.planner;
        let press = Callback::new(move |()| {
            let gesture = planner.peek(|workspace| ignore(workspace.plan(), &network.default_vpcs));
            if let Some(gesture) = gesture {
                state.take(gesture);
            }
        });
        let words = format!(
            "{} 172.31.0.0/16 and from no pool: the addresses that AWS gives every default VPC. Ignored, IPAM checks them for \
             nothing, and bills what is active in them all the same.",
            counted(count, "CIDR is", "CIDRs are")
        );
        let label = match count {
            1 => "Ignore the default VPC".to_owned(),
            _ => format!("Ignore the {} default VPCs", thousands(count)),
        };
        Some(view! {
            <p class="adoption__offer">
                <span>{words}</span>
                <Button label=label size=ButtonSize::Small refusal=planner.refusal() on_press=press />
            </p>
        })
    })
}

fn cells(state: State, live: &LiveCidr) -> Vec<AnyView> {
    let planner = state.planner;
    let (id, kind) = (live.id, Kind::of(&live.standing));
    let (name, account, words, scope) = planner.peek(|workspace| {
        let scope = (live.scope != Plan::default_private_scope()).then(|| scope_title(workspace, live.scope));
        (
            vpc_title(workspace, live.vpc),
            account_title(workspace, live.vpc),
            how(workspace, live),
            scope,
        )
    });
    let show = Callback::new(move |()| {
        planner.reveal(Node::VpcCidr(id));
        planner.focus_tree();
    });
    let mark = kind.severity().map(|severity| view! { <SeverityMark severity /> });
    let scope = scope.map(|scope| view! { <span class="dim">{format!(" · {scope}")}</span> });
    vec![
        live.cidr.to_string().into_any(),
        view! { <Button label=name kind=ButtonKind::Link size=ButtonSize::Small on_press=show />{scope} }.into_any(),
        view! { <span class="adoption__stands">{mark}<b>{kind.word()}</b>{clipped(words)}</span> }.into_any(),
        account.into_any(),
        live.region.to_string().into_any(),
    ]
}
