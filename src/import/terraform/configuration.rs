//! The files of a configuration, together.

use hcl_edit::structure::{Block, Body, Structure};

use super::evaluate::{Code, Configuration, Instance, Names, pairs};
use super::file::File;
use super::modules;
use crate::import::code::{Field, Kind, Naming, Resource, Spelling, Stack, Value};
use crate::import::note::Severity;
use crate::import::shapes::Output;
use crate::plan::RegionCode;

/// How much work one resource is, in bytes of text.
const RESOURCE: usize = 400;

/// The files that were read, which wait until all are.
#[derive(Default)]
pub(in crate::import) struct Files {
    files: Vec<File>,
    /// The configurations, a folder each, whose resources are being taken.
    stacks: Option<Vec<Stack>>,
}

impl Files {
    pub(super) fn add(&mut self, file: File) {
        self.files.push(file);
    }

    /// Forgets what was read of a file.
    pub(super) fn forget(&mut self, number: u32) {
        self.files.retain(|file| file.number != number);
    }

    /// Whether there are none.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes the next resources of all configurations; says whether all are taken.
    pub(in crate::import) fn step(&mut self, out: &mut Output<'_>, effort: usize) -> bool {
        let files = &self.files;
        let stacks = self.stacks.get_or_insert_with(|| {
            let mut stacks = Vec::new();
            for folder in folders(files) {
                stacks.push(resources(files, folder, out));
            }
            // The last is taken first.
            stacks.reverse();
            stacks
        });
        match stacks.last_mut() {
            Some(stack) => {
                if stack.take(1 + effort / RESOURCE, out) {
                    stacks.pop();
                }
                stacks.is_empty()
            }
            None => true,
        }
    }
}

/// The folders with resources; values for variables may lie elsewhere.
fn folders(files: &[File]) -> Vec<&str> {
    let mut folders: Vec<&str> = Vec::new();
    for file in files.iter().filter(|file| !file.has_values) {
        if !folders.contains(&file.folder.as_str()) {
            folders.push(&file.folder);
        }
    }
    folders
}

/// Whether a file is of this configuration: in its folder, or with values for it in a folder below, as `env/prod.tfvars`.
fn belongs(file: &File, folder: &str) -> bool {
    let is_below = file
        .folder
        .strip_prefix(folder)
        .is_some_and(|rest| folder.is_empty() || rest.starts_with('/'));
    file.folder == folder || (file.has_values && is_below)
}

fn resources(files: &[File], folder: &str, out: &mut Output<'_>) -> Stack {
    let mut configuration = Configuration::new();
    let mine: Vec<&File> = files.iter().filter(|file| belongs(file, folder)).collect();
    for file in mine.iter().filter(|file| !file.has_values) {
        declare(&mut configuration, file);
    }
    for file in mine.iter().filter(|file| file.has_values) {
        give_values(&mut configuration, file, out);
    }
    configuration.region = default_region(&configuration, &mine);
    let mut reading = Reading {
        configuration: &configuration,
        files: &mine,
        resources: Vec::new(),
        others: 0,
    };
    for file in mine.iter().filter(|file| !file.has_values) {
        out.file = file.number;
        for block in file.body.blocks() {
            match (block.ident.as_str(), block.labels.as_slice()) {
                ("resource", [kind, name]) => reading.resource(kind.as_str(), name.as_str(), block, file, out),
                ("module", [name]) => reading.module(name.as_str(), block, file, out),
                _ => {}
            }
        }
    }
    Stack::new(reading.resources, reading.others, Naming::AsInCode)
}

fn declare<'f>(configuration: &mut Configuration<'f>, file: &'f File) {
    for block in file.body.blocks() {
        let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
        match (block.ident.as_str(), labels.as_slice()) {
            ("variable", [name]) => {
                let default = block.body.get_attribute("default").map(|default| &default.value);
                let default = default.map(|expression| Code { expression, file });
                configuration.variables.insert((*name).to_owned(), default);
            }
            ("locals", _) => {
                for local in block.body.attributes() {
                    let expression = &local.value;
                    configuration
                        .locals
                        .insert(local.key.to_string(), Code { expression, file });
                }
            }
            ("resource", [kind, name]) => _ = configuration.resources.insert(format!("{kind}.{name}"), (block, file)),
            ("module", [name]) => _ = configuration.modules.insert((*name).to_owned(), (block, file)),
            _ => {}
        }
    }
}

