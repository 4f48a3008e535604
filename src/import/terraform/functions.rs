//! Terraform's functions, those that network plans are written with.

use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::code::{Field, Value};
use crate::ordered::OrderedMap;

/// The longest list of which equal elements are looked for one by one.
const LONGEST_DISTINCT: usize = 2_000;

/// The longest list that `range` makes.
const LONGEST_RANGE: i64 = 100_000;

/// What a function comes to; nothing where it is not known here, or an argument is not.
pub(super) fn call(name: &str, mut arguments: Vec<Value>, expand: bool) -> Option<Value> {
    if expand {
        let Value::List(list) = arguments.pop()? else {
            return None;
        };
        arguments.extend(list);
    }
    match (name, arguments.as_slice()) {
        ("cidrsubnet", [block, bits, number]) => subnet(block, bits, number),
        ("cidrsubnets", [block, bits @ ..]) => subnets(block, bits),
        ("toset", [Value::List(list)]) => Some(Value::List(set(list)?)),
        ("tolist" | "tomap" | "toset", [value]) => Some(value.clone()),
        ("tostring", [value]) => value.text().map(Value::Text),
        ("tonumber", [value]) => value.number().map(Value::Number),
        ("tobool", [value]) => value.flag().map(Value::Flag),
        ("merge", maps) => merge(maps),
        ("concat", lists) => concat(lists),
        ("flatten", [Value::List(list)]) => flatten(list).map(Value::List),
        ("compact", [Value::List(list)]) => {
            let said = list
                .iter()
                .filter(|value| !matches!(value, Value::Null) && **value != Value::Text(String::new()));
            list.iter()
                .all(Value::is_known)
                .then(|| Value::List(said.cloned().collect()))
        }
        ("distinct", [Value::List(list)]) if list.len() <= LONGEST_DISTINCT && list.iter().all(Value::is_known) => {
            let mut distinct: Vec<Value> = Vec::new();
            for value in list {
                if !distinct.contains(value) {
                    distinct.push(value.clone());
                }
            }
            Some(Value::List(distinct))
        }
        ("reverse", [Value::List(list)]) => Some(Value::List(list.iter().rev().cloned().collect())),
        ("slice", [Value::List(list), from, to]) => {
            let range = usize::try_from(from.number()?).ok()?..usize::try_from(to.number()?).ok()?;
            list.get(range).map(|part| Value::List(part.to_vec()))
        }
        ("range", bounds) => range(bounds),
        ("length", [Value::List(list)]) => Some(Value::Number(list.len() as i64)),
        ("length", [Value::Map(fields)]) => Some(Value::Number(fields.len() as i64)),
        ("length", [Value::Text(text)]) => Some(Value::Number(text.chars().count() as i64)),
        ("keys", [Value::Map(fields)]) => Some(Value::List(
            sorted(fields).map(|field| Value::Text(field.name.clone())).collect(),
        )),
        ("values", [Value::Map(fields)]) => {
            Some(Value::List(sorted(fields).map(|field| field.value.clone()).collect()))
        }
        ("zipmap", [Value::List(keys), Value::List(values)]) => {
            let fields = keys
                .iter()
                .zip(values)
                .map(|(key, value)| Some(field(key.text()?, value.clone())));
            fields.collect::<Option<Vec<Field>>>().map(Value::Map)
        }
        ("element", [Value::List(list), at]) => {
            let at = at.number()?.checked_rem_euclid(list.len() as i64)?;
            list.get(at as usize).cloned()
        }
        ("index", [Value::List(list), value]) => list
            .iter()
            .position(|known| known == value)
            .map(|at| Value::Number(at as i64)),
        ("lookup", [Value::Map(_), key, rest @ ..]) => {
            let found = arguments.first()?.member(&key.text()?);
            found.or(rest.first()).cloned()
        }
        ("contains", [Value::List(list), value]) if list.iter().all(Value::is_known) => {
            Some(Value::Flag(list.contains(value)))
        }
        ("coalesce", values) => {
            let mut said = values
                .iter()
                .filter(|value| !matches!(value, Value::Null) && **value != Value::Text(String::new()));
            said.next().cloned()
        }
        // What cannot be worked out here may work out when it is deployed.
        ("try", [first, ..]) if first.is_known() => Some(first.clone()),
        ("can", [value]) if value.is_known() => Some(Value::Flag(true)),
        ("join", [between, Value::List(list)]) => {
            let texts: Option<Vec<String>> = list.iter().map(Value::text).collect();
            Some(Value::Text(texts?.join(&between.text()?)))
        }
        ("split", [at, text]) => {
            let (at, text) = (at.text()?, text.text()?);
            Some(Value::List(
                text.split(at.as_str())
                    .map(|part| Value::Text(part.to_owned()))
                    .collect(),
            ))
        }
        ("format", [text, values @ ..]) => format(&text.text()?, values).map(Value::Text),
        ("lower", [text]) => Some(Value::Text(text.text()?.to_lowercase())),
        ("upper", [text]) => Some(Value::Text(text.text()?.to_uppercase())),
        ("title", [text]) => Some(Value::Text(title(&text.text()?))),
        ("trimspace", [text]) => Some(Value::Text(text.text()?.trim().to_owned())),
        ("replace", [text, from, to]) => {
            let (text, from, to) = (text.text()?, from.text()?, to.text()?);
            // Between slashes it is a regular expression.
            let is_plain = !(from.len() > 1 && from.starts_with('/') && from.ends_with('/'));
            (is_plain
                && text
                    .len()
                    .checked_mul(to.len().max(1))
                    .is_some_and(|size| size < 1 << 20))
            .then(|| Value::Text(text.replace(&from, &to)))
        }
        ("substr", [text, from, length]) => {
            let letters = text.text()?.chars().collect::<Vec<_>>();
            let from = usize::try_from(from.number()?).ok()?;
            let length = usize::try_from(length.number()?).unwrap_or(letters.len());
            Some(Value::Text(letters.iter().skip(from).take(length).collect()))
        }
        ("max" | "min", values) => {
            let numbers: Option<Vec<i64>> = values.iter().map(Value::number).collect();
            let numbers = numbers?.into_iter();
            let found = if name == "max" { numbers.max() } else { numbers.min() };
            found.map(Value::Number)
        }
        ("pow", [base, exponent]) => {
            let exponent = u32::try_from(exponent.number()?).ok()?;
            base.number()?.checked_pow(exponent).map(Value::Number)
        }
        ("sensitive" | "nonsensitive", [value]) => Some(value.clone()),
        _ => None,
    }
}

