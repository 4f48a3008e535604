//! A naive reader of Terraform: it knows the resources by their arguments and nothing of how they were written.

use std::collections::BTreeMap;

use hcl::eval::{Context, Evaluate};
use hcl::{Body, Expression};
use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::{
    Advertisable, AutoImport, AwsService, AwsTables, CidrRole, Id, Ipam, Plan, Pool, PoolCidr, PoolParent, PrivateGua,
    PublicBlock, PublicBlockKind, PublicIpSource, RegionCode, Reservation, Scope, ScopeKind, ScopeOrigin, Subnet, Tags,
    Tier, Vpc, VpcCidr,
};

/// A block with its arguments and the blocks in it.
pub(super) struct Item {
    pub(super) kind: String,
    pub(super) labels: Vec<String>,
    pub(super) body: Body,
}

impl Item {
    pub(super) fn name(&self) -> &str {
        self.labels.last().unwrap()
    }

    pub(super) fn address(&self) -> String {
        self.labels.join(".")
    }

    fn expression(&self, name: &str) -> Option<&Expression> {
        let found = self.body.attributes().find(|attribute| attribute.key() == name)?;
        Some(found.expr())
    }

    /// A string, whatever templates it is written as.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        string(self.expression(name)?)
    }

    pub(super) fn number(&self, name: &str) -> Option<u8> {
        self.expression(name)?.to_string().parse().ok()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.expression(name)?.to_string().parse().ok()
    }

    pub(super) fn tags(&self, name: &str) -> Tags {
        let Some(Expression::Object(object)) = self.expression(name) else {
            return Tags::new();
        };
        let entry = |(key, value): (&hcl::ObjectKey, &Expression)| {
            let key = match key {
                hcl::ObjectKey::Expression(key) => string(key).unwrap(),
                hcl::ObjectKey::Identifier(key) => key.to_string(),
                other => panic!("{other:?}"),
            };
            (key, string(value).unwrap())
        };
        object.iter().map(entry).collect()
    }

    /// `aws_vpc.vpc_x.id`, as it is written.
    pub(super) fn written(&self, name: &str) -> Option<String> {
        Some(self.expression(name)?.to_string())
    }

    /// The row that a reference means.
    fn row<T>(&self, name: &str) -> Option<Id<T>> {
        let written = self.written(name)?;
        Some(id(written.split('.').nth(1).unwrap()))
    }

    pub(super) fn depends_on(&self) -> Vec<String> {
        match self.expression("depends_on") {
            Some(Expression::Array(items)) => items.iter().map(Expression::to_string).collect(),
            None => Vec::new(),
            Some(other) => panic!("{other:?}"),
        }
    }

    pub(super) fn blocks(&self, kind: &str) -> Vec<Item> {
        items(&self.body).into_iter().filter(|item| item.kind == kind).collect()
    }
}

fn string(expression: &Expression) -> Option<String> {
    match expression.evaluate(&Context::new()) {
        Ok(hcl::Value::String(text)) => Some(text),
        other => panic!("{expression:?} is no string: {other:?}"),
    }
}

fn items(body: &Body) -> Vec<Item> {
    let item = |block: &hcl::Block| Item {
        kind: block.identifier().to_owned(),
        labels: block.labels().iter().map(|label| label.as_str().to_owned()).collect(),
        body: block.body().clone(),
    };
    body.blocks().map(item).collect()
}

/// `pool_x` is the resource of the row `x`.
fn id<T>(name: &str) -> Id<T> {
    let (_, id) = name.split_once('_').unwrap();
    id.parse().unwrap()
}

/// The blocks of a text. Two resources never have one address.
pub(super) fn parse(text: &str) -> Vec<Item> {
    let body: Body = hcl::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let items = items(&body);
    let mut seen = BTreeMap::new();
    for item in items.iter().filter(|item| item.kind != "import") {
        let key = match item.kind.as_str() {
            "provider" => item.text("alias").unwrap_or_default(),
            _ => item.address(),
        };
        assert!(
            seen.insert((item.kind.clone(), key), ()).is_none(),
            "{} is there twice",
            item.address()
        );
    }
    items
}

