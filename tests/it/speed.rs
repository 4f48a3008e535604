//! How long it takes to derive everything from a plan, from scratch and after one edit. Run with
//! `cargo test --release --no-default-features --test it -- --ignored --nocapture speed`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    CidrRole, CountedIds, Edit, Id, Monitoring, Plan, Pool, PoolCidr, PoolParent, RegionCode, Reservation, Subnet, Vpc,
    VpcCidr,
};
use ipam_planner::rules::{Facts, Findings};
use ipam_planner::workspace::Workspace;

const REGIONS: [&str; 4] = ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2"];

fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

/// A large organization that AWS would accept: 4 Regions × 4 environments × 4 units of 10.0.0.0/8, each with VPCs of /24 (one
/// in eight a reservation instead) that have a subnet each. About `rows` rows.
fn organization(rows: usize) -> Plan {
    let mut ids = CountedIds::default();
    let mut plan = Plan::new("organization", "eu-central-1".parse().unwrap());
    let mut edit = Edit::new();
    edit.update(Plan::ipam_id(), plan.ipam(), |ipam| {
        ipam.operating_regions = REGIONS.iter().map(|code| code.parse().unwrap()).collect();
    });
    let mut add_pool = |edit: &mut Edit, parent: PoolParent, cidr: Cidr, locale: Option<RegionCode>| -> Id<Pool> {
        let id = Id::mint(&mut ids);
        let mut pool = Pool::new(parent, Family::Ipv4);
        pool.name = format!("pool {cidr}");
        pool.locale = locale;
        edit.add(id, pool);
        edit.add(Id::mint(&mut ids), PoolCidr { pool: id, cidr });
        id
    };
    let all: Cidr = "10.0.0.0/8".parse().unwrap();
    let top = add_pool(&mut edit, PoolParent::Scope(Plan::default_private_scope()), all, None);
    let mut leaves = Vec::new();
    for (cidr, region) in all.split(length(10)).unwrap().zip(REGIONS) {
        let region: RegionCode = region.parse().unwrap();
        let regional = add_pool(&mut edit, PoolParent::Pool(top), cidr, Some(region));
        for cidr in cidr.split(length(12)).unwrap() {
            let environment = add_pool(&mut edit, PoolParent::Pool(regional), cidr, Some(region));
            for cidr in cidr.split(length(14)).unwrap() {
                let leaf = add_pool(&mut edit, PoolParent::Pool(environment), cidr, Some(region));
                leaves.push((leaf, cidr, region));
            }
        }
    }
    let mut ids = CountedIds::starting_at(1 << 40);
    let each = rows / leaves.len() / 3;
    for (pool, cidr, region) in leaves {
        for (number, cidr) in cidr.split(length(24)).unwrap().take(each).enumerate() {
            if number % 8 == 7 {
                edit.add(Id::mint(&mut ids), Reservation::new(pool, cidr));
                continue;
            }
            let vpc = Id::mint(&mut ids);
            let mut row = Vpc::new(Plan::default_private_scope(), region);
            row.name = format!("vpc {cidr}");
            edit.add(vpc, row);
            let row = VpcCidr {
                vpc,
                cidr,
                role: CidrRole::Primary,
                pool: Some(pool),
                monitoring: Monitoring::Monitored,
            };
            edit.add(Id::mint(&mut ids), row);
            edit.add(Id::mint(&mut ids), Subnet::new(vpc, cidr.halves().unwrap()[0]));
        }
    }
    plan.apply(edit).unwrap();
    plan
}

/// What this thread has had of the processor, where the system tells it: a busy machine does not count.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// The time that `runs` runs took, without dropping what they give: the least of them, and the mean on the processor.
fn times<T>(runs: u32, mut run: impl FnMut() -> T) -> String {
    let mut least = Duration::MAX;
    let mut busy = Some(Duration::ZERO);
    for _ in 0..runs {
        let (start, before) = (Instant::now(), on_processor());
        let result = std::hint::black_box(run());
        least = least.min(start.elapsed());
        busy = (|| Some(busy? + (on_processor()? - before?)))();
        drop(result);
    }
    match busy {
        Some(busy) => format!("{least:?} (mean on the processor {:?})", busy / runs),
        None => format!("{least:?}"),
    }
}

