//! What the rules about the ranges of a private scope have in common: which blocks they look at.

use super::naming::{self, Called};
use super::ranges::{REFUSED, RFC_1918, Range, SET_ASIDE, SHARED};
use super::{Facts, Verdict};
use crate::address::{Cidr, Family};
use crate::plan::index::Block;
use crate::plan::{Id, PoolCidr, Scope, ScopeKind, VpcCidr};

/// What a block of IPv4 is when it is not from RFC 1918.
#[derive(Clone, Copy)]
pub(super) enum Space {
    /// From the range that carriers share.
    Shared,
    /// At least in part from a range that is set aside.
    SetAside(Range),
    /// At least in part from the internet.
    Public,
}

impl Space {
    /// What `cidr` is. None for the private ranges, and for IPv6.
    pub(super) fn of(cidr: Cidr) -> Option<Self> {
        let holds = |range: &Range| range.holds(cidr);
        if cidr.family() == Family::Ipv6 || RFC_1918.iter().any(holds) {
            None
        } else if SHARED.holds(cidr) {
            Some(Space::Shared)
        } else {
            let set_aside = REFUSED.into_iter().chain(SET_ASIDE).find(holds);
            Some(set_aside.map_or(Space::Public, Space::SetAside))
        }
    }
}

/// A block that stands at the top of a private scope: nothing above it was looked at already.
#[derive(Clone, Copy, Debug)]
pub struct TopBlock {
    /// Where it lies.
    pub cidr: Cidr,
    /// What it is: a CIDR of a top-level pool, or an unmanaged one of a VPC.
    pub block: Block,
}

impl TopBlock {
    /// The CIDR of a top-level pool.
    pub(super) fn of_pool_cidr(facts: Facts<'_>, id: Id<PoolCidr>, row: &PoolCidr) -> Option<Self> {
        let entry = facts.index.pool(row.pool)?;
        let top = entry.source().is_none() && is_private(facts, entry.scope());
        top.then_some(Self {
            cidr: row.cidr,
            block: Block::PoolCidr(id),
        })
    }

    /// An unmanaged CIDR of a VPC of `scope`.
    pub(super) fn of_vpc_cidr(facts: Facts<'_>, id: Id<VpcCidr>, row: &VpcCidr, scope: Id<Scope>) -> Option<Self> {
        is_private(facts, scope).then_some(Self {
            cidr: row.cidr,
            block: Block::VpcCidr(id),
        })
    }

    /// What a sentence calls what holds it.
    pub(super) fn holder(self, facts: Facts<'_>) -> Called {
        match self.block {
            Block::PoolCidr(id) => match facts.design().pool_cidrs.get(&id) {
                Some(row) => naming::pool(facts, row.pool),
                None => naming::block(facts, self.block),
            },
            block => naming::block(facts, block),
        }
    }

    /// "Top-level holds 100.64.0.0/16, …"
    pub(super) fn verdict(self, facts: Facts<'_>, rest: &str) -> Verdict {
        Verdict {
            sentence: format!("{} holds {}, {rest}", self.holder(facts).first(), self.cidr),
            evidence: self.cidr.to_string(),
        }
    }
}

fn is_private(facts: Facts<'_>, scope: Id<Scope>) -> bool {
    let row = facts.design().scopes.get(&scope);
    row.is_some_and(|row| row.kind == ScopeKind::Private)
}
