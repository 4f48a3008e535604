//! The parts of `network-config.yaml` of Landing Zone Accelerator on AWS that hold an IPAM and VPCs.
//!
//! Things are called by their names there, so names that occur twice, or not at all, are completed by the id of their row.
//!
//! Fields: <https://awslabs.github.io/landing-zone-accelerator-on-aws/latest/typedocs/interfaces/___packages__aws_accelerator_config_lib_models_network_config.IIpamConfig.html>.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::chain::is_public;
use super::json::quoted;
use super::naming;
use super::writing::{Left, Out, Scene, Writer};
use crate::address::{Family, NetmaskLength};
use crate::plan::{
    AnyId, AutoImport, CidrRole, Id, Integration, MeteredAccount, Monitoring, Node, Pool, PoolParent, Principal,
    PrivateGua, Scope, ScopeOrigin, Subnet, Tags, Tier, Vpc,
};

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct LandingZone {
    /// How often each name of a pool occurs.
    pools: FxHashMap<String, u32>,
    vpc_names: FxHashMap<String, u32>,
    /// They come after the pools.
    vpcs: VecDeque<Id<Vpc>>,
    has_pools: bool,
    has_vpcs: bool,
}

impl Writer for LandingZone {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        let plan = scene.plan();
        for row in plan.design().pools.values() {
            *self.pools.entry(row.name.clone()).or_default() += 1;
        }
        for row in plan.design().vpcs.values() {
            *self.vpc_names.entry(row.name.clone()).or_default() += 1;
        }
        let title = naming::one_line(&plan.about().name);
        out.push(&format!(
            "# {title}\n# Written by IPAM Planner: parts of network-config.yaml.\n"
        ));
        out.losses.of_plan(scene);
        self.ipam(scene, out);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, _level: u32, out: &mut Out) {
        match node {
            Node::Ipam | Node::Scope(_) | Node::Subnet(_) | Node::Free(_) => {}
            Node::Pool(id) => self.pool(scene, id, out),
            Node::Reservation(id) if scene.has(id) => out.loses("Reservations", NO_RESERVATIONS, id),
            Node::PublicBlock(id) if scene.has(id) => out.loses("Blocks of public addresses", NO_PUBLIC, id),
            Node::Reservation(_) | Node::PublicBlock(_) => {}
            Node::VpcCidr(id) => {
                let vpc = scene.plan().design().vpc_cidrs.get(&id).map(|row| row.vpc);
                let vpc = vpc.filter(|vpc| scene.reach.home(scene.source, *vpc) == Some(id));
                self.vpcs.extend(vpc);
            }
            Node::Vpc(id) => self.vpcs.push_back(id),
        }
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        match self.vpcs.pop_front() {
            Some(vpc) => {
                self.vpc(scene, vpc, out);
                Left::More
            }
            None => Left::Nothing,
        }
    }
}

impl LandingZone {
    fn ipam(&mut self, scene: Scene<'_>, out: &mut Out) {
        let plan = scene.plan();
        let row = plan.ipam();
        let id = AnyId::from(crate::plan::Plan::ipam_id());
        out.losses.of_row(plan.design(), id);
        if row.tier == Tier::Free {
            out.loses("The tier", NO_FIELD, id);
        }
        if row.metered_account != MeteredAccount::IpamOwner {
            out.loses("The account that pays", NO_FIELD, id);
        }
        if row.private_gua == PrivateGua::Enabled {
            out.loses("Private IPv6 global unicast addresses", NO_FIELD, id);
        }
        let administrator = match row.integration {
            Integration::Organization {
                delegated_administrator,
            } => delegated_administrator,
            Integration::SingleAccount => None,
        };
        let accounts = &plan.intent().accounts;
        let named = accounts
            .values()
            .find(|row| administrator.is_some() && row.number == administrator);
        let administrator = match named.map(|row| row.name.as_str()) {
            Some(name) if !name.is_empty() => name,
            _ => {
                out.loses("The name of the account that owns the IPAM", NO_OWNER, id);
                "Network"
            }
        };
        out.push("centralNetworkServices:\n");
        field(out, 1, "delegatedAdminAccount", administrator);
        out.push("  ipams:\n    - ");
        let name = if row.name.is_empty() { "ipam" } else { &row.name };
        out.push("name: ");
        string(name, out);
        field(out, 3, "region", row.home_region.as_str());
        described(out, 3, &row.description);
        out.push("      operatingRegions:\n");
        for region in &row.all_operating_regions() {
            item(out, 4, region.as_str());
        }
        tags(out, 3, &row.tags);
        let additional = plan
            .design()
            .scopes
            .iter()
            .filter(|(_, row)| row.origin == ScopeOrigin::Additional);
        let mut first = true;
        for (id, row) in additional {
            out.losses.of_row(plan.design(), (*id).into());
            if std::mem::take(&mut first) {
                out.push("      scopes:\n");
            }
            out.push("        - name: ");
            string(&scope_name(*id, row), out);
            described(out, 5, &row.description);
            tags(out, 5, &row.tags);
        }
    }

