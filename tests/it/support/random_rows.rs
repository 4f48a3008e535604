//! Random rows and edits of every table of a plan, on both sides, in an address space so small that things collide.

use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::{
    About, Acceptance, Account, Adjustment, Advertisable, AllocationRules, AutoImport, AwsChange, AwsService,
    AwsTables, Change, CidrRole, Connection, ConnectionKind, CostSettings, CountedIds, Counting, Demand, Edit, Growth,
    HoursPerMonth, Id, InstanceType, Instances, Integration, IntentChange, IntentTables, Ipam, Legend, LegendPart,
    Lock, MeteredAccount, Monitoring, Network, NodeChange, NodeGroup, NodeGroups, OuChildren, OuExclusion, Percent,
    PlainAddresses, Plan, PodAddressing, PodNetwork, Pool, PoolCidr, PoolParent, Principal, PrivateGua, PublicBlock,
    PublicBlockKind, PublicIpSource, QuotaName, Quotas, Rate, RegionCode, Reservation, Row, RowChange, Scenario, Scope,
    ScopeKind, ScopeOrigin, Side, Subnet, Table, Tags, Tier, Vpc, VpcCidr, WarmTargets, Workload, WorkloadKind,
    ZonalInterfaces, ZonalService,
};

use super::Random;

/// A source of edits. Most are taken by the plan that they are made for, some are refused: a removed row is still used, a
/// pool would be under itself.
pub(crate) struct RandomEdits {
    pub(crate) random: Random,
    ids: CountedIds,
}

const REGIONS: [&str; 3] = ["eu-central-1", "us-east-1", "us-west-2-lax-1"];
const TEXTS: [&str; 6] = ["", "payments", "Zürich \"HQ\"", "a\nb", "=1+1", "\u{1f40d}\u{0}"];

impl RandomEdits {
    pub(crate) fn new(seed: u32) -> Self {
        Self {
            random: Random::new(seed),
            ids: CountedIds::default(),
        }
    }

    /// A source whose new rows have ids that no source of another seed mints.
    pub(crate) fn with_ids_of_its_own(seed: u32) -> Self {
        Self {
            random: Random::new(seed),
            ids: CountedIds::starting_at((1 << 40) + (u64::from(seed) << 16)),
        }
    }

    /// A plan of so many edits that it took.
    pub(crate) fn plan(&mut self, edits: usize) -> Plan {
        let mut plan = Plan::new("random", "eu-central-1".parse().unwrap());
        let mut taken = 0;
        while taken < edits {
            let edit = self.edit(&plan);
            taken += usize::from(plan.apply(edit).is_ok());
        }
        plan
    }

    /// One to four changes of different rows.
    pub(crate) fn edit(&mut self, plan: &Plan) -> Edit {
        let mut edit = Edit::new();
        let changes = if self.random.once_in(3) { 4 } else { 1 };
        for _ in 0..changes {
            let Some(change) = self.change(plan) else { continue };
            let is_new = |other: &Change| (side_of(other), other.id()) != (side_of(&change), change.id());
            if edit.changes.iter().all(is_new) {
                edit.changes.push(change);
            }
        }
        edit
    }

    fn change(&mut self, plan: &Plan) -> Option<Change> {
        if self.random.once_in(4) {
            self.intent_change(plan).map(Change::Intent)
        } else {
            let side = if self.random.once_in(4) {
                Side::Actual
            } else {
                Side::Design
            };
            self.aws_change(plan, side).map(|change| Change::Aws(side, change))
        }
    }

