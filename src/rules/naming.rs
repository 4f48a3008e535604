//! What sentences call things.

use std::fmt;

use super::Facts;
use crate::plan::index::{Block, Placed};
use crate::plan::{Account, End, Id, Pool, Scope, ScopeKind, ScopeOrigin, Vpc, Workload, tidy};

/// A thing as a sentence calls it: by its name, or by what it is.
pub(super) enum Called {
    /// In the planners' words, which stay as they are.
    Theirs(String),
    /// In ours, which begin a sentence with a capital.
    Ours(String),
}

impl Called {
    /// The thing as a sentence begins with it.
    pub(super) fn first(self) -> String {
        match self {
            Called::Theirs(name) => name,
            Called::Ours(words) => {
                let mut letters = words.chars();
                let first = letters.next().map(|first| first.to_ascii_uppercase());
                first.into_iter().chain(letters).collect()
            }
        }
    }
}

/// The thing as it stands inside a sentence.
impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Called::Theirs(words) | Called::Ours(words) => f.write_str(words),
        }
    }
}

/// Whether a name is none: nothing, or nothing but spaces.
#[inline(always)]
pub(super) fn is_blank(name: &str) -> bool {
    // Nearly every name is told by its first letter from one that is blank, and every VPC's is asked about.
    !name.as_bytes().first().is_some_and(u8::is_ascii_graphic) && name.trim().is_empty()
}

/// A name as sentences repeat it, on one line and not too long.
pub(super) fn shortened(name: &str) -> String {
    tidy(name).unwrap_or_default()
}

/// "env = prod", or "env" where the value is empty.
pub(super) fn tag(key: &str, value: &str) -> String {
    match tidy(value) {
        Some(value) => format!("{} = {value}", shortened(key)),
        None => shortened(key),
    }
}

/// "the pool Production", "the pool at 10.0.0.0/12", "a pool without a name".
pub(super) fn pool(facts: Facts<'_>, id: Id<Pool>) -> Called {
    let name = facts.design().pools.get(&id).and_then(|row| tidy(&row.name));
    let first = facts.index.pool(id).and_then(|entry| entry.cidrs().next());
    Called::Ours(match (name, first) {
        (Some(name), _) => format!("the pool {name}"),
        (None, Some((cidr, _))) => format!("the pool at {cidr}"),
        (None, None) => "a pool without a name".to_owned(),
    })
}

/// What a button calls a pool: "Production".
pub(super) fn pool_in_label(facts: Facts<'_>, id: Id<Pool>) -> String {
    let name = facts.design().pools.get(&id).and_then(|row| tidy(&row.name));
    name.unwrap_or_else(|| pool(facts, id).to_string())
}

/// "payments-prod", "vpc-0123456789abcdef0", "a VPC without a name".
pub(super) fn vpc(facts: Facts<'_>, id: Id<Vpc>) -> Called {
    let row = facts.design().vpcs.get(&id);
    let name = row.and_then(|row| tidy(&row.name));
    let aws_id = || row.and_then(|row| tidy(row.aws_id.as_deref()?));
    name.or_else(aws_id)
        .map_or_else(|| Called::Ours("a VPC without a name".to_owned()), Called::Theirs)
}

/// "payments-prod", "the network Office", "a network without a name".
pub(super) fn end(facts: Facts<'_>, end: End) -> Called {
    match end {
        End::Vpc(id) => vpc(facts, id),
        End::Network(id) => {
            let name = facts.plan.intent().networks.get(&id).and_then(|row| tidy(&row.name));
            Called::Ours(name.map_or_else(
                || "a network without a name".to_owned(),
                |name| format!("the network {name}"),
            ))
        }
    }
}

/// "the workload web", "a workload without a name".
pub(super) fn workload(row: &Workload) -> Called {
    Called::Ours(match tidy(&row.name) {
        Some(name) => format!("the workload {name}"),
        None => "a workload without a name".to_owned(),
    })
}

