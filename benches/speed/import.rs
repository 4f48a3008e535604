//! Imports of very many rows: what they take in all, and the longest piece of them, which is what a page that waits feels.

use std::fmt::Write;

use ipam_planner::import::{Choices, Previewing, Progress, Reading, Source, Target, Understood, conflicts, preview};
use ipam_planner::plan::{CountedIds, Plan};

use crate::bench::Bench;
use crate::platform;

/// How many bytes a page reads at a time.
const EFFORT: usize = 256 * 1024;

/// As many CIDRs as AWS announces, and as many allocations as a large organization has.
const ANNOUNCED: usize = 16_000;
const ALLOCATIONS: usize = 100_000;

pub(crate) fn run(bench: &mut Bench) {
    measure(bench, "a list", ANNOUNCED, "ranges.txt", &list(ANNOUNCED));
    measure(bench, "CSV", ALLOCATIONS, "plan.csv", &csv(ALLOCATIONS));
    measure(
        bench,
        "JSON of allocations",
        ALLOCATIONS,
        "allocations.json",
        &allocations(ALLOCATIONS),
    );
    measure(
        bench,
        "JSON of VPCs",
        ANNOUNCED,
        "us-east-1 vpcs.json",
        &vpcs(ANNOUNCED),
    );
    measure(
        bench,
        "YAML of pools",
        ANNOUNCED,
        "network-config.yaml",
        &landing_zone(ANNOUNCED),
    );
    measure(
        bench,
        "CloudFormation in YAML",
        ANNOUNCED,
        "vpcs.yaml",
        &template(ANNOUNCED),
    );
    measure(bench, "Terraform", ANNOUNCED, "main.tf", &terraform(ANNOUNCED));
}

fn read(name: &str, text: &str, mut told: impl FnMut(f64)) -> Understood {
    let mut reading = Reading::new(vec![Source::file(name, text.as_bytes().to_vec())]);
    loop {
        let begin = platform::milliseconds();
        let progress = reading.step(EFFORT);
        told(platform::milliseconds() - begin);
        if progress == Progress::Finished {
            return reading.into_understood();
        }
    }
}

fn measure(bench: &mut Bench, what: &str, size: usize, name: &str, text: &str) {
    let named = |part: &str| format!("import: {what}, {part}");
    if [
        "read",
        "longest piece of reading",
        "preview",
        "longest piece of the preview",
        "conflicts",
        "taking it",
    ]
    .iter()
    .all(|part| !bench.wants(&named(part)))
    {
        return;
    }
    let understood = read(name, text, |_| {});
    let choices = Choices {
        target: Target::Both,
        ..Choices::default()
    };
    let Ok(region) = "us-east-1".parse() else {
        unreachable!("a Region code")
    };
    let plan = Plan::new("Empty", region);
    bench.measure(
        &named("read"),
        size,
        1,
        || (),
        |()| read(name, text, |_| {}).files.len(),
    );
    bench.measure_longest(&named("longest piece of reading"), size, |told| {
        read(name, text, told);
    });
    bench.measure(&named("preview"), size, 1, CountedIds::default, |ids| {
        preview(&plan, &understood, &choices, ids).items.len()
    });
    bench.measure_longest(&named("longest piece of the preview"), size, |told| {
        let mut ids = CountedIds::default();
        let begin = platform::milliseconds();
        let mut previewing = Previewing::new(&plan, &understood, &choices, &mut ids);
        told(platform::milliseconds() - begin);
        loop {
            let begin = platform::milliseconds();
            let is_done = previewing.step();
            told(platform::milliseconds() - begin);
            if is_done {
                break;
            }
        }
        let begin = platform::milliseconds();
        let made = previewing.finish();
        told(platform::milliseconds() - begin);
        drop(made);
    });
    let made = preview(&plan, &understood, &choices, &mut CountedIds::default());
    bench.measure(
        &named("conflicts"),
        size,
        1,
        || (),
        |()| conflicts(&plan, &made).map_or(0, |conflicts| conflicts.len()),
    );
    bench.measure(
        &named("taking it"),
        size,
        1,
        || plan.clone(),
        |plan| plan.apply(made.edit().clone()).is_ok(),
    );
}

