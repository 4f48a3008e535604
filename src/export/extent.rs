//! Which part of a plan is written.

use rustc_hash::FxHashSet;

use super::writing::Source;
use crate::lifecycle::{Fate, Lifecycle};
use crate::plan::{AnyId, Id, Node, Pool, Vpc, VpcCidr};

/// Which part of a plan is written.
#[derive(Clone, Debug)]
pub enum Extent {
    /// Everything.
    Plan,
    /// A row of the tree with all that is below it. A VPC comes whole with any of its CIDRs.
    Subtree(Node),
    /// What the steps from what exists to the plan create or change; what is not theirs is referred to by its AWS id.
    Steps(Box<Lifecycle>),
}

/// An extent with what makes the question whether a row is in it quick.
pub(super) struct Reach {
    extent: Extent,
    /// The pools of a subtree.
    pools: FxHashSet<Id<Pool>>,
}

impl Reach {
    /// O(pools of the subtree).
    pub(super) fn new(extent: Extent, source: Source<'_>) -> Self {
        let mut pools = FxHashSet::default();
        let mut waiting: Vec<Id<Pool>> = match &extent {
            Extent::Subtree(Node::Pool(pool)) => vec![*pool],
            Extent::Subtree(Node::Scope(scope)) => {
                let entry = source.index.scope(*scope);
                entry.map(|entry| entry.top_pools().collect()).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        while let Some(pool) = waiting.pop() {
            if pools.insert(pool)
                && let Some(entry) = source.index.pool(pool)
            {
                waiting.extend(entry.sub_pools());
            }
        }
        Self { extent, pools }
    }

    /// The row of the tree to begin at.
    pub(super) fn root(&self) -> Node {
        match &self.extent {
            Extent::Subtree(node) => *node,
            Extent::Plan | Extent::Steps(_) => Node::Ipam,
        }
    }

    /// The steps, if they are what is written.
    pub(super) fn steps(&self) -> Option<&Lifecycle> {
        match &self.extent {
            Extent::Steps(lifecycle) => Some(lifecycle),
            Extent::Plan | Extent::Subtree(_) => None,
        }
    }

    /// Whether everything is written.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.extent, Extent::Plan | Extent::Subtree(Node::Ipam))
    }

    /// Whether the row of `id` is written. O(log n), and as many looks as its VPC has CIDRs.
    pub(super) fn has(&self, source: Source<'_>, id: AnyId) -> bool {
        let design = source.plan.design();
        let root = match &self.extent {
            Extent::Plan | Extent::Subtree(Node::Ipam) => return design.has(id),
            Extent::Steps(lifecycle) => return is_written(lifecycle.fates.get(&id).copied()),
            Extent::Subtree(root) => *root,
        };
        let in_pool = |pool: Option<Id<Pool>>| pool.is_some_and(|pool| self.pools.contains(&pool));
        match id {
            AnyId::Scope(id) => root == Node::Scope(id),
            AnyId::Pool(id) => self.pools.contains(&id),
            AnyId::PoolCidr(id) => in_pool(design.pool_cidrs.get(&id).map(|row| row.pool)),
            AnyId::Reservation(id) => {
                root == Node::Reservation(id) || in_pool(design.reservations.get(&id).map(|row| row.pool))
            }
            AnyId::Vpc(id) => root == Node::Vpc(id) || self.is_in(source, id),
            AnyId::VpcCidr(id) => {
                let row = design.vpc_cidrs.get(&id);
                row.is_some_and(|row| self.is_in(source, row.vpc))
            }
            AnyId::Subnet(id) => {
                let row = design.subnets.get(&id);
                root == Node::Subnet(id) || row.is_some_and(|row| self.has(source, row.vpc.into()))
            }
            AnyId::PublicBlock(id) => {
                root == Node::PublicBlock(id)
                    || design.public_blocks.get(&id).is_some_and(|row| match row.pool {
                        Some(pool) => self.pools.contains(&pool),
                        None => root == Node::Scope(row.scope),
                    })
            }
            _ => false,
        }
    }

    fn is_in(&self, source: Source<'_>, vpc: Id<Vpc>) -> bool {
        self.is_bare_in(source, vpc) || self.home(source, vpc).is_some()
    }

    /// Whether the VPC has no CIDR and stands under a scope that is written.
    fn is_bare_in(&self, source: Source<'_>, vpc: Id<Vpc>) -> bool {
        let Some(entry) = source.index.vpc(vpc) else {
            return false;
        };
        entry.cidrs().is_empty() && self.root() == Node::Scope(entry.scope())
    }

    /// The CIDR at which a VPC is written, with all of its CIDRs and subnets: the first of them that is met in the tree.
    pub(super) fn home(&self, source: Source<'_>, vpc: Id<Vpc>) -> Option<Id<VpcCidr>> {
        let cidrs = source.index.vpc(vpc)?.cidrs();
        let (_, home) = cidrs.iter().find(|(_, id)| self.meets(source, *id))?;
        Some(*home)
    }

    fn meets(&self, source: Source<'_>, id: Id<VpcCidr>) -> bool {
        let Extent::Subtree(root) = &self.extent else {
            return true;
        };
        match (*root, source.outline().parent(Node::VpcCidr(id))) {
            (Node::Ipam, _) => true,
            (Node::VpcCidr(root), _) => root == id,
            (_, Some(Node::Pool(pool))) => self.pools.contains(&pool),
            (root, Some(scope)) => root == scope,
            (_, None) => false,
        }
    }
}

fn is_written(fate: Option<Fate>) -> bool {
    match fate {
        Some(Fate::Created | Fate::Changed | Fate::Recreated(_) | Fate::Reimported(_)) => true,
        Some(Fate::Destroyed(_) | Fate::Impossible) | None => false,
    }
}
