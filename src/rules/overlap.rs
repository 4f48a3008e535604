//! "The CIDR you want to provision must be available in the scope": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.
//! Overlap is judged against every CIDR of the same scope, and never across scopes.

use std::cmp::Reverse;

use xxhash_rust::xxh64::xxh64;

use super::relocation::relocate;
use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::Cidr;
use crate::ordered::{sort, sort_by_key};
use crate::plan::index::{Block, ClusterKey, Placed};
use crate::plan::{
    Edit, Id, ManagementState, Monitoring, Pool, PoolParent, Scope, ScopeKind, Vpc, is_default_vpc_cidr,
};

pub(super) const RULE: Rule = Rule {
    code: "overlap",
    severity: Severity::Error,
    title: "Overlapping addresses",
    explanation: "Blocks of one scope hold the same addresses although neither belongs inside the other. AWS does not \
                  hand out an address twice from its pools, and VPCs that overlap can be neither peered nor share a \
                  Direct Connect gateway: the cure is then to destroy one and build it again. Two scopes may use the \
                  same addresses. Blocks that are connected by overlaps are one finding. Default VPCs that nobody uses can \
                  be ignored: IPAM then checks them no longer, and still bills what is active in them.",
    source: Source {
        statement: "The CIDR you want to provision must be available in the scope.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Cluster(judge)],
    fix: Some(fix),
};

/// So many blocks are named in the evidence; of more it holds a digest.
const NAMED: usize = 16;

/// So many blocks are considered for a fix.
const CONSIDERED: usize = 64;

fn judge(facts: Facts<'_>, _scope: Id<Scope>, _key: ClusterKey, members: &[Placed]) -> Option<Verdict> {
    Some(Verdict {
        sentence: sentence(facts, members)?,
        evidence: evidence(members),
    })
}

fn sentence(facts: Facts<'_>, members: &[Placed]) -> Option<String> {
    let count = members.len();
    let (first, last) = (members.first()?, members.last()?);
    if let Some(vpc) = planned_twice(facts, members) {
        let pools = members.iter().filter_map(|placed| pool_of(facts, placed.block));
        return Some(format!(
            "{} has {} in {count} resource planning pools, and AWS gives each CIDR of a VPC to one at a time: {}",
            naming::vpc(facts, vpc).first(),
            first.cidr,
            naming::list(pools.map(|pool| naming::pool(facts, pool)), count)
        ));
    }
    if first.cidr == last.cidr && count > 2 {
        let cidr = first.cidr;
        let all_vpcs = members.iter().all(|placed| matches!(placed.block, Block::VpcCidr(_)));
        if all_vpcs && is_default_vpc_cidr(cidr) {
            return Some(format!(
                "{count} VPCs all have {cidr}, which AWS gives every default VPC"
            ));
        }
        let names = members.iter().map(|placed| naming::block(facts, placed.block));
        let what = if all_vpcs { "VPCs" } else { "blocks" };
        return Some(format!(
            "{count} {what} all have {cidr}: {}",
            naming::list(names, count)
        ));
    }
    let siblings = match common_pool(facts, members) {
        Some(pool) => format!(", both allocated from {}", naming::pool(facts, pool)),
        None => String::new(),
    };
    if count == 2 {
        let (first_name, last_name) = (naming::placed(facts, *first).first(), naming::placed(facts, *last));
        return Some(format!("{first_name} overlaps {last_name}{siblings}"));
    }
    // The largest are the worst: they hold most of what is shared.
    let mut worst: Vec<Placed> = members.to_vec();
    sort_by_key(&mut worst, |placed| (placed.cidr.netmask_length(), *placed));
    let names = worst.iter().map(|other| naming::placed(facts, *other));
    let siblings = siblings.replace(", both", ", all");
    Some(format!(
        "{count} blocks overlap{siblings}: {}",
        naming::list(names, count)
    ))
}

/// The pool that a block is provisioned to.
fn pool_of(facts: Facts<'_>, block: Block) -> Option<Id<Pool>> {
    match block {
        Block::PoolCidr(id) => facts.design().pool_cidrs.get(&id).map(|row| row.pool),
        _ => None,
    }
}

/// The VPC of which all of `members` are the same CIDR, each in a resource planning pool. "Each CIDR can be assigned to one pool
/// at a time": <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>.
fn planned_twice(facts: Facts<'_>, members: &[Placed]) -> Option<Id<Vpc>> {
    let plans_for = |placed: &Placed| {
        let pool = facts.design().pools.get(&pool_of(facts, placed.block)?)?;
        // Pools within a planning pool share its CIDR out, and conflict as any others do.
        let PoolParent::Scope(_) = pool.parent else { return None };
        pool.source_resource
    };
    let first = members.first()?;
    let vpc = plans_for(first)?;
    let same = |placed: &Placed| placed.cidr == first.cidr && plans_for(placed) == Some(vpc);
    members.iter().all(same).then_some(vpc)
}

/// The pool that all of `members` are allocated from, if it is one.
fn common_pool(facts: Facts<'_>, members: &[Placed]) -> Option<Id<Pool>> {
    let design = facts.design();
    let mut pools = members.iter().take(CONSIDERED).map(|placed| match placed.block {
        Block::PoolCidr(id) => facts.index.pool(design.pool_cidrs.get(&id)?.pool)?.source(),
        Block::Reservation(id) => design.reservations.get(&id).map(|row| row.pool),
        Block::VpcCidr(id) => {
            let row = design.vpc_cidrs.get(&id)?;
            row.pool.filter(|_| row.management_state() == ManagementState::Managed)
        }
        Block::PublicBlock(id) => design.public_blocks.get(&id).and_then(|row| row.pool),
        Block::Subnet(_) => None,
    });
    let first = pools.next().flatten()?;
    let all = members.len() <= CONSIDERED && pools.all(|pool| pool == Some(first));
    all.then_some(first)
}

fn evidence(members: &[Placed]) -> String {
    let cidrs = members.iter().map(|placed| placed.cidr);
    let text = |cidrs: &mut dyn Iterator<Item = Cidr>| cidrs.map(|cidr| cidr.to_string()).collect::<Vec<_>>().join(" ");
    if members.len() <= NAMED {
        return text(&mut { cidrs });
    }
    let mut bytes = Vec::with_capacity(members.len() * 17);
    for cidr in cidrs {
        bytes.extend(cidr.first_bits().to_be_bytes());
        bytes.push(cidr.netmask_length().get());
    }
    format!("{} blocks {:016x}", members.len(), xxh64(&bytes, 0))
}

/// The pairs of blocks of a cluster that overlap, in order, found as they are asked for.
///
/// There may be billions of them: take only as many as are shown.
pub fn overlapping_pairs(
    facts: Facts<'_>,
    scope: Id<Scope>,
    key: ClusterKey,
) -> impl Iterator<Item = (Placed, Placed)> + '_ {
    let members = facts
        .index
        .scope(scope)
        .and_then(|entry| entry.conflicts().cluster(key));
    members.into_iter().flatten().flat_map(move |one| {
        let mut others = facts.index.conflicting(facts.design(), scope, *one);
        others.retain(|other| other > one);
        sort(&mut others);
        others.into_iter().map(|other| (*one, other))
    })
}

