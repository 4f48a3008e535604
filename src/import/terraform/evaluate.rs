//! What expressions come to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hcl_edit::expr::{Expression, ForExpr, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::{Block, Body};
use hcl_edit::template::{Element, Template};

use super::file::File;
use super::{functions, operators};
use crate::import::code::{Field, Value};
use crate::ordered::OrderedMap;

/// The deepest that values refer to one another.
const DEEPEST: usize = 60;

/// The most values that all expressions of a configuration come to: a few lines could otherwise stand for millions.
const MOST_VALUES: usize = 4_000_000;

/// The most instances of a resource.
const MOST_INSTANCES: i64 = 20_000;

/// An expression and the file it stands in.
#[derive(Clone, Copy)]
pub(super) struct Code<'f> {
    pub(super) expression: &'f Expression,
    pub(super) file: &'f File,
}

/// What an expression can name besides variables: of an instance of a resource, or within `for`.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// `each.key` and `each.value`.
    pub(super) each: Option<(String, Value)>,
    /// `count.index`
    pub(super) count: Option<i64>,
    /// What `for` and `dynamic` name.
    pub(super) own: Vec<(String, Value)>,
}

/// One of the instances of a resource.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// `[0]`, `["a"]`; empty where there is only one.
    pub(super) index: String,
    pub(super) names: Names,
}

/// What the files of a configuration name.
pub(super) struct Configuration<'f> {
    pub(super) variables: OrderedMap<String, Option<Code<'f>>>,
    pub(super) locals: OrderedMap<String, Code<'f>>,
    /// By type and name, with a dot between.
    pub(super) resources: OrderedMap<String, (&'f Block, &'f File)>,
    pub(super) modules: OrderedMap<String, (&'f Block, &'f File)>,
    /// The Region of the provider without an alias.
    pub(super) region: Option<String>,
    /// What variables and locals come to, by `var.name` and `local.name`.
    known: RefCell<OrderedMap<String, Rc<Value>>>,
    left: Cell<usize>,
}

impl<'f> Configuration<'f> {
    pub(super) fn new() -> Self {
        Self {
            variables: OrderedMap::new(),
            locals: OrderedMap::new(),
            resources: OrderedMap::new(),
            modules: OrderedMap::new(),
            region: None,
            known: RefCell::new(OrderedMap::new()),
            left: Cell::new(MOST_VALUES),
        }
    }

    /// What an expression comes to.
    pub(super) fn value(&self, code: Code<'f>, names: &Names) -> Value {
        self.at(code, names, 0)
    }

    /// What the attribute of a body comes to.
    pub(super) fn attribute(&self, body: &'f Body, file: &'f File, name: &str, names: &Names) -> Option<Value> {
        let attribute = body.get_attribute(name)?;
        let expression = &attribute.value;
        Some(self.value(Code { expression, file }, names))
    }

    /// Takes so many values from what is left.
    fn spend(&self, values: usize) -> bool {
        match self.left.get().checked_sub(values) {
            Some(left) => {
                self.left.set(left);
                true
            }
            None => {
                self.left.set(0);
                false
            }
        }
    }

