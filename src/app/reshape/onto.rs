//! The same layout on another network: once more, or instead.

use super::form::{Answer, Form, form};
use super::subject::{block_choice, blocks_of, called, holder_of, region_of};
use crate::address::{Cidr, Family, Strategy};
use crate::app::dialogs::words::{pool_title, scope_title, sentence};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Choice, Combobox, ComboboxOption, Draft, Field, FieldKind, InitialFocus, Select};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::gesture::{Copying, SizeOrBlock, duplicate, rebase};
use crate::plan::{Id, Node, Pool, PoolParent, RegionCode};
use crate::workspace::Workspace;

/// What becomes of the layout that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// It stays, and there is another.
    Duplicate,
    /// It moves.
    Rebase,
}

/// Asks for the new base, and of a copy also where it hangs, its Region and what is called otherwise in it.
pub(super) fn dialog(again: Again, node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let (blocks, about, now, region) = planner.peek(|workspace| {
        let about = called(workspace, node);
        let (blocks, now) = (blocks_of(workspace, node), holder_of(workspace, node));
        (blocks, about, now, region_of(workspace, node))
    });
    let first = *blocks.first()?;
    let block = RwSignal::new(first);
    let holder = RwSignal::new(now);
    let begin = match (again, now) {
        (Again::Duplicate, Some(PoolParent::Pool(_))) => first.netmask_length().to_string(),
        _ => String::new(),
    };
    let base = Draft::new(begin, move |text| base_of(planner, text, block.get(), holder.get()));
    let other_region = RwSignal::new(None::<RegionCode>);
    let text = || Draft::new("", |text| Ok(text.trim().to_owned()));
    let (from_name, to_name) = (text(), text());
    let answer = Memo::new(move |_| {
        let Ok(to) = base.value() else {
            return Answer::Incomplete;
        };
        let from = block.get();
        if again == Again::Rebase {
            return planner.read(|w| Answer::of(rebase(w.plan(), w.index(), node, from, to)));
        }
        let copying = Copying {
            parent: holder.get().filter(|holder| now != Some(*holder)),
            region: region.zip(other_region.get()),
            names: names(region.zip(other_region.get()), from_name.value(), to_name.value()),
        };
        let ids = &mut RandomIds;
        planner.read(|w| Answer::of(duplicate(w.plan(), w.index(), node, (from, to), &copying, ids)))
    });
    let copies_pool = again == Again::Duplicate && matches!(node, Node::Pool(_));
    let fields = move || {
        let parent = copies_pool.then(|| parent_field(planner, node, first.family(), holder));
        let copy = (again == Again::Duplicate).then(|| {
            let region = region.map(|region| region_field(planner, region, other_region));
            view! {
                {region}
                <div class="cluster">
                    <Field label="Replace in names" draft=from_name />
                    <Field label="by" draft=to_name />
                </div>
            }
        });
        view! {
            {block_choice(&blocks, block)}
            {parent}
            <Field
                label="Onto"
                draft=base
                kind=FieldKind::Mono
                hint=Some("A CIDR such as 10.64.0.0/16, or a size: then the first free block. It may be larger or smaller".to_owned())
                focus=InitialFocus::Here
            />
            {copy}
        }
        .into_any()
    };
    let (title, verb) = match again {
        Again::Duplicate => ("Duplicate with all that lies in it", "Duplicate"),
        Again::Rebase => ("Rebase onto another network", "Rebase"),
    };
    Some(form(
        open,
        Form {
            title,
            about,
            verb,
            answer,
            accept: Box::new(move || _ = base.accept()),
            fields: Box::new(fields),
        },
    ))
}

