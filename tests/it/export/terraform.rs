//! Terraform: what it says is what the plan says.

use std::collections::{BTreeMap, BTreeSet};

use ipam_planner::address::{Cidr, Family};
use ipam_planner::export::{Export, Extent, Target};
use ipam_planner::lifecycle::{Fate, lifecycle};
use ipam_planner::plan::{
    AwsTables, CidrRole, Id, Integration, MeteredAccount, Monitoring, Node, Plan, PoolParent, PublicBlockKind,
    PublicIpSource, RegionCode, ScopeKind, ScopeOrigin, Vpc, VpcCidr,
};
use ipam_planner::workspace::Workspace;

use super::hcl::{Item, parse, tables};
use super::{HOSTILE, hostile_plan, open, plans};

fn whole(workspace: &Workspace) -> String {
    Export::whole(Target::Terraform, Extent::Plan, workspace.source()).text
}

/// The design without what Terraform cannot say. Each line here is one of the losses that the export lists.
pub(super) fn sayable(plan: &Plan) -> AwsTables {
    let mut tables = plan.design().clone();
    let home = plan.ipam().home_region;
    for row in tables.ipams.values_mut() {
        row.operating_regions.insert(row.home_region);
        (row.note, row.aws_id) = (String::new(), None);
        // The delegation, and which account pays.
        (row.integration, row.metered_account) = (Integration::SingleAccount, MeteredAccount::IpamOwner);
    }
    let scopes: Vec<_> = tables.scopes.iter().map(|(id, row)| (*id, row.clone())).collect();
    for (id, mut row) in scopes {
        // What comes with the IPAM is no resource. Public scopes besides the default one become private.
        if row.origin == ScopeOrigin::Default {
            tables.scopes.remove(&id);
            continue;
        }
        (row.note, row.aws_id, row.kind) = (String::new(), None, ScopeKind::Private);
        tables.scopes.insert(id, row);
    }
    let design = plan.design();
    let scope_of = |pool| {
        let mut pool = design.pools.get(&pool).unwrap();
        loop {
            match pool.parent {
                PoolParent::Scope(scope) => return design.scopes.get(&scope).unwrap(),
                PoolParent::Pool(source) => pool = design.pools.get(&source).unwrap(),
            }
        }
    };
    let is_public = |pool| scope_of(pool).kind == ScopeKind::Public;
    for row in tables.pools.values_mut() {
        (row.note, row.aws_id, row.lock) = (String::new(), None, Default::default());
        (row.thresholds, row.wanted_length, row.legend) = (Default::default(), None, Default::default());
    }
    for row in tables.pool_cidrs.values_mut() {
        let pool = design.pools.get(&row.pool).unwrap();
        let is_top = matches!(pool.parent, PoolParent::Scope(_));
        // Amazon chooses the addresses.
        if is_public(row.pool) && is_top && pool.public_ip_source == Some(PublicIpSource::Amazon) {
            row.cidr = Cidr::from_bits(pool.family, 0, row.cidr.netmask_length())
                .unwrap_or_else(|| "0.0.0.0/0".parse().unwrap());
        }
    }
    let reservations: Vec<_> = tables.reservations.iter().map(|(id, row)| (*id, row.clone())).collect();
    for (id, mut row) in reservations {
        if row.cidr.family() == Family::Ipv6 || is_public(row.pool) {
            tables.reservations.remove(&id);
            continue;
        }
        if row.description.is_empty() {
            row.description = row.name;
        }
        (row.name, row.note, row.aws_id, row.lock) = (String::new(), String::new(), None, Default::default());
        tables.reservations.insert(id, row);
    }
    let owner = match plan.ipam().integration {
        Integration::Organization {
            delegated_administrator,
        } => delegated_administrator,
        Integration::SingleAccount => None,
    };
    let other_account = |account: Option<_>| {
        account.filter(|id| owner.is_none() || plan.intent().accounts.get(id).unwrap().number != owner)
    };
    for row in tables.vpcs.values_mut() {
        (row.note, row.aws_id, row.lock) = (String::new(), None, Default::default());
        row.account = other_account(row.account);
        // Where they lie follows from their pools.
        row.scope = Plan::default_private_scope();
    }
    for row in tables.subnets.values_mut() {
        (row.note, row.aws_id, row.purpose) = (String::new(), None, String::new());
        row.zone = row.zone.take().filter(|zone| !zone.is_empty());
    }
    let blocks: Vec<_> = tables
        .public_blocks
        .iter()
        .map(|(id, row)| (*id, row.clone()))
        .collect();
    for (id, mut row) in blocks {
        let is_one = row.cidr.family() == Family::Ipv4 && row.cidr.netmask_length().get() == 32;
        if row.kind == PublicBlockKind::PublicIpv4Pool || !is_one {
            tables.public_blocks.remove(&id);
            continue;
        }
        (row.note, row.aws_id, row.scope) = (String::new(), None, Plan::default_public_scope());
        row.account = other_account(row.account);
        let locale = row.pool.and_then(|pool| design.pools.get(&pool).unwrap().locale);
        row.region = Some(row.region.or(locale).map_or(home, without_zone));
        if row.pool.is_none() {
            row.cidr = "0.0.0.0/32".parse().unwrap();
        }
        tables.public_blocks.insert(id, row);
    }
    tables
}

