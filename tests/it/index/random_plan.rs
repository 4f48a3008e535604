//! Random edits of a plan in an address space so small that things collide all the time.

use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::{
    Account, Advertisable, AllocationRules, AutoImport, AwsChange, AwsService, CidrRole, Connection, ConnectionKind,
    CountedIds, Demand, Edit, Id, Integration, Lock, Monitoring, Network, Node, Percent, Plan, Pool, PoolCidr,
    PoolParent, PrivateGua, PublicBlock, PublicBlockKind, PublicIpSource, QuotaName, RegionCode, Reservation, Row,
    RowChange, Scope, ScopeKind, ScopeOrigin, Subnet, Table, Tags, Tier, Vpc, VpcCidr, diff,
};

use ipam_planner::plan::gesture::{mark_existing, unmark_existing};
use ipam_planner::plan::index::Index;
use ipam_planner::rules::{Facts, Finding, Findings, acceptance};

use crate::support::Random;

/// `make` or nothing, by half.
fn maybe<T>(random: &mut Random, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
    random.once_in(2).then(|| make(random))
}

/// The id of some row of `table`, if it has any.
fn key<T>(random: &mut Random, table: &Table<T>) -> Option<Id<T>> {
    (!table.is_empty()).then(|| *table.keys().nth(random.below(table.len())).unwrap())
}

/// One of `items`, if there are any.
fn pick<T: Clone>(random: &mut Random, items: &[T]) -> Option<T> {
    (!items.is_empty()).then(|| random.pick(items))
}

/// Random blocks: /14 to /20 of 10.0.0.0/14, or /42 to /48 of one /42; seldom of another range, with rules of its own.
pub(crate) fn random_block(random: &mut Random) -> Cidr {
    let (family, base, smallest) = match random.below(4) {
        0 => {
            let base = match random.below(7) {
                0 => 0x2001_0db8_0040_u128,
                1 => 0xfd80_0000_0040,
                2 => 0xfc00_0000_0040,
                3 => 0xfd10_0000_0040,
                _ => 0xfd00_0000_0040,
            };
            (Family::Ipv6, base << 80, 48)
        }
        _ => {
            let base: [u8; 4] = match random.below(24) {
                0 => [172, 16, 0, 0],
                1 => [100, 64, 0, 0],
                2 => [198, 16, 0, 0],
                3 => [169, 252, 0, 0],
                4 => [10, 100, 0, 0],
                _ => [10, 0, 0, 0],
            };
            (Family::Ipv4, u32::from_be_bytes(base).into(), 20)
        }
    };
    // Small blocks more often than large ones.
    let bits = (random.bits().trailing_zeros() as u8).min(6);
    let unit = 1_u128 << (family.bits() - smallest);
    let offset = (random.below(64) >> bits << bits) as u128;
    Cidr::from_bits(family, base + offset * unit, length(smallest - bits)).unwrap()
}

fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

/// A Region, or a Local Zone group.
fn region(random: &mut Random) -> RegionCode {
    random
        .pick(&["eu-central-1", "eu-west-1", "us-east-1", "eu-west-1-lon-1"])
        .parse()
        .unwrap()
}

/// A source of edits.
pub(crate) struct RandomEdits {
    pub(crate) random: Random,
    ids: CountedIds,
    /// Beyond so many rows more are removed than added.
    pub(crate) rows: usize,
}

impl RandomEdits {
    pub(crate) fn new(seed: u32, rows: usize) -> Self {
        Self {
            random: Random::new(seed),
            ids: CountedIds::default(),
            rows,
        }
    }

    pub(crate) fn plan() -> Plan {
        Plan::new("random", "eu-central-1".parse().unwrap())
    }

