//! The IPAM, its scopes and pools.

use super::{CloudFormation, Resource, logical};
use crate::address::NetmaskLength;
use crate::export::chain::is_public;
use crate::export::json::Json;
use crate::export::naming;
use crate::export::writing::{Out, Scene};
use crate::lifecycle::{all_tags, description_of};
use crate::plan::{
    Advertisable, AnyId, AutoImport, AwsService, Id, Integration, MeteredAccount, Plan, Pool, PoolCidr, PoolParent,
    PrivateGua, PublicIpSource, Reservation, Scope, ScopeKind, ScopeOrigin, Tier, Vpc,
};

impl CloudFormation {
    pub(super) fn ipam(&mut self, scene: Scene<'_>, out: &mut Out) {
        let id = AnyId::from(Plan::ipam_id());
        if self.here(scene, Plan::ipam_id()).is_none() {
            return;
        }
        out.losses.of_row(scene.plan().design(), id);
        let row = scene.plan().ipam();
        let mut resource = Resource::new("AWS::EC2::IPAM", id);
        resource.text("Description", &row.description, id, out);
        let regions = row.all_operating_regions();
        let region = |region: &crate::plan::RegionCode| Json::one("RegionName", Json::text(region.as_str()));
        resource.set("OperatingRegions", Json::List(regions.iter().map(region).collect()));
        let tier = match row.tier {
            Tier::Free => "free",
            Tier::Advanced => "advanced",
        };
        resource.set("Tier", Json::text(tier));
        if row.private_gua == PrivateGua::Enabled {
            resource.set("EnablePrivateGua", Json::Flag(true));
        }
        if row.metered_account == MeteredAccount::ResourceOwner {
            resource.set("MeteredAccount", Json::text("resource-owner"));
        }
        resource.tags("Tags", &all_tags(&row.name, &row.tags), id, out);
        self.write(scene, resource, id, out);
        if let Integration::Organization { .. } = row.integration {
            out.loses("The delegation to a member account", DELEGATED, id);
        }
    }

    pub(super) fn scope(&mut self, scene: Scene<'_>, id: Id<Scope>, out: &mut Out) {
        let Some(row) = scene.plan().design().scopes.get(&id) else {
            return;
        };
        if self.here(scene, id).is_none() {
            return;
        }
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
        let mut resource = Resource::new("AWS::EC2::IPAMScope", id);
        resource.set("IpamId", self.id_of(scene, Plan::ipam_id()));
        resource.text("Description", &row.description, id.into(), out);
        resource.tags("Tags", &all_tags(&row.name, &row.tags), id.into(), out);
        self.write(scene, resource, id.into(), out);
    }

    /// The AWS id of a scope.
    fn scope_id(&mut self, scene: Scene<'_>, id: Id<Scope>) -> Json {
        let default = match id {
            id if id == Plan::default_private_scope() => "PrivateDefaultScopeId",
            id if id == Plan::default_public_scope() => "PublicDefaultScopeId",
            _ => return self.id_of(scene, id),
        };
        match self.here(scene, Plan::ipam_id()) {
            Some(ipam) => attribute(&ipam, default),
            None => self.known_id(scene, id.into()),
        }
    }

    pub(super) fn pool(&mut self, scene: Scene<'_>, id: Id<Pool>, out: &mut Out) {
        let Some(row) = scene.plan().design().pools.get(&id) else {
            return;
        };
        let is_written = self.here(scene, id).is_some();
        if is_written {
            out.losses.of_row(scene.plan().design(), id.into());
            self.pool_itself(scene, id, row, out);
        }
        if let Some(entry) = scene.source.index.pool(id) {
            for (_, cidr) in entry.cidrs() {
                if self.here(scene, cidr).is_some() {
                    self.pool_cidr(scene, cidr, row, out);
                }
            }
        }
        if is_written && !row.shared_with.is_empty() {
            self.share(scene, id, row, out);
        }
    }

    fn pool_itself(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        let whose = AnyId::from(id);
        let mut resource = Resource::new("AWS::EC2::IPAMPool", id);
        resource.set("AddressFamily", Json::text(naming::family(row.family)));
        if let Some(entry) = scene.source.index.pool(id) {
            resource.set("IpamScopeId", self.scope_id(scene, entry.scope()));
        }
        if let PoolParent::Pool(source) = row.parent {
            resource.set("SourceIpamPoolId", self.id_of(scene, source));
        }
        if let Some(locale) = row.locale {
            resource.set("Locale", Json::text(locale.as_str()));
        }
        resource.text("Description", &row.description, whose, out);
        for (name, length) in [
            ("AllocationMinNetmaskLength", row.rules.min),
            ("AllocationMaxNetmaskLength", row.rules.max),
            ("AllocationDefaultNetmaskLength", row.rules.default),
        ] {
            if let Some(length) = length.map(NetmaskLength::get) {
                resource.set(name, Json::Number(length.into()));
            }
        }
        resource.tags("AllocationResourceTags", &row.required_tags, whose, out);
        if row.auto_import == AutoImport::Enabled {
            resource.set("AutoImport", Json::Flag(true));
        }
        if let Some(service) = row.aws_service {
            let service = match service {
                AwsService::Ec2 => "ec2",
                AwsService::GlobalServices => "global-services",
            };
            resource.set("AwsService", Json::text(service));
        }
        if let Some(source) = row.public_ip_source {
            let source = match source {
                PublicIpSource::Amazon => "amazon",
                PublicIpSource::Byoip => "byoip",
            };
            resource.set("PublicIpSource", Json::text(source));
        }
        if let Some(advertisable) = row.advertisable {
            resource.set("PubliclyAdvertisable", Json::Flag(advertisable == Advertisable::Yes));
        }
        if let Some(vpc) = row.source_resource {
            resource.set("SourceResource", self.source_resource(scene, vpc));
        }
        resource.tags("Tags", &all_tags(&row.name, &row.tags), whose, out);
        resource.after(self.chain.link(&logical(id)));
        self.write(scene, resource, whose, out);
    }

