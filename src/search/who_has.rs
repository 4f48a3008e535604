//! "Who has 10.3.4.5?", in every scope.

use std::fmt;

use crate::address::Cidr;
use crate::plan::gesture::{NamedBlock, name_of};
use crate::plan::index::{Block, Index, Placed};
use crate::plan::{Id, Monitoring, Node, Outline, Plan, Scope, tidy};

/// What a scope knows of an address or a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The scope.
    pub scope: Id<Scope>,
    /// What is asked for.
    pub asked: Cidr,
    /// What holds it, the outermost first: CIDRs of pools, then what is allocated from the innermost, then a subnet.
    pub holders: Vec<(Node, NamedBlock)>,
    /// What lies inside it, where it is more than one address, in order of address; at most [`Whereabouts::MOST`].
    pub inside: Vec<(Node, NamedBlock)>,
    /// How many lie inside it.
    pub inside_count: usize,
    /// What is free around it in the innermost pool that holds it, if it is free there.
    pub free: Option<Cidr>,
}

impl Whereabouts {
    /// So many blocks inside are listed.
    pub const MOST: usize = 100;

    /// The innermost that holds it.
    pub fn holder(&self) -> Option<Node> {
        self.holders.last().map(|(node, _)| *node)
    }
}

/// Who has `asked`, an address (as its `/32` or `/128`) or a block, in each scope that knows something about it.
/// O(scopes × (lengths × log n + found)).
pub fn who_has(plan: &Plan, index: &Index, asked: Cidr) -> Vec<Whereabouts> {
    let scopes = Outline::new(plan, index).children(Node::Ipam).into_iter();
    let scopes = scopes.filter_map(|node| match node {
        Node::Scope(id) => Some(id),
        _ => None,
    });
    scopes.filter_map(|scope| in_scope(plan, index, scope, asked)).collect()
}

fn in_scope(plan: &Plan, index: &Index, scope: Id<Scope>, asked: Cidr) -> Option<Whereabouts> {
    let entry = index.scope(scope)?;
    let outline = Outline::new(plan, index);
    let node = |placed: Placed| Some((outline.node_of(placed)?, NamedBlock::of(plan, index, placed)));
    // Ignored CIDRs are among those outside pools alone.
    let is_ignored = |placed: &Placed| match placed.block {
        Block::VpcCidr(id) => plan
            .design()
            .vpc_cidrs
            .get(&id)
            .is_some_and(|row| row.monitoring == Monitoring::Ignored),
        _ => false,
    };
    let blocks = entry.blocks();
    let ignored = entry.outside_pools();
    let mut around: Vec<Placed> = blocks.around(asked).collect();
    around.extend(blocks.inside(asked).take_while(|placed| placed.cidr == asked));
    around.extend(
        ignored
            .meeting(asked)
            .filter(|placed| placed.cidr.contains(asked) && is_ignored(placed)),
    );
    // Larger before smaller; of one CIDR the pools before what is allocated from them, the outer pool before the inner.
    crate::ordered::sort_by_key(&mut around, |placed| {
        let depth = match placed.block {
            Block::PoolCidr(id) => {
                let pool = plan.design().pool_cidrs.get(&id).and_then(|row| index.pool(row.pool));
                pool.map_or(0, |pool| pool.depth())
            }
            _ => u32::MAX,
        };
        (placed.cidr.netmask_length(), depth, *placed)
    });
    let mut holders: Vec<(Node, NamedBlock)> = around.iter().filter_map(|placed| node(*placed)).collect();
    for placed in &around {
        let Block::VpcCidr(id) = placed.block else { continue };
        let vpc = plan.design().vpc_cidrs.get(&id).and_then(|row| index.vpc(row.vpc));
        let subnets = vpc.map(|vpc| vpc.subnets()).unwrap_or_default();
        let holding = subnets
            .iter()
            .filter(|(subnet, _)| subnet.contains(asked) && placed.cidr.contains(*subnet));
        holders.extend(holding.filter_map(|(cidr, id)| {
            node(Placed {
                cidr: *cidr,
                block: Block::Subnet(*id),
            })
        }));
    }
    let inside = blocks.inside(asked).filter(|placed| placed.cidr != asked);
    let listed: Vec<(Node, NamedBlock)> = inside.clone().take(Whereabouts::MOST).filter_map(node).collect();
    let innermost = around.iter().rev().find_map(|placed| match placed.block {
        Block::PoolCidr(id) => plan.design().pool_cidrs.get(&id).and_then(|row| index.pool(row.pool)),
        _ => None,
    });
    let found = Whereabouts {
        scope,
        asked,
        free: innermost.and_then(|pool| pool.space().free_block_around(asked)),
        inside_count: inside.count(),
        holders,
        inside: listed,
    };
    (!found.holders.is_empty() || found.inside_count > 0).then_some(found)
}

/// One sentence: "10.3.4.5 is in VPC shop (10.3.4.0/22)".
pub struct Told<'a> {
    plan: &'a Plan,
    found: &'a Whereabouts,
}

impl Whereabouts {
    /// The answer as one sentence.
    pub fn told<'a>(&'a self, plan: &'a Plan) -> Told<'a> {
        Told { plan, found: self }
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found;
        if found.asked.netmask_length() == found.asked.family().longest() {
            write!(f, "{}", found.asked.first())?;
        } else {
            write!(f, "{}", found.asked)?;
        }
        match found.holders.last() {
            Some((node, block)) => {
                let what = match node {
                    Node::Pool(_) if found.free.is_some() => "is free in pool",
                    Node::Pool(_) if found.inside_count > 0 => "is in use in part in pool",
                    Node::Pool(_) => "is in pool",
                    Node::VpcCidr(_) => "is in VPC",
                    Node::Subnet(_) => "is in subnet",
                    Node::Reservation(_) => "is reserved as",
                    _ => "is in public block",
                };
                write!(f, " {what} {block}")?;
            }
            None => write!(f, " holds {} blocks, and lies in none", found.inside_count)?,
        }
        match name_of(self.plan, Node::Scope(found.scope)).and_then(tidy) {
            Some(scope) => write!(f, ", scope {scope}"),
            None => Ok(()),
        }
    }
}
