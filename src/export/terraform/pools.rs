//! Pools, the CIDRs provisioned to them, how they are shared, and reservations.

use super::hcl::{Block, text};
use super::{Terraform, is_made_again, resource, resource_name};
use crate::address::{Family, NetmaskLength};
use crate::export::chain::is_public;
use crate::export::naming::{self, family};
use crate::export::writing::{Out, Scene};
use crate::lifecycle::{all_tags, description_of};
use crate::plan::{Advertisable, AutoImport, AwsService, Id, Pool, PoolCidr, PoolParent, PublicIpSource, Reservation};

impl Terraform {
    pub(super) fn pool(&mut self, scene: Scene<'_>, id: Id<Pool>, out: &mut Out) {
        let Some(row) = scene.plan().design().pools.get(&id) else {
            return;
        };
        if scene.has(id) {
            out.losses.of_row(scene.plan().design(), id.into());
            self.pool_itself(scene, id, row, out);
        }
        let cidrs: Vec<Id<PoolCidr>> = match scene.source.index.pool(id) {
            Some(entry) => entry.cidrs().map(|(_, cidr)| cidr).collect(),
            None => Vec::new(),
        };
        for cidr in cidrs {
            if scene.has(cidr) {
                self.pool_cidr(scene, cidr, row, out);
            }
        }
        if scene.has(id) {
            self.share(scene, id, row, out);
        }
    }

    fn pool_itself(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        let scope = scene.source.index.pool(id).map(|entry| entry.scope());
        let scope = scope.map(|scope| self.scope_id(scene, scope, out));
        let source = match row.parent {
            PoolParent::Pool(source) => Some(self.id_of(scene, "aws_vpc_ipam_pool", source, out)),
            PoolParent::Scope(_) => None,
        };
        let resource_planned = row.source_resource.map(|vpc| self.source_resource(scene, vpc, out));
        self.import_row(scene, "aws_vpc_ipam_pool", id, out);
        Self::comment(scene, id, out);
        let mut block = Block::resource("aws_vpc_ipam_pool", &resource_name(id));
        block.set("address_family", text(family(row.family)));
        if let Some(scope) = scope {
            block.set("ipam_scope_id", scope);
        }
        if let Some(source) = source {
            block.set("source_ipam_pool_id", source);
        }
        if let Some(locale) = row.locale {
            block.text("locale", locale.as_str());
        }
        block.text("description", &row.description);
        for (name, length) in [
            ("allocation_min_netmask_length", row.rules.min),
            ("allocation_max_netmask_length", row.rules.max),
            ("allocation_default_netmask_length", row.rules.default),
        ] {
            if let Some(length) = length.map(NetmaskLength::get) {
                block.set(name, length.to_string());
            }
        }
        if row.auto_import == AutoImport::Enabled {
            block.set("auto_import", "true");
        }
        if let Some(service) = row.aws_service {
            block.text(
                "aws_service",
                match service {
                    AwsService::Ec2 => "ec2",
                    AwsService::GlobalServices => "global-services",
                },
            );
        }
        if let Some(source) = row.public_ip_source {
            block.text(
                "public_ip_source",
                match source {
                    PublicIpSource::Amazon => "amazon",
                    PublicIpSource::Byoip => "byoip",
                },
            );
        }
        if let Some(advertisable) = row.advertisable {
            let is = advertisable == Advertisable::Yes;
            block.set("publicly_advertisable", is.to_string());
        }
        if let Some(arguments) = resource_planned {
            block.block("source_resource", arguments);
        }
        block.tags("allocation_resource_tags", &row.required_tags);
        block.tags("tags", &all_tags(&row.name, &row.tags));
        block.after(self.chain.link(&resource("aws_vpc_ipam_pool", id)));
        block.write(&mut out.text);
    }

    fn source_resource(
        &mut self,
        scene: Scene<'_>,
        vpc: Id<crate::plan::Vpc>,
        out: &mut Out,
    ) -> Vec<(&'static str, String)> {
        let design = scene.plan().design();
        let id = self.id_of(scene, "aws_vpc", vpc, out);
        let row = design.vpcs.get(&vpc);
        let account = row.and_then(|row| row.account);
        let number = account.and_then(|account| scene.plan().intent().accounts.get(&account)?.number);
        let owner = match number {
            Some(number) => text(number.as_str()),
            None if scene.has(vpc) => format!("{}.owner_id", resource("aws_vpc", vpc)),
            None => {
                let what = format!("12-digit id of the account of {}", naming::name(design, vpc));
                self.variable(&format!("owner_of_{}", resource_name(vpc)), &what, out)
            }
        };
        let region = row.map(|row| row.region.to_string()).unwrap_or_default();
        vec![
            ("resource_id", id),
            ("resource_owner", owner),
            ("resource_region", text(&region)),
            ("resource_type", text("vpc")),
        ]
    }

