//! Resources of Terraform's AWS provider.
//!
//! A resource is called by the id of its row in the plan: a name that followed the row's would have Terraform destroy a pool
//! that is renamed and create it again. What exists in AWS comes with an `import` block. Pools and their CIDRs are created one
//! after the other, since AWS refuses many changes of an IPAM at once (`ConcurrentMutationLimitExceeded`).
//!
//! Arguments: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_ipam_pool> and its neighbours.

mod addresses;
pub(super) mod hcl;
mod ipam;
mod pools;
mod vpcs;

use rustc_hash::FxHashSet;

use super::chain::Chain;
use super::declared::{Declared, declared};
use super::naming;
use super::writing::{Left, Out, Scene, Writer};
use crate::lifecycle::{self, Fate};
use crate::plan::{Account, AnyId, Id, Integration, Node, Plan, Pool, RegionCode};
use hcl::{Block, text};

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Terraform {
    chain: Chain,
    /// What is declared already: variables and providers.
    declared: FxHashSet<String>,
}

impl Writer for Terraform {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        self.begin(scene, out);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, _level: u32, out: &mut Out) {
        match declared(scene, node, &mut self.chain) {
            Some(Declared::Ipam) => self.ipam(scene, out),
            Some(Declared::Scope(id)) => self.scope(scene, id, out),
            Some(Declared::Pool(id)) => self.pool(scene, id, out),
            Some(Declared::Reservation(id)) => self.reservation(scene, id, out),
            Some(Declared::Vpc(id)) => self.vpc(scene, id, out),
            Some(Declared::Subnet(id)) => self.subnet(scene, id, out),
            Some(Declared::PublicBlock(id)) => self.public_block(scene, id, out),
            None => {}
        }
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        match self.chain.next_put_off() {
            Some(pool) => {
                self.pool(scene, pool, out);
                Left::More
            }
            None => Left::Nothing,
        }
    }
}

/// `aws_vpc_ipam_pool.pool_x`: type and name of the resource of a row. Several resources of one row have several types.
fn resource(kind: &str, id: impl Into<AnyId>) -> String {
    format!("{kind}.{}", resource_name(id))
}

/// `pool_x`: letters, digits, `-` and `_` are all that an id has, and all that a name takes.
fn resource_name(id: impl Into<AnyId>) -> String {
    let id = id.into();
    let kind = match id {
        AnyId::Ipam(_) => return "ipam".to_owned(),
        AnyId::Scope(_) => "scope",
        AnyId::Pool(_) => "pool",
        AnyId::PoolCidr(_) | AnyId::VpcCidr(_) => "cidr",
        AnyId::Reservation(_) => "reservation",
        AnyId::Vpc(_) => "vpc",
        AnyId::Subnet(_) => "subnet",
        AnyId::PublicBlock(_) => "address",
        _ => "row",
    };
    format!("{kind}_{}", id.as_str())
}

impl Terraform {
    /// A line above a resource that says whose it is.
    pub(super) fn comment(scene: Scene<'_>, id: impl Into<AnyId>, out: &mut Out) {
        let called = naming::name(scene.plan().design(), id);
        out.push(&format!("# {}\n", lifecycle::first_upper(&called)));
    }

    /// The expression of the AWS id of a row: a reference, or the id itself where the row is not written here.
    fn id_of(&mut self, scene: Scene<'_>, kind: &str, id: impl Into<AnyId>, out: &mut Out) -> String {
        let id = id.into();
        if scene.has(id) {
            return format!("{}.id", resource(kind, id));
        }
        self.known_id(scene, id, out)
    }

    /// The AWS id of a row that is written elsewhere: the id itself, or a variable.
    fn known_id(&mut self, scene: Scene<'_>, id: AnyId, out: &mut Out) -> String {
        match naming::aws_id(scene, id) {
            Some(known) => text(&known),
            None => {
                let name = format!("id_of_{}", resource_name(id));
                let what = naming::wanted_id(scene, id);
                self.variable(&name, &what, out)
            }
        }
    }