    /// An edit that `plan` accepts: one gesture, or several in one edit.
    pub(crate) fn edit(&mut self, plan: &Plan) -> Edit {
        let gestures = if self.random.once_in(4) {
            1 + self.random.below(6)
        } else {
            1
        };
        let mut after = plan.clone();
        let mut taken = 0;
        while taken < gestures {
            let edit = self.gesture(&after);
            if !edit.is_empty() && after.apply(edit).is_ok() {
                taken += 1;
            }
        }
        let mut edit = diff(plan, &after);
        // The order of changes is free.
        for at in (1..edit.changes.len()).rev() {
            let other = self.random.below(at + 1);
            edit.changes.swap(at, other);
        }
        edit
    }

    /// One change of one row, or the removal of one with everything that needs it. It may be refused.
    fn gesture(&mut self, plan: &Plan) -> Edit {
        let design = plan.design();
        let full = design.row_count() > self.rows;
        let mut edit = Edit::new();
        match (self.random.below(20), full && self.random.once_in(2)) {
            (0 | 1, false) => {
                let pool = self.pool(plan);
                edit.add(Id::mint(&mut self.ids), pool);
            }
            (2..=4, false) => {
                if let Some(row) = self.pool_cidr(plan) {
                    edit.add(Id::mint(&mut self.ids), row);
                }
            }
            (5, false) => {
                if let Some(row) = self.reservation(plan) {
                    edit.add(Id::mint(&mut self.ids), row);
                }
            }
            (6, false) => {
                let row = self.vpc(plan);
                edit.add(Id::mint(&mut self.ids), row);
            }
            (7..=9, false) => {
                if let Some(row) = self.vpc_cidr(plan) {
                    edit.add(Id::mint(&mut self.ids), row);
                }
            }
            (10, false) => {
                if let Some(row) = self.subnet(plan) {
                    edit.add(Id::mint(&mut self.ids), row);
                }
            }
            (11, false) => {
                let row = self.public_block(plan);
                edit.add(Id::mint(&mut self.ids), row);
            }
            (12, false) => self.intent(plan, &mut edit),
            (13, _) => match self.random.below(3) {
                0 => self.scope_or_ipam(plan, &mut edit),
                1 => self.existing(plan, &mut edit),
                _ => self.accounts(plan, &mut edit),
            },
            (14.., _) | (_, true) => {
                if full || self.random.once_in(3) {
                    self.remove(plan, &mut edit);
                } else {
                    self.change(plan, &mut edit);
                }
            }
        }
        edit
    }

    fn pool(&mut self, plan: &Plan) -> Pool {
        let parent = self.parent(plan);
        let family = if self.random.once_in(5) {
            Family::Ipv6
        } else {
            Family::Ipv4
        };
        let mut pool = Pool::new(parent, family);
        self.fill_pool(&mut pool);
        // One pool in a few plans for the subnets of a VPC.
        pool.source_resource = key(&mut self.random, &plan.design().vpcs).filter(|_| self.random.once_in(4));
        pool
    }

    /// A row of the tree marked as existing in AWS with what it needs, or not any more.
    fn existing(&mut self, plan: &Plan, edit: &mut Edit) {
        let design = plan.design();
        let random = &mut self.random;
        let node = match random.below(6) {
            0 => key(random, &design.scopes).map(Node::Scope),
            1 | 2 => key(random, &design.pools).map(Node::Pool),
            3 => key(random, &design.vpc_cidrs).map(Node::VpcCidr),
            4 => key(random, &design.reservations).map(Node::Reservation),
            _ => key(random, &design.subnets).map(Node::Subnet),
        };
        let Some(node) = node else { return };
        let gesture = match random.once_in(3) {
            true => unmark_existing(plan, node),
            false => mark_existing(plan, &Index::build(plan), node),
        };
        if let Some(gesture) = gesture {
            *edit = gesture.edit;
        }
    }

    /// An account that comes, or owns another VPC.
    fn accounts(&mut self, plan: &Plan, edit: &mut Edit) {
        let accounts = &plan.intent().accounts;
        if accounts.len() < 3 {
            let mut row = Account::named("");
            row.number = maybe(&mut self.random, |_| "111122223333".parse().unwrap());
            return edit.intent(RowChange {
                id: Id::mint(&mut self.ids),
                before: None,
                after: Some(Box::new(row)),
            });
        }
        if let Some(id) = key(&mut self.random, &plan.design().vpcs) {
            let account = key(&mut self.random, accounts).filter(|_| !self.random.once_in(4));
            edit.update(id, plan.design().vpcs.get(&id).unwrap(), |row| row.account = account);
        }
    }