    pub(super) fn at(&self, code: Code<'f>, names: &Names, depth: usize) -> Value {
        let computed = || Value::Computed(code.file.code(code.expression));
        if depth > DEEPEST || !self.spend(1) {
            return computed();
        }
        let below = |expression: &'f Expression| self.at(Code { expression, ..code }, names, depth + 1);
        let value = match code.expression {
            Expression::Null(_) => Some(Value::Null),
            Expression::Bool(flag) => Some(Value::Flag(*flag.value())),
            Expression::Number(number) => number.value().as_i64().map(Value::Number),
            Expression::String(text) => Some(Value::Text(text.value().clone())),
            Expression::Array(list) => Some(Value::List(list.iter().map(below).collect())),
            Expression::Object(object) => self.object(object, code, names, depth),
            Expression::StringTemplate(template) => self.template(template, code, names, depth),
            Expression::HeredocTemplate(heredoc) => self.template(&heredoc.template, code, names, depth),
            Expression::Parenthesis(inside) => Some(below(inside.inner())),
            Expression::Conditional(conditional) => match below(&conditional.cond_expr).flag() {
                Some(true) => Some(below(&conditional.true_expr)),
                Some(false) => Some(below(&conditional.false_expr)),
                None => None,
            },
            Expression::UnaryOp(operation) => operators::unary(*operation.operator.value(), &below(&operation.expr)),
            Expression::BinaryOp(operation) => {
                let (left, right) = (below(&operation.lhs_expr), below(&operation.rhs_expr));
                operators::binary(*operation.operator.value(), &left, &right)
            }
            Expression::FuncCall(call) if !call.name.is_namespaced() => {
                let arguments: Vec<Value> = call.args.iter().map(below).collect();
                functions::call(call.name.name.value(), arguments, call.args.expand_final())
            }
            Expression::Traversal(traversal) => self.traversal(traversal, code, names, depth),
            Expression::Variable(name) => names
                .own
                .iter()
                .rev()
                .find(|(known, _)| known == name.as_str())
                .map(|(_, value)| value.clone()),
            Expression::ForExpr(repeated) => self.repeated(repeated, code, names, depth),
            _ => None,
        };
        match value {
            Some(value) if self.spend(size(&value)) => value,
            _ => computed(),
        }
    }

    fn object(&self, object: &'f hcl_edit::expr::Object, code: Code<'f>, names: &Names, depth: usize) -> Option<Value> {
        let mut fields = Vec::new();
        for (key, value) in object.iter() {
            let (name, line) = match key {
                ObjectKey::Ident(name) => (name.to_string(), code.file.line(name)),
                ObjectKey::Expression(expression) => {
                    let name = self.at(Code { expression, ..code }, names, depth + 1).text()?;
                    (name, code.file.line(expression))
                }
            };
            let expression = value.expr();
            fields.push(Field {
                name,
                line,
                value: self.at(Code { expression, ..code }, names, depth + 1),
            });
        }
        Some(Value::Map(fields))
    }

    /// A text with values in it; a template that is one value alone is that value.
    fn template(&self, template: &'f Template, code: Code<'f>, names: &Names, depth: usize) -> Option<Value> {
        if let Some(Element::Interpolation(only)) = template.as_single_element() {
            let expression = &only.expr;
            return Some(self.at(Code { expression, ..code }, names, depth + 1));
        }
        let mut text = String::new();
        for element in template.iter() {
            match element {
                Element::Literal(literal) => text.push_str(literal.value()),
                Element::Interpolation(inside) => {
                    let expression = &inside.expr;
                    text.push_str(&self.at(Code { expression, ..code }, names, depth + 1).text()?);
                }
                Element::Directive(_) => return None,
            }
        }
        Some(Value::Text(text))
    }

    /// `[for …]` and `{for …}` over something known.
    fn repeated(&self, repeated: &'f ForExpr, code: Code<'f>, names: &Names, depth: usize) -> Option<Value> {
        let expression = &repeated.intro.collection_expr;
        let over = self.at(Code { expression, ..code }, names, depth + 1);
        let (mut list, mut map) = (Vec::new(), Vec::<Field>::new());
        for (key, value) in pairs(over)? {
            let mut names = names.clone();
            if let Some(name) = &repeated.intro.key_var {
                names.own.push((name.to_string(), key));
            }
            names.own.push((repeated.intro.value_var.to_string(), value));
            let at = |expression: &'f Expression| self.at(Code { expression, ..code }, &names, depth + 1);
            if let Some(condition) = &repeated.cond
                && !at(&condition.expr).flag()?
            {
                continue;
            }
            let value = at(&repeated.value_expr);
            match &repeated.key_expr {
                None => list.push(value),
                Some(_) if repeated.grouping => return None,
                Some(key) => map.push(Field {
                    name: at(key).text()?,
                    line: code.file.line(key),
                    value,
                }),
            }
        }
        Some(if repeated.key_expr.is_some() {
            Value::Map(map)
        } else {
            Value::List(list)
        })
    }

