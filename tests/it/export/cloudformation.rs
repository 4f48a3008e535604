//! CloudFormation: what the templates of all stacks say together is what the plan says.

use std::collections::BTreeMap;
use std::process::Command;

use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::export::{Export, Extent, Target, stacks};
use ipam_planner::plan::{
    Advertisable, AutoImport, AwsService, AwsTables, CidrRole, Id, Ipam, MeteredAccount, Plan, Pool, PoolCidr,
    PoolParent, PrivateGua, PublicBlock, PublicBlockKind, PublicIpSource, Reservation, Scope, ScopeKind, ScopeOrigin,
    Subnet, Tags, Tier, Vpc, VpcCidr,
};
use ipam_planner::workspace::Workspace;
use serde_json::Value;

use super::terraform::{sayable, vpc_cidrs};
use super::{open, plans};

/// The plan without AWS ids, so that what stands in another stack is referred to by a parameter.
fn planned(plan: &Plan) -> Plan {
    let mut design = plan.design().clone();
    design.ipams.values_mut().for_each(|row| row.aws_id = None);
    design.scopes.values_mut().for_each(|row| row.aws_id = None);
    design.pools.values_mut().for_each(|row| row.aws_id = None);
    design.reservations.values_mut().for_each(|row| row.aws_id = None);
    design.vpcs.values_mut().for_each(|row| row.aws_id = None);
    design.subnets.values_mut().for_each(|row| row.aws_id = None);
    design.public_blocks.values_mut().for_each(|row| row.aws_id = None);
    Plan::from_tables(design, AwsTables::default(), plan.intent().clone()).unwrap()
}

fn templates(workspace: &Workspace) -> Vec<String> {
    let stacks = stacks(workspace.source());
    let write = |stack| {
        let target = Target::CloudFormation(Some(stack));
        Export::whole(target, Extent::Plan, workspace.source()).text
    };
    stacks.into_iter().map(write).collect()
}

/// `Pool0a3k` and `IdOfPool0a3k` are the row `0a3k`.
fn id<T>(name: &str) -> Id<T> {
    let kinds = [
        "Scope",
        "CidrOfPool",
        "Pool",
        "Reservation",
        "CidrOfVpc",
        "Vpc",
        "Subnet",
        "Address",
    ];
    let name = name.strip_prefix("IdOf").unwrap_or(name);
    let rest = kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap();
    let mut id = String::new();
    let mut letters = rest.chars();
    while let Some(letter) = letters.next() {
        id.push(match letter {
            'Z' => match letters.next().unwrap() {
                'h' => '-',
                'u' => '_',
                'z' => 'Z',
                other => panic!("{other}"),
            },
            letter => letter,
        });
    }
    id.parse().unwrap()
}

fn row<T>(value: &Value) -> Option<Id<T>> {
    Some(id(value.get("Ref")?.as_str()?))
}

fn tags(value: &Value) -> Tags {
    let text = |tag: &Value, name| tag[name].as_str().unwrap().to_owned();
    let list = value.as_array().into_iter().flatten();
    list.map(|tag| (text(tag, "Key"), text(tag, "Value"))).collect()
}