    fn pool(&mut self, scene: Scene<'_>, id: Id<Pool>, out: &mut Out) {
        let design = scene.plan().design();
        let Some(row) = design.pools.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        out.losses.of_row(design, id.into());
        if is_public(scene, id) {
            out.loses("Public pools", NO_PUBLIC, id);
            return;
        }
        if row.source_resource.is_some() {
            out.loses("Pools that plan for the subnets of a VPC", NO_FIELD, id);
            return;
        }
        if !std::mem::replace(&mut self.has_pools, true) {
            out.push("      pools:\n");
        }
        out.push("        - name: ");
        string(&self.pool_name(id, row), out);
        field(out, 5, "addressFamily", naming::family(row.family));
        let scope = scene.source.index.pool(id).map(|entry| entry.scope());
        let scope = scope.and_then(|scope| Some((scope, design.scopes.get(&scope)?)));
        if let Some((scope, row)) = scope.filter(|(_, row)| row.origin == ScopeOrigin::Additional) {
            field(out, 5, "scope", &scope_name(scope, row));
        }
        if let PoolParent::Pool(source) = row.parent
            && let Some(above) = design.pools.get(&source)
        {
            field(out, 5, "sourceIpamPool", &self.pool_name(source, above));
        }
        described(out, 5, &row.description);
        if let Some(locale) = row.locale {
            field(out, 5, "locale", locale.as_str());
        }
        for (name, length) in [
            ("allocationMinNetmaskLength", row.rules.min),
            ("allocationMaxNetmaskLength", row.rules.max),
            ("allocationDefaultNetmaskLength", row.rules.default),
        ] {
            if let Some(length) = length.map(NetmaskLength::get) {
                out.push(&format!("          {name}: {length}\n"));
            }
        }
        if row.auto_import == AutoImport::Enabled {
            out.push("          autoImport: true\n");
        }
        let mut cidrs = scene
            .source
            .index
            .pool(id)
            .into_iter()
            .flat_map(|entry| entry.cidrs())
            .peekable();
        if cidrs.peek().is_some() {
            out.push("          provisionedCidrs:\n");
        }
        for (cidr, _) in cidrs {
            item(out, 6, &cidr.to_string());
        }
        named_tags(out, 5, "allocationResourceTags", &row.required_tags);
        tags(out, 5, &row.tags);
        self.share(scene, id, row, out);
    }

    fn share(&self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        let accounts = &scene.plan().intent().accounts;
        let (mut units, mut names) = (Vec::new(), Vec::new());
        for principal in &row.shared_with {
            match principal {
                Principal::Account(number) => {
                    let account = accounts.values().find(|row| row.number == Some(*number));
                    match account.filter(|row| !row.name.is_empty()) {
                        Some(account) => names.push(account.name.as_str()),
                        None => out.loses("Shares with accounts whose name is not known", BY_NAME, id),
                    }
                }
                // All of the organization is the unit at its root.
                Principal::Arn(arn) if arn.as_str().contains(":organization/") => units.push("Root"),
                Principal::Arn(_) => out.loses("Shares with organizational units", BY_NAME, id),
            }
        }
        if units.is_empty() && names.is_empty() {
            return;
        }
        out.push("          shareTargets:\n");
        for (kind, all) in [("organizationalUnits", units), ("accounts", names)] {
            if !all.is_empty() {
                out.push(&format!("            {kind}:\n"));
            }
            for name in all {
                item(out, 7, name);
            }
        }
    }

    fn vpc(&mut self, scene: Scene<'_>, id: Id<Vpc>, out: &mut Out) {
        let design = scene.plan().design();
        let (Some(row), Some(entry)) = (design.vpcs.get(&id), scene.source.index.vpc(id)) else {
            return;
        };
        if !scene.has(id) {
            return;
        }
        out.losses.of_row(design, id.into());
        let account = row
            .account
            .and_then(|account| scene.plan().intent().accounts.get(&account));
        let Some(account) = account.filter(|account| !account.name.is_empty()) else {
            out.loses("VPCs whose account has no name", NO_ACCOUNT, id);
            return;
        };
        if !std::mem::replace(&mut self.has_vpcs, true) {
            out.push("vpcs:\n");
        }
        out.push("  - name: ");
        string(&completed(&row.name, id.as_str(), &self.vpc_names), out);
        field(out, 2, "account", &account.name);
        field(out, 2, "region", row.region.as_str());
        let rows = entry
            .cidrs()
            .iter()
            .filter_map(|(_, id)| Some((*id, design.vpc_cidrs.get(id)?)));
        let mut cidrs: Vec<_> = rows.collect();
        // The first one is primary.
        crate::ordered::sort_by_key(&mut cidrs, |(_, row)| row.role != CidrRole::Primary);
        let mut first = true;
        for (id, row) in cidrs {
            if row.cidr.family() == Family::Ipv6 {
                out.loses("IPv6 CIDRs of VPCs", NO_IPV6, id);
                continue;
            }
            match (row.monitoring, row.pool) {
                (Monitoring::Ignored, _) => out.loses("VPC CIDRs that IPAM is to ignore", NO_FIELD, id),
                (Monitoring::Monitored, Some(_)) => out.loses("The pools of VPC CIDRs", ONE_OF_TWO, id),
                (Monitoring::Monitored, None) => {}
            }
            if std::mem::take(&mut first) {
                out.push("    cidrs:\n");
            }
            item(out, 3, &row.cidr.to_string());
        }
        tags(out, 2, &row.tags);
        let subnets = entry.subnets().iter().filter(|(_, subnet)| scene.has(*subnet));
        let subnets: Vec<_> = subnets
            .filter_map(|(_, id)| Some((*id, design.subnets.get(id)?)))
            .collect();
        let mut names: FxHashMap<String, u32> = FxHashMap::default();
        for (_, subnet) in &subnets {
            *names.entry(subnet.name.clone()).or_default() += 1;
        }
        if !subnets.is_empty() {
            out.push("    subnets:\n");
        }
        for (subnet, said) in subnets {
            self.subnet(scene, subnet, said, row, &names, out);
        }
    }

