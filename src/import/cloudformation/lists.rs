//! The functions on lists and texts.

use crate::address::{Cidr, Family, NetmaskLength};
use crate::import::code::Value;

/// The most blocks that `Fn::Cidr` gives: CloudFormation's own limit.
const MOST_BLOCKS: i64 = 256;

/// `Fn::Join`: the texts of a list with something in between.
pub(super) fn join(arguments: &[Value]) -> Option<Value> {
    let [between, Value::List(list)] = arguments else {
        return None;
    };
    let texts: Option<Vec<String>> = list.iter().map(Value::text).collect();
    Some(Value::Text(texts?.join(&between.text()?)))
}

/// `Fn::Split`: the parts of a text.
pub(super) fn split(arguments: &[Value]) -> Option<Value> {
    let [at, text] = arguments else { return None };
    let (at, text) = (at.text()?, text.text()?);
    let parts = text.split(at.as_str()).map(|part| Value::Text(part.to_owned()));
    (!at.is_empty()).then(|| Value::List(parts.collect()))
}

/// `Fn::Select`: one of a list, counted from 0.
pub(super) fn select(arguments: &[Value]) -> Option<Value> {
    let [at, Value::List(list)] = arguments else {
        return None;
    };
    let at = usize::try_from(at.number()?).ok()?;
    list.get(at).cloned()
}

/// `Fn::Cidr`: the first so many blocks of a block, each with so many host bits.
pub(super) fn cidr(arguments: &[Value]) -> Option<Value> {
    let (block, count) = (arguments.first()?, arguments.get(1)?);
    let block = Cidr::parse_lenient(&block.text()?).ok()?.cidr;
    let count = count.number().filter(|count| (1..=MOST_BLOCKS).contains(count))?;
    let bits = match arguments.get(2) {
        Some(bits) => u8::try_from(bits.number()?).ok()?,
        None => match block.family() {
            Family::Ipv4 => 8,
            Family::Ipv6 => 64,
        },
    };
    let length = NetmaskLength::new(block.family().bits().checked_sub(bits)?)?;
    if length < block.netmask_length() {
        return None;
    }
    let step = 1_u128.checked_shl(u32::from(bits))?;
    let blocks = (0..count as u128).map(|number| {
        let first = block.first_bits().checked_add(number.checked_mul(step)?)?;
        let part = Cidr::from_bits(block.family(), first, length)?;
        block.contains(part).then(|| Value::Text(part.to_string()))
    });
    // Where they do not all fit, CloudFormation refuses the template.
    blocks.collect::<Option<Vec<Value>>>().map(Value::List)
}