    fn aws_change(&mut self, plan: &Plan, side: Side) -> Option<AwsChange> {
        let tables = match side {
            Side::Design => plan.design(),
            Side::Actual => plan.actual(),
        };
        let intent = plan.intent();
        Some(match self.random.below(16) {
            0 => self.singleton(&tables.ipams, Plan::ipam_id(), Self::ipam)?.into(),
            1 => self.row_change(&tables.scopes, |edits| Some(edits.scope()))?.into(),
            2..=4 => self.row_change(&tables.pools, |edits| edits.pool(tables))?.into(),
            5 | 6 => self
                .row_change(&tables.pool_cidrs, |edits| edits.pool_cidr(tables))?
                .into(),
            7 => self
                .row_change(&tables.reservations, |edits| edits.reservation(tables))?
                .into(),
            8 | 9 => self.row_change(&tables.vpcs, |edits| edits.vpc(tables, intent))?.into(),
            10..=12 => self
                .row_change(&tables.vpc_cidrs, |edits| edits.vpc_cidr(tables))?
                .into(),
            13 | 14 => self.row_change(&tables.subnets, |edits| edits.subnet(tables))?.into(),
            _ => self
                .row_change(&tables.public_blocks, |edits| edits.public_block(tables, intent))?
                .into(),
        })
    }

    fn intent_change(&mut self, plan: &Plan) -> Option<IntentChange> {
        let (design, intent) = (plan.design(), plan.intent());
        Some(match self.random.below(9) {
            0 => self.singleton(&intent.abouts, Plan::about_id(), Self::about)?.into(),
            1 | 2 => self.row_change(&intent.accounts, |edits| Some(edits.account()))?.into(),
            3 => self
                .row_change(&intent.workloads, |edits| edits.workload(design))?
                .into(),
            4 => self
                .row_change(&intent.connections, |edits| Some(edits.connection(design, intent)))?
                .into(),
            5 => self.row_change(&intent.demands, |edits| edits.demand(design))?.into(),
            6 => self.row_change(&intent.networks, |edits| Some(edits.network()))?.into(),
            7 => self
                .row_change(&intent.acceptances, |edits| Some(edits.acceptance()))?
                .into(),
            _ => self
                .row_change(&intent.scenarios, |edits| Some(edits.scenario(&intent.workloads)))?
                .into(),
        })
    }

    /// A row added, changed or removed.
    fn row_change<T: Row>(
        &mut self,
        table: &Table<T>,
        make: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<RowChange<T>> {
        let existing = self.key(table);
        let (id, before, after) = match (existing, self.random.below(5)) {
            (Some(id), 0) => (id, table.get(&id), None),
            (Some(id), 1) => (id, table.get(&id), Some(make(self)?)),
            _ => (Id::mint(&mut self.ids), None, Some(make(self)?)),
        };
        Some(RowChange {
            id,
            before: before.cloned().map(Box::new),
            after: after.map(Box::new),
        })
    }

    /// The one row of `id` changed, and sometimes removed or put beside another.
    fn singleton<T: Row>(
        &mut self,
        table: &Table<T>,
        id: Id<T>,
        make: impl FnOnce(&mut Self) -> T,
    ) -> Option<RowChange<T>> {
        if self.random.once_in(4) {
            return self.row_change(table, |edits| Some(make(edits)));
        }
        Some(RowChange {
            id,
            before: table.get(&id).cloned().map(Box::new),
            after: Some(Box::new(make(self))),
        })
    }

    fn key<T>(&mut self, table: &Table<T>) -> Option<Id<T>> {
        (!table.is_empty()).then(|| *table.keys().nth(self.random.below(table.len())).unwrap())
    }

    /// A key of `table`, or none, by half.
    fn maybe_key<T>(&mut self, table: &Table<T>) -> Option<Id<T>> {
        if self.flip() { self.key(table) } else { None }
    }

    fn flip(&mut self) -> bool {
        self.random.once_in(2)
    }

    fn maybe<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        self.flip().then(|| self.random.pick(items))
    }

    fn text(&mut self) -> String {
        self.random.pick(&TEXTS).to_owned()
    }

    fn maybe_text(&mut self) -> Option<String> {
        self.flip().then(|| self.text())
    }

    fn tags(&mut self) -> Tags {
        (0..self.random.below(3)).map(|_| (self.text(), self.text())).collect()
    }

    fn region(&mut self) -> RegionCode {
        self.random.pick(&REGIONS).parse().unwrap()
    }