    /// `var.name`, `local.name`, `each.value.cidr`, `aws_vpc.main.id`.
    fn traversal(&self, traversal: &'f Traversal, code: Code<'f>, names: &Names, depth: usize) -> Option<Value> {
        let mut steps = Vec::new();
        for operator in &traversal.operators {
            steps.push(match operator.value() {
                TraversalOperator::GetAttr(name) => Value::Text(name.to_string()),
                TraversalOperator::LegacyIndex(index) => Value::Number(i64::try_from(*index.value()).ok()?),
                TraversalOperator::Index(expression) => self.at(Code { expression, ..code }, names, depth + 1),
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => return None,
            });
        }
        let Expression::Variable(root) = &traversal.expr else {
            let expression = &traversal.expr;
            return walked(&self.at(Code { expression, ..code }, names, depth + 1), &steps);
        };
        let root = root.as_str();
        if let Some((_, value)) = names.own.iter().rev().find(|(known, _)| known == root) {
            return walked(value, &steps);
        }
        let (first, rest) = steps.split_first()?;
        let first = first.text()?;
        match root {
            "var" => walked(
                &self.named(format!("var.{first}"), (*self.variables.get(&first)?)?, depth),
                rest,
            ),
            "local" => walked(
                &self.named(format!("local.{first}"), *self.locals.get(&first)?, depth),
                rest,
            ),
            "each" => {
                let (key, value) = names.each.as_ref()?;
                match first.as_str() {
                    "key" => Some(Value::Text(key.clone())),
                    _ => walked(value, rest),
                }
            }
            "count" => names.count.map(Value::Number),
            "data" => match (first.as_str(), rest) {
                ("aws_region", [_, attribute])
                    if ["name", "region", "id"].map(str::to_owned).contains(&attribute.text()?) =>
                {
                    self.region.clone().map(Value::Text)
                }
                _ => None,
            },
            "module" => super::modules::output(self, &first, rest),
            "path" | "terraform" | "self" => None,
            kind => self.of_resource(kind, &first, rest, depth),
        }
    }

    /// What a variable or local comes to, which is worked out once.
    fn named(&self, name: String, code: Code<'f>, depth: usize) -> Rc<Value> {
        if let Some(known) = self.known.borrow().get(&name) {
            return Rc::clone(known);
        }
        let value = Rc::new(self.at(code, &Names::default(), depth + 1));
        self.known.borrow_mut().insert(name, Rc::clone(&value));
        value
    }

    /// Something of a resource: what its code says, or else a reference to it.
    fn of_resource(&self, kind: &str, name: &str, steps: &[Value], depth: usize) -> Option<Value> {
        let address = format!("{kind}.{name}");
        let (index, rest) = match steps {
            [Value::Number(number), rest @ ..] => (format!("[{number}]"), rest),
            // An index by text is an attribute as well, as far as this can tell; attributes have no instances.
            [Value::Text(key), rest @ ..] if !rest.is_empty() && self.is_repeated(&address) => {
                (format!("[{key:?}]"), rest)
            }
            [Value::Computed(_) | Value::Reference { .. }, ..] => return None,
            rest => (String::new(), rest),
        };
        let attribute = match rest.first() {
            Some(attribute) => attribute.text()?,
            None => "id".to_owned(),
        };
        let known = self.resources.get(&address).and_then(|(block, file)| {
            let expression = &block.body.get_attribute(&attribute)?.value;
            let instance = self
                .instances(&block.body, file, depth + 1)
                .ok()?
                .into_iter()
                .find(|one| one.index == index)?;
            Some(self.at(Code { expression, file }, &instance.names, depth + 1))
        });
        match known {
            Some(Value::Computed(_)) | None => Some(Value::Reference {
                to: format!("{address}{index}"),
                attribute,
            }),
            Some(known) => walked(&known, rest.get(1..).unwrap_or_default()),
        }
    }

