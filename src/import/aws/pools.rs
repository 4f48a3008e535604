//! Pools, what is provisioned to them and allocated from them.

use super::ipams::{SCOPE_KINDS, is_going, tail_of_arn};
use super::item::Item;
use crate::address::Family;
use crate::import::found::{Allocation, AllocationKind, Key, Pool, PoolCidr, PoolPlace, Scope};
use crate::import::note::Severity;
use crate::plan::{Advertisable, AllocationRules, AutoImport, AwsService, PublicIpSource};

/// What AWS prints for the locale of a pool that has none.
const NO_LOCALE: &str = "None";

/// An object of `describe-ipam-pools`.
pub(super) fn pool(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("IpamPoolId") else { return };
    if is_going(item) {
        return;
    }
    let mut pool = Pool::new(item.place(), key);
    (pool.name, pool.tags) = item.tags("Tags");
    pool.description = item.string("Description");
    // There is no field for the id of the scope: it is the tail of the ARN.
    let scope = tail_of_arn(item, "IpamScopeArn");
    let kind = item.word("IpamScopeType", SCOPE_KINDS);
    if let Some(key) = scope.clone() {
        let mut stub = Scope::new(item.place(), key);
        stub.kind = kind;
        item.out.found.scopes.push(stub);
    }
    let scope = scope.map(PoolPlace::Scope);
    let kind = kind.map(PoolPlace::DefaultScope);
    let source = item.string("SourceIpamPoolId").map(|id| PoolPlace::Pool(Key::Aws(id)));
    pool.parent = source.or(scope).or(kind);
    pool.family = item.word("AddressFamily", &[("ipv4", Family::Ipv4), ("ipv6", Family::Ipv6)]);
    let locale = item.text("Locale");
    pool.locale = match locale.as_deref() {
        None | Some(NO_LOCALE) => Some(None),
        Some(_) => item.region("Locale").map(Some),
    };
    pool.rules = Some(AllocationRules {
        min: item.length("AllocationMinNetmaskLength"),
        max: item.length("AllocationMaxNetmaskLength"),
        default: item.length("AllocationDefaultNetmaskLength"),
    });
    pool.auto_import = item.flag("AutoImport", AutoImport::Enabled, AutoImport::Disabled);
    let (name, mut required) = item.tags("AllocationResourceTags");
    if let (Some(required), Some(name)) = (&mut required, name) {
        required.insert("Name".to_owned(), name);
    }
    pool.required_tags = required;
    pool.aws_service = item.word(
        "AwsService",
        &[
            ("ec2", AwsService::Ec2),
            ("global-services", AwsService::GlobalServices),
        ],
    );
    pool.public_ip_source = item.word(
        "PublicIpSource",
        &[("amazon", PublicIpSource::Amazon), ("byoip", PublicIpSource::Byoip)],
    );
    pool.advertisable = item.flag("PubliclyAdvertisable", Advertisable::Yes, Advertisable::No);
    let source = item.value.member("SourceResource");
    pool.source_resource = source.and_then(|value| item.inside(value).string("ResourceId").map(Key::Aws));
    item.out.found.pools.push(pool);
}

/// An object of `get-ipam-pool-cidrs`, which does not say of which pool it is.
pub(super) fn pool_cidr(item: &mut Item<'_, '_, '_>) {
    let place = item.place();
    let state = item.text("State").unwrap_or_default();
    let pending = match &*state {
        "pending-provision" | "pending-import" => true,
        "provisioned" | "" => false,
        _ => {
            item.note(Severity::Remark, format!("its state is {state}, so it is left out"));
            return;
        }
    };
    if item.value.member("Cidr").is_none() {
        let length = item.whole("NetmaskLength").map(|length| format!(" /{length}"));
        let sentence = match pending {
            true => format!(
                "the CIDR{} is still being provisioned and not chosen yet; it is left out, so import it again later",
                length.unwrap_or_default()
            ),
            false => "the field \"Cidr\" is missing".to_owned(),
        };
        let severity = if pending { Severity::Remark } else { Severity::Refused };
        item.note(severity, sentence);
        return;
    }
    let Some(cidr) = item.cidr("Cidr") else { return };
    if pending {
        item.note(Severity::Remark, format!("{cidr} is {state}, and taken as provisioned"));
    }
    let pool = asked_about(item);
    item.out.found.pool_cidrs.push(PoolCidr { place, pool, cidr });
}

/// The words for what an allocation is for.
const ALLOCATION_KINDS: &[(&str, AllocationKind)] = &[
    ("ipam-pool", AllocationKind::Pool),
    ("vpc", AllocationKind::Vpc),
    ("ec2-public-ipv4-pool", AllocationKind::PublicIpv4Pool),
    ("custom", AllocationKind::Custom),
    ("subnet", AllocationKind::Subnet),
    ("eip", AllocationKind::ElasticIp),
    ("anycast-ip-list", AllocationKind::AnycastIpList),
];

/// An object of `get-ipam-pool-allocations`, which does not say of which pool it is.
pub(super) fn allocation(item: &mut Item<'_, '_, '_>) {
    if item.value.member("Cidr").is_none() {
        item.note(Severity::Refused, "the field \"Cidr\" is missing".to_owned());
    }
    let (Some(cidr), Some(kind)) = (item.cidr("Cidr"), item.word("ResourceType", ALLOCATION_KINDS)) else {
        return;
    };
    let pool = asked_about(item);
    let mut allocation = Allocation::new(item.place(), pool, cidr, kind);
    allocation.aws_id = item.string("IpamPoolAllocationId");
    allocation.resource = item.string("ResourceId").map(Key::Aws);
    allocation.region = item.region("ResourceRegion");
    allocation.owner = item.account("ResourceOwner");
    allocation.description = item.string("Description");
    (allocation.name, allocation.tags) = item.tags("Tags");
    item.out.found.allocations.push(allocation);
}

/// The pool that the command was asked about, which its output does not say: by the name of the file or by the line before, and
/// else all that is known is that this document is of one pool.
fn asked_about(item: &Item<'_, '_, '_>) -> Key {
    match &item.context.pool {
        Some(pool) => Key::Aws(pool.clone()),
        None => Key::Own {
            file: item.out.file,
            name: format!("document {}", item.context.documents + 1),
        },
    }
}
