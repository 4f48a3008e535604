//! What rows are, what they are called, and where in the world they are.

use crate::address::Family;
use crate::plan::gesture::{lock_of, name_of};
use crate::plan::{
    Account, CidrRole, Id, Lock, ManagementState, Node, Plan, PublicBlockKind, RegionCode, Scope, ScopeKind,
    ScopeOrigin, VpcCidr,
};

/// What a row is: a mark and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum Kind {
    Ipam,
    PrivateScope,
    PublicScope,
    Pool,
    Reservation,
    Vpc,
    PublicBlock,
    Subnet,
    Free,
}

impl Kind {
    /// The word for it, inside a sentence.
    pub(in crate::app::tree) const fn word(self) -> &'static str {
        match self {
            Kind::Ipam => "IPAM",
            Kind::PrivateScope | Kind::PublicScope => "scope",
            Kind::Pool => "pool",
            Kind::Reservation => "reservation",
            Kind::Vpc => "VPC",
            Kind::PublicBlock => "public addresses",
            Kind::Subnet => "subnet",
            Kind::Free => "free space",
        }
    }
}

/// What stands in the first cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::tree) struct Heading {
    /// What the row is.
    pub(in crate::app::tree) kind: Kind,
    /// What it is called, or what stands for a name.
    pub(in crate::app::tree) name: String,
    /// Whose word that is.
    pub(in crate::app::tree) naming: Naming,
    /// What else tells it from others: the account of a VPC, the kind of a scope.
    pub(in crate::app::tree) detail: Option<String>,
    /// What sets it apart: a small word.
    pub(in crate::app::tree) state: Option<&'static str>,
    /// Whether it is locked itself, which another word says.
    pub(in crate::app::tree) is_locked: bool,
}

/// Whose word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum Naming {
    /// The planner's own.
    Given,
    /// What it is called anyway: free space, a scope without a name.
    Kind,
    /// There should be a name, and there is none.
    Missing,
}

impl Heading {
    /// The heading of the row of `node`, or `None` when there is no such row.
    pub(in crate::app::tree) fn of(plan: &Plan, node: Node) -> Option<Self> {
        let (placeholder, detail, state) = match node {
            Node::Ipam => ("IPAM".to_owned(), None, None),
            Node::Scope(id) => {
                let scope = plan.design().scopes.get(&id)?;
                (scope_word(scope), scope_detail(scope), None)
            }
            Node::Pool(id) => {
                plan.design().pools.get(&id)?;
                ("unnamed pool".to_owned(), None, None)
            }
            Node::Reservation(id) => {
                let reservation = plan.design().reservations.get(&id)?;
                let detail = Some(reservation.description.clone()).filter(|words| !words.is_empty());
                ("unnamed reservation".to_owned(), detail, None)
            }
            Node::VpcCidr(id) => {
                let row = plan.design().vpc_cidrs.get(&id)?;
                let vpc = plan.design().vpcs.get(&row.vpc)?;
                let details = [account(plan, vpc.account), role(row).map(str::to_owned)];
                ("unnamed VPC".to_owned(), joined(details), state_word(row))
            }
            Node::Vpc(id) => {
                let vpc = plan.design().vpcs.get(&id)?;
                ("unnamed VPC".to_owned(), account(plan, vpc.account), None)
            }
            Node::PublicBlock(id) => {
                let row = plan.design().public_blocks.get(&id)?;
                let word = match row.kind {
                    PublicBlockKind::ElasticIp => "Elastic IP address",
                    PublicBlockKind::PublicIpv4Pool => "public IPv4 pool",
                };
                (format!("unnamed {word}"), account(plan, row.account), None)
            }
            Node::Subnet(id) => {
                let subnet = plan.design().subnets.get(&id)?;
                let detail = Some(subnet.purpose.clone()).filter(|words| !words.is_empty());
                ("unnamed subnet".to_owned(), detail, None)
            }
            Node::Free(_) => ("free".to_owned(), None, None),
        };
        let given = name_of(plan, node).filter(|name| !name.is_empty());
        let (name, naming) = match (given, node) {
            (Some(name), _) => (name.to_owned(), Naming::Given),
            (None, Node::Ipam | Node::Scope(_) | Node::Free(_)) => (placeholder, Naming::Kind),
            (None, _) => (placeholder, Naming::Missing),
        };
        let detail = match (node, naming) {
            // An unnamed scope is called what a named one has as its detail.
            (Node::Scope(id), Naming::Kind) => {
                let origin = plan.design().scopes.get(&id)?.origin;
                (origin == ScopeOrigin::Default).then(|| "default".to_owned())
            }
            (Node::Ipam, Naming::Given) => Some("IPAM".to_owned()),
            _ => detail,
        };
        Some(Self {
            kind: kind(plan, node),
            name,
            naming,
            detail,
            state,
            is_locked: lock_of(plan, node) == Some(Lock::Locked),
        })
    }
}

