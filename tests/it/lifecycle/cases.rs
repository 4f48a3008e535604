//! What AWS changes in place, what is destroyed and created again, what is impossible; and what a costly mistake takes.

use ipam_planner::lifecycle::{
    Action, Cause, Fate, Footing, Lifecycle, Residents, Wait, Working, diff, lifecycle, tear_down,
};
use ipam_planner::plan::gesture::mark_existing;
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{
    Account, AnyId, AwsChange, AwsTables, CidrRole, CountedIds, Edit, Id, Integration, IntentTables, Ipam, Monitoring,
    Node, Plan, Pool, PoolCidr, PoolParent, RegionCode, Reservation, Row, RowChange, Scope, ScopeKind, ScopeOrigin,
    Subnet, Table, Tier, Vpc, VpcCidr,
};

use super::aws::Aws;

/// A pool that was locked to us-east-1, with two sub-pools and five VPCs, all of which exist.
pub(super) struct Mistake {
    pub(super) plan: Plan,
    pub(super) ids: CountedIds,
    pub(super) top: Id<Pool>,
    pub(super) subs: [Id<Pool>; 2],
    pub(super) vpcs: Vec<Id<Vpc>>,
    pub(super) cidrs: Vec<Id<VpcCidr>>,
    pub(super) reservation: Id<Reservation>,
}

fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

impl Mistake {
    pub(super) fn new() -> Self {
        let mut plan = Plan::new("mistake", region("us-east-1"));
        let mut ids = CountedIds::default();
        let mut edit = Edit::new();
        edit.update(Plan::ipam_id(), plan.ipam(), |ipam| {
            _ = ipam.operating_regions.insert(region("eu-west-1"));
            ipam.aws_id = Some("ipam-1".to_owned());
        });
        let mut pool = |parent: PoolParent, name: &str, cidr: &str| {
            let mut row = Pool::new(parent, ipam_planner::address::Family::Ipv4);
            (row.name, row.locale) = (name.to_owned(), Some(region("us-east-1")));
            row.aws_id = Some(format!("ipam-pool-{name}"));
            let id = Id::mint(&mut ids);
            edit.add(id, row);
            let cidr = cidr.parse().unwrap();
            edit.add(Id::mint(&mut ids), PoolCidr { pool: id, cidr });
            id
        };
        let top = pool(Plan::default_private_scope().into(), "global", "10.0.0.0/8");
        let subs = [
            pool(top.into(), "dev", "10.0.0.0/12"),
            pool(top.into(), "prod", "10.16.0.0/12"),
        ];
        let (mut vpcs, mut cidrs) = (Vec::new(), Vec::new());
        for number in 0..5_usize {
            let (vpc, cidr) = (Id::mint(&mut ids), Id::mint(&mut ids));
            let mut row = Vpc::new(Plan::default_private_scope(), region("us-east-1"));
            (row.name, row.aws_id) = (format!("vpc{number}"), Some(format!("vpc-{number}")));
            edit.add(vpc, row);
            let row = VpcCidr {
                vpc,
                cidr: format!("10.{}.0.0/20", if number < 2 { number } else { 14 + number })
                    .parse()
                    .unwrap(),
                role: CidrRole::Primary,
                pool: Some(subs[usize::from(number >= 2)]),
                monitoring: Monitoring::Monitored,
            };
            edit.add(cidr, row);
            vpcs.push(vpc);
            cidrs.push(cidr);
        }
        let reservation = Id::mint(&mut ids);
        edit.add(reservation, Reservation::new(subs[1], "10.31.0.0/16".parse().unwrap()));
        plan.apply(edit).unwrap();
        let index = Index::build(&plan);
        let marked = mark_existing(&plan, &index, Node::Pool(top)).unwrap();
        assert_eq!(marked.label, "Mark global as existing in AWS");
        plan.apply(marked.edit).unwrap();
        Self {
            plan,
            ids,
            top,
            subs,
            vpcs,
            cidrs,
            reservation,
        }
    }