/// Ignores the default VPCs that are from no pool, when that ends all the overlaps: nobody chose their addresses.
fn ignore_default_vpcs(facts: Facts<'_>, scope: Id<Scope>, members: &[Placed]) -> Option<Fix> {
    let design = facts.design();
    // AWS lets nobody ignore what is in the public scope.
    if design.scopes.get(&scope)?.kind != ScopeKind::Private {
        return None;
    }
    let mut edit = Edit::new();
    for placed in members.iter().filter(|placed| is_default_vpc_cidr(placed.cidr)) {
        if let Block::VpcCidr(id) = placed.block
            && let Some(row) = design.vpc_cidrs.get(&id)
            && row.management_state() == ManagementState::Unmanaged
        {
            edit.update(id, row, |row| row.monitoring = Monitoring::Ignored);
        }
    }
    let ignored = edit.changes.len();
    let ends = ignored > 0 && members.len() - ignored <= 1;
    ends.then(|| Fix {
        label: match ignored {
            1 => "Ignore the default VPC".to_owned(),
            _ => format!("Ignore the {ignored} default VPCs"),
        },
        edit,
    })
}

/// Moves the one block whose move ends all the overlaps. Of several the smallest, which disturbs least, and among those
/// the last in order of address.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Cluster(scope, key) = subject else {
        return None;
    };
    let members = facts.index.scope(scope)?.conflicts().cluster(key)?;
    if let Some(fix) = ignore_default_vpcs(facts, scope, members) {
        return Some(fix);
    }
    if members.len() > CONSIDERED {
        return None;
    }
    let mut candidates: Vec<Placed> = members.to_vec();
    sort_by_key(&mut candidates, |placed| {
        Reverse((placed.cidr.netmask_length(), *placed))
    });
    let conflicts: Vec<(Placed, Placed)> = overlapping_pairs(facts, scope, key).collect();
    candidates
        .into_iter()
        .filter(|candidate| {
            conflicts
                .iter()
                .all(|(one, other)| one == candidate || other == candidate)
        })
        .find_map(|candidate| {
            let mut fix = relocate(facts, candidate)?;
            let name = naming::block(facts, candidate.block);
            fix.label = fix.label.replacen("Move", &format!("Move {name}"), 1);
            Some(fix)
        })
}