pub(super) fn without_zone(region: RegionCode) -> RegionCode {
    match region.as_str() {
        "us-west-2-lax-1" => "us-west-2".parse().unwrap(),
        _ => region,
    }
}

/// CIDRs of VPCs without their ids, since the primary one is an argument of its VPC.
pub(super) fn vpc_cidrs(tables: &AwsTables) -> BTreeSet<(Id<Vpc>, Cidr, CidrRole, Option<String>)> {
    let mut firsts: BTreeMap<Id<Vpc>, Id<VpcCidr>> = BTreeMap::new();
    let mut rows: Vec<_> = tables.vpc_cidrs.iter().collect();
    rows.sort_by_key(|(id, row)| (row.cidr, **id));
    for (id, row) in &rows {
        if row.role == CidrRole::Primary && row.cidr.family() == Family::Ipv4 {
            firsts.entry(row.vpc).or_insert(**id);
        }
    }
    let said = rows.into_iter().map(|(id, row)| {
        let role = match firsts.get(&row.vpc) == Some(id) {
            true => CidrRole::Primary,
            false => CidrRole::Secondary,
        };
        let pool = row.pool.filter(|_| row.monitoring == Monitoring::Monitored);
        (row.vpc, row.cidr, role, pool.map(|pool| pool.to_string()))
    });
    said.collect()
}

#[test]
fn what_terraform_says_is_the_plan_without_what_it_cannot_say() {
    for (at, plan) in plans().into_iter().enumerate() {
        let wanted = sayable(&plan);
        let said = tables(&parse(&whole(&open(plan))));
        assert_eq!(said.ipams, wanted.ipams, "plan {at}");
        assert_eq!(said.scopes, wanted.scopes, "plan {at}");
        assert_eq!(said.pools, wanted.pools, "plan {at}");
        assert_eq!(said.pool_cidrs, wanted.pool_cidrs, "plan {at}");
        assert_eq!(said.reservations, wanted.reservations, "plan {at}");
        assert_eq!(said.vpcs, wanted.vpcs, "plan {at}");
        assert_eq!(vpc_cidrs(&said), vpc_cidrs(&wanted), "plan {at}");
        assert_eq!(said.subnets, wanted.subnets, "plan {at}");
        assert_eq!(said.public_blocks, wanted.public_blocks, "plan {at}");
    }
}

fn address_of(item: &Item) -> String {
    item.address()
}

#[test]
fn pools_and_their_cidrs_are_created_one_after_the_other() {
    for plan in plans() {
        let items = parse(&whole(&open(plan)));
        let is_link = |item: &&Item| ["aws_vpc_ipam_pool", "aws_vpc_ipam_pool_cidr"].contains(&item.labels[0].as_str());
        let links: Vec<&Item> = items
            .iter()
            .filter(|item| item.kind == "resource")
            .filter(is_link)
            .collect();
        for pair in links.windows(2) {
            assert_eq!(pair[1].depends_on(), [address_of(pair[0])]);
        }
        if let Some(first) = links.first() {
            assert_eq!(first.depends_on(), Vec::<String>::new());
        }
    }
}

#[test]
fn nothing_waits_for_what_is_not_written() {
    for plan in plans() {
        let items = parse(&whole(&open(plan)));
        let addresses: BTreeSet<String> = items.iter().map(Item::address).collect();
        for item in &items {
            for other in item.depends_on() {
                assert!(addresses.contains(&other), "{} waits for {other}", item.address());
            }
        }
    }
}

/// In examples nothing waits for itself, through whatever it refers to.
#[test]
fn resources_do_not_wait_for_one_another_in_a_circle() {
    for example in ipam_planner::examples::EXAMPLES {
        let items = parse(&whole(&open(example.plan())));
        let resources: Vec<&Item> = items.iter().filter(|item| item.kind == "resource").collect();
        let texts: BTreeMap<String, String> = resources
            .iter()
            .map(|item| (item.address(), hcl::to_string(&item.body).unwrap()))
            .collect();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        loop {
            let before = done.len();
            for (address, text) in &texts {
                let mut others = texts.keys().filter(|other| refers(text, other) && *other != address);
                if others.all(|other| done.contains(other.as_str())) {
                    done.insert(address);
                }
            }
            if done.len() == before {
                break;
            }
        }
        assert_eq!(done.len(), texts.len(), "{}", example.key);
    }
}