    fn change<T: Row>(&mut self, id: Id<T>, table: fn(&AwsTables) -> &Table<T>, change: impl FnOnce(&mut T))
    where
        AwsChange: From<RowChange<T>>,
    {
        let mut edit = Edit::new();
        edit.update(id, table(self.plan.design()).get(&id).unwrap(), change);
        self.plan.apply(edit).unwrap();
    }

    /// The steps, which AWS accepts.
    fn steps(&self) -> Lifecycle {
        let lifecycle = lifecycle(&self.plan);
        Aws::with(self.plan.actual()).replay(&lifecycle);
        lifecycle
    }
}

fn actions(lifecycle: &Lifecycle) -> Vec<Action> {
    let mut actions: Vec<Action> = lifecycle.steps.iter().map(|step| step.action).collect();
    actions.dedup();
    actions
}

fn count(lifecycle: &Lifecycle, action: Action) -> usize {
    lifecycle.steps.iter().filter(|step| step.action == action).count()
}

#[test]
fn a_pool_that_was_locked_to_one_region() {
    let mut mistake = Mistake::new();
    assert_eq!(mistake.steps().steps, []);
    mistake.change(mistake.top, |tables| &tables.pools, |pool| pool.locale = None);
    let lifecycle = mistake.steps();
    assert_eq!(lifecycle.impossible, []);
    use Action::{
        Allocate, AwaitImport, CreatePool, DeletePool, Deprovision, Ignore, Monitor, Provision, Release, StartImport,
        StopImport,
    };
    let expected = [
        Release,
        Ignore,
        Deprovision,
        DeletePool,
        Deprovision,
        DeletePool,
        Deprovision,
        DeletePool,
        CreatePool,
        Provision,
        CreatePool,
        Provision,
        CreatePool,
        Provision,
        Allocate,
        Monitor,
        StartImport,
        AwaitImport,
        StopImport,
    ];
    assert_eq!(actions(&lifecycle), expected);
    assert_eq!(
        [Ignore, Monitor, AwaitImport].map(|action| count(&lifecycle, action)),
        [5, 5, 5]
    );
    assert_eq!(
        [StartImport, StopImport].map(|action| count(&lifecycle, action)),
        [2, 2]
    );
    let fate = |id: AnyId| lifecycle.fates.get(&id).copied();
    assert_eq!(fate(mistake.top.into()), Some(Fate::Recreated(Cause::Fixed("locale"))));
    for sub in mistake.subs {
        assert_eq!(fate(sub.into()), Some(Fate::Recreated(Cause::With(mistake.top.into()))));
    }
    assert!(matches!(fate(mistake.reservation.into()), Some(Fate::Recreated(_))));
    for (vpc, cidr) in mistake.vpcs.iter().zip(&mistake.cidrs) {
        assert_eq!(fate((*vpc).into()), None);
        assert!(matches!(fate((*cidr).into()), Some(Fate::Reimported(Cause::With(_)))));
    }
    let calls: Vec<String> = lifecycle.steps.iter().map(|step| step.call.to_string()).collect();
    let has = |call: &str| assert!(calls.iter().any(|other| other == call), "no {call} in {calls:#?}");
    has(
        "aws ec2 modify-ipam-resource-cidr --region us-east-1 --resource-id vpc-0 --resource-cidr 10.0.0.0/20 \
         --resource-region us-east-1 --current-ipam-scope-id '<ipam-scope-id of the default private scope>' --no-monitored",
    );
    has("aws ec2 deprovision-ipam-pool-cidr --region us-east-1 --ipam-pool-id ipam-pool-dev --cidr 10.0.0.0/12");
    has("aws ec2 delete-ipam-pool --region us-east-1 --ipam-pool-id ipam-pool-global");
    has(
        "aws ec2 create-ipam-pool --region us-east-1 --ipam-scope-id '<ipam-scope-id of the default private scope>' \
         --address-family ipv4 --tag-specifications \
         '[{\"ResourceType\":\"ipam-pool\",\"Tags\":[{\"Key\":\"Name\",\"Value\":\"global\"}]}]'",
    );
    // What is created again has another id, which only AWS knows.
    has(
        "aws ec2 provision-ipam-pool-cidr --region us-east-1 --ipam-pool-id '<ipam-pool-id of the pool dev>' --cidr \
         10.0.0.0/12",
    );
    for step in &lifecycle.steps {
        let unverified = matches!(step.footing, Footing::Unverified { .. });
        assert_eq!(unverified, step.action == AwaitImport, "{}", step.title);
        assert_eq!(
            matches!(step.wait, Wait::Release { .. }),
            step.action == Ignore,
            "{}",
            step.title
        );
    }
}

