//! What an action is about: what the selected row stands for, or lies in.

use crate::plan::{Id, Node, Plan, Pool, PoolParent, Vpc, VpcCidr};
use crate::workspace::Workspace;

/// The pool that a row stands for, or lies in.
pub fn pool_at(workspace: &Workspace, node: Node) -> Option<Id<Pool>> {
    path(workspace, node).find_map(|node| match node {
        Node::Pool(id) | Node::Free(id) => Some(id),
        _ => None,
    })
}

/// The CIDR of a VPC that a row stands for, or lies in.
pub(super) fn vpc_cidr_at(workspace: &Workspace, node: Node) -> Option<Id<VpcCidr>> {
    path(workspace, node).find_map(|node| match node {
        Node::VpcCidr(id) => Some(id),
        _ => None,
    })
}

/// The VPC that a row stands for, or lies in.
pub fn vpc_at(workspace: &Workspace, node: Node) -> Option<Id<Vpc>> {
    path(workspace, node).find_map(|node| match node {
        Node::Vpc(id) => Some(id),
        Node::VpcCidr(id) => workspace.plan().design().vpc_cidrs.get(&id).map(|row| row.vpc),
        _ => None,
    })
}

/// The pool of the public scope that a row stands for, or lies in.
pub(super) fn public_pool_at(workspace: &Workspace, node: Node) -> Option<Id<Pool>> {
    let pool = pool_at(workspace, node)?;
    let scope = workspace.index().pool(pool)?.scope();
    (scope == Plan::default_public_scope()).then_some(pool)
}

/// Where a new pool would hang when `node` is selected.
pub(super) fn parent_at(workspace: &Workspace, node: Node) -> PoolParent {
    let parent = path(workspace, node).find_map(|node| match node {
        Node::Pool(id) | Node::Free(id) => Some(PoolParent::Pool(id)),
        Node::Scope(id) => Some(PoolParent::Scope(id)),
        _ => None,
    });
    parent.unwrap_or_else(|| PoolParent::Scope(Plan::default_private_scope()))
}

/// Whether a row is marked as existing in AWS.
pub(in crate::app) fn exists(plan: &Plan, node: Node) -> bool {
    node.row().is_some_and(|row| plan.actual().has(row))
}

fn path(workspace: &Workspace, node: Node) -> impl Iterator<Item = Node> + '_ {
    std::iter::once(node).chain(workspace.outline().ancestors(node))
}