/// `cidrsubnet("10.0.0.0/8", 8, 2)` is 10.2.0.0/16: the block of so many bits more, counted from the first.
fn subnet(block: &Value, bits: &Value, number: &Value) -> Option<Value> {
    // Terraform clears host bits of the block without a word.
    let block = Cidr::parse_lenient(&block.text()?).ok()?.cidr;
    let length = longer(block, bits.number()?)?;
    let number = u128::try_from(number.number()?).ok()?;
    let step = block.family().bits().checked_sub(length.get())?;
    let offset = match u32::from(step) {
        128 => 0,
        step => number.checked_mul(1_u128.checked_shl(step)?)?,
    };
    let first = block.first_bits().checked_add(offset)?;
    let part = Cidr::from_bits(block.family(), first, length)?;
    block.contains(part).then(|| Value::Text(part.to_string()))
}

/// `cidrsubnets("10.0.0.0/8", 8, 4)`: one block behind the other, each at the next place where it fits.
fn subnets(block: &Value, bits: &[Value]) -> Option<Value> {
    let block = Cidr::parse_lenient(&block.text()?).ok()?.cidr;
    let (mut next, mut parts) = (Some(block.first_bits()), Vec::new());
    for bits in bits {
        // Its own limits, which `cidrsubnet` does not have.
        let bits = bits.number().filter(|bits| (1..=32).contains(bits))?;
        let length = longer(block, bits)?;
        let host_bits = u32::from(block.family().bits().checked_sub(length.get())?);
        let mask = 1_u128.checked_shl(host_bits).map_or(u128::MAX, |size| size - 1);
        // The start of the next block of this size, at or behind what is taken.
        let from = next?;
        let first = from.checked_add(mask)? & !mask;
        let part = Cidr::from_bits(block.family(), first, length).filter(|part| block.contains(*part))?;
        next = part.last_bits().checked_add(1);
        parts.push(Value::Text(part.to_string()));
    }
    Some(Value::List(parts))
}