#[test]
fn a_pool_without_a_locale_imports_and_allocates_nothing() {
    let mut mistake = Mistake::new();
    mistake.change(mistake.top, |tables| &tables.pools, |pool| pool.locale = None);
    mistake.change(mistake.subs[0], |tables| &tables.pools, |pool| pool.locale = None);
    let lifecycle = mistake.steps();
    // The two VPCs of that sub-pool stay, unmanaged.
    assert_eq!(lifecycle.impossible.len(), 2);
    assert_eq!(
        lifecycle.impossible[0].why,
        "The VPC is in us-east-1, and the pool dev has no Region as its locale"
    );
    assert_eq!(lifecycle.outcome.vpcs.len(), 5);
    assert_eq!(count(&lifecycle, Action::AwaitImport), 3);
}

type Change = fn(&mut Mistake);

#[test]
fn what_a_change_takes() {
    use Action::{
        Allocate, Associate, CreateServiceLinkedRole, CreateVpc, DelegateAdministrator, DeleteVpc, ModifyIpam,
        ModifyPool, Release, SharePool, StartImport, Tag,
    };
    let cases: &[(&str, Change, &[Action])] = &[
        (
            "a name",
            |m| m.change(m.top, |t| &t.pools, |row| row.name = "all".into()),
            &[Tag],
        ),
        (
            "a note",
            |m| m.change(m.top, |t| &t.pools, |row| row.note = "all".into()),
            &[],
        ),
        (
            "a description",
            |m| m.change(m.top, |t| &t.pools, |row| row.description = "all".into()),
            &[ModifyPool],
        ),
        (
            "auto-import",
            |m| {
                m.change(
                    m.subs[0],
                    |t| &t.pools,
                    |row| row.auto_import = ipam_planner::plan::AutoImport::Enabled,
                )
            },
            &[StartImport],
        ),
        (
            "an operating Region",
            |m| {
                m.change(
                    Plan::ipam_id(),
                    |t| &t.ipams,
                    |row| _ = row.operating_regions.insert(region("eu-west-3")),
                )
            },
            &[ModifyIpam],
        ),
        (
            "an organization that shares",
            |m| {
                m.change(
                    Plan::ipam_id(),
                    |t| &t.ipams,
                    |row| {
                        row.integration = Integration::Organization {
                            delegated_administrator: None,
                        };
                    },
                );
                m.change(
                    m.subs[0],
                    |t| &t.pools,
                    |row| _ = row.shared_with.insert("111122223333".parse().unwrap()),
                );
            },
            &[DelegateAdministrator, SharePool],
        ),
        (
            "another reservation",
            |m| {
                m.change(
                    m.reservation,
                    |t| &t.reservations,
                    |row| row.cidr = "10.30.0.0/16".parse().unwrap(),
                )
            },
            &[Release, Allocate],
        ),
        (
            "another CIDR of a VPC",
            |m| {
                m.change(
                    m.cidrs[0],
                    |t| &t.vpc_cidrs,
                    |row| row.cidr = "10.9.0.0/20".parse().unwrap(),
                )
            },
            &[DeleteVpc, CreateVpc],
        ),
        (
            "a further CIDR",
            |m| {
                let row = VpcCidr {
                    vpc: m.vpcs[0],
                    cidr: "10.10.0.0/20".parse().unwrap(),
                    role: CidrRole::Secondary,
                    pool: Some(m.subs[0]),
                    monitoring: Monitoring::Monitored,
                };
                let mut edit = Edit::new();
                edit.add(Id::mint(&mut m.ids), row);
                m.plan.apply(edit).unwrap();
            },
            &[Associate],
        ),
    ];
    for (what, change, expected) in cases {
        let mut mistake = Mistake::new();
        change(&mut mistake);
        let lifecycle = mistake.steps();
        assert_eq!(lifecycle.impossible, [], "{what}");
        assert_eq!(actions(&lifecycle), *expected, "{what}");
    }
    let fresh = lifecycle(&Plan::new("fresh", region("eu-west-1")));
    assert_eq!(actions(&fresh), [CreateServiceLinkedRole, Action::CreateIpam]);
    assert_eq!(
        fresh.steps[0].call.to_string(),
        "aws iam create-service-linked-role --aws-service-name ipam.amazonaws.com"
    );
    assert_eq!(
        fresh.steps[1].call.to_string(),
        "aws ec2 create-ipam --region eu-west-1 --operating-regions RegionName=eu-west-1 --tier advanced"
    );
}

