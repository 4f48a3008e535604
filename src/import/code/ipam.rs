//! IPAMs, scopes, pools, and what is allocated from pools.

use super::stack::Target;
use super::{Fields, Kind, Resource, Stack, Value};
use crate::address::Family;
use crate::import::found::{Allocation, AllocationKind, Block, BlockKind, Ipam, Key, Pool, PoolCidr, PoolPlace, Scope};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::ordered::OrderedSet;
use crate::plan::{
    Advertisable, AllocationRules, AutoImport, AwsService, MeteredAccount, PrivateGua, PublicIpSource, RegionCode,
    ScopeKind, ScopeOrigin, Tier,
};

pub(super) fn ipam(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let mut ipam = Ipam::new(resource.place, resource.key());
    (ipam.name, ipam.tags) = fields.name_and_tags(stack.label(resource), out);
    ipam.description = fields.text("description", out);
    ipam.home_region = region_of(resource);
    let mut regions = OrderedSet::new();
    for region in fields.each("operating_regions") {
        regions.extend(region.spelled::<RegionCode>("region_name", out));
    }
    ipam.operating_regions = (!regions.is_empty()).then_some(regions);
    let tiers = [("free", Tier::Free), ("advanced", Tier::Advanced)];
    ipam.tier = fields.word("tier", &tiers, out);
    let metered = [
        ("ipam-owner", MeteredAccount::IpamOwner),
        ("resource-owner", MeteredAccount::ResourceOwner),
    ];
    ipam.metered_account = fields.word("metered_account", &metered, out);
    ipam.private_gua = fields.flag("enable_private_gua", PrivateGua::Enabled, PrivateGua::Disabled, out);
    let scope = |name: &str| match resource.value(name) {
        Some(Value::Text(id)) => Some(Key::Aws(id.clone())),
        _ => None,
    };
    ipam.private_scope = scope("private_default_scope_id");
    ipam.public_scope = scope("public_default_scope_id");
    ipam.owner = account_of_arn(resource);
    out.found.ipams.push(ipam);
}

pub(super) fn scope(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let mut scope = Scope::new(resource.place, resource.key());
    (scope.name, scope.tags) = fields.name_and_tags(stack.label(resource), out);
    scope.description = fields.text("description", out);
    scope.ipam = stack.key(resource, "ipam_id", Kind::Ipam, out);
    // Neither Terraform nor CloudFormation makes a default scope, nor another public one.
    scope.kind = Some(ScopeKind::Private);
    scope.origin = Some(ScopeOrigin::Additional);
    out.found.scopes.push(scope);
}

pub(super) fn pool(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let key = resource.key();
    let mut pool = Pool::new(resource.place, key.clone());
    (pool.name, pool.tags) = fields.name_and_tags(stack.label(resource), out);
    pool.description = fields.text("description", out);
    pool.parent = pool_place(stack, resource, out);
    pool.family = fields.word("address_family", &[("ipv4", Family::Ipv4), ("ipv6", Family::Ipv6)], out);
    pool.locale = match fields.text("locale", out).as_deref() {
        Some("None") => Some(None),
        Some(_) => fields.spelled("locale", out).map(Some),
        // A sub-pool has that of its source pool; of a computed one nothing is known.
        None if fields.value("locale").is_some() || matches!(pool.parent, Some(PoolPlace::Pool(_))) => None,
        None => Some(None),
    };
    pool.rules = Some(AllocationRules {
        min: fields.length("allocation_min_netmask_length", out),
        max: fields.length("allocation_max_netmask_length", out),
        default: fields.length("allocation_default_netmask_length", out),
    });
    pool.auto_import = fields.flag("auto_import", AutoImport::Enabled, AutoImport::Disabled, out);
    pool.required_tags = fields.tags("allocation_resource_tags", out);
    let services = [
        ("ec2", AwsService::Ec2),
        ("global-services", AwsService::GlobalServices),
    ];
    pool.aws_service = fields.word("aws_service", &services, out);
    let sources = [("amazon", PublicIpSource::Amazon), ("byoip", PublicIpSource::Byoip)];
    pool.public_ip_source = fields.word("public_ip_source", &sources, out);
    // A state says false where there is nothing to advertise.
    if pool.family == Some(Family::Ipv6) {
        pool.advertisable = fields.flag("publicly_advertisable", Advertisable::Yes, Advertisable::No, out);
    }
    pool.source_resource = source_resource(stack, resource, out);
    // Modules say the size of a pool's CIDR beside its other arguments.
    pool.wanted_length = fields.length("netmask_length", out);
    for provisioned in fields.each("provisioned_cidrs") {
        if let Some(cidr) = provisioned.cidr("cidr", out) {
            let place = resource.place;
            out.found.pool_cidrs.push(PoolCidr {
                place,
                pool: key.clone(),
                cidr,
            });
        }
    }
    out.found.pools.push(pool);
}

/// What a pool hangs from: its source pool, or else its scope.
fn pool_place(stack: &Stack, resource: &Resource, out: &mut Output<'_>) -> Option<PoolPlace> {
    if let Some(source) = stack.key(resource, "source_ipam_pool_id", Kind::Pool, out) {
        return Some(PoolPlace::Pool(source));
    }
    if !matches!(stack.target(resource, "source_ipam_pool_id"), Target::Nothing) {
        return None;
    }
    if let Some(kind) = stack.default_scope(resource, "ipam_scope_id") {
        return Some(PoolPlace::DefaultScope(kind));
    }
    stack
        .key(resource, "ipam_scope_id", Kind::Scope, out)
        .map(PoolPlace::Scope)
}

