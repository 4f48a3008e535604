//! Random plans such as people make: pools in pools, VPCs in them, and changes of single things. Much of it AWS takes.

use ipam_planner::address::{Cidr, Family, NetmaskLength};
use ipam_planner::plan::{
    AutoImport, AwsTables, CidrRole, CountedIds, Id, Integration, Monitoring, Plan, Pool, PoolCidr, PoolParent,
    PublicBlock, PublicBlockKind, PublicIpSource, RegionCode, Reservation, Scope, ScopeKind, ScopeOrigin, Subnet,
    Table, Vpc, VpcCidr,
};

use crate::support::Random;

pub(super) struct Likely {
    pub(super) tables: AwsTables,
    random: Random,
    ids: CountedIds,
}

const REGIONS: [&str; 2] = ["eu-central-1", "us-east-1"];

impl Likely {
    pub(super) fn new(seed: u32) -> Self {
        let mut tables = Plan::new("likely", REGIONS[0].parse().unwrap()).design().clone();
        let ipam = tables.ipams.get_mut(&Plan::ipam_id()).unwrap();
        ipam.operating_regions.insert(REGIONS[1].parse().unwrap());
        ipam.integration = Integration::Organization {
            delegated_administrator: None,
        };
        let mut likely = Self {
            tables,
            random: Random::new(seed),
            ids: CountedIds::default(),
        };
        for number in 0..2 {
            let pool = Pool::new(Plan::default_private_scope().into(), Family::Ipv4);
            let id = likely.add(pool, |tables| &mut tables.pools);
            let cidr = format!("{}.0.0.0/8", 10 + number).parse().unwrap();
            likely.add(PoolCidr { pool: id, cidr }, |tables| &mut tables.pool_cidrs);
        }
        for _ in 0..40 {
            likely.grow();
        }
        likely
    }

    fn add<T>(&mut self, row: T, table: fn(&mut AwsTables) -> &mut Table<T>) -> Id<T> {
        let id = Id::mint(&mut self.ids);
        table(&mut self.tables).insert(id, row);
        id
    }

    fn key<T>(&mut self, table: fn(&AwsTables) -> &Table<T>) -> Option<Id<T>> {
        let table = table(&self.tables);
        let count = table.len();
        (count > 0).then(|| *table.keys().nth(self.random.below(count)).unwrap())
    }

    fn region(&mut self) -> RegionCode {
        self.random.pick(&REGIONS).parse().unwrap()
    }

    /// A block inside `within`, longer by so many bits.
    fn inside(&mut self, within: Cidr, longer: u8) -> Option<Cidr> {
        let length =
            NetmaskLength::new(within.netmask_length().get() + longer).filter(|length| length.fits(within.family()))?;
        let shift = within.family().bits() - length.get();
        let at = self.random.below(1 << longer.min(16)) as u128;
        Cidr::from_bits(within.family(), within.first_bits() + (at << shift), length)
    }

    /// A CIDR of a pool, with the pool.
    fn pool_cidr(&mut self) -> Option<PoolCidr> {
        let id = self.key(|tables| &tables.pool_cidrs)?;
        self.tables.pool_cidrs.get(&id).cloned()
    }

