//! Cases that other projects publish, where they mean the same as here. Where they do not, the test says why.

mod aws_next_cidr;
mod bulk_allocation;
mod go_cidr;
mod go_ipam;
mod netipx_ipset;
mod terraform_cidr;

use serde_json::Value;

/// The file `name` of `tests/fixtures/vectors`.
fn vectors(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The text of a field.
fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_else(|| panic!("{field} in {case}"))
}

/// The texts of a field that is a list.
fn texts<'a>(case: &'a Value, field: &str) -> Vec<&'a str> {
    let list = case[field].as_array().unwrap_or_else(|| panic!("{field} in {case}"));
    list.iter().map(|text| text.as_str().unwrap()).collect()
}