#[test]
fn what_aws_refuses() {
    fn first_sub_pool() -> Id<Pool> {
        Mistake::new().subs[0]
    }
    fn ipam(mistake: &mut Mistake, change: fn(&mut Ipam)) {
        mistake.change(Plan::ipam_id(), |tables| &tables.ipams, change);
    }
    let cases: &[(&str, Change)] = &[
        ("The Free Tier needs every pool of a private scope", |m| {
            ipam(m, |row| row.tier = Tier::Free)
        }),
        ("Its locale ap-south-1 is not an operating Region", |m| {
            m.change(m.top, |t| &t.pools, |row| row.locale = Some(region("ap-south-1")));
        }),
        ("Its locale must be us-east-1, which is that of its source", |m| {
            m.change(m.subs[0], |t| &t.pools, |row| row.locale = Some(region("eu-west-1")));
        }),
        ("Pools are shared only when IPAM is integrated", |m| {
            m.change(
                m.top,
                |t| &t.pools,
                |row| _ = row.shared_with.insert("111122223333".parse().unwrap()),
            );
        }),
        ("AWS has one public scope for each IPAM", |m| {
            let mut edit = Edit::new();
            edit.add(
                Id::mint(&mut m.ids),
                Scope::new(ScopeKind::Public, ScopeOrigin::Additional),
            );
            m.plan.apply(edit).unwrap();
        }),
        ("10.0.0.0/20 of the VPC vpc0 is in its place", |m| {
            let mut edit = Edit::new();
            edit.add(
                Id::mint(&mut m.ids),
                Reservation::new(m.subs[0], "10.0.0.0/24".parse().unwrap()),
            );
            m.plan.apply(edit).unwrap();
        }),
        ("It lies in no CIDR of the pool dev", |m| {
            m.change(m.reservation, |t| &t.reservations, |row| row.pool = first_sub_pool());
        }),
    ];
    for (why, change) in cases {
        let mut mistake = Mistake::new();
        change(&mut mistake);
        let lifecycle = mistake.steps();
        let refused = lifecycle
            .impossible
            .iter()
            .any(|impossible| impossible.why.starts_with(why));
        assert!(refused, "{why}: {:#?}", lifecycle.impossible);
        // What exists of it stays.
        assert_eq!(lifecycle.steps, [], "{why}");
    }
}

