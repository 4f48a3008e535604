//! What a rule looks at, and what it says.

use super::{Facts, Rule, Subject};
use crate::plan::index::{ClusterKey, Placed};
use crate::plan::{
    AnyId, Connection, Id, Ipam, Plan, Pool, PoolCidr, PublicBlock, Reservation, Row, Scope, Subnet, Table, Vpc,
    VpcCidr,
};

/// What a rule says about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One plain sentence with names and numbers in it.
    pub sentence: String,
    /// What it rests on, without names: CIDRs, lengths, Regions. While this stays, it is the same finding.
    pub evidence: String,
}

/// Judges a row.
pub type JudgeRow<T> = fn(Facts<'_>, Id<T>, &T) -> Option<Verdict>;

/// A function that judges one subject. It reads the subject, what it is allocated from or provisioned to, and what its
/// blocks meet, and nothing else: the index notes just those as touched by an edit.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Judges the IPAM and its scopes.
    Ipam(fn(Facts<'_>, &Ipam) -> Option<Verdict>),
    /// Judges a scope, the number of its pools and those on top of it, beside the IPAM.
    Scope(JudgeRow<Scope>),
    /// Judges a pool with its CIDRs, allocations, sub-pools and demands, beside its source pool, its scope and the IPAM.
    Pool(JudgeRow<Pool>),
    /// Judges a CIDR of a pool, beside its pool, the CIDRs of the source pool, its scope and the IPAM.
    PoolCidr(JudgeRow<PoolCidr>),
    /// Judges a reservation, beside its pool.
    Reservation(JudgeRow<Reservation>),
    /// Judges a VPC with its CIDRs and subnets, beside the IPAM.
    Vpc(JudgeRow<Vpc>),
    /// Judges a CIDR of a VPC, beside its VPC, its pool, and, from no pool, the blocks it meets.
    VpcCidr(JudgeRow<VpcCidr>),
    /// Judges a subnet, beside its VPC.
    Subnet(JudgeRow<Subnet>),
    /// Judges a block of public addresses, beside its pool.
    PublicBlock(JudgeRow<PublicBlock>),
    /// Judges a connection, beside the CIDRs of its VPCs and networks.
    Connection(JudgeRow<Connection>),
    /// Judges a cluster of blocks that overlap.
    Cluster(fn(Facts<'_>, Id<Scope>, ClusterKey, &[Placed]) -> Option<Verdict>),
}

/// A kind of row that rules judge.
pub(super) trait Judged: Row {
    /// Its table.
    fn table(plan: &Plan) -> &Table<Self>;

    /// The function of a check of this kind.
    fn judge(check: &Check) -> Option<JudgeRow<Self>>;
}

macro_rules! judged {
    ($($row:ident: $tables:ident.$table:ident,)+) => {
        $(
            impl Judged for $row {
                fn table(plan: &Plan) -> &Table<Self> {
                    &plan.$tables().$table
                }

                fn judge(check: &Check) -> Option<JudgeRow<Self>> {
                    match check {
                        Check::$row(judge) => Some(*judge),
                        _ => None,
                    }
                }
            }
        )+

        impl Rule {
            /// What the rule says about `subject`; nothing when that is gone, or of another kind than it looks at.
            pub fn judge(&self, facts: Facts<'_>, subject: Subject) -> Option<Verdict> {
                self.checks.iter().find_map(|check| match (*check, subject) {
                    (Check::Ipam(judge), Subject::Ipam) => judge(facts, facts.plan.ipam()),
                    $(
                        (Check::$row(judge), Subject::Row(AnyId::$row(id))) => {
                            judge(facts, id, facts.plan.$tables().$table.get(&id)?)
                        }
                    )+
                    (Check::Cluster(judge), Subject::Cluster(scope, key)) => {
                        judge(facts, scope, key, facts.index.scope(scope)?.conflicts().cluster(key)?)
                    }
                    _ => None,
                })
            }
        }
    };
}

judged! {
    Scope: design.scopes,
    Pool: design.pools,
    PoolCidr: design.pool_cidrs,
    Reservation: design.reservations,
    Vpc: design.vpcs,
    VpcCidr: design.vpc_cidrs,
    Subnet: design.subnets,
    PublicBlock: design.public_blocks,
    Connection: intent.connections,
}
