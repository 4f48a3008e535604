//! The published JSON Schema and the reader say the same.

use std::path::Path;

use boon::{Compiler, Schemas};
use ipam_planner::format;
use serde_json::Value;

use super::EVERY_ROW;
use super::fixtures::fixtures;
use super::hostile::mutated;
use crate::support::Random;

/// Whether the schema takes each of `texts`.
pub(super) fn valid<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Result<(), String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/plan-1.schema.json");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = compiler.compile(path.to_str().unwrap(), &mut schemas).unwrap();
    let check = |text| {
        let value: Value = serde_json::from_str(text).unwrap();
        schemas.validate(&value, schema).map_err(|error| error.to_string())
    };
    texts.into_iter().map(check).collect()
}

#[test]
fn every_fixture_follows_the_schema() {
    let fixtures = fixtures();
    let texts = fixtures.values().map(String::as_str);
    for (name, result) in fixtures.keys().zip(valid(texts)) {
        assert_eq!(result, Ok(()), "{name}");
    }
}

#[test]
fn every_object_of_the_schema_is_closed_and_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/plan-1.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    fn walk(at: &str, value: &Value) {
        let Value::Object(members) = value else { return };
        let names_its_members = at.ends_with("/properties") || at.ends_with("/$defs");
        if !names_its_members && (members.contains_key("type") || members.contains_key("enum")) {
            let text = members.get("description").and_then(Value::as_str).unwrap_or_default();
            // What stands in a list or a map of texts is described where the list is.
            let inside = at.ends_with("items") || at.ends_with("additionalProperties");
            assert!(
                inside || text.ends_with(|end: char| !end.is_whitespace()),
                "{at} has no description"
            );
        }
        if members.get("type").is_some_and(|kind| kind == "object") {
            assert!(members.contains_key("additionalProperties"), "{at} is open");
        }
        for (key, value) in members {
            walk(&format!("{at}/{key}"), value);
        }
    }
    walk("", &schema);
}

#[test]
fn what_the_reader_takes_the_schema_takes_too() {
    let mutations = (1..=1_500).map(|seed| mutated(&mut Random::new(seed), EVERY_ROW.as_bytes()));
    let texts: Vec<String> = mutations
        .filter(|bytes| format::read_bytes(bytes).is_ok())
        .map(|bytes| {
            String::from_utf8(bytes)
                .unwrap()
                .trim_start_matches('\u{feff}')
                .to_owned()
        })
        .collect();
    assert!(texts.len() > 10);
    for (text, verdict) in texts.iter().zip(valid(texts.iter().map(String::as_str))) {
        assert_eq!(verdict, Ok(()), "{text}");
    }
}