    fn length(&mut self) -> NetmaskLength {
        NetmaskLength::new(self.random.below(129) as u8).unwrap()
    }

    /// A block of 10.0.0.0/14 or fd00::/42, of any of seven sizes.
    fn cidr(&mut self) -> Cidr {
        let larger = self.random.below(7) as u8;
        let at = (self.random.below(64) as u128) >> larger << larger;
        let (family, first, smallest) = if self.random.once_in(5) {
            (Family::Ipv6, 0xfd00_u128 << 112, 48)
        } else {
            (Family::Ipv4, 10 << 24, 20)
        };
        let first = first + (at << (family.bits() - smallest));
        Cidr::from_bits(family, first, NetmaskLength::new(smallest - larger).unwrap()).unwrap()
    }

    fn ipam(&mut self) -> Ipam {
        let mut ipam = Ipam::new(self.region());
        (ipam.name, ipam.description, ipam.note) = (self.text(), self.text(), self.text());
        ipam.operating_regions = (0..self.random.below(3)).map(|_| self.region()).collect();
        ipam.tier = self.random.pick(&[Tier::Free, Tier::Advanced]);
        ipam.integration = match self.random.below(3) {
            0 => Integration::SingleAccount,
            1 => Integration::Organization {
                delegated_administrator: None,
            },
            _ => Integration::Organization {
                delegated_administrator: Some("111122223333".parse().unwrap()),
            },
        };
        ipam.metered_account = self
            .random
            .pick(&[MeteredAccount::IpamOwner, MeteredAccount::ResourceOwner]);
        ipam.private_gua = self.random.pick(&[PrivateGua::Disabled, PrivateGua::Enabled]);
        (ipam.tags, ipam.aws_id) = (self.tags(), self.maybe_text());
        ipam
    }

    fn scope(&mut self) -> Scope {
        let kind = if self.random.once_in(4) {
            ScopeKind::Public
        } else {
            ScopeKind::Private
        };
        let origin = if self.random.once_in(8) {
            ScopeOrigin::Default
        } else {
            ScopeOrigin::Additional
        };
        let mut scope = Scope::new(kind, origin);
        (scope.name, scope.description, scope.note) = (self.text(), self.text(), self.text());
        (scope.tags, scope.aws_id) = (self.tags(), self.maybe_text());
        scope
    }

    fn pool(&mut self, tables: &AwsTables) -> Option<Pool> {
        let parent = match self.maybe_key(&tables.pools) {
            Some(source) => PoolParent::Pool(source),
            None => PoolParent::Scope(self.key(&tables.scopes)?),
        };
        let family = self.random.pick(&[Family::Ipv4, Family::Ipv6]);
        let mut pool = Pool::new(parent, family);
        (pool.name, pool.description, pool.note) = (self.text(), self.text(), self.text());
        pool.locale = self.flip().then(|| self.region());
        pool.rules = AllocationRules {
            min: self.flip().then(|| self.length()),
            max: self.flip().then(|| self.length()),
            default: self.flip().then(|| self.length()),
        };
        pool.wanted_length = self.flip().then(|| self.length());
        let percent = |edits: &mut Self| Percent::new(edits.random.below(101) as u8);
        pool.thresholds.warning = if self.flip() { percent(self) } else { None };
        pool.thresholds.critical = if self.flip() { percent(self) } else { None };
        (pool.required_tags, pool.tags, pool.aws_id) = (self.tags(), self.tags(), self.maybe_text());
        pool.auto_import = self.random.pick(&[AutoImport::Disabled, AutoImport::Enabled]);
        pool.aws_service = self.maybe(&[AwsService::Ec2, AwsService::GlobalServices]);
        pool.public_ip_source = self.maybe(&[PublicIpSource::Amazon, PublicIpSource::Byoip]);
        pool.advertisable = self.maybe(&[Advertisable::No, Advertisable::Yes]);
        pool.source_resource = self.maybe_key(&tables.vpcs);
        let principals: [Principal; 2] =
            ["111122223333", "arn:aws:organizations::1:ou/x"].map(|text| text.parse().unwrap());
        pool.shared_with = (0..self.random.below(3))
            .map(|_| self.random.pick(&principals))
            .collect();
        pool.lock = self.random.pick(&[Lock::Open, Lock::Locked]);
        if self.random.once_in(4) {
            pool.legend = self.legend(family);
        }
        Some(pool)
    }

