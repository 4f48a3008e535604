//! VPCs, their CIDRs and subnets, and blocks of public addresses.

use super::fields::Fields;
use super::out::Out;
use super::pool::read_lock;
use super::value::Words;
use crate::plan::{CidrRole, Lock, Monitoring, PublicBlock, PublicBlockKind, Subnet, Vpc, VpcCidr};

const ROLES: &Words<CidrRole> = &[("primary", CidrRole::Primary), ("secondary", CidrRole::Secondary)];
const PUBLIC_BLOCK_KINDS: &Words<PublicBlockKind> = &[
    ("eip", PublicBlockKind::ElasticIp),
    ("ec2-public-ipv4-pool", PublicBlockKind::PublicIpv4Pool),
];

pub(super) fn write_vpc(row: &Vpc, out: &mut Out) {
    out.text("name", &row.name);
    out.spelled("scope", &row.scope);
    out.maybe_spelled("account", row.account.as_ref());
    out.spelled("region", &row.region);
    out.flag("locked", row.lock == Lock::Locked);
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_vpc(fields: &mut Fields<'_, '_>) -> Option<Vpc> {
    let name = fields.text("name");
    let scope = fields.spelled("scope");
    let account = fields.maybe_spelled("account");
    let region = fields.spelled("region");
    let lock = read_lock(fields);
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Vpc {
        name,
        scope: scope?,
        account,
        region: region?,
        lock,
        tags,
        note,
        aws_id,
    })
}

pub(super) fn write_vpc_cidr(row: &VpcCidr, out: &mut Out) {
    out.spelled("vpc", &row.vpc);
    out.spelled("cidr", &row.cidr);
    if row.role != CidrRole::Primary {
        out.word("role", ROLES, row.role);
    }
    out.maybe_spelled("pool", row.pool.as_ref());
    out.flag("ignored", row.monitoring == Monitoring::Ignored);
}

pub(super) fn read_vpc_cidr(fields: &mut Fields<'_, '_>) -> Option<VpcCidr> {
    let vpc = fields.spelled("vpc");
    let cidr = fields.spelled("cidr");
    let role = fields.maybe_word("role", ROLES).unwrap_or(CidrRole::Primary);
    let pool = fields.maybe_spelled("pool");
    let monitoring = match fields.flag("ignored") {
        true => Monitoring::Ignored,
        false => Monitoring::Monitored,
    };
    Some(VpcCidr {
        vpc: vpc?,
        cidr: cidr?,
        role,
        pool,
        monitoring,
    })
}

pub(super) fn write_subnet(row: &Subnet, out: &mut Out) {
    out.text("name", &row.name);
    out.spelled("vpc", &row.vpc);
    out.spelled("cidr", &row.cidr);
    out.maybe_text("availability_zone", row.zone.as_deref());
    out.text("purpose", &row.purpose);
    out.maybe_spelled("pool", row.pool.as_ref());
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_subnet(fields: &mut Fields<'_, '_>) -> Option<Subnet> {
    let name = fields.text("name");
    let vpc = fields.spelled("vpc");
    let cidr = fields.spelled("cidr");
    let zone = fields.maybe_text("availability_zone");
    let purpose = fields.text("purpose");
    let pool = fields.maybe_spelled("pool");
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Subnet {
        name,
        vpc: vpc?,
        cidr: cidr?,
        zone,
        purpose,
        pool,
        tags,
        note,
        aws_id,
    })
}

pub(super) fn write_public_block(row: &PublicBlock, out: &mut Out) {
    out.text("name", &row.name);
    out.spelled("scope", &row.scope);
    out.word("type", PUBLIC_BLOCK_KINDS, row.kind);
    out.spelled("cidr", &row.cidr);
    out.maybe_spelled("pool", row.pool.as_ref());
    out.maybe_spelled("region", row.region.as_ref());
    out.maybe_spelled("account", row.account.as_ref());
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_public_block(fields: &mut Fields<'_, '_>) -> Option<PublicBlock> {
    let name = fields.text("name");
    let scope = fields.spelled("scope");
    let kind = fields.word("type", PUBLIC_BLOCK_KINDS);
    let cidr = fields.spelled("cidr");
    let pool = fields.maybe_spelled("pool");
    let region = fields.maybe_spelled("region");
    let account = fields.maybe_spelled("account");
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(PublicBlock {
        name,
        scope: scope?,
        kind: kind?,
        cidr: cidr?,
        pool,
        region,
        account,
        tags,
        note,
        aws_id,
    })
}
