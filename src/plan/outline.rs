//! The plan as a tree: IPAM, scopes, pools, allocations, subnets, and the free space of each pool.

use rustc_hash::FxHashSet;

use super::index::{Block, Index, Placed};
use super::{AnyId, Id, Plan, Pool, PoolParent, PublicBlock, Reservation, Scope, Subnet, Vpc, VpcCidr};
use crate::ordered::{sort, sort_by};

/// Something that has a row in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// The IPAM: the root.
    Ipam,
    /// A scope, under the IPAM.
    Scope(Id<Scope>),
    /// A pool, under its scope or its source pool. It stands once, however many CIDRs it has.
    Pool(Id<Pool>),
    /// A custom allocation, under its pool.
    Reservation(Id<Reservation>),
    /// A CIDR of a VPC, under the pool it is allocated from, or under the scope when it is from none.
    VpcCidr(Id<VpcCidr>),
    /// A block of public addresses, likewise.
    PublicBlock(Id<PublicBlock>),
    /// A subnet, under the CIDR of its VPC that contains it.
    Subnet(Id<Subnet>),
    /// A VPC that has no CIDR yet, under its scope.
    Vpc(Id<Vpc>),
    /// What is free in a pool, as the last row under it.
    Free(Id<Pool>),
}

impl Node {
    /// The row of the tables that the node stands for; none for free space.
    pub fn row(self) -> Option<AnyId> {
        Some(match self {
            Node::Ipam => Plan::ipam_id().into(),
            Node::Scope(id) => id.into(),
            Node::Pool(id) => id.into(),
            Node::Reservation(id) => id.into(),
            Node::VpcCidr(id) => id.into(),
            Node::PublicBlock(id) => id.into(),
            Node::Subnet(id) => id.into(),
            Node::Vpc(id) => id.into(),
            Node::Free(_) => return None,
        })
    }
}

/// Reads the tree out of a plan and its index.
#[derive(Clone, Copy)]
pub struct Outline<'a> {
    plan: &'a Plan,
    index: &'a Index,
}

impl<'a> Outline<'a> {
    /// The tree of `plan`, whose index is `index`.
    pub fn new(plan: &'a Plan, index: &'a Index) -> Self {
        Self { plan, index }
    }

    /// Whether the node is there. A free row is there while its pool has a CIDR.
    pub fn has(self, node: Node) -> bool {
        let design = self.plan.design();
        match node {
            Node::Ipam => true,
            Node::Scope(id) => design.scopes.contains_key(&id),
            Node::Pool(id) => design.pools.contains_key(&id),
            Node::Reservation(id) => design.reservations.contains_key(&id),
            Node::VpcCidr(id) => design.vpc_cidrs.contains_key(&id),
            Node::PublicBlock(id) => design.public_blocks.contains_key(&id),
            Node::Subnet(id) => design.subnets.contains_key(&id),
            Node::Vpc(id) => design.vpcs.contains_key(&id),
            Node::Free(id) => self.index.pool(id).is_some_and(|entry| entry.cidrs().len() > 0),
        }
    }

