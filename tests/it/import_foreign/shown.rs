//! What was found, a line for each row, so that a test can say it as a table.

use ipam_planner::import::Understood;
use ipam_planner::import::found::{Block, Key, Owner, PoolPlace};

fn key(key: &Key) -> String {
    match key {
        Key::Aws(id) => format!("={id}"),
        Key::Own { name, .. } => name.clone(),
    }
}

fn words(parts: &[(&str, Option<String>)]) -> String {
    let said = parts.iter().filter_map(|(word, value)| {
        let value = value.as_ref().filter(|value| !value.is_empty())?;
        Some(if word.is_empty() {
            value.clone()
        } else {
            format!("{word}={value}")
        })
    });
    said.collect::<Vec<_>>().join(" ")
}

fn some<T: ToString>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

fn debug<T: std::fmt::Debug>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(|value| format!("{value:?}"))
}

fn owner(owner: &Option<Owner>) -> Option<String> {
    owner.as_ref().map(|owner| match owner {
        Owner::Number(number) => number.to_string(),
        Owner::Name(name) => name.clone(),
    })
}

fn tags(tags: &Option<ipam_planner::plan::Tags>) -> Option<String> {
    let tags = tags.as_ref().filter(|tags| !tags.is_empty())?;
    let pairs: Vec<String> = tags.iter().map(|(key, value)| format!("{key}:{value}")).collect();
    Some(pairs.join(","))
}

/// The blocks, in the order in which they were read.
pub(crate) fn blocks(understood: &Understood) -> Vec<String> {
    understood.found.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    words(&[
        ("", some(&block.cidr)),
        ("", some(&block.length)),
        ("", debug(&block.kind)),
        ("name", block.name.clone()),
        ("in", block.parent.as_ref().map(key)),
        ("owner", owner(&block.owner)),
        ("region", some(&block.region)),
        ("zone", block.zone.clone()),
        ("purpose", block.purpose.clone()),
        ("description", block.description.clone()),
        ("note", block.note.clone()),
        ("tags", tags(&block.tags)),
    ])
}

/// The other rows, table by table.
pub(crate) fn rows(understood: &Understood) -> Vec<String> {
    let found = &understood.found;
    let mut rows = Vec::new();
    for ipam in &found.ipams {
        let regions = ipam.operating_regions.as_ref().map(|regions| {
            let codes: Vec<&str> = regions.iter().map(|region| region.as_str()).collect();
            codes.join(",")
        });
        rows.push(words(&[
            ("ipam", Some(key(&ipam.key))),
            ("name", ipam.name.clone()),
            ("home", some(&ipam.home_region)),
            ("regions", regions),
            ("tier", debug(&ipam.tier)),
            ("tags", tags(&ipam.tags)),
        ]));
    }
    for scope in &found.scopes {
        rows.push(words(&[
            ("scope", Some(key(&scope.key))),
            ("name", scope.name.clone()),
            ("ipam", scope.ipam.as_ref().map(key)),
        ]));
    }
    for pool in &found.pools {
        let parent = pool.parent.as_ref().map(|parent| match parent {
            PoolPlace::Scope(scope) => format!("scope:{}", key(scope)),
            PoolPlace::DefaultScope(kind) => format!("{kind:?}"),
            PoolPlace::Pool(pool) => key(pool),
        });
        let rules = pool.rules.map(|rules| {
            let lengths = [rules.min, rules.default, rules.max].map(|length| some(&length).unwrap_or("-".to_owned()));
            lengths.join(",")
        });
        rows.push(words(&[
            ("pool", Some(key(&pool.key))),
            ("name", pool.name.clone()),
            ("in", parent),
            (
                "locale",
                pool.locale.map(|locale| some(&locale).unwrap_or("none".to_owned())),
            ),
            ("family", some(&pool.family)),
            ("rules", rules.filter(|rules| rules != "-,-,-")),
            ("import", debug(&pool.auto_import)),
            ("required", tags(&pool.required_tags)),
            ("wants", some(&pool.wanted_length)),
            ("tags", tags(&pool.tags)),
        ]));
    }
    for cidr in &found.pool_cidrs {
        rows.push(words(&[
            ("provisioned", some(&Some(cidr.cidr))),
            ("to", Some(key(&cidr.pool))),
        ]));
    }
    for allocation in &found.allocations {
        rows.push(words(&[
            ("allocated", some(&Some(allocation.cidr))),
            ("from", Some(key(&allocation.pool))),
            ("", debug(&Some(allocation.kind))),
            ("id", allocation.aws_id.clone()),
            ("name", allocation.name.clone()),
            ("description", allocation.description.clone()),
        ]));
    }
    for vpc in &found.vpcs {
        rows.push(words(&[
            ("vpc", Some(key(&vpc.key))),
            ("name", vpc.name.clone()),
            ("owner", owner(&vpc.owner)),
            ("region", some(&vpc.region)),
            ("default", debug(&vpc.default)),
            ("tags", tags(&vpc.tags)),
        ]));
    }
    for cidr in &found.vpc_cidrs {
        rows.push(words(&[
            ("cidr", some(&Some(cidr.cidr))),
            ("of", Some(key(&cidr.vpc))),
            ("", debug(&cidr.role)),
            ("from", cidr.pool.as_ref().map(key)),
        ]));
    }
    for subnet in &found.subnets {
        rows.push(words(&[
            ("subnet", some(&Some(subnet.cidr))),
            ("name", subnet.name.clone()),
            ("of", subnet.vpc.as_ref().map(key)),
            ("zone", subnet.zone.clone()),
            ("from", subnet.pool.as_ref().map(key)),
        ]));
    }
    for account in &found.accounts {
        rows.push(words(&[
            ("account", some(&account.number)),
            ("name", account.name.clone()),
        ]));
    }
    for connection in &found.connections {
        let vpcs: Vec<String> = connection.vpcs.iter().map(key).collect();
        let ends = connection.ends.iter().map(|end| {
            words(&[
                ("", Some(key(&end.vpc))),
                ("", some(&end.owner)),
                ("", some(&end.region)),
            ])
        });
        rows.push(words(&[
            ("", Some(format!("{:?}", connection.kind))),
            ("name", connection.name.clone()),
            ("of", Some(vpcs.join(","))),
            ("far", Some(ends.collect::<Vec<_>>().join(";"))),
            ("note", connection.note.clone()),
        ]));
    }
    rows
}
