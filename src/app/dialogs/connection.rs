//! A connection: a statement that VPCs and networks must be able to route to one another.

use super::words::listed;
use super::{focus_first_error, optional_text, row_footer};
use crate::app::connections::model::{KINDS, all_ends, kind_word, name_of, then, view_of};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{
    Choice, ComboboxOfSeveral, ComboboxOption, Dialog, Dismissal, Draft, Field, Glyph, Icon, InitialFocus, Select,
    TextArea, source_link,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::connections::{Clash, judge_connection};
use crate::plan::gesture::{put_connection, remove_connection};
use crate::plan::{Connection, ConnectionKind, End, Id};
use crate::workspace::Workspace;

/// How many clashes are shown before they are applied; the matrix has them all.
const SHOWN: usize = 5;

/// What the dialog is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// One that is there.
    Known(Id<Connection>),
    /// A new one, between these to begin with.
    New([Option<End>; 2]),
}

/// Asks for a connection, and says while it is typed what of it cannot be connected, and why.
#[component]
pub(super) fn ConnectionDialog(
    /// Which one.
    subject: Subject,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let (id, row) = match subject {
        Subject::Known(id) => (id, planner.peek(|w| w.plan().intent().connections.get(&id).cloned())),
        Subject::New(ends) => (Id::mint(&mut RandomIds), Some(begin(ends))),
    };
    let Some(row) = row else {
        open.set(false);
        return ().into_any();
    };
    let is_known = matches!(subject, Subject::Known(_));
    let name = optional_text();
    name.text().restart(row.name.clone());
    let note = Draft::new(row.note.clone(), |text| Ok(text.trim().to_owned()));
    let kind = RwSignal::new(row.kind);
    let ends = RwSignal::new(row.ends().map(written).collect::<Vec<_>>());
    let error = RwSignal::new(None::<String>);
    let wanted = move || {
        let ends: Vec<End> = ends.with(|ends| ends.iter().filter_map(|text| read(text)).collect());
        Connection {
            name: name.text().get().trim().to_owned(),
            vpcs: ends
                .iter()
                .filter_map(|end| if let End::Vpc(id) = end { Some(*id) } else { None })
                .collect(),
            networks: ends
                .iter()
                .filter_map(|end| if let End::Network(id) = end { Some(*id) } else { None })
                .collect(),
            note: note.text().get().trim().to_owned(),
            ..Connection::new(kind.get())
        }
    };
    let options = Memo::new(move |_| planner.read(options));
    let judged = Memo::new(move |_| {
        let wanted = wanted();
        planner.read(|workspace| judge(workspace, &wanted))
    });
    let put = move || {
        let wanted = untrack(wanted);
        if wanted.ends().count() < 2 {
            error.set(Some("Name at least two VPCs or networks".to_owned()));
            return focus_first_error();
        }
        let gesture = planner.peek(|workspace| put_connection(workspace.plan(), id, wanted));
        if planner.edit(&gesture.label, gesture.edit) {
            open.set(false);
        }
    };
    let removed =
        is_known.then(|| Callback::new(move |()| planner.peek(|workspace| remove_connection(workspace.plan(), id))));
    let kinds = KINDS.map(|kind| Choice::new(kind, kind_word(kind))).to_vec();
    view! {
        <Dialog
            open=open
            title=if is_known { "Connection" } else { "Add a connection" }
            description=Some(
                "States that these must be able to route to one another. It is a statement of the plan: IPAM knows nothing of it"
                    .to_owned(),
            )
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || row_footer(planner, open, "Add connection", removed)
        >
            <div class="stack">
                <Field label="Name" draft=name focus=InitialFocus::Here placeholder=Some("such as Production hub".to_owned()) />
                <Select label="Kind" options=Signal::stored(kinds.clone()) value=kind on_change=kind.setter() />
                <ComboboxOfSeveral
                    label="Connects"
                    options=options
                    values=ends
                    shown=Callback::new(move |value: String| {
                        planner.peek(|workspace| read(&value).map_or(value.clone(), |end| name_of(workspace, end)))
                    })
                    error=Signal::derive(move || error.get())
                    hint=Some("VPCs and networks on premises, by name or CIDR".to_owned())
                    on_change=Callback::new(move |values: Vec<String>| {
                        error.set(None);
                        ends.set(values);
                    })
                />
                <div class="remarks" role="status">{following(move || judged.get().into_iter().map(remark).collect_view())}</div>
                <TextArea label="Note" draft=note lines=2 />
            </div>
        </Dialog>
    }
    .into_any()
}

