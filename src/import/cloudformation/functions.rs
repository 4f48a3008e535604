//! The intrinsic functions of templates, as far as they can be worked out before anything is deployed.

use super::lists;
use crate::import::code::{Field, Value};
use crate::import::yaml::{self, Node};
use crate::plan::RegionCode;

/// The deepest that functions and conditions refer to one another.
const DEEPEST: usize = 100;

/// What functions refer to.
pub(super) struct Functions<'n> {
    parameters: &'n [(String, Node)],
    mappings: Option<&'n Node>,
    conditions: Option<&'n Node>,
    resources: Option<&'n Node>,
    region: Option<RegionCode>,
}

impl<'n> Functions<'n> {
    /// Those of a template that is deployed to this Region.
    pub(super) fn new(root: &'n Node, region: Option<RegionCode>) -> Self {
        Self {
            parameters: root.member("Parameters").map(Node::members).unwrap_or_default(),
            mappings: root.member("Mappings"),
            conditions: root.member("Conditions"),
            resources: root.member("Resources"),
            region,
        }
    }

    /// What a value comes to.
    pub(super) fn value(&self, node: &Node) -> Value {
        self.at(node, 0)
    }

    /// Whether a condition is met with the defaults of the parameters; nothing where only a deployment knows.
    pub(super) fn condition(&self, name: &str) -> Option<bool> {
        self.named_condition(name, 0)
    }