/// Each entry makes the fixture of every row one that neither the schema nor the reader may take.
#[test]
#[rustfmt::skip]
fn what_the_schema_refuses_the_reader_refuses_too() {
    let cases = [
        (r#""format": "ipam-planner""#, r#""format": "other""#),
        (r#""version": 1"#, r#""version": 2"#),
        (r#""version": 1"#, r#""version": "1""#),
        (r#""version": 1,"#, ""),
        (r#""name": "Every kind of row""#, r#""name": null"#),
        (r#""name": "Every kind of row""#, r#""title": """#),
        (r#""design": {"#, r#""draft": {"#),
        (r#""pool_depth": 12"#, r#""pool_depth": -1"#),
        (r#""pool_depth": 12"#, r#""pool_depth": "12""#),
        (r#""pool_depth": 12"#, r#""pool_depth": 4294967296"#),
        (r#""pool_depth": 12"#, r#""depth": 12"#),
        (r#""utilization_warning_percent": 70"#, r#""utilization_warning_percent": 101"#),
        (r#""utilization_critical_percent": 90"#, r#""utilization_critical_percent": 90.5"#),
        (r#""provision_netmask_length": 12"#, r#""provision_netmask_length": 129"#),
        // The IPAM.
        (r#""home_region": "us-east-1","#, ""),
        (r#""home_region": "us-east-1""#, r#""home_region": "US East""#),
        (r#""home_region": "us-east-1""#, r#""home_region": "a-region-code-that-is-too-long""#),
        (r#""eu-west-1","#, r#""us-west-2","#),
        (r#""tier": "free""#, r#""tier": "basic""#),
        (r#""delegated_administrator": "111122223333""#, r#""delegated_administrator": "11112222333""#),
        (r#""delegated_administrator": "111122223333""#, r#""delegated_administrator": 111122223333"#),
        (r#""delegated_administrator": "111122223333""#, r#""administrator": "111122223333""#),
        (r#""metered_account": "resource-owner""#, r#""metered_account": "owner""#),
        (r#""enable_private_gua": true"#, r#""enable_private_gua": "true""#),
        (r#""CostCenter": "42""#, r#""CostCenter": 42"#),
        // Scopes.
        (r#""type": "private","#, r#""type": "secret","#),
        ("\"public\": {\n        \"type\": \"public\"", "\"public\": {\n        \"type\": \"private\""),
        ("\"public\": {\n        \"type\": \"public\"", "\"internet\": {\n        \"type\": \"public\""),
        (r#""name": "Guest network","#, r#""name": "Guest network", "default": true,"#),
        // Pools.
        (r#""source": "p1","#, r#""source": "p1", "scope": "private","#),
        (r#""source": "p1","#, ""),
        (r#""source": "p1","#, r#""source": "no id","#),
        (r#""address_family": "ipv4""#, r#""address_family": "IPv4""#),
        (r#""allocation_min_netmask_length": 16"#, r#""allocation_min_netmask_length": 129"#),
        (r#""allocation_min_netmask_length": 16"#, r#""allocation_min_netmask_length": -1"#),
        (r#""allocation_min_netmask_length": 16"#, r#""allocation_min_netmask_length": "/16""#),
        (r#""allocation_min_netmask_length": 16"#, r#""min_netmask_length": 16"#),
        (r#""auto_import": true"#, r#""auto_import": "enabled""#),
        (r#""aws_service": "ec2""#, r#""aws_service": "s3""#),
        (r#""public_ip_source": "amazon""#, r#""public_ip_source": "Amazon""#),
        (r#""publicly_advertisable": false"#, r#""publicly_advertisable": null"#),
        (r#""arn:aws:organizations::111122223333:organization/o-exampleorgid""#, r#""o-exampleorgid""#),
        (r#""arn:aws:organizations::111122223333:organization/o-exampleorgid""#, r#""111122223333""#),
        (r#""locked": true"#, r#""locked": 1"#),
        (r#""from": 8"#, r#""from": "8""#),
        (r#""from": 8,"#, ""),
        (r#""to": 12,"#, r#""to": 129,"#),
        (r#""name": "Region","#, ""),
        (r#""name": "Region","#, r#""name": "","#),
        (r#""name": "Region","#, r#""title": "Region","#),
        (r#""10": "Ireland""#, r#""010": "Ireland""#),
        (r#""10": "Ireland""#, r#""10": 7"#),
        (r#""10": "Ireland""#, r#""ten": "Ireland""#),
        // Blocks.
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": "10.0.0.0""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": "10.0.0.0/33""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": "010.0.0.0/8""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": "10.0.0.0/08""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": "10.0.0.256/32""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": " 10.0.0.0/8""#),
        (r#""cidr": "10.0.0.0/8""#, r#""cidr": """#),
        (r#""cidr": "2001:db8::/52""#, r#""cidr": "2001:db8::/129""#),
        (r#""cidr": "2001:db8::/52""#, r#""cidr": "2001:db8::x/52""#),
        (r#""c1": {"#, r#""c 1": {"#),
        (r#""c1": {"#, r#""an-id-that-is-too-long": {"#),
        (r#""c1": {"#, r#""": {"#),
        ("\"pool\": \"p3\",\n        \"cidr\"", r#""cidr""#),
        // VPCs and what is in them.
        (r#""region": "us-west-2-lax-1""#, r#""zone": "us-west-2-lax-1""#),
        (r#""role": "secondary""#, r#""role": "tertiary""#),
        (r#""ignored": true"#, r#""ignored": "yes""#),
        (r#""availability_zone": "eu-west-1a""#, r#""availability_zone": ["eu-west-1a"]"#),
        (r#""type": "eip""#, r#""type": "elastic-ip""#),
        // What the planners state.
        (r#""number": "111122223333""#, r#""number": "1111-2222-3333""#),
        (r#""Infrastructure","#, "7,"),
        (r#""s1","#, r#""s2","#),
        (r#""ipv4": 120"#, r#""ipv4": -120"#),
        (r#""ipv4": 120,"#, ""),
        (r#""type": "vpn""#, r#""type": "VPN""#),
        (r#""10.64.0.0/16","#, r#""192.168.0.0/16","#),
        (r#""10.64.0.0/16","#, r#""10.64.0.0","#),
        (r#""g2": {}"#, r#""g2": {"cidr": "10.0.0.0/8"}"#),
        (r#""g2": {}"#, r#""g 2": {}"#),
        ("\"g1\",\n        \"g2\"", r#""g1", "g1""#),
        ("\"g1\",\n        \"g2\"", r#""g1", 2"#),
        (r#""netmask_length": 20"#, r#""netmask_length": "20""#),
        (r#""count": 3"#, r#""count": 4294967296"#),
        (r#""finding": """#, r#""reason": "x""#),
        (r#""growth": {}"#, r#""growth": 20"#),
        (r#""growth": {}"#, r#""growth_percent_per_year": 20"#),
        (r#""growth": {}"#, r#""growth": {}, "warm_targets": {}"#),
        (r#""growth": {}"#, ""),
        (r#""addresses_percent_per_year": 20"#, r#""percent": 20"#),
        (r#""mode": "prefix""#, r#""mode": "prefixes""#),
        (r#""per_mille": 1500"#, r#""per_mille": 1.5"#),
        (r#""instance_type": "m5.xlarge""#, r#""instance_type": "m5""#),
        (r#""rate": "0.0002""#, r#""rate": 0.0002"#),
        (r#""rate": "0.0002""#, r#""rate": "2e-4""#),
        (r#""rate": "0.0002""#, r#""rate": "0.0000000001""#),
        // Workloads and the bill.
        (r#""public_ipv4": 7"#, r#""public_ipv4": 4294967296"#),
        (r#""count": 12"#, r#""interfaces": 12"#),
        (r#""interfaces": 2,"#, r#""interfaces": 65536,"#),
        (r#""service": "lambda""#, r#""service": "function""#),
        (r#""instance_type": "m5.large""#, r#""instance_type": "M5.large""#),
        (r#""custom_networking": {}"#, r#""custom_networking": true"#),
        (r#""max_pods": 110"#, r#""max_pod": 110"#),
        (r#""hours_per_month": 744"#, r#""hours_per_month": 745"#),
        (r#""us-east-1": "0.0003""#, r#""US East": "0.0003""#),
        (r#""us-east-1": "0.0003""#, r#""us-east-1": 3"#),
        (r#""ipv6": "not-counted""#, r#""ipv6": false"#),
        (r#""children": "kept""#, r#""children": false"#),
        // Tables and rows that are something else.
        ("\"n2\": {\n      \"type\": \"transit-gateway\"\n    }", r#""n2": ["", "transit-gateway"]"#),
        ("\"n2\": {\n      \"type\": \"transit-gateway\"\n    }", r#""n2": null"#),
        (r#""a2": {}"#, r#""a2": "account""#),
        ("\"organization\": {}", "\"organization\": []"),
    ];
    let texts: Vec<String> = cases
        .iter()
        .map(|(here, instead)| {
            assert!(EVERY_ROW.contains(here), "{here}");
            // A case that takes the last member away leaves a comma before the end.
            EVERY_ROW.replacen(here, instead, 1).replace("\"\",\n      }", "\"\"\n      }")
        })
        .collect();
    let verdicts = valid(texts.iter().map(String::as_str));
    for (((_, instead), text), verdict) in cases.iter().zip(&texts).zip(verdicts) {
        assert!(verdict.is_err(), "the schema takes {instead}");
        assert!(format::read(text).is_err(), "the reader takes {instead}");
    }
}