    fn fill_pool(&mut self, pool: &mut Pool) {
        let random = &mut self.random;
        pool.name = ["", "Production", "Test", "a/b"][random.below(4)].to_owned();
        pool.locale = maybe(random, region);
        let some_length = |random: &mut Random| maybe(random, |random| length(14 + random.below(20) as u8));
        pool.rules = AllocationRules {
            min: some_length(random),
            max: some_length(random),
            default: some_length(random),
        };
        pool.required_tags = match random.below(6) {
            0 => Tags::from([("env".to_owned(), "prod".to_owned())]),
            _ => Tags::new(),
        };
        pool.auto_import = random.pick(&[AutoImport::Disabled, AutoImport::Enabled]);
        pool.public_ip_source = maybe(random, |random| {
            random.pick(&[PublicIpSource::Amazon, PublicIpSource::Byoip])
        });
        pool.wanted_length = maybe(random, |random| length(14 + random.below(20) as u8));
        pool.thresholds.warning = maybe(random, |random| Percent::new(random.below(101) as u8)).flatten();
        pool.thresholds.critical = maybe(random, |random| Percent::new(random.below(101) as u8)).flatten();
        let shared = random.once_in(3).then(|| "111122223333".parse().unwrap());
        pool.shared_with = shared.into_iter().collect();
        pool.aws_service = maybe(random, |random| {
            random.pick(&[AwsService::Ec2, AwsService::GlobalServices])
        });
        pool.advertisable = maybe(random, |random| random.pick(&[Advertisable::No, Advertisable::Yes]));
        pool.lock = if random.once_in(6) { Lock::Locked } else { Lock::Open };
        pool.aws_id = random.once_in(6).then(|| "ipam-pool-0abcd1234".to_owned());
    }

    /// The tags of a resource: those that a pool may require, others, or none.
    fn tags(&mut self) -> Tags {
        match self.random.below(4) {
            0 => Tags::new(),
            1 => Tags::from([("env".to_owned(), "test".to_owned())]),
            _ => Tags::from([("env".to_owned(), "prod".to_owned())]),
        }
    }

    fn parent(&mut self, plan: &Plan) -> PoolParent {
        let design = plan.design();
        match key(&mut self.random, &design.pools) {
            Some(source) if !self.random.once_in(3) => PoolParent::Pool(source),
            _ => PoolParent::Scope(key(&mut self.random, &design.scopes).unwrap()),
        }
    }

    /// A block, most often inside one of the CIDRs of `pool`.
    fn block_in(&mut self, plan: &Plan, pool: Option<Id<Pool>>) -> Cidr {
        let block = random_block(&mut self.random);
        let held: Vec<Cidr> = plan
            .design()
            .pool_cidrs
            .values()
            .filter(|row| Some(row.pool) == pool)
            .map(|row| row.cidr)
            .collect();
        match pick(&mut self.random, &held) {
            Some(cidr) if !self.random.once_in(4) => {
                let bits = cidr.netmask_length().get();
                let longer = length(
                    (bits + self.random.below(4) as u8)
                        .min(cidr.family().bits().min(48))
                        .max(bits),
                );
                let count = 1 << (longer.get() - cidr.netmask_length().get());
                cidr.nth(self.random.below(count) as u128, longer).unwrap()
            }
            _ => block,
        }
    }

    fn pool_cidr(&mut self, plan: &Plan) -> Option<PoolCidr> {
        let pool = key(&mut self.random, &plan.design().pools)?;
        let source = match plan.design().pools.get(&pool).unwrap().parent {
            PoolParent::Pool(source) => Some(source),
            PoolParent::Scope(_) => None,
        };
        let mut cidr = self.block_in(plan, source);
        // Seldom far smaller than what else there is.
        if self.random.once_in(12)
            && let Some(small) = cidr.nth(0, length(cidr.netmask_length().get() + 8))
        {
            cidr = small;
        }
        Some(PoolCidr { pool, cidr })
    }

