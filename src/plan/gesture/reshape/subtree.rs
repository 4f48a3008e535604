//! All rows of a node and below it.

use crate::address::Cidr;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::{Block, Index};
use crate::plan::{Id, Node, Plan, Pool, Vpc};

/// What moves when a node moves.
#[derive(Clone, Debug, Default)]
pub(in crate::plan::gesture) struct Subtree {
    /// Its pools, each after its source pool.
    pub(in crate::plan::gesture) pools: Vec<Id<Pool>>,
    /// Every block of it: CIDRs of its pools, and what is allocated from them, with the subnets in it.
    pub(in crate::plan::gesture) blocks: OrderedMap<Block, Cidr>,
    /// The blocks of the node itself, in order.
    pub(in crate::plan::gesture) own: Vec<(Cidr, Block)>,
}

impl Subtree {
    /// The rows of `node` and below it. `None` when it has no block: the IPAM, a scope, free space, what is not there.
    pub(in crate::plan::gesture) fn of(plan: &Plan, index: &Index, node: Node) -> Option<Self> {
        let design = plan.design();
        let mut found = Self::default();
        match node {
            Node::Pool(id) => {
                found.own = index
                    .pool(id)?
                    .cidrs()
                    .map(|(cidr, id)| (cidr, Block::PoolCidr(id)))
                    .collect();
                found.pools = index.with_pools_below(id);
                for pool in found.pools.clone() {
                    found.add_pool(plan, index, pool);
                }
            }
            Node::Reservation(id) => found.add_own(design.reservations.get(&id)?.cidr, Block::Reservation(id)),
            Node::PublicBlock(id) => found.add_own(design.public_blocks.get(&id)?.cidr, Block::PublicBlock(id)),
            Node::Subnet(id) => found.add_own(design.subnets.get(&id)?.cidr, Block::Subnet(id)),
            Node::VpcCidr(id) => {
                let row = design.vpc_cidrs.get(&id)?;
                found.add_own(row.cidr, Block::VpcCidr(id));
                found.add_subnets(index, row.vpc, row.cidr);
            }
            Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => return None,
        }
        Some(found)
    }

    /// Adds another one, which lies beside it.
    pub(in crate::plan::gesture) fn add(&mut self, other: Self) {
        self.pools.extend(other.pools);
        self.blocks.extend(other.blocks);
        self.own.extend(other.own);
    }

    fn add_own(&mut self, cidr: Cidr, block: Block) {
        self.own.push((cidr, block));
        self.blocks.insert(block, cidr);
    }

    fn add_pool(&mut self, plan: &Plan, index: &Index, pool: Id<Pool>) {
        let Some(entry) = index.pool(pool) else { return };
        for (cidr, id) in entry.cidrs() {
            self.blocks.insert(Block::PoolCidr(id), cidr);
        }
        for placed in entry.allocations().iter() {
            self.blocks.insert(placed.block, placed.cidr);
            let vpc = match placed.block {
                Block::VpcCidr(id) => plan.design().vpc_cidrs.get(&id).map(|row| row.vpc),
                _ => None,
            };
            if let Some(vpc) = vpc {
                self.add_subnets(index, vpc, placed.cidr);
            }
        }
    }

    fn add_subnets(&mut self, index: &Index, vpc: Id<Vpc>, cidr: Cidr) {
        let Some(entry) = index.vpc(vpc) else { return };
        for (cidr, id) in entry.subnets_in(cidr) {
            self.blocks.insert(Block::Subnet(id), cidr);
        }
    }

    /// The VPCs that have a CIDR in it.
    pub(in crate::plan::gesture) fn vpcs(&self, plan: &Plan) -> OrderedSet<Id<Vpc>> {
        let cidrs = self.blocks.keys().filter_map(|block| match block {
            Block::VpcCidr(id) => plan.design().vpc_cidrs.get(id).map(|row| row.vpc),
            _ => None,
        });
        cidrs.collect()
    }
}