    /// The reference to a variable, which is declared when it is first asked for.
    fn variable(&mut self, name: &str, what: &str, out: &mut Out) -> String {
        if self.declared.insert(name.to_owned()) {
            let mut block = Block::new(format!("variable \"{name}\""));
            block.set("type", "string");
            block.text("description", what);
            block.write(&mut out.text);
        }
        format!("var.{name}")
    }

    /// The block that brings what exists in AWS under Terraform, before its resource. `id` is what the provider takes for an id.
    fn import(&self, address: &str, id: &str, out: &mut Out) {
        let mut block = Block::new("import".to_owned());
        block.set("to", address);
        block.set("id", id);
        block.write(&mut out.text);
    }

    /// An import by the row's own AWS id, when it exists and is not to be made again.
    fn import_row(&mut self, scene: Scene<'_>, kind: &str, id: impl Into<AnyId>, out: &mut Out) {
        let id = id.into();
        if scene.exists(id) && !is_made_again(scene, id) {
            let known = self.known_id(scene, id, out);
            self.import(&resource(kind, id), &known, out);
        }
    }

    /// Where a resource is made, unless that is the home Region with the account that owns the IPAM.
    fn place(
        &mut self,
        scene: Scene<'_>,
        block: &mut Block,
        region: RegionCode,
        account: Option<Id<Account>>,
        out: &mut Out,
    ) {
        if let Some(provider) = self.provider(scene, account, out) {
            block.meta("provider", provider);
        }
        if region != scene.plan().ipam().home_region {
            block.text("region", region.as_str());
        }
    }

    /// The provider of an account, unless it is the one that owns the IPAM.
    fn provider(&mut self, scene: Scene<'_>, account: Option<Id<Account>>, out: &mut Out) -> Option<String> {
        let id = account?;
        let row = scene.plan().intent().accounts.get(&id)?;
        let home = &scene.plan().ipam();
        if let Integration::Organization {
            delegated_administrator: Some(owner),
        } = home.integration
            && row.number == Some(owner)
        {
            return None;
        }
        let alias = format!("account_{id}");
        if !self.declared.insert(format!("provider {alias}")) {
            return Some(format!("aws.{alias}"));
        }
        if self.declared.insert("role".to_owned()) {
            let mut block = Block::new("variable \"role\"".to_owned());
            block.set("type", "string");
            block.text("description", "The role that is assumed in the other accounts");
            // What AWS Organizations makes in the accounts that it creates.
            block.text("default", "OrganizationAccountAccessRole");
            block.write(&mut out.text);
        }
        let name = naming::one_line(&row.name);
        let number = match row.number {
            Some(number) => number.to_string(),
            None => {
                let what = match name.is_empty() {
                    true => format!("12-digit id of the account {id}"),
                    false => format!("12-digit id of the account {name}"),
                };
                format!("${{{}}}", self.variable(&alias, &what, out))
            }
        };
        let partition = home.home_region.listing().map_or("aws", |listing| listing.partition);
        if !name.is_empty() {
            out.push(&format!("# {name}\n"));
        }
        let mut block = Block::new("provider \"aws\"".to_owned());
        block.text("alias", &alias);
        block.text("region", home.home_region.as_str());
        let arn = format!("\"arn:{partition}:iam::{number}:role/${{var.role}}\"");
        block.block("assume_role", vec![("role_arn", arn)]);
        block.write(&mut out.text);
        Some(format!("aws.{alias}"))
    }

    /// What an allocation from a pool waits for.
    fn provisioned(&mut self, scene: Scene<'_>, pool: Id<Pool>) -> Option<String> {
        let cidr = self.chain.last_cidr(scene, pool)?;
        Some(resource("aws_vpc_ipam_pool_cidr", cidr))
    }
}

/// Whether the steps take a row down and make it again.
fn is_made_again(scene: Scene<'_>, id: AnyId) -> bool {
    let fate = scene.reach.steps().and_then(|steps| steps.fates.get(&id));
    matches!(fate, Some(Fate::Recreated(_)))
}

fn ipam_id() -> AnyId {
    Plan::ipam_id().into()
}