    fn reservation(&mut self, plan: &Plan) -> Option<Reservation> {
        let pool = key(&mut self.random, &plan.design().pools)?;
        let cidr = self.block_in(plan, Some(pool));
        let mut row = Reservation::new(pool, cidr);
        row.lock = self.lock();
        Some(row)
    }

    fn lock(&mut self) -> Lock {
        match self.random.once_in(8) {
            true => Lock::Locked,
            false => Lock::Open,
        }
    }

    fn vpc(&mut self, plan: &Plan) -> Vpc {
        let scope = key(&mut self.random, &plan.design().scopes).unwrap();
        let mut vpc = Vpc::new(scope, region(&mut self.random));
        vpc.name = ["", "payments", "web"][self.random.below(3)].to_owned();
        vpc.tags = self.tags();
        vpc.account = key(&mut self.random, &plan.intent().accounts);
        vpc.aws_id = self.random.once_in(6).then(|| "vpc-0abcd1234".to_owned());
        vpc.lock = self.lock();
        vpc
    }

    fn vpc_cidr(&mut self, plan: &Plan) -> Option<VpcCidr> {
        let vpc = key(&mut self.random, &plan.design().vpcs)?;
        let pool = key(&mut self.random, &plan.design().pools).filter(|_| !self.random.once_in(3));
        Some(VpcCidr {
            vpc,
            cidr: self.block_in(plan, pool),
            role: self.random.pick(&[CidrRole::Primary, CidrRole::Secondary]),
            pool,
            monitoring: match self.random.below(6) {
                0 => Monitoring::Ignored,
                _ => Monitoring::Monitored,
            },
        })
    }

    fn subnet(&mut self, plan: &Plan) -> Option<Subnet> {
        let design = plan.design();
        let vpc = key(&mut self.random, &design.vpcs)?;
        let held: Vec<Cidr> = design
            .vpc_cidrs
            .values()
            .filter(|row| row.vpc == vpc)
            .map(|row| row.cidr)
            .collect();
        let block = random_block(&mut self.random);
        let cidr = pick(&mut self.random, &held).filter(|_| !self.random.once_in(4));
        let cidr =
            cidr.and_then(|cidr| cidr.nth(self.random.below(4) as u128, length(cidr.netmask_length().get() + 2)));
        let mut subnet = Subnet::new(vpc, cidr.unwrap_or(block));
        subnet.pool = key(&mut self.random, &design.pools).filter(|_| self.random.once_in(3));
        Some(subnet)
    }

    fn public_block(&mut self, plan: &Plan) -> PublicBlock {
        let pool = key(&mut self.random, &plan.design().pools).filter(|_| self.random.once_in(2));
        PublicBlock {
            name: String::new(),
            scope: key(&mut self.random, &plan.design().scopes).unwrap(),
            kind: PublicBlockKind::ElasticIp,
            cidr: self.block_in(plan, pool),
            pool,
            region: None,
            account: None,
            tags: self.tags(),
            note: String::new(),
            aws_id: None,
        }
    }

    /// A connection that comes, goes or changes.
    fn connection(&mut self, plan: &Plan, edit: &mut Edit) {
        let (design, connections) = (plan.design(), &plan.intent().connections);
        let existing = key(&mut self.random, connections).filter(|_| self.random.once_in(2));
        if let Some(id) = existing
            && self.random.once_in(3)
        {
            return edit.intent(removal(id, connections));
        }
        let vpcs = 1 + self.random.below(4);
        let kinds = [
            ConnectionKind::Peering,
            ConnectionKind::TransitGateway,
            ConnectionKind::DirectConnect,
            ConnectionKind::Vpn,
        ];
        let networks = &plan.intent().networks;
        let row = Connection {
            vpcs: (0..vpcs).filter_map(|_| key(&mut self.random, &design.vpcs)).collect(),
            networks: (0..self.random.below(3))
                .filter_map(|_| key(&mut self.random, networks))
                .collect(),
            ..Connection::new(self.random.pick(&kinds))
        };
        let before = existing.and_then(|id| connections.get(&id));
        if before != Some(&row) {
            edit.intent(RowChange {
                id: existing.unwrap_or_else(|| Id::mint(&mut self.ids)),
                before: before.cloned().map(Box::new),
                after: Some(Box::new(row)),
            });
        }
    }