/// Where in the world a row is: the locale of a pool, the Region of a VPC, the Availability Zone of a subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum PlaceCell {
    /// The question does not arise.
    None,
    /// A pool without a locale.
    Any,
    /// A place, with its name where AWS has one: `eu-central-1`, `Europe (Frankfurt)`.
    Code(String, Option<&'static str>),
}

impl PlaceCell {
    pub(super) fn of(plan: &Plan, node: Node) -> Self {
        let design = plan.design();
        match node {
            Node::Pool(id) => match design.pools.get(&id).map(|pool| pool.locale) {
                Some(Some(locale)) => Self::region(locale),
                Some(None) => PlaceCell::Any,
                None => PlaceCell::None,
            },
            Node::VpcCidr(id) => {
                let vpc = design.vpc_cidrs.get(&id).and_then(|row| design.vpcs.get(&row.vpc));
                vpc.map_or(PlaceCell::None, |vpc| Self::region(vpc.region))
            }
            Node::Vpc(id) => design
                .vpcs
                .get(&id)
                .map_or(PlaceCell::None, |vpc| Self::region(vpc.region)),
            Node::PublicBlock(id) => {
                let region = design.public_blocks.get(&id).and_then(|row| row.region);
                region.map_or(PlaceCell::None, Self::region)
            }
            Node::Subnet(id) => {
                let zone = design.subnets.get(&id).and_then(|row| row.zone.clone());
                zone.map_or(PlaceCell::None, |zone| PlaceCell::Code(zone, None))
            }
            Node::Ipam | Node::Scope(_) | Node::Reservation(_) | Node::Free(_) => PlaceCell::None,
        }
    }

    fn region(code: RegionCode) -> Self {
        PlaceCell::Code(code.as_str().to_owned(), code.listing().map(|listing| listing.name))
    }
}

fn kind(plan: &Plan, node: Node) -> Kind {
    match node {
        Node::Ipam => Kind::Ipam,
        Node::Scope(id) => match plan.design().scopes.get(&id).map(|scope| scope.kind) {
            Some(ScopeKind::Public) => Kind::PublicScope,
            Some(ScopeKind::Private) | None => Kind::PrivateScope,
        },
        Node::Pool(_) => Kind::Pool,
        Node::Reservation(_) => Kind::Reservation,
        Node::VpcCidr(_) | Node::Vpc(_) => Kind::Vpc,
        Node::PublicBlock(_) => Kind::PublicBlock,
        Node::Subnet(_) => Kind::Subnet,
        Node::Free(_) => Kind::Free,
    }
}

fn scope_word(scope: &Scope) -> String {
    match scope.kind {
        ScopeKind::Private => "Private scope".to_owned(),
        ScopeKind::Public => "Public scope".to_owned(),
    }
}

fn scope_detail(scope: &Scope) -> Option<String> {
    let kind = match scope.kind {
        ScopeKind::Private => "private scope",
        ScopeKind::Public => "public scope",
    };
    let default = (scope.origin == ScopeOrigin::Default).then(|| "default".to_owned());
    joined([Some(kind.to_owned()), default])
}

/// The name of an account, or its number while it has none.
fn account(plan: &Plan, id: Option<Id<Account>>) -> Option<String> {
    let account = plan.intent().accounts.get(&id?)?;
    let name = Some(account.name.clone()).filter(|name| !name.is_empty());
    name.or_else(|| account.number.map(|number| number.as_str().to_owned()))
}

/// Every IPv6 CIDR of a VPC is a secondary one: only of an IPv4 CIDR that is news.
fn role(row: &VpcCidr) -> Option<&'static str> {
    (row.role == CidrRole::Secondary && row.cidr.family() == Family::Ipv4).then_some("secondary CIDR")
}

fn state_word(row: &VpcCidr) -> Option<&'static str> {
    match row.management_state() {
        ManagementState::Managed => None,
        ManagementState::Unmanaged => Some("unmanaged"),
        ManagementState::Ignored => Some("ignored"),
    }
}

fn joined(words: [Option<String>; 2]) -> Option<String> {
    let words: Vec<String> = words.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
