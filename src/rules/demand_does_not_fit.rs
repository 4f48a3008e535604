//! "You might need to provision additional CIDRs if a pool is nearing full allocation": <https://docs.aws.amazon.com/vpc/latest/ipam/prov-cidr-ipam.html>.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::address::{AddressCount, Family, NetmaskLength};
use crate::ordered::sort_by_key;
use crate::plan::{Id, Pool};

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
    fix: None,
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

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let entry = facts.index.pool(id)?;
    let mut wanted: Vec<(NetmaskLength, u64)> = Vec::new();
    for demand in entry.demands() {
        let demand = facts.plan.intent().demands.get(&demand)?;
        let (length, count) = (demand.netmask_length, u64::from(demand.count));
        match wanted.iter_mut().find(|(other, _)| *other == length) {
            Some((_, sum)) => *sum += count,
            None => wanted.push((length, count)),
        }
    }
    sort_by_key(&mut wanted, |(length, _)| *length);
    let left_over = entry.space().left_over(&wanted);
    if left_over.is_empty() {
        return None;
    }
    let total: u64 = wanted.iter().map(|(_, count)| count).sum();
    let refused: u64 = left_over.iter().map(|(_, count)| count).sum();
    let pieces = match asked(&wanted, row.family) {
        Some(asked) if asked <= entry.space().free_size() => ": enough addresses are free, but in pieces",
        _ => "",
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
