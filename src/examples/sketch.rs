//! What the examples are drawn with: rows by name and CIDR, gathered in one edit.

use std::fmt::Display;
use std::str::FromStr;

use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::{
    About, Account, Adjustment, AllocationRules, CidrRole, Connection, ConnectionKind, CountedIds, Demand, Edit, Id,
    IntentChange, Ipam, Monitoring, PlainAddresses, Plan, Pool, PoolCidr, PoolParent, PublicBlock, PublicBlockKind,
    QuotaName, Reservation, Row, RowChange, Scenario, Scope, ScopeKind, ScopeOrigin, Subnet, Tags, Vpc, VpcCidr,
    Workload, WorkloadKind,
};

/// A plan in the making. The ids count up, so that the same sketch is the same plan.
pub(super) struct Sketch {
    plan: Plan,
    about: About,
    edit: Edit,
    ids: CountedIds,
}

impl Sketch {
    pub(super) fn new(name: &str, note: &str, home_region: &str, ipam: impl FnOnce(&mut Ipam)) -> Self {
        let plan = Plan::new(name, literal(home_region));
        let mut edit = Edit::new();
        edit.update(Plan::ipam_id(), plan.ipam(), ipam);
        let about = About {
            note: note.to_owned(),
            ..plan.about().clone()
        };
        Self {
            plan,
            about,
            edit,
            ids: CountedIds::default(),
        }
    }

    /// The plan of everything drawn.
    pub(super) fn finish(self) -> Plan {
        let Self {
            mut plan,
            about,
            mut edit,
            ..
        } = self;
        edit.intent(RowChange {
            id: Plan::about_id(),
            before: Some(Box::new(plan.about().clone())),
            after: Some(Box::new(about)),
        });
        match plan.apply(edit) {
            Ok(_) => plan,
            // The sketches are constants of this folder, and a test draws each.
            Err(refusal) => unreachable!("an example is a plan: {refusal}"),
        }
    }

    /// A quota that AWS was asked to raise.
    pub(super) fn quota(&mut self, name: QuotaName, value: u32) {
        self.about.quotas.set(name, Some(value));
    }

    /// An additional private scope.
    pub(super) fn scope(&mut self, name: &str, description: &str) -> Id<Scope> {
        let id = Id::mint(&mut self.ids);
        let mut scope = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
        scope.name = name.to_owned();
        scope.description = description.to_owned();
        self.edit.add(id, scope);
        id
    }

    pub(super) fn account(&mut self, name: &str, number: &str, ou_path: &[&str]) -> Id<Account> {
        let mut account = Account::named(name);
        account.number = Some(literal(number));
        account.ou_path = ou_path.iter().map(|unit| (*unit).to_owned()).collect();
        self.state(account)
    }

    /// A pool with its provisioned CIDRs, of the family of the first, with what `more` changes.
    pub(super) fn pool(
        &mut self,
        parent: impl Into<PoolParent>,
        name: &str,
        cidrs: &[&str],
        more: impl FnOnce(&mut Pool),
    ) -> Id<Pool> {
        let mut pool = named_pool(parent.into(), name, cidrs);
        more(&mut pool);
        self.add_pool(pool, cidrs)
    }

    fn add_pool(&mut self, pool: Pool, cidrs: &[&str]) -> Id<Pool> {
        let id = Id::mint(&mut self.ids);
        self.edit.add(id, pool);
        for cidr in cidrs {
            let id_of_cidr = Id::mint(&mut self.ids);
            let cidr = literal(cidr);
            self.edit.add(id_of_cidr, PoolCidr { pool: id, cidr });
        }
        id
    }

    pub(super) fn reservation(&mut self, pool: Id<Pool>, cidr: &str, name: &str, description: &str) {
        let mut reservation = Reservation::new(pool, literal(cidr));
        reservation.name = name.to_owned();
        reservation.description = description.to_owned();
        let id = Id::mint(&mut self.ids);
        self.edit.add(id, reservation);
    }

    /// A VPC of the default private scope.
    pub(super) fn vpc(
        &mut self,
        name: &str,
        account: Id<Account>,
        region: &str,
        more: impl FnOnce(&mut Vpc),
    ) -> Id<Vpc> {
        let mut vpc = named_vpc(name, account, region);
        more(&mut vpc);
        self.add_vpc(vpc)
    }

    fn add_vpc(&mut self, vpc: Vpc) -> Id<Vpc> {
        let id = Id::mint(&mut self.ids);
        self.edit.add(id, vpc);
        id
    }

    /// The primary CIDR of a VPC, allocated from `pool` or, without one, unmanaged.
    pub(super) fn primary(&mut self, vpc: Id<Vpc>, cidr: &str, pool: Option<Id<Pool>>) {
        self.vpc_cidr(vpc, cidr, CidrRole::Primary, pool, Monitoring::Monitored);
    }

