//! Changing all selected rows alike, as one step of the history.

use super::inspector::common;
use super::model::{Common, RowChanges, changes, unchanged};
use crate::address::{Family, NetmaskLength};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Checkbox, Choice, Combobox, ComboboxOption, Dialog, DialogSize, Dismissal,
    Draft, Field, FieldKind, Glyph, Icon, Notice, Segmented, Tag, TagEditor, use_announcer,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use crate::app::reshape::foreseen;
use crate::ordered::OrderedMap;
use crate::plan::gesture::{AccountChoice, ManyChange, RulesChange, SizeOrBlock, change_many};
use crate::plan::{Account, Lock, RegionCode};

/// So many rows are written out.
const LINES: usize = 12;
/// So many changes are tried out on the findings before they are made: more would keep the page from answering.
const FORESEEN: usize = 3_000;

/// What stands for leaving something as it is, and for taking it away.
const LEAVE: &str = "";
const NONE: &str = "none";
/// What stands before the name of an account that is not in the plan yet.
const NEW: char = '+';

/// The fields.
#[derive(Clone, Copy)]
struct Fields {
    tags: RwSignal<Vec<Tag>>,
    dropped: RwSignal<Vec<String>>,
    region: RwSignal<String>,
    account: RwSignal<String>,
    min: Draft<Option<Option<NetmaskLength>>>,
    max: Draft<Option<Option<NetmaskLength>>>,
    default: Draft<Option<Option<NetmaskLength>>>,
    lock: RwSignal<Option<Lock>>,
}

/// What would be done.
#[derive(Clone, Debug, Default, PartialEq)]
struct Outcome {
    rows: usize,
    lines: Vec<RowChanges>,
    unchanged: Vec<String>,
    change: Option<ManyChange>,
}

