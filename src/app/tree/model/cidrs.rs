//! Where the addresses of a row lie.

use super::capacity::Room;
use crate::address::Cidr;
use crate::app::parts::figures::thousands;
use crate::plan::Node;
use crate::workspace::Workspace;

/// What stands in the second cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum CidrCell {
    /// The question does not arise.
    None,
    /// What is missing.
    Word(&'static str),
    /// The first block, and how many there are besides.
    Blocks {
        /// The lowest one.
        first: Cidr,
        /// The others.
        more: usize,
        /// Of several, all where they are few, else the first ones: for the tip.
        listing: Option<String>,
    },
}

/// So many blocks are listed at most.
const LISTED: usize = 12;

impl CidrCell {
    pub(super) fn of(workspace: &Workspace, node: Node) -> Self {
        let design = workspace.plan().design();
        let one = |cidr: Option<Cidr>| cidr.map_or(CidrCell::None, Self::one);
        match node {
            Node::Ipam | Node::Scope(_) => CidrCell::None,
            Node::Vpc(_) => CidrCell::Word("no CIDR yet"),
            Node::Pool(id) => match workspace.index().pool(id) {
                Some(entry) if entry.cidrs().len() > 0 => {
                    Self::several(entry.cidrs().map(|(cidr, _)| cidr), entry.cidrs().len())
                }
                Some(_) => CidrCell::Word("no CIDR yet"),
                None => CidrCell::None,
            },
            Node::Reservation(id) => one(design.reservations.get(&id).map(|row| row.cidr)),
            Node::VpcCidr(id) => one(design.vpc_cidrs.get(&id).map(|row| row.cidr)),
            Node::PublicBlock(id) => one(design.public_blocks.get(&id).map(|row| row.cidr)),
            Node::Subnet(id) => one(design.subnets.get(&id).map(|row| row.cidr)),
            Node::Free(id) => match workspace.index().pool(id) {
                Some(entry) => {
                    let room = Room::of(entry);
                    Self::several(room.first.into_iter(), room.blocks)
                }
                None => CidrCell::None,
            },
        }
    }

    fn one(cidr: Cidr) -> Self {
        Self::several([cidr].into_iter(), 1)
    }

    /// `count` blocks, the lowest first.
    fn several(mut blocks: impl Iterator<Item = Cidr>, count: usize) -> Self {
        let Some(first) = blocks.next() else {
            return CidrCell::None;
        };
        let mut listing = first.to_string();
        for block in blocks.take(LISTED - 1) {
            listing.push_str(", ");
            listing.push_str(&block.to_string());
        }
        if let Some(rest @ 1..) = count.checked_sub(LISTED) {
            listing.push_str(&format!(" and {} more", thousands(rest as u64)));
        }
        CidrCell::Blocks {
            first,
            more: count.saturating_sub(1),
            listing: (count > 1).then_some(listing),
        }
    }
}
