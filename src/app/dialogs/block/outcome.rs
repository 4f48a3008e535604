//! What would be taken, and why: pure view of a proposal.

use super::strip::Strip;
use crate::address::{AddressCount, Cidr, Strategy};
use crate::app::dialogs::words::title;
use crate::plan::gesture::{Proposal, SizeOrBlock, Unplaceable, Wanted, propose, propose_top_level};
use crate::plan::{Id, Pool, Scope};
use crate::workspace::Workspace;

/// What a block is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::dialogs) enum Place {
    /// The free space of a pool.
    Pool(Id<Pool>),
    /// The address space of a scope: for a top-level pool.
    TopLevel(Id<Scope>),
    /// The address space of a scope, for what is from no pool.
    Outside(Id<Scope>),
}

/// Whether a block is the one to take, or one that somebody insists on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::dialogs) enum Certainty {
    /// It is free.
    Free,
    /// It is not, and becomes a finding.
    Anyway,
}

/// What there is to take from, before anything is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// How many addresses are free.
    pub(super) free: AddressCount,
    /// The largest free block.
    pub(super) largest: Option<Cidr>,
    /// The CIDR that it lies in.
    pub(super) strip: Option<Strip>,
}

impl Room {
    /// What is free in a pool; nothing for a scope, which has no end.
    pub(super) fn of(workspace: &Workspace, place: Place) -> Option<Self> {
        let Place::Pool(pool) = place else { return None };
        let entry = workspace.index().pool(pool)?;
        let largest = entry.space().largest_free_block();
        let first = entry.cidrs().next().map(|(cidr, _)| cidr);
        Some(Self {
            free: entry.space().free_size(),
            largest,
            strip: largest.or(first).and_then(|block| Strip::of(entry, block)),
        })
    }
}

/// What the form shows for what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::dialogs) struct Outcome {
    /// The block, or why there is none.
    pub(in crate::app::dialogs) verdict: Result<Proposal, Unplaceable>,
    /// Why there is none, in words with names.
    pub(super) problem: Option<String>,
    /// The block that would be taken, free or not.
    pub(in crate::app::dialogs) block: Option<(Cidr, Certainty)>,
    /// Where it lies in its pool.
    pub(super) strip: Option<Strip>,
    /// What is free in the pool afterwards.
    pub(super) left: Option<AddressCount>,
}

impl Outcome {
    /// What would be taken from `place`. O(log n) in the pool's allocations, but for the strip's number of cells.
    pub(super) fn of(workspace: &Workspace, place: Place, asked: SizeOrBlock, strategy: Strategy) -> Self {
        let (index, plan) = (workspace.index(), workspace.plan());
        let wanted = match asked {
            SizeOrBlock::Size(length) => Wanted::Length(length, strategy),
            SizeOrBlock::Block(cidr) => Wanted::Block(cidr),
        };
        let verdict = match place {
            Place::Pool(pool) => propose(index, plan, pool, wanted),
            Place::TopLevel(scope) => propose_top_level(index, scope, wanted),
            Place::Outside(scope) => propose_outside(workspace, scope, wanted),
        };
        let block = match (&verdict, asked) {
            (Ok(proposal), _) => Some((proposal.cidr, Certainty::Free)),
            // A family is what a pool is made for: nothing of the other one can ever be right there.
            (Err(Unplaceable::WrongFamily(..)), _) => None,
            (Err(_), SizeOrBlock::Block(cidr)) => Some((cidr, Certainty::Anyway)),
            (Err(_), SizeOrBlock::Size(_)) => None,
        };
        let entry = match place {
            Place::Pool(pool) => index.pool(pool),
            Place::TopLevel(_) | Place::Outside(_) => None,
        };
        let proposed = verdict.as_ref().ok().map(|proposal| proposal.cidr);
        Self {
            problem: verdict
                .as_ref()
                .err()
                .map(|problem| in_words(workspace, place, problem)),
            left: entry.and_then(|entry| entry.space().free_size().checked_sub(proposed?.size())),
            strip: entry.and_then(|entry| Strip::of(entry, block?.0)),
            block,
            verdict,
        }
    }
}

/// What is from no pool needs a CIDR of its own; whether it is free is judged by all that lies in the scope.
fn propose_outside(workspace: &Workspace, scope: Id<Scope>, wanted: Wanted) -> Result<Proposal, Unplaceable> {
    let Wanted::Block(wanted) = wanted else {
        return Err(Unplaceable::NeedsCidr);
    };
    let blocks = workspace.index().scope(scope).map(|entry| entry.blocks());
    // The smallest that holds it tells most; what lies in it comes after.
    let other = blocks.and_then(|blocks| blocks.around(wanted).last().or_else(|| blocks.inside(wanted).next()));
    match other {
        Some(other) => Err(Unplaceable::Taken { wanted, by: other.cidr }),
        None => Ok(Proposal {
            cidr: wanted,
            reason: crate::plan::gesture::Reason::AskedFor,
        }),
    }
}

