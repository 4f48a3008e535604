//! Calls of the module aws-ia/ipam/aws.

use hcl::eval::{Context, Evaluate};
use hcl::{Expression, ObjectKey};
use ipam_planner::export::{Export, Extent, Target};
use ipam_planner::plan::{Id, Plan, Pool, PoolParent};
use ipam_planner::workspace::Workspace;

use super::hcl::parse;
use super::{open, plans};

/// A pool as the module takes it: its key, its CIDRs, its name, and what is below it.
#[derive(Debug, PartialEq, Eq)]
struct Nested {
    key: String,
    name: String,
    cidrs: Vec<String>,
    sub_pools: Vec<Nested>,
}

fn member<'a>(object: &'a Expression, name: &str) -> Option<&'a Expression> {
    let Expression::Object(object) = object else {
        panic!("{object:?}")
    };
    object.get(&ObjectKey::Identifier(hcl::Identifier::new(name).unwrap()))
}

fn text(expression: &Expression) -> String {
    match expression.evaluate(&Context::new()) {
        Ok(hcl::Value::String(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn texts(expression: &Expression) -> Vec<String> {
    let Expression::Array(items) = expression else {
        panic!("{expression:?}")
    };
    items.iter().map(text).collect()
}

fn nested(all: Option<&Expression>) -> Vec<Nested> {
    let Some(Expression::Object(all)) = all else {
        return Vec::new();
    };
    let pools = all.iter().map(|(key, pool)| Nested {
        key: key.to_string(),
        name: text(member(pool, "name").unwrap()),
        cidrs: texts(member(pool, "cidr").unwrap()),
        sub_pools: nested(member(pool, "sub_pools")),
    });
    let mut pools: Vec<Nested> = pools.collect();
    pools.sort_by(|one, other| one.key.cmp(&other.key));
    pools
}

/// What of a pool fits the module.
fn wanted(workspace: &Workspace, id: Id<Pool>, level: u32) -> Option<Nested> {
    let row = workspace.plan().design().pools.get(&id).unwrap();
    let entry = workspace.index().pool(id).unwrap();
    if level > 4 || entry.cidrs().len() == 0 || row.source_resource.is_some() {
        return None;
    }
    Some(Nested {
        key: format!("pool_{id}"),
        name: row.name.clone(),
        cidrs: entry.cidrs().map(|(cidr, _)| cidr.to_string()).collect(),
        sub_pools: entry
            .sub_pools()
            .filter_map(|pool| wanted(workspace, pool, level + 1))
            .collect(),
    })
}

#[test]
fn a_call_says_a_top_level_pool_with_what_fits_below_it() {
    let mut deepest = 0;
    for plan in plans().into_iter().chain([deep_plan()]) {
        let workspace = open(plan);
        let export = Export::whole(Target::TerraformModule, Extent::Plan, workspace.source());
        let items = parse(&export.text);
        let calls = items.iter().filter(|item| item.kind == "module");
        let mut said: Vec<Nested> = calls
            .map(|call| {
                assert_eq!(call.text("source").unwrap(), "aws-ia/ipam/aws");
                let argument = |name: &str| {
                    call.body
                        .attributes()
                        .find(|found| found.key() == name)
                        .map(|it| it.expr())
                };
                Nested {
                    key: call.name().to_owned(),
                    name: call.text("top_name").unwrap(),
                    cidrs: texts(argument("top_cidr").unwrap()),
                    sub_pools: nested(argument("pool_configurations")),
                }
            })
            .collect();
        said.sort_by(|one, other| one.key.cmp(&other.key));
        let pools = &workspace.plan().design().pools;
        let tops = pools
            .iter()
            .filter(|(_, row)| matches!(row.parent, PoolParent::Scope(_)));
        let wanted: Vec<Nested> = tops.filter_map(|(id, _)| wanted(&workspace, *id, 1)).collect();
        assert_eq!(said, wanted);
        // Every pool is said or listed.
        let all = pools.len();
        let said: usize = said.iter().map(count).sum();
        let lost = export
            .not_expressed
            .iter()
            .filter(|loss| loss.what.starts_with("Pools "))
            .map(|loss| loss.count);
        assert_eq!(said + lost.sum::<usize>(), all);
        deepest = deepest.max(wanted.iter().map(depth).max().unwrap_or_default());
    }
    assert_eq!(deepest, 4);
}

fn count(pool: &Nested) -> usize {
    1 + pool.sub_pools.iter().map(count).sum::<usize>()
}

fn depth(pool: &Nested) -> usize {
    1 + pool.sub_pools.iter().map(depth).max().unwrap_or_default()
}

#[test]
fn what_is_too_deep_is_said() {
    let plan = deep_plan();
    let workspace = open(plan);
    let export = Export::whole(Target::TerraformModule, Extent::Plan, workspace.source());
    let losses: Vec<(&str, usize)> = export
        .not_expressed
        .iter()
        .map(|loss| (loss.what, loss.count))
        .collect();
    assert!(losses.contains(&("Pools below the fourth level", 1)), "{losses:?}");
    assert!(
        losses.contains(&("Pools below pools that are left out", 1)),
        "{losses:?}"
    );
    parse(&export.text);
}

/// Six levels, one pool in each.
fn deep_plan() -> Plan {
    use ipam_planner::address::Family;
    use ipam_planner::plan::{CountedIds, Edit, PoolCidr};
    let mut plan = Plan::new("deep", "eu-central-1".parse().unwrap());
    let mut ids = CountedIds::default();
    let mut edit = Edit::new();
    let mut parent = PoolParent::Scope(Plan::default_private_scope());
    for level in 0..6 {
        let id = Id::mint(&mut ids);
        edit.add(id, Pool::new(parent, Family::Ipv4));
        let cidr = format!("10.0.0.0/{}", 8 + level).parse().unwrap();
        edit.add(Id::mint(&mut ids), PoolCidr { pool: id, cidr });
        parent = PoolParent::Pool(id);
    }
    plan.apply(edit).unwrap();
    plan
}

#[test]
fn terraform_itself_would_not_format_a_call_otherwise() {
    for plan in plans().into_iter().take(8).chain([deep_plan()]) {
        let text = Export::whole(Target::TerraformModule, Extent::Plan, open(plan).source()).text;
        super::terraform::expect_formatted(&text);
    }
}
