//! Resource planning pools: pools that hold the CIDR of a VPC, for its subnets.

use super::fields::{fact, node_link};
use super::row::Held;
use crate::app::dialogs::words::{pool_title, title};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize, Combobox, ComboboxOption, LabelPlace, source_link};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::plan::gesture::plan_subnets_by_pool;
use crate::plan::{Id, Node, Pool, PoolParent, ScopeKind, Subnet, Vpc, VpcCidr};
use crate::workspace::Workspace;

/// What AWS says of them.
const PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html";

/// What stands for none in a list: no id is written so.
const NONE: &str = "none";

/// The VPC for whose subnets a top-level private pool plans; nothing for other pools.
pub(super) fn of_pool(held: Held<Pool>) -> AnyView {
    let Held { planner, id, .. } = held;
    let is_private_top = planner.peek(|workspace| {
        let design = workspace.plan().design();
        let PoolParent::Scope(scope) = design.pools.get(&id)?.parent else {
            return None;
        };
        Some(design.scopes.get(&scope)?.kind == ScopeKind::Private)
    });
    if is_private_top != Some(true) {
        return ().into_any();
    }
    let options = Memo::new(move |_| planner.read(|workspace| vpcs(workspace, id)));
    let value = held.text(|row| row.source_resource.as_ref().map_or(NONE, Id::as_str).to_owned());
    let write = Callback::new(move |chosen: String| {
        let vpc = chosen.parse::<Id<Vpc>>().ok().filter(|_| chosen != NONE);
        let name = planner.peek(|workspace| vpc.map(|vpc| vpc_title(workspace, vpc)));
        held.write(
            |row| match &name {
                Some(name) => format!("Let {row} plan the subnets of {name}"),
                None => format!("Let {row} plan for no VPC"),
            },
            |row| row.source_resource = vpc,
        );
    });
    view! {
        <Combobox
            label="Plans for"
            options=options
            value=value
            hint=Some("The VPC whose subnets take their CIDRs from this pool. It then holds a CIDR of that VPC".to_owned())
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=write
        />
    }
    .into_any()
}

/// The VPCs of the pool's scope.
fn vpcs(workspace: &Workspace, pool: Id<Pool>) -> Vec<ComboboxOption> {
    let scope = workspace.index().pool(pool).map(|entry| entry.scope());
    let vpcs = workspace.plan().design().vpcs.iter();
    let own = vpcs.filter(|(_, row)| Some(row.scope) == scope);
    let option = |(id, _): (&Id<Vpc>, &Vpc)| {
        let cidr = workspace
            .index()
            .vpc(*id)
            .and_then(|entry| entry.cidrs().first().copied());
        let cidr = cidr.map(|(cidr, _)| cidr.to_string()).unwrap_or_default();
        ComboboxOption::new(id.as_str(), vpc_title(workspace, *id)).detail(cidr)
    };
    std::iter::once(ComboboxOption::new(NONE, "No VPC"))
        .chain(own.map(option))
        .collect()
}

fn vpc_title(workspace: &Workspace, vpc: Id<Vpc>) -> String {
    let row = workspace.plan().design().vpcs.get(&vpc);
    match row.map(|row| row.name.as_str()) {
        Some("") | None => title(workspace, Node::Vpc(vpc)),
        Some(name) => name.to_owned(),
    }
}

/// The pools that plan for a VPC, and a button that adds one for the CIDR that is shown.
pub(super) fn of_vpc(held: Held<Vpc>) -> AnyView {
    let Held { planner, id, node } = held;
    let pools = Memo::new(move |_| planner.read(|workspace| planning_pools(workspace, id)));
    let within = match node {
        Node::VpcCidr(within) => Some(within),
        _ => None,
    };
    let links = following(move || {
        let pools = pools.get();
        if pools.is_empty() {
            let add = within.map(|within| button(planner, within));
            return view! {
                {fact("Planning pool", view! { <span class="dim">"none"</span> }.into_any())}
                {add}
            }
            .into_any();
        }
        let link = |pool: Id<Pool>| {
            let words = planner.peek(|workspace| pool_title(workspace, pool));
            view! { <div>{node_link(planner, Node::Pool(pool), words)}</div> }
        };
        fact("Planning pool", pools.into_iter().map(link).collect_view().into_any())
    });
    view! {
        {links}
        <p class="field__hint">
            "With a resource planning pool, IPAM gives subnets their CIDRs too. " {source_link(PAGE, "Plan VPC IP address space for subnets")}
        </p>
    }
    .into_any()
}

fn button(planner: Planner, within: Id<VpcCidr>) -> AnyView {
    let add = Callback::new(move |()| {
        let gesture = planner.peek(|workspace| plan_subnets_by_pool(workspace.plan(), within, &mut RandomIds));
        if let Some(gesture) = gesture {
            planner.take(gesture);
        }
    });
    view! {
        <Button label="Add a resource planning pool" size=ButtonSize::Small refusal=planner.refusal() on_press=add />
    }
    .into_any()
}

/// The pools whose source resource is the VPC.
fn planning_pools(workspace: &Workspace, vpc: Id<Vpc>) -> Vec<Id<Pool>> {
    let pools = workspace.plan().design().pools.iter();
    pools
        .filter(|(_, row)| row.source_resource == Some(vpc))
        .map(|(id, _)| *id)
        .collect()
}

/// The pool that a subnet takes its CIDR from: one that plans for its VPC, or one below such a pool.
pub(super) fn of_subnet(held: Held<Subnet>) -> AnyView {
    let Held { planner, id, .. } = held;
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            let row = workspace.plan().design().subnets.get(&id);
            let (vpc, now) = (row.map(|row| row.vpc), row.and_then(|row| row.pool));
            let tops = vpc.map(|vpc| planning_pools(workspace, vpc)).unwrap_or_default();
            let mut pools: Vec<Id<Pool>> = Vec::new();
            for top in tops {
                pools.push(top);
                let mut at = pools.len() - 1;
                while let Some(pool) = pools.get(at).copied() {
                    let below = workspace
                        .index()
                        .pool(pool)
                        .map(|entry| entry.sub_pools().collect::<Vec<_>>());
                    pools.extend(below.unwrap_or_default());
                    at += 1;
                }
            }
            pools.extend(now.filter(|now| !pools.contains(now)));
            let option = |pool: Id<Pool>| ComboboxOption::new(pool.as_str(), pool_title(workspace, pool));
            let none = ComboboxOption::new(NONE, "No pool");
            std::iter::once(none)
                .chain(pools.into_iter().map(option))
                .collect::<Vec<_>>()
        })
    });
    let value = held.text(|row| row.pool.as_ref().map_or(NONE, Id::as_str).to_owned());
    let write = Callback::new(move |chosen: String| {
        let pool = chosen.parse::<Id<Pool>>().ok().filter(|_| chosen != NONE);
        let name = planner.peek(|workspace| pool.map(|pool| title(workspace, Node::Pool(pool))));
        held.write(
            |row| match &name {
                Some(name) => format!("Allocate {row} from {name}"),
                None => format!("Allocate {row} from no pool"),
            },
            |row| row.pool = pool,
        );
    });
    view! {
        <Combobox
            label="Pool"
            options=options
            value=value
            hint=Some("A resource planning pool of the VPC".to_owned())
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=write
        />
    }
    .into_any()
}