#[test]
fn tearing_down_leaves_the_vpcs_or_takes_them_along() {
    let mistake = Mistake::new();
    let stay = tear_down(&mistake.plan, Node::Pool(mistake.subs[1]), Residents::Stay);
    use Action::{DeletePool, DeleteVpc, Deprovision, Ignore, Monitor, Release};
    assert_eq!(actions(&stay), [Release, Ignore, Deprovision, DeletePool, Monitor]);
    assert_eq!((count(&stay, Ignore), stay.outcome.vpcs.len()), (3, 5));
    let go = tear_down(&mistake.plan, Node::Pool(mistake.subs[1]), Residents::Go);
    assert_eq!(actions(&go), [Release, DeleteVpc, Deprovision, DeletePool]);
    assert_eq!(go.outcome.vpcs.len(), 2);
    for lifecycle in [stay, go] {
        Aws::with(mistake.plan.actual()).replay(&lifecycle);
    }
}

#[test]
fn a_bound_that_is_taken_away_is_set_so_wide_that_it_bounds_nothing() {
    let mut mistake = Mistake::new();
    let before = mistake.plan.actual().pools.get(&mistake.top).unwrap().clone();
    let mut after = before.clone();
    after.rules.min = ipam_planner::address::NetmaskLength::new(12);
    let change = RowChange {
        id: mistake.top,
        before: Some(Box::new(before)),
        after: Some(Box::new(after)),
    };
    let mut edit = Edit::new();
    let side = ipam_planner::plan::Side::Actual;
    edit.changes.push(ipam_planner::plan::Change::Aws(side, change.into()));
    mistake.plan.apply(edit).unwrap();
    let steps = mistake.steps().steps;
    let [step] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!(step.action, Action::ModifyPool);
    assert!(matches!(step.footing, Footing::Unverified { .. }));
    let call = format!("{:?}", step.call);
    assert!(call.contains("--allocation-min-netmask-length"), "{call}");
}

/// A VPC with a resource planning pool, a pool within it, and a subnet from each, all of which exist.
struct Planning {
    exists: AwsTables,
    planning: Id<Pool>,
    dev: Id<Pool>,
    /// From the planning pool, and from the one within it.
    subnets: [Id<Subnet>; 2],
}

impl Planning {
    fn new() -> Self {
        let Mistake {
            plan, mut ids, vpcs, ..
        } = Mistake::new();
        let mut exists = plan.design().clone();
        let mut pool = |exists: &mut AwsTables, parent: PoolParent, name: &str, cidr: &str| {
            let mut row = Pool::new(parent, ipam_planner::address::Family::Ipv4);
            (row.name, row.aws_id) = (name.to_owned(), Some(format!("ipam-pool-{name}")));
            if let PoolParent::Scope(_) = parent {
                row.source_resource = Some(vpcs[0]);
            }
            let (id, cidr) = (Id::mint(&mut ids), cidr.parse().unwrap());
            exists.pools.insert(id, row);
            exists
                .pool_cidrs
                .insert(Id::mint(&mut ids), PoolCidr { pool: id, cidr });
            id
        };
        let planning = pool(
            &mut exists,
            Plan::default_private_scope().into(),
            "planning",
            "10.0.0.0/20",
        );
        let dev = pool(&mut exists, planning.into(), "dev-subnets", "10.0.0.0/24");
        let subnets = [(planning, "10.0.1.0/28"), (dev, "10.0.0.0/28")].map(|(pool, cidr)| {
            let mut row = Subnet::new(vpcs[0], cidr.parse().unwrap());
            row.pool = Some(pool);
            let id = Id::mint(&mut ids);
            exists.subnets.insert(id, row);
            id
        });
        let kept = Reservation::new(dev, "10.0.0.128/28".parse().unwrap());
        exists.reservations.insert(Id::mint(&mut ids), kept);
        Self {
            exists,
            planning,
            dev,
            subnets,
        }
    }

    /// Takes a pool out of the tables, with all that is in it.
    fn without(&self, pools: &[Id<Pool>]) -> AwsTables {
        let mut tables = self.exists.clone();
        let cidrs = self
            .exists
            .pool_cidrs
            .iter()
            .filter(|(_, row)| pools.contains(&row.pool));
        cidrs.for_each(|(id, _)| _ = tables.pool_cidrs.remove(id));
        let kept = self
            .exists
            .reservations
            .iter()
            .filter(|(_, row)| pools.contains(&row.pool));
        kept.for_each(|(id, _)| _ = tables.reservations.remove(id));
        pools.iter().for_each(|id| _ = tables.pools.remove(id));
        for row in tables.subnets.values_mut() {
            row.pool = row.pool.filter(|pool| !pools.contains(pool));
        }
        tables
    }