/// The VPC for whose subnets a pool plans.
fn source_resource(stack: &Stack, resource: &Resource, out: &mut Output<'_>) -> Option<Key> {
    let value = match Fields::of(resource).value("source_resource")? {
        Value::List(list) => list.first()?,
        value => value,
    };
    match value.member("resource_id")? {
        Value::Text(id) => Some(Key::Aws(id.clone())),
        Value::Reference { to, .. } => match stack.named(to) {
            Some(vpc) if vpc.kind == Kind::Vpc => Some(vpc.key()),
            _ => {
                let sentence = format!("{to} is not in this file; the VPC that the pool plans for is left open");
                Fields::of(resource).note(Severity::Changed, "source_resource", sentence, out);
                None
            }
        },
        _ => None,
    }
}

/// The pool of a CIDR or an allocation. Without it, both mean nothing, which is noted.
fn pool_of(stack: &Stack, resource: &Resource, out: &mut Output<'_>) -> Option<Key> {
    let pool = stack.key(resource, "ipam_pool_id", Kind::Pool, out);
    if pool.is_none() {
        let sentence = "its pool is not known; it is left out".to_owned();
        Fields::of(resource).note(Severity::Refused, "ipam_pool_id", sentence, out);
    }
    pool
}

pub(super) fn pool_cidr(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let Some(pool) = pool_of(stack, resource, out) else {
        return;
    };
    let cidr = fields.cidr("cidr", out);
    if let Some(cidr) = cidr {
        out.found.pool_cidrs.push(PoolCidr {
            place: resource.place,
            pool,
            cidr,
        });
        return;
    }
    // Of a size alone, AWS chooses the CIDR: the pool wants it.
    let wanted = fields.length("netmask_length", out);
    let known = out.found.pools.iter_mut().rev().find(|known| known.key == pool);
    match (wanted, known) {
        (Some(length), Some(known)) => known.wanted_length = Some(length),
        (Some(length), None) => {
            let sentence = format!("a CIDR of {length} is provisioned to a pool that is not known; it is left out");
            fields.note(Severity::Refused, "netmask_length", sentence, out);
        }
        (None, _) if fields.value("cidr").is_none() => {
            let sentence = "neither a CIDR nor a netmask length is given; this is left out".to_owned();
            fields.note(Severity::Refused, "", sentence, out);
        }
        (None, _) => {}
    }
}

pub(super) fn allocation(stack: &Stack, resource: &Resource, out: &mut Output<'_>) {
    let fields = Fields::of(resource);
    let Some(pool) = pool_of(stack, resource, out) else {
        return;
    };
    let description = fields.text("description", out);
    let (name, tags) = fields.name_and_tags(stack.label(resource), out);
    if let Some(cidr) = fields.cidr("cidr", out) {
        let mut allocation = Allocation::new(resource.place, pool, cidr, AllocationKind::Custom);
        // In a state the id of the allocation stands before that of its pool.
        let id = fields.text("ipam_pool_allocation_id", out);
        allocation.aws_id = id.or_else(|| resource.aws_id().and_then(|id| id.split('_').next()).map(str::to_owned));
        (allocation.name, allocation.description, allocation.tags) = (name, description, tags);
        out.found.allocations.push(allocation);
        return;
    }
    match fields.length("netmask_length", out) {
        Some(length) => {
            let sentence =
                format!("a reservation of {length} is wanted from the pool, and AWS chooses which; it has no CIDR yet");
            fields.note(Severity::Remark, "netmask_length", sentence, out);
            out.found.blocks.push(Block {
                place: resource.place,
                key: resource.key(),
                cidr: None,
                length: Some(length),
                kind: Some(BlockKind::Reservation),
                parent: Some(pool),
                name,
                description,
                owner: None,
                region: None,
                zone: None,
                purpose: None,
                tags: tags.filter(|tags| !tags.is_empty()),
                note: None,
            });
        }
        None if fields.value("cidr").is_none() => {
            let sentence = "neither a CIDR nor a netmask length is given; this is left out".to_owned();
            fields.note(Severity::Refused, "", sentence, out);
        }
        None => {}
    }
}

/// The Region of a resource: what the code says, or its ARN.
pub(super) fn region_of(resource: &Resource) -> Option<RegionCode> {
    let own = match resource.value("region") {
        Some(Value::Text(region)) => region.parse().ok(),
        _ => None,
    };
    let arn = arn_part(resource, 3).and_then(|region| region.parse().ok());
    own.or(arn).or(resource.region)
}

/// The account in a resource's ARN.
pub(super) fn account_of_arn(resource: &Resource) -> Option<crate::plan::AccountNumber> {
    arn_part(resource, 4).and_then(|account| account.parse().ok())
}

/// A part of a resource's ARN: `arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1`.
fn arn_part(resource: &Resource, part: usize) -> Option<String> {
    let arn = match resource.value("arn") {
        Some(Value::Text(arn)) => arn.as_str(),
        _ => return None,
    };
    arn.split(':')
        .nth(part)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
}
