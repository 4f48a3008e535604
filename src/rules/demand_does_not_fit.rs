//! "You might need to provision additional CIDRs if a pool is nearing full allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::defragmentation::{self, Move};
use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::{AddressCount, Family, NetmaskLength};
use crate::ordered::sort_by_key;
use crate::plan::index::PoolEntry;
use crate::plan::{AnyId, Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "demand-does-not-fit",
    severity: Severity::Warning,
    title: "Demand that does not fit",
    explanation: "Blocks are wanted from the pool, and not all of them fit into what is free, however they are placed. \
                  Provision another CIDR to the pool, ask for fewer or smaller blocks, or ask another pool. Where enough \
                  addresses are free, but in pieces, moving what stands between two of them makes room too.",
    source: Source {
        statement: "You might need to provision additional CIDRs if a pool is nearing full allocation.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

/// The addresses that all the blocks have. None when the family has no block of one of the lengths, or they are too many.
fn asked(wanted: &[(NetmaskLength, u64)], family: Family) -> Option<AddressCount> {
    let mut asked = AddressCount::default();
    for (length, count) in wanted {
        let size = AddressCount::power_of_two(family.bits().checked_sub(length.get())?)?;
        asked = asked.checked_add(size.checked_mul(*count)?)?;
    }
    Some(asked)
}

/// What is wanted from a pool, the largest first.
fn wanted(facts: Facts<'_>, entry: &PoolEntry) -> Vec<(NetmaskLength, u64)> {
    let mut wanted: Vec<(NetmaskLength, u64)> = Vec::new();
    for demand in entry.demands() {
        let Some(demand) = facts.plan.intent().demands.get(&demand) else {
            continue;
        };
        let (length, count) = (demand.netmask_length, u64::from(demand.count));
        match wanted.iter_mut().find(|(other, _)| *other == length) {
            Some((_, sum)) => *sum += count,
            None => wanted.push((length, count)),
        }
    }
    sort_by_key(&mut wanted, |(length, _)| *length);
    wanted
}

/// The move that would make room, where what is free would suffice.
fn making_room(facts: Facts<'_>, id: Id<Pool>, wanted: &[(NetmaskLength, u64)]) -> Option<Move> {
    let space = facts.index.pool(id)?.space();
    let suffices = asked(wanted, space.family()).is_some_and(|asked| asked <= space.free_size());
    suffices
        .then(|| defragmentation::making_room(facts, id, wanted))
        .flatten()
}

fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let wanted = wanted(facts, facts.index.pool(id)?);
    making_room(facts, id, &wanted).map(|found| found.fix)
}

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let entry = facts.index.pool(id)?;
    let wanted = wanted(facts, entry);
    let left_over = entry.space().left_over(&wanted);
    if left_over.is_empty() {
        return None;
    }
    let total: u64 = wanted.iter().map(|(_, count)| count).sum();
    let refused: u64 = left_over.iter().map(|(_, count)| count).sum();
    let pieces = match asked(&wanted, row.family) {
        Some(asked) if asked <= entry.space().free_size() => match making_room(facts, id, &wanted) {
            Some(Move { what, to, .. }) => {
                format!(": enough addresses are free, but in pieces; moving {what} to {to} makes room")
            }
            None => ": enough addresses are free, but in pieces".to_owned(),
        },
        _ => String::new(),
    };
    let parts = left_over.iter().map(|(length, count)| format!("{count} × {length}"));
    Some(Verdict {
        sentence: format!(
            "{} has no room for {} of the {} wanted from it{pieces}",
            naming::pool(facts, id).first(),
            naming::list(parts, left_over.len()),
            naming::count(usize::try_from(total).unwrap_or(usize::MAX), "block"),
        ),
        evidence: left_over
            .iter()
            .map(|(length, count)| format!("{count} × {length}"))
            .chain([format!("{refused} of {total}")])
            .collect::<Vec<_>>()
            .join(", "),
    })
}