#[test]
#[ignore = "measures time"]
fn from_scratch_and_one_edit() {
    for rows in [10_000, 100_000] {
        let plan = organization(rows);
        let count = plan.design().row_count();
        let index = times(15, || Index::build(&plan));
        let built = Index::build(&plan);
        let findings = times(15, || {
            Findings::build(Facts {
                plan: &plan,
                index: &built,
            })
        });
        let mut workspace = Workspace::open(plan);
        let total = workspace.findings().total();
        println!("{count} rows: index {index}, findings {findings} ({total:?})");

        let (id, row) = workspace
            .plan()
            .design()
            .vpc_cidrs
            .iter()
            .nth(rows / 10)
            .map(|(id, row)| (*id, row.clone()))
            .unwrap();
        let mut moved = row.clone();
        moved.cidr = row.cidr.sibling().unwrap();
        let (mut from, mut to) = (row, moved);
        let edit = times(1000, || {
            let mut edit = Edit::new();
            edit.update(id, &from, |row| *row = to.clone());
            workspace.apply("move a VPC onto another", edit).unwrap();
            std::mem::swap(&mut from, &mut to);
        });
        println!("  one edit that overlaps: {edit}");
        let (id, pool) = workspace
            .plan()
            .design()
            .pools
            .iter()
            .last()
            .map(|(id, pool)| (*id, pool.clone()))
            .unwrap();
        let (mut from, mut to) = (pool.clone(), pool);
        to.locale = None;
        let edit = times(1000, || {
            let mut edit = Edit::new();
            edit.update(id, &from, |row| *row = to.clone());
            workspace.apply("change the locale of a pool", edit).unwrap();
            std::mem::swap(&mut from, &mut to);
        });
        println!("  one edit that all allocations of a pool are judged by: {edit}");
        let cidr = workspace.index().pool(id).unwrap().cidrs().next().unwrap().1;
        let row = workspace.plan().design().pool_cidrs[&cidr].clone();
        let edit = times(1000, || {
            let mut edit = Edit::new();
            edit.remove(cidr, &row);
            workspace.apply("deprovision", edit).unwrap();
            let mut edit = Edit::new();
            edit.add(cidr, row.clone());
            workspace.apply("provision", edit).unwrap();
        });
        println!("  deprovision and provision the CIDR of a pool: {edit}");
    }
}

#[test]
#[ignore = "measures time"]
fn many_blocks_at_one_place() {
    let private = Plan::default_private_scope();
    let mut ids = CountedIds::default();
    let mut plan = Plan::new("default VPCs", "eu-central-1".parse().unwrap());
    let mut edit = Edit::new();
    for _ in 0..50_000 {
        let vpc = Id::mint(&mut ids);
        edit.add(vpc, Vpc::new(private, "eu-central-1".parse().unwrap()));
        let row = VpcCidr {
            vpc,
            cidr: "172.31.0.0/16".parse().unwrap(),
            role: CidrRole::Primary,
            pool: None,
            monitoring: Monitoring::Monitored,
        };
        edit.add(Id::mint(&mut ids), row);
    }
    for _ in 0..10_000 {
        let pool = Id::mint(&mut ids);
        edit.add(pool, Pool::new(PoolParent::Scope(private), Family::Ipv4));
        let cidr = "10.0.0.0/8".parse().unwrap();
        edit.add(Id::mint(&mut ids), PoolCidr { pool, cidr });
    }
    plan.apply(edit).unwrap();
    let index = times(3, || Index::build(&plan));
    let mut workspace = Workspace::open(plan);
    println!(
        "50,000 VPCs and 10,000 pools with one CIDR: index {index}, {:?}",
        workspace.findings().total()
    );
    let (id, row) = workspace
        .plan()
        .design()
        .vpc_cidrs
        .iter()
        .next()
        .map(|(id, row)| (*id, row.clone()))
        .unwrap();
    let mut moved = row.clone();
    moved.cidr = "172.30.0.0/16".parse().unwrap();
    let (mut from, mut to) = (row, moved);
    let edit = times(5, || {
        let mut edit = Edit::new();
        edit.update(id, &from, |row| *row = to.clone());
        workspace.apply("move one away", edit).unwrap();
        std::mem::swap(&mut from, &mut to);
    });
    println!("  one edit: {edit}");
}