    fn source_resource(&mut self, scene: Scene<'_>, vpc: Id<Vpc>) -> Json {
        let plan = scene.plan();
        let row = plan.design().vpcs.get(&vpc);
        let account = row.and_then(|row| row.account);
        let number = account.and_then(|account| plan.intent().accounts.get(&account)?.number);
        let owner = match number {
            Some(number) => Json::text(number.as_str()),
            None if self.here(scene, vpc).is_some() => Json::one("Ref", Json::text("AWS::AccountId")),
            None => {
                let what = format!("12-digit id of the account of {}", naming::name(plan.design(), vpc));
                self.parameter(&format!("OwnerOf{}", logical(vpc)), what)
            }
        };
        let region = row.map(|row| row.region.to_string()).unwrap_or_default();
        let members = [
            ("ResourceId", self.id_of(scene, vpc)),
            ("ResourceOwner", owner),
            ("ResourceRegion", Json::Text(region)),
            ("ResourceType", Json::text("vpc")),
        ];
        Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
    }

    fn pool_cidr(&mut self, scene: Scene<'_>, id: Id<PoolCidr>, pool: &Pool, out: &mut Out) {
        let Some(row) = scene.plan().design().pool_cidrs.get(&id) else {
            return;
        };
        let brought = is_public(scene, row.pool) && matches!(pool.parent, PoolParent::Scope(_));
        let by_amazon = brought && pool.public_ip_source == Some(PublicIpSource::Amazon);
        if brought && !by_amazon {
            out.loses("Proofs of addresses that you bring", PROOF, id);
        }
        let mut resource = Resource::new("AWS::EC2::IPAMPoolCidr", id);
        resource.set("IpamPoolId", self.id_of(scene, row.pool));
        match by_amazon && !scene.exists(id) {
            true => {
                out.loses("Addresses that Amazon provides", BY_AMAZON, id);
                resource.set("NetmaskLength", Json::Number(row.cidr.netmask_length().get().into()));
            }
            false => resource.set("Cidr", Json::Text(row.cidr.to_string())),
        }
        resource.after(self.chain.link(&logical(id)));
        self.write(scene, resource, id.into(), out);
    }

    fn share(&mut self, scene: Scene<'_>, id: Id<Pool>, row: &Pool, out: &mut Out) {
        let mut resource = Resource::new("AWS::RAM::ResourceShare", id);
        resource.name.insert_str(0, "ShareOf");
        // AWS RAM refuses a name with a slash.
        let called = match row.name.is_empty() || super::is_resolved(&row.name) {
            true => id.to_string(),
            false => row.name.replace('/', "-"),
        };
        resource.set("Name", Json::Text(called));
        resource.set("AllowExternalPrincipals", Json::Flag(false));
        let principals = row
            .shared_with
            .iter()
            .map(|principal| Json::Text(principal.to_string()));
        resource.set("Principals", Json::List(principals.collect()));
        resource.set("ResourceArns", Json::List(vec![attribute(&logical(id), "Arn")]));
        self.write(scene, resource, id.into(), out);
    }

    pub(super) fn reservation(&mut self, scene: Scene<'_>, id: Id<Reservation>, out: &mut Out) {
        let Some(row) = scene.plan().design().reservations.get(&id).filter(|_| scene.has(id)) else {
            return;
        };
        if !self.is_here(scene, id.into()) {
            out.loses("What is in other accounts and Regions", super::vpcs::ELSEWHERE, id);
            return;
        }
        out.losses.of_row(scene.plan().design(), id.into());
        if !row.name.is_empty() && !row.description.is_empty() && row.name != row.description {
            out.loses("Names of reservations that have a description", DESCRIBED, id);
        }
        if !row.tags.is_empty() {
            out.loses("Tags of reservations", NO_TAGS, id);
        }
        let mut resource = Resource::new("AWS::EC2::IPAMAllocation", id);
        resource.set("IpamPoolId", self.id_of(scene, row.pool));
        resource.set("Cidr", Json::Text(row.cidr.to_string()));
        resource.text("Description", description_of(row), id.into(), out);
        resource.after(self.provisioned(scene, row.pool));
        self.write(scene, resource, id.into(), out);
    }
}

fn attribute(resource: &str, name: &str) -> Json {
    Json::one("Fn::GetAtt", Json::List(vec![Json::text(resource), Json::text(name)]))
}

const DELEGATED: &str = "It is done once, by the management account of the organization: the steps say how";
const DEFAULT_SCOPE: &str =
    "They come with the IPAM, and CloudFormation has no resource for them: set them by the steps";
const PUBLIC_SCOPE: &str = "AWS has only the default one: they would become private scopes";
const PROOF: &str = "CloudFormation has no property for them: provision these addresses by the steps";
const BY_AMAZON: &str = "Amazon chooses them: only their size is written. Put what it gives into the plan";
const DESCRIBED: &str = "AWS has only a description for them";
const NO_TAGS: &str = "CloudFormation has no property for them";
