//! What the planners state: quotas, accounts, demands, acceptances. Connections, workloads and what the bill depends on have
//! files of their own.

use super::fields::Fields;
use super::out::Out;
use crate::plan::{Acceptance, Account, Demand, QuotaName, Quotas};

/// The quotas of AWS, as AWS's page of them calls them.
const QUOTAS: &[(&str, QuotaName)] = &[
    ("scopes_per_ipam", QuotaName::ScopesPerIpam),
    ("pools_per_scope", QuotaName::PoolsPerScope),
    ("pool_depth", QuotaName::PoolDepth),
    ("cidrs_per_pool", QuotaName::CidrsPerPool),
    ("allocations_per_pool", QuotaName::AllocationsPerPool),
    ("ipv4_cidrs_per_vpc", QuotaName::Ipv4CidrsPerVpc),
    ("ipv6_cidrs_per_vpc", QuotaName::Ipv6CidrsPerVpc),
    ("subnets_per_vpc", QuotaName::SubnetsPerVpc),
    ("vpcs_per_region", QuotaName::VpcsPerRegion),
];

/// Writes the quotas that are not the default ones, if there are any.
pub(super) fn write_quotas(quotas: &Quotas, out: &mut Out) {
    if quotas.are_default() {
        return;
    }
    out.member_object("quotas", |out| {
        for (key, name) in QUOTAS {
            out.maybe_number(key, quotas.get(*name));
        }
    });
}

pub(super) fn read_quotas(fields: &mut Fields<'_, '_>) -> Quotas {
    let mut quotas = Quotas::default();
    for (key, name) in QUOTAS {
        quotas.set(*name, fields.maybe_number(key, u32::MAX));
    }
    quotas
}

pub(super) fn write_account(row: &Account, out: &mut Out) {
    out.text("name", &row.name);
    out.maybe_spelled("number", row.number.as_ref());
    out.texts("ou_path", &row.ou_path);
    out.text("note", &row.note);
}

pub(super) fn read_account(fields: &mut Fields<'_, '_>) -> Option<Account> {
    Some(Account {
        name: fields.text("name"),
        number: fields.maybe_spelled("number"),
        ou_path: fields.texts("ou_path"),
        note: fields.text("note"),
    })
}

pub(super) fn write_demand(row: &Demand, out: &mut Out) {
    out.text("name", &row.name);
    out.spelled("pool", &row.pool);
    out.length("netmask_length", row.netmask_length);
    out.number("count", row.count.into());
    out.text("note", &row.note);
}

pub(super) fn read_demand(fields: &mut Fields<'_, '_>) -> Option<Demand> {
    let name = fields.text("name");
    let pool = fields.spelled("pool");
    let netmask_length = fields.length("netmask_length");
    let count = fields.u32("count");
    let note = fields.text("note");
    Some(Demand {
        name,
        pool: pool?,
        netmask_length: netmask_length?,
        count: count?,
        note,
    })
}

pub(super) fn write_acceptance(row: &Acceptance, out: &mut Out) {
    out.required_text("finding", &row.finding);
    out.text("reason", &row.reason);
}

pub(super) fn read_acceptance(fields: &mut Fields<'_, '_>) -> Option<Acceptance> {
    let finding = fields.required_text("finding");
    let reason = fields.text("reason");
    Some(Acceptance {
        finding: finding?,
        reason,
    })
}