    fn is_repeated(&self, address: &str) -> bool {
        let block = self.resources.get(address).map(|(block, _)| *block);
        block.is_some_and(|block| block.body.has_attribute("for_each"))
    }

    /// The instances of a resource or module: of `count`, of `for_each`, or the only one.
    ///
    /// # Errors
    /// What decides on them, as it is written.
    pub(super) fn instances(&self, body: &'f Body, file: &'f File, depth: usize) -> Result<Vec<Instance>, String> {
        let at = |expression: &'f Expression| self.at(Code { expression, file }, &Names::default(), depth + 1);
        if let Some(count) = body.get_attribute("count") {
            let known = at(&count.value);
            let count = known
                .number()
                .or(known.flag().map(i64::from))
                .filter(|count| (0..=MOST_INSTANCES).contains(count));
            let count = count.ok_or_else(|| known.shown())?;
            let instances = (0..count).map(|number| Instance {
                index: format!("[{number}]"),
                names: Names {
                    count: Some(number),
                    ..Names::default()
                },
            });
            return Ok(instances.collect());
        }
        let Some(each) = body.get_attribute("for_each") else {
            return Ok(vec![Instance {
                index: String::new(),
                names: Names::default(),
            }]);
        };
        let over = at(&each.value);
        let shown = over.shown();
        let instances: Option<Vec<Instance>> = pairs_by_name(over).map(|pairs| {
            let instances = pairs.into_iter().map(|(key, value)| Instance {
                index: format!("[{key:?}]"),
                names: Names {
                    each: Some((key, value)),
                    ..Names::default()
                },
            });
            instances.collect()
        });
        instances
            .filter(|instances| instances.len() as i64 <= MOST_INSTANCES)
            .ok_or(shown)
    }
}

/// What `for` goes over: the elements of a list with their numbers, or those of a map with their keys.
pub(super) fn pairs(value: Value) -> Option<Vec<(Value, Value)>> {
    match value {
        Value::List(list) => {
            let numbered = list.into_iter().enumerate();
            Some(
                numbered
                    .map(|(number, value)| (Value::Number(number as i64), value))
                    .collect(),
            )
        }
        Value::Map(fields) => Some(
            fields
                .into_iter()
                .map(|field| (Value::Text(field.name), field.value))
                .collect(),
        ),
        _ => None,
    }
}

/// What `for_each` goes over: a map, or a set of texts.
pub(super) fn pairs_by_name(value: Value) -> Option<Vec<(String, Value)>> {
    match value {
        Value::List(list) => list.into_iter().map(|value| Some((value.text()?, value))).collect(),
        Value::Map(fields) => Some(fields.into_iter().map(|field| (field.name, field.value)).collect()),
        _ => None,
    }
}

/// What stands in a value behind these steps.
fn walked(value: &Value, steps: &[Value]) -> Option<Value> {
    let mut value = value;
    for (at, step) in steps.iter().enumerate() {
        value = match value {
            Value::List(list) => list.get(usize::try_from(step.number()?).ok()?)?,
            Value::Map(_) => value.member(&step.text()?)?,
            // `.id` of what is a reference already, as of `local.pool.id`.
            Value::Reference { to, attribute } if attribute == "id" && at + 1 == steps.len() => {
                return Some(Value::Reference {
                    to: to.clone(),
                    attribute: step.text()?,
                });
            }
            _ => return None,
        };
    }
    Some(value.clone())
}

/// How many values a value is, with all in it.
fn size(value: &Value) -> usize {
    match value {
        Value::List(list) => list.iter().map(|value| 1 + size(value)).sum(),
        Value::Map(fields) => fields.iter().map(|field| 1 + size(&field.value)).sum(),
        // A text that is put together over and over grows as well.
        Value::Text(text) => text.len() / 64,
        _ => 0,
    }
}
