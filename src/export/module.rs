//! Calls of the module `aws-ia/ipam/aws`, one for each top-level pool.
//!
//! The module nests pools four levels deep in all, makes each pool with its CIDRs and shares, and nothing else. IPAM and scopes
//! are written as resources, since the module's own IPAM has neither tier nor other operating Regions than its locales.
//!
//! Inputs: <https://registry.terraform.io/modules/aws-ia/ipam/aws/latest>, version 2.1.2.

use super::chain::is_public;
use super::naming::{self, family};
use super::terraform::{Terraform, hcl};
use super::writing::{Left, Out, Scene, Writer};
use crate::address::NetmaskLength;
use crate::plan::{
    Advertisable, AutoImport, AwsService, Id, Node, Pool, PoolParent, PublicIpSource, Reservation, Tags,
};

/// The deepest that the module nests pools, the top-level one among them.
const LEVELS: u32 = 4;

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Module {
    resources: Terraform,
    /// The pools that are written and not closed yet, from the top.
    open: Vec<Open>,
    /// The depth of the pool that is left out with all that is below it.
    left_out: Option<u32>,
}

struct Open {
    has_sub_pools: bool,
}

impl Writer for Module {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        self.resources.begin(scene, out);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, _level: u32, out: &mut Out) {
        match node {
            Node::Ipam => self.resources.ipam(scene, out),
            Node::Scope(id) => {
                self.close(0, out);
                self.resources.scope(scene, id, out);
            }
            Node::Pool(id) => self.pool(scene, id, out),
            Node::Reservation(id) => self.no_reservation(scene, id, out),
            Node::VpcCidr(_) | Node::Vpc(_) => {
                if let Some(row) = node.row().filter(|row| scene.has(*row)) {
                    out.loses("VPCs", POOLS_ONLY, row);
                }
            }
            Node::PublicBlock(id) if scene.has(id) => out.loses("Blocks of public addresses", POOLS_ONLY, id),
            Node::PublicBlock(_) | Node::Subnet(_) | Node::Free(_) => {}
        }
    }

    fn foot(&mut self, _scene: Scene<'_>, out: &mut Out) -> Left {
        self.close(0, out);
        Left::Nothing
    }
}

impl Module {
    fn pool(&mut self, scene: Scene<'_>, id: Id<Pool>, out: &mut Out) {
        let (Some(row), Some(entry)) = (scene.plan().design().pools.get(&id), scene.source.index.pool(id)) else {
            return;
        };
        let depth = entry.depth();
        if self.left_out.is_some_and(|above| depth > above) {
            out.loses("Pools below pools that are left out", BELOW, id);
            return;
        }
        self.left_out = None;
        self.close(depth.saturating_sub(1), out);
        if !scene.has(id) {
            self.left_out = Some(depth);
            return;
        }
        let refusal = match () {
            () if depth > LEVELS => Some(("Pools below the fourth level", TOO_DEEP)),
            () if entry.cidrs().len() == 0 => Some(("Pools without a CIDR", NO_CIDR)),
            () if row.source_resource.is_some() => Some(("Pools that plan for the subnets of a VPC", POOLS_ONLY)),
            () if self.open.len() + 1 < depth as usize => Some(("Pools whose source pool is not written", NO_SOURCE)),
            () => None,
        };
        if let Some((what, why)) = refusal {
            out.loses(what, why, id);
            self.left_out = Some(depth);
            return;
        }
        out.losses.of_row(scene.plan().design(), id.into());
        match row.parent {
            PoolParent::Scope(_) => self.top(scene, id, row, out),
            PoolParent::Pool(_) => self.sub(scene, id, row, out),
        }
        self.open.push(Open { has_sub_pools: false });
    }

    fn top(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        if row.rules != Default::default() {
            out.loses("Allocation rules of top-level pools", NO_TOP, id);
        }
        if !row.required_tags.is_empty() {
            out.loses("Required tags of top-level pools", NO_TOP, id);
        }
        if is_public(scene, id) && row.public_ip_source != Some(PublicIpSource::Amazon) {
            out.loses("Proofs of addresses that you bring", PROOF, id);
        }
        let scope = scene.source.index.pool(id).map(|entry| entry.scope());
        let scope = scope.map(|scope| self.resources.scope_id(scene, scope, out));
        Terraform::comment(scene, id, out);
        out.push(&format!("module \"pool_{id}\" {{\n"));
        hcl::aligned(
            &[
                ("source", hcl::text("aws-ia/ipam/aws")),
                ("version", hcl::text(">= 2.1.2, < 3.0.0")),
            ],
            "  ",
            &mut out.text,
        );
        let mut lines = vec![
            ("create_ipam", "false".to_owned()),
            ("address_family", hcl::text(family(row.family))),
        ];
        lines.extend(scope.map(|scope| ("ipam_scope_id", scope)));
        lines.push(("top_name", hcl::text(&row.name)));
        lines.push(("top_description", hcl::text(&described(row))));
        lines.push(("top_cidr", cidrs(scene, id)));
        lines.extend(row.locale.map(|locale| ("top_locale", hcl::text(locale.as_str()))));
        if row.auto_import == AutoImport::Enabled {
            lines.push(("top_auto_import", "true".to_owned()));
        }
        lines.extend(row.aws_service.map(|service| ("top_aws_service", aws_service(service))));
        lines.extend(
            row.public_ip_source
                .map(|source| ("top_public_ip_source", ip_source(source))),
        );
        lines.extend(row.advertisable.map(|is| ("top_publicly_advertisable", advertised(is))));
        if !row.shared_with.is_empty() {
            lines.push(("top_ram_share_principals", principals(row)));
        }
        out.push("\n");
        hcl::aligned(&lines, "  ", &mut out.text);
        tags("tags", &row.tags, "  ", out);
    }