    /// A network on premises that comes, goes from wherever it is connected, or changes.
    fn network(&mut self, plan: &Plan, edit: &mut Edit) {
        let (networks, connections) = (&plan.intent().networks, &plan.intent().connections);
        let existing = key(&mut self.random, networks).filter(|_| self.random.once_in(2));
        if let Some(id) = existing
            && self.random.once_in(3)
        {
            for (connection, row) in connections.iter().filter(|(_, row)| row.networks.contains(&id)) {
                let mut after = row.clone();
                after.networks.remove(&id);
                edit.intent(RowChange {
                    id: *connection,
                    before: Some(Box::new(row.clone())),
                    after: Some(Box::new(after)),
                });
            }
            return edit.intent(removal(id, networks));
        }
        let cidrs = self.random.below(3);
        let row = Network {
            cidrs: (0..cidrs).map(|_| random_block(&mut self.random)).collect(),
            ..Network::default()
        };
        let before = existing.and_then(|id| networks.get(&id));
        if before != Some(&row) {
            edit.intent(RowChange {
                id: existing.unwrap_or_else(|| Id::mint(&mut self.ids)),
                before: before.cloned().map(Box::new),
                after: Some(Box::new(row)),
            });
        }
    }

    /// A finding accepted, or open again.
    fn acceptance(&mut self, plan: &Plan, edit: &mut Edit) {
        let acceptances = &plan.intent().acceptances;
        if self.random.once_in(3) {
            if let Some(id) = key(&mut self.random, acceptances) {
                edit.intent(removal(id, acceptances));
            }
            return;
        }
        let index = Index::build(plan);
        let facts = Facts { plan, index: &index };
        let findings = Findings::build(facts);
        let open: Vec<&Finding> = findings.iter().filter(|finding| finding.acceptance.is_none()).collect();
        if let Some(finding) = pick(&mut self.random, &open) {
            *edit = acceptance::accept(facts, finding, "");
        }
    }

    /// Another value of a quota, low enough to be reached.
    fn quota(&mut self, plan: &Plan, edit: &mut Edit) {
        let name = self.random.pick(&[
            QuotaName::ScopesPerIpam,
            QuotaName::PoolsPerScope,
            QuotaName::PoolDepth,
            QuotaName::CidrsPerPool,
            QuotaName::AllocationsPerPool,
            QuotaName::Ipv4CidrsPerVpc,
            QuotaName::Ipv6CidrsPerVpc,
            QuotaName::SubnetsPerVpc,
            QuotaName::VpcsPerRegion,
        ]);
        let mut after = plan.about().clone();
        let value = (!self.random.once_in(4)).then(|| self.random.below(3) as u32);
        after.quotas.set(name, value);
        if after != *plan.about() {
            edit.intent(RowChange {
                id: Plan::about_id(),
                before: Some(Box::new(plan.about().clone())),
                after: Some(Box::new(after)),
            });
        }
    }

