//! What a pool would import by itself, and what it would hand out.

use std::sync::Arc;

use super::choose::{chosen, options};
use super::model::{fate, outcome, vpc_title};
use super::risk::PAGE;
use super::table::{Column, clipped, table};
use super::work::{State, worked};
use super::{Page, once};
use crate::address::NetmaskLength;
use crate::adoption::{Fate, Import, auto_import, predict};
use crate::app::dialogs::words::{sentence, title};
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Combobox, Draft, EmptyState, Field, FieldKind, Glyph, LabelPlace, Severity,
    SeverityMark, source_link,
};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{AutoImport, Id, Node, Pool};
use crate::workspace::Workspace;

/// The columns.
const COLUMNS: &[Column] = &[
    ("CIDR", "mono"),
    ("VPC", "adoption__name"),
    ("Auto-import", "adoption__how"),
];

/// What a pool would do to what runs.
#[derive(Clone, PartialEq)]
struct Simulation {
    name: String,
    auto_import: AutoImport,
    /// None when it has no locale.
    imports: Option<Vec<Import>>,
}

/// A pool to choose, the request it is asked for, and what it would import.
pub(super) fn view(state: State) -> AnyView {
    let planner = state.planner;
    let pool = chosen(state);
    let has_pool = Memo::new(move |_| pool.get().is_some());
    following(move || {
        if !has_pool.get() {
            let propose = Callback::new(move |()| state.page.set(Page::Tree));
            return view! {
                <EmptyState
                    icon=Glyph::Pool
                    title="No pool has a CIDR yet"
                    sentence=Some("Auto-import works inside the CIDRs of a pool".to_owned())
                >
                    <Button label="See the proposed pools" kind=ButtonKind::Plain on_press=propose />
                </EmptyState>
            }
            .into_any();
        }
        let pools = Memo::new(move |_| {
            state.network.track();
            planner.peek(options)
        });
        let value = Signal::derive(move || pool.get().map_or_else(String::new, |pool| pool.as_str().to_owned()));
        let choose = Callback::new(move |text: String| {
            if let Ok(pool) = text.parse() {
                planner.reveal(Node::Pool(pool));
            }
        });
        view! {
            <div class="adoption__bar">
                <div class="adoption__pool">
                    <Combobox label="Pool" label_place=LabelPlace::Beside options=pools value=value on_change=choose />
                </div>
                {request(state, pool)}
            </div>
            {imports(state, pool)}
        }
        .into_any()
    })
}

/// What the pool would hand out for a size.
fn request(state: State, pool: Memo<Option<Id<Pool>>>) -> AnyView {
    let length = Draft::new("/24", |text| {
        let text = text.trim();
        let digits = text.strip_prefix('/').unwrap_or(text);
        let length = digits.trim().parse().ok().and_then(NetmaskLength::new);
        length.ok_or_else(|| "A netmask length such as /24".to_owned())
    });
    let said = Memo::new(move |_| {
        let (pool, length) = (pool.get()?, length.value().ok()?);
        state.network.with(|network| {
            let network = network.as_ref()?;
            Some(
                state
                    .planner
                    .peek(|workspace| predicted(workspace, &network.live, pool, length)),
            )
        })
    });
    let outcome = following(move || {
        let (severity, words) = said.get()?;
        let mark = match severity {
            Some(severity) => view! { <SeverityMark severity /> }.into_any(),
            None => ().into_any(),
        };
        Some(view! { {mark}<span>{words}</span> })
    });
    view! {
        <div class="adoption__request">
            <Field label="A request for" label_place=LabelPlace::Beside kind=FieldKind::Mono draft=length />
            <p class="adoption__predicted" role="status">{outcome}</p>
        </div>
    }
    .into_any()
}

/// What a request would get, and how grave that is.
fn predicted(
    workspace: &Workspace,
    live: &[crate::adoption::LiveCidr],
    pool: Id<Pool>,
    length: NetmaskLength,
) -> (Option<Severity>, String) {
    let plan = workspace.plan();
    match predict(plan, workspace.index(), live, pool, length) {
        Err(why) => (Some(Severity::Note), sentence(why)),
        Ok(prediction) => match prediction.sentence(plan) {
            Some(harm) => {
                let cidr = prediction.cidr.to_string();
                let harm = harm.strip_prefix(&cidr).unwrap_or(&harm);
                (Some(Severity::Error), format!("would get {cidr}, which{harm}"))
            }
            None => (
                None,
                format!("would get {}, which no running VPC uses", prediction.cidr),
            ),
        },
    }
}

/// What the pool would import.
fn imports(state: State, pool: Memo<Option<Id<Pool>>>) -> AnyView {
    let planner = state.planner;
    let found = worked(state, pool.into(), |workspace, network, pool: Option<Id<Pool>>| {
        let pool = pool?;
        let row = workspace.plan().design().pools.get(&pool)?;
        Some(Simulation {
            name: title(workspace, Node::Pool(pool)),
            auto_import: row.auto_import,
            imports: auto_import(workspace.plan(), workspace.index(), &network.live, pool),
        })
    });
    once(found, "Working out what the pool would import…", move |found| {
        let Some(Simulation {
            name,
            auto_import,
            imports,
        }) = found.as_ref().clone()
        else {
            return ().into_any();
        };
        let Some(imports) = imports else {
            return view! {
                <EmptyState
                    icon=Glyph::Pool
                    title=format!("{name} imports nothing: it has no locale")
                    sentence=Some("“A locale must be set on the pool for this feature to work.” Choose a pool of a Region".to_owned())
                />
            }
            .into_any();
        };
        if imports.is_empty() {
            return view! {
                <EmptyState
                    icon=Glyph::Check
                    title=format!("{name} finds nothing to import")
                    sentence=Some(
                        "No CIDR of its scope and Region that runs in its range is from no pool and watched by IPAM".to_owned(),
                    )
                />
            }
            .into_any();
        }
        let switched = match auto_import {
            AutoImport::Enabled => "Auto-import is on: ",
            AutoImport::Disabled => "Auto-import is off; with it on, ",
        };
        let words = outcome(&imports);
        let imports = Arc::new(imports);
        let count = Signal::stored(imports.len());
        let cells = move |place: usize| {
            let import = imports.get(place)?;
            let id = import.id;
            let (name, (word, why)) = planner.peek(|workspace| {
                let row = workspace.plan().design().vpc_cidrs.get(&id);
                let name = row.map_or_else(String::new, |row| vpc_title(workspace, row.vpc));
                (name, fate(workspace, import))
            });
            let severity = match import.fate {
                Fate::Imported => None,
                Fate::Blocked(..) => Some(Severity::Error),
                Fate::OneOf(_) | Fate::LosesTo(_) => Some(Severity::Warning),
            };
            let mark = severity.map(|severity| view! { <SeverityMark severity /> });
            let show = Callback::new(move |()| {
                planner.reveal(Node::VpcCidr(id));
                planner.focus_tree();
            });
            Some(vec![
                import.cidr.to_string().into_any(),
                view! { <Button label=name kind=ButtonKind::Link size=ButtonSize::Small on_press=show /> }.into_any(),
                view! { <span class="adoption__stands">{mark}<b>{word}</b>{clipped(why)}</span> }.into_any(),
            ])
        };
        view! {
            <div class="adoption__words">
                <p role="status">{switched}<b>{words}</b>". "{source_link(PAGE, "AWS: ModifyIpamPool")}</p>
            </div>
            <div class="adoption__fill">{table("What the pool would import", COLUMNS, count, Arc::new(cells))}</div>
        }
        .into_any()
    })
}