fn read(template: &str, stack: ipam_planner::export::Stack, tables: &mut AwsTables) {
    let template: Value = serde_json::from_str(template).unwrap_or_else(|error| panic!("{error}\n{template}"));
    let resources = template["Resources"].as_object().unwrap();
    let parameters = template["Parameters"].as_object();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // Pools before what refers to them, as CloudFormation would order them.
    let mut ordered: Vec<_> = resources.iter().collect();
    ordered.sort_by_key(|(_, resource)| resource["Type"] != "AWS::EC2::IPAMPool");
    for (name, resource) in ordered {
        let said = &resource["Properties"];
        let cidr = |key: &str| said[key].as_str().map(|cidr| cidr.parse::<Cidr>().unwrap());
        let length = |key: &str| {
            said[key]
                .as_u64()
                .map(|length| NetmaskLength::new(length as u8).unwrap())
        };
        let mut tags_said = tags(&said["Tags"]);
        let mut named = || tags_said.remove("Name").unwrap_or_default();
        match resource["Type"].as_str().unwrap() {
            "AWS::EC2::IPAM" => {
                let mut row = Ipam::new(stack.region);
                row.name = named();
                row.description = text(&said["Description"]);
                let regions = said["OperatingRegions"].as_array().unwrap();
                row.operating_regions = regions
                    .iter()
                    .map(|region| region["RegionName"].as_str().unwrap().parse().unwrap())
                    .collect();
                row.tier = match said["Tier"].as_str().unwrap() {
                    "free" => Tier::Free,
                    _ => Tier::Advanced,
                };
                if said["EnablePrivateGua"] == true {
                    row.private_gua = PrivateGua::Enabled;
                }
                if said["MeteredAccount"] == "resource-owner" {
                    row.metered_account = MeteredAccount::ResourceOwner;
                }
                row.tags = tags_said;
                tables.ipams.insert(Plan::ipam_id(), row);
            }
            "AWS::EC2::IPAMScope" => {
                let mut row = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
                row.name = named();
                row.description = text(&said["Description"]);
                row.tags = tags_said;
                tables.scopes.insert(id(name), row);
            }
            "AWS::EC2::IPAMPool" => {
                let scope = match said["IpamScopeId"]["Fn::GetAtt"][1].as_str() {
                    Some("PrivateDefaultScopeId") => Plan::default_private_scope(),
                    Some("PublicDefaultScopeId") => Plan::default_public_scope(),
                    _ => row(&said["IpamScopeId"]).unwrap(),
                };
                let parent = row(&said["SourceIpamPoolId"]).map_or(PoolParent::Scope(scope), PoolParent::Pool);
                let family = match said["AddressFamily"].as_str().unwrap() {
                    "ipv4" => ipam_planner::address::Family::Ipv4,
                    _ => ipam_planner::address::Family::Ipv6,
                };
                let mut pool = Pool::new(parent, family);
                pool.name = named();
                pool.description = text(&said["Description"]);
                pool.locale = said["Locale"].as_str().map(|locale| locale.parse().unwrap());
                pool.rules.min = length("AllocationMinNetmaskLength");
                pool.rules.max = length("AllocationMaxNetmaskLength");
                pool.rules.default = length("AllocationDefaultNetmaskLength");
                pool.required_tags = tags(&said["AllocationResourceTags"]);
                if said["AutoImport"] == true {
                    pool.auto_import = AutoImport::Enabled;
                }
                pool.aws_service = said["AwsService"].as_str().map(|service| match service {
                    "ec2" => AwsService::Ec2,
                    _ => AwsService::GlobalServices,
                });
                pool.public_ip_source = said["PublicIpSource"].as_str().map(|source| match source {
                    "amazon" => PublicIpSource::Amazon,
                    _ => PublicIpSource::Byoip,
                });
                pool.advertisable = said["PubliclyAdvertisable"].as_bool().map(|is| match is {
                    true => Advertisable::Yes,
                    false => Advertisable::No,
                });
                pool.source_resource = row(&said["SourceResource"]["ResourceId"]);
                pool.tags = tags_said;
                tables.pools.insert(id(name), pool);
            }
            "AWS::EC2::IPAMPoolCidr" => {
                let pool = row(&said["IpamPoolId"]).unwrap();
                let chosen = || {
                    let family = tables.pools.get(&pool).unwrap().family;
                    let length = length("NetmaskLength").unwrap();
                    Cidr::from_bits(family, 0, length).unwrap_or_else(|| "0.0.0.0/0".parse().unwrap())
                };
                let cidr = cidr("Cidr").unwrap_or_else(chosen);
                tables.pool_cidrs.insert(id(name), PoolCidr { pool, cidr });
            }
            "AWS::EC2::IPAMAllocation" => {
                let mut reservation = Reservation::new(row(&said["IpamPoolId"]).unwrap(), cidr("Cidr").unwrap());
                reservation.description = text(&said["Description"]);
                tables.reservations.insert(id(name), reservation);
            }
            "AWS::RAM::ResourceShare" => {
                let pool = said["ResourceArns"][0]["Fn::GetAtt"][0].as_str().unwrap();
                let principals = said["Principals"].as_array().unwrap();
                assert!(!text(&said["Name"]).contains('/'));
                let shared_with = principals
                    .iter()
                    .map(|principal| principal.as_str().unwrap().parse().unwrap());
                tables.pools.get_mut(&id(pool)).unwrap().shared_with = shared_with.collect();
            }
            "AWS::EC2::VPC" => {
                let vpc = id(name);
                let mut row = Vpc::new(Plan::default_private_scope(), stack.region);
                row.account = stack.account;
                row.name = named();
                row.tags = tags_said;
                tables.vpcs.insert(vpc, row);
                if let Some(cidr) = cidr("CidrBlock") {
                    let row = VpcCidr {
                        vpc,
                        cidr,
                        role: CidrRole::Primary,
                        pool: None,
                        monitoring: Default::default(),
                    };
                    tables.vpc_cidrs.insert(vpc.as_str().parse().unwrap(), row);
                }
            }
            "AWS::EC2::VPCCidrBlock" => {
                let associated = VpcCidr {
                    vpc: row(&said["VpcId"]).unwrap(),
                    cidr: cidr("CidrBlock").or_else(|| cidr("Ipv6CidrBlock")).unwrap(),
                    role: CidrRole::Secondary,
                    pool: row(&said["Ipv4IpamPoolId"]).or_else(|| row(&said["Ipv6IpamPoolId"])),
                    monitoring: Default::default(),
                };
                tables.vpc_cidrs.insert(id(name), associated);
            }
            "AWS::EC2::Subnet" => {
                let cidr = cidr("CidrBlock").or_else(|| cidr("Ipv6CidrBlock")).unwrap();
                let mut subnet = Subnet::new(row(&said["VpcId"]).unwrap(), cidr);
                subnet.name = named();
                subnet.zone = said["AvailabilityZone"].as_str().map(str::to_owned);
                subnet.tags = tags_said;
                tables.subnets.insert(id(name), subnet);
            }
            "AWS::EC2::EIP" => {
                let address = said["Address"].as_str().unwrap_or("0.0.0.0");
                let block = PublicBlock {
                    name: named(),
                    scope: Plan::default_public_scope(),
                    kind: PublicBlockKind::ElasticIp,
                    cidr: format!("{address}/32").parse().unwrap(),
                    pool: row(&said["IpamPoolId"]),
                    region: Some(stack.region),
                    account: stack.account,
                    tags: tags_said,
                    note: String::new(),
                    aws_id: None,
                };
                tables.public_blocks.insert(id(name), block);
            }
            other => panic!("{other} is no resource that is known here"),
        }
        for after in resource["DependsOn"]
            .as_array()
            .into_iter()
            .flatten()
            .chain([&resource["DependsOn"]])
        {
            assert!(
                after.as_str().is_none_or(|after| resources.contains_key(after)),
                "{name} waits for {after}"
            );
        }
    }
    // Every reference is to something that the template has.
    visit(&template["Resources"], &mut |name| {
        let is_there = resources.contains_key(name) || parameters.is_some_and(|all| all.contains_key(name));
        assert!(is_there || name == "AWS::AccountId", "{name} is nowhere");
    });
}

