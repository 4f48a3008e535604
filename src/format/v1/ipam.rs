//! The IPAM and its scopes.

use super::fields::Fields;
use super::out::Out;
use super::value::Words;
use crate::plan::{Integration, Ipam, MeteredAccount, PrivateGua, Scope, ScopeKind, ScopeOrigin, Tier};

const TIERS: &Words<Tier> = &[("free", Tier::Free), ("advanced", Tier::Advanced)];
const METERED_ACCOUNTS: &Words<MeteredAccount> = &[
    ("ipam-owner", MeteredAccount::IpamOwner),
    ("resource-owner", MeteredAccount::ResourceOwner),
];
const SCOPE_KINDS: &Words<ScopeKind> = &[("private", ScopeKind::Private), ("public", ScopeKind::Public)];

pub(super) fn write_ipam(row: &Ipam, out: &mut Out) {
    out.text("name", &row.name);
    out.text("description", &row.description);
    out.spelled("home_region", &row.home_region);
    out.set("operating_regions", &row.operating_regions);
    out.word("tier", TIERS, row.tier);
    if let Integration::Organization {
        delegated_administrator,
    } = &row.integration
    {
        out.member_object("organization", |out| {
            out.maybe_spelled("delegated_administrator", delegated_administrator.as_ref());
        });
    }
    if row.metered_account != MeteredAccount::default() {
        out.word("metered_account", METERED_ACCOUNTS, row.metered_account);
    }
    out.flag("enable_private_gua", row.private_gua == PrivateGua::Enabled);
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_ipam(fields: &mut Fields<'_, '_>) -> Option<Ipam> {
    let name = fields.text("name");
    let description = fields.text("description");
    let home_region = fields.spelled("home_region");
    let operating_regions = fields.set("operating_regions");
    let tier = fields.word("tier", TIERS);
    let mut integration = Integration::SingleAccount;
    fields.maybe_object("organization", &mut |fields| {
        integration = Integration::Organization {
            delegated_administrator: fields.maybe_spelled("delegated_administrator"),
        };
    });
    let metered_account = fields
        .maybe_word("metered_account", METERED_ACCOUNTS)
        .unwrap_or_default();
    let private_gua = match fields.flag("enable_private_gua") {
        true => PrivateGua::Enabled,
        false => PrivateGua::Disabled,
    };
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Ipam {
        name,
        description,
        home_region: home_region?,
        operating_regions,
        tier: tier?,
        integration,
        metered_account,
        private_gua,
        tags,
        note,
        aws_id,
    })
}

pub(super) fn write_scope(row: &Scope, out: &mut Out) {
    out.text("name", &row.name);
    out.text("description", &row.description);
    out.word("type", SCOPE_KINDS, row.kind);
    out.flag("default", row.origin == ScopeOrigin::Default);
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_scope(fields: &mut Fields<'_, '_>) -> Option<Scope> {
    let name = fields.text("name");
    let description = fields.text("description");
    let kind = fields.word("type", SCOPE_KINDS);
    let origin = match fields.flag("default") {
        true => ScopeOrigin::Default,
        false => ScopeOrigin::Additional,
    };
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Scope {
        name,
        description,
        kind: kind?,
        origin,
        tags,
        note,
        aws_id,
    })
}