    fn torn_down(&self, pool: Id<Pool>, residents: Residents) -> Lifecycle {
        let intent = Plan::new("planning", region("us-east-1")).intent().clone();
        let plan = Plan::from_tables(self.exists.clone(), self.exists.clone(), intent).unwrap();
        tear_down(&plan, Node::Pool(pool), residents)
    }

    fn changed_to(&self, design: &AwsTables) -> Lifecycle {
        diff(&self.exists, design, &IntentTables::default())
    }
}

/// "This will not delete the subnets themselves. They will stay with CIDRs provisioned to them, though the CIDRs will no longer be
/// from an IPAM pool": <https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html>, cleanup.
#[test]
fn subnets_stay_when_the_pool_that_plans_for_them_goes() {
    use Action::{CreateSubnet, DeletePool, DeleteSubnet, Deprovision, Release};
    let is = Planning::new();
    let (planning, dev) = (is.planning, is.dev);
    let mut lets_go = is.exists.clone();
    lets_go.subnets.get_mut(&is.subnets[0]).unwrap().pool = None;
    // Which pools the two subnets are from in the end, where they stay, and whether a page says that they do.
    type Case<'a> = (&'a str, Lifecycle, &'a [Action], Option<[Option<Id<Pool>>; 2]>, bool);
    let cases: [Case; 6] = [
        (
            "the planning pool is torn down",
            is.torn_down(planning, Residents::Stay),
            &[DeletePool],
            Some([None, None]),
            true,
        ),
        (
            "the pool within it is torn down",
            is.torn_down(dev, Residents::Stay),
            &[DeletePool],
            Some([Some(planning), None]),
            false,
        ),
        (
            "the planning pool is torn down with its subnets",
            is.torn_down(planning, Residents::Go),
            &[DeleteSubnet, Release, Deprovision, DeletePool, Deprovision, DeletePool],
            None,
            true,
        ),
        (
            "the plan has no planning pool any more",
            is.changed_to(&is.without(&[planning, dev])),
            &[DeletePool],
            Some([None, None]),
            true,
        ),
        (
            "the plan has no pool within it any more",
            is.changed_to(&is.without(&[dev])),
            &[DeletePool],
            Some([Some(planning), None]),
            false,
        ),
        // AWS takes no subnet out of a pool that stays.
        (
            "a subnet is to be from no pool, and its pool stays",
            is.changed_to(&lets_go),
            &[DeleteSubnet, CreateSubnet],
            Some([None, Some(dev)]),
            true,
        ),
    ];
    for (what, lifecycle, expected, pools, on_a_page) in cases {
        assert_eq!(lifecycle.impossible, [], "{what}");
        assert_eq!(actions(&lifecycle), expected, "{what}");
        let from = is
            .subnets
            .map(|id| lifecycle.outcome.subnets.get(&id).map(|row| row.pool));
        assert_eq!(from, pools.map_or([None; 2], |pools| pools.map(Some)), "{what}");
        let unverified = lifecycle.steps.iter().any(|step| step.is_unverified());
        assert_eq!(unverified, !on_a_page, "{what}");
        Aws::with(&is.exists).replay(&lifecycle);
    }
    let steps = is.torn_down(planning, Residents::Stay).steps;
    assert_eq!(steps[0].title, "Delete the pool planning with all that is in it");
    assert_eq!(
        steps[0].call.to_string(),
        "aws ec2 delete-ipam-pool --region us-east-1 --ipam-pool-id ipam-pool-planning --cascade"
    );
    let page = "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-subnet-planning.html";
    assert_eq!(steps[0].footing, Footing::Page(page));
    let fates = is.torn_down(planning, Residents::Stay).fates;
    for subnet in is.subnets {
        assert_eq!(fates.get(&subnet.into()), Some(&Fate::Changed));
    }
    // A pool that plans for subnets and has none is emptied and deleted as any other.
    let mut empty = Planning::new();
    for subnet in empty.subnets {
        empty.exists.subnets.get_mut(&subnet).unwrap().pool = None;
    }
    let steps = empty.torn_down(planning, Residents::Stay).steps;
    assert!(steps.iter().all(|step| !step.call.to_string().contains("--cascade")));
}

