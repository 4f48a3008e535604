//! The two safe orders of adoption, each with what it costs.

use super::auto_import::{Fate, auto_import};
use super::survey::{LiveCidr, Standing, holder};
use crate::address::Cidr;
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::gesture::{Gesture, Locked, lock_above};
use crate::plan::index::Index;
use crate::plan::{AnyId, AutoImport, Edit, Id, IdSource, Lock, Node, Plan, Pool, Reservation, VpcCidr};

/// A safe order of adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SafeOrder {
    /// Reserve every block that runs before anything is allocated from the pools.
    ReserveFirst,
    /// Let pools import what runs before they are shared, or anything is allocated from them.
    ImportFirst,
}

impl SafeOrder {
    /// What is to be done, in order.
    pub fn steps(self) -> [&'static str; 4] {
        match self {
            Self::ReserveFirst => [
                "Create the pools and provision their CIDRs, without auto-import and shared with nobody",
                "Reserve every block that runs: one custom allocation each",
                "Check with get-ipam-pool-allocations that every reservation is listed",
                "Only then share the pools, and allocate from them",
            ],
            Self::ImportFirst => [
                "Create the pools with a locale and with auto-import, shared with nobody",
                "Allocate nothing from them: neither by hand nor through a VPC that asks for a size",
                "Wait until get-ipam-pool-allocations lists every VPC; that takes longer than discovery",
                "Only then share the pools, and allocate from them",
            ],
        }
    }

    /// What it costs.
    pub fn price(self) -> &'static str {
        match self {
            Self::ReserveFirst => {
                "It is safe at once, and for good. But a reserved block cannot be imported: these VPCs stay unmanaged, and IPAM checks \
                 them neither for overlap nor against the rules of the pool. To manage one later, its reservation has to be released, \
                 and until it is imported its addresses are free to be handed out"
            }
            Self::ImportFirst => {
                "The VPCs are managed in the end. But until every one is listed, a single allocation in its range stops its import for \
                 good; how long that takes is not documented. Of identical CIDRs one is imported, which one is not said, and of \
                 overlapping ones the largest; the others stay unmanaged"
            }
        }
    }
}

/// Why a CIDR stays outside of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The CIDR.
    pub id: Id<VpcCidr>,
    /// Why, and what would help.
    pub why: String,
}

/// One of the two orders, for what runs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// Which.
    pub order: SafeOrder,
    /// What the plan takes on with it: nothing when nothing is to be done.
    pub gesture: Option<Gesture>,
    /// The CIDRs that are safe then.
    pub safe: Vec<Id<VpcCidr>>,
    /// Those that are not, and why.
    pub left: Vec<Left>,
}

/// What an order does to the plan. Reservations, or the allocations that auto-import will make, become part of the design, so
/// that nothing is planned over what runs. O(n log n).
pub fn adopt(plan: &Plan, index: &Index, live: &[LiveCidr], order: SafeOrder, ids: &mut dyn IdSource) -> Adoption {
    let mut adopting = Adopting {
        plan,
        index,
        live,
        edit: Edit::new(),
        safe: Vec::new(),
        left: Vec::new(),
        reserved: OrderedMap::new(),
        fates: OrderedMap::new(),
        locks: OrderedMap::new(),
    };
    // What holds others comes before them.
    let mut by_address: Vec<&LiveCidr> = live.iter().collect();
    sort_by_key(&mut by_address, |live| (live.cidr, live.id));
    for live in by_address {
        let pool = match &live.standing {
            Standing::Ignored | Standing::Managed(_) => continue,
            Standing::Reserved(..) => {
                match order {
                    SafeOrder::ReserveFirst => adopting.safe.push(live.id),
                    SafeOrder::ImportFirst => {
                        adopting.leave(
                            live,
                            "it is reserved, so it cannot be imported: release the reservation first",
                        );
                    }
                }
                continue;
            }
            Standing::OutsidePools => None,
            Standing::Unmanaged(pool) => Some(*pool),
            Standing::Conflicting(_) => holder(plan, index, live.scope, live.cidr),
        };
        match (pool, order) {
            (None, _) => adopting.leave(live, "no pool holds it as a whole, so none can keep it or import it"),
            (Some(pool), SafeOrder::ReserveFirst) => adopting.reserve(live, pool, ids),
            (Some(pool), SafeOrder::ImportFirst) => adopting.import(live, pool),
        }
    }
    adopting.finish(order)
}

struct Adopting<'a> {
    plan: &'a Plan,
    index: &'a Index,
    live: &'a [LiveCidr],
    edit: Edit,
    safe: Vec<Id<VpcCidr>>,
    left: Vec<Left>,
    /// The block that was reserved last in each pool: those inside it are safe with it.
    reserved: OrderedMap<Id<Pool>, Cidr>,
    /// What each pool would import.
    fates: OrderedMap<Id<Pool>, OrderedMap<Id<VpcCidr>, Fate>>,
    /// The lock on each pool, or on what it lies in.
    locks: OrderedMap<Id<Pool>, Option<Locked>>,
}