fn visit(value: &Value, look: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(name)) = members.get("Ref") {
                look(name);
            }
            members.values().for_each(|value| visit(value, look));
        }
        Value::Array(items) => items.iter().for_each(|value| visit(value, look)),
        _ => {}
    }
}

/// What CloudFormation would put something else in the place of, and is left out.
fn unresolved(tables: &mut AwsTables) {
    let is_said = |text: &str| !text.contains("{{resolve:");
    macro_rules! texts {
        ($($table:ident: [$($field:ident),*];)*) => {$(
            for row in tables.$table.values_mut() {
                row.tags.retain(|key, value| is_said(key) && is_said(value));
                $( if !is_said(&row.$field) { row.$field.clear(); } )*
            }
        )*};
    }
    texts! {
        ipams: [name, description];
        scopes: [name, description];
        pools: [name, description];
        reservations: [name, description];
        vpcs: [name];
        subnets: [name];
        public_blocks: [name];
    }
}

#[test]
fn what_the_templates_say_is_the_plan_without_what_they_cannot_say() {
    for (at, plan) in plans().into_iter().enumerate() {
        let plan = planned(&plan);
        let mut wanted = sayable(&plan);
        // What Terraform cannot say and CloudFormation can, and the other way round.
        for (id, row) in &plan.design().reservations {
            let mut row = row.clone();
            if row.description.is_empty() {
                row.description = std::mem::take(&mut row.name);
            }
            (row.name, row.note, row.tags, row.lock) = (String::new(), String::new(), Tags::new(), Default::default());
            wanted.reservations.insert(*id, row);
        }
        for row in wanted.ipams.values_mut() {
            row.metered_account = plan.ipam().metered_account;
        }
        wanted.subnets.values_mut().for_each(|row| row.pool = None);
        for row in wanted.public_blocks.values_mut() {
            row.region = row.region.map(super::terraform::without_zone);
        }
        unresolved(&mut wanted);
        let mut said = AwsTables::default();
        let workspace = open(plan);
        for (stack, template) in stacks(workspace.source()).into_iter().zip(templates(&workspace)) {
            read(&template, stack, &mut said);
        }
        assert_eq!(said.ipams, wanted.ipams, "plan {at}");
        assert_eq!(said.scopes, wanted.scopes, "plan {at}");
        assert_eq!(said.pools, wanted.pools, "plan {at}");
        assert_eq!(said.pool_cidrs, wanted.pool_cidrs, "plan {at}");
        assert_eq!(said.reservations, wanted.reservations, "plan {at}");
        assert_eq!(said.vpcs, wanted.vpcs, "plan {at}");
        // Of a primary CIDR the pool is not said.
        let mut cidrs = vpc_cidrs(&wanted);
        let primary: Vec<_> = cidrs
            .iter()
            .filter(|cidr| cidr.2 == CidrRole::Primary)
            .cloned()
            .collect();
        for cidr in primary {
            cidrs.remove(&cidr);
            cidrs.insert((cidr.0, cidr.1, cidr.2, None));
        }
        assert_eq!(vpc_cidrs(&said), cidrs, "plan {at}");
        assert_eq!(said.subnets, wanted.subnets, "plan {at}");
        assert_eq!(said.public_blocks, wanted.public_blocks, "plan {at}");
    }
}

