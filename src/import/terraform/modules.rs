//! Modules of others whose arguments say what they make.
//!
//! `aws-ia/ipam/aws` makes a tree of pools from nested maps: source <https://github.com/aws-ia/terraform-aws-ipam> at bbb5e9b2,
//! `variables.tf`, `main.tf` and `modules/sub_pool`. Of a pool it takes the locale of the pool above it before its own, and calls it
//! by its keys with slashes between where it has no name.

use super::evaluate::Configuration;
use crate::import::code::{Field, Kind, Resource, Spelling, Value};
use crate::import::note::{Place, Severity};
use crate::import::shapes::Output;
use crate::ordered::OrderedSet;
use crate::plan::RegionCode;

/// The levels of pools below the top one that the module makes.
const LEVELS: usize = 3;

/// A call of a module.
pub(super) struct Call<'c> {
    pub(super) name: &'c str,
    /// `module.ipam`, with the index where there are several.
    pub(super) address: String,
    pub(super) place: Place,
    pub(super) region: Option<RegionCode>,
    /// All arguments, and where the module comes from.
    pub(super) arguments: Value,
}

/// The resources that a call makes; nothing where the module is not known.
pub(super) fn resources(call: &Call<'_>, out: &mut Output<'_>) -> Option<Vec<Resource>> {
    let source = call
        .arguments
        .member("source")
        .and_then(Value::text)
        .unwrap_or_default();
    let has = |name: &str| call.arguments.member(name).is_some();
    // Examples and forks call it from elsewhere.
    if source.contains("aws-ia/ipam")
        || source.contains("terraform-aws-ipam")
        || has("pool_configurations")
        || has("top_cidr")
    {
        Some(Ipam { call, made: Vec::new() }.resources(out))
    } else {
        None
    }
}

/// What an output of a module leads to: the pools of `aws-ia/ipam/aws`, `module.ipam.pools_level_2["eu/prod"].id`.
pub(super) fn output(configuration: &Configuration<'_>, module: &str, steps: &[Value]) -> Option<Value> {
    let (block, _) = configuration.modules.get(module)?;
    if !(block.body.has_attribute("pool_configurations") || block.body.has_attribute("top_cidr")) {
        return None;
    }
    let texts: Option<Vec<String>> = steps.iter().map(Value::text).collect();
    let texts = texts?;
    let (to, attribute) = match texts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["ipam_info", attribute] => (ipam_name(&format!("module.{module}")), (*attribute).to_owned()),
        ["pool_level_0", attribute] => (pool_name(&format!("module.{module}"), ""), (*attribute).to_owned()),
        ["pools_level_1" | "pools_level_2" | "pools_level_3", keys, attribute] => {
            (pool_name(&format!("module.{module}"), keys), (*attribute).to_owned())
        }
        _ => return None,
    };
    Some(Value::Reference { to, attribute })
}

fn ipam_name(address: &str) -> String {
    format!("{address}.ipam")
}

fn pool_name(address: &str, keys: &str) -> String {
    format!("{address}.pools[{keys:?}]")
}

/// The module `aws-ia/ipam/aws`.
struct Ipam<'c> {
    call: &'c Call<'c>,
    made: Vec<Resource>,
}