    /// Adds something.
    fn grow(&mut self) -> Option<()> {
        match self.random.below(14) {
            0..=3 => {
                let above = self.pool_cidr()?;
                let source = self.tables.pools.get(&above.pool)?.clone();
                let longer = 1 + self.random.below(4) as u8;
                let cidr = self.inside(above.cidr, longer)?;
                let mut pool = Pool::new(above.pool.into(), source.family);
                let region = self.region();
                pool.locale = source.locale.or((!self.random.once_in(4)).then_some(region));
                (pool.source_resource, pool.name) = (None, "sub".to_owned());
                pool.auto_import = match self.random.once_in(4) && pool.locale.is_some() {
                    true => AutoImport::Enabled,
                    false => AutoImport::Disabled,
                };
                let pool = self.add(pool, |tables| &mut tables.pools);
                self.add(PoolCidr { pool, cidr }, |tables| &mut tables.pool_cidrs);
            }
            4 => {
                let above = self.pool_cidr()?;
                let longer = 4 + self.random.below(6) as u8;
                let cidr = self.inside(above.cidr, longer)?;
                self.add(Reservation::new(above.pool, cidr), |tables| &mut tables.reservations);
            }
            5..=8 => {
                let above = self.pool_cidr()?;
                let source = self.tables.pools.get(&above.pool)?;
                let (locale, region) = (source.locale, self.region());
                let length = above.cidr.netmask_length().get();
                let cidr = self.inside(above.cidr, 20_u8.saturating_sub(length).max(2))?;
                let vpc = Vpc::new(Plan::default_private_scope(), locale.unwrap_or(region));
                let vpc = self.add(vpc, |tables| &mut tables.vpcs);
                let pool = Some(above.pool).filter(|_| !self.random.once_in(5));
                self.vpc_cidr(vpc, cidr, CidrRole::Primary, pool);
            }
            9 => {
                let vpc = self.key(|tables| &tables.vpcs)?;
                let above = self.pool_cidr()?;
                let length = above.cidr.netmask_length().get();
                let cidr = self.inside(above.cidr, 20_u8.saturating_sub(length).max(2))?;
                let pool = Some(above.pool).filter(|_| self.random.once_in(2));
                self.vpc_cidr(vpc, cidr, CidrRole::Secondary, pool);
            }
            10 | 11 => {
                let id = self.key(|tables| &tables.vpc_cidrs)?;
                let row = self.tables.vpc_cidrs.get(&id)?.clone();
                let cidr = self.inside(row.cidr, 2)?;
                self.add(Subnet::new(row.vpc, cidr), |tables| &mut tables.subnets);
            }
            12 => {
                let id = self.key(|tables| &tables.vpc_cidrs)?;
                let row = self.tables.vpc_cidrs.get(&id)?.clone();
                let mut pool = Pool::new(Plan::default_private_scope().into(), row.cidr.family());
                pool.source_resource = Some(row.vpc);
                let pool = self.add(pool, |tables| &mut tables.pools);
                self.add(PoolCidr { pool, cidr: row.cidr }, |tables| &mut tables.pool_cidrs);
                let mut subnet = Subnet::new(row.vpc, self.inside(row.cidr, 3)?);
                subnet.pool = Some(pool);
                self.add(subnet, |tables| &mut tables.subnets);
                if self.random.once_in(2) {
                    self.subnet_pool(pool, row.cidr)?;
                }
            }
            _ => {
                let mut pool = Pool::new(Plan::default_public_scope().into(), Family::Ipv4);
                pool.locale = Some(self.region());
                pool.public_ip_source = Some(PublicIpSource::Byoip);
                let pool = self.add(pool, |tables| &mut tables.pools);
                let cidr = self.inside("203.0.0.0/8".parse().unwrap(), 16)?;
                self.add(PoolCidr { pool, cidr }, |tables| &mut tables.pool_cidrs);
                for _ in 0..2 {
                    let kind = self
                        .random
                        .pick(&[PublicBlockKind::ElasticIp, PublicBlockKind::PublicIpv4Pool]);
                    let longer = if kind == PublicBlockKind::ElasticIp { 8 } else { 4 };
                    let block = PublicBlock {
                        name: String::new(),
                        scope: Plan::default_public_scope(),
                        kind,
                        cidr: self.inside(cidr, longer)?,
                        pool: Some(pool),
                        region: None,
                        account: None,
                        tags: Default::default(),
                        note: String::new(),
                        aws_id: None,
                    };
                    self.add(block, |tables| &mut tables.public_blocks);
                }
            }
        }
        Some(())
    }

    /// A pool within a resource planning pool, with what a plan has in it.
    fn subnet_pool(&mut self, planning: Id<Pool>, around: Cidr) -> Option<()> {
        let mut row = self.tables.pools.get(&planning)?.clone();
        let vpc = row.source_resource?;
        (row.parent, row.source_resource) = (planning.into(), None);
        let cidr = self.inside(around, 2)?;
        let pool = self.add(row, |tables| &mut tables.pools);
        self.add(PoolCidr { pool, cidr }, |tables| &mut tables.pool_cidrs);
        for _ in 0..2 {
            let mut subnet = Subnet::new(vpc, self.inside(cidr, 2)?);
            subnet.pool = Some(pool);
            self.add(subnet, |tables| &mut tables.subnets);
        }
        let kept = self.inside(cidr, 3)?;
        self.add(Reservation::new(pool, kept), |tables| &mut tables.reservations);
        Some(())
    }

    fn vpc_cidr(&mut self, vpc: Id<Vpc>, cidr: Cidr, role: CidrRole, pool: Option<Id<Pool>>) {
        let monitoring = match self.random.once_in(12) {
            true => Monitoring::Ignored,
            false => Monitoring::Monitored,
        };
        let row = VpcCidr {
            vpc,
            cidr,
            role,
            pool,
            monitoring,
        };
        self.add(row, |tables| &mut tables.vpc_cidrs);
    }

