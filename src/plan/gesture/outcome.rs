//! What a gesture would do to the addresses: a preview as data, for every gesture alike.

use super::{Gesture, NamedBlock};
use crate::address::Cidr;
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::{AwsChange, Change, Id, Plan, Pool, PoolCidr, RowChange, Side, Vpc, VpcCidr, tidy};

/// What an edit does, as far as a table of blocks can show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The blocks that come, go, move or change their size or their name, by their address.
    pub blocks: Vec<BlockOutcome>,
    /// Rows that change in something else: another pool, tags, a rule.
    pub others: usize,
}

/// What becomes of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockOutcome {
    /// What kind of thing it is.
    pub kind: BlockKind,
    /// What it is now, or nothing when it comes.
    pub before: Option<NamedBlock>,
    /// What it will be, or nothing when it goes.
    pub after: Option<NamedBlock>,
}

/// What kind of thing a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A CIDR of a pool.
    Pool,
    /// A reservation.
    Reservation,
    /// A CIDR of a VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// A block of public addresses.
    Public,
}

/// What `gesture` would do. O(changes × log).
pub fn outcome(plan: &Plan, gesture: &Gesture) -> Outcome {
    let changes = &gesture.edit.changes;
    let names = Names::new(plan, changes);
    let mut outcome = Outcome::default();
    for change in changes {
        let Change::Aws(Side::Design, change) = change else {
            outcome.others += 1;
            continue;
        };
        let block = match change {
            AwsChange::PoolCidr(change) => {
                let name = |row: &PoolCidr, moment| (names.pool(row.pool, moment), row.cidr);
                of_change(BlockKind::Pool, change, name)
            }
            AwsChange::VpcCidr(change) => {
                let name = |row: &VpcCidr, moment| (names.vpc(row.vpc, moment), row.cidr);
                of_change(BlockKind::Vpc, change, name)
            }
            AwsChange::Reservation(change) => {
                of_change(BlockKind::Reservation, change, |row, _| (tidy(&row.name), row.cidr))
            }
            AwsChange::Subnet(change) => of_change(BlockKind::Subnet, change, |row, _| (tidy(&row.name), row.cidr)),
            AwsChange::PublicBlock(change) => {
                of_change(BlockKind::Public, change, |row, _| (tidy(&row.name), row.cidr))
            }
            AwsChange::Ipam(_) | AwsChange::Scope(_) | AwsChange::Pool(_) | AwsChange::Vpc(_) => None,
        };
        match block {
            Some(block) if block.before != block.after => outcome.blocks.push(block),
            _ => outcome.others += 1,
        }
    }
    sort_by_key(&mut outcome.blocks, |block| {
        let cidr = |named: &Option<NamedBlock>| named.as_ref().map(|named| named.cidr);
        (cidr(&block.after).or(cidr(&block.before)), block.kind)
    });
    outcome
}

#[derive(Clone, Copy)]
enum Moment {
    Before,
    After,
}

fn of_change<T>(
    kind: BlockKind,
    change: &RowChange<T>,
    name: impl Fn(&T, Moment) -> (Option<String>, Cidr),
) -> Option<BlockOutcome> {
    let named = |row: &Option<Box<T>>, moment| {
        let (name, cidr) = name(row.as_deref()?, moment);
        Some(NamedBlock { name, cidr })
    };
    Some(BlockOutcome {
        kind,
        before: named(&change.before, Moment::Before),
        after: named(&change.after, Moment::After),
    })
}

/// The names of pools and VPCs, which stand in other rows than their CIDRs.
struct Names<'a> {
    plan: &'a Plan,
    /// Those that change.
    pools: OrderedMap<Id<Pool>, Option<&'a Pool>>,
    vpcs: OrderedMap<Id<Vpc>, Option<&'a Vpc>>,
}

impl<'a> Names<'a> {
    fn new(plan: &'a Plan, changes: &'a [Change]) -> Self {
        let mut names = Self {
            plan,
            pools: OrderedMap::new(),
            vpcs: OrderedMap::new(),
        };
        for change in changes {
            match change {
                Change::Aws(Side::Design, AwsChange::Pool(change)) => {
                    names.pools.insert(change.id, change.after.as_deref());
                }
                Change::Aws(Side::Design, AwsChange::Vpc(change)) => {
                    names.vpcs.insert(change.id, change.after.as_deref());
                }
                _ => {}
            }
        }
        names
    }

    fn pool(&self, id: Id<Pool>, moment: Moment) -> Option<String> {
        let row = match (moment, self.pools.get(&id)) {
            (Moment::After, Some(after)) => *after,
            _ => self.plan.design().pools.get(&id),
        };
        row.and_then(|row| tidy(&row.name))
    }

    fn vpc(&self, id: Id<Vpc>, moment: Moment) -> Option<String> {
        let row = match (moment, self.vpcs.get(&id)) {
            (Moment::After, Some(after)) => *after,
            _ => self.plan.design().vpcs.get(&id),
        };
        row.and_then(|row| tidy(&row.name))
    }
}
