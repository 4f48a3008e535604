//! Adding scopes, pools, VPCs and reservations.

use super::Gesture;
use crate::address::{Cidr, Family};
use crate::plan::{
    Account, AllocationRules, CidrRole, Edit, Id, IdSource, Monitoring, Node, Pool, PoolCidr, PoolParent, RegionCode,
    Reservation, Scope, ScopeKind, ScopeOrigin, Tags, Vpc, VpcCidr,
};

/// A pool to be added.
#[derive(Clone, Debug)]
pub struct NewPool {
    /// Its name.
    pub name: String,
    /// Its description in AWS.
    pub description: String,
    /// Where it is to hang.
    pub parent: PoolParent,
    /// Its family.
    pub family: Family,
    /// Its locale.
    pub locale: Option<RegionCode>,
    /// Its allocation rules.
    pub rules: AllocationRules,
    /// The CIDRs to provision.
    pub cidrs: Vec<Cidr>,
}

/// Adds a pool with its CIDRs.
pub fn add_pool(new: NewPool, ids: &mut dyn IdSource) -> Gesture {
    let label = format!("Add pool {}", new.name);
    let mut edit = Edit::new();
    let id = write_pool(&mut edit, new, ids);
    Gesture {
        label,
        edit,
        focus: Some(Node::Pool(id)),
    }
}

pub(super) fn write_pool(edit: &mut Edit, new: NewPool, ids: &mut dyn IdSource) -> Id<Pool> {
    let id = Id::mint(ids);
    let pool = Pool {
        name: new.name,
        description: new.description,
        locale: new.locale,
        rules: new.rules,
        ..Pool::new(new.parent, new.family)
    };
    edit.add(id, pool);
    for cidr in new.cidrs {
        edit.add(Id::mint(ids), PoolCidr { pool: id, cidr });
    }
    id
}

/// A VPC to be added, with its primary CIDR.
#[derive(Clone, Debug)]
pub struct NewVpc {
    /// Its name.
    pub name: String,
    /// Its scope.
    pub scope: Id<Scope>,
    /// Its Region.
    pub region: RegionCode,
    /// Its account.
    pub account: Option<Id<Account>>,
    /// Its tags.
    pub tags: Tags,
    /// The pool that its CIDR is allocated from, or none when it is unmanaged.
    pub pool: Option<Id<Pool>>,
    /// Its CIDR.
    pub cidr: Cidr,
}

/// Adds a VPC with its CIDR.
pub fn add_vpc(new: NewVpc, ids: &mut dyn IdSource) -> Gesture {
    let vpc = Id::mint(ids);
    let cidr = Id::mint(ids);
    let label = format!("Allocate {} to {}", new.cidr, new.name);
    let mut edit = Edit::new();
    let row = Vpc {
        name: new.name,
        account: new.account,
        tags: new.tags,
        ..Vpc::new(new.scope, new.region)
    };
    edit.add(vpc, row);
    let role = match new.cidr.family() {
        Family::Ipv4 => CidrRole::Primary,
        Family::Ipv6 => CidrRole::Secondary,
    };
    let monitoring = Monitoring::Monitored;
    edit.add(
        cidr,
        VpcCidr {
            vpc,
            cidr: new.cidr,
            role,
            pool: new.pool,
            monitoring,
        },
    );
    Gesture {
        label,
        edit,
        focus: Some(Node::VpcCidr(cidr)),
    }
}

/// A reservation to be added.
#[derive(Clone, Debug)]
pub struct NewReservation {
    /// Its name.
    pub name: String,
    /// The pool it is taken from.
    pub pool: Id<Pool>,
    /// Its block.
    pub cidr: Cidr,
}

/// Adds a reservation: AWS's custom allocation.
pub fn add_reservation(new: NewReservation, ids: &mut dyn IdSource) -> Gesture {
    let id = Id::mint(ids);
    let label = format!("Reserve {}", new.cidr);
    let mut edit = Edit::new();
    edit.add(
        id,
        Reservation {
            name: new.name,
            ..Reservation::new(new.pool, new.cidr)
        },
    );
    Gesture {
        label,
        edit,
        focus: Some(Node::Reservation(id)),
    }
}

/// Adds a private scope. There is never a second public one.
pub fn add_scope(name: &str, ids: &mut dyn IdSource) -> Gesture {
    let id = Id::mint(ids);
    let mut edit = Edit::new();
    edit.add(
        id,
        Scope {
            name: name.to_owned(),
            ..Scope::new(ScopeKind::Private, ScopeOrigin::Additional)
        },
    );
    Gesture {
        label: format!("Add scope {name}"),
        edit,
        focus: Some(Node::Scope(id)),
    }
}

/// Provisions a CIDR to a pool.
pub fn provision(pool: Id<Pool>, cidr: Cidr, ids: &mut dyn IdSource) -> Gesture {
    let mut edit = Edit::new();
    edit.add(Id::mint(ids), PoolCidr { pool, cidr });
    Gesture {
        label: format!("Provision {cidr}"),
        edit,
        focus: Some(Node::Pool(pool)),
    }
}

/// Takes a CIDR from its pool. What was allocated from it stays, and is a finding.
pub fn deprovision(id: Id<PoolCidr>, row: &PoolCidr) -> Gesture {
    let mut edit = Edit::new();
    edit.remove(id, row);
    Gesture {
        label: format!("Deprovision {}", row.cidr),
        edit,
        focus: Some(Node::Pool(row.pool)),
    }
}
