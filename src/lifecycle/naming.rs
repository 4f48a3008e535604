//! What sentences and placeholders call things.

use crate::plan::{AnyId, AwsTables, PublicBlockKind, ScopeKind, ScopeOrigin, tidy};

/// "the pool Frankfurt", "10.0.0.0/16 of the VPC payments", "a pool without a name".
pub(crate) fn name(tables: &AwsTables, id: AnyId) -> String {
    let mut kind = id.kind();
    let (name, block) = match id {
        AnyId::Ipam(_) => return "the IPAM".to_owned(),
        AnyId::Scope(id) => match tables.scopes.get(&id) {
            Some(row) if row.origin == ScopeOrigin::Default && tidy(&row.name).is_none() => {
                return match row.kind {
                    ScopeKind::Private => "the default private scope".to_owned(),
                    ScopeKind::Public => "the default public scope".to_owned(),
                };
            }
            row => (row.map(|row| &row.name), None),
        },
        AnyId::Pool(id) => (tables.pools.get(&id).map(|row| &row.name), None),
        AnyId::Vpc(id) => (tables.vpcs.get(&id).map(|row| &row.name), None),
        AnyId::PoolCidr(id) => match tables.pool_cidrs.get(&id) {
            Some(row) => return format!("{} of {}", row.cidr, self::name(tables, row.pool.into())),
            None => (None, None),
        },
        AnyId::VpcCidr(id) => match tables.vpc_cidrs.get(&id) {
            Some(row) => return format!("{} of {}", row.cidr, self::name(tables, row.vpc.into())),
            None => (None, None),
        },
        AnyId::Reservation(id) => {
            let row = tables.reservations.get(&id);
            (row.map(|row| &row.name), row.map(|row| row.cidr))
        }
        AnyId::Subnet(id) => {
            let row = tables.subnets.get(&id);
            (row.map(|row| &row.name), row.map(|row| row.cidr))
        }
        AnyId::PublicBlock(id) => {
            let row = tables.public_blocks.get(&id);
            kind = match row.map(|row| row.kind) {
                Some(PublicBlockKind::ElasticIp) => "Elastic IP address",
                Some(PublicBlockKind::PublicIpv4Pool) => "public IPv4 pool",
                None => kind,
            };
            (row.map(|row| &row.name), row.map(|row| row.cidr))
        }
        _ => (None, None),
    };
    match (name.and_then(|name| tidy(name)), block) {
        (Some(name), Some(block)) => format!("the {kind} {name} ({block})"),
        (Some(name), None) => format!("the {kind} {name}"),
        (None, Some(block)) => format!("the {kind} {block}"),
        (None, None) => format!("a {kind} without a name"),
    }
}

/// Words that begin a sentence.
pub(crate) fn first_upper(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
