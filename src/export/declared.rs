//! What a language of resources declares at a row of the tree, and when.

use super::chain::Chain;
use super::writing::Scene;
use crate::plan::{Id, Node, Pool, PublicBlock, Reservation, Scope, Subnet, Vpc};

/// What is declared.
pub(super) enum Declared {
    Ipam,
    Scope(Id<Scope>),
    Pool(Id<Pool>),
    Reservation(Id<Reservation>),
    /// With all of its CIDRs and subnets.
    Vpc(Id<Vpc>),
    /// Alone, since its VPC is not written.
    Subnet(Id<Subnet>),
    PublicBlock(Id<PublicBlock>),
}

/// What is declared at `node`: nothing where something else has declared it, or will. Pools that plan for a VPC are put off
/// until `chain` is asked for them.
pub(super) fn declared(scene: Scene<'_>, node: Node, chain: &mut Chain) -> Option<Declared> {
    Some(match node {
        Node::Ipam => Declared::Ipam,
        Node::Scope(id) => Declared::Scope(id),
        Node::Pool(id) if chain.puts_off(scene, id) => return None,
        Node::Pool(id) => Declared::Pool(id),
        Node::Reservation(id) => Declared::Reservation(id),
        Node::VpcCidr(id) => {
            let vpc = scene.plan().design().vpc_cidrs.get(&id)?.vpc;
            let is_home = scene.reach.home(scene.source, vpc) == Some(id);
            return is_home.then_some(Declared::Vpc(vpc));
        }
        Node::Vpc(id) => Declared::Vpc(id),
        Node::Subnet(id) if scene.reach.root() == node => Declared::Subnet(id),
        Node::PublicBlock(id) => Declared::PublicBlock(id),
        Node::Subnet(_) | Node::Free(_) => return None,
    })
}
