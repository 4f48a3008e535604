//! Allocating VPCs: one or many in one step, with an account that may be new.

use std::fmt;

use super::{Gesture, NewVpc, add_vpc};
use crate::address::{Cidr, NetmaskLength, Strategy};
use crate::plan::index::Index;
use crate::plan::{Account, Edit, Id, IdSource, Pool, RegionCode, RowChange, Scope, Tags};

/// The account that something belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChoice {
    /// One that the plan knows.
    Known(Id<Account>),
    /// One that is added along.
    New(Account),
}

/// VPCs to be added, each with its primary CIDR.
#[derive(Clone, Debug)]
pub struct NewVpcs {
    /// Their names and CIDRs.
    pub vpcs: Vec<(String, Cidr)>,
    /// Their scope.
    pub scope: Id<Scope>,
    /// Their Region.
    pub region: RegionCode,
    /// Their account.
    pub account: Option<AccountChoice>,
    /// The tags of each.
    pub tags: Tags,
    /// The pool that the CIDRs are allocated from, or none when they are unmanaged.
    pub pool: Option<Id<Pool>>,
}

/// Adds VPCs as one step.
pub fn add_vpcs(new: NewVpcs, ids: &mut dyn IdSource) -> Gesture {
    let mut edit = Edit::new();
    let account = new.account.map(|choice| match choice {
        AccountChoice::Known(id) => id,
        AccountChoice::New(account) => {
            let id = Id::mint(ids);
            edit.intent(RowChange {
                id,
                before: None,
                after: Some(Box::new(account)),
            });
            id
        }
    });
    let label = match new.vpcs.as_slice() {
        [(first, _), .., (last, _)] => format!("Allocate {} VPCs, {first} to {last}", new.vpcs.len()),
        [(name, cidr)] => format!("Allocate {cidr} to {name}"),
        [] => "Allocate no VPC".to_owned(),
    };
    let mut focus = None;
    for (name, cidr) in new.vpcs {
        let vpc = NewVpc {
            name,
            scope: new.scope,
            region: new.region,
            account,
            tags: new.tags.clone(),
            pool: new.pool,
            cidr,
        };
        let gesture = add_vpc(vpc, ids);
        edit.changes.extend(gesture.edit.changes);
        focus = focus.or(gesture.focus);
    }
    Gesture { label, edit, focus }
}

/// Why a pool does not give as many blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoesNotFit {
    /// How many were wanted.
    pub wanted: usize,
    /// How many fit.
    pub fit: usize,
    /// Of which length.
    pub length: NetmaskLength,
}

impl fmt::Display for DoesNotFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wanted, fit, length } = self;
        match fit {
            0 => write!(f, "None of the {wanted} blocks of {length} fits"),
            fit => write!(
                f,
                "Of {wanted} blocks of {length} only {fit} fit: ask for {fit}, or for smaller ones"
            ),
        }
    }
}

impl std::error::Error for DoesNotFit {}

/// The blocks of `length` that `pool` would give one after the other, in the order it would give them.
/// O(count × lengths).
///
/// # Errors
/// How many fit, when not all do. All or none: a part is for whoever asks to decide.
pub fn propose_many(
    index: &Index,
    pool: Id<Pool>,
    length: NetmaskLength,
    strategy: Strategy,
    count: usize,
) -> Result<Vec<Cidr>, DoesNotFit> {
    let blocks = index.pool(pool).map(|entry| {
        let mut free = entry.space().preview();
        (0..count)
            .map_while(move |_| free.take_next(length, strategy))
            .collect()
    });
    let blocks: Vec<Cidr> = blocks.unwrap_or_default();
    if blocks.len() == count {
        Ok(blocks)
    } else {
        Err(DoesNotFit {
            wanted: count,
            fit: blocks.len(),
            length,
        })
    }
}
