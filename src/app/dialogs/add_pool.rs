//! A new pool: under a pool, or on top of a scope.

use leptos::html;

use super::block::{BlockFields, BlockForm, Need, Place};
use super::words::{pool_title, scope_title, title};
use super::{Then, focus_first_error, is_mod_enter, optional_text, required_name};
use crate::address::Family;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Choice, Dialog, Dismissal, Field, InitialFocus, Segmented, Select, Shortcut,
    use_announcer,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{RwSignal, Signal};
use crate::plan::gesture::{NewPool, add_pool};
use crate::plan::{AllocationRules, Node, PoolParent, RegionCode};

/// Asks for a pool with its first CIDR. It can also be made without one, as in AWS.
#[component]
pub(super) fn AddPool(
    /// Where it will hang.
    parent: PoolParent,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let name = required_name("Give the pool a name");
    let name_input = NodeRef::<html::Input>::new();
    let description = optional_text();
    let source = planner.peek(|workspace| match parent {
        PoolParent::Pool(source) => workspace.plan().design().pools.get(&source).cloned(),
        PoolParent::Scope(_) => None,
    });
    let family = RwSignal::new(source.as_ref().map_or(Family::Ipv4, |source| source.family));
    let inherited = source.as_ref().and_then(|source| source.locale);
    let locale = RwSignal::new(inherited);
    let place = match parent {
        PoolParent::Pool(pool) => Place::Pool(pool),
        PoolParent::Scope(scope) => Place::TopLevel(scope),
    };
    let block = BlockForm::new(
        planner,
        Signal::stored(place),
        family.into(),
        Need::Optional,
        planner.proposed.get_untracked(),
    );

    let add = move |then| {
        // Both, so that both errors are shown.
        let (Some(named), Some(cidr)) = (name.accept(), block.accept()) else {
            return focus_first_error();
        };
        let new = NewPool {
            name: named.clone(),
            description: description.accept().unwrap_or_default(),
            parent,
            family: family.get_untracked(),
            locale: locale.get_untracked(),
            rules: AllocationRules::default(),
            cidrs: cidr.into_iter().collect(),
        };
        if !planner.take(add_pool(new, &mut RandomIds)) {
            return;
        }
        match then {
            Then::Close => open.set(false),
            Then::Another => {
                use_announcer().polite(format!("Added {named}"));
                name.text().restart(String::new());
                block.begin_another();
                if let Some(input) = name_input.get_untracked() {
                    let _ = input.focus();
                }
            }
        }
    };
    let heading = if inherited.is_some() || source.is_some() {
        "Add sub-pool"
    } else {
        "Add top-level pool"
    };
    let where_to = planner.peek(|workspace| match parent {
        PoolParent::Pool(pool) => format!("Under {}", pool_title(workspace, pool)),
        PoolParent::Scope(scope) => format!("In {}", scope_title(workspace, scope)),
    });
    let source_name = planner.peek(|workspace| match parent {
        PoolParent::Pool(pool) => title(workspace, Node::Pool(pool)),
        PoolParent::Scope(_) => String::new(),
    });
    let submit_label = move || if block.is_anyway() { "Add anyway" } else { "Add pool" };
    let hint = move || {
        let example = match (parent, family.get()) {
            (PoolParent::Pool(_), Family::Ipv4) => "/16, 4000 addresses or 10.1.0.0/16",
            (PoolParent::Pool(_), Family::Ipv6) => "/52 or fd00:0:0:1000::/52",
            (PoolParent::Scope(_), Family::Ipv4) => "10.0.0.0/8",
            (PoolParent::Scope(_), Family::Ipv6) => "fd00:0:1000::/36",
        };
        Some(format!("Such as {example}. Leave it empty to provision a CIDR later"))
    };
    view! {
        <Dialog
            open=open
            title=heading
            description=Some(where_to)
            dismissal=Dismissal::Deliberate
            on_submit=move || add(Then::Close)
            footer=move || {
                view! {
                    <Button
                        label="Add another"
                        tip=Some("Adds this one and keeps the form open".to_owned())
                        shortcut=Shortcut::new("Mod+Enter")
                        on_press=move || add(Then::Another)
                    />
                    <Button
                        label=Signal::derive(move || submit_label().to_owned())
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
                        add(Then::Another);
                    }
                }
            >
                <Field label="Name" draft=name focus=InitialFocus::Here node_ref=name_input />
                {match parent {
                    PoolParent::Scope(_) => family_choice(family),
                    PoolParent::Pool(_) => ().into_any(),
                }}
                <BlockFields form=block hint=Signal::derive(hint) />
                {match inherited {
                    Some(region) => inherited_locale(region, source_name.clone()),
                    None => locale_choice(planner, locale),
                }}
                <Field label="Description" draft=description />
            </div>
        </Dialog>
    }
    .into_any()
}

fn family_choice(family: RwSignal<Family>) -> AnyView {
    view! {
        <Segmented
                label="Address family"
                options=vec![Choice::new(Family::Ipv4, "IPv4"), Choice::new(Family::Ipv6, "IPv6")]
                value=family
                on_change=family.setter()
            />
    }
    .into_any()
}

fn inherited_locale(region: RegionCode, source: String) -> AnyView {
    view! {
        <div class="field">
            <p>
                <span class="field__label">"Locale "</span>
                <span class="mono">{region.to_string()}</span>
            </p>
            <p class="field__hint">{format!("As {source} has it: sub-pools have the locale of their source pool")}</p>
        </div>
    }
    .into_any()
}

fn locale_choice(planner: Planner, locale: RwSignal<Option<RegionCode>>) -> AnyView {
    view! {
        <Select
            label="Locale"
            options=Signal::derive(move || planner.read(|workspace| locales(workspace.plan().ipam())))
            value=locale
            hint=Some("The Region whose VPCs can take from this pool. AWS never changes it".to_owned())
            on_change=locale.setter()
        />
    }
    .into_any()
}

/// None, and the operating Regions.
fn locales(ipam: &crate::plan::Ipam) -> Vec<Choice<Option<RegionCode>>> {
    let regions = ipam.all_operating_regions();
    let choices = regions
        .into_iter()
        .map(|region| Choice::new(Some(region), region_label(region)));
    std::iter::once(Choice::new(None, "None: for Regions below it"))
        .chain(choices)
        .collect()
}

/// `Europe (Frankfurt) eu-central-1`, or the code alone.
pub(super) fn region_label(region: RegionCode) -> String {
    match region.listing() {
        Some(listing) => format!("{} {}", listing.name, listing.code),
        None => region.to_string(),
    }
}
