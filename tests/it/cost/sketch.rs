//! Small plans that cost something: a line per row.

use ipam_planner::address::Cidr;
use ipam_planner::plan::{
    Account, AwsChange, CidrRole, CostSettings, CountedIds, Edit, Id, Integration, IntentChange, Ipam, Monitoring,
    PlainAddresses, Plan, Pool, PoolCidr, PoolParent, PublicBlock, PublicBlockKind, Row, RowChange, Subnet, Tags, Vpc,
    VpcCidr, Workload, WorkloadKind,
};
use ipam_planner::workspace::Workspace;

/// A plan in the making. Home is eu-central-1; the IPAM operates in eu-west-1 too.
#[derive(Clone)]
pub(super) struct Sketch {
    pub(super) plan: Plan,
    ids: CountedIds,
}

/// So many IPv4 addresses.
pub(super) fn plain(ipv4: u32) -> WorkloadKind {
    WorkloadKind::Addresses(PlainAddresses {
        ipv4,
        ..PlainAddresses::default()
    })
}

fn block(text: &str) -> Cidr {
    text.parse().unwrap()
}

impl Sketch {
    pub(super) fn new() -> Self {
        let mut sketch = Self {
            plan: Plan::new("test", "eu-central-1".parse().unwrap()),
            ids: CountedIds::default(),
        };
        sketch.ipam(|ipam| _ = ipam.operating_regions.insert("eu-west-1".parse().unwrap()));
        sketch
    }

    pub(super) fn open(&self) -> Workspace {
        Workspace::open(self.plan.clone())
    }

    pub(super) fn take(&mut self, edit: Edit) {
        self.plan.apply(edit).unwrap();
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

    pub(super) fn state<T: Row>(&mut self, row: T) -> Id<T>
    where
        IntentChange: From<RowChange<T>>,
    {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(row)),
        });
        self.take(edit);
        id
    }

    pub(super) fn ipam(&mut self, change: impl FnOnce(&mut Ipam)) {
        let mut edit = Edit::new();
        edit.update(Plan::ipam_id(), self.plan.ipam(), change);
        self.take(edit);
    }

    pub(super) fn organization(&mut self, is_one: bool, administrator: Option<&str>) {
        self.ipam(|ipam| {
            if is_one {
                ipam.integration = Integration::Organization {
                    delegated_administrator: administrator.map(|number| number.parse().unwrap()),
                };
            }
        });
    }

    pub(super) fn settings(&mut self, change: impl FnOnce(&mut CostSettings)) {
        let before = self.plan.about().clone();
        let mut after = before.clone();
        change(&mut after.cost);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
        self.take(edit);
    }

    pub(super) fn account(&mut self, name: &str, number: &str, ou_path: &[&str]) -> Id<Account> {
        let mut row = Account::named(name);
        row.number = Some(number.parse().unwrap());
        row.ou_path = ou_path.iter().map(|unit| (*unit).to_owned()).collect();
        self.state(row)
    }

    /// A pool with one CIDR.
    pub(super) fn pool(&mut self, parent: PoolParent, cidr: &str) -> Id<Pool> {
        let pool = self.add(Pool::new(parent, block(cidr).family()));
        self.add(PoolCidr {
            pool,
            cidr: block(cidr),
        });
        pool
    }

    pub(super) fn change_pool(&mut self, id: Id<Pool>, change: impl FnOnce(&mut Pool)) {
        let mut edit = Edit::new();
        edit.update(id, self.plan.design().pools.get(&id).unwrap(), change);
        self.take(edit);
    }

    /// Addresses of the public scope.
    pub(super) fn public(&mut self, kind: PublicBlockKind, cidr: &str, pool: Option<Id<Pool>>) -> Id<PublicBlock> {
        self.add(PublicBlock {
            name: String::new(),
            scope: Plan::default_public_scope(),
            kind,
            cidr: block(cidr),
            pool,
            region: None,
            account: None,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        })
    }

    pub(super) fn change_public(&mut self, id: Id<PublicBlock>, change: impl FnOnce(&mut PublicBlock)) {
        let mut edit = Edit::new();
        edit.update(id, self.plan.design().public_blocks.get(&id).unwrap(), change);
        self.take(edit);
    }

    /// A VPC whose primary CIDR is from no pool.
    pub(super) fn vpc(&mut self, name: &str, region: &str, cidr: &str, account: Option<Id<Account>>) -> Id<Vpc> {
        let mut row = Vpc::new(Plan::default_private_scope(), region.parse().unwrap());
        (row.name, row.account) = (name.to_owned(), account);
        let vpc = self.add(row);
        self.cidr(vpc, cidr, CidrRole::Primary);
        vpc
    }

    pub(super) fn cidr(&mut self, vpc: Id<Vpc>, cidr: &str, role: CidrRole) -> Id<VpcCidr> {
        self.add(VpcCidr {
            vpc,
            cidr: block(cidr),
            role,
            pool: None,
            monitoring: Monitoring::Monitored,
        })
    }

    pub(super) fn change_cidr(&mut self, id: Id<VpcCidr>, change: impl FnOnce(&mut VpcCidr)) {
        let mut edit = Edit::new();
        edit.update(id, self.plan.design().vpc_cidrs.get(&id).unwrap(), change);
        self.take(edit);
    }

    /// Says that the CIDR of a VPC is from a pool.
    pub(super) fn allocate(&mut self, vpc: Id<Vpc>, pool: Id<Pool>) -> Id<VpcCidr> {
        let mut cidrs = self.plan.design().vpc_cidrs.iter();
        let id = *cidrs.find(|(_, row)| row.vpc == vpc).unwrap().0;
        self.change_cidr(id, |row| row.pool = Some(pool));
        id
    }

    pub(super) fn subnet(&mut self, vpc: Id<Vpc>, cidr: &str) -> Id<Subnet> {
        self.add(Subnet::new(vpc, block(cidr)))
    }

    pub(super) fn workload(&mut self, vpc: Id<Vpc>, kind: WorkloadKind) -> Id<Workload> {
        self.workload_in(vpc, &[], kind)
    }

    pub(super) fn workload_in(&mut self, vpc: Id<Vpc>, subnets: &[Id<Subnet>], kind: WorkloadKind) -> Id<Workload> {
        self.state(Workload {
            name: "w".to_owned(),
            vpc,
            subnets: subnets.iter().copied().collect(),
            kind,
            note: String::new(),
        })
    }
}
