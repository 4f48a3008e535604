//! All resources of one code, which refer to one another.

use super::{Kind, Naming, Resource, Value};
use crate::import::found::{Key, PoolPlace};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::ordered::OrderedMap;
use crate::plan::{RegionCode, ScopeKind};

use super::{ipam, network};

/// How far up sub-pools are followed to a locale; AWS nests ten deep.
const DEEPEST: usize = 64;

/// The resources of a template, of a configuration, of a state.
pub(in crate::import) struct Stack {
    resources: Vec<Resource>,
    by_name: OrderedMap<String, usize>,
    /// Resources that mean nothing for a plan.
    others: usize,
    pub(super) naming: Naming,
    /// Where the rows of this code begin among all that are found.
    first_pool: usize,
    first_vpc: usize,
    at: usize,
}

/// What a reference leads to.
pub(super) enum Target<'s> {
    /// A resource of the code, and what of it.
    Resource(&'s Resource, &'s str),
    /// A thing in AWS, by its id.
    Aws(String),
    /// Something that a deployment knows, as it is written.
    Unknown(String),
    /// The field is not there.
    Nothing,
}

impl Stack {
    /// A stack of these, and of so many others that mean nothing for a plan.
    pub(in crate::import) fn new(resources: Vec<Resource>, others: usize, naming: Naming) -> Self {
        let mut by_name = OrderedMap::new();
        for (at, resource) in resources.iter().enumerate() {
            by_name.insert(resource.name.clone(), at);
        }
        Self {
            resources,
            by_name,
            others,
            naming,
            first_pool: 0,
            first_vpc: 0,
            at: 0,
        }
    }

    /// Takes the next resources, so many; says whether all are taken.
    pub(in crate::import) fn take(&mut self, count: usize, out: &mut Output<'_>) -> bool {
        if self.at == 0 {
            self.first_pool = out.found.pools.len();
            self.first_vpc = out.found.vpcs.len();
        }
        let until = self.resources.len().min(self.at.saturating_add(count));
        for resource in self.resources.get(self.at..until).unwrap_or_default() {
            out.file = resource.place.file;
            self.row(resource, out);
        }
        self.at = until;
        if until < self.resources.len() {
            return false;
        }
        self.inherit_locales(out);
        self.infer_regions(out);
        network::attachments(self, &self.resources, out);
        if self.others > 0 {
            let sentence = match self.others {
                1 => "one other resource means nothing for an address plan".to_owned(),
                others => format!("{others} other resources mean nothing for an address plan"),
            };
            out.note(Severity::Remark, 0, String::new(), "", sentence);
        }
        true
    }

    fn row(&self, resource: &Resource, out: &mut Output<'_>) {
        match resource.kind {
            Kind::Ipam => ipam::ipam(self, resource, out),
            Kind::Scope => ipam::scope(self, resource, out),
            Kind::Pool => ipam::pool(self, resource, out),
            Kind::PoolCidr => ipam::pool_cidr(self, resource, out),
            Kind::Allocation => ipam::allocation(self, resource, out),
            Kind::Vpc => network::vpc(self, resource, out),
            Kind::VpcCidr => network::vpc_cidr(self, resource, out),
            Kind::Subnet => network::subnet(self, resource, out),
            Kind::Peering => network::peering(self, resource, out),
            Kind::Attachment => {}
        }
    }

