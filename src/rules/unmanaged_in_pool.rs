//! "If you do not [choose the IPAM-allocated CIDR block option], the CIDR you choose for your VPC may overlap with an IPAM CIDR
//! allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>. Observed in September 2026: beside a
//! running VPC 10.1.0.0/16 that was not allocated, a new pool 10.0.0.0/14 handed out 10.1.0.0/24 to another account
//! (smsilva/wasp-idp, `docs/adr/0015-defer-ipam-adoption.md`).

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Unmanaged, Verdict, naming};
use crate::address::Cidr;
use crate::plan::index::{Block, ScopeEntry};
use crate::plan::{AnyId, Edit, Id, Lock, Pool, Reservation};

pub(super) const RULE: Rule = Rule {
    code: "unmanaged-in-pool",
    severity: Severity::Warning,
    title: "Unmanaged range in a pool",
    explanation: "The VPC has its CIDR from no pool, yet a pool holds the range. That IPAM has discovered a VPC does not \
                  keep a pool from giving its addresses to somebody else. Either reserve the range in the pool before \
                  anything is allocated from it, after which the VPC stays unmanaged; or let the pool import what it \
                  discovers, share it with nobody and allocate nothing until the VPC is listed as an allocation.",
    source: Source {
        statement: "When you create a VPC, choose the IPAM-allocated CIDR block option. If you do not, the CIDR you \
                    choose for your VPC may overlap with an IPAM CIDR allocation.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[Check::Unmanaged(judge)],
    fix: Some(fix),
};

/// The pool that could give out addresses of a CIDR from no pool: the innermost of those that hold it, or one inside it.
/// None when a reservation of that very pool keeps the whole block; one of another pool keeps nothing back in this one.
fn threat(facts: Facts<'_>, scope: &ScopeEntry, cidr: Cidr) -> Option<(Id<Pool>, Cidr)> {
    let blocks = scope.of_pools();
    let mut threat: Option<(bool, u32, Id<Pool>, Cidr)> = None;
    let mut keeping: Vec<Id<Pool>> = Vec::new();
    for placed in blocks.meeting(cidr) {
        match placed.block {
            Block::Reservation(id) if placed.cidr.contains(cidr) => {
                keeping.extend(facts.design().reservations.get(&id).map(|row| row.pool));
            }
            Block::PoolCidr(id) => {
                let pool = facts.design().pool_cidrs.get(&id)?.pool;
                // A pool that plans for a VPC gives to the subnets of that VPC, and to nobody else.
                if facts.index.plans_for(pool).is_some() {
                    continue;
                }
                let found = (
                    placed.cidr.contains(cidr),
                    facts.index.pool(pool)?.depth(),
                    pool,
                    placed.cidr,
                );
                if threat.is_none_or(|(holds, depth, ..)| (holds, depth) < (found.0, found.1)) {
                    threat = Some(found);
                }
            }
            _ => {}
        }
    }
    let (_, _, pool, held) = threat?;
    (!keeping.contains(&pool)).then_some((pool, held))
}

fn judge(facts: Facts<'_>, Unmanaged { row, scope, .. }: Unmanaged<'_>) -> Option<Verdict> {
    let (pool, held) = threat(facts, scope, row.cidr)?;
    Some(Verdict {
        sentence: format!(
            "{} has {} from no pool, and {}, which holds {held}, could give the same addresses to others: reserve them",
            naming::vpc(facts, row.vpc).first(),
            row.cidr,
            naming::pool(facts, pool)
        ),
        evidence: format!("{} {held}", row.cidr),
    })
}

/// Reserves the block in the innermost pool that holds it, if nothing is there yet but the VPC itself.
///
/// The reservation gets the id of the VPC's CIDR, which no other reservation has: two copies of a plan that both take the
/// fix have the same reservation.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::VpcCidr(id)) = subject else {
        return None;
    };
    let design = facts.design();
    let row = design.vpc_cidrs.get(&id)?;
    let scope = facts.index.scope(facts.index.vpc(row.vpc)?.scope())?;
    let (pool, held) = threat(facts, scope, row.cidr)?;
    let (entry, pool_row) = (facts.index.pool(pool)?, design.pools.get(&pool)?);
    let alone = scope.blocks().meeting(row.cidr).all(|placed| {
        placed.block == Block::VpcCidr(id)
            || (matches!(placed.block, Block::PoolCidr(_)) && placed.cidr.contains(row.cidr))
    });
    let above: Vec<Id<Pool>> = facts.index.pools_above(pool).collect();
    let in_line = scope.blocks().around(row.cidr).all(|placed| match placed.block {
        Block::PoolCidr(id) => design
            .pool_cidrs
            .get(&id)
            .is_some_and(|row| row.pool == pool || above.contains(&row.pool)),
        _ => true,
    });
    let reservation: Id<Reservation> = id.as_str().parse().ok()?;
    let possible = held.contains(row.cidr)
        && alone
        && in_line
        && pool_row.lock == Lock::Open
        && pool_row.family == row.cidr.family()
        && entry.space().is_free(row.cidr)
        && !design.reservations.contains_key(&reservation);
    if !possible {
        return None;
    }
    let mut edit = Edit::new();
    let mut kept = Reservation::new(pool, row.cidr);
    kept.name = design
        .vpcs
        .get(&row.vpc)
        .map(|vpc| vpc.name.clone())
        .unwrap_or_default();
    edit.add(reservation, kept);
    Some(Fix {
        label: format!("Reserve {} in {}", row.cidr, naming::pool_in_label(facts, pool)),
        edit,
    })
}