fn refers(text: &str, address: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_' || next == '-');
    text.match_indices(address)
        .any(|(at, _)| ends(&text[at + address.len()..]))
}

#[test]
fn a_new_name_changes_no_address() {
    let plan = ipam_planner::examples::EXAMPLES[0].plan();
    let mut design = plan.design().clone();
    for row in design.pools.values_mut() {
        row.name = "another name".to_owned();
    }
    let renamed = Plan::from_tables(design, plan.actual().clone(), plan.intent().clone()).unwrap();
    let addresses = |plan| -> Vec<String> { parse(&whole(&open(plan))).iter().map(Item::address).collect() };
    assert_eq!(addresses(plan), addresses(renamed));
}

#[test]
fn what_exists_is_imported_by_its_aws_id() {
    let plan = ipam_planner::examples::EXAMPLES[0].plan();
    let mut design = plan.design().clone();
    let count = std::cell::Cell::new(0);
    let named = |kind: &str| {
        count.set(count.get() + 1);
        Some(format!("{kind}-{:04}", count.get()))
    };
    design.ipams.values_mut().for_each(|row| row.aws_id = named("ipam"));
    design
        .scopes
        .values_mut()
        .for_each(|row| row.aws_id = named("ipam-scope"));
    design
        .pools
        .values_mut()
        .for_each(|row| row.aws_id = named("ipam-pool"));
    design.vpcs.values_mut().for_each(|row| row.aws_id = named("vpc"));
    design.subnets.values_mut().for_each(|row| row.aws_id = named("subnet"));
    design
        .reservations
        .values_mut()
        .for_each(|row| row.aws_id = named("ipam-pool-alloc"));
    let all = Plan::from_tables(design.clone(), design.clone(), plan.intent().clone()).unwrap();
    let items = parse(&whole(&open(all)));
    let imports: BTreeMap<String, String> = items
        .iter()
        .filter(|item| item.kind == "import")
        // The plan does not know the ids of associations: a variable asks for them.
        .filter(|item| !item.written("id").unwrap().starts_with("var."))
        .map(|item| (item.written("to").unwrap(), item.text("id").unwrap()))
        .collect();
    for (id, row) in &design.pools {
        let address = format!("aws_vpc_ipam_pool.pool_{id}");
        assert_eq!(imports.get(&address), row.aws_id.as_ref());
    }
    for (id, row) in &design.pool_cidrs {
        let pool = design.pools.get(&row.pool).unwrap().aws_id.clone().unwrap();
        let address = format!("aws_vpc_ipam_pool_cidr.cidr_{id}");
        assert_eq!(imports.get(&address), Some(&format!("{}_{pool}", row.cidr)));
    }
    for (id, row) in &design.reservations {
        let pool = design.pools.get(&row.pool).unwrap().aws_id.clone().unwrap();
        let address = format!("aws_vpc_ipam_pool_cidr_allocation.reservation_{id}");
        assert_eq!(
            imports.get(&address),
            Some(&format!("{}_{pool}", row.aws_id.clone().unwrap()))
        );
    }
    for (id, row) in &design.vpcs {
        assert_eq!(imports.get(&format!("aws_vpc.vpc_{id}")), row.aws_id.as_ref());
    }
    assert!(imports.contains_key("aws_vpc_ipam.ipam"));
}

