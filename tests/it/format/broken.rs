//! The fixture of each table, broken in one place: neither the published schema nor the reader takes it, and the reader says why.

use ipam_planner::format::{self, OpenError};

use super::fixtures::fixtures;
use super::schema::valid;

/// A table, what stands in its fixture, what stands there instead, the path of what is wrong, and the sentence.
#[rustfmt::skip]
const BROKEN: &[(&str, &str, &str, &str, &str)] = &[
    ("scopes", r#""type": "private","#, r#""type": "secret","#,
     "design.scopes.guests.type", r#""private" or "public" is expected, not "secret""#),
    ("scopes", r#""Team": "Network""#, r#""Team": null"#,
     "design.scopes.guests.tags.Team", "a text in quotes is expected, not null"),
    ("pools", r#""address_family": "ipv4""#, r#""address_family": 4"#,
     "design.pools.p.address_family", r#""ipv4" or "ipv6" is expected, not 4"#),
    ("pools", r#""utilization_warning_percent": 70"#, r#""utilization_warning_percent": 101"#,
     "design.pools.q.utilization_warning_percent", "a whole number from 0 to 100 is expected, not 101"),
    ("pools", r#""provision_netmask_length": 12"#, r#""provision_netmask_length": 129"#,
     "design.pools.q.provision_netmask_length", "a netmask length (a whole number from 0 to 128) is expected, not 129"),
    ("pools", r#""locked": true"#, r#""locked": 1"#,
     "design.pools.q.locked", "true or false is expected, not 1"),
    ("pools", r#""source_resource": "v""#, r#""source_resource": ["v"]"#,
     "design.pools.q.source_resource", "an id is expected, not a list"),
    ("pool-cidrs", r#""cidr": "10.0.0.0/8""#, r#""cidr": ["10.0.0.0/8"]"#,
     "design.pool_cidrs.c.cidr", r#"a CIDR such as "10.0.0.0/16" is expected, not a list"#),
    ("pool-cidrs", r#""c": {"#, r#""c 1": {"#,
     "design.pool_cidrs.c 1", r#""c 1" is not an id: an id is 1 to 16 characters of a-z, A-Z, 0-9, - and _"#),
    ("reservations", "\"pool\": \"p\",\n", "\n",
     "design.reservations.r", r#"the field "pool" is missing"#),
    ("vpcs", r#""region": "eu-central-1","#, r#""region": "Frankfurt","#,
     "design.vpcs.v.region", r#""Frankfurt" is not a Region code: one looks like eu-central-1, in lower case"#),
    ("vpcs", r#""account": "a""#, r#""owner": "a""#,
     "design.vpcs.v.owner", r#"there is no field "owner" here; the fields are name, scope, account, region, locked, tags, note, aws_id"#),
    ("vpc-cidrs", r#""role": "secondary""#, r#""role": "third""#,
     "design.vpc_cidrs.y.role", r#""primary" or "secondary" is expected, not "third""#),
    ("vpc-cidrs", r#""ignored": true"#, r#""ignored": "true""#,
     "design.vpc_cidrs.y.ignored", r#"true or false is expected, not "true""#),
    ("subnets", r#""availability_zone": "eu-central-1a""#, r#""availability_zone": 1"#,
     "design.subnets.s.availability_zone", "a text in quotes is expected, not 1"),
    ("public-blocks", r#""type": "eip""#, r#""type": "elastic-ip""#,
     "design.public_blocks.e.type", r#""eip" or "ec2-public-ipv4-pool" is expected, not "elastic-ip""#),
    ("accounts", r#""111122223333""#, r#""11112222333""#,
     "accounts.a.number", r#""11112222333" is not an account id: one has exactly 12 digits"#),
    ("accounts", r#""Infrastructure","#, "{},",
     "accounts.a.ou_path[0]", "a text in quotes is expected, not an object"),
    ("workloads", r#""ipv4": 120"#, r#""ipv4": 1.5"#,
     "workloads.w.addresses.ipv4", "a whole number from 0 to 4294967295 is expected, not 1.5"),
    ("networks", r#""192.168.0.0/16","#, r#""2001:db8::/48","#,
     "networks.g.cidrs", r#""2001:db8::/48" stands in this list twice"#),
    ("networks", r#""192.168.0.0/16","#, "7,",
     "networks.g.cidrs[0]", r#"a CIDR such as "10.0.0.0/16" is expected, not 7"#),
    ("connections", r#""type": "vpn""#, r#""type": "wire""#,
     "connections.n.type", r#""peering", "transit-gateway", "direct-connect" or "vpn" is expected, not "wire""#),
    ("connections", r#""networks": ["#, r#""network": ["#,
     "connections.n.network", r#"there is no field "network" here; "networks" may be meant"#),
    ("demands", r#""count": 3"#, r#""count": -3"#,
     "demands.d.count", "a whole number from 0 to 4294967295 is expected, not -3"),
    ("acceptances", r#""finding": "pool-without-cidr pool,p ","#, "",
     "acceptances.t", r#"the field "finding" is missing"#),
    ("scenarios", r#""addresses_percent_per_year": 20"#, r#""addresses_percent_per_year": "20%""#,
     "scenarios.o.adjustments[0].growth.addresses_percent_per_year",
     r#"a whole number from 0 to 4294967295 is expected, not "20%""#),
];

#[test]
fn neither_the_schema_nor_the_reader_takes_a_broken_table() {
    let fixtures = fixtures();
    let texts: Vec<String> = BROKEN
        .iter()
        .map(|(table, here, instead, ..)| {
            let text = &fixtures[&format!("table-{table}.json")];
            assert!(text.contains(here), "{table}: {here}");
            text.replacen(here, instead, 1)
        })
        .collect();
    let verdicts = valid(texts.iter().map(String::as_str));
    for (((table, _, instead, path, sentence), text), verdict) in BROKEN.iter().zip(&texts).zip(verdicts) {
        assert!(verdict.is_err(), "{table}: the schema takes {instead}");
        let problems = match format::read(text) {
            Err(OpenError::Broken(problems)) => problems,
            other => panic!("{table}: the reader says {other:?} of {instead}"),
        };
        let found = problems
            .iter()
            .map(|problem| (problem.path.as_str(), problem.sentence.as_str()));
        assert!(
            found.clone().any(|found| found == (*path, *sentence)),
            "{table}: {instead}\n{:#?}",
            found.collect::<Vec<_>>()
        );
    }
}

#[test]
fn every_table_is_broken_at_least_once() {
    let broken = |name: &str| BROKEN.iter().any(|(table, ..)| name == format!("table-{table}.json"));
    for name in fixtures().keys().filter(|name| name.starts_with("table-")) {
        assert!(broken(name), "{name}");
    }
}