/// The block that a text asks for: itself, or the first free one of the size in what gives it.
fn base_of(planner: Planner, text: &str, block: Cidr, holder: Option<PoolParent>) -> Result<Cidr, String> {
    match SizeOrBlock::parse(text, block.family()).map_err(sentence)? {
        SizeOrBlock::Block(cidr) => Ok(cidr),
        SizeOrBlock::Size(length) => {
            let Some(PoolParent::Pool(pool)) = holder else {
                return Err("It is from no pool: write a CIDR such as 10.64.0.0/16".to_owned());
            };
            let found = planner.read(|workspace| {
                let space = workspace.index().pool(pool)?.space();
                space.find(length, Strategy::LowestAddress)
            });
            found.ok_or_else(|| format!("No block of {length} is free in the pool: write a CIDR of another"))
        }
    }
}

/// What is called otherwise: the code of the Region, and what was typed.
fn names(
    regions: Option<(RegionCode, RegionCode)>,
    from: Result<String, String>,
    to: Result<String, String>,
) -> Vec<(String, String)> {
    let typed = from.ok().zip(to.ok()).filter(|(from, _)| !from.is_empty());
    let codes = regions.map(|(from, to)| (from.to_string(), to.to_string()));
    typed.into_iter().chain(codes).collect()
}

fn parent_field(planner: Planner, node: Node, family: Family, holder: RwSignal<Option<PoolParent>>) -> AnyView {
    let options = Memo::new(move |_| planner.read(|workspace| parents(workspace, node, family)));
    let value = Signal::derive(move || match holder.get() {
        Some(PoolParent::Pool(pool)) => pool.to_string(),
        Some(PoolParent::Scope(scope)) => scope.to_string(),
        None => String::new(),
    });
    let choose = Callback::new(move |chosen: String| {
        let scope = planner.peek(|workspace| {
            let mut scopes = workspace.plan().design().scopes.keys();
            scopes.find(|scope| scope.as_str() == chosen).copied()
        });
        let pool = || chosen.parse::<Id<Pool>>().ok().map(PoolParent::Pool);
        if let Some(parent) = scope.map(PoolParent::Scope).or_else(pool) {
            holder.set(Some(parent));
        }
    });
    view! { <Combobox label="Under" options=options value=value on_change=choose /> }.into_any()
}

/// Where a copy of a pool can hang. O(pools).
fn parents(workspace: &Workspace, node: Node, family: Family) -> Vec<ComboboxOption> {
    let below = match node {
        Node::Pool(id) => workspace.index().with_pools_below(id),
        _ => Vec::new(),
    };
    let design = workspace.plan().design();
    let scopes = design.scopes.keys();
    let scopes =
        scopes.map(|id| ComboboxOption::new(id.as_str(), format!("The top of {}", scope_title(workspace, *id))));
    let pools = design
        .pools
        .iter()
        .filter(|(id, row)| row.family == family && !below.contains(id));
    let pools = pools.map(|(id, _)| ComboboxOption::new(id.as_str(), pool_title(workspace, *id)));
    scopes.chain(pools).collect()
}

fn region_field(planner: Planner, now: RegionCode, other: RwSignal<Option<RegionCode>>) -> AnyView {
    let regions = planner.peek(|workspace| workspace.plan().ipam().all_operating_regions());
    let named = |region: RegionCode| {
        let name = region.listing().map(|listing| listing.name).unwrap_or_default();
        Choice::new(Some(region), region.as_str()).detail(name)
    };
    let mut options = vec![Choice::new(None, format!("As now, {now}"))];
    options.extend(regions.into_iter().filter(|region| *region != now).map(named));
    view! {
        <Select
            label="Region"
            options=Signal::stored(options)
            value=other
            hint=Some("Locales, Regions of VPCs, zones and the code in names follow".to_owned())
            on_change=other.setter()
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn what_was_typed_is_replaced_before_the_code_of_the_region() {
        let text = |text: &str| Ok(text.to_owned());
        assert_eq!(names(None, text(""), text("x")), []);
        let regions = "eu-central-1".parse().ok().zip("eu-west-1".parse().ok());
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            names(regions, text("Frankfurt"), text("Ireland")),
            [pair("Frankfurt", "Ireland"), pair("eu-central-1", "eu-west-1")]
        );
    }
}