impl Ipam<'_> {
    fn resources(mut self, out: &mut Output<'_>) -> Vec<Resource> {
        let arguments = &self.call.arguments;
        let text = |name: &str| arguments.member(name).and_then(Value::text);
        let makes_ipam = arguments.member("create_ipam").and_then(Value::flag) != Some(false);
        let scope = if makes_ipam {
            let kind = text("ipam_scope_type").unwrap_or_else(|| "private".to_owned());
            Value::Reference {
                to: ipam_name(&self.call.address),
                attribute: format!("{kind}_default_scope_id"),
            }
        } else {
            arguments.member("ipam_scope_id").cloned().unwrap_or(Value::Null)
        };
        if makes_ipam {
            self.ipam();
        }
        // The arguments of the top-level pool are those of any pool, with a prefix.
        let Value::Map(fields) = arguments else {
            return self.made;
        };
        let top = fields.iter().filter_map(|field| {
            let name = field
                .name
                .strip_prefix("top_")
                .or((field.name == "tags").then_some("tags"))?;
            Some(Field {
                name: name.to_owned(),
                ..field.clone()
            })
        });
        let top = Value::Map(top.collect());
        let family = text("address_family").unwrap_or_else(|| "ipv4".to_owned());
        let common = Common { scope, family };
        self.pool(&top, "", None, None, &common);
        if let Some(pools) = arguments.member("pool_configurations") {
            self.pools(pools, "", "", None, 1, &common, out);
        }
        self.made
    }

    fn ipam(&mut self) {
        let mut locales = OrderedSet::new();
        if let Some(pools) = self.call.arguments.member("pool_configurations") {
            collect_locales(pools, 0, &mut locales);
        }
        // The module adds the Region it is deployed to.
        locales.extend(self.call.region.map(|region| region.to_string()));
        let regions = locales
            .iter()
            .map(|region| Value::Map(vec![self.field("region_name", Value::Text(region.clone()))]));
        let regions = Value::List(regions.collect());
        let mut fields = vec![self.field("operating_regions", regions)];
        if let Some(tags) = self.call.arguments.member("tags") {
            fields.push(self.field("tags", tags.clone()));
        }
        let resource = self.resource(
            Kind::Ipam,
            ipam_name(&self.call.address),
            self.call.name.to_owned(),
            fields,
        );
        self.made.push(resource);
    }

    fn field(&self, name: &str, value: Value) -> Field {
        Field {
            name: name.to_owned(),
            line: self.call.place.line,
            value,
        }
    }

    fn resource(&self, kind: Kind, name: String, label: String, fields: Vec<Field>) -> Resource {
        Resource {
            kind,
            path: name.clone(),
            name,
            label,
            place: self.call.place,
            spelling: Spelling::Small,
            region: self.call.region,
            fields,
        }
    }

    /// The pools of one level. `keys` lead to it, and `above` to the pool they are in.
    #[allow(
        clippy::too_many_arguments,
        reason = "what the module hands down from level to level"
    )]
    fn pools(
        &mut self,
        pools: &Value,
        keys: &str,
        above: &str,
        locale: Option<&Value>,
        level: usize,
        common: &Common,
        out: &mut Output<'_>,
    ) {
        let Value::Map(fields) = pools else {
            if *pools != Value::Null {
                let sentence = format!(
                    "the pools are worked out by {} when this is deployed; they are left out",
                    pools.shown()
                );
                let path = format!("{}.pool_configurations", self.call.address);
                out.note(Severity::Refused, self.call.place.line, path, &pools.shown(), sentence);
            }
            return;
        };
        for field in fields {
            let own = if keys.is_empty() {
                field.name.clone()
            } else {
                format!("{keys}/{}", field.name)
            };
            let Value::Map(_) = field.value else {
                let sentence = format!(
                    "the pool {own} is worked out by {} when this is deployed",
                    field.value.shown()
                );
                out.note(
                    Severity::Refused,
                    field.line,
                    pool_name(&self.call.address, &own),
                    "",
                    sentence,
                );
                continue;
            };
            let written = field.value.member("locale").filter(|locale| **locale != Value::Null);
            let implied = locale.or(written);
            self.pool(&field.value, &own, Some((above, field.line)), implied, common);
            match field.value.member("sub_pools") {
                Some(below) if level < LEVELS => self.pools(below, &own, &own, implied, level + 1, common, out),
                Some(Value::Map(below)) if !below.is_empty() => {
                    let sentence = format!(
                        "the module makes {LEVELS} levels of pools below the top one; what is below {own} is left out"
                    );
                    out.note(
                        Severity::Refused,
                        field.line,
                        pool_name(&self.call.address, &own),
                        "",
                        sentence,
                    );
                }
                _ => {}
            }
        }
    }

    /// A pool and its CIDRs. The top-level pool has no pool above it.
    fn pool(&mut self, pool: &Value, keys: &str, above: Option<(&str, u32)>, locale: Option<&Value>, common: &Common) {
        let Value::Map(written) = pool else { return };
        let line = above.map_or(self.call.place.line, |(_, line)| line);
        let name = pool_name(&self.call.address, keys);
        let place = Place {
            line,
            ..self.call.place
        };
        let mut label = keys.to_owned();
        if keys.is_empty() {
            label = self.call.name.to_owned();
        }
        if let Some(named) = pool.member("name").and_then(Value::text) {
            label = named;
        }
        let taken = written
            .iter()
            .filter(|field| !matches!(field.name.as_str(), "locale" | "sub_pools" | "name" | "cidr" | "tags"));
        let mut fields: Vec<Field> = taken.cloned().collect();
        // The module's own tag `Name` goes before one that is written.
        if let Some(Value::Map(tags)) = pool.member("tags") {
            let tags = tags.iter().filter(|tag| tag.name != "Name").cloned().collect();
            fields.push(self.field("tags", Value::Map(tags)));
        }
        let locale = locale.or_else(|| pool.member("locale"));
        fields.extend(locale.map(|locale| self.field("locale", locale.clone())));
        fields.push(self.field("address_family", Value::Text(common.family.clone())));
        fields.push(self.field("ipam_scope_id", common.scope.clone()));
        if let Some((above, _)) = above {
            let source = Value::Reference {
                to: pool_name(&self.call.address, above),
                attribute: "id".to_owned(),
            };
            fields.push(self.field("source_ipam_pool_id", source));
        }
        let cidrs = match pool.member("cidr") {
            Some(Value::List(list)) => list.clone(),
            // An example of the module has a text here, which Terraform makes a list of.
            Some(Value::Null) | None => Vec::new(),
            Some(other) => vec![other.clone()],
        };
        let cidrs = cidrs.into_iter().map(|cidr| {
            Value::Map(vec![Field {
                name: "cidr".to_owned(),
                line,
                value: cidr,
            }])
        });
        let cidrs = Value::List(cidrs.collect());
        fields.push(Field {
            name: "provisioned_cidrs".to_owned(),
            line,
            value: cidrs,
        });
        let mut resource = self.resource(Kind::Pool, name, label, fields);
        resource.place = place;
        self.made.push(resource);
    }
}

/// What all pools of a call have in common.
struct Common {
    scope: Value,
    family: String,
}

fn collect_locales(pools: &Value, level: usize, locales: &mut OrderedSet<String>) {
    let Value::Map(fields) = pools else { return };
    for field in fields {
        locales.extend(field.value.member("locale").and_then(Value::text));
        if let Some(below) = field.value.member("sub_pools").filter(|_| level < LEVELS) {
            collect_locales(below, level + 1, locales);
        }
    }
}