#[test]
fn a_subtree_refers_to_what_is_above_it_by_its_aws_id() {
    let plan = ipam_planner::examples::EXAMPLES[0].plan();
    let workspace = open(plan);
    let plan = workspace.plan();
    let (pool, row) = plan
        .design()
        .pools
        .iter()
        .find(|(_, row)| matches!(row.parent, PoolParent::Pool(_)))
        .unwrap();
    let text = Export::whole(
        Target::Terraform,
        Extent::Subtree(Node::Pool(*pool)),
        workspace.source(),
    )
    .text;
    let items = parse(&text);
    let PoolParent::Pool(source) = row.parent else {
        unreachable!()
    };
    let written = items
        .iter()
        .find(|item| item.address() == format!("aws_vpc_ipam_pool.pool_{pool}"))
        .unwrap();
    assert_eq!(
        written.written("source_ipam_pool_id").unwrap(),
        format!("var.id_of_pool_{source}")
    );
    let pools = items
        .iter()
        .filter(|item| item.labels.first().is_some_and(|kind| kind == "aws_vpc_ipam_pool"));
    let below = |pool: &Id<_>| {
        let mut at = *pool;
        loop {
            if at
                == *written
                    .name()
                    .strip_prefix("pool_")
                    .unwrap()
                    .parse::<Id<_>>()
                    .as_ref()
                    .unwrap()
            {
                return true;
            }
            match plan.design().pools.get(&at).unwrap().parent {
                PoolParent::Pool(source) => at = source,
                PoolParent::Scope(_) => return false,
            }
        }
    };
    assert_eq!(
        pools.count(),
        plan.design().pools.keys().filter(|pool| below(pool)).count()
    );
    assert!(!items.iter().any(|item| item.address() == "aws_vpc_ipam.ipam"));
    let declared: BTreeSet<String> = items
        .iter()
        .filter(|item| item.kind == "variable")
        .map(|item| item.name().to_owned())
        .collect();
    for (at, _) in text.match_indices("var.") {
        let name: String = text[at + 4..]
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || "_-".contains(*letter))
            .collect();
        assert!(declared.contains(&name), "{name}");
    }
}

#[test]
fn the_steps_are_what_is_created_and_changed() {
    let mut checked = 0;
    for seed in 1..=40 {
        let plan = hostile_plan(seed);
        let steps = lifecycle(&plan);
        let workspace = open(plan);
        let export = Export::whole(
            Target::Terraform,
            Extent::Steps(Box::new(steps.clone())),
            workspace.source(),
        );
        let said = tables_of_steps(&export.text);
        for (id, fate) in &steps.fates {
            let kind = match id {
                ipam_planner::plan::AnyId::Pool(_) => "aws_vpc_ipam_pool.pool",
                ipam_planner::plan::AnyId::Vpc(_) => "aws_vpc.vpc",
                ipam_planner::plan::AnyId::Subnet(_) => "aws_subnet.subnet",
                _ => continue,
            };
            let is_said = said.contains(&format!("{kind}_{}", id.as_str()));
            let is_made = matches!(fate, Fate::Created | Fate::Changed | Fate::Recreated(_));
            assert_eq!(is_said, is_made, "{id:?} {fate:?} of {seed}");
            checked += 1;
        }
        let going = steps
            .fates
            .values()
            .filter(|fate| matches!(fate, Fate::Destroyed(_)))
            .count();
        let lost = export
            .not_expressed
            .iter()
            .find(|loss| loss.what == "What goes")
            .map_or(0, |loss| loss.count);
        assert_eq!(going, lost);
    }
    assert!(checked > 200, "{checked}");
}

fn tables_of_steps(text: &str) -> BTreeSet<String> {
    parse(text)
        .iter()
        .filter(|item| item.kind == "resource")
        .map(Item::address)
        .collect()
}

#[test]
fn strings_mean_what_they_say() {
    for name in HOSTILE {
        let plan = ipam_planner::examples::EXAMPLES[0].plan();
        let mut design = plan.design().clone();
        for row in design.pools.values_mut() {
            row.description = name.to_owned();
            row.tags.insert(format!("k{name}"), name.to_owned());
        }
        let plan = Plan::from_tables(design, plan.actual().clone(), plan.intent().clone()).unwrap();
        let said = tables(&parse(&whole(&open(plan.clone()))));
        for (id, row) in &plan.design().pools {
            let said = said.pools.get(id).unwrap();
            assert_eq!(
                (&said.description, &said.tags),
                (&row.description, &row.tags),
                "{name:?}"
            );
        }
    }
}

#[test]
fn equal_plans_give_equal_texts_in_whatever_pieces() {
    for plan in plans().into_iter().step_by(7) {
        let one = whole(&open(plan.clone()));
        // Another way to the same plan.
        let text = ipam_planner::format::write(&plan);
        let again = ipam_planner::format::read(&text).unwrap().plan;
        assert_eq!(again, plan);
        assert_eq!(whole(&open(again)), one);
    }
}

#[test]
fn terraform_itself_would_not_format_it_otherwise() {
    for plan in plans().into_iter().take(12) {
        expect_formatted(&whole(&open(plan)));
    }
}

/// That Terraform, where it is installed, reads a text and would not write it otherwise.
pub(super) fn expect_formatted(text: &str) {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let run = Command::new("terraform")
        .args(["fmt", "-"])
        .env_remove("TF_CLI_CONFIG_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut run) = run else {
        println!("skipped: terraform is not on this machine");
        return;
    };
    run.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = run.wait_with_output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let formatted = String::from_utf8(out.stdout).unwrap();
    for (one, other) in formatted.lines().zip(text.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(formatted, text);
}