/// What exists in a private scope comes into no pool of the public one.
#[test]
fn an_unmanaged_vpc_cidr_comes_into_no_public_pool() {
    let mut mistake = Mistake::new();
    let mut pool = Pool::new(Plan::default_public_scope().into(), ipam_planner::address::Family::Ipv4);
    (pool.name, pool.locale) = ("own".to_owned(), Some(region("us-east-1")));
    let (id, cidr) = (Id::mint(&mut mistake.ids), Id::mint(&mut mistake.ids));
    let mut exists = mistake.plan.design().clone();
    exists.pools.insert(id, pool);
    exists.pool_cidrs.insert(
        cidr,
        PoolCidr {
            pool: id,
            cidr: "203.0.112.0/20".parse().unwrap(),
        },
    );
    let held = mistake.cidrs[0];
    let row = exists.vpc_cidrs.get_mut(&held).unwrap();
    (row.cidr, row.pool) = ("203.0.113.0/24".parse().unwrap(), None);
    let mut design = exists.clone();
    design.vpc_cidrs.get_mut(&held).unwrap().pool = Some(id);
    let lifecycle = diff(&exists, &design, &IntentTables::default());
    assert_eq!(lifecycle.steps, []);
    assert_eq!(
        lifecycle.impossible[0].why,
        "It exists in the default private scope, from where no VPC CIDR comes into the pool own, which is in the public scope"
    );
    // A VPC that is still to be created has it from there.
    let mut before = exists;
    before.vpc_cidrs.remove(&held);
    before.vpcs.remove(&mistake.vpcs[0]);
    let lifecycle = diff(&before, &design, &IntentTables::default());
    assert_eq!(lifecycle.impossible, []);
    assert_eq!(actions(&lifecycle), [Action::CreateVpc]);
}

/// "In a RAM-shared pool the resource owner must be a principal": a member takes nothing before it is one. Where only the owner of
/// the IPAM takes, the share waits until all is in its place.
#[test]
fn a_pool_is_shared_before_other_accounts_take_from_it() {
    use Action::{Allocate, Associate, AwaitImport, CreateVpc, SharePool};
    let (owner, member) = ("111122223333", "444455556666");
    for (number, expected) in [(Some(member), true), (None, true), (Some(owner), false)] {
        let mut mistake = Mistake::new();
        let mut edit = Edit::new();
        let account = Id::mint(&mut mistake.ids);
        let mut row = Account::named("workloads");
        row.number = number.map(|number| number.parse().unwrap());
        edit.intent(RowChange {
            id: account,
            before: None,
            after: Some(Box::new(row)),
        });
        mistake.plan.apply(edit).unwrap();
        let mut exists = mistake.plan.design().clone();
        let ipam = exists.ipams.get_mut(&Plan::ipam_id()).unwrap();
        ipam.integration = Integration::Organization {
            delegated_administrator: Some(owner.parse().unwrap()),
        };
        // One VPC is to be created, one is to be imported, one gets another CIDR, and something is to be reserved.
        let mut design = exists.clone();
        let pool = mistake.subs[1];
        let shared_with = &mut design.pools.get_mut(&pool).unwrap().shared_with;
        shared_with.insert(member.parse().unwrap());
        for vpc in design.vpcs.values_mut() {
            vpc.account = Some(account);
        }
        exists.vpcs.remove(&mistake.vpcs[2]);
        exists.vpc_cidrs.remove(&mistake.cidrs[2]);
        exists.vpc_cidrs.get_mut(&mistake.cidrs[3]).unwrap().pool = None;
        exists.reservations.remove(&mistake.reservation);
        let mut second = design.vpc_cidrs.get(&mistake.cidrs[4]).unwrap().clone();
        (second.role, second.cidr) = (CidrRole::Secondary, "10.20.0.0/20".parse().unwrap());
        design.vpc_cidrs.insert(Id::mint(&mut mistake.ids), second);
        let lifecycle = diff(&exists, &design, mistake.plan.intent());
        let place = |action| lifecycle.steps.iter().position(|step| step.action == action).unwrap();
        let share = place(SharePool);
        for before in [Allocate, AwaitImport] {
            assert!(place(before) < share, "{before:?} of {number:?}");
        }
        for after in [CreateVpc, Associate] {
            assert_eq!(place(after) > share, expected, "{after:?} of {number:?}");
        }
        if expected {
            Aws::with(&exists).replay(&lifecycle);
        }
    }
}