#[test]
fn a_template_of_too_many_resources_is_said() {
    let workspace = open(ipam_planner::examples::generated(10_000));
    let export = Export::whole(Target::CloudFormation(None), Extent::Plan, workspace.source());
    assert!(
        export
            .not_expressed
            .iter()
            .any(|loss| loss.what == "More than 500 resources")
    );
}

/// The linter of CloudFormation finds no error in what is possible at all.
#[test]
fn cfn_lint_finds_no_error() {
    let directory = std::env::temp_dir().join(format!("ipam-planner-{}-cfn", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let mut files = BTreeMap::new();
    for example in ipam_planner::examples::EXAMPLES {
        let workspace = open(example.plan());
        for (at, text) in templates(&workspace).into_iter().enumerate() {
            let file = directory.join(format!("{}-{at}.json", example.key));
            std::fs::write(&file, text).unwrap();
            files.insert(file, example.key);
        }
    }
    // Warnings are about hard-coded Availability Zones, which are what a plan of addresses is about.
    let run = Command::new("cfn-lint")
        .args(["--ignore-checks", "W", "I", "--format", "json", "--"])
        .args(files.keys())
        .output();
    let _ = std::fs::remove_dir_all(&directory);
    match run {
        Ok(out) => {
            let found: Vec<Value> = serde_json::from_slice(&out.stdout).unwrap();
            let messages = found.iter().map(|found| found["Message"].as_str().unwrap());
            // It takes the CIDR of a pool for one of IPv4, whatever the family of the pool.
            let is_ipv6 = |message: &&str| message.contains("::/") && message.ends_with("is not a 'ipv4-network'");
            let errors: Vec<&str> = messages.filter(|message| !is_ipv6(message)).collect();
            assert_eq!(errors, Vec::<&str>::new());
        }
        Err(_) => println!("skipped: cfn-lint is not on this machine"),
    }
}
