//! The fields that AWS does not change on what exists, row by row, and what it does not know at all.

use super::requests::description_of;
use crate::plan::{
    AnyId, AwsTables, Id, Integration, Ipam, Pool, PoolCidr, PublicBlock, Reservation, Subnet, Vpc, VpcCidr,
};

/// Whether a field differs, and what it is called.
pub(super) type Field = (bool, &'static str);

/// What of this differs, the first of it.
pub(super) fn first(fields: &[Field]) -> Option<&'static str> {
    let (_, name) = fields.iter().find(|(differs, _)| *differs)?;
    Some(name)
}

/// Whether both are known and differ: what only one of two says, the plan has learned.
fn known<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

pub(super) fn ipam(row: &Ipam, other: &Ipam) -> [Field; 2] {
    // It belongs to the account that creates it.
    let owner = |ipam: &Ipam| match ipam.integration {
        Integration::Organization {
            delegated_administrator,
        } => delegated_administrator,
        Integration::SingleAccount => None,
    };
    [
        (other.home_region != row.home_region, "home Region"),
        (known(&owner(row), &owner(other)), "delegated administrator"),
    ]
}

pub(super) fn pool(row: &Pool, other: &Pool) -> [Field; 7] {
    [
        (row.parent != other.parent, "source"),
        (row.family != other.family, "address family"),
        (row.locale != other.locale, "locale"),
        (row.source_resource != other.source_resource, "source resource"),
        (row.aws_service != other.aws_service, "AWS service"),
        (row.public_ip_source != other.public_ip_source, "public IP source"),
        (row.advertisable != other.advertisable, "advertisability"),
    ]
}

pub(super) fn pool_cidr(row: &PoolCidr, other: &PoolCidr) -> [Field; 1] {
    [(row.cidr != other.cidr || row.pool != other.pool, "CIDR")]
}

pub(super) fn reservation(row: &Reservation, other: &Reservation) -> [Field; 3] {
    [
        (row.pool != other.pool, "pool"),
        (row.cidr != other.cidr, "CIDR"),
        (description_of(row) != description_of(other), "description"),
    ]
}

pub(super) fn vpc(row: &Vpc, other: &Vpc) -> [Field; 2] {
    [
        (row.region != other.region, "Region"),
        (known(&row.account, &other.account), "account"),
    ]
}

pub(super) fn vpc_cidr(row: &VpcCidr, other: &VpcCidr) -> [Field; 3] {
    [
        (row.vpc != other.vpc, "VPC"),
        (row.cidr != other.cidr, "CIDR"),
        (row.role != other.role, "role"),
    ]
}

/// A subnet leaves its pool as it is in one case: when `left`, that pool, is deleted with all that is in it.
pub(super) fn subnet(row: &Subnet, other: &Subnet, left: Option<Id<Pool>>) -> [Field; 4] {
    [
        (row.vpc != other.vpc, "VPC"),
        (row.cidr != other.cidr, "CIDR"),
        (known(&row.zone, &other.zone), "Availability Zone"),
        (row.pool != other.pool && (left.is_none() || row.pool != left), "pool"),
    ]
}

pub(super) fn public_block(row: &PublicBlock, other: &PublicBlock) -> [Field; 5] {
    [
        (row.kind != other.kind, "kind"),
        (row.cidr != other.cidr, "CIDR"),
        (row.pool != other.pool, "pool"),
        (known(&row.region, &other.region), "Region"),
        (known(&row.account, &other.account), "account"),
    ]
}

/// Which fields of the row of `id` differ between both sets of tables although AWS does not change them: it is destroyed and
/// created again. Nothing when it is not in both.
pub(super) fn differing(actual: &AwsTables, design: &AwsTables, id: AnyId) -> Vec<&'static str> {
    let mut names = Vec::new();
    macro_rules! compare {
        ($table:ident, $id:expr, $fields:expr) => {
            if let (Some(row), Some(other)) = (actual.$table.get(&$id), design.$table.get(&$id)) {
                let fields = $fields(row, other);
                names.extend(
                    fields
                        .iter()
                        .filter(|(differs, _)| *differs)
                        .map(|(_, name)| *name),
                );
            }
        };
    }
    match id {
        AnyId::Ipam(id) => compare!(ipams, id, ipam),
        AnyId::Pool(id) => compare!(pools, id, pool),
        AnyId::PoolCidr(id) => compare!(pool_cidrs, id, pool_cidr),
        AnyId::Reservation(id) => compare!(reservations, id, reservation),
        AnyId::Vpc(id) => compare!(vpcs, id, vpc),
        AnyId::VpcCidr(id) => compare!(vpc_cidrs, id, vpc_cidr),
        AnyId::Subnet(id) => {
            let pool = actual.subnets.get(&id).and_then(|row| row.pool);
            let free = design.subnets.get(&id).is_some_and(|row| row.pool.is_none());
            // Which other pools go, the steps tell.
            let left = pool.filter(|pool| free && !design.pools.contains_key(pool));
            compare!(subnets, id, |row, other| subnet(row, other, left));
        }
        AnyId::PublicBlock(id) => compare!(public_blocks, id, public_block),
        _ => {}
    }
    names
}

/// Whether the row of `id` is the same to AWS in both sets of tables: notes, locks, legends, purposes and thresholds are the plan's
/// alone, and an AWS id is not a wish.
pub(super) fn same_to_aws(actual: &AwsTables, design: &AwsTables, id: AnyId) -> bool {
    if actual.agrees(design, id) {
        return true;
    }
    macro_rules! equal_but {
        ($table:ident, $id:expr, [$($field:ident),*]) => {
            match (actual.$table.get(&$id), design.$table.get(&$id)) {
                (Some(row), Some(other)) => {
                    let mut row = row.clone();
                    $( row.$field.clone_from(&other.$field); )*
                    row == *other
                }
                _ => false,
            }
        };
    }
    match id {
        AnyId::Ipam(id) => equal_but!(ipams, id, [note, aws_id]),
        AnyId::Scope(id) => equal_but!(scopes, id, [note, aws_id]),
        AnyId::Pool(id) => equal_but!(pools, id, [wanted_length, thresholds, lock, legend, note, aws_id]),
        AnyId::Reservation(id) => match (actual.reservations.get(&id), design.reservations.get(&id)) {
            (Some(row), Some(other)) => {
                let described = description_of(row) == description_of(other);
                (row.pool, row.cidr, &row.tags) == (other.pool, other.cidr, &other.tags) && described
            }
            _ => false,
        },
        AnyId::Vpc(id) => equal_but!(vpcs, id, [lock, note, aws_id]),
        AnyId::Subnet(id) => equal_but!(subnets, id, [purpose, note, aws_id]),
        AnyId::PublicBlock(id) => equal_but!(public_blocks, id, [note, aws_id]),
        _ => false,
    }
}
