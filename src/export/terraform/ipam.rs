//! The provider, the IPAM and its scopes.

use super::hcl::{Block, text};
use super::{Terraform, ipam_id, resource, resource_name};
use crate::export::naming;
use crate::export::writing::{Out, Scene};
use crate::lifecycle::all_tags;
use crate::plan::{AnyId, Id, Integration, MeteredAccount, Plan, PrivateGua, Scope, ScopeKind, ScopeOrigin, Tier};

impl Terraform {
    pub(in crate::export) fn begin(&mut self, scene: Scene<'_>, out: &mut Out) {
        let plan = scene.plan();
        let title = naming::one_line(&plan.about().name);
        if !title.is_empty() {
            out.push(&format!("# {title}\n"));
        }
        out.push("# Written by IPAM Planner.\n\n");
        out.push("terraform {\n");
        // Identifiers of import blocks may be references from 1.6 on; resources have an argument for their Region from 6.0 on,
        // and subnets one for their pool from 6.30 on.
        out.push("  required_version = \">= 1.6\"\n\n  required_providers {\n    aws = {\n");
        out.push("      source  = \"hashicorp/aws\"\n      version = \">= 6.30\"\n    }\n  }\n}\n\n");
        let mut provider = Block::new("provider \"aws\"".to_owned());
        provider.text("region", plan.ipam().home_region.as_str());
        provider.write(&mut out.text);
        out.losses.of_plan(scene);
    }

    pub(in crate::export) fn ipam(&mut self, scene: Scene<'_>, out: &mut Out) {
        let id = ipam_id();
        if !scene.has(id) {
            return;
        }
        out.losses.of_row(scene.plan().design(), id);
        let row = scene.plan().ipam();
        self.import_row(scene, "aws_vpc_ipam", id, out);
        Self::comment(scene, id, out);
        let mut block = Block::resource("aws_vpc_ipam", &resource_name(id));
        block.text("description", &row.description);
        block.text(
            "tier",
            match row.tier {
                Tier::Free => "free",
                Tier::Advanced => "advanced",
            },
        );
        if row.private_gua == PrivateGua::Enabled {
            block.set("enable_private_gua", "true");
        }
        for region in &row.all_operating_regions() {
            block.block("operating_regions", vec![("region_name", text(region.as_str()))]);
        }
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.write(&mut out.text);
        if row.metered_account != MeteredAccount::IpamOwner {
            out.loses("The account that pays", METERED, id);
        }
        if let Integration::Organization { .. } = row.integration {
            out.loses("The delegation to a member account", DELEGATED, id);
        }
    }

    pub(in crate::export) fn scope(&mut self, scene: Scene<'_>, id: Id<Scope>, out: &mut Out) {
        let Some(row) = scene.plan().design().scopes.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        out.losses.of_row(scene.plan().design(), id.into());
        if row.origin == ScopeOrigin::Default {
            if !(row.name.is_empty() && row.description.is_empty() && row.tags.is_empty()) {
                out.loses("Names, descriptions and tags of default scopes", DEFAULT_SCOPE, id);
            }
            return;
        }
        if row.kind == ScopeKind::Public {
            out.loses("Public scopes besides the default one", PUBLIC_SCOPE, id);
        }
        let ipam = self.id_of(scene, "aws_vpc_ipam", ipam_id(), out);
        self.import_row(scene, "aws_vpc_ipam_scope", id, out);
        Self::comment(scene, id, out);
        let mut block = Block::resource("aws_vpc_ipam_scope", &resource_name(id));
        block.set("ipam_id", ipam);
        block.text("description", &row.description);
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.write(&mut out.text);
    }

    /// The expression of the AWS id of a scope.
    pub(in crate::export) fn scope_id(&mut self, scene: Scene<'_>, id: Id<Scope>, out: &mut Out) -> String {
        let default = match id {
            id if id == Plan::default_private_scope() => "private_default_scope_id",
            id if id == Plan::default_public_scope() => "public_default_scope_id",
            _ => return self.id_of(scene, "aws_vpc_ipam_scope", id, out),
        };
        match scene.has(ipam_id()) {
            true => format!("{}.{default}", resource("aws_vpc_ipam", ipam_id())),
            false => self.known_id(scene, AnyId::Scope(id), out),
        }
    }
}

const METERED: &str = "The provider documents no argument for it: set it by the steps";
const DELEGATED: &str = "It is done once, by the management account of the organization: the steps say how";
const DEFAULT_SCOPE: &str = "They come with the IPAM, and Terraform has no resource for them: set them by the steps";
const PUBLIC_SCOPE: &str = "AWS has only the default one: they would become private scopes";