    fn sub(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        let level = self.open.len();
        let Some(above) = self.open.last_mut() else { return };
        if !above.has_sub_pools {
            above.has_sub_pools = true;
            let name = if level == 1 { "pool_configurations" } else { "sub_pools" };
            out.push(&format!("\n{}{name} = {{\n", indent(2 * level - 1)));
        } else {
            out.push("\n");
        }
        let called = naming::name(scene.plan().design(), id);
        out.push(&format!(
            "{}# {}\n",
            indent(2 * level),
            crate::lifecycle::first_upper(&called)
        ));
        out.push(&format!("{}pool_{id} = {{\n", indent(2 * level)));
        let mut lines = vec![
            ("name", hcl::text(&row.name)),
            ("description", hcl::text(&described(row))),
            ("cidr", cidrs(scene, id)),
        ];
        lines.extend(row.locale.map(|locale| ("locale", hcl::text(locale.as_str()))));
        for (name, length) in [
            ("allocation_min_netmask_length", row.rules.min),
            ("allocation_max_netmask_length", row.rules.max),
            ("allocation_default_netmask_length", row.rules.default),
        ] {
            lines.extend(length.map(NetmaskLength::get).map(|length| (name, length.to_string())));
        }
        if row.auto_import == AutoImport::Enabled {
            lines.push(("auto_import", "true".to_owned()));
        }
        lines.extend(row.aws_service.map(|service| ("aws_service", aws_service(service))));
        lines.extend(
            row.public_ip_source
                .map(|source| ("public_ip_source", ip_source(source))),
        );
        lines.extend(row.advertisable.map(|is| ("publicly_advertisable", advertised(is))));
        if !row.shared_with.is_empty() {
            lines.push(("ram_share_principals", principals(row)));
        }
        let inner = indent(2 * level + 1);
        hcl::aligned(&lines, &inner, &mut out.text);
        tags("allocation_resource_tags", &row.required_tags, &inner, out);
        tags("tags", &row.tags, &inner, out);
    }

    /// Closes pools until so many are open.
    fn close(&mut self, keep: u32, out: &mut Out) {
        while self.open.len() > keep as usize {
            let level = self.open.len();
            let Some(pool) = self.open.pop() else { return };
            if pool.has_sub_pools {
                out.push(&format!("{}}}\n", indent(2 * level - 1)));
            }
            match level {
                1 => out.push("}\n\n"),
                _ => out.push(&format!("{}}}\n", indent(2 * level - 2))),
            }
        }
    }

    fn no_reservation(&mut self, scene: Scene<'_>, id: Id<Reservation>, out: &mut Out) {
        if scene.has(id) {
            out.loses("Reservations", POOLS_ONLY, id);
        }
    }
}

/// The arguments of a pool stand two steps further in than those of the pool above: `sub_pools = {` takes one.
fn indent(level: usize) -> String {
    "  ".repeat(level)
}

/// The module calls a share after the description, which must then not be empty.
fn described(row: &Pool) -> String {
    match (row.description.is_empty(), row.shared_with.is_empty()) {
        (true, false) => row.name.clone(),
        _ => row.description.clone(),
    }
}

fn cidrs(scene: Scene<'_>, id: Id<Pool>) -> String {
    let entry = scene.source.index.pool(id);
    let cidrs = entry.into_iter().flat_map(|entry| entry.cidrs());
    list(cidrs.map(|(cidr, _)| cidr.to_string()))
}

fn principals(row: &Pool) -> String {
    list(row.shared_with.iter().map(|principal| principal.to_string()))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| hcl::text(&item)).collect();
    format!("[{}]", items.join(", "))
}

fn tags(name: &str, tags: &Tags, indent: &str, out: &mut Out) {
    if tags.is_empty() {
        return;
    }
    out.push(&format!("\n{indent}{name} = {{\n"));
    let entries: Vec<(String, String)> = tags
        .iter()
        .map(|(key, value)| (hcl::text(key), hcl::text(value)))
        .collect();
    hcl::aligned(&entries, &format!("{indent}  "), &mut out.text);
    out.push(&format!("{indent}}}\n"));
}

fn aws_service(service: AwsService) -> String {
    hcl::text(match service {
        AwsService::Ec2 => "ec2",
        AwsService::GlobalServices => "global-services",
    })
}

fn ip_source(source: PublicIpSource) -> String {
    hcl::text(match source {
        PublicIpSource::Amazon => "amazon",
        PublicIpSource::Byoip => "byoip",
    })
}

fn advertised(advertisable: Advertisable) -> String {
    (advertisable == Advertisable::Yes).to_string()
}

const POOLS_ONLY: &str = "The module makes pools: write them as Terraform resources";
const TOO_DEEP: &str = "The module nests pools four levels deep: write them as Terraform resources";
const NO_CIDR: &str = "The module makes no pool without a CIDR";
const NO_SOURCE: &str = "The module begins with a top-level pool";
const BELOW: &str = "What is below a pool that is left out is left out with it";
const NO_TOP: &str = "The module has no input for them: set them on the sub-pools";
const PROOF: &str = "Fill them in as top_cidr_authorization_contexts";