    fn legend(&mut self, family: Family) -> Legend {
        let mut parts = Vec::new();
        let mut from = self.random.below(12) as u8;
        while from < 24 {
            let to = from + 1 + self.random.below(8) as u8;
            let values = (0..self.random.below(3) as u32 % 2).map(|value| (value, format!("value {value}")));
            parts.push(LegendPart {
                name: format!("part {from}"),
                from,
                to,
                values: values.collect(),
            });
            from = to + self.random.below(3) as u8;
        }
        Legend::new(family, parts).unwrap()
    }

    fn pool_cidr(&mut self, tables: &AwsTables) -> Option<PoolCidr> {
        Some(PoolCidr {
            pool: self.key(&tables.pools)?,
            cidr: self.cidr(),
        })
    }

    fn reservation(&mut self, tables: &AwsTables) -> Option<Reservation> {
        let mut row = Reservation::new(self.key(&tables.pools)?, self.cidr());
        (row.name, row.description, row.note) = (self.text(), self.text(), self.text());
        (row.tags, row.aws_id) = (self.tags(), self.maybe_text());
        row.lock = self.random.pick(&[Lock::Open, Lock::Locked]);
        Some(row)
    }

    fn vpc(&mut self, tables: &AwsTables, intent: &IntentTables) -> Option<Vpc> {
        let mut row = Vpc::new(self.key(&tables.scopes)?, self.region());
        (row.name, row.note) = (self.text(), self.text());
        (row.tags, row.aws_id) = (self.tags(), self.maybe_text());
        row.account = self.maybe_key(&intent.accounts);
        row.lock = self.random.pick(&[Lock::Open, Lock::Locked]);
        Some(row)
    }

    fn vpc_cidr(&mut self, tables: &AwsTables) -> Option<VpcCidr> {
        Some(VpcCidr {
            vpc: self.key(&tables.vpcs)?,
            cidr: self.cidr(),
            role: self.random.pick(&[CidrRole::Primary, CidrRole::Secondary]),
            pool: self.maybe_key(&tables.pools),
            monitoring: self.random.pick(&[Monitoring::Monitored, Monitoring::Ignored]),
        })
    }

    fn subnet(&mut self, tables: &AwsTables) -> Option<Subnet> {
        let mut row = Subnet::new(self.key(&tables.vpcs)?, self.cidr());
        (row.name, row.note, row.purpose) = (self.text(), self.text(), self.text());
        (row.tags, row.aws_id, row.zone) = (self.tags(), self.maybe_text(), self.maybe_text());
        row.pool = self.maybe_key(&tables.pools);
        Some(row)
    }

    fn public_block(&mut self, tables: &AwsTables, intent: &IntentTables) -> Option<PublicBlock> {
        Some(PublicBlock {
            name: self.text(),
            scope: self.key(&tables.scopes)?,
            kind: self
                .random
                .pick(&[PublicBlockKind::ElasticIp, PublicBlockKind::PublicIpv4Pool]),
            cidr: self.cidr(),
            pool: self.maybe_key(&tables.pools),
            region: self.flip().then(|| self.region()),
            account: self.maybe_key(&intent.accounts),
            tags: self.tags(),
            note: self.text(),
            aws_id: self.maybe_text(),
        })
    }

    fn about(&mut self) -> About {
        let mut quotas = Quotas::default();
        for name in [QuotaName::ScopesPerIpam, QuotaName::PoolDepth, QuotaName::VpcsPerRegion] {
            quotas.set(name, self.flip().then(|| self.random.bits()));
        }
        About {
            name: self.text(),
            note: self.text(),
            quotas,
            cost: self.cost_settings(),
        }
    }

