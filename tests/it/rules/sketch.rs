//! Small plans for tests of rules: a line per row.

use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::plan::{
    About, Account, AllocationRules, AwsChange, AwsTables, CidrRole, Connection, ConnectionKind, CountedIds, Demand,
    Edit, Id, Ipam, Monitoring, Network, Plan, Pool, PoolCidr, PoolParent, PublicBlock, PublicBlockKind, QuotaName,
    RegionCode, Reservation, Row, RowChange, Scope, ScopeKind, ScopeOrigin, Subnet, Table, Tags, Vpc, VpcCidr,
    Workload, WorkloadKind,
};
use ipam_planner::rules::{Finding, Fix, Severity, Subject};
use ipam_planner::workspace::Workspace;

/// A plan in the making, with everything derived from it. Home is eu-central-1; the IPAM operates in eu-west-1 too.
pub(super) struct Sketch {
    pub(super) workspace: Workspace,
    ids: CountedIds,
}

pub(super) const HOME: &str = "eu-central-1";

pub(super) fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

pub(super) fn cidr(text: &str) -> Cidr {
    text.parse().unwrap()
}

pub(super) fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

/// The allocation rules of a pool, 0 standing for none.
pub(super) fn rules(min: u8, max: u8, default: u8) -> AllocationRules {
    let some = |bits| (bits != 0).then(|| length(bits));
    AllocationRules {
        min: some(min),
        max: some(max),
        default: some(default),
    }
}

pub(super) fn private() -> Id<Scope> {
    Plan::default_private_scope()
}

impl Sketch {
    pub(super) fn new() -> Self {
        let mut sketch = Self {
            workspace: Workspace::open(Plan::new("test", region(HOME))),
            ids: CountedIds::default(),
        };
        sketch.ipam(|ipam| _ = ipam.operating_regions.insert(region("eu-west-1")));
        sketch
    }

    pub(super) fn take(&mut self, edit: Edit) {
        self.workspace.apply("test", edit).unwrap();
    }

    fn add<T: Row>(&mut self, row: T) -> Id<T>
    where
        AwsChange: From<RowChange<T>>,
    {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.add(id, row);
        self.take(edit);
        id
    }

    /// Changes a row of the design.
    pub(super) fn change<T: Row>(&mut self, id: Id<T>, table: fn(&AwsTables) -> &Table<T>, change: impl FnOnce(&mut T))
    where
        AwsChange: From<RowChange<T>>,
    {
        let mut edit = Edit::new();
        edit.update(id, table(self.workspace.plan().design()).get(&id).unwrap(), change);
        self.take(edit);
    }

    pub(super) fn ipam(&mut self, change: impl FnOnce(&mut Ipam)) {
        self.change(Plan::ipam_id(), |tables| &tables.ipams, change);
    }

    pub(super) fn scope(&mut self, name: &str) -> Id<Scope> {
        let mut scope = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
        scope.name = name.to_owned();
        self.add(scope)
    }

    /// A pool at home, of the family of its first CIDR.
    pub(super) fn pool(&mut self, parent: impl Into<PoolParent>, name: &str, cidrs: &[&str]) -> Id<Pool> {
        let family = cidrs.first().map_or(cidr("0.0.0.0/0"), |text| cidr(text)).family();
        let mut pool = Pool::new(parent.into(), family);
        pool.name = name.to_owned();
        pool.locale = Some(region(HOME));
        let id = self.add(pool);
        for text in cidrs {
            self.pool_cidr(id, text);
        }
        id
    }

    pub(super) fn change_pool(&mut self, id: Id<Pool>, change: impl FnOnce(&mut Pool)) {
        self.change(id, |tables| &tables.pools, change);
    }

    pub(super) fn pool_cidr(&mut self, pool: Id<Pool>, text: &str) -> Id<PoolCidr> {
        self.add(PoolCidr { pool, cidr: cidr(text) })
    }

    pub(super) fn reservation(&mut self, pool: Id<Pool>, name: &str, text: &str) -> Id<Reservation> {
        let mut row = Reservation::new(pool, cidr(text));
        row.name = name.to_owned();
        self.add(row)
    }

    /// A VPC at home, in the default private scope.
    pub(super) fn vpc(&mut self, name: &str) -> Id<Vpc> {
        let mut vpc = Vpc::new(private(), region(HOME));
        vpc.name = name.to_owned();
        self.add(vpc)
    }

    pub(super) fn change_vpc(&mut self, id: Id<Vpc>, change: impl FnOnce(&mut Vpc)) {
        self.change(id, |tables| &tables.vpcs, change);
    }

    pub(super) fn vpc_cidr(&mut self, vpc: Id<Vpc>, text: &str, pool: impl Into<Option<Id<Pool>>>) -> Id<VpcCidr> {
        self.add(VpcCidr {
            vpc,
            cidr: cidr(text),
            role: CidrRole::Primary,
            pool: pool.into(),
            monitoring: Monitoring::Monitored,
        })
    }

    /// A VPC with one CIDR.
    pub(super) fn vpc_at(&mut self, name: &str, text: &str, pool: impl Into<Option<Id<Pool>>>) -> Id<VpcCidr> {
        let vpc = self.vpc(name);
        self.vpc_cidr(vpc, text, pool)
    }

    pub(super) fn ignore(&mut self, id: Id<VpcCidr>) {
        self.change(
            id,
            |tables| &tables.vpc_cidrs,
            |row| row.monitoring = Monitoring::Ignored,
        );
    }

