//! VPCs: allocated from a pool, one or many at once, or unmanaged.

mod account;
mod model;

use leptos::html;

use super::add_pool::region_label;
use super::block::{BlockFields, BlockForm, Need, Place};
use super::words::{pool_title, scope_title, sentence};
use super::{Then, focus_first_error, is_mod_enter};
use crate::address::{Cidr, Family};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Choice, Dialog, Dismissal, Draft, Field, FieldKind, Glyph, Icon, InitialFocus,
    Select, Shortcut, Tag, TagEditor, use_announcer,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::gesture::{NewVpcs, SizeOrBlock, add_vpcs, propose_many};
use crate::plan::{Id, Plan, Pool, RegionCode, Scope, ScopeKind, Tags};
use account::AccountField;
use model::{check_tag, first_block, names, read_account, read_count, read_name, remarks};

/// Asks for VPCs. Several take their blocks one after the other, as one step: all of them, or none with the reason.
#[component]
pub(in crate::app) fn AddVpc(
    /// The pool that they are allocated from; none for unmanaged ones.
    pool: Option<Id<Pool>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let row = planner.peek(|workspace| pool.and_then(|pool| workspace.plan().design().pools.get(&pool).cloned()));
    let family = row.as_ref().map_or(Family::Ipv4, |pool| pool.family);
    let locale = row.as_ref().and_then(|pool| pool.locale);
    let rules = row.as_ref().map(|pool| pool.rules).unwrap_or_default();
    let required_tags: Vec<Tag> = row.iter().flat_map(|pool| pool.required_tags.clone()).collect();
    let has_row = row.is_some();

    let scope = RwSignal::new(planner.peek(|workspace| {
        let entry = pool.and_then(|pool| workspace.index().pool(pool));
        entry.map_or_else(Plan::default_private_scope, |entry| entry.scope())
    }));
    let region = RwSignal::new(locale.unwrap_or_else(|| planner.peek(|workspace| workspace.plan().ipam().home_region)));
    let count = Draft::new("1", read_count);
    let counted = move || count.value().unwrap_or(1);
    let name = Draft::new("", move |text| read_name(text, counted()));
    let name_input = NodeRef::<html::Input>::new();
    let tags = RwSignal::new(required_tags);
    let tag_map = move || tags.with(|tags| tags.iter().cloned().collect::<Tags>());
    let account = RwSignal::new(String::new());
    let need = rules.default.map_or(Need::Required, Need::Default);
    let place = Signal::derive(move || match pool {
        Some(pool) => Place::Pool(pool),
        None => Place::Outside(scope.get()),
    });
    let pointed_at = planner.proposed.get_untracked().map(|free| first_block(free, rules));
    let block = BlockForm::new(planner, place, Signal::stored(family), need, pointed_at);

    // Where each of several goes.
    let many: Memo<Option<Result<Vec<Cidr>, String>>> = Memo::new(move |_| {
        let count = counted();
        let (Some(pool), Ok(Some(asked)), true) = (pool, block.asked.value(), count > 1) else {
            return None;
        };
        Some(match asked {
            SizeOrBlock::Block(cidr) => Err(format!("{cidr} is one block: write a size for {count} VPCs")),
            SizeOrBlock::Size(length) => planner.read(|workspace| {
                propose_many(workspace.index(), pool, length, block.strategy(), count)
                    .map_err(|error| error.to_string())
            }),
        })
    });
    let notes = Memo::new(move |_| {
        let Some((cidr, _)) = block.block() else {
            return Vec::new();
        };
        let tags = tag_map();
        let mut notes = planner.read(|workspace| {
            let row = pool.and_then(|pool| workspace.plan().design().pools.get(&pool));
            remarks(row, cidr.family(), cidr.netmask_length(), &tags)
        });
        if has_row && locale.is_none() {
            notes.push("The pool has no locale: AWS gives a VPC only what is in a pool of the VPC's Region".to_owned());
        }
        notes
    });

    let allocate = move |then| {
        let accepted = (name.accept(), count.accept(), block.accept());
        let (Some(pattern), Some(count), Some(Some(cidr))) = accepted else {
            return focus_first_error();
        };
        let chosen = account.get_untracked();
        let account = planner.peek(|workspace| read_account(&chosen, &workspace.plan().intent().accounts));
        // The field takes nothing that cannot be read.
        let account = account.unwrap_or_default();
        let cidrs = match many.get_untracked() {
            None => vec![cidr],
            Some(Ok(cidrs)) => cidrs,
            // It stands under the form already.
            Some(Err(problem)) => return use_announcer().assertive(problem),
        };
        let vpcs: Vec<(String, Cidr)> = names(&pattern, count).into_iter().zip(cidrs).collect();
        let added = match vpcs.as_slice() {
            [(name, cidr)] => format!("Allocated {cidr} to {name}"),
            several => format!("Allocated {} VPCs", several.len()),
        };
        let new = NewVpcs {
            vpcs,
            scope: scope.get_untracked(),
            region: region.get_untracked(),
            account,
            tags: untrack(tag_map),
            pool,
        };
        if !planner.take(add_vpcs(new, &mut RandomIds)) {
            return;
        }
        match then {
            Then::Close => open.set(false),
            Then::Another => {
                use_announcer().polite(added);
                name.text().restart(String::new());
                block.begin_another();
                if let Some(input) = name_input.get_untracked() {
                    let _ = input.focus();
                }
            }
        }
    };

    let heading = if pool.is_some() {
        "Allocate a VPC"
    } else {
        "Add an unmanaged VPC"
    };
    let about = planner.peek(|workspace| match pool {
        Some(pool) => format!("From {}", pool_title(workspace, pool)),
        None => "It exists, and its CIDR is from no pool".to_owned(),
    });
    let hint = match (pool, rules.default) {
        (Some(_), Some(default)) => {
            format!("Such as /20 or 4000 addresses. Empty for {default}, the default of the pool")
        }
        (Some(_), None) => "Such as /20, 4000 addresses or 10.0.0.0/20".to_owned(),
        (None, _) => "Such as 10.0.0.0/16".to_owned(),
    };
    let submit_label = move || match (block.is_anyway(), counted()) {
        (true, _) if pool.is_none() => "Add anyway".to_owned(),
        (true, _) => "Allocate anyway".to_owned(),
        (false, 1) if pool.is_none() => "Add VPC".to_owned(),
        (false, 1) => "Allocate".to_owned(),
        (false, count) => format!("Allocate {count} VPCs"),
    };
    view! {
        <Dialog
            open=open
            title=heading
            description=Some(about)
            dismissal=Dismissal::Deliberate
            on_submit=move || allocate(Then::Close)
            footer=move || {
                view! {
                    <Button
                        label=if pool.is_some() { "Allocate another" } else { "Add another" }
                        tip=Some("Takes this one and keeps the form open".to_owned())
                        shortcut=Shortcut::new("Mod+Enter")
                        on_press=move || allocate(Then::Another)
                    />
                    <Button
                        label=Signal::derive(submit_label)
                        kind=ButtonKind::Primary
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div
                class="stack"
                on:keydown=move |event| {
                    if is_mod_enter(&event) {
                        event.prevent_default();
                        allocate(Then::Another);
                    }
                }
            >
                <div class=if pool.is_some() { "form__row" } else { "" }>
                    <Field
                        label="Name"
                        draft=name
                        focus=InitialFocus::Here
                        hint=Signal::derive(move || name_hint(counted(), &name.text().get()))
                        node_ref=name_input
                    />
                    {pool.map(|_| view! { <Field label="How many" draft=count kind=FieldKind::Number /> })}
                </div>
                <BlockFields
                    form=block
                    hint=Some(hint.clone())
                    placeholder=rules.default.filter(|_| pool.is_some()).map(|default| default.to_string())
                />
                <div class="remarks" role="status">
                    {move || many.get().map(several)}
                    {move || notes.get().into_iter().map(note).collect_view()}
                </div>
                {pool.is_none().then(|| scope_choice(planner, scope))}
                {match locale {
                    Some(region) => fixed_region(region),
                    None => region_choice(planner, region),
                }}
                <AccountField planner=planner chosen=account />
                <TagEditor
                    label="Tags"
                    tags=tags
                    check=Callback::new(|(key, _): Tag| check_tag(&key))
                    on_change=tags.setter()
                />
            </div>
        </Dialog>
    }
    .into_any()
}

/// What a pattern makes.
fn name_hint(count: usize, pattern: &str) -> Option<String> {
    if count == 1 {
        return None;
    }
    match names(pattern.trim(), count).as_slice() {
        [first, second, ..] if first != second => Some(format!("{first}, {second}, and so on")),
        _ => Some("{n} becomes 1, 2, 3 and so on".to_owned()),
    }
}

fn several(placed: Result<Vec<Cidr>, String>) -> AnyView {
    match placed {
        Ok(blocks) => {
            let ends = blocks.first().zip(blocks.last());
            let ends = ends.map(|(first, last)| format!("{} blocks, from {first} to {last}", blocks.len()));
            view! { <p class="remark">{ends}</p> }.into_any()
        }
        Err(problem) => view! {
            <p class="remark remark--error">
                <Icon glyph=Glyph::Error />
                <span>{problem}</span>
            </p>
        }
        .into_any(),
    }
}

fn note(remark: String) -> AnyView {
    view! {
        <p class="remark remark--warning">
            <Icon glyph=Glyph::Warning />
            <span>{sentence(remark)}</span>
        </p>
    }
    .into_any()
}

fn fixed_region(region: RegionCode) -> AnyView {
    view! {
        <div class="field">
            <p>
                <span class="field__label">"Region "</span>
                <span class="mono">{region.to_string()}</span>
            </p>
            <p class="field__hint">"The locale of the pool: only VPCs of this Region can take from it"</p>
        </div>
    }
    .into_any()
}

fn region_choice(planner: Planner, region: RwSignal<RegionCode>) -> AnyView {
    let options = Signal::derive(move || planner.read(|workspace| regions(workspace.plan())));
    view! { <Select label="Region" options=options value=region on_change=region.setter() /> }.into_any()
}

/// The operating Regions first, for that is where IPAM sees VPCs; then all others.
fn regions(plan: &Plan) -> Vec<Choice<RegionCode>> {
    let operating = plan.ipam().all_operating_regions();
    let known = crate::plan::REGIONS
        .iter()
        .filter_map(|listing| listing.code.parse().ok());
    let others = known
        .filter(|region| !operating.contains(region))
        .collect::<Vec<RegionCode>>();
    operating
        .into_iter()
        .chain(others)
        .map(|region| Choice::new(region, region_label(region)))
        .collect()
}

fn scope_choice(planner: Planner, scope: RwSignal<Id<Scope>>) -> AnyView {
    let options = Signal::derive(move || {
        planner.read(|workspace| {
            let scopes = workspace.plan().design().scopes.iter();
            let private = scopes.filter(|(_, row)| row.kind == ScopeKind::Private);
            private
                .map(|(id, _)| Choice::new(*id, sentence(scope_title(workspace, *id))))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <Select label="Scope" options=options value=scope on_change=scope.setter() />
        </Show>
    }
    .into_any()
}