    pub(super) fn vpc_cidr(
        &mut self,
        vpc: Id<Vpc>,
        cidr: &str,
        role: CidrRole,
        pool: Option<Id<Pool>>,
        monitoring: Monitoring,
    ) {
        let cidr = literal(cidr);
        let id = Id::mint(&mut self.ids);
        self.edit.add(
            id,
            VpcCidr {
                vpc,
                cidr,
                role,
                pool,
                monitoring,
            },
        );
    }

    pub(super) fn subnet(&mut self, vpc: Id<Vpc>, name: &str, cidr: &str, zone: &str, purpose: &str) -> Id<Subnet> {
        let mut subnet = Subnet::new(vpc, literal(cidr));
        subnet.name = name.to_owned();
        subnet.zone = Some(zone.to_owned());
        subnet.purpose = purpose.to_owned();
        let id = Id::mint(&mut self.ids);
        self.edit.add(id, subnet);
        id
    }

    /// Addresses of the public scope.
    pub(super) fn public_block(
        &mut self,
        name: &str,
        kind: PublicBlockKind,
        cidr: &str,
        pool: Id<Pool>,
        region: &str,
        account: Id<Account>,
    ) {
        let id = Id::mint(&mut self.ids);
        self.edit.add(
            id,
            PublicBlock {
                name: name.to_owned(),
                scope: Plan::default_public_scope(),
                kind,
                cidr: literal(cidr),
                pool: Some(pool),
                region: Some(literal(region)),
                account: Some(account),
                tags: Tags::new(),
                note: String::new(),
                aws_id: None,
            },
        );
    }

    /// So many active IPv4 addresses in a VPC.
    pub(super) fn workload(&mut self, vpc: Id<Vpc>, name: &str, ipv4: u32) {
        let plain = PlainAddresses {
            ipv4,
            ..PlainAddresses::default()
        };
        self.runs(vpc, name, &[], WorkloadKind::Addresses(plain));
    }

    /// What runs in a VPC, and in which of its subnets.
    pub(super) fn runs(&mut self, vpc: Id<Vpc>, name: &str, subnets: &[Id<Subnet>], kind: WorkloadKind) {
        self.state(Workload {
            name: name.to_owned(),
            vpc,
            subnets: subnets.iter().copied().collect(),
            kind,
            note: String::new(),
        });
    }

    pub(super) fn scenario(&mut self, name: &str, adjustments: Vec<Adjustment>) {
        self.state(Scenario {
            name: name.to_owned(),
            adjustments,
            note: String::new(),
        });
    }

    pub(super) fn connection(&mut self, name: &str, kind: ConnectionKind, vpcs: &[Id<Vpc>]) {
        self.state(Connection {
            name: name.to_owned(),
            vpcs: vpcs.iter().copied().collect(),
            ..Connection::new(kind)
        });
    }

    pub(super) fn demand(&mut self, pool: Id<Pool>, name: &str, netmask_length: u8, count: u32) {
        self.state(Demand {
            name: name.to_owned(),
            pool,
            netmask_length: length(netmask_length),
            count,
            note: String::new(),
        });
    }

    fn state<T: Row>(&mut self, row: T) -> Id<T>
    where
        IntentChange: From<RowChange<T>>,
    {
        let id = Id::mint(&mut self.ids);
        self.edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(row)),
        });
        id
    }
}

// Apart from what draws them, which is compiled for each closure that changes one.
fn named_pool(parent: PoolParent, name: &str, cidrs: &[&str]) -> Pool {
    let first: Option<Cidr> = cidrs.first().copied().map(literal);
    let mut pool = Pool::new(parent, first.map_or(Family::Ipv4, |cidr| cidr.family()));
    pool.name = name.to_owned();
    pool
}

fn named_vpc(name: &str, account: Id<Account>, region: &str) -> Vpc {
    let mut vpc = Vpc::new(Plan::default_private_scope(), literal(region));
    vpc.name = name.to_owned();
    vpc.account = Some(account);
    vpc
}

/// A constant of this folder as a value.
pub(super) fn literal<T: FromStr<Err: Display>>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|error| unreachable!("a constant that a test reads: {error}"))
}

/// Tags of constants.
pub(super) fn tags<const N: usize>(pairs: [(&str, &str); N]) -> Tags {
    let owned = pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    owned.collect()
}

/// The allocation rules of a pool: shortest, longest and default netmask length.
pub(super) fn rules(min: u8, max: u8, default: u8) -> AllocationRules {
    AllocationRules {
        min: Some(length(min)),
        max: Some(length(max)),
        default: Some(length(default)),
    }
}

fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap_or_else(|| unreachable!("a constant that a test reads"))
}