/// Asks what is changed, and shows what that does to which rows and to the findings.
pub(super) fn dialog(open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let nodes = planner.selection();
    let count = nodes.len();
    let fields = Fields::new();
    let common = common(planner).get_untracked();
    let chosen = nodes.clone();
    let outcome = Memo::new(move |_| {
        let Some(change) = fields.change() else {
            return Outcome::default();
        };
        planner.read(|workspace| {
            let changed = change_many(workspace.plan(), workspace.index(), &chosen, &change, &mut RandomIds);
            Outcome {
                rows: changed.changed,
                lines: changes(workspace, &changed, LINES),
                unchanged: unchanged(&changed),
                change: Some(change),
            }
        })
    });
    let take = nodes.clone();
    let submit = move || {
        if !fields.are_right() {
            return crate::app::dialogs::focus_first_error();
        }
        let Some(change) = outcome.with_untracked(|outcome| outcome.change.clone()) else {
            return;
        };
        let changed = planner.peek(|w| change_many(w.plan(), w.index(), &take, &change, &mut RandomIds));
        if changed.changed > 0 && planner.edit(&changed.gesture.label, changed.gesture.edit) {
            open.set(false);
            let rows = counted(changed.changed as u64, "row", "rows");
            let done = Notice::done(format!("Changed {rows}")).with_action("Undo", move || planner.undo());
            use_announcer().show(done);
        }
    };
    let nodes = StoredValue::new(nodes);
    let content = move || nodes.with_value(|nodes| outcome.with(|outcome| preview(planner, nodes, outcome)));
    let button = Signal::derive(move || match outcome.with(|outcome| outcome.rows) {
        0 => "Change".to_owned(),
        rows => format!("Change {}", counted(rows as u64, "row", "rows")),
    });
    let refusal = Signal::derive(move || {
        let nothing = outcome.with(|outcome| outcome.rows == 0);
        nothing.then(|| "Nothing would change".to_owned())
    });
    let about = match common.kinds.as_slice() {
        [] => counted(count as u64, "row", "rows"),
        kinds => kinds.join(", "),
    };
    let common = StoredValue::new(common);
    view! {
        <Dialog
            open=open
            title=if count == 1 { "Change the selected row".to_owned() } else { format!("Change {count} rows") }
            description=Some(about)
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=submit
            footer=move || {
                view! {
                    <Button label=button kind=ButtonKind::Primary refusal=refusal purpose=ButtonPurpose::Submit />
                }
            }
        >
            <div class="stack">
                {common.with_value(|common| fields.view(planner, common))}
                <div class="proposal proposal--plain" role="status">
                    {content}
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

impl Fields {
    fn new() -> Self {
        let length = || {
            Draft::new("", |text| match text.trim() {
                "" => Ok(None),
                text if text.eq_ignore_ascii_case(NONE) => Ok(Some(None)),
                text => SizeOrBlock::parse(text, Family::Ipv4)
                    .or_else(|_| SizeOrBlock::parse(text, Family::Ipv6))
                    .ok()
                    .and_then(|size| match size {
                        SizeOrBlock::Size(length) => Some(Some(Some(length))),
                        SizeOrBlock::Block(_) => None,
                    })
                    .ok_or_else(|| "Write a netmask length such as /24, none, or nothing to leave it".to_owned()),
            })
        };
        Self {
            tags: RwSignal::new(Vec::new()),
            dropped: RwSignal::new(Vec::new()),
            region: RwSignal::new(LEAVE.to_owned()),
            account: RwSignal::new(LEAVE.to_owned()),
            min: length(),
            max: length(),
            default: length(),
            lock: RwSignal::new(None),
        }
    }

    /// Whether all is right; from now on it is said what is not.
    fn are_right(self) -> bool {
        let drafts = [self.min, self.max, self.default].map(|draft| draft.accept().is_some());
        drafts.iter().all(|right| *right)
    }

    /// What is changed; nothing while a field is wrong. Tracked.
    fn change(self) -> Option<ManyChange> {
        let mut tags: OrderedMap<String, Option<String>> = OrderedMap::new();
        for key in self.dropped.get() {
            tags.insert(key, None);
        }
        for (key, value) in self.tags.get() {
            tags.insert(key, Some(value));
        }
        let region = self.region.with(|region| match region.as_str() {
            LEAVE => None,
            NONE => Some(None),
            code => code.parse::<RegionCode>().ok().map(Some),
        });
        let account = self.account.with(|account| match account.strip_prefix(NEW) {
            Some(name) => Some(Some(AccountChoice::New(Account::named(name)))),
            None => match account.as_str() {
                LEAVE => None,
                NONE => Some(None),
                id => id.parse().ok().map(|id| Some(AccountChoice::Known(id))),
            },
        });
        Some(ManyChange {
            tags,
            region,
            account,
            rules: RulesChange {
                min: self.min.value().ok()?,
                max: self.max.value().ok()?,
                default: self.default.value().ok()?,
            },
            lock: self.lock.get(),
        })
    }

    fn view(self, planner: Planner, common: &Common) -> AnyView {
        let keys: Vec<(String, usize)> = common.tags.iter().map(|tag| (tag.key.clone(), tag.rows)).collect();
        let dropped = self.dropped;
        let drop = move |(key, rows): (String, usize)| {
            let label = format!("{key} ({rows})");
            let (known, changed) = (key.clone(), key);
            view! {
                <Checkbox
                    label=label
                    checked=Signal::derive(move || dropped.with(|dropped| dropped.contains(&known)))
                    on_change=Callback::new(move |on: bool| {
                        dropped.update(|dropped| {
                            dropped.retain(|key| *key != changed);
                            if on {
                                dropped.push(changed.clone());
                            }
                        });
                    })
                />
            }
        };
        let drops = (!keys.is_empty()).then(|| {
            view! {
                <fieldset class="field">
                    <legend class="field__label">"Tags to take away"</legend>
                    <div class="cluster">{keys.into_iter().map(drop).collect_view()}</div>
                </fieldset>
            }
        });
        let region = (common.has_pools || common.has_owners).then(|| {
            let label = match (common.has_pools, common.has_owners) {
                (true, true) => "Locale of the pools, Region of the others",
                (true, false) => "Locale",
                _ => "Region",
            };
            let mut options = vec![ComboboxOption::new(LEAVE, "Leave as it is")];
            if common.has_pools {
                options.push(ComboboxOption::new(NONE, "None"));
            }
            let regions = planner.peek(|workspace| {
                workspace
                    .plan()
                    .ipam()
                    .operating_regions
                    .iter()
                    .copied()
                    .collect::<Vec<_>>()
            });
            options.extend(regions.into_iter().map(|code| {
                let name = code.listing().map_or("", |listing| listing.name);
                ComboboxOption::new(code.as_str(), code.as_str()).detail(name)
            }));
            let unlisted = Callback::new(|text: String| {
                text.trim()
                    .parse::<RegionCode>()
                    .map(|code| code.as_str().to_owned())
                    .map_err(crate::app::dialogs::sentence)
            });
            view! {
                <Combobox
                    label=label
                    options=Signal::stored(options)
                    value=self.region
                    unlisted=unlisted
                    on_change=self.region.setter()
                />
            }
        });
        let account = common.has_owners.then(|| {
            let mut options = vec![
                ComboboxOption::new(LEAVE, "Leave as it is"),
                ComboboxOption::new(NONE, "None"),
            ];
            options.extend(planner.peek(|workspace| {
                let plan = workspace.plan();
                let accounts = plan.intent().accounts.keys();
                let option = |id| ComboboxOption::new(id, super::model::account(plan, id_of(id)));
                accounts.map(|id| option(id.as_str())).collect::<Vec<_>>()
            }));
            let unlisted = Callback::new(|text: String| Ok::<_, String>(format!("{NEW}{}", text.trim())));
            view! {
                <Combobox
                    label="Account"
                    options=Signal::stored(options)
                    value=self.account
                    unlisted=unlisted
                    on_change=self.account.setter()
                />
            }
        });
        let rules = common.has_pools.then(|| {
            let hint = "Nothing leaves a rule as it is, and none takes it away".to_owned();
            view! {
                <div class="cluster">
                    <Field label="Minimum netmask" draft=self.min kind=FieldKind::Mono placeholder=Some("/16".to_owned()) />
                    <Field label="Maximum netmask" draft=self.max kind=FieldKind::Mono placeholder=Some("/28".to_owned()) />
                    <Field label="Default netmask" draft=self.default kind=FieldKind::Mono placeholder=Some("/20".to_owned()) />
                </div>
                <p class="field__hint">{hint}</p>
            }
        });
        let lock = common.has_locks.then(|| {
            let options = vec![
                Choice::new(None, "Leave"),
                Choice::new(Some(Lock::Locked), "Lock"),
                Choice::new(Some(Lock::Open), "Unlock"),
            ];
            view! {
                <Segmented label="Lock" options=Signal::stored(options) value=self.lock on_change=self.lock.setter() />
            }
        });
        view! {
            <TagEditor
                label="Tags to add or change"
                tags=self.tags
                hint=Some("A key and a value: env=prod. Enter adds it".to_owned())
                on_change=self.tags.setter()
            />
            {drops}
            {region}
            {account}
            {rules}
            {lock}
        }
        .into_any()
    }
}

fn id_of(id: &str) -> Option<crate::plan::Id<Account>> {
    id.parse().ok()
}

/// What would be done, row by row, and what that does to the findings.
fn preview(planner: Planner, nodes: &[crate::plan::Node], outcome: &Outcome) -> AnyView {
    let Some(change) = &outcome.change else {
        return ().into_any();
    };
    let sum = match outcome.rows {
        0 if outcome.unchanged.is_empty() => "Nothing is changed yet".to_owned(),
        0 => "Nothing changes".to_owned(),
        1 => "One row changes".to_owned(),
        rows => format!("{} change", counted(rows as u64, "row", "rows")),
    };
    let line = |line: &RowChanges| {
        view! { <tr><td>{line.name.clone()}</td><td>{line.changes.join(", ")}</td></tr> }
    };
    let table = (!outcome.lines.is_empty()).then(|| {
        view! {
            <table class="pairs" aria-label="What changes">
                <thead>
                    <tr>
                        <th>"Row"</th>
                        <th>"Changes"</th>
                    </tr>
                </thead>
                <tbody>{outcome.lines.iter().map(line).collect_view()}</tbody>
            </table>
        }
    });
    let more = outcome.rows.saturating_sub(outcome.lines.len());
    let more = (more > 0).then(|| view! { <p class="dim">{format!("and {more} more")}</p> });
    let findings = (outcome.rows > 0).then(|| {
        if outcome.rows > FORESEEN {
            let words = "So many rows are not tried out before: what it does to the findings is seen afterwards, and undo takes it back";
            return view! { <p class="dim">{words}</p> }.into_any();
        }
        let changed = planner.peek(|w| change_many(w.plan(), w.index(), nodes, change, &mut RandomIds));
        foreseen(planner, changed.gesture.edit)
    });
    let reasons = outcome.unchanged.iter().map(|reason| {
        view! {
            <p class="dim">
                <Icon glyph=Glyph::Note />
                " "
                <span>{reason.clone()}</span>
            </p>
        }
    });
    view! {
        <p>{sum}</p>
        {findings}
        {table}
        {more}
        {reasons.collect_view()}
    }
    .into_any()
}
