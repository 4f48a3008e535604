//! From what was found to rows that agree with one another: what the files leave open is worked out.
//!
//! Rows of one key become one, from whatever files they are. Output that does not say of which pool it is gets the pool that the
//! addresses tell, or is left for a question. What others name and no file holds becomes a stub. Blocks become pools, VPCs,
//! subnets and reservations. It knows the files alone, and no plan.

mod absorb;
mod allocations;
mod blocks;
mod counts;
mod unknown;

use super::choices::{Choices, DefaultVpcs, PoolChoice};
use super::found::{self, DefaultVpc, Found, Key};
use super::note::{Notes, Severity};
use crate::address::{Cidr, Family};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::AccountNumber;
use absorb::{Unique, note};

pub(super) use absorb::called;
pub(super) use counts::Count;
pub(super) use unknown::UnknownPool;

/// Rows that agree with one another, each of them once.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) ipam: Option<found::Ipam>,
    pub(super) scopes: Vec<found::Scope>,
    pub(super) pools: Vec<found::Pool>,
    pub(super) pool_cidrs: Vec<found::PoolCidr>,
    /// Custom allocations.
    pub(super) reservations: Vec<found::Allocation>,
    pub(super) vpcs: Vec<found::Vpc>,
    pub(super) vpc_cidrs: Vec<found::VpcCidr>,
    pub(super) subnets: Vec<found::Subnet>,
    pub(super) public_blocks: Vec<found::PublicBlock>,
    pub(super) accounts: Vec<found::Account>,
    pub(super) connections: Vec<found::Connection>,
    /// Blocks that are networks on premises: by name.
    pub(super) networks: OrderedMap<String, OrderedSet<Cidr>>,
    pub(super) counted: Vec<Count>,
    /// What is to be written in the note of a subnet.
    pub(super) subnet_notes: OrderedMap<Key, Vec<String>>,
    /// What the plan may know and no file says: the pool of some rows.
    pub(super) unknown_pools: Vec<UnknownPool>,
    /// The VPCs that are the default ones.
    pub(super) default_vpcs: OrderedSet<Key>,
    pub(super) notes: Notes,
}

/// How an account is told from others: by its number, and else by its name.
type AccountKey = (Option<AccountNumber>, Option<String>);

/// Rows that go through a step at once: a step of the slowest takes some milliseconds.
pub(super) const PIECE: usize = 2_000;

/// Rows that are being settled, a piece at a time.
pub(super) struct Settling<'a> {
    choices: &'a Choices,
    found: &'a Found,
    /// What is being done, and how far.
    phase: usize,
    at: usize,
    pool_groups: Vec<found::PoolCidr>,
    allocations: Vec<found::Allocation>,
    interfaces: Vec<found::Interface>,
    connections: Vec<found::Connection>,
    things: Vec<blocks::Thing>,
    scopes: Unique<Key, found::Scope>,
    pools: Unique<Key, found::Pool>,
    pool_cidrs: Unique<(Key, Cidr), found::PoolCidr>,
    reservations: Unique<(Key, Cidr), found::Allocation>,
    vpcs: Unique<Key, found::Vpc>,
    vpc_cidrs: Unique<(Key, Cidr), found::VpcCidr>,
    subnets: Unique<(Key, Family), found::Subnet>,
    public_blocks: Unique<Key, found::PublicBlock>,
    accounts: Unique<AccountKey, found::Account>,
    out: Settled,
}

impl<'a> Settling<'a> {
    pub(super) fn new(found: &'a Found, choices: &'a Choices) -> Self {
        Self {
            choices,
            found,
            phase: 0,
            at: 0,
            pool_groups: Vec::new(),
            allocations: Vec::new(),
            interfaces: Vec::new(),
            connections: Vec::new(),
            things: Vec::new(),
            scopes: Unique::new(),
            pools: Unique::new(),
            pool_cidrs: Unique::new(),
            reservations: Unique::new(),
            vpcs: Unique::new(),
            vpc_cidrs: Unique::new(),
            subnets: Unique::new(),
            public_blocks: Unique::new(),
            accounts: Unique::new(),
            out: Settled::default(),
        }
    }

    /// Goes on a piece, and says whether all is done. Each phase goes on from where it was, and says itself when it is over.
    pub(super) fn step(&mut self) -> bool {
        match self.phase {
            0 => self.unite_few(),
            1 => self.unite_vpcs(),
            2 => self.unite_vpc_cidrs(),
            3 => self.unite_subnets(),
            4 => self.unite_others(),
            5 => self.gather_blocks(),
            6 => self.nest_blocks(),
            7 => self.decide_blocks(),
            8 => self.place_blocks(),
            9 => self.find_pools(),
            10 => self.place_allocations(),
            11 => self.complete_vpcs(),
            12 => self.complete(),
            13 => self.count(),
            _ => return true,
        }
        false
    }