/// A new connection: to a network over a VPN, among VPCs over a transit gateway.
fn begin(ends: [Option<End>; 2]) -> Connection {
    let mut row = Connection::new(ConnectionKind::TransitGateway);
    for end in ends.into_iter().flatten() {
        match end {
            End::Vpc(id) => {
                row.vpcs.insert(id);
            }
            End::Network(id) => {
                row.networks.insert(id);
                row.kind = ConnectionKind::Vpn;
            }
        }
    }
    row
}

/// An end as a text: VPCs and networks have ids of their own each.
fn written(end: End) -> String {
    match end {
        End::Vpc(id) => format!("vpc {id}"),
        End::Network(id) => format!("network {id}"),
    }
}

fn read(text: &str) -> Option<End> {
    let (kind, id) = text.split_once(' ')?;
    match kind {
        "vpc" => id.parse().ok().map(End::Vpc),
        _ => id.parse().ok().map(End::Network),
    }
}

fn options(workspace: &Workspace) -> Vec<ComboboxOption> {
    let option = |end: End| {
        let view = view_of(workspace, end);
        ComboboxOption::new(written(end), view.name).detail(view.cidrs)
    };
    all_ends(workspace.plan()).map(option).collect()
}

/// Something to know about a connection.
#[derive(Clone, PartialEq, Eq)]
struct Remark {
    is_error: bool,
    sentence: String,
    page: Option<&'static str>,
}

fn judge(workspace: &Workspace, row: &Connection) -> Vec<Remark> {
    let count = row.ends().count();
    let mut remarks = Vec::new();
    if row.kind == ConnectionKind::Peering && (count > 2 || !row.networks.is_empty()) {
        remarks.push(Remark {
            is_error: false,
            sentence: "A peering connection is between two VPCs: this stands for one between each two".to_owned(),
            page: Some("https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html"),
        });
    }
    let clashes = judge_connection(workspace.plan(), workspace.index(), row);
    let more = clashes.len().saturating_sub(SHOWN);
    remarks.extend(clashes.iter().take(SHOWN).map(|clash| clash_remark(workspace, clash)));
    if more > 0 {
        let sentence = format!("{} overlap, too", counted(more as u64, "more pair", "more pairs"));
        remarks.push(Remark {
            is_error: true,
            sentence,
            page: None,
        });
    }
    if count > 1 && clashes.is_empty() {
        remarks.push(Remark {
            is_error: false,
            sentence: "No two of them have an address in common".to_owned(),
            page: None,
        });
    }
    remarks
}

fn clash_remark(workspace: &Workspace, clash: &Clash) -> Remark {
    let ends = [(clash.one, clash.overlap.one), (clash.other, clash.overlap.other)];
    let names = ends.map(|(end, cidr)| format!("{} ({cidr})", name_of(workspace, end)));
    Remark {
        is_error: true,
        sentence: format!("{} overlap: {}", listed(&names), then(clash.consequence)),
        page: clash.consequence.page(),
    }
}

fn remark(remark: Remark) -> AnyView {
    let (class, glyph) = match remark.is_error {
        true => ("remark remark--error", Glyph::Error),
        false => ("remark", Glyph::Note),
    };
    let page = remark.page.map(|page| source_link(page, "AWS"));
    view! {
        <p class=class>
            <Icon glyph />
            <span>{remark.sentence}" "{page}</span>
        </p>
    }
    .into_any()
}
