//! The table of instance types.

use std::collections::BTreeMap;

use ipam_planner::cost::{NodeLimits, PrefixSupport, instance_types};
use ipam_planner::plan::InstanceType;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    types: BTreeMap<String, (u32, u32, bool)>,
}

pub(super) fn vectors() -> BTreeMap<String, (u32, u32, bool)> {
    let text = include_str!("../../fixtures/vectors/eni_limits.json");
    serde_json::from_str::<Vectors>(text).unwrap().types
}

fn plain(limits: NodeLimits) -> (u32, u32, bool) {
    let prefixes = limits.prefixes == PrefixSupport::Supported;
    (limits.interfaces, limits.ipv4_per_interface, prefixes)
}

#[test]
fn every_type_is_in_the_table_and_no_other() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 1_391);
    for (name, expected) in &vectors {
        let found = NodeLimits::of(name.parse().unwrap());
        assert_eq!(found.map(plain), Some(*expected), "{name}");
    }
    let table: BTreeMap<String, _> = instance_types().map(|(name, limits)| (name, plain(limits))).collect();
    assert_eq!(table, vectors);
}

#[test]
fn other_names_are_unknown_or_no_names() {
    for name in ["m5.largest", "m5.l", "m.large", "zz.large", "m5-.large", "-.-"] {
        assert_eq!(NodeLimits::of(name.parse().unwrap()), None, "{name}");
    }
    for text in [
        "",
        "m5",
        "m5.",
        ".large",
        "m5.large.x",
        "M5.large",
        "m5 .large",
        "m5.lärge",
        "m5.a-name-that-is-too-long",
    ] {
        let error = text.parse::<InstanceType>().unwrap_err().to_string();
        assert!(error.contains("is not an instance type"), "{error}");
    }
}

/// With `UPDATE_FIXTURES` set, this writes the table instead: then look at the difference.
#[test]
fn the_table_is_written_from_the_vectors() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cost/kubernetes/instance_table.rs");
    let stands = std::fs::read_to_string(path).unwrap();
    let head = stands.split_inclusive("SIZES: &[&str] = &[\n").next().unwrap();
    let text = head.to_owned() + &tables(&vectors());
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(stands == text, "{path} differs from the vectors");
}

fn tables(vectors: &BTreeMap<String, (u32, u32, bool)>) -> String {
    let split = |name: &String| {
        let (family, size) = name.split_once('.').unwrap();
        (family.to_owned(), size.to_owned())
    };
    let mut sizes: Vec<String> = vectors.keys().map(|name| split(name).1).collect();
    sizes.sort();
    sizes.dedup();
    let mut families: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (name, (interfaces, addresses, prefixes)) in vectors {
        let (family, size) = split(name);
        let place = sizes.binary_search(&size).unwrap();
        let item = format!("({place}, {interfaces}, {addresses}, {prefixes}),");
        families.entry(family).or_default().push((size, item));
    }
    let mut shapes: Vec<Vec<String>> = Vec::new();
    let mut of_families = Vec::new();
    for (family, mut items) in families {
        items.sort();
        let shape: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
        let place = shapes.iter().position(|other| *other == shape).unwrap_or_else(|| {
            shapes.push(shape);
            shapes.len() - 1
        });
        of_families.push(format!("(\"{family}\", {place}),"));
    }
    let sizes: Vec<String> = sizes.iter().map(|size| format!("\"{size}\",")).collect();
    let mut text = wrapped(&sizes, "    ");
    text += "];\n\n/// The families in order of text, each with its place in [`SHAPES`].\n#[rustfmt::skip]\n";
    text += "pub(super) static FAMILIES: &[(&str, u8)] = &[\n";
    text += &wrapped(&of_families, "    ");
    text += "];\n\n/// The sizes of families, in order of size.\n#[rustfmt::skip]\n";
    text += "pub(super) static SHAPES: &[&[Size]] = &[\n";
    for shape in shapes {
        let line = format!("    &[{}],\n", shape.join(" ").trim_end_matches(','));
        if line.len() <= 119 {
            text += &line;
        } else {
            text += &format!("    &[\n{}    ],\n", wrapped(&shape, "        "));
        }
    }
    text + "];\n"
}

/// The items, as many on each line as fit.
fn wrapped(items: &[String], indent: &str) -> String {
    let (mut text, mut line) = (String::new(), indent.to_owned());
    for item in items {
        if line.len() + item.len() + 1 > 118 {
            text += line.trim_end();
            text += "\n";
            line = indent.to_owned();
        }
        line += item;
        line += " ";
    }
    text + line.trim_end() + "\n"
}