    fn intent(&mut self, plan: &Plan, edit: &mut Edit) {
        match self.random.below(7) {
            0 => return self.connection(plan, edit),
            3 => return self.network(plan, edit),
            1 => return self.acceptance(plan, edit),
            2 | 4 => return self.quota(plan, edit),
            _ => {}
        }
        let intent = plan.intent();
        match (self.random.below(3), key(&mut self.random, &intent.demands)) {
            (0, Some(id)) => edit.intent(removal(id, &intent.demands)),
            (1, Some(id)) => {
                let row = intent.demands.get(&id).unwrap();
                let mut after = row.clone();
                after.count = self.random.below(4) as u32;
                after.pool = key(&mut self.random, &plan.design().pools).unwrap_or(row.pool);
                if after != *row {
                    edit.intent(RowChange {
                        id,
                        before: Some(Box::new(row.clone())),
                        after: Some(Box::new(after)),
                    });
                }
            }
            _ => {
                let Some(pool) = key(&mut self.random, &plan.design().pools) else {
                    return;
                };
                edit.intent(RowChange {
                    id: Id::mint(&mut self.ids),
                    before: None,
                    after: Some(Box::new(Demand {
                        name: String::new(),
                        pool,
                        netmask_length: length(14 + self.random.below(20) as u8),
                        count: self.random.below(4) as u32,
                        note: String::new(),
                    })),
                });
            }
        }
    }

    fn scope_or_ipam(&mut self, plan: &Plan, edit: &mut Edit) {
        let design = plan.design();
        if self.random.once_in(2) {
            let region = region(&mut self.random);
            let what = self.random.below(6);
            edit.update(Plan::ipam_id(), plan.ipam(), |ipam| {
                if what < 2 {
                    ipam.home_region = region;
                } else if what == 2 {
                    ipam.tier = match ipam.tier {
                        Tier::Free => Tier::Advanced,
                        Tier::Advanced => Tier::Free,
                    };
                } else if what == 3 {
                    let several = Integration::Organization {
                        delegated_administrator: None,
                    };
                    ipam.integration = match ipam.integration {
                        Integration::SingleAccount => several,
                        Integration::Organization { .. } => Integration::SingleAccount,
                    };
                    ipam.private_gua = match ipam.private_gua {
                        PrivateGua::Disabled => PrivateGua::Enabled,
                        PrivateGua::Enabled => PrivateGua::Disabled,
                    };
                } else if !ipam.operating_regions.remove(&region) {
                    ipam.operating_regions.insert(region);
                }
            });
        } else if design.scopes.len() < 4 {
            let mut scope = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
            scope.name = self.random.pick(&["", "Partners"]).to_owned();
            edit.add(Id::mint(&mut self.ids), scope);
        } else if let Some(id) = key(&mut self.random, &design.scopes) {
            edit.update(id, design.scopes.get(&id).unwrap(), |scope| match scope.kind {
                // The default scopes refuse it.
                ScopeKind::Private => scope.kind = ScopeKind::Public,
                ScopeKind::Public => scope.kind = ScopeKind::Private,
            });
        }
    }

    /// Another row in the place of one.
    fn change(&mut self, plan: &Plan, edit: &mut Edit) {
        let design = plan.design();
        match self.random.below(9) {
            0..=2 => {
                let Some(id) = key(&mut self.random, &design.pools) else {
                    return;
                };
                let mut pool = design.pools.get(&id).unwrap().clone();
                match self.random.below(3) {
                    0 => {
                        self.fill_pool(&mut pool);
                        if self.random.once_in(4) {
                            pool.family = Family::Ipv6;
                        }
                    }
                    _ => pool.parent = self.parent(plan),
                }
                edit.update(id, design.pools.get(&id).unwrap(), |row| *row = pool);
            }
            3 => change(
                &mut key(&mut self.random, &design.pool_cidrs),
                &design.pool_cidrs,
                edit,
                self.pool_cidr(plan),
            ),
            4 => {
                let id = key(&mut self.random, &design.reservations);
                change(&mut id.clone(), &design.reservations, edit, self.reservation(plan));
            }
            5 => {
                let id = key(&mut self.random, &design.vpcs);
                change(&mut id.clone(), &design.vpcs, edit, Some(self.vpc(plan)));
            }
            6 => {
                let id = key(&mut self.random, &design.vpc_cidrs);
                change(&mut id.clone(), &design.vpc_cidrs, edit, self.vpc_cidr(plan));
            }
            7 => {
                let id = key(&mut self.random, &design.subnets);
                change(&mut id.clone(), &design.subnets, edit, self.subnet(plan));
            }
            _ => {
                let id = key(&mut self.random, &design.public_blocks);
                change(
                    &mut id.clone(),
                    &design.public_blocks,
                    edit,
                    Some(self.public_block(plan)),
                );
            }
        }
    }