    fn pool_cidr(&mut self, scene: Scene<'_>, id: Id<PoolCidr>, pool: &Pool, out: &mut Out) {
        const KIND: &str = "aws_vpc_ipam_pool_cidr";
        let plan = scene.plan();
        let Some(row) = plan.design().pool_cidrs.get(&id) else {
            return;
        };
        let owner = self.id_of(scene, "aws_vpc_ipam_pool", row.pool, out);
        let brought = is_public(scene, row.pool) && matches!(pool.parent, PoolParent::Scope(_));
        let by_amazon = brought && pool.public_ip_source == Some(PublicIpSource::Amazon);
        let exists = scene.exists(id);
        let proof = (brought && !by_amazon && !exists).then(|| {
            ["message", "signature"].map(|part| {
                let what = format!("{part} that proves that {} is yours", row.cidr);
                let name = format!("{part}_of_{}", resource_name(id));
                (part, self.variable(&name, &what, out))
            })
        });
        let address = resource(KIND, id);
        if exists && !is_made_again(scene, id.into()) {
            let known = self.known_id(scene, row.pool.into(), out);
            self.import(&address, &format!("\"{}_{}\"", row.cidr, inside(&known)), out);
        }
        let mut block = Block::resource(KIND, &resource_name(id));
        block.set("ipam_pool_id", owner);
        match by_amazon && !exists {
            true => {
                block.set("netmask_length", row.cidr.netmask_length().get().to_string());
                out.loses("Addresses that Amazon provides", BY_AMAZON, id);
            }
            false => block.set("cidr", text(&row.cidr.to_string())),
        }
        if let Some(proof) = proof {
            block.block("cidr_authorization_context", proof.into());
        }
        block.after(self.chain.link(&address));
        block.write(&mut out.text);
    }

    fn share(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        if row.shared_with.is_empty() {
            return;
        }
        if scene
            .plan()
            .actual()
            .pools
            .get(&id)
            .is_some_and(|row| !row.shared_with.is_empty())
        {
            out.loses("Imports of resource shares that exist", SHARE_EXISTS, id);
        }
        let name = resource_name(id);
        // AWS RAM refuses a name with a slash.
        let called = match row.name.is_empty() {
            true => id.to_string(),
            false => row.name.replace('/', "-"),
        };
        let mut block = Block::resource("aws_ram_resource_share", &name);
        block.text("name", &called);
        block.set("allow_external_principals", "false");
        block.write(&mut out.text);
        let share = format!("{}.arn", resource("aws_ram_resource_share", id));
        let mut block = Block::resource("aws_ram_resource_association", &name);
        block.set("resource_arn", format!("{}.arn", resource("aws_vpc_ipam_pool", id)));
        block.set("resource_share_arn", &share);
        block.write(&mut out.text);
        let principals = row.shared_with.iter().map(|principal| text(&principal.to_string()));
        let principals: Vec<String> = principals.collect();
        let mut block = Block::resource("aws_ram_principal_association", &name);
        block.meta("for_each", format!("toset([{}])", principals.join(", ")));
        block.set("principal", "each.value");
        block.set("resource_share_arn", share);
        block.write(&mut out.text);
    }

    pub(super) fn reservation(&mut self, scene: Scene<'_>, id: Id<Reservation>, out: &mut Out) {
        const KIND: &str = "aws_vpc_ipam_pool_cidr_allocation";
        let plan = scene.plan();
        let Some(row) = plan.design().reservations.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        out.losses.of_row(plan.design(), id.into());
        if row.cidr.family() == Family::Ipv6 || is_public(scene, row.pool) {
            out.loses("Reservations of IPv6 or public addresses", PRIVATE_IPV4, id);
            return;
        }
        if !row.name.is_empty() && !row.description.is_empty() && row.name != row.description {
            out.loses("Names of reservations that have a description", DESCRIBED, id);
        }
        let pool = self.id_of(scene, "aws_vpc_ipam_pool", row.pool, out);
        if scene.exists(id) && !is_made_again(scene, id.into()) {
            let [allocation, pool] = [id.into(), row.pool.into()].map(|part| self.known_id(scene, part, out));
            self.import(
                &resource(KIND, id),
                &format!("\"{}_{}\"", inside(&allocation), inside(&pool)),
                out,
            );
        }
        Self::comment(scene, id, out);
        let mut block = Block::resource(KIND, &resource_name(id));
        let locale = plan.design().pools.get(&row.pool).and_then(|pool| pool.locale);
        if let Some(region) = locale.map(naming::region_of) {
            self.place(scene, &mut block, region, None, out);
        }
        block.set("ipam_pool_id", pool);
        block.text("cidr", &row.cidr.to_string());
        block.text("description", description_of(row));
        block.tags("tags", &row.tags);
        block.after(self.provisioned(scene, row.pool));
        block.write(&mut out.text);
    }
}

/// A known id as a part of a string: a string without its quotes, or a reference.
fn inside(known: &str) -> String {
    match known.strip_prefix('"').and_then(|known| known.strip_suffix('"')) {
        Some(text) => text.to_owned(),
        None => format!("${{{known}}}"),
    }
}

const BY_AMAZON: &str = "Amazon chooses them: only their size is written. Put what it gives into the plan";
const SHARE_EXISTS: &str =
    "The plan does not know their ARNs: import them before you apply, or Terraform makes second ones";
const PRIVATE_IPV4: &str = "The provider's resource takes private IPv4 alone: reserve them by the steps";
const DESCRIBED: &str = "AWS has only a description for them";
