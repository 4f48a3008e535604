//! Accepting a finding with a reason.
//!
//! An acceptance names a finding by its code, its subject and its evidence, so that it holds for that finding alone: once the
//! evidence is another, the finding is open again. The id of an acceptance follows from what it names, so that two copies of a
//! plan that accept the same have the same row, and finding it takes no list.

use std::fmt::Write;

use xxhash_rust::xxh64::xxh64;

use super::{Facts, Finding, Subject};
use crate::plan::index::{Block, Placed};
use crate::plan::{Acceptance, AnyId, Edit, Id, IdSource, RowChange};

/// The name of a finding: `pool-depth pool,p3k2 11`.
///
/// Its code, its subject and its evidence, which may be empty, with a space between each.
pub fn key(finding: &Finding) -> String {
    let mut key = format!("{} ", finding.rule.code);
    write_subject(finding.subject, &mut key);
    key.push(' ');
    key.push_str(&finding.evidence);
    key
}

/// The id of the acceptance of what `key` names.
pub fn id(key: &str) -> Id<Acceptance> {
    struct Digest(u64);
    impl IdSource for Digest {
        fn draw(&mut self) -> u64 {
            self.0
        }
    }
    Id::mint(&mut Digest(xxh64(key.as_bytes(), 0)))
}

/// Accepts `finding`, or gives its acceptance another reason.
pub fn accept(facts: Facts<'_>, finding: &Finding, reason: &str) -> Edit {
    let key = key(finding);
    let id = id(&key);
    let mut edit = Edit::new();
    let before = facts.plan.intent().acceptances.get(&id).cloned().map(Box::new);
    let after = Acceptance {
        finding: key,
        reason: reason.to_owned(),
    };
    if before.as_deref() != Some(&after) {
        edit.intent(RowChange {
            id,
            before,
            after: Some(Box::new(after)),
        });
    }
    edit
}

/// Takes the acceptance of `finding` back: an empty edit where there is none.
pub fn reopen(facts: Facts<'_>, finding: &Finding) -> Edit {
    let mut edit = Edit::new();
    if let Some(id) = finding.acceptance
        && let Some(row) = facts.plan.intent().acceptances.get(&id)
    {
        edit.intent(RowChange {
            id,
            before: Some(Box::new(row.clone())),
            after: None,
        });
    }
    edit
}

/// The acceptance of just this finding.
pub(super) fn of(facts: Facts<'_>, finding: &Finding) -> Option<Id<Acceptance>> {
    let acceptances = &facts.plan.intent().acceptances;
    // Most plans have none, and then no finding is named in vain.
    if acceptances.is_empty() {
        return None;
    }
    let key = key(finding);
    let id = id(&key);
    acceptances.get(&id).is_some_and(|row| row.finding == key).then_some(id)
}

/// What the finding that `key` names is about, if the key is one.
pub(super) fn subject(key: &str) -> Option<Subject> {
    let mut parts = key.split(' ').nth(1)?.split(',');
    Some(match (parts.next()?, parts.next()) {
        ("ipam", None) => Subject::Ipam,
        ("cluster", Some(scope)) => {
            let cidr = parts.next()?.parse().ok()?;
            let block = match row(parts.next()?, parts.next()?)? {
                AnyId::PoolCidr(id) => Block::PoolCidr(id),
                AnyId::Reservation(id) => Block::Reservation(id),
                AnyId::VpcCidr(id) => Block::VpcCidr(id),
                AnyId::PublicBlock(id) => Block::PublicBlock(id),
                _ => return None,
            };
            Subject::Cluster(scope.parse().ok()?, Placed { cidr, block })
        }
        (kind, Some(id)) => Subject::Row(row(kind, id)?),
        _ => return None,
    })
}

fn row(kind: &str, id: &str) -> Option<AnyId> {
    Some(match kind {
        "scope" => AnyId::Scope(id.parse().ok()?),
        "pool" => AnyId::Pool(id.parse().ok()?),
        "pool-cidr" => AnyId::PoolCidr(id.parse().ok()?),
        "reservation" => AnyId::Reservation(id.parse().ok()?),
        "vpc" => AnyId::Vpc(id.parse().ok()?),
        "vpc-cidr" => AnyId::VpcCidr(id.parse().ok()?),
        "subnet" => AnyId::Subnet(id.parse().ok()?),
        "public-block" => AnyId::PublicBlock(id.parse().ok()?),
        "connection" => AnyId::Connection(id.parse().ok()?),
        "workload" => AnyId::Workload(id.parse().ok()?),
        _ => return None,
    })
}

fn kind(row: AnyId) -> &'static str {
    match row {
        AnyId::Scope(_) => "scope",
        AnyId::Pool(_) => "pool",
        AnyId::PoolCidr(_) => "pool-cidr",
        AnyId::Reservation(_) => "reservation",
        AnyId::Vpc(_) => "vpc",
        AnyId::VpcCidr(_) => "vpc-cidr",
        AnyId::Subnet(_) => "subnet",
        AnyId::PublicBlock(_) => "public-block",
        AnyId::Connection(_) => "connection",
        AnyId::Workload(_) => "workload",
        // No rule looks at these.
        AnyId::Ipam(_)
        | AnyId::About(_)
        | AnyId::Account(_)
        | AnyId::Network(_)
        | AnyId::Demand(_)
        | AnyId::Acceptance(_)
        | AnyId::Scenario(_) => "other",
    }
}

fn write_subject(subject: Subject, key: &mut String) {
    // Writing to a text does not fail.
    _ = match subject {
        Subject::Ipam => write!(key, "ipam"),
        Subject::Row(row) => write!(key, "{},{}", kind(row), row.as_str()),
        Subject::Cluster(scope, Placed { cidr, block }) => {
            let row = AnyId::from(block);
            write!(key, "cluster,{scope},{cidr},{},{}", kind(row), row.as_str())
        }
    };
}