    fn account(&mut self) -> Account {
        let mut row = Account::named(&self.text());
        row.number = self.flip().then(|| "444455556666".parse().unwrap());
        row.ou_path = (0..self.random.below(3)).map(|_| self.text()).collect();
        row.note = self.text();
        row
    }

    fn workload(&mut self, design: &AwsTables) -> Option<Workload> {
        Some(Workload {
            name: self.text(),
            vpc: self.key(&design.vpcs)?,
            subnets: (0..self.random.below(3))
                .filter_map(|_| self.key(&design.subnets))
                .collect(),
            kind: self.workload_kind(design),
            note: self.text(),
        })
    }

    /// A number that is mostly small, and sometimes as large as can be.
    fn count(&mut self) -> u32 {
        match self.random.below(8) {
            0 => self.random.bits(),
            1 => u32::MAX,
            _ => self.random.below(60) as u32,
        }
    }

    fn small(&mut self) -> u16 {
        if self.random.once_in(9) {
            u16::MAX
        } else {
            self.random.below(4) as u16
        }
    }

    fn maybe_count(&mut self) -> Option<u32> {
        self.flip().then(|| self.count())
    }

    fn workload_kind(&mut self, design: &AwsTables) -> WorkloadKind {
        match self.random.below(4) {
            0 => WorkloadKind::Addresses(PlainAddresses {
                ipv4: self.count(),
                ipv6: self.count(),
                public_ipv4: self.count(),
            }),
            1 => WorkloadKind::Instances(Instances {
                count: self.count(),
                interfaces: self.small(),
                ipv4_per_interface: self.small(),
                ipv6_per_interface: self.small(),
                public_ipv4_per_instance: self.small(),
            }),
            2 => WorkloadKind::ZonalInterfaces(ZonalInterfaces {
                service: self.random.pick(&[
                    ZonalService::LoadBalancer,
                    ZonalService::NatGateway,
                    ZonalService::InterfaceEndpoint,
                    ZonalService::Lambda,
                    ZonalService::Database,
                    ZonalService::Other,
                ]),
                count: self.count(),
                zones: self.small(),
                interfaces_per_zone: self.small(),
                ipv6_per_interface: self.small(),
                public_ipv4_per_interface: self.small(),
            }),
            _ => WorkloadKind::NodeGroup(self.node_group(design)),
        }
    }

    fn node_group(&mut self, design: &AwsTables) -> NodeGroup {
        let mut group = NodeGroup::new(self.instance_type(), self.count(), self.count());
        group.host_network_pods = self.count();
        group.addressing = self.addressing();
        group.warm = self.warm_targets();
        (group.max_enis, group.max_pods) = (self.maybe_count(), self.maybe_count());
        if self.flip() {
            group.pod_network = PodNetwork::Custom {
                subnets: (0..self.random.below(3))
                    .filter_map(|_| self.key(&design.subnets))
                    .collect(),
            };
        }
        group.public_ipv4_per_node = self.small();
        group
    }

    fn instance_type(&mut self) -> InstanceType {
        let types = [
            "m5.large",
            "x9z.huge",
            "t3.small",
            "c3.large",
            "p3dn.24xlarge",
            "q0.nano",
        ];
        self.random.pick(&types).parse().unwrap()
    }

    fn addressing(&mut self) -> PodAddressing {
        self.random.pick(&[
            PodAddressing::SecondaryIps,
            PodAddressing::Prefixes,
            PodAddressing::Ipv6,
            PodAddressing::Overlay,
        ])
    }

    fn warm_targets(&mut self) -> WarmTargets {
        WarmTargets {
            enis: self.maybe_count(),
            ips: self.maybe_count(),
            minimum_ips: self.maybe_count(),
            prefixes: self.maybe_count(),
        }
    }

    fn rate(&mut self) -> Rate {
        Rate::from_nano_dollars(self.random.pick(&[0, 1, 270_000, 5_000_000, 1_000_000_000, u32::MAX]))
    }

