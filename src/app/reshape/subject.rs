//! The row that a dialog is about.

use crate::address::Cidr;
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::{Choice, Select};
use crate::app::reactive::{RwSignal, Signal};
use crate::plan::{Id, Node, Pool, PoolParent, RegionCode};
use crate::workspace::Workspace;

/// The blocks of a row: several for a pool alone.
pub(super) fn blocks_of(workspace: &Workspace, node: Node) -> Vec<Cidr> {
    let design = workspace.plan().design();
    let one = match node {
        Node::Pool(id) => {
            let cidrs = workspace.index().pool(id).into_iter().flat_map(|entry| entry.cidrs());
            return cidrs.map(|(cidr, _)| cidr).collect();
        }
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => None,
    };
    one.into_iter().collect()
}

/// What a row is called, with its first block.
pub(super) fn called(workspace: &Workspace, node: Node) -> String {
    match blocks_of(workspace, node).as_slice() {
        [] => title(workspace, node),
        [only] => format!("{} ({only})", title(workspace, node)),
        [first, more @ ..] => format!("{} ({first} and {} more)", title(workspace, node), more.len()),
    }
}

/// What gives a row its blocks.
pub(super) fn holder_of(workspace: &Workspace, node: Node) -> Option<PoolParent> {
    let design = workspace.plan().design();
    let pool = match node {
        Node::Pool(id) => return design.pools.get(&id).map(|row| row.parent),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id)?.pool,
        Node::Reservation(id) => Some(design.reservations.get(&id)?.pool),
        Node::PublicBlock(id) => design.public_blocks.get(&id)?.pool,
        _ => None,
    };
    pool.map(PoolParent::Pool)
}

/// The Region of a row: the locale of a pool, the Region of a VPC.
pub(super) fn region_of(workspace: &Workspace, node: Node) -> Option<RegionCode> {
    let design = workspace.plan().design();
    match node {
        Node::Pool(id) => design.pools.get(&id)?.locale,
        Node::VpcCidr(id) => Some(design.vpcs.get(&design.vpc_cidrs.get(&id)?.vpc)?.region),
        Node::PublicBlock(id) => design.public_blocks.get(&id)?.region,
        _ => None,
    }
}

/// The pools that a pool is or lies in, the innermost first.
pub(super) fn with_pools_above(workspace: &Workspace, node: Node) -> impl Iterator<Item = Id<Pool>> + '_ {
    let above = workspace.outline().ancestors(node);
    std::iter::once(node).chain(above).filter_map(|node| match node {
        Node::Pool(id) => Some(id),
        _ => None,
    })
}

/// Asks which block of several is meant; nothing where there is one.
pub(super) fn block_choice(blocks: &[Cidr], chosen: RwSignal<Cidr>) -> Option<AnyView> {
    (blocks.len() > 1).then(|| {
        let options: Vec<Choice<Cidr>> = blocks
            .iter()
            .map(|block| Choice::new(*block, block.to_string()))
            .collect();
        view! { <Select label="CIDR" options=Signal::stored(options) value=chosen on_change=chosen.setter() /> }
            .into_any()
    })
}
