//! Lists of blocks: the CIDRs of a pool, what is allocated from it, what is free, what lies in a VPC.

use super::{addresses, state_word, usable};
use crate::address::{Cidr, Family};
use crate::app::dialogs::words::title;
use crate::plan::index::{Block, Placed};
use crate::plan::{AnyId, CidrRole, Id, Monitoring, Node, Pool, PublicBlockKind, Vpc};
use crate::workspace::Workspace;

/// How many lines of a list are drawn; the rest is counted.
pub(in crate::app::inspector) const LISTED: usize = 50;

/// Some of a list, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app::inspector) struct Lines {
    pub(in crate::app::inspector) lines: Vec<Line>,
    pub(in crate::app::inspector) more: usize,
}

/// A block of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::inspector) struct Line {
    pub(in crate::app::inspector) cidr: Cidr,
    /// The row behind it, for what can be done with it.
    pub(in crate::app::inspector) row: Option<AnyId>,
    /// Where it is shown.
    pub(in crate::app::inspector) node: Option<Node>,
    /// What it is called.
    pub(in crate::app::inspector) name: String,
    /// What it is.
    pub(in crate::app::inspector) detail: String,
    /// How many addresses.
    pub(in crate::app::inspector) figure: String,
    /// What can be done with it.
    pub(in crate::app::inspector) action: Option<&'static str>,
}

impl Lines {
    /// The first of `all`, which are `count`.
    fn first(all: impl Iterator<Item = Line>, count: usize) -> Self {
        Self {
            lines: all.take(LISTED).collect(),
            more: count.saturating_sub(LISTED),
        }
    }
}

fn line(cidr: Cidr) -> Line {
    Line {
        cidr,
        row: None,
        node: None,
        name: String::new(),
        detail: String::new(),
        figure: addresses(cidr.size()),
        action: None,
    }
}

/// The CIDRs provisioned to a pool.
pub(in crate::app::inspector) fn pool_cidrs(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let cidrs = entry.cidrs().map(|(cidr, id)| Line {
        row: Some(id.into()),
        action: Some("Deprovision"),
        ..line(cidr)
    });
    Lines::first(cidrs, entry.cidrs().len())
}

/// What is allocated from a pool, with AWS's word for its type.
pub(in crate::app::inspector) fn allocations(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let outline = workspace.outline();
    let lines = entry.allocations().iter().map(|placed| {
        let node = outline.node_of(placed);
        Line {
            row: Some(placed.block.into()),
            node,
            name: node.map(|node| title(workspace, node)).unwrap_or_default(),
            detail: allocation_type(workspace, placed).to_owned(),
            ..line(placed.cidr)
        }
    });
    Lines::first(lines, entry.allocations().len())
}

/// AWS's `ResourceType` of an allocation.
fn allocation_type(workspace: &Workspace, placed: Placed) -> &'static str {
    match placed.block {
        Block::PoolCidr(_) => "ipam-pool",
        Block::Reservation(_) => "custom",
        Block::VpcCidr(_) => "vpc",
        Block::Subnet(_) => "subnet",
        Block::PublicBlock(id) => match workspace.plan().design().public_blocks.get(&id).map(|row| row.kind) {
            Some(PublicBlockKind::ElasticIp) => "eip",
            Some(PublicBlockKind::PublicIpv4Pool) | None => "ec2-public-ipv4-pool",
        },
    }
}

/// The free blocks of a pool.
pub(in crate::app::inspector) fn free_blocks(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let blocks = entry.space().free_blocks();
    let count = blocks.len();
    let block = |cidr| Line {
        action: Some("Pool… VPC…"),
        ..line(cidr)
    };
    Lines::first(blocks.into_iter().map(block), count)
}

/// The CIDRs of a VPC.
pub(in crate::app::inspector) fn vpc_cidrs(workspace: &Workspace, vpc: Id<Vpc>) -> Lines {
    let Some(entry) = workspace.index().vpc(vpc) else {
        return Lines::default();
    };
    let design = workspace.plan().design();
    let lines = entry.cidrs().iter().filter_map(|(cidr, id)| {
        let row = design.vpc_cidrs.get(id)?;
        let role = match (row.role, cidr.family()) {
            (CidrRole::Primary, _) => "primary",
            (CidrRole::Secondary, Family::Ipv4) => "secondary",
            (CidrRole::Secondary, Family::Ipv6) => "IPv6",
        };
        Some(Line {
            row: Some((*id).into()),
            node: row.pool.map(Node::Pool),
            name: row
                .pool
                .map(|pool| title(workspace, Node::Pool(pool)))
                .unwrap_or_default(),
            detail: format!("{role}, {}", state_word(row.management_state())),
            action: Some(match row.monitoring {
                Monitoring::Monitored => "Ignore",
                Monitoring::Ignored => "Monitor",
            }),
            ..line(*cidr)
        })
    });
    Lines::first(lines, entry.cidrs().len())
}

/// The subnets of a VPC with the addresses that can be used in them.
pub(in crate::app::inspector) fn subnets(workspace: &Workspace, vpc: Id<Vpc>) -> Lines {
    let Some(entry) = workspace.index().vpc(vpc) else {
        return Lines::default();
    };
    let design = workspace.plan().design();
    let lines = entry.subnets().iter().filter_map(|(cidr, id)| {
        let row = design.subnets.get(id)?;
        let details = [row.purpose.as_str(), row.zone.as_deref().unwrap_or_default()];
        let details: Vec<&str> = details.into_iter().filter(|words| !words.is_empty()).collect();
        Some(Line {
            row: Some((*id).into()),
            node: Some(Node::Subnet(*id)),
            name: title(workspace, Node::Subnet(*id)),
            detail: details.join(", "),
            figure: addresses(usable(*cidr)),
            action: Some("Remove"),
            ..line(*cidr)
        })
    });
    Lines::first(lines, entry.subnets().len())
}
