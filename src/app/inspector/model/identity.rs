//! What a row is and what it is called.

use std::net::Ipv4Addr;

use crate::address::{Cidr, Family};
use crate::app::dialogs::words::title;
use crate::plan::gesture::lock_of;
use crate::plan::{Lock, ManagementState, Node, PublicBlockKind, ScopeKind, ScopeOrigin};
use crate::workspace::Workspace;

/// The mark before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::inspector) enum Mark {
    Ipam,
    PrivateScope,
    PublicScope,
    Pool,
    Vpc,
    UnmanagedVpc,
    Reserved,
    Subnet,
    Free,
}

/// What stands at the head of the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::inspector) struct Identity {
    pub(in crate::app::inspector) mark: Mark,
    /// What it is called, or what it is while it has no name.
    pub(in crate::app::inspector) title: String,
    /// What it is, and what sets it apart.
    pub(in crate::app::inspector) pills: Vec<String>,
    /// From its first address to its last, where it is one block.
    pub(in crate::app::inspector) range: Option<String>,
}

impl Identity {
    pub(in crate::app::inspector) fn of(workspace: &Workspace, node: Node) -> Option<Self> {
        let design = workspace.plan().design();
        let mut pills: Vec<String> = Vec::new();
        let mut say = |word: &str| pills.push(word.to_owned());
        let mark = match node {
            Node::Ipam => {
                say("IPAM");
                Mark::Ipam
            }
            Node::Scope(id) => {
                let scope = design.scopes.get(&id)?;
                let mark = match scope.kind {
                    ScopeKind::Private => {
                        say("private scope");
                        Mark::PrivateScope
                    }
                    ScopeKind::Public => {
                        say("public scope");
                        Mark::PublicScope
                    }
                };
                if scope.origin == ScopeOrigin::Default {
                    say("default");
                }
                mark
            }
            Node::Pool(id) => {
                let pool = design.pools.get(&id)?;
                say("pool");
                say(&pool.family.to_string());
                Mark::Pool
            }
            Node::Reservation(id) => {
                design.reservations.get(&id)?;
                say("reservation");
                Mark::Reserved
            }
            Node::VpcCidr(id) => {
                let state = design.vpc_cidrs.get(&id)?.management_state();
                say("VPC");
                say(state_word(state));
                match state {
                    ManagementState::Managed => Mark::Vpc,
                    ManagementState::Unmanaged | ManagementState::Ignored => Mark::UnmanagedVpc,
                }
            }
            Node::Vpc(id) => {
                design.vpcs.get(&id)?;
                say("VPC");
                Mark::Vpc
            }
            Node::PublicBlock(id) => {
                let row = design.public_blocks.get(&id)?;
                say(public_word(row.kind));
                say(if row.pool.is_some() { "managed" } else { "unmanaged" });
                Mark::Vpc
            }
            Node::Subnet(id) => {
                design.subnets.get(&id)?;
                say("subnet");
                Mark::Subnet
            }
            Node::Free(id) => {
                design.pools.get(&id)?;
                say("free");
                Mark::Free
            }
        };
        if lock_of(workspace.plan(), node) == Some(Lock::Locked) {
            say("locked");
        }
        let title = match node {
            Node::Free(pool) => format!("Free in {}", title(workspace, Node::Pool(pool))),
            node => title(workspace, node),
        };
        let range = block_of(workspace, node).map(range_of);
        Some(Self {
            mark,
            title,
            pills,
            range,
        })
    }
}

/// The block of a row that has just one.
fn block_of(workspace: &Workspace, node: Node) -> Option<Cidr> {
    let design = workspace.plan().design();
    match node {
        Node::Pool(id) => {
            let mut cidrs = workspace.index().pool(id)?.cidrs();
            let (cidr, _) = cidrs.next()?;
            cidrs.next().is_none().then_some(cidr)
        }
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_) => None,
    }
}

/// `10.0.0.0 – 10.0.3.255`, and for IPv4 the mask that routers and firewalls are given.
fn range_of(cidr: Cidr) -> String {
    let range = format!("{} – {}", cidr.first(), cidr.last());
    match cidr.family() {
        Family::Ipv4 => {
            let bits = u32::from(cidr.netmask_length().get());
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            format!("{range}, mask {}", Ipv4Addr::from(mask))
        }
        Family::Ipv6 => range,
    }
}

/// AWS's word for a management state.
pub(in crate::app::inspector) fn state_word(state: ManagementState) -> &'static str {
    match state {
        ManagementState::Managed => "managed",
        ManagementState::Unmanaged => "unmanaged",
        ManagementState::Ignored => "ignored",
    }
}

/// What a block of public addresses is.
fn public_word(kind: PublicBlockKind) -> &'static str {
    match kind {
        PublicBlockKind::ElasticIp => "Elastic IP address",
        PublicBlockKind::PublicIpv4Pool => "public IPv4 pool",
    }
}

#[cfg(test)]
mod tests {
    use super::range_of;

    #[test]
    fn a_block_is_said_from_its_first_address_to_its_last() {
        for (cidr, expected) in [
            ("10.0.0.0/22", "10.0.0.0 – 10.0.3.255, mask 255.255.252.0"),
            ("0.0.0.0/0", "0.0.0.0 – 255.255.255.255, mask 0.0.0.0"),
            ("10.1.2.3/32", "10.1.2.3 – 10.1.2.3, mask 255.255.255.255"),
            ("fd00:1::/64", "fd00:1:: – fd00:1::ffff:ffff:ffff:ffff"),
        ] {
            assert_eq!(range_of(cidr.parse().unwrap()), expected);
        }
    }
}