/// The values of a `.tfvars` file. Two that differ cannot both be meant.
fn give_values<'f>(configuration: &mut Configuration<'f>, file: &'f File, out: &mut Output<'_>) {
    for given in file.body.attributes() {
        let name = given.key.to_string();
        let expression = &given.value;
        let code = Code { expression, file };
        let earlier = match configuration.variables.get(&name) {
            Some(Some(earlier)) if earlier.file.has_values => Some(*earlier),
            _ => None,
        };
        if let Some(earlier) = earlier
            && configuration.value(earlier, &Names::default()) != configuration.value(code, &Names::default())
        {
            let sentence = format!("{name} has another value in another file of values; the one here is taken for all");
            out.file = file.number;
            out.note(
                Severity::Changed,
                file.line(&given.key),
                name.clone(),
                &file.code(expression),
                sentence,
            );
        }
        configuration.variables.insert(name, Some(code));
    }
}

/// The Region of the provider without an alias.
fn default_region<'f>(configuration: &Configuration<'f>, files: &[&'f File]) -> Option<String> {
    provider_region(configuration, files, None)
}

/// The Region of the provider with this alias.
fn provider_region<'f>(configuration: &Configuration<'f>, files: &[&'f File], alias: Option<&str>) -> Option<String> {
    let blocks = files
        .iter()
        .flat_map(|file| file.body.blocks().map(move |block| (block, *file)));
    for (block, file) in blocks {
        let is_aws =
            block.ident.as_str() == "provider" && block.labels.first().is_some_and(|label| label.as_str() == "aws");
        let own = block.body.get_attribute("alias").and_then(|alias| alias.value.as_str());
        if is_aws && own == alias {
            return configuration
                .attribute(&block.body, file, "region", &Names::default())?
                .text();
        }
    }
    None
}

/// What collects the resources of a configuration.
pub(super) struct Reading<'c, 'f> {
    pub(super) configuration: &'c Configuration<'f>,
    files: &'c [&'f File],
    pub(super) resources: Vec<Resource>,
    others: usize,
}