    /// The node above, or `None` for the root and for what is not there. O(log n).
    pub fn parent(self, node: Node) -> Option<Node> {
        let design = self.plan.design();
        match node {
            Node::Ipam => None,
            Node::Scope(_) => Some(Node::Ipam),
            Node::Pool(id) => design.pools.get(&id).map(|pool| match pool.parent {
                PoolParent::Scope(scope) => Node::Scope(scope),
                PoolParent::Pool(source) => Node::Pool(source),
            }),
            Node::Reservation(id) => design.reservations.get(&id).map(|row| Node::Pool(row.pool)),
            Node::VpcCidr(id) => design
                .vpc_cidrs
                .get(&id)
                .map(|row| match (row.management_state(), row.pool) {
                    (super::ManagementState::Managed, Some(pool)) => Node::Pool(pool),
                    _ => Node::Scope(self.scope_of_vpc(row.vpc)),
                }),
            Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| match row.pool {
                Some(pool) => Node::Pool(pool),
                None => Node::Scope(row.scope),
            }),
            Node::Subnet(id) => {
                let row = design.subnets.get(&id)?;
                let cidrs = self.index.vpc(row.vpc)?.cidrs();
                let home = cidrs
                    .iter()
                    .find(|(cidr, _)| cidr.contains(row.cidr))
                    .or_else(|| cidrs.first());
                Some(home.map_or(Node::Vpc(row.vpc), |(_, cidr)| Node::VpcCidr(*cidr)))
            }
            Node::Vpc(id) => design.vpcs.get(&id).map(|vpc| Node::Scope(vpc.scope)),
            Node::Free(pool) => self.has(node).then_some(Node::Pool(pool)),
        }
    }

    /// The nodes above `node`, nearest first.
    pub fn ancestors(self, node: Node) -> impl Iterator<Item = Node> + 'a {
        std::iter::successors(self.parent(node), move |node| self.parent(*node))
    }

    /// The nodes above `node` at which what is below is summed: the nearest, the scope, and the IPAM. AWS nests pools ten deep;
    /// a file may nest them by the thousand, and must not cost the square of it.
    pub fn summing(self, node: Node) -> impl Iterator<Item = Node> {
        const NEAREST: usize = 32;
        let mut above: Vec<Node> = self.ancestors(node).take(NEAREST).collect();
        if let Some(Node::Pool(pool)) = above.last() {
            above.extend(self.index.pool(*pool).map(|entry| Node::Scope(entry.scope())));
            above.push(Node::Ipam);
        }
        above.into_iter()
    }

    /// The nodes below `node`, in order of address. O(children).
    pub fn children(self, node: Node) -> Vec<Node> {
        match node {
            Node::Ipam => {
                let mut scopes: Vec<_> = self.plan.design().scopes.iter().collect();
                sort_by(&mut scopes, |(one, first), (other, second)| {
                    let key = (first.kind, first.origin, &first.name, one);
                    key.cmp(&(second.kind, second.origin, &second.name, other))
                });
                scopes.into_iter().map(|(id, _)| Node::Scope(*id)).collect()
            }
            Node::Scope(id) => self.children_of_scope(id),
            Node::Pool(id) => self.children_of_pool(id),
            Node::VpcCidr(id) => self.children_of_vpc_cidr(id),
            Node::Vpc(id) => {
                let subnets = self.index.vpc(id).map(|entry| entry.subnets()).unwrap_or_default();
                subnets.iter().map(|(_, id)| Node::Subnet(*id)).collect()
            }
            Node::Reservation(_) | Node::PublicBlock(_) | Node::Subnet(_) | Node::Free(_) => Vec::new(),
        }
    }

    /// Whether the node has any below it. O(log n).
    pub fn has_children(self, node: Node) -> bool {
        match node {
            Node::Ipam => true,
            Node::Pool(id) => self.index.pool(id).is_some_and(|entry| {
                let is_child = |placed: Placed| !matches!(placed.block, Block::Subnet(_));
                entry.cidrs().len() > 0 || entry.sub_pools().len() > 0 || entry.allocations().iter().any(is_child)
            }),
            Node::Scope(id) => self.index.scope(id).is_some_and(|entry| {
                entry.top_pools().len() > 0 || !entry.outside_pools().is_empty() || entry.bare_vpcs().len() > 0
            }),
            Node::VpcCidr(id) => self
                .plan
                .design()
                .vpc_cidrs
                .get(&id)
                .and_then(|row| self.index.vpc(row.vpc))
                .is_some_and(|entry| !entry.subnets().is_empty() && !self.children_of_vpc_cidr(id).is_empty()),
            Node::Vpc(id) => self.index.vpc(id).is_some_and(|entry| !entry.subnets().is_empty()),
            Node::Reservation(_) | Node::PublicBlock(_) | Node::Subnet(_) | Node::Free(_) => false,
        }
    }

    /// Every node that has any below it. O(pools + subnets), however many allocations there are.
    pub fn openable(self) -> FxHashSet<Node> {
        let design = self.plan.design();
        let scopes = design.scopes.keys().map(|id| Node::Scope(*id));
        let pools = design.pools.keys().map(|id| Node::Pool(*id));
        let subnets = design.subnets.keys().map(|id| Node::Subnet(*id));
        let mut open: FxHashSet<Node> = scopes.chain(pools).filter(|node| self.has_children(*node)).collect();
        open.extend(subnets.filter_map(|subnet| self.parent(subnet)));
        open.insert(Node::Ipam);
        open
    }

    /// The rows that are seen when the nodes of `expanded` are open, in order. O(rows seen).
    pub fn rows(self, expanded: &FxHashSet<Node>) -> Vec<OutlineRow> {
        let mut rows = Vec::new();
        let root = RowPlace {
            level: 1,
            position: 1,
            siblings: 1,
        };
        self.push_rows(Node::Ipam, root, expanded, &mut rows);
        rows
    }

    /// Appends the row of a node that stands at `place`, and those that are seen below it.
    pub(super) fn push_rows(self, node: Node, place: RowPlace, expanded: &FxHashSet<Node>, rows: &mut Vec<OutlineRow>) {
        // No recursion: how deep pools are nested is for a file to say.
        let mut waiting = vec![(node, place)];
        while let Some((node, place)) = waiting.pop() {
            let twist = self.twist(node, expanded);
            rows.push(OutlineRow { node, place, twist });
            if twist == Twist::Open {
                waiting.extend(self.placed_children(node, place).rev());
            }
        }
    }

    /// Whether a row can be opened, and is.
    pub(super) fn twist(self, node: Node, expanded: &FxHashSet<Node>) -> Twist {
        match self.has_children(node) {
            false => Twist::Leaf,
            true if expanded.contains(&node) => Twist::Open,
            true => Twist::Closed,
        }
    }

    /// The children of a node that stands at `place`, each with its own place.
    pub(super) fn placed_children(
        self,
        node: Node,
        place: RowPlace,
    ) -> impl DoubleEndedIterator<Item = (Node, RowPlace)> {
        let children = self.children(node);
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let siblings = number(children.len());
        let placed = move |(before, child)| {
            let place = RowPlace {
                level: place.level + 1,
                position: number(before + 1),
                siblings,
            };
            (child, place)
        };
        children.into_iter().enumerate().map(placed)
    }

    /// The CIDRs of a VPC.
    pub(super) fn cidrs_of(self, vpc: Id<Vpc>) -> impl Iterator<Item = Id<VpcCidr>> {
        let cidrs = self.index.vpc(vpc).map(|entry| entry.cidrs()).unwrap_or_default();
        cidrs.iter().map(|(_, id)| *id)
    }

    fn children_of_scope(self, id: Id<Scope>) -> Vec<Node> {
        let Some(entry) = self.index.scope(id) else {
            return Vec::new();
        };
        let mut pools: Vec<_> = entry.top_pools().map(|pool| (self.sort_key(pool), pool)).collect();
        sort(&mut pools);
        let mut nodes: Vec<Node> = pools.into_iter().map(|(_, pool)| Node::Pool(pool)).collect();
        nodes.extend(entry.outside_pools().iter().filter_map(|placed| self.node_of(placed)));
        nodes.extend(entry.bare_vpcs().map(Node::Vpc));
        nodes
    }

    fn children_of_pool(self, id: Id<Pool>) -> Vec<Node> {
        let Some(entry) = self.index.pool(id) else {
            return Vec::new();
        };
        let mut nodes = Vec::with_capacity(entry.allocations().len() + 1);
        let mut seen = FxHashSet::default();
        for placed in entry.allocations().iter() {
            match self.node_of(placed) {
                Some(Node::Pool(pool)) if !seen.insert(pool) => {}
                // A subnet stands under the CIDR of its VPC, also when a resource planning pool gave it its block.
                Some(Node::Subnet(_)) => {}
                Some(node) => nodes.push(node),
                None => {}
            }
        }
        nodes.extend(entry.sub_pools().filter(|pool| !seen.contains(pool)).map(Node::Pool));
        if entry.cidrs().len() > 0 {
            nodes.push(Node::Free(id));
        }
        nodes
    }

    fn children_of_vpc_cidr(self, id: Id<VpcCidr>) -> Vec<Node> {
        let Some(row) = self.plan.design().vpc_cidrs.get(&id) else {
            return Vec::new();
        };
        let Some(entry) = self.index.vpc(row.vpc) else {
            return Vec::new();
        };
        if entry.cidrs().len() == 1 {
            return entry.subnets().iter().map(|(_, id)| Node::Subnet(*id)).collect();
        }
        let here = entry.subnets().iter().map(|(_, id)| Node::Subnet(*id));
        here.filter(|subnet| self.parent(*subnet) == Some(Node::VpcCidr(id)))
            .collect()
    }

    /// The node that shows a block; a CIDR of a pool is shown by the pool.
    pub fn node_of(self, placed: Placed) -> Option<Node> {
        Some(match placed.block {
            Block::PoolCidr(id) => Node::Pool(self.plan.design().pool_cidrs.get(&id)?.pool),
            Block::Reservation(id) => Node::Reservation(id),
            Block::VpcCidr(id) => Node::VpcCidr(id),
            Block::PublicBlock(id) => Node::PublicBlock(id),
            Block::Subnet(id) => Node::Subnet(id),
        })
    }

    fn scope_of_vpc(self, vpc: Id<Vpc>) -> Id<Scope> {
        self.index
            .vpc(vpc)
            .map_or_else(Plan::default_private_scope, |entry| entry.scope())
    }

    /// Pools with a CIDR come first, in order of address.
    fn sort_key(self, pool: Id<Pool>) -> (bool, Option<crate::address::Cidr>) {
        let first = self
            .index
            .pool(pool)
            .and_then(|entry| entry.cidrs().next())
            .map(|(cidr, _)| cidr);
        (first.is_none(), first)
    }
}

/// A row of the tree as it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineRow {
    /// What it shows.
    pub node: Node,
    /// Where it stands.
    pub place: RowPlace,
    /// Whether it can be opened, and is.
    pub twist: Twist,
}

/// Where a row stands among its siblings: what a screen reader says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// 1 for the root.
    pub level: u32,
    /// 1 for the first of its siblings.
    pub position: u32,
    /// How many siblings there are, itself included.
    pub siblings: u32,
}

/// Whether a row can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// There is nothing below.
    Leaf,
    /// What is below is hidden.
    Closed,
    /// What is below is shown.
    Open,
}