    pub(super) fn subnet(&mut self, vpc: Id<Vpc>, name: &str, text: &str) -> Id<Subnet> {
        let mut row = Subnet::new(vpc, cidr(text));
        row.name = name.to_owned();
        self.add(row)
    }

    pub(super) fn public_block(&mut self, name: &str, text: &str, pool: Option<Id<Pool>>) -> Id<PublicBlock> {
        self.add(PublicBlock {
            name: name.to_owned(),
            scope: Plan::default_public_scope(),
            kind: PublicBlockKind::PublicIpv4Pool,
            cidr: cidr(text),
            pool,
            region: None,
            account: None,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        })
    }

    pub(super) fn demand(&mut self, pool: Id<Pool>, bits: u8, count: u32) {
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Id::mint(&mut self.ids),
            before: None,
            after: Some(Box::new(Demand {
                name: String::new(),
                pool,
                netmask_length: length(bits),
                count,
                note: String::new(),
            })),
        });
        self.take(edit);
    }

    pub(super) fn workload(&mut self, vpc: Id<Vpc>, subnets: &[Id<Subnet>], kind: WorkloadKind) -> Id<Workload> {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(Workload {
                name: "cluster".to_owned(),
                vpc,
                subnets: subnets.iter().copied().collect(),
                kind,
                note: String::new(),
            })),
        });
        self.take(edit);
        id
    }

    /// Says what a quota is, or that it is AWS's default.
    pub(super) fn quota(&mut self, name: QuotaName, value: impl Into<Option<u32>>) {
        let value = value.into();
        self.about(|about| about.quotas.set(name, value));
    }

    /// Changes what is said about the plan.
    pub(super) fn about(&mut self, change: impl FnOnce(&mut About)) {
        let before = self.workspace.plan().about().clone();
        let mut after = before.clone();
        change(&mut after);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
        self.take(edit);
    }

    pub(super) fn account(&mut self, name: &str) -> Id<Account> {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(Account::named(name))),
        });
        self.take(edit);
        id
    }

    /// A network on premises.
    pub(super) fn network(&mut self, name: &str, cidrs: &[&str]) -> Id<Network> {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(Network {
                name: name.to_owned(),
                cidrs: cidrs.iter().map(|text| cidr(text)).collect(),
                note: String::new(),
            })),
        });
        self.take(edit);
        id
    }

    pub(super) fn connect(&mut self, kind: ConnectionKind, name: &str, vpcs: &[Id<Vpc>]) -> Id<Connection> {
        self.connect_networks(kind, name, vpcs, &[])
    }

    pub(super) fn connect_networks(
        &mut self,
        kind: ConnectionKind,
        name: &str,
        vpcs: &[Id<Vpc>],
        networks: &[Id<Network>],
    ) -> Id<Connection> {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(Connection {
                name: name.to_owned(),
                vpcs: vpcs.iter().copied().collect(),
                networks: networks.iter().copied().collect(),
                ..Connection::new(kind)
            })),
        });
        self.take(edit);
        id
    }

    pub(super) fn cidr_of_vpc(&self, id: Id<VpcCidr>) -> String {
        self.workspace
            .plan()
            .design()
            .vpc_cidrs
            .get(&id)
            .unwrap()
            .cidr
            .to_string()
    }

    fn findings(&self, code: &str) -> Vec<&Finding> {
        let findings = self.workspace.findings().iter();
        findings.filter(|finding| finding.rule.code == code).collect()
    }

    /// The sentences of the rule, in order of subject.
    pub(super) fn found(&self, code: &str) -> Vec<String> {
        let sentence = |finding: &&Finding| finding.sentence(self.workspace.facts()).unwrap();
        self.findings(code).iter().map(sentence).collect()
    }

    /// The one sentence of the rule, or none.
    pub(super) fn sentence(&self, code: &str) -> Option<String> {
        let mut found = self.found(code);
        assert!(found.len() <= 1, "one finding at most, not {found:?}");
        found.pop()
    }

    /// What the rule's only finding rests on.
    pub(super) fn evidence(&self, code: &str) -> String {
        let [finding] = self.findings(code)[..] else {
            panic!("one finding of {code}, not {:?}", self.found(code))
        };
        finding.evidence.clone()
    }

    pub(super) fn fix(&self, code: &str) -> Option<Fix> {
        let [finding] = self.findings(code)[..] else {
            panic!("one finding of {code}, not {:?}", self.found(code))
        };
        finding.fix(self.workspace.facts())
    }

    /// Takes the fix of the rule's only finding, which must end it and bring none that is as bad, and gives back what its
    /// button says.
    pub(super) fn mend(&mut self, code: &str) -> String {
        let Fix { label, edit } = self.fix(code).unwrap_or_else(|| panic!("a fix of {code}"));
        let found = |sketch: &Self| -> Vec<(Severity, &'static str, Subject)> {
            let findings = sketch.workspace.findings().iter();
            findings
                .map(|finding| (finding.rule.severity, finding.rule.code, finding.subject))
                .collect()
        };
        let before = found(self);
        let of_rule = before.iter().find(|(_, other, _)| *other == code);
        let mended = of_rule.map(|(severity, ..)| *severity).unwrap();
        self.take(edit);
        assert_eq!(self.found(code), [""; 0], "after: {label}");
        for brought in found(self) {
            let milder = brought.0 > mended;
            assert!(milder || before.contains(&brought), "{label} brings {brought:?}");
        }
        label
    }
}