/// The place-th /24 of 10.0.0.0/8, and on.
fn cidr(place: usize) -> String {
    let (first, second, third) = (10 + (place >> 16), (place >> 8) & 255, place & 255);
    format!("{first}.{second}.{third}.0/24")
}

/// The place-th /28 of 10.0.0.0/8.
fn small(place: usize) -> String {
    let (second, third, fourth) = ((place >> 12) & 255, (place >> 4) & 255, (place & 15) * 16);
    format!("10.{second}.{third}.{fourth}/28")
}

fn written(begin: &str, count: usize, end: &str, mut row: impl FnMut(&mut String, usize)) -> String {
    let mut text = begin.to_owned();
    for place in 0..count {
        row(&mut text, place);
    }
    text + end
}

/// Lengths as announced ranges have them, with some inside others.
fn list(count: usize) -> String {
    written("", count, "", |text, place| {
        let length = [24, 24, 22, 23, 20, 16][place % 6];
        let first = 0x0300_0000_u32.wrapping_add((place as u32).wrapping_mul(0x9E37_79B9) >> 1);
        let first = std::net::Ipv4Addr::from_bits(first >> (32 - length) << (32 - length));
        _ = writeln!(text, "{first}/{length}");
    })
}

fn csv(count: usize) -> String {
    let begin = "CIDR,Name,Parent,Account,Region,Environment\n10.0.0.0/8,Global,,,,\n";
    written(begin, count, "", |text, place| {
        let account = 100_000_000_000_u64 + (place % 500) as u64;
        _ = writeln!(
            text,
            "{},allocation {place},10.0.0.0/8,{account},us-east-1,prod",
            small(place)
        );
    })
}

fn allocations(count: usize) -> String {
    let pool = r#"{"IpamPools": [{"IpamPoolId": "ipam-pool-0a", "AddressFamily": "ipv4", "Locale": "us-east-1"}]}"#;
    let cidrs = r#"{"IpamPoolCidrs": [{"Cidr": "10.0.0.0/8", "State": "provisioned"}]}"#;
    let begin = format!("{pool}\n{cidrs}\n{{\"IpamPoolAllocations\": [");
    written(&begin, count, "]}", |text, place| {
        let comma = if place > 0 { "," } else { "" };
        _ = write!(
            text,
            r#"{comma}{{"Cidr": "{}", "IpamPoolAllocationId": "ipam-pool-alloc-{place:017x}", "ResourceId": "vpc-{place:017x}", "ResourceType": "vpc", "ResourceOwner": "{}"}}"#,
            small(place),
            100_000_000_000_u64 + (place % 500) as u64
        );
    })
}

fn vpcs(count: usize) -> String {
    written("{\"Vpcs\": [", count, "]}", |text, place| {
        let comma = if place > 0 { "," } else { "" };
        _ = write!(
            text,
            r#"{comma}{{"VpcId": "vpc-{place:017x}", "CidrBlock": "{}", "OwnerId": "{}", "IsDefault": false, "Tags": [{{"Key": "Name", "Value": "vpc {place}"}}]}}"#,
            cidr(place),
            100_000_000_000_u64 + (place % 500) as u64
        );
    })
}

fn landing_zone(count: usize) -> String {
    let begin = "centralNetworkServices:\n  delegatedAdminAccount: Network\n  ipams:\n    - name: accelerator-ipam\n      region: us-east-1\n      operatingRegions: [us-east-1]\n      pools:\n        - name: top\n          provisionedCidrs: [10.0.0.0/8]\n";
    written(begin, count, "", |text, place| {
        _ = write!(
            text,
            "        - name: pool-{place}\n          locale: us-east-1\n          sourceIpamPool: top\n          provisionedCidrs:\n            - {}\n",
            cidr(place)
        );
    })
}

fn template(count: usize) -> String {
    written(
        "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n",
        count,
        "",
        |text, place| {
            _ = write!(
                text,
                "  Vpc{place}:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: {}\n      Tags:\n        - Key: Name\n          Value: vpc {place}\n",
                cidr(place)
            );
        },
    )
}

fn terraform(count: usize) -> String {
    written("", count, "", |text, place| {
        _ = write!(
            text,
            "resource \"aws_vpc\" \"vpc_{place}\" {{\n  cidr_block = \"{}\"\n  tags = {{ Name = \"vpc {place}\" }}\n}}\n",
            cidr(place)
        );
    })
}