/// The AWS tables that the resources say.
pub(super) fn tables(items: &[Item]) -> AwsTables {
    let mut tables = AwsTables::default();
    let home: RegionCode = items
        .iter()
        .find(|item| item.kind == "provider" && item.text("alias").is_none())
        .and_then(|item| item.text("region"))
        .unwrap()
        .parse()
        .unwrap();
    for item in items.iter().filter(|item| item.kind == "resource") {
        read(item, home, &mut tables);
    }
    tables
}

fn read(item: &Item, home: RegionCode, tables: &mut AwsTables) {
    let said = |name| item.text(name).unwrap_or_default();
    let region = || item.text("region").map_or(home, |region| region.parse().unwrap());
    let account = || {
        item.written("provider")
            .map(|written| id(written.strip_prefix("aws.").unwrap()))
    };
    let cidr = |name| item.text(name).map(|cidr| cidr.parse::<Cidr>().unwrap());
    let length = |name| item.number(name).map(|length| NetmaskLength::new(length).unwrap());
    let mut tags = item.tags("tags");
    match item.labels[0].as_str() {
        "aws_vpc_ipam" => {
            let mut row = Ipam::new(home);
            let regions = item.blocks("operating_regions");
            row.operating_regions = regions
                .iter()
                .map(|region| region.text("region_name").unwrap().parse().unwrap())
                .collect();
            row.name = tags.remove("Name").unwrap_or_default();
            row.description = said("description");
            row.tier = match said("tier").as_str() {
                "free" => Tier::Free,
                _ => Tier::Advanced,
            };
            row.private_gua = match item.flag("enable_private_gua") {
                Some(true) => PrivateGua::Enabled,
                _ => PrivateGua::Disabled,
            };
            row.tags = tags;
            tables.ipams.insert(Plan::ipam_id(), row);
        }
        "aws_vpc_ipam_scope" => {
            let mut row = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
            row.name = tags.remove("Name").unwrap_or_default();
            (row.description, row.tags) = (said("description"), tags);
            tables.scopes.insert(id(item.name()), row);
        }
        "aws_vpc_ipam_pool" => {
            let parent = match item.row("source_ipam_pool_id") {
                Some(source) => PoolParent::Pool(source),
                None => PoolParent::Scope(scope(item)),
            };
            let family = match said("address_family").as_str() {
                "ipv4" => Family::Ipv4,
                "ipv6" => Family::Ipv6,
                other => panic!("{other}"),
            };
            let mut row = Pool::new(parent, family);
            row.name = tags.remove("Name").unwrap_or_default();
            (row.description, row.tags) = (said("description"), tags);
            row.locale = item.text("locale").map(|locale| locale.parse().unwrap());
            row.rules.min = length("allocation_min_netmask_length");
            row.rules.max = length("allocation_max_netmask_length");
            row.rules.default = length("allocation_default_netmask_length");
            row.required_tags = item.tags("allocation_resource_tags");
            row.auto_import = match item.flag("auto_import") {
                Some(true) => AutoImport::Enabled,
                _ => AutoImport::Disabled,
            };
            row.aws_service = item.text("aws_service").map(|service| match service.as_str() {
                "ec2" => AwsService::Ec2,
                "global-services" => AwsService::GlobalServices,
                other => panic!("{other}"),
            });
            row.public_ip_source = item.text("public_ip_source").map(|source| match source.as_str() {
                "amazon" => PublicIpSource::Amazon,
                "byoip" => PublicIpSource::Byoip,
                other => panic!("{other}"),
            });
            row.advertisable = item.flag("publicly_advertisable").map(|is| match is {
                true => Advertisable::Yes,
                false => Advertisable::No,
            });
            row.source_resource = item.blocks("source_resource").first().map(|block| {
                assert_eq!(block.text("resource_type").unwrap(), "vpc");
                block.row("resource_id").unwrap()
            });
            tables.pools.insert(id(item.name()), row);
        }
        "aws_ram_principal_association" => {
            let written = item.written("for_each").unwrap();
            let list = written
                .strip_prefix("toset(")
                .and_then(|list| list.strip_suffix(')'))
                .unwrap();
            let list: Expression = list.parse().unwrap();
            let Expression::Array(list) = list else {
                panic!("{list:?}")
            };
            let row = tables.pools.get_mut(&id(item.name())).unwrap();
            row.shared_with = list
                .iter()
                .map(|principal| string(principal).unwrap().parse().unwrap())
                .collect();
        }
        "aws_ram_resource_share" => assert!(!said("name").contains('/')),
        "aws_ram_resource_association" => {}
        "aws_vpc_ipam_pool_cidr" => {
            let pool = item.row("ipam_pool_id").unwrap();
            // Amazon chooses: only the size is said.
            let chosen = || {
                let family = tables.pools.get(&pool).unwrap().family;
                let length = length("netmask_length").unwrap();
                Cidr::from_bits(family, 0, length).unwrap_or_else(|| "0.0.0.0/0".parse().unwrap())
            };
            let cidr = cidr("cidr").unwrap_or_else(chosen);
            tables.pool_cidrs.insert(id(item.name()), PoolCidr { pool, cidr });
        }
        "aws_vpc_ipam_pool_cidr_allocation" => {
            let mut row = Reservation::new(item.row("ipam_pool_id").unwrap(), cidr("cidr").unwrap());
            (row.description, row.tags) = (said("description"), tags);
            tables.reservations.insert(id(item.name()), row);
        }
        "aws_vpc" => {
            let vpc = id(item.name());
            let mut row = Vpc::new(Plan::default_private_scope(), region());
            row.account = account();
            row.name = tags.remove("Name").unwrap_or_default();
            row.tags = tags;
            tables.vpcs.insert(vpc, row);
            if let Some(cidr) = cidr("cidr_block") {
                let row = VpcCidr {
                    vpc,
                    cidr,
                    role: CidrRole::Primary,
                    pool: item.row("ipv4_ipam_pool_id"),
                    monitoring: Default::default(),
                };
                // It has no resource of its own, so it is called after its VPC.
                tables.vpc_cidrs.insert(vpc.as_str().parse().unwrap(), row);
            }
        }
        "aws_vpc_ipv4_cidr_block_association" | "aws_vpc_ipv6_cidr_block_association" => {
            let row = VpcCidr {
                vpc: item.row("vpc_id").unwrap(),
                cidr: cidr("cidr_block").or_else(|| cidr("ipv6_cidr_block")).unwrap(),
                role: CidrRole::Secondary,
                pool: item.row("ipv4_ipam_pool_id").or_else(|| item.row("ipv6_ipam_pool_id")),
                monitoring: Default::default(),
            };
            tables.vpc_cidrs.insert(id(item.name()), row);
        }
        "aws_subnet" => {
            let cidr = cidr("cidr_block").or_else(|| cidr("ipv6_cidr_block")).unwrap();
            assert_eq!(
                item.flag("ipv6_native"),
                (cidr.family() == Family::Ipv6).then_some(true)
            );
            let mut row = Subnet::new(item.row("vpc_id").unwrap(), cidr);
            row.zone = item.text("availability_zone");
            row.pool = item.row("ipv4_ipam_pool_id").or_else(|| item.row("ipv6_ipam_pool_id"));
            row.name = tags.remove("Name").unwrap_or_default();
            row.tags = tags;
            tables.subnets.insert(id(item.name()), row);
        }
        "aws_eip" => {
            let address = item
                .text("address")
                .map(|address| format!("{address}/32").parse().unwrap());
            let row = PublicBlock {
                name: tags.remove("Name").unwrap_or_default(),
                scope: Plan::default_public_scope(),
                kind: PublicBlockKind::ElasticIp,
                cidr: address.unwrap_or_else(|| "0.0.0.0/32".parse().unwrap()),
                pool: item.row("ipam_pool_id"),
                region: Some(region()),
                account: account(),
                tags,
                note: String::new(),
                aws_id: None,
            };
            tables.public_blocks.insert(id(item.name()), row);
        }
        other => panic!("{other} is no resource that is known here"),
    }
}

fn scope(item: &Item) -> Id<Scope> {
    let written = item.written("ipam_scope_id").unwrap();
    match written.as_str() {
        "aws_vpc_ipam.ipam.private_default_scope_id" => Plan::default_private_scope(),
        "aws_vpc_ipam.ipam.public_default_scope_id" => Plan::default_public_scope(),
        _ => item.row("ipam_scope_id").unwrap(),
    }
}