/// The sentence of the domain, with the names that it does not know.
fn in_words(workspace: &Workspace, place: Place, problem: &Unplaceable) -> String {
    let name = match (place, problem) {
        (Place::Outside(_), Unplaceable::NeedsCidr) => {
            return "A VPC that is from no pool needs its CIDR, such as 10.0.0.0/16".to_owned();
        }
        (_, Unplaceable::Taken { wanted, by }) => {
            let blocks = match place {
                Place::Pool(pool) => workspace.index().pool(pool).map(|entry| entry.allocations()),
                Place::TopLevel(scope) | Place::Outside(scope) => {
                    workspace.index().scope(scope).map(|entry| entry.blocks())
                }
            };
            let other = blocks.and_then(|blocks| blocks.meeting(*wanted).find(|placed| placed.cidr == *by));
            other
                .and_then(|placed| workspace.outline().node_of(placed))
                .map(|node| title(workspace, node))
        }
        _ => None,
    };
    match (name, problem) {
        (Some(name), Unplaceable::Taken { wanted, by }) if wanted == by => {
            format!("{wanted} is not free: {name} has it")
        }
        (Some(name), Unplaceable::Taken { wanted, by }) => format!("{wanted} is not free: {name} has {by}"),
        _ => problem.to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::address::{Family, NetmaskLength};
    use crate::plan::gesture::{NewPlan, NewPool, NewVpc, add_pool, add_vpc, start};
    use crate::plan::{CountedIds, Plan, PoolParent};

    /// One pool of 10.0.0.0/8 in eu-central-1, in which "payments" has 10.1.0.0/16.
    fn workspace() -> (Workspace, Id<Pool>) {
        let mut ids = CountedIds::default();
        let region = "eu-central-1".parse().unwrap();
        let new = NewPlan {
            name: "Test".to_owned(),
            supernet: "10.0.0.0/8".parse().unwrap(),
            regions: vec![region],
            environments: Vec::new(),
            regional: None,
            environment: None,
        };
        let mut workspace = Workspace::open(start(&new, &mut ids).unwrap());
        let source = *workspace.plan().design().pools.keys().next().unwrap();
        let pool = add_pool(
            NewPool {
                name: "Apps".to_owned(),
                parent: PoolParent::Scope(Plan::default_private_scope()),
                description: String::new(),
                family: Family::Ipv4,
                locale: Some(region),
                rules: Default::default(),
                cidrs: vec!["172.16.0.0/12".parse().unwrap()],
            },
            &mut ids,
        );
        let crate::plan::Node::Pool(apps) = pool.focus.unwrap() else {
            unreachable!()
        };
        workspace.apply("Add", pool.edit).unwrap();
        let vpc = add_vpc(
            NewVpc {
                name: "payments".to_owned(),
                scope: Plan::default_private_scope(),
                region,
                account: None,
                tags: Default::default(),
                pool: Some(apps),
                cidr: "172.17.0.0/16".parse().unwrap(),
            },
            &mut ids,
        );
        workspace.apply("Add", vpc.edit).unwrap();
        let _ = source;
        (workspace, apps)
    }

    #[test]
    fn a_block_that_is_not_free_can_be_insisted_on_and_says_who_has_it() {
        let (workspace, pool) = workspace();
        let scope = Plan::default_private_scope();
        let length = |length| SizeOrBlock::Size(NetmaskLength::new(length).unwrap());
        let block = |text: &str| SizeOrBlock::Block(text.parse().unwrap());
        let cases = [
            (
                Place::Pool(pool),
                length(16),
                Some(("172.16.0.0/16", Certainty::Free)),
                None,
            ),
            (
                Place::Pool(pool),
                block("172.18.0.0/16"),
                Some(("172.18.0.0/16", Certainty::Free)),
                None,
            ),
            (
                Place::Pool(pool),
                block("172.17.4.0/24"),
                Some(("172.17.4.0/24", Certainty::Anyway)),
                Some("172.17.4.0/24 is not free: payments has 172.17.0.0/16"),
            ),
            (
                Place::Pool(pool),
                block("172.17.0.0/16"),
                Some(("172.17.0.0/16", Certainty::Anyway)),
                Some("172.17.0.0/16 is not free: payments has it"),
            ),
            (
                Place::Pool(pool),
                block("192.168.0.0/16"),
                Some(("192.168.0.0/16", Certainty::Anyway)),
                Some("192.168.0.0/16 lies outside the pool, which has 172.16.0.0/12"),
            ),
            (
                Place::Pool(pool),
                length(8),
                None,
                Some("No free block of /8: the largest is 172.24.0.0/13"),
            ),
            (
                Place::Pool(pool),
                block("fd00::/48"),
                None,
                Some("fd00::/48 is IPv6, but the pool holds IPv4"),
            ),
            (
                Place::TopLevel(scope),
                block("172.16.0.0/16"),
                Some(("172.16.0.0/16", Certainty::Anyway)),
                Some("172.16.0.0/16 is not free: Apps has 172.16.0.0/12"),
            ),
            (
                Place::TopLevel(scope),
                length(8),
                None,
                Some("A top-level pool needs a CIDR such as 10.0.0.0/8, not only a size"),
            ),
            (
                Place::Outside(scope),
                length(16),
                None,
                Some("A VPC that is from no pool needs its CIDR, such as 10.0.0.0/16"),
            ),
            (
                Place::Outside(scope),
                block("172.17.0.0/20"),
                Some(("172.17.0.0/20", Certainty::Anyway)),
                Some("172.17.0.0/20 is not free: payments has 172.17.0.0/16"),
            ),
            (
                Place::Outside(scope),
                block("192.168.0.0/16"),
                Some(("192.168.0.0/16", Certainty::Free)),
                None,
            ),
        ];
        for (place, asked, block, problem) in cases {
            let outcome = Outcome::of(&workspace, place, asked, Strategy::LowestAddress);
            let expected = block.map(|(cidr, certainty)| (cidr.parse::<Cidr>().unwrap(), certainty));
            assert_eq!(outcome.block, expected, "{place:?} {asked:?}");
            assert_eq!(outcome.problem.as_deref(), problem, "{place:?} {asked:?}");
        }
    }
}