/// "the account Network", "the account 111122223333", "an account without a name".
pub(super) fn account(facts: Facts<'_>, id: Id<Account>) -> Called {
    let row = facts.plan.intent().accounts.get(&id);
    let name = row.and_then(|row| tidy(&row.name).or_else(|| row.number.map(|number| number.to_string())));
    Called::Ours(name.map_or_else(
        || "an account without a name".to_owned(),
        |name| format!("the account {name}"),
    ))
}

/// "the scope Partners", "the default private scope".
pub(super) fn scope(facts: Facts<'_>, id: Id<Scope>) -> Called {
    let row = facts.design().scopes.get(&id);
    Called::Ours(match row.map(|row| (tidy(&row.name), row.origin, row.kind)) {
        Some((Some(name), ..)) => format!("the scope {name}"),
        Some((None, ScopeOrigin::Default, ScopeKind::Private)) => "the default private scope".to_owned(),
        Some((None, ScopeOrigin::Default, ScopeKind::Public)) => "the default public scope".to_owned(),
        Some((None, ScopeOrigin::Additional, _)) | None => "a scope without a name".to_owned(),
    })
}

/// What a block belongs to, without its CIDR: "payments-prod", "Production", "a reservation without a name".
pub(super) fn block(facts: Facts<'_>, block: Block) -> Called {
    let design = facts.design();
    let (name, otherwise) = match block {
        Block::PoolCidr(id) => {
            let pool = design.pool_cidrs.get(&id).and_then(|row| design.pools.get(&row.pool));
            (pool.and_then(|row| tidy(&row.name)), "a pool without a name")
        }
        Block::Reservation(id) => {
            let row = design.reservations.get(&id);
            let name = row.and_then(|row| tidy(&row.name).or_else(|| tidy(&row.description)));
            (name, "a reservation without a name")
        }
        Block::VpcCidr(id) => {
            return match design.vpc_cidrs.get(&id) {
                Some(row) => vpc(facts, row.vpc),
                None => Called::Ours("a VPC without a name".to_owned()),
            };
        }
        Block::PublicBlock(id) => {
            let row = design.public_blocks.get(&id);
            let name = row.and_then(|row| tidy(&row.name).or_else(|| tidy(row.aws_id.as_deref()?)));
            (name, "a public block without a name")
        }
        Block::Subnet(id) => {
            let row = design.subnets.get(&id);
            let name = row.and_then(|row| tidy(&row.name).or_else(|| tidy(row.aws_id.as_deref()?)));
            (name, "a subnet without a name")
        }
    };
    name.map_or_else(|| Called::Ours(otherwise.to_owned()), Called::Theirs)
}

/// "payments-prod (10.0.4.0/22)".
pub(super) fn placed(facts: Facts<'_>, placed: Placed) -> Called {
    match block(facts, placed.block) {
        Called::Theirs(name) => Called::Theirs(format!("{name} ({})", placed.cidr)),
        Called::Ours(words) => Called::Ours(format!("{words} ({})", placed.cidr)),
    }
}

/// The first three of `count` things: "10.0.0.0/12", "10.0.0.0/12 and 10.64.0.0/12",
/// "10.0.0.0/12, 10.64.0.0/12, 10.128.0.0/12 and 4 more".
pub(super) fn list<T: fmt::Display>(items: impl IntoIterator<Item = T>, count: usize) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = items.into_iter().take(SHOWN).map(|item| item.to_string()).collect();
    match (shown.split_last(), count.saturating_sub(SHOWN)) {
        (None, _) => String::new(),
        (Some((only, [])), _) => only.clone(),
        (Some((last, rest)), 0) => format!("{} and {last}", rest.join(", ")),
        (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What a pool holds, after "which" or "it": "holds only 10.0.0.0/12", "has no CIDR yet".
pub(super) fn holds(facts: Facts<'_>, id: Id<Pool>) -> String {
    match facts.index.pool(id).map(|entry| entry.cidrs()) {
        Some(cidrs) if cidrs.len() > 0 => {
            let count = cidrs.len();
            format!("holds only {}", list(cidrs.map(|(cidr, _)| cidr), count))
        }
        _ => "has no CIDR yet".to_owned(),
    }
}

/// "1 block", "3 blocks".
pub(super) fn count(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}