impl<'f> Reading<'_, 'f> {
    fn resource(&mut self, kind: &str, name: &str, block: &'f Block, file: &'f File, out: &mut Output<'_>) {
        let Some(known) = Kind::of_type(kind) else {
            self.others += 1;
            return;
        };
        let address = format!("{kind}.{name}");
        let place = out.place(file.line(&block.ident));
        let instances = self.instances(&address, &block.body, file, out);
        let region = self.region(&block.body, file);
        for instance in instances {
            let mut label = name.to_owned();
            let index = instance.index.trim_matches(['[', ']', '"']);
            if !index.is_empty() {
                label = format!("{name} {index}");
            }
            let fields = self.fields(&block.body, file, &instance.names);
            self.resources.push(Resource {
                kind: known,
                name: format!("{address}{}", instance.index),
                label,
                place,
                path: format!("{address}{}", instance.index),
                spelling: Spelling::Small,
                region,
                fields,
            });
        }
    }

    /// The instances of a resource or module; none, with a note, where a deployment decides on them.
    fn instances(&self, address: &str, body: &'f Body, file: &'f File, out: &mut Output<'_>) -> Vec<Instance> {
        match self.configuration.instances(body, file, 0) {
            Ok(instances) => instances,
            Err(code) => {
                let word = if body.has_attribute("count") {
                    "count"
                } else {
                    "for_each"
                };
                let line = body
                    .get_attribute(word)
                    .map_or(0, |attribute| file.line(&attribute.key));
                let sentence = format!(
                    "how many there are is worked out by {code} when this is deployed; none is taken. \
                     The output of terraform show -json of a plan knows them"
                );
                out.note(Severity::Refused, line, format!("{address}.{word}"), &code, sentence);
                Vec::new()
            }
        }
    }

    /// The Region that something is deployed to: its own, or that of its provider.
    pub(super) fn region(&self, body: &'f Body, file: &'f File) -> Option<RegionCode> {
        let alias = body
            .get_attribute("provider")
            .map(|provider| file.code(&provider.value));
        let alias = alias.as_deref().and_then(|provider| provider.strip_prefix("aws."));
        let region = match alias {
            Some(alias) => provider_region(self.configuration, self.files, Some(alias)),
            None => self.configuration.region.clone(),
        };
        region.and_then(|region| region.parse().ok())
    }

    /// Attributes, and blocks as lists of objects.
    fn fields(&self, body: &'f Body, file: &'f File, names: &Names) -> Vec<Field> {
        const META: &[&str] = &["count", "for_each", "provider", "depends_on", "lifecycle"];
        let mut fields: Vec<Field> = Vec::new();
        let mut blocks: Vec<(String, u32, Value)> = Vec::new();
        for structure in body.iter() {
            match structure {
                Structure::Attribute(attribute) if META.contains(&attribute.key.as_str()) => {}
                Structure::Attribute(attribute) => {
                    let expression = &attribute.value;
                    fields.push(Field {
                        name: attribute.key.to_string(),
                        line: file.line(&attribute.key),
                        value: self.configuration.value(Code { expression, file }, names),
                    });
                }
                Structure::Block(block) if block.ident.as_str() == "dynamic" => {
                    self.dynamic(block, file, names, &mut blocks)
                }
                Structure::Block(block) if META.contains(&block.ident.as_str()) => {}
                Structure::Block(block) => {
                    let value = Value::Map(self.fields(&block.body, file, names));
                    blocks.push((block.ident.to_string(), file.line(&block.ident), value));
                }
            }
        }
        for (name, line, value) in blocks {
            match fields.iter_mut().find(|field| field.name == name) {
                Some(Field {
                    value: Value::List(list),
                    ..
                }) => list.push(value),
                Some(_) => {}
                None => fields.push(Field {
                    name,
                    line,
                    value: Value::List(vec![value]),
                }),
            }
        }
        fields
    }

    /// `dynamic "operating_regions"`: a block for each of a list.
    fn dynamic(&self, block: &'f Block, file: &'f File, names: &Names, blocks: &mut Vec<(String, u32, Value)>) {
        let Some(label) = block.labels.first().map(|label| label.as_str().to_owned()) else {
            return;
        };
        let iterator = block
            .body
            .get_attribute("iterator")
            .map(|iterator| file.code(&iterator.value));
        let over = self.configuration.attribute(&block.body, file, "for_each", names);
        let content = block.body.get_blocks("content").next();
        let (Some(over), Some(content)) = (over.and_then(pairs), content) else {
            return;
        };
        for (key, value) in over {
            let mut names = names.clone();
            // Of a set, key and value are the same.
            let key = if matches!(key, Value::Number(_)) {
                value.clone()
            } else {
                key
            };
            let pair = [("key", key), ("value", value)].map(|(name, value)| Field {
                name: name.to_owned(),
                line: 0,
                value,
            });
            let name = iterator.clone().unwrap_or_else(|| label.clone());
            names.own.push((name, Value::Map(pair.to_vec())));
            let value = Value::Map(self.fields(&content.body, file, &names));
            blocks.push((label.clone(), file.line(&block.ident), value));
        }
    }

    fn module(&mut self, name: &str, block: &'f Block, file: &'f File, out: &mut Output<'_>) {
        let address = format!("module.{name}");
        let place = out.place(file.line(&block.ident));
        for instance in self.instances(&address, &block.body, file, out) {
            let arguments = self.fields(&block.body, file, &instance.names);
            let region = self.region(&block.body, file);
            let call = modules::Call {
                name,
                address: format!("{address}{}", instance.index),
                place,
                region,
                arguments: Value::Map(arguments),
            };
            match modules::resources(&call, out) {
                Some(resources) => self.resources.extend(resources),
                None => {
                    let source = call.arguments.member("source").map(Value::shown).unwrap_or_default();
                    let sentence = format!(
                        "the module {source} is not followed; the output of terraform show -json of a plan shows what it makes"
                    );
                    out.note(Severity::Refused, place.line, call.address, &source, sentence);
                }
            }
        }
    }
}