impl Adopting<'_> {
    fn leave(&mut self, live: &LiveCidr, why: &str) {
        self.left.push(Left {
            id: live.id,
            why: why.to_owned(),
        });
    }

    /// Leaves what a lock on its pool keeps as it is. Whether there is one.
    fn leaves_locked(&mut self, live: &LiveCidr, pool: Id<Pool>) -> bool {
        let (plan, index) = (self.plan, self.index);
        if !self.locks.contains_key(&pool) {
            self.locks.insert(pool, lock_above(plan, index, Node::Pool(pool)));
        }
        let lock = self.locks.get(&pool).and_then(Option::as_ref).map(ToString::to_string);
        if let Some(lock) = &lock {
            self.leave(live, &format!("its pool cannot change: {lock}"));
        }
        lock.is_some()
    }

    fn reserve(&mut self, live: &LiveCidr, pool: Id<Pool>, ids: &mut dyn IdSource) {
        let Some(entry) = self.index.pool(pool) else { return };
        if self.leaves_locked(live, pool) {
            return;
        }
        if self
            .reserved
            .get(&pool)
            .is_some_and(|reserved| reserved.contains(live.cidr))
        {
            self.safe.push(live.id);
            return;
        }
        if let Some(taken) = entry.allocations().meeting(live.cidr).next() {
            let what = AnyId::from(taken.block).kind();
            self.leave(
                live,
                &format!("the {what} {} of its pool is in its range already", taken.cidr),
            );
            return;
        }
        self.reserved.insert(pool, live.cidr);
        let vpc = self.plan.design().vpcs.get(&live.vpc);
        let name = vpc.map(|vpc| match &vpc.aws_id {
            Some(aws_id) if vpc.name.is_empty() => aws_id.clone(),
            _ => vpc.name.clone(),
        });
        let mut kept = Reservation::new(pool, live.cidr);
        kept.name = name.unwrap_or_default();
        self.edit.add(Id::mint(ids), kept);
        self.safe.push(live.id);
    }

    fn import(&mut self, live: &LiveCidr, pool: Id<Pool>) {
        let Some(row) = self.plan.design().pools.get(&pool) else {
            return;
        };
        match row.locale {
            None => {
                let why =
                    "its pool has no locale, and without one AWS offers no auto-import: give it a sub-pool with one";
                self.leave(live, why);
                return;
            }
            Some(locale) if locale != live.region => {
                self.leave(
                    live,
                    &format!("its pool serves {locale}, and the VPC is in {}", live.region),
                );
                return;
            }
            Some(_) => {}
        }
        if self.leaves_locked(live, pool) {
            return;
        }
        if !self.fates.contains_key(&pool) {
            let imports = auto_import(self.plan, self.index, self.live, pool).unwrap_or_default();
            let fates = imports.into_iter().map(|import| (import.id, import.fate));
            self.fates.insert(pool, fates.collect());
            if row.auto_import == AutoImport::Disabled {
                self.edit.update(pool, row, |row| row.auto_import = AutoImport::Enabled);
            }
        }
        let fate = self.fates.get(&pool).and_then(|fates| fates.get(&live.id)).cloned();
        match fate {
            Some(Fate::Imported) => {
                if self.is_locked_vpc(live) {
                    self.leave(live, "its VPC is locked against change: unlock it first");
                } else if let Some(row) = self.plan.design().vpc_cidrs.get(&live.id) {
                    self.edit.update(live.id, row, |row| row.pool = Some(pool));
                    self.safe.push(live.id);
                }
            }
            Some(Fate::OneOf(rivals)) => {
                let why = format!(
                    "{} VPCs have these addresses, and IPAM imports one of them, which one is not said",
                    rivals.len()
                );
                self.leave(live, &why);
            }
            Some(Fate::Blocked(cidr, by)) => {
                self.leave(
                    live,
                    &format!(
                        "the {} {cidr} of its pool is in its range, which stops the import for good",
                        by.kind()
                    ),
                );
            }
            Some(Fate::LosesTo(_)) => self.leave(live, "a larger CIDR overlaps it, and IPAM imports only that"),
            None => self.leave(live, "its pool does not import it"),
        }
    }

    fn is_locked_vpc(&self, live: &LiveCidr) -> bool {
        let vpc = self.plan.design().vpcs.get(&live.vpc);
        vpc.is_some_and(|vpc| vpc.lock == Lock::Locked)
    }

    fn finish(self, order: SafeOrder) -> Adoption {
        let count = self.safe.len();
        let label = match (order, count) {
            (SafeOrder::ReserveFirst, 1) => "Reserve a running CIDR".to_owned(),
            (SafeOrder::ReserveFirst, _) => format!("Reserve {count} running CIDRs"),
            (SafeOrder::ImportFirst, 1) => "Have a running CIDR imported".to_owned(),
            (SafeOrder::ImportFirst, _) => format!("Have {count} running CIDRs imported"),
        };
        let edit = self.edit;
        let gesture = (!self.safe.is_empty() && !edit.is_empty()).then_some(Gesture {
            label,
            edit,
            focus: None,
        });
        Adoption {
            order,
            gesture,
            safe: self.safe,
            left: self.left,
        }
    }
}