    fn end_phase(&mut self) {
        self.phase += 1;
        self.at = 0;
    }

    /// The next rows of a table, none of them twice. After the last ones the phase is over.
    fn piece<T>(&mut self, rows: &'a [T]) -> &'a [T] {
        let end = rows.len().min(self.at.saturating_add(PIECE));
        let piece = rows.get(self.at..end).unwrap_or_default();
        self.at = end;
        if end >= rows.len() {
            self.end_phase();
        }
        piece
    }
}

impl Settling<'_> {
    /// Makes one row of those of one key, of tables that are short.
    fn unite_few(&mut self) {
        let notes = &mut self.out.notes;
        for ipam in &self.found.ipams {
            match &mut self.out.ipam {
                None => self.out.ipam = Some(ipam.clone()),
                Some(known) if known.key == ipam.key => drop(absorb::Absorb::absorb(known, ipam.clone())),
                Some(known) => {
                    let sentence = format!(
                        "a plan has one IPAM: {} is taken, and {} is left out",
                        called(&known.key),
                        called(&ipam.key)
                    );
                    note(notes, Severity::Refused, ipam.place, sentence);
                }
            }
        }
        for row in &self.found.scopes {
            self.scopes.add(row.key.clone(), row.clone(), called, notes);
        }
        for row in &self.found.pools {
            self.pools.add(row.key.clone(), row.clone(), called, notes);
        }
        for row in &self.found.accounts {
            let key = match row.number {
                Some(number) => (Some(number), None),
                None => (None, row.name.clone()),
            };
            let name = |key: &AccountKey| match key {
                (Some(number), _) => number.to_string(),
                (None, name) => name.clone().unwrap_or_default(),
            };
            self.accounts.add(key, row.clone(), name, notes);
        }
        self.connections = self.found.connections.clone();
        self.end_phase();
    }

    fn unite_vpcs(&mut self) {
        let rows = self.piece(&self.found.vpcs);
        let notes = &mut self.out.notes;
        for row in rows {
            if let Some(key) = row.scope.clone().filter(|key| !self.scopes.has(key)) {
                self.scopes
                    .add(key.clone(), found::Scope::new(row.place, key), called, notes);
            }
            self.vpcs.add(row.key.clone(), row.clone(), called, notes);
        }
    }

    fn unite_vpc_cidrs(&mut self) {
        let rows = self.piece(&self.found.vpc_cidrs);
        let notes = &mut self.out.notes;
        for row in rows {
            let name = |key: &(Key, Cidr)| format!("{} of {}", key.1, called(&key.0));
            self.vpc_cidrs
                .add((row.vpc.clone(), row.cidr), row.clone(), name, notes);
        }
    }

    fn unite_subnets(&mut self) {
        for row in self.piece(&self.found.subnets) {
            let key = (row.key.clone(), row.cidr.family());
            self.add_subnet(key, row.clone());
        }
    }

    fn unite_others(&mut self) {
        let notes = &mut self.out.notes;
        for row in &self.found.public_blocks {
            self.public_blocks.add(row.key.clone(), row.clone(), called, notes);
        }
        self.pool_groups = self.found.pool_cidrs.clone();
        self.allocations = self.found.allocations.clone();
        self.interfaces = self.found.interfaces.clone();
        self.end_phase();
    }

    /// Adds a subnet. Two of one id and family with different addresses are told from each other by no plan.
    fn add_subnet(&mut self, key: (Key, Family), row: found::Subnet) {
        let known = self.subnets.get(&key).map(|known| known.cidr);
        if let Some(known) = known.filter(|known| *known != row.cidr) {
            let sentence = format!(
                "the subnet {} has {known} already; {} is left out",
                called(&key.0),
                row.cidr
            );
            note(&mut self.out.notes, Severity::Refused, row.place, sentence);
            return;
        }
        let name = |key: &(Key, Family)| called(&key.0);
        self.subnets.add(key, row, name, &mut self.out.notes);
    }

