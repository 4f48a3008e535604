//! What refers to what in a plan.
//!
//! The values of a plan lack what only AWS can say, such as the id of a pool that does not exist yet. The configuration beside them
//! says of each argument which names stand in it, the most specific first: `aws_vpc_ipam_pool.top.id`, `aws_vpc_ipam_pool.top`.

use crate::import::code::{Field, Resource, Value};
use crate::import::json::View;
use crate::import::shapes::Output;
use crate::ordered::OrderedMap;

/// The deepest that references lead through modules.
const DEEPEST: usize = 30;

/// The arguments by which resources name others, or which AWS chooses.
const ARGUMENTS: &[&str] = &[
    "source_ipam_pool_id",
    "ipam_scope_id",
    "ipam_id",
    "ipam_pool_id",
    "vpc_id",
    "peer_vpc_id",
    "transit_gateway_id",
    "ipv4_ipam_pool_id",
    "ipv6_ipam_pool_id",
    "cidr",
    "cidr_block",
    "ipv6_cidr_block",
    "locale",
];

/// The configuration of a plan.
pub(super) struct References<'t> {
    root: Option<View<'t>>,
}

/// A module as its resources name it, outermost first: names, and the indices of those of which there are several.
type Modules = Vec<(String, String)>;

/// The addresses of all resources without the index of the resource, with the whole addresses.
struct Known {
    instances: OrderedMap<String, Vec<String>>,
}

impl<'t> References<'t> {
    pub(super) fn new(configuration: View<'t>) -> Self {
        Self {
            root: configuration.member("root_module"),
        }
    }

    /// Adds to each resource the references in arguments that have no value yet.
    pub(super) fn complete(&self, resources: &mut [Resource], _out: &mut Output<'_>) {
        let mut known = Known {
            instances: OrderedMap::new(),
        };
        for resource in resources.iter() {
            let plain = without_index(&resource.name).0;
            match known.instances.get_mut(plain) {
                Some(list) => list.push(resource.name.clone()),
                None => _ = known.instances.insert(plain.to_owned(), vec![resource.name.clone()]),
            }
        }
        for resource in resources.iter_mut() {
            let (modules, local) = modules_of(&resource.name);
            let (plain, index) = without_index(&local);
            let Some(module) = self.module(&modules) else { continue };
            let own = module
                .member("resources")
                .into_iter()
                .flat_map(View::elements)
                .find(|known| {
                    let address = known.member("address").and_then(View::text);
                    address.is_some_and(|address| address == plain)
                });
            let Some(expressions) = own.and_then(|own| own.member("expressions")) else {
                continue;
            };
            for name in ARGUMENTS {
                if resource.value(name).is_some_and(|value| *value != Value::Null) {
                    continue;
                }
                let Some(references) = expressions.member(name).and_then(references_of) else {
                    continue;
                };
                let shown = references.join(", ");
                let value = self
                    .resolved(&modules, &references, index, &known, 0)
                    .unwrap_or(Value::Computed(shown));
                resource.fields.retain(|field| field.name != *name);
                resource.fields.push(Field {
                    name: (*name).to_owned(),
                    line: resource.place.line,
                    value,
                });
            }
        }
    }

    /// The configuration of a module.
    fn module(&self, modules: &Modules) -> Option<View<'t>> {
        let mut module = self.root?;
        for (name, _) in modules {
            module = module.member("module_calls")?.member(name)?.member("module")?;
        }
        Some(module)
    }

    /// What references in a module lead to. `index` is that of the resource they stand in.
    fn resolved(
        &self,
        modules: &Modules,
        references: &[String],
        index: &str,
        known: &Known,
        depth: usize,
    ) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let first = references.first()?;
        let parts = parts(first);
        match parts.as_slice() {
            ["var", name, ..] => {
                let ((called, _), above) = modules.split_last()?;
                let above = above.to_vec();
                let call = self.module(&above)?.member("module_calls")?.member(called)?;
                let argument = call.member("expressions")?.member(name)?;
                match argument.member("constant_value") {
                    Some(constant) => Some(super::show::value_of(constant)),
                    None => self.resolved(&above, &references_of(argument)?, "", known, depth + 1),
                }
            }
            ["module", name, output, ..] => {
                let (name, module_index) = without_index(name);
                let mut below = modules.clone();
                below.push((name.to_owned(), module_index.to_owned()));
                let outputs = self.module(&below)?.member("outputs")?;
                let output = outputs.member(without_index(output).0)?.member("expression")?;
                self.resolved(&below, &references_of(output)?, "", known, depth + 1)
            }
            ["data" | "local" | "each" | "count" | "path" | "terraform", ..] => None,
            [kind, name, rest @ ..] => {
                let prefix: String = modules
                    .iter()
                    .map(|(name, index)| format!("module.{name}{index}."))
                    .collect();
                let (name, own_index) = without_index(name);
                let plain = format!("{prefix}{kind}.{name}");
                let instances = known.instances.get(&plain)?;
                let attribute = rest.first().copied().unwrap_or("id").to_owned();
                let by_key = references
                    .iter()
                    .any(|reference| reference == "each.key" || reference == "count.index");
                let wanted = match own_index.is_empty() {
                    false => format!("{plain}{own_index}"),
                    // `aws_vpc_ipam_pool.regional[each.key]` is that of the same key.
                    true if by_key => format!("{plain}{index}"),
                    true => plain,
                };
                let to = match instances.as_slice() {
                    [only] if own_index.is_empty() && !by_key => only,
                    several => several.iter().find(|address| **address == wanted)?,
                };
                Some(Value::Reference {
                    to: to.clone(),
                    attribute,
                })
            }
            _ => None,
        }
    }
}

/// The references of an expression.
fn references_of(expression: View<'_>) -> Option<Vec<String>> {
    let list = expression.member("references")?;
    let texts: Vec<String> = list
        .elements()
        .filter_map(|text| text.text().map(|text| text.into_owned()))
        .collect();
    (!texts.is_empty()).then_some(texts)
}

/// An address in parts at its dots, but not at dots in an index.
fn parts(address: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut bracket) = (Vec::new(), 0, false, false);
    for (at, letter) in address.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            '.' if !quoted && !bracket => {
                parts.push(address.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(address.get(start..).unwrap_or_default());
    parts
}

/// A name, and the index behind it.
fn without_index(name: &str) -> (&str, &str) {
    // The index of the last part: one before belongs to a module.
    let last = parts(name).last().map_or(0, |last| name.len() - last.len());
    let at = name
        .get(last..)
        .and_then(|part| part.find('['))
        .map_or(name.len(), |at| last + at);
    name.split_at(at)
}

/// The modules of an address, and what is left of it.
fn modules_of(address: &str) -> (Modules, String) {
    let parts = parts(address);
    let mut modules = Modules::new();
    let mut rest = parts.as_slice();
    while let ["module", name, below @ ..] = rest {
        let (name, index) = without_index(name);
        modules.push((name.to_owned(), index.to_owned()));
        rest = below;
    }
    (modules, rest.join("."))
}
