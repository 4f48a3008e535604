//! Operators.

use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use crate::import::code::Value;

pub(super) fn unary(operator: UnaryOperator, value: &Value) -> Option<Value> {
    match operator {
        UnaryOperator::Neg => value.number()?.checked_neg().map(Value::Number),
        UnaryOperator::Not => value.flag().map(|flag| Value::Flag(!flag)),
    }
}

pub(super) fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    let numbers = || Some((left.number()?, right.number()?));
    let is = |compare: fn(&i64, &i64) -> bool| {
        let (left, right) = numbers()?;
        Some(Value::Flag(compare(&left, &right)))
    };
    let number = |compute: fn(i64, i64) -> Option<i64>| {
        let (left, right) = numbers()?;
        compute(left, right).map(Value::Number)
    };
    match operator {
        BinaryOperator::Eq => equal(left, right).map(Value::Flag),
        BinaryOperator::NotEq => equal(left, right).map(|equal| Value::Flag(!equal)),
        BinaryOperator::LessEq => is(i64::le),
        BinaryOperator::GreaterEq => is(i64::ge),
        BinaryOperator::Less => is(i64::lt),
        BinaryOperator::Greater => is(i64::gt),
        BinaryOperator::Plus => number(i64::checked_add),
        BinaryOperator::Minus => number(i64::checked_sub),
        BinaryOperator::Mul => number(i64::checked_mul),
        // A fraction is no netmask length and no number of instances.
        BinaryOperator::Div => {
            number(|left, right| left.checked_div(right).filter(|_| left.checked_rem(right) == Some(0)))
        }
        BinaryOperator::Mod => number(i64::checked_rem),
        BinaryOperator::And => Some(Value::Flag(left.flag()? && right.flag()?)),
        BinaryOperator::Or => Some(Value::Flag(left.flag()? || right.flag()?)),
    }
}

/// Whether two known values are equal. A text is not equal to the number that it spells.
fn equal(left: &Value, right: &Value) -> Option<bool> {
    (left.is_known() && right.is_known()).then(|| left == right)
}
