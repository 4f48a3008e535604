//! VPCs and their CIDRs: what is deleted and created, and what stays while its allocation is released and imported again.
//!
//! IPAM has no call that brings a VPC CIDR which exists under management. What there is: it ignores a CIDR, which releases the
//! allocation; it watches it again; and a pool with auto-import imports what it discovers. A pool that should not import gets
//! auto-import for as long as it takes.

use super::ground::{BlocksIn, allocated_from, blocks_around};
use super::order::{Ordered, Stage};
use super::requests::{all_tags, call, cidr_argument, tag_specifications};
use super::step::{Credentials, Footing, Step, Wait};
use super::{Action, Call, Cause, Course, Value, naming, pages};
use crate::address::{Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{AnyId, AutoImport, CidrRole, Id, Monitoring, Plan, Pool, RegionCode, Scope, Vpc, VpcCidr};

/// What no page says about the way back.
const WAY_BACK: &str =
    "No page says that a pool imports a CIDR that was ignored and is monitored again, nor how long it takes";

impl Course<'_> {
    /// The account that owns a VPC.
    pub(super) fn owner_of(&self, vpc: Id<Vpc>) -> Credentials {
        let row = self.before.tables.vpcs.get(&vpc);
        let row = row.or_else(|| self.after.tables.vpcs.get(&vpc));
        Credentials::ResourceOwner(row.and_then(|row| row.account))
    }

    /// Whether IPAM looks afresh: what it ignored and where things were moved is forgotten with the IPAM before.
    fn looks_afresh(&self) -> bool {
        self.is_fresh(Plan::ipam_id().into())
    }

    pub(super) async fn ignore_cidrs(&self, steps: &mut Ordered) {
        for (id, row) in &self.before.tables.vpc_cidrs {
            self.pieces.row().await;
            if self.lost.cause(*id).is_some() || row.monitoring == Monitoring::Ignored {
                continue;
            }
            let released = self.lost.release(*id);
            let ignored = self.after.tables.vpc_cidrs.get(id);
            let ignored = ignored.is_some_and(|row| row.monitoring == Monitoring::Ignored) && !self.looks_afresh();
            let reason = match released {
                Some(cause) => self.release_reason(row, cause),
                None if ignored => "The plan has it ignored".to_owned(),
                None => continue,
            };
            let scope = self.before.tables.vpcs.get(&row.vpc).map(|vpc| vpc.scope);
            let (scope, resource) = (scope.map(|scope| self.old_id(scope)), self.old_id(row.vpc));
            let call = self.old_call("ec2 modify-ipam-resource-cidr");
            let region = self.before.tables.vpcs.get(&row.vpc).map(|vpc| vpc.region);
            let call = resource_cidr(call, resource, row.cidr, region, scope).flag("--no-monitored");
            let title = format!("Ignore {}", self.old_name(*id));
            let mut step = self.step(Action::Ignore, *id, title, reason, call, pages::CHANGE_MONITORING);
            if released.is_some()
                && let Some(pool) = allocated_from(row)
            {
                step.wait = self.release_of(pool, vec![row.cidr]);
            }
            steps.add(Stage::Ignore, step);
        }
    }

    fn release_reason(&self, row: &VpcCidr, cause: Cause) -> String {
        let from = allocated_from(row);
        let pool = from.map(|pool| self.old_name(pool)).unwrap_or_default();
        let why = match cause {
            Cause::With(above) if from.map(AnyId::from) == Some(above) => format!("{pool} is taken down"),
            Cause::With(above) => format!("{pool} cannot keep it while {} is taken down", self.old_name(above)),
            Cause::Fixed(_) | Cause::Gone => format!("{pool} is not to have it any more"),
        };
        let (why, vpc) = (naming::first_upper(&why), self.old_name(row.vpc));
        format!("{why}. IPAM releases the allocation when it ignores the CIDR; {vpc} itself stays as it is")
    }

    pub(super) async fn delete_vpcs(&self, steps: &mut Ordered) {
        let actual = self.before.tables;
        for (id, row) in &actual.vpc_cidrs {
            self.pieces.row().await;
            let Some(cause) = self.lost.cause(*id).filter(|_| self.lost.cause(row.vpc).is_none()) else {
                continue;
            };
            let region = actual.vpcs.get(&row.vpc).map(|vpc| vpc.region);
            let call = call("ec2 disassociate-vpc-cidr-block", region).value("--association-id", self.old_id(*id));
            let title = format!("Disassociate {} from {}", row.cidr, self.old_name(row.vpc));
            let reason = self.down_reason(*id, cause);
            let mut step = self.step(Action::Disassociate, *id, title, reason, call, pages::VPC_CIDR_BLOCKS);
            step.credentials = self.owner_of(row.vpc);
            step.wait = allocated_from(row).map_or(Wait::Nothing, |pool| self.release_of(pool, vec![row.cidr]));
            steps.add(Stage::Disassociate, step);
        }
        let mut pools: OrderedMap<Id<Vpc>, (Id<Pool>, Vec<Cidr>)> = OrderedMap::new();
        for row in actual.vpc_cidrs.values() {
            self.pieces.row().await;
            if let Some(pool) = allocated_from(row) {
                let (first, blocks) = pools.or_insert(row.vpc, (pool, Vec::new()));
                // One list is looked at: that of the first pool.
                if *first == pool {
                    blocks.push(row.cidr);
                }
            }
        }
        for (id, row) in &actual.vpcs {
            self.pieces.row().await;
            let Some(cause) = self.lost.cause(*id) else { continue };
            let call = call("ec2 delete-vpc", Some(row.region)).value("--vpc-id", self.old_id(*id));
            let title = format!("Delete {}", self.old_name(*id));
            let mut reason = self.down_reason(*id, cause);
            reason.push_str(". Everything that runs in it must have gone before");
            let mut step = self.step(Action::DeleteVpc, *id, title, reason, call, pages::VPC_DELETING);
            step.credentials = self.owner_of(*id);
            step.wait = pools
                .get(id)
                .map_or(Wait::Nothing, |(pool, blocks)| self.release_of(*pool, blocks.clone()));
            steps.add(Stage::DeleteVpcs, step);
        }
    }

    /// VPC CIDRs that exist come where the plan has them, then those that do not exist are created.
    pub(super) async fn place_vpcs(&self, steps: &mut Ordered) {
        let mut importing = OrderedSet::new();
        let pools = self.after.tables.pools.values();
        let planned: OrderedSet<Id<Vpc>> = pools.filter_map(|pool| pool.source_resource).collect();
        for (id, row) in &self.after.tables.vpc_cidrs {
            self.pieces.row().await;
            match self.before.tables.vpc_cidrs.get(id) {
                Some(before) if !self.is_fresh((*id).into()) => {
                    self.place_existing(*id, before, row, &mut importing, steps);
                }
                _ => self.place_new(*id, row, &planned, steps),
            }
        }
        self.shield_bystanders(&importing, steps).await;
        self.auto_import(&importing, steps).await;
    }

    /// Keeps what is to stay unmanaged out of pools that get auto-import for a while.
    async fn shield_bystanders(&self, importing: &OrderedSet<Id<Pool>>, steps: &mut Ordered) {
        let wanted = self.after.tables;
        let mut ranges = BlocksIn::new();
        for row in wanted.pool_cidrs.values() {
            self.pieces.row().await;
            let importing = importing.contains(&row.pool);
            let keeps_on = wanted
                .pools
                .get(&row.pool)
                .is_some_and(|pool| pool.auto_import == AutoImport::Enabled);
            if importing
                && !keeps_on
                && let Some(scope) = self.after.scope_of(row.pool)
            {
                ranges.insert((scope.into(), row.cidr), row.pool.into());
            }
        }
        if ranges.is_empty() {
            return;
        }
        for (id, row) in &wanted.vpc_cidrs {
            self.pieces.row().await;
            let watched = row.monitoring == Monitoring::Monitored && allocated_from(row).is_none();
            let was_watched = self.before.tables.vpc_cidrs.get(id);
            let was_watched = was_watched.is_some_and(|before| before.monitoring == Monitoring::Monitored);
            let was_watched = was_watched || self.looks_afresh();
            if self.is_fresh((*id).into()) || !watched || !was_watched || self.lost.release(*id).is_some() {
                continue;
            }
            let Some(scope) = self.scope_of(row.vpc) else { continue };
            let around = blocks_around(row.cidr).find_map(|block| ranges.get(&(scope.into(), block)).copied());
            let Some(pool) = around else { continue };
            let mut step = self.ignore_new(*id, row);
            let importer = naming::first_upper(&self.new_name(pool));
            step.reason = format!("{importer} is to import others, and the plan has this one unmanaged");
            steps.add(Stage::MonitorToImport, step);
            let reason = "The plan has it monitored and unmanaged".to_owned();
            steps.add(Stage::Monitor, self.monitor(*id, row, reason));
        }
    }

    fn place_existing(
        &self,
        id: Id<VpcCidr>,
        before: &VpcCidr,
        after: &VpcCidr,
        importing: &mut OrderedSet<Id<Pool>>,
        steps: &mut Ordered,
    ) {
        if self.after.tables.ipams.is_empty() {
            return;
        }
        let afresh = self.looks_afresh();
        let wants_ignored = after.monitoring == Monitoring::Ignored;
        let was_ignored = before.monitoring == Monitoring::Ignored || self.lost.release(id).is_some() || wants_ignored;
        let ignored = was_ignored && !afresh;
        let [from, to] =
            [self.before, self.after].map(|ground| ground.tables.vpcs.get(&after.vpc).map(|vpc| vpc.scope));
        let from = if afresh {
            Some(Plan::default_private_scope())
        } else {
            from
        };
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            steps.add(Stage::MoveToScope, self.move_to_scope(id, after, from, to, ignored));
        }
        let wanted = allocated_from(after);
        let stays = self.lost.release(id).is_none() && !afresh && allocated_from(before) == wanted;
        match wanted {
            Some(pool) if !stays => {
                importing.insert(pool);
                if ignored {
                    let reason = format!("So that {} can import it", self.new_name(pool));
                    steps.add(Stage::MonitorToImport, self.monitor(id, after, reason));
                }
                steps.add(Stage::AwaitImport, self.await_import(id, pool));
            }
            _ if wants_ignored && afresh => steps.add(Stage::IgnoreNew, self.ignore_new(id, after)),
            _ if ignored && !wants_ignored => {
                steps.add(Stage::Monitor, self.monitor(id, after, self.goal.monitors().to_owned()));
            }
            _ => {}
        }
    }

    /// Arguments that name a VPC CIDR in the scope it has in the plan.
    fn new_resource_cidr(&self, row: &VpcCidr, scope: Option<Id<Scope>>) -> Call {
        let call = self.new_call("ec2 modify-ipam-resource-cidr");
        let scope = scope.map(|scope| self.new_id(scope));
        resource_cidr(call, self.new_id(row.vpc), row.cidr, self.region_of(row.vpc), scope)
    }

    fn region_of(&self, vpc: Id<Vpc>) -> Option<RegionCode> {
        self.after.tables.vpcs.get(&vpc).map(|vpc| vpc.region)
    }

    fn scope_of(&self, vpc: Id<Vpc>) -> Option<Id<Scope>> {
        self.after.tables.vpcs.get(&vpc).map(|vpc| vpc.scope)
    }

    fn monitor(&self, id: Id<VpcCidr>, row: &VpcCidr, reason: String) -> Step {
        let call = self.new_resource_cidr(row, self.scope_of(row.vpc)).flag("--monitored");
        let title = format!("Monitor {} again", self.new_name(id));
        self.step(Action::Monitor, id, title, reason, call, pages::CHANGE_MONITORING)
    }

    fn ignore_new(&self, id: Id<VpcCidr>, row: &VpcCidr) -> Step {
        let call = self
            .new_resource_cidr(row, self.scope_of(row.vpc))
            .flag("--no-monitored");
        let title = format!("Ignore {}", self.new_name(id));
        let reason = "The plan has it ignored".to_owned();
        self.step(Action::Ignore, id, title, reason, call, pages::CHANGE_MONITORING)
    }

    fn move_to_scope(&self, id: Id<VpcCidr>, row: &VpcCidr, from: Id<Scope>, to: Id<Scope>, ignored: bool) -> Step {
        let call = self.new_resource_cidr(row, Some(from));
        let call = call.value("--destination-ipam-scope-id", self.new_id(to));
        let call = call.flag(if ignored { "--no-monitored" } else { "--monitored" });
        let title = format!("Move {} to {}", self.new_name(id), self.new_name(to));
        let reason = "The plan has its VPC in that scope; its subnets follow".to_owned();
        let mut step = self.step(Action::MoveToScope, id, title, reason, call, pages::MOVE_RESOURCE);
        if ignored {
            let open = "No page says whether a CIDR can be moved while it is ignored";
            step.footing = Footing::Unverified {
                page: pages::MOVE_RESOURCE,
                open,
            };
        }
        step
    }

    fn await_import(&self, id: Id<VpcCidr>, pool: Id<Pool>) -> Step {
        let list = self.allocations(self.after.tables, pool, self.new_id(pool));
        let name = self.new_name(pool);
        let title = format!("Wait until {name} has imported {}", self.new_name(id));
        let reason = "The VPC exists, so only auto-import brings it under management. Until then nothing else may be \
                      allocated from the pool, or its addresses could be handed out twice";
        let (reason, call) = (reason.to_owned(), list.clone());
        let mut step = self.step(Action::AwaitImport, id, title, reason, call, pages::CREATE_SUB_POOL);
        let state = "the pool lists the CIDR";
        step.wait = Wait::Until { state, call: list };
        if self.lost.release(id).is_some() {
            let page = pages::CHANGE_MONITORING;
            step.footing = Footing::Unverified { page, open: WAY_BACK };
        }
        step
    }

    fn place_new(&self, id: Id<VpcCidr>, row: &VpcCidr, planned: &OrderedSet<Id<Vpc>>, steps: &mut Ordered) {
        let Some(vpc) = self.after.tables.vpcs.get(&row.vpc) else {
            return;
        };
        let pool = allocated_from(row);
        let creates = row.role == CidrRole::Primary && self.is_fresh(row.vpc.into());
        let (operation, action, stage) = match creates {
            true => ("ec2 create-vpc", Action::CreateVpc, Stage::CreateVpcs),
            false => ("ec2 associate-vpc-cidr-block", Action::Associate, Stage::Associate),
        };
        let mut request = Call::at(operation, vpc.region);
        if !creates {
            request = request.value("--vpc-id", self.new_id(row.vpc));
        }
        // Without an IPAM pool, Amazon's own addresses come as a /56 of its choice; others from the pool that they were brought to.
        let length = row.cidr.netmask_length().get();
        let by_amazon = pool.is_none() && row.cidr.family() == Family::Ipv6 && length == 56;
        request = match by_amazon {
            true => request.flag("--amazon-provided-ipv6-cidr-block"),
            false => request.text(cidr_argument(row.cidr), row.cidr),
        };
        if pool.is_none() && row.cidr.family() == Family::Ipv6 && !by_amazon {
            let brought = format!("id of the IPv6 address pool that has {}", row.cidr);
            request = request.value("--ipv6-pool", Value::Placeholder(brought));
        }
        if let Some(pool) = pool {
            let argument = match row.cidr.family() {
                Family::Ipv4 => "--ipv4-ipam-pool-id",
                Family::Ipv6 => "--ipv6-ipam-pool-id",
            };
            request = request.value(argument, self.new_id(pool));
        }
        if creates {
            let tags = tag_specifications("vpc", &all_tags(&vpc.name, &vpc.tags));
            request = request.some("--tag-specifications", tags);
        }
        let title = match creates {
            true => format!("Create {} with {}", self.new_name(row.vpc), row.cidr),
            false => format!("Associate {} with {}", row.cidr, self.new_name(row.vpc)),
        };
        let object = if creates {
            AnyId::Vpc(row.vpc)
        } else {
            AnyId::VpcCidr(id)
        };
        let mut reason = self.up_reason(object);
        if by_amazon {
            reason.push_str(". Amazon chooses the addresses: put what it gives into the plan");
        }
        let mut step = self.step(action, object, title, reason, request, pages::VPC_CIDR_BLOCKS);
        step.credentials = Credentials::ResourceOwner(vpc.account);
        let has_ipam = !self.after.tables.ipams.is_empty();
        let moves = has_ipam && pool.is_none() && vpc.scope != Plan::default_private_scope();
        let ignores = has_ipam && row.monitoring == Monitoring::Ignored;
        if has_ipam && (moves || ignores || planned.contains(&row.vpc)) {
            let scope = if pool.is_some() {
                vpc.scope
            } else {
                Plan::default_private_scope()
            };
            let call = self.new_call("ec2 get-ipam-resource-cidrs");
            let call = call.value("--ipam-scope-id", self.new_id(scope));
            let state = "IPAM has discovered the CIDR";
            step.wait = Wait::Until {
                state,
                call: call.value("--resource-id", self.new_id(row.vpc)),
            };
        }
        steps.add(stage, step);
        if moves {
            let from = Plan::default_private_scope();
            steps.add(Stage::MoveNew, self.move_to_scope(id, row, from, vpc.scope, false));
        }
        if ignores {
            steps.add(Stage::IgnoreNew, self.ignore_new(id, row));
        }
    }

    /// Turns auto-import on where the plan has it or CIDRs that exist are to be imported, and off where the plan has it off.
    async fn auto_import(&self, importing: &OrderedSet<Id<Pool>>, steps: &mut Ordered) {
        for (id, row) in &self.after.tables.pools {
            self.pieces.row().await;
            let existing = self
                .before
                .tables
                .pools
                .get(id)
                .filter(|_| !self.is_fresh((*id).into()));
            let is_on = existing.is_some_and(|row| row.auto_import == AutoImport::Enabled);
            let wanted = row.auto_import == AutoImport::Enabled;
            let needed = importing.contains(id);
            let call = self
                .new_call("ec2 modify-ipam-pool")
                .value("--ipam-pool-id", self.new_id(*id));
            let name = self.new_name(*id);
            if !is_on && (wanted || needed) {
                let reason = match wanted {
                    true => "The plan has it; now that everything is reserved, nothing else is imported by mistake",
                    false => {
                        "VPCs that exist come under management only by auto-import. Every CIDR that IPAM watches in the \
                              pool's range is imported, so it is turned off again afterwards"
                    }
                };
                let (title, call) = (
                    format!("Turn on the auto-import of {name}"),
                    call.clone().flag("--auto-import"),
                );
                let step = self.step(
                    Action::StartImport,
                    *id,
                    title,
                    reason.to_owned(),
                    call,
                    pages::MOD_POOL,
                );
                let stage = match self.after.plans_for(*id) {
                    Some(_) => Stage::StartImportPlanned,
                    None => Stage::StartImport,
                };
                steps.add(stage, step);
            }
            if (is_on || needed) && !wanted {
                let (title, call) = (
                    format!("Turn off the auto-import of {name}"),
                    call.flag("--no-auto-import"),
                );
                let reason = "The plan has it off".to_owned();
                let step = self.step(Action::StopImport, *id, title, reason, call, pages::MOD_POOL);
                steps.add(Stage::StopImport, step);
            }
        }
    }
}

/// The arguments that name a CIDR of a VPC.
fn resource_cidr(call: Call, vpc: Value, cidr: Cidr, region: Option<RegionCode>, scope: Option<Value>) -> Call {
    let call = call
        .value("--resource-id", vpc)
        .text("--resource-cidr", cidr)
        .some("--resource-region", region.map(|region| region.to_string()));
    match scope {
        Some(scope) => call.value("--current-ipam-scope-id", scope),
        None => call,
    }
}