    /// What a resource is called that has no tag `Name`.
    pub(super) fn label<'r>(&self, resource: &'r Resource) -> Option<&'r str> {
        match self.naming {
            Naming::AsInCode => Some(resource.label.as_str()).filter(|label| !label.is_empty()),
            Naming::None => None,
        }
    }

    /// What the field of a resource leads to.
    pub(super) fn target<'s>(&'s self, resource: &'s Resource, field: &str) -> Target<'s> {
        match resource.value(field) {
            None | Some(Value::Null) => Target::Nothing,
            Some(Value::Text(id)) if id.is_empty() => Target::Nothing,
            Some(Value::Text(id)) => Target::Aws(id.clone()),
            Some(Value::Reference { to, attribute }) => match self.named(to) {
                Some(found) => Target::Resource(found, attribute),
                None => Target::Unknown(format!("{to}.{attribute}")),
            },
            Some(other) => Target::Unknown(other.shown()),
        }
    }

    /// The row of this kind that a field names. What names something else, or nothing that is known, is noted.
    pub(super) fn key(&self, resource: &Resource, field: &str, kind: Kind, out: &mut Output<'_>) -> Option<Key> {
        let unknown = match self.target(resource, field) {
            Target::Nothing => return None,
            Target::Aws(id) => return Some(Key::Aws(id)),
            Target::Resource(found, _) if found.kind == kind => return Some(found.key()),
            // The CIDR of a pool names the pool as well: that is how code waits for it.
            Target::Resource(found, _) if found.kind == Kind::PoolCidr && kind == Kind::Pool => {
                return match self.target(found, "ipam_pool_id") {
                    Target::Resource(pool, _) if pool.kind == Kind::Pool => Some(pool.key()),
                    Target::Aws(id) => Some(Key::Aws(id)),
                    _ => None,
                };
            }
            Target::Resource(found, attribute) => format!("{}.{attribute}", found.name),
            Target::Unknown(code) => code,
        };
        let sentence = format!("{unknown} is not in this file; what it leads to is left open");
        super::Fields::of(resource).note(Severity::Changed, field, sentence, out);
        None
    }

    /// The default scope that a field names.
    pub(super) fn default_scope(&self, resource: &Resource, field: &str) -> Option<ScopeKind> {
        let attribute = match resource.value(field) {
            Some(Value::Reference { attribute, .. }) => attribute.as_str(),
            // Of an IPAM that is looked up, or in another module.
            Some(Value::Computed(code)) => code.as_str(),
            _ => return None,
        };
        let plain: String = attribute
            .chars()
            .filter(|c| *c != '_')
            .collect::<String>()
            .to_lowercase();
        if plain.contains("privatedefaultscopeid") {
            Some(ScopeKind::Private)
        } else if plain.contains("publicdefaultscopeid") {
            Some(ScopeKind::Public)
        } else {
            None
        }
    }

    /// The resource of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Resource> {
        self.by_name.get(name).and_then(|at| self.resources.get(*at))
    }

    /// Sub-pools have the locale of their source pool where they say none: that is how AWS and the modules have it.
    fn inherit_locales(&self, out: &mut Output<'_>) {
        let pools = out.found.pools.get(self.first_pool..).unwrap_or_default();
        let mut places: OrderedMap<Key, usize> = OrderedMap::new();
        for (at, pool) in pools.iter().enumerate() {
            places.insert(pool.key.clone(), at);
        }
        let locale_of = |start: usize| -> Option<RegionCode> {
            let mut at = start;
            for _ in 0..DEEPEST {
                let pool = pools.get(at)?;
                if let Some(locale) = pool.locale {
                    return locale;
                }
                match &pool.parent {
                    Some(PoolPlace::Pool(key)) => at = *places.get(key)?,
                    _ => return None,
                }
            }
            None
        };
        let locales: Vec<Option<RegionCode>> = (0..pools.len()).map(locale_of).collect();
        for (pool, locale) in out.found.pools.iter_mut().skip(self.first_pool).zip(locales) {
            if pool.locale.is_none() && locale.is_some() {
                pool.locale = Some(locale);
            }
        }
    }

    /// A VPC is in the Region that is the locale of its pool: it could not allocate from another.
    fn infer_regions(&self, out: &mut Output<'_>) {
        let found = &mut *out.found;
        let mut locales: OrderedMap<&Key, RegionCode> = OrderedMap::new();
        for pool in found.pools.iter().skip(self.first_pool) {
            if let Some(Some(locale)) = pool.locale {
                locales.insert(&pool.key, locale);
            }
        }
        let mut regions: OrderedMap<Key, RegionCode> = OrderedMap::new();
        let held = found.vpc_cidrs.iter().map(|cidr| (&cidr.vpc, cidr.pool.as_ref()));
        let wanted = found.blocks.iter().map(|block| (&block.key, block.parent.as_ref()));
        for (vpc, pool) in held.chain(wanted) {
            if let Some(locale) = pool.and_then(|pool| locales.get(pool)) {
                regions.insert(vpc.clone(), *locale);
            }
        }
        for vpc in found.vpcs.iter_mut().skip(self.first_vpc) {
            vpc.region = vpc.region.or_else(|| regions.get(&vpc.key).copied());
        }
    }
}