    fn subnet(
        &self,
        scene: Scene<'_>,
        id: Id<Subnet>,
        row: &Subnet,
        vpc: &Vpc,
        names: &FxHashMap<String, u32>,
        out: &mut Out,
    ) {
        out.losses.of_row(scene.plan().design(), id.into());
        out.push("      - name: ");
        string(&completed(&row.name, id.as_str(), names), out);
        match row.zone.as_deref() {
            // Within a Region a zone is called by its letter.
            Some(zone) => field(
                out,
                4,
                "availabilityZone",
                zone.strip_prefix(vpc.region.as_str()).unwrap_or(zone),
            ),
            None => out.loses("Subnets without an Availability Zone", NO_ZONE, id),
        }
        let argument = match row.cidr.family() {
            Family::Ipv4 => "ipv4CidrBlock",
            Family::Ipv6 => "ipv6CidrBlock",
        };
        field(out, 4, argument, &row.cidr.to_string());
        if row.pool.is_some() {
            out.loses("The pools that subnets are planned from", ONE_OF_TWO, id);
        }
        tags(out, 4, &row.tags);
    }

    fn pool_name(&self, id: Id<Pool>, row: &Pool) -> String {
        completed(&row.name, id.as_str(), &self.pools)
    }
}

/// The name of a row, with its id where others have the same name, or the id where it has none.
fn completed(name: &str, id: &str, all: &FxHashMap<String, u32>) -> String {
    match name {
        "" => id.to_owned(),
        name if all.get(name).is_some_and(|count| *count > 1) => format!("{name}-{id}"),
        name => name.to_owned(),
    }
}

fn scope_name(id: Id<Scope>, row: &Scope) -> String {
    match row.name.as_str() {
        "" => id.to_string(),
        name => format!("{name}-{id}"),
    }
}

fn spaces(depth: usize, out: &mut Out) {
    out.text.extend(std::iter::repeat_n("  ", depth));
}

/// A text that is one, whatever it says; also to the variables that are replaced before YAML is read.
fn string(text: &str, out: &mut Out) {
    let mut written = String::new();
    quoted(text, &mut written);
    out.push(&written.replace("{{", "\\u007b\\u007b").replace("${", "\\u0024{"));
    out.push("\n");
}

fn field(out: &mut Out, depth: usize, name: &str, text: &str) {
    spaces(depth, out);
    out.push(name);
    out.push(": ");
    string(text, out);
}

fn described(out: &mut Out, depth: usize, description: &str) {
    if !description.is_empty() {
        field(out, depth, "description", description);
    }
}

fn item(out: &mut Out, depth: usize, text: &str) {
    spaces(depth, out);
    out.push("- ");
    string(text, out);
}

fn tags(out: &mut Out, depth: usize, tags: &Tags) {
    named_tags(out, depth, "tags", tags);
}

fn named_tags(out: &mut Out, depth: usize, name: &str, tags: &Tags) {
    if tags.is_empty() {
        return;
    }
    spaces(depth, out);
    out.push(name);
    out.push(":\n");
    for (key, value) in tags {
        spaces(depth + 1, out);
        out.push("- key: ");
        string(key, out);
        field(out, depth + 2, "value", value);
    }
}

const NO_FIELD: &str = "Landing Zone Accelerator has no field for them";
const NO_RESERVATIONS: &str = "Landing Zone Accelerator has no field for them: make them by the steps";
const NO_PUBLIC: &str = "Landing Zone Accelerator plans private pools: make them by the steps";
const NO_OWNER: &str = "Things are called by names there: \"Network\" stands for it";
const BY_NAME: &str = "Landing Zone Accelerator calls them by their names, which the plan does not know";
const NO_ACCOUNT: &str = "Landing Zone Accelerator makes a VPC in an account that it calls by its name";
const NO_ZONE: &str = "Landing Zone Accelerator wants one: choose it before you apply";
const NO_IPV6: &str = "Landing Zone Accelerator takes them from Amazon or from a pool of EC2 alone";
const ONE_OF_TWO: &str = "Landing Zone Accelerator takes either a size from a pool or a CIDR, and the CIDR is written: IPAM manages it when the pool imports it";