    /// Adds the VPCs that CIDRs and subnets name and no file holds.
    fn complete_vpcs(&mut self) {
        let cidrs = self.vpc_cidrs.rows.len();
        let end = (cidrs + self.subnets.rows.len()).min(self.at.saturating_add(PIECE));
        for at in self.at..end {
            let named = match self.vpc_cidrs.rows.get(at) {
                Some(row) => Some((&row.vpc, row.place)),
                None => {
                    let subnet = self.subnets.rows.get(at - cidrs);
                    subnet.and_then(|row| Some((row.vpc.as_ref()?, row.place)))
                }
            };
            if let Some((key, place)) = named.filter(|(key, _)| !self.vpcs.has(key)) {
                let key = key.clone();
                self.vpcs
                    .add(key.clone(), found::Vpc::new(place, key), called, &mut self.out.notes);
            }
        }
        self.at = end;
        if end >= cidrs + self.subnets.rows.len() {
            self.end_phase();
        }
    }

    /// Adds what is missing for a plan to hold together, and decides on default VPCs.
    fn complete(&mut self) {
        self.end_phase();
        self.complete_connections();
        for row in &self.vpcs.rows {
            let known = row.default == Some(DefaultVpc::Yes);
            let looks = row.default.is_none() && row.name.as_deref() == Some("Default AWS VPC");
            if known || looks {
                self.out.default_vpcs.insert(row.key.clone());
            }
        }
        if self.choices.default_vpcs == DefaultVpcs::LeaveOut {
            let gone = &self.out.default_vpcs;
            self.vpcs.rows.retain(|row| !gone.contains(&row.key));
            self.vpc_cidrs.rows.retain(|row| !gone.contains(&row.vpc));
            self.subnets
                .rows
                .retain(|row| row.vpc.as_ref().is_none_or(|vpc| !gone.contains(vpc)));
            self.interfaces.retain(|row| !gone.contains(&row.vpc));
            for connection in &mut self.connections {
                connection.vpcs.retain(|vpc| !gone.contains(vpc));
            }
        }
        for row in self.found.subnet_reservations.clone() {
            let kind = if row.kind.is_empty() { "reserved" } else { &row.kind };
            let text = match &row.description {
                Some(description) => format!("Subnet CIDR reservation {} ({kind}): {description}", row.cidr),
                None => format!("Subnet CIDR reservation {} ({kind})", row.cidr),
            };
            if self.subnets.has(&(row.subnet.clone(), row.cidr.family())) {
                self.out.subnet_notes.or_insert(row.subnet, Vec::new()).push(text);
            } else {
                let sentence = format!(
                    "the subnet {} is in no file, so {} in it is left out",
                    called(&row.subnet),
                    row.cidr
                );
                note(&mut self.out.notes, Severity::Refused, row.place, sentence);
            }
        }
    }

    /// VPCs at the end of a connection that are in no file become stubs: they are in other accounts, which is why.
    fn complete_connections(&mut self) {
        for connection in &self.connections {
            for end in &connection.ends {
                let is_new = !self.vpcs.has(&end.vpc);
                let mut vpc = found::Vpc::new(connection.place, end.vpc.clone());
                vpc.owner = end.owner.map(found::Owner::Number);
                vpc.region = end.region;
                if is_new {
                    for (at, cidr) in end.cidrs.iter().enumerate() {
                        let row = found::VpcCidr {
                            place: connection.place,
                            vpc: end.vpc.clone(),
                            cidr: *cidr,
                            role: (at == 0).then_some(crate::plan::CidrRole::Primary),
                            pool: None,
                            state: None,
                        };
                        let key = (end.vpc.clone(), *cidr);
                        self.vpc_cidrs.add(key, row, |_| String::new(), &mut self.out.notes);
                    }
                    let sentence = format!(
                        "{} is in no file but this one, which names it at the end of a connection: it is taken with what is said here",
                        called(&end.vpc)
                    );
                    note(&mut self.out.notes, Severity::Remark, connection.place, sentence);
                }
                self.vpcs.add(end.vpc.clone(), vpc, called, &mut Notes::default());
            }
        }
    }

    /// What came of it, once all is done.
    pub(super) fn finish(mut self) -> Settled {
        self.out.scopes = self.scopes.rows;
        self.out.pools = self.pools.rows;
        self.out.pool_cidrs = self.pool_cidrs.rows;
        self.out.reservations = self.reservations.rows;
        self.out.vpcs = self.vpcs.rows;
        self.out.vpc_cidrs = self.vpc_cidrs.rows;
        self.out.subnets = self.subnets.rows;
        self.out.public_blocks = self.public_blocks.rows;
        self.out.accounts = self.accounts.rows;
        self.out.connections = self.connections;
        self.out
    }

    /// What was decided about the pool of this name.
    fn chosen_pool(&self, key: &Key) -> Option<&PoolChoice> {
        self.choices.pools.get(key)
    }
}
