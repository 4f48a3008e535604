//! The network configuration of Landing Zone Accelerator.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::export::{Export, Extent, Target};
use ipam_planner::plan::{PoolParent, ScopeKind};
use serde_json::Value;

use super::{open, plans};

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().into_iter().flatten().collect()
}

fn texts(value: &Value) -> Vec<String> {
    list(value)
        .into_iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

fn tags(value: &Value) -> BTreeMap<String, String> {
    let text = |tag: &Value, name| tag[name].as_str().unwrap().to_owned();
    list(value)
        .into_iter()
        .map(|tag| (text(tag, "key"), text(tag, "value")))
        .collect()
}

#[test]
fn what_it_says_is_the_plan_and_names_lead_to_one_thing() {
    for plan in plans() {
        let workspace = open(plan);
        let plan = workspace.plan();
        let export = Export::whole(Target::LandingZone, Extent::Plan, workspace.source());
        let lost = |what: &str| {
            export
                .not_expressed
                .iter()
                .find(|loss| loss.what == what)
                .map_or(0, |loss| loss.count)
        };
        let said: Value =
            serde_yaml_ng::from_str(&export.text).unwrap_or_else(|error| panic!("{error}\n{}", export.text));
        let ipam = &said["centralNetworkServices"]["ipams"][0];
        assert_eq!(ipam["region"].as_str().unwrap(), plan.ipam().home_region.as_str());
        assert_eq!(
            ipam["description"].as_str().unwrap_or_default(),
            plan.ipam().description
        );
        assert_eq!(
            tags(&ipam["tags"]),
            plan.ipam()
                .tags
                .iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect::<BTreeMap<_, _>>()
        );
        let design = plan.design();
        // Each name is there once, and what is above is before.
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut by_cidrs: Vec<(Vec<String>, String, Option<String>)> = Vec::new();
        for pool in list(&ipam["pools"]) {
            let name = pool["name"].as_str().unwrap().to_owned();
            assert!(!name.is_empty() && seen.insert(name.clone()), "{name:?}");
            let source = pool["sourceIpamPool"].as_str().map(str::to_owned);
            by_cidrs.push((texts(&pool["provisionedCidrs"]), name, source));
        }
        let is_public = |id| {
            let scope = workspace.index().pool(id).unwrap().scope();
            design.scopes.get(&scope).unwrap().kind == ScopeKind::Public
        };
        let private = design
            .pools
            .iter()
            .filter(|(id, row)| !is_public(**id) && row.source_resource.is_none());
        assert_eq!(by_cidrs.len(), private.clone().count());
        for (id, row) in private {
            let cidrs: Vec<String> = workspace
                .index()
                .pool(*id)
                .unwrap()
                .cidrs()
                .map(|(cidr, _)| cidr.to_string())
                .collect();
            let names = [row.name.clone(), format!("{}-{id}", row.name), id.to_string()];
            let is_it = |said: &&(Vec<String>, String, Option<String>)| said.0 == cidrs && names.contains(&said.1);
            let found: Vec<_> = by_cidrs.iter().filter(is_it).collect();
            let [(_, _, source)] = found.as_slice() else {
                panic!("{id}: {found:?}")
            };
            assert_eq!(source.is_some(), matches!(row.parent, PoolParent::Pool(_)));
        }
        let vpcs = list(&said["vpcs"]);
        assert_eq!(vpcs.len() + lost("VPCs whose account has no name"), design.vpcs.len());
        let names: BTreeSet<&str> = vpcs.iter().map(|vpc| vpc["name"].as_str().unwrap()).collect();
        assert_eq!(names.len(), vpcs.len());
        let blocks: BTreeSet<String> = design.vpc_cidrs.values().map(|row| row.cidr.to_string()).collect();
        for cidr in vpcs.iter().flat_map(|vpc| texts(&vpc["cidrs"])) {
            assert!(blocks.contains(&cidr));
        }
    }
}

#[test]
fn what_is_replaced_before_yaml_is_read_is_not_there() {
    for plan in plans() {
        let text = Export::whole(Target::LandingZone, Extent::Plan, open(plan).source()).text;
        let body: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(!body.join("\n").contains("{{"));
    }
}