fn longer(block: Cidr, bits: i64) -> Option<NetmaskLength> {
    let most = match block.family() {
        Family::Ipv4 => 32,
        Family::Ipv6 => 128,
    };
    let length = i64::from(block.netmask_length().get()).checked_add(bits)?;
    let length = u8::try_from(length)
        .ok()
        .filter(|length| bits >= 0 && *length <= most)?;
    NetmaskLength::new(length)
}

/// The elements of a set: of equal ones one, in order.
fn set(list: &[Value]) -> Option<Vec<Value>> {
    let mut texts = Vec::new();
    for value in list {
        texts.push(value.text()?);
    }
    crate::ordered::sort(&mut texts);
    texts.dedup();
    Some(texts.into_iter().map(Value::Text).collect())
}

fn sorted(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let mut sorted: Vec<&Field> = fields.iter().collect();
    crate::ordered::sort_by(&mut sorted, |one, other| one.name.cmp(&other.name));
    sorted.into_iter()
}

fn field(name: String, value: Value) -> Field {
    Field { name, line: 0, value }
}

/// The fields of all maps; of a name that several have, the last.
fn merge(maps: &[Value]) -> Option<Value> {
    let mut merged: Vec<Field> = Vec::new();
    let mut places: OrderedMap<&str, usize> = OrderedMap::new();
    for map in maps {
        let fields = match map {
            Value::Map(fields) => fields,
            Value::Null => continue,
            _ => return None,
        };
        for field in fields {
            match places.get(field.name.as_str()).and_then(|at| merged.get_mut(*at)) {
                Some(known) => *known = field.clone(),
                None => {
                    places.insert(&field.name, merged.len());
                    merged.push(field.clone());
                }
            }
        }
    }
    Some(Value::Map(merged))
}

fn concat(lists: &[Value]) -> Option<Value> {
    let mut all = Vec::new();
    for list in lists {
        let Value::List(list) = list else { return None };
        all.extend(list.iter().cloned());
    }
    Some(Value::List(all))
}

/// The elements of lists in a list, however deep: expressions nest no deeper than the reader follows them.
fn flatten(list: &[Value]) -> Option<Vec<Value>> {
    let mut flat = Vec::new();
    for value in list {
        match value {
            Value::List(inner) => flat.extend(flatten(inner)?),
            Value::Computed(_) => return None,
            value => flat.push(value.clone()),
        }
    }
    Some(flat)
}

/// `range(3)`, `range(1, 4)`, `range(0, 8, 2)`.
fn range(bounds: &[Value]) -> Option<Value> {
    let numbers: Option<Vec<i64>> = bounds.iter().map(Value::number).collect();
    let (from, to, step) = match numbers?.as_slice() {
        [to] => (0, *to, 1),
        [from, to] => (*from, *to, 1),
        [from, to, step] => (*from, *to, *step),
        _ => return None,
    };
    let length = to.checked_sub(from)?.checked_div(step)?;
    if step < 1 || length > LONGEST_RANGE {
        return None;
    }
    let numbers = (from..to).step_by(usize::try_from(step).ok()?);
    Some(Value::List(numbers.map(Value::Number).collect()))
}

/// `format("%s-%02d", …)`, with the letters that names are made with.
fn format(text: &str, values: &[Value]) -> Option<String> {
    let (mut out, mut values, mut rest) = (String::new(), values.iter(), text);
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let digits = behind.find(|c: char| !c.is_ascii_digit())?;
        let (width, behind) = behind.split_at(digits);
        let mut letters = behind.chars();
        match letters.next()? {
            '%' if width.is_empty() => out.push('%'),
            's' | 'v' if width.is_empty() => out.push_str(&values.next()?.text()?),
            'd' => {
                let number = values.next()?.number()?;
                let places: usize = if width.is_empty() {
                    0
                } else {
                    width.parse().ok().filter(|width| *width < 32)?
                };
                match width.starts_with('0') {
                    true => out.push_str(&format!("{number:0places$}")),
                    false => out.push_str(&format!("{number:places$}")),
                }
            }
            _ => return None,
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    values.next().is_none().then_some(out)
}

fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        match begins && letter.is_alphabetic() {
            true => out.extend(letter.to_uppercase()),
            false => out.push(letter),
        }
        begins = !letter.is_alphanumeric();
    }
    out
}