    fn exclusion(&mut self) -> OuExclusion {
        OuExclusion {
            path: (0..self.random.below(3)).map(|_| self.text()).collect(),
            children: self.random.pick(&[OuChildren::Excluded, OuChildren::Kept]),
        }
    }

    fn cost_settings(&mut self) -> CostSettings {
        let countings = [Counting::Counted, Counting::NotCounted];
        // Seldom more than AWS allows.
        let units = match self.random.below(24) {
            0 => 11,
            few => few % 3,
        };
        CostSettings {
            hours: self.random.pick(&HoursPerMonth::ALL),
            ipam_rates: (0..self.random.below(3))
                .map(|_| (self.region(), self.rate()))
                .collect(),
            public_ipv4_rates: (0..self.random.below(3))
                .map(|_| (self.region(), self.rate()))
                .collect(),
            public_ipv4: self.random.pick(&countings),
            ipv6: self.random.pick(&countings),
            excluded_ous: (0..units).map(|_| self.exclusion()).collect(),
        }
    }

    pub(crate) fn adjustment(&mut self, workloads: &Table<Workload>) -> Adjustment {
        let groups = match self.maybe_key(workloads) {
            Some(id) => NodeGroups::One(id),
            None => NodeGroups::All,
        };
        let change = match self.random.below(10) {
            0 => NodeChange::Addressing(self.addressing()),
            1 => NodeChange::Nodes {
                per_mille: self.count(),
            },
            2 => NodeChange::Pods {
                per_mille: self.count(),
            },
            3 => NodeChange::InstanceType(self.instance_type()),
            4 => NodeChange::WarmTargets(self.warm_targets()),
            5 => {
                return Adjustment::Growth(Growth {
                    addresses: self.count(),
                    blocks: self.count(),
                });
            }
            6 => return Adjustment::DropRegion(self.region()),
            7 => return Adjustment::ExcludeOu(self.exclusion()),
            8 => {
                return Adjustment::IpamRate {
                    region: self.flip().then(|| self.region()),
                    rate: self.rate(),
                };
            }
            _ => {
                return Adjustment::PublicIpv4Rate {
                    region: self.flip().then(|| self.region()),
                    rate: self.rate(),
                };
            }
        };
        Adjustment::Nodes { groups, change }
    }

    fn network(&mut self) -> Network {
        Network {
            name: self.text(),
            cidrs: (0..self.random.below(3)).map(|_| self.cidr()).collect(),
            note: self.text(),
        }
    }

    fn connection(&mut self, design: &AwsTables, intent: &IntentTables) -> Connection {
        Connection {
            name: self.text(),
            kind: self.random.pick(&[
                ConnectionKind::Peering,
                ConnectionKind::TransitGateway,
                ConnectionKind::DirectConnect,
                ConnectionKind::Vpn,
            ]),
            vpcs: (0..self.random.below(4))
                .filter_map(|_| self.key(&design.vpcs))
                .collect(),
            networks: (0..self.random.below(3))
                .filter_map(|_| self.key(&intent.networks))
                .collect(),
            note: self.text(),
        }
    }

    fn demand(&mut self, design: &AwsTables) -> Option<Demand> {
        Some(Demand {
            name: self.text(),
            pool: self.key(&design.pools)?,
            netmask_length: self.length(),
            count: self.random.bits(),
            note: self.text(),
        })
    }

    fn acceptance(&mut self) -> Acceptance {
        Acceptance {
            finding: self.text(),
            reason: self.text(),
        }
    }

    fn scenario(&mut self, workloads: &Table<Workload>) -> Scenario {
        Scenario {
            name: self.text(),
            adjustments: (0..self.random.below(4)).map(|_| self.adjustment(workloads)).collect(),
            note: self.text(),
        }
    }
}

fn side_of(change: &Change) -> Option<Side> {
    match change {
        Change::Aws(side, _) => Some(*side),
        Change::Intent(_) => None,
    }
}