    fn at(&self, node: &Node, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Computed("functions that refer to one another too deep".to_owned());
        }
        if let Some(tag) = &node.tag {
            let name = match tag.as_str() {
                "Ref" | "Condition" => tag.clone(),
                tag => format!("Fn::{tag}"),
            };
            // What takes the argument looks into it, past the tag.
            return self.call(&name, node, depth);
        }
        match &node.value {
            yaml::Value::Null => Value::Null,
            yaml::Value::Plain(text) => plain(text),
            yaml::Value::Text(text) => of_text(text),
            yaml::Value::List(list) => {
                let values = list.iter().map(|node| self.at(node, depth + 1));
                Value::List(values.filter(|value| *value != Value::Null).collect())
            }
            yaml::Value::Map(members) => match members.as_slice() {
                [(name, argument)] if name == "Ref" || name == "Condition" || name.starts_with("Fn::") => {
                    self.call(name, argument, depth)
                }
                members => {
                    let fields = members.iter().map(|(name, node)| Field {
                        name: name.clone(),
                        line: node.line,
                        value: self.at(node, depth + 1),
                    });
                    Value::Map(fields.collect())
                }
            },
        }
    }

    fn call(&self, name: &str, argument: &Node, depth: usize) -> Value {
        let computed = || Value::Computed(format!("{name} {}", shown(argument)).trim_end().to_owned());
        let arguments = || -> Vec<Value> {
            let nodes = argument.elements().iter();
            nodes.map(|node| self.at(node, depth + 1)).collect()
        };
        let value = match name {
            "Ref" => argument.text().map(|name| self.reference(name, depth)),
            "Fn::GetAtt" => self.attribute(argument, depth),
            "Fn::Sub" => self.substituted(argument, depth),
            "Fn::If" => match argument.elements() {
                [condition, met, otherwise] => {
                    let is_met = condition.text().and_then(|name| self.named_condition(name, depth + 1));
                    is_met.map(|is_met| self.at(if is_met { met } else { otherwise }, depth + 1))
                }
                _ => None,
            },
            "Fn::FindInMap" => self.found_in_map(argument, depth),
            "Fn::Join" => lists::join(&arguments()),
            "Fn::Split" => lists::split(&arguments()),
            "Fn::Select" => lists::select(&arguments()),
            "Fn::Cidr" => lists::cidr(&arguments()),
            _ => None,
        };
        value.unwrap_or_else(computed)
    }

    /// What `Ref` gives: the default of a parameter, something the stack knows, or a resource.
    fn reference(&self, name: &str, depth: usize) -> Value {
        let known = self.parameters.iter().find(|(known, _)| known == name);
        if let Some((_, parameter)) = known {
            let kind = parameter.member("Type").and_then(Node::text).unwrap_or_default();
            let default = parameter
                .member("Default")
                .filter(|_| !kind.starts_with("AWS::SSM::Parameter::Value"));
            return match default {
                Some(default) if kind == "CommaDelimitedList" || kind.starts_with("List<") => {
                    let text = default.text().unwrap_or_default();
                    Value::List(text.split(',').map(|part| of_text(part.trim())).collect())
                }
                Some(default) if kind == "Number" => default.text().map_or(Value::Null, plain),
                Some(default) => default.text().map_or_else(|| self.at(default, depth + 1), of_text),
                None => Value::Computed(format!("the parameter {name}, which has no default")),
            };
        }
        match (name, self.region) {
            ("AWS::NoValue", _) => Value::Null,
            ("AWS::Region", Some(region)) => Value::Text(region.to_string()),
            (name, _) if name.starts_with("AWS::") => Value::Computed(name.to_owned()),
            (name, _) => Value::Reference {
                to: name.to_owned(),
                attribute: "Ref".to_owned(),
            },
        }
    }

    /// What `Fn::GetAtt` gives: a property where the attribute repeats one, or else the resource.
    fn attribute(&self, argument: &Node, depth: usize) -> Option<Value> {
        let (name, attribute) = match (argument.text(), argument.elements()) {
            (Some(text), _) => text.split_once('.')?,
            (None, [name, attribute]) => (name.text()?, attribute.text()?),
            _ => return None,
        };
        let property = match attribute {
            "CidrBlock" | "Cidr" | "AvailabilityZone" | "Locale" => self.property(name, attribute),
            _ => None,
        };
        let repeated = property
            .map(|property| self.at(property, depth + 1))
            .filter(Value::is_known);
        Some(repeated.unwrap_or_else(|| Value::Reference {
            to: name.to_owned(),
            attribute: attribute.to_owned(),
        }))
    }

    fn property(&self, resource: &str, name: &str) -> Option<&'n Node> {
        self.resources?.member(resource)?.member("Properties")?.member(name)
    }

    /// A text with `${Name}` in it, and perhaps a map of what the names are.
    fn substituted(&self, argument: &Node, depth: usize) -> Option<Value> {
        let (text, names) = match (argument.text(), argument.elements()) {
            (Some(text), _) => (text, None),
            (None, [text, names]) => (text.text()?, Some(names)),
            _ => return None,
        };
        let (mut out, mut rest) = (String::new(), text);
        while let Some((before, behind)) = rest.split_once("${") {
            out.push_str(before);
            let (name, behind) = behind.split_once('}')?;
            rest = behind;
            if let Some(literal) = name.strip_prefix('!') {
                out.push_str(&format!("${{{literal}}}"));
                continue;
            }
            let name = name.trim();
            let own = names
                .and_then(|names| names.member(name))
                .map(|node| self.at(node, depth + 1));
            let value = match (own, name.split_once('.')) {
                (Some(own), _) => own,
                (None, Some(_)) => {
                    let attribute = Node {
                        line: argument.line,
                        tag: None,
                        value: yaml::Value::Text(name.to_owned()),
                    };
                    self.attribute(&attribute, depth)?
                }
                (None, None) => self.reference(name, depth),
            };
            // `!Sub ${Pool}` is a longer way to write `!Ref Pool`.
            if before.is_empty() && rest.is_empty() && out.is_empty() {
                return Some(value);
            }
            out.push_str(&value.text()?);
        }
        out.push_str(rest);
        Some(of_text(&out))
    }

    fn found_in_map(&self, argument: &Node, depth: usize) -> Option<Value> {
        let keys: Vec<String> = argument
            .elements()
            .iter()
            .take(3)
            .map_while(|node| self.at(node, depth + 1).text())
            .collect();
        let [map, top, second] = keys.as_slice() else {
            return None;
        };
        let found = self.mappings?.member(map)?.member(top)?.member(second)?;
        Some(self.at(found, depth + 1))
    }

    fn named_condition(&self, name: &str, depth: usize) -> Option<bool> {
        let node = self.conditions?.member(name)?;
        self.is_met(node, depth + 1)
    }

    fn is_met(&self, node: &Node, depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let (name, argument) = match (&node.tag, node.members()) {
            (Some(tag), _) => (tag.as_str(), node),
            (None, [(name, argument)]) => (name.strip_prefix("Fn::").unwrap_or(name), argument),
            _ => return node.flag(),
        };
        let each = || argument.elements().iter().map(|node| self.is_met(node, depth + 1));
        match name {
            "Condition" => self.named_condition(argument.text()?, depth + 1),
            "Not" => each().next()?.map(|is_met| !is_met),
            "And" if each().any(|is_met| is_met == Some(false)) => Some(false),
            "And" => each().all(|is_met| is_met == Some(true)).then_some(true),
            "Or" if each().any(|is_met| is_met == Some(true)) => Some(true),
            "Or" => each().all(|is_met| is_met == Some(false)).then_some(false),
            "Equals" => {
                let [one, other] = argument.elements() else { return None };
                let without_tag = |node: &Node| self.at(node, depth + 1).text();
                Some(without_tag(one)? == without_tag(other)?)
            }
            _ => None,
        }
    }
}

/// A word without quotes: a number, true or false, or a text.
fn plain(text: &str) -> Value {
    match text {
        "true" | "True" | "TRUE" => Value::Flag(true),
        "false" | "False" | "FALSE" => Value::Flag(false),
        _ => match text.parse() {
            // A number that is written otherwise than it would be again is a text: an account id with a zero in front.
            Ok(number) if i64::to_string(&number) == text => Value::Number(number),
            _ => of_text(text),
        },
    }
}

/// A text, unless it asks for a secret or a parameter when it is deployed.
fn of_text(text: &str) -> Value {
    match text.contains("{{resolve:") {
        true => Value::Computed(text.to_owned()),
        false => Value::Text(text.to_owned()),
    }
}

/// The argument of a function, shortly.
fn shown(argument: &Node) -> String {
    match (&argument.value, argument.elements()) {
        (yaml::Value::Plain(text) | yaml::Value::Text(text), _) => text.clone(),
        (yaml::Value::List(_), list) => {
            let texts: Vec<&str> = list.iter().filter_map(Node::text).collect();
            texts.join(", ")
        }
        _ => String::new(),
    }
}