/// A VPC is created once, with the one primary CIDR that it keeps.
#[test]
fn a_second_primary_cidr_is_refused() {
    let mistake = Mistake::new();
    let exists = mistake.plan.design();
    let (kept, other) = (mistake.cidrs[0], mistake.cidrs[1]);
    let refused = |exists: &AwsTables, design: &AwsTables| {
        let lifecycle = diff(exists, design, &IntentTables::default());
        Aws::with(exists).replay(&lifecycle);
        let whys: Vec<&str> = lifecycle
            .impossible
            .iter()
            .map(|refused| refused.why.as_str())
            .collect();
        assert!(whys.contains(&"A VPC has one primary CIDR"), "{whys:?}");
        let primary = |row: &&VpcCidr| row.vpc == mistake.vpcs[0] && row.role == CidrRole::Primary;
        assert_eq!(lifecycle.outcome.vpc_cidrs.values().filter(primary).count(), 1);
        lifecycle
    };
    let mut second = exists.vpc_cidrs.get(&kept).unwrap().clone();
    second.cidr = "10.9.0.0/20".parse().unwrap();
    for id in ["0", "zzz"] {
        // Ids before and after that of the first one.
        let mut design = exists.clone();
        design.vpc_cidrs.insert(id.parse().unwrap(), second.clone());
        let fresh = refused(&AwsTables::default(), &design);
        assert_eq!(count(&fresh, Action::CreateVpc), 5);
        assert_eq!(refused(exists, &design).steps, [], "what exists has the place");
        // Two that are marked as existing, of a VPC that is made again: AWS cannot have made them.
        let marked = design.clone();
        design.vpcs.get_mut(&mistake.vpcs[0]).unwrap().region = region("eu-west-1");
        for row in design.vpc_cidrs.values_mut().filter(|row| row.vpc == mistake.vpcs[0]) {
            row.pool = None;
        }
        let again = diff(&marked, &design, &IntentTables::default());
        assert_eq!(count(&again, Action::CreateVpc), 1);
    }
    let mut design = exists.clone();
    design.vpc_cidrs.get_mut(&other).unwrap().vpc = mistake.vpcs[0];
    assert_eq!(
        refused(exists, &design).outcome.vpc_cidrs.get(&kept),
        exists.vpc_cidrs.get(&kept)
    );
}

/// Whoever waits for the steps of a large plan gets them a piece at a time, and the same ones.
#[test]
fn steps_are_worked_out_in_pieces() {
    let plan = ipam_planner::examples::generated(3_000);
    for actual in [AwsTables::default(), Mistake::new().plan.actual().clone()] {
        let (design, intent) = (plan.design().clone(), plan.intent().clone());
        let mut working = Working::new(actual.clone(), design, intent);
        let mut pieces = 1;
        let steps = loop {
            match working.step() {
                Some(steps) => break steps,
                None => pieces += 1,
            }
        };
        assert!(pieces > 10, "{pieces}");
        assert_eq!(steps, diff(&actual, plan.design(), plan.intent()));
    }
}