    /// Adds, changes or removes something.
    pub(super) fn change(&mut self) -> Option<()> {
        let region = self.region();
        let other = self.key(|tables| &tables.pools)?;
        let pool = self.key(|tables| &tables.pools)?;
        let (pool_cidr, vpc_cidr) = (
            self.key(|tables| &tables.pool_cidrs)?,
            self.key(|tables| &tables.vpc_cidrs),
        );
        let coin = self.random.once_in(2);
        let tables = &mut self.tables;
        match self.random.below(26) {
            0..=5 => return self.grow(),
            6 => tables.pools.get_mut(&pool)?.locale = coin.then_some(region),
            7 => {
                let below = |mut id: Id<Pool>| {
                    for _ in 0..20 {
                        match tables.pools.get(&id).map(|row| row.parent) {
                            Some(PoolParent::Pool(source)) if source != pool => id = source,
                            Some(PoolParent::Pool(_)) => return true,
                            _ => return id == pool,
                        }
                    }
                    true
                };
                if !below(other) {
                    tables.pools.get_mut(&pool)?.parent = other.into();
                }
            }
            8 => {
                let row = tables.pools.get_mut(&pool)?;
                row.auto_import = match row.locale {
                    Some(_) if coin => AutoImport::Enabled,
                    _ => AutoImport::Disabled,
                };
            }
            9 => {
                let row = tables.pools.get_mut(&pool)?;
                row.rules.min = NetmaskLength::new(8).filter(|_| coin);
                row.rules.default = NetmaskLength::new(24).filter(|_| coin);
                row.description = "changed".to_owned();
            }
            10 => {
                let shared_with = &mut tables.pools.get_mut(&pool)?.shared_with;
                match coin {
                    true => _ = shared_with.insert("111122223333".parse().unwrap()),
                    false => *shared_with = Default::default(),
                }
            }
            11 | 12 => {
                let row = tables.pool_cidrs.get(&pool_cidr)?.clone();
                match coin {
                    true => _ = tables.pool_cidrs.remove(&pool_cidr),
                    false => {
                        let cidr = self.inside(row.cidr, 1)?;
                        self.tables.pool_cidrs.get_mut(&pool_cidr)?.cidr = cidr;
                    }
                }
            }
            13 => _ = tables.pools.remove(&pool),
            14 => {
                let row = tables.vpc_cidrs.get(&vpc_cidr?)?;
                let vpc = row.vpc;
                match coin {
                    true => tables.vpcs.get_mut(&vpc)?.region = region,
                    false => _ = tables.vpcs.remove(&vpc),
                }
            }
            15 | 16 => {
                let row = tables.vpc_cidrs.get_mut(&vpc_cidr?)?;
                row.monitoring = match row.monitoring {
                    Monitoring::Ignored => Monitoring::Monitored,
                    Monitoring::Monitored => Monitoring::Ignored,
                };
            }
            17 | 18 => tables.vpc_cidrs.get_mut(&vpc_cidr?)?.pool = coin.then_some(other),
            19 => {
                let row = tables.vpc_cidrs.get(&vpc_cidr?)?.clone();
                let cidr = self.inside(row.cidr, 1)?;
                self.tables.vpc_cidrs.get_mut(&vpc_cidr?)?.cidr = cidr;
            }
            20 => {
                let row = tables.vpc_cidrs.get(&vpc_cidr?)?.vpc;
                let scope = match tables
                    .scopes
                    .keys()
                    .find(|id| **id != Plan::default_private_scope() && coin)
                {
                    Some(id) => *id,
                    None => Plan::default_private_scope(),
                };
                tables.vpcs.get_mut(&row)?.scope = scope;
            }
            21 => {
                let mut scope = Scope::new(ScopeKind::Private, ScopeOrigin::Additional);
                scope.name = "partners".to_owned();
                self.add(scope, |tables| &mut tables.scopes);
            }
            // Subnets that are to be from no pool any more, and often the pool goes too.
            23 | 24 => {
                let subnets = tables.subnets.values().filter_map(|row| row.pool).collect::<Vec<_>>();
                let pool = *subnets.get(self.random.below(subnets.len().max(1)))?;
                let tables = &mut self.tables;
                for row in tables.subnets.values_mut().filter(|row| row.pool == Some(pool)) {
                    row.pool = None;
                }
                if !coin {
                    tables.pools.remove(&pool);
                }
            }
            22 => {
                let id = self.key(|tables| &tables.reservations)?;
                let row = self.tables.reservations.get(&id)?.clone();
                let cidr = self.inside(row.cidr, 1)?;
                self.tables.reservations.get_mut(&id)?.cidr = cidr;
            }
            _ => {
                let ipam = tables.ipams.get_mut(&Plan::ipam_id())?;
                match coin {
                    true => ipam.description.push('.'),
                    false if self.random.once_in(6) => ipam.home_region = region,
                    false => _ = ipam.operating_regions.insert("eu-west-1".parse().unwrap()),
                }
            }
        }
        Some(())
    }
}