    fn remove(&mut self, plan: &Plan, edit: &mut Edit) {
        let design = plan.design();
        match self.random.below(8) {
            0 => {
                if let Some(id) = key(&mut self.random, &design.pools) {
                    remove_pool(plan, id, edit);
                }
            }
            1 => remove_row(key(&mut self.random, &design.pool_cidrs), &design.pool_cidrs, edit),
            2 => remove_row(key(&mut self.random, &design.reservations), &design.reservations, edit),
            3 => {
                if let Some(id) = key(&mut self.random, &design.vpcs) {
                    remove_all(&design.vpc_cidrs, edit, |row| row.vpc == id);
                    remove_all(&design.subnets, edit, |row| row.vpc == id);
                    let connections = &plan.intent().connections;
                    for (connection, _) in connections.iter().filter(|(_, row)| row.vpcs.contains(&id)) {
                        edit.intent(removal(*connection, connections));
                    }
                    for (pool, row) in design.pools.iter().filter(|(_, row)| row.source_resource == Some(id)) {
                        edit.update(*pool, row, |row| row.source_resource = None);
                    }
                    edit.remove(id, design.vpcs.get(&id).unwrap());
                }
            }
            4 => remove_row(key(&mut self.random, &design.vpc_cidrs), &design.vpc_cidrs, edit),
            5 => remove_row(key(&mut self.random, &design.subnets), &design.subnets, edit),
            6 => remove_row(
                key(&mut self.random, &design.public_blocks),
                &design.public_blocks,
                edit,
            ),
            _ => remove_row(key(&mut self.random, &design.scopes), &design.scopes, edit),
        }
    }
}

fn change<T: Row>(id: &mut Option<Id<T>>, table: &Table<T>, edit: &mut Edit, row: Option<T>)
where
    AwsChange: From<RowChange<T>>,
{
    if let (Some(id), Some(new)) = (*id, row) {
        edit.update(id, table.get(&id).unwrap(), |row| *row = new);
    }
}

fn remove_row<T: Row>(id: Option<Id<T>>, table: &Table<T>, edit: &mut Edit)
where
    AwsChange: From<RowChange<T>>,
{
    if let Some(id) = id {
        edit.remove(id, table.get(&id).unwrap());
    }
}

fn remove_all<T: Row>(table: &Table<T>, edit: &mut Edit, which: impl Fn(&T) -> bool)
where
    AwsChange: From<RowChange<T>>,
{
    for (id, row) in table.iter().filter(|(_, row)| which(row)) {
        edit.remove(*id, row);
    }
}

fn removal<T: Row>(id: Id<T>, table: &Table<T>) -> RowChange<T> {
    RowChange {
        id,
        before: Some(Box::new(table.get(&id).unwrap().clone())),
        after: None,
    }
}

/// The removal of a pool with everything in it and below it.
fn remove_pool(plan: &Plan, id: Id<Pool>, edit: &mut Edit) {
    let design = plan.design();
    let below: Vec<Id<Pool>> = design
        .pools
        .iter()
        .filter(|(_, pool)| pool.parent == PoolParent::Pool(id))
        .map(|(below, _)| *below)
        .collect();
    for pool in below {
        remove_pool(plan, pool, edit);
    }
    remove_all(&design.pool_cidrs, edit, |row| row.pool == id);
    remove_all(&design.reservations, edit, |row| row.pool == id);
    remove_all(&design.vpc_cidrs, edit, |row| row.pool == Some(id));
    remove_all(&design.subnets, edit, |row| row.pool == Some(id));
    remove_all(&design.public_blocks, edit, |row| row.pool == Some(id));
    for demand in plan.intent().demands.iter().filter(|(_, row)| row.pool == id) {
        edit.intent(removal(*demand.0, &plan.intent().demands));
    }
    edit.remove(id, design.pools.get(&id).unwrap());
}
