//! Pools, the CIDRs provisioned to them, and the reservations in them.

use super::fields::Fields;
use super::legend;
use super::out::Out;
use super::value::Words;
use crate::address::Family;
use crate::plan::{
    Advertisable, AllocationRules, AutoImport, AwsService, Lock, Percent, Pool, PoolCidr, PoolParent, PublicIpSource,
    Reservation, Thresholds,
};

const FAMILIES: &Words<Family> = &[("ipv4", Family::Ipv4), ("ipv6", Family::Ipv6)];
const SERVICES: &Words<AwsService> = &[
    ("ec2", AwsService::Ec2),
    ("global-services", AwsService::GlobalServices),
];
const PUBLIC_IP_SOURCES: &Words<PublicIpSource> =
    &[("amazon", PublicIpSource::Amazon), ("byoip", PublicIpSource::Byoip)];

pub(super) fn write_pool(row: &Pool, out: &mut Out) {
    out.text("name", &row.name);
    out.text("description", &row.description);
    match &row.parent {
        PoolParent::Scope(scope) => out.spelled("scope", scope),
        PoolParent::Pool(source) => out.spelled("source", source),
    }
    out.word("address_family", FAMILIES, row.family);
    out.maybe_spelled("locale", row.locale.as_ref());
    out.maybe_length("allocation_min_netmask_length", row.rules.min);
    out.maybe_length("allocation_max_netmask_length", row.rules.max);
    out.maybe_length("allocation_default_netmask_length", row.rules.default);
    out.maybe_length("provision_netmask_length", row.wanted_length);
    let percent = |share: Option<Percent>| share.map(|share| share.get().into());
    out.maybe_number("utilization_warning_percent", percent(row.thresholds.warning));
    out.maybe_number("utilization_critical_percent", percent(row.thresholds.critical));
    out.tags("allocation_resource_tags", &row.required_tags);
    out.flag("auto_import", row.auto_import == AutoImport::Enabled);
    out.maybe_word("aws_service", SERVICES, row.aws_service);
    out.maybe_word("public_ip_source", PUBLIC_IP_SOURCES, row.public_ip_source);
    out.maybe_flag(
        "publicly_advertisable",
        row.advertisable.map(|may| may == Advertisable::Yes),
    );
    out.maybe_spelled("source_resource", row.source_resource.as_ref());
    out.set("shared_with", &row.shared_with);
    out.flag("locked", row.lock == Lock::Locked);
    legend::write_legend(&row.legend, out);
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_pool(fields: &mut Fields<'_, '_>) -> Option<Pool> {
    let name = fields.text("name");
    let description = fields.text("description");
    let parent = read_parent(fields);
    let family = fields.word("address_family", FAMILIES);
    let locale = fields.maybe_spelled("locale");
    let rules = AllocationRules {
        min: fields.maybe_length("allocation_min_netmask_length"),
        max: fields.maybe_length("allocation_max_netmask_length"),
        default: fields.maybe_length("allocation_default_netmask_length"),
    };
    let wanted_length = fields.maybe_length("provision_netmask_length");
    let thresholds = Thresholds {
        warning: read_percent(fields, "utilization_warning_percent"),
        critical: read_percent(fields, "utilization_critical_percent"),
    };
    let required_tags = fields.tags("allocation_resource_tags");
    let auto_import = match fields.flag("auto_import") {
        true => AutoImport::Enabled,
        false => AutoImport::Disabled,
    };
    let aws_service = fields.maybe_word("aws_service", SERVICES);
    let public_ip_source = fields.maybe_word("public_ip_source", PUBLIC_IP_SOURCES);
    let advertisable = fields.maybe_flag("publicly_advertisable").map(|may| match may {
        true => Advertisable::Yes,
        false => Advertisable::No,
    });
    let source_resource = fields.maybe_spelled("source_resource");
    let shared_with = fields.set("shared_with");
    let lock = read_lock(fields);
    let legend = legend::read_legend(family, fields);
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Pool {
        name,
        description,
        parent: parent?,
        family: family?,
        locale,
        rules,
        wanted_length,
        thresholds,
        required_tags,
        auto_import,
        aws_service,
        public_ip_source,
        advertisable,
        source_resource,
        shared_with,
        lock,
        legend,
        tags,
        note,
        aws_id,
    })
}

/// Whether gestures leave the row alone.
pub(super) fn read_lock(fields: &mut Fields<'_, '_>) -> Lock {
    match fields.flag("locked") {
        true => Lock::Locked,
        false => Lock::Open,
    }
}

fn read_percent(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Percent> {
    let percent = fields.maybe_number(key, 100)?;
    u8::try_from(percent).ok().and_then(Percent::new)
}

fn read_parent(fields: &mut Fields<'_, '_>) -> Option<PoolParent> {
    let (has_scope, has_source) = (fields.has("scope"), fields.has("source"));
    let scope = fields.maybe_spelled("scope").map(PoolParent::Scope);
    let source = fields.maybe_spelled("source").map(PoolParent::Pool);
    match (has_scope, has_source) {
        (true, true) => {
            let sentence = "a pool stands either in a \"scope\" or under a \"source\" pool, whose scope is then its \
                            own; this one has both";
            fields.blame_field("source", sentence.to_owned());
            None
        }
        (false, false) => {
            let sentence = "a pool needs either a \"scope\" or, for a sub-pool, the \"source\" pool; this one has \
                            neither";
            fields.blame(sentence.to_owned());
            None
        }
        _ => scope.or(source),
    }
}

pub(super) fn write_pool_cidr(row: &PoolCidr, out: &mut Out) {
    out.spelled("pool", &row.pool);
    out.spelled("cidr", &row.cidr);
}

pub(super) fn read_pool_cidr(fields: &mut Fields<'_, '_>) -> Option<PoolCidr> {
    let pool = fields.spelled("pool");
    let cidr = fields.spelled("cidr");
    Some(PoolCidr {
        pool: pool?,
        cidr: cidr?,
    })
}

pub(super) fn write_reservation(row: &Reservation, out: &mut Out) {
    out.text("name", &row.name);
    out.text("description", &row.description);
    out.spelled("pool", &row.pool);
    out.spelled("cidr", &row.cidr);
    out.flag("locked", row.lock == Lock::Locked);
    out.tags("tags", &row.tags);
    out.text("note", &row.note);
    out.maybe_text("aws_id", row.aws_id.as_deref());
}

pub(super) fn read_reservation(fields: &mut Fields<'_, '_>) -> Option<Reservation> {
    let name = fields.text("name");
    let description = fields.text("description");
    let pool = fields.spelled("pool");
    let cidr = fields.spelled("cidr");
    let lock = read_lock(fields);
    let tags = fields.tags("tags");
    let note = fields.text("note");
    let aws_id = fields.maybe_text("aws_id");
    Some(Reservation {
        pool: pool?,
        cidr: cidr?,
        name,
        description,
        lock,
        tags,
        note,
        aws_id,
    })
}
