//! What a rule looks at, and what it says.

use super::allocation::Allocation;
use super::private_space::TopBlock;
use super::ranges::Range;
use super::{Facts, Rule, Subject};
use crate::plan::index::{ClusterKey, Placed, ScopeEntry, VpcEntry};
use crate::plan::{
    Connection, Id, Ipam, Pool, PoolCidr, PublicBlock, Reservation, Scope, Subnet, Vpc, VpcCidr, Workload,
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

/// A VPC with what lies in it.
#[derive(Clone, Copy, Debug)]
pub struct VpcSite<'a> {
    /// The VPC.
    pub id: Id<Vpc>,
    /// Its row.
    pub row: &'a Vpc,
    /// Its CIDRs, subnets and connections.
    pub entry: &'a VpcEntry,
}

/// A CIDR of a VPC that IPAM monitors and that is from no pool.
#[derive(Clone, Copy, Debug)]
pub struct Unmanaged<'a> {
    /// The CIDR.
    pub id: Id<VpcCidr>,
    /// Its row.
    pub row: &'a VpcCidr,
    /// The scope of its VPC.
    pub scope: &'a ScopeEntry,
}

/// A function that judges one subject. It reads the subject, what it is allocated from or provisioned to, and what its
/// blocks meet, and nothing else: the index notes just those as touched by an edit.
///
/// What most rules about a kind of row ask for, its VPC or its pool, is looked up once for all of them and handed over: there
/// may be a hundred thousand rows, and to look up one of so many takes longer than all else that a rule does. Hence a row may
/// be judged by several kinds of checks: a managed CIDR of a VPC is an [`Allocation`] besides. A rule should take the
/// narrowest kind that has what it asks for.
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
    /// Judges a VPC with its CIDRs and workloads, beside the IPAM. What is plain is not asked about.
    Vpc(fn(Facts<'_>, VpcSite<'_>) -> Option<Verdict>),
    /// Judges the subnets of a VPC that has some.
    VpcSubnets(fn(Facts<'_>, VpcSite<'_>) -> Option<Verdict>),
    /// Judges a CIDR of a VPC, whatever its management state. What is plain is not asked about.
    VpcCidr(JudgeRow<VpcCidr>),
    /// Judges a CIDR of a VPC that meets one of these ranges: most meet none that any rule is about.
    VpcCidrIn(&'static [Range], JudgeRow<VpcCidr>),
    /// Judges a subnet, beside its VPC.
    Subnet(JudgeRow<Subnet>),
    /// Judges a block of public addresses, beside its pool.
    PublicBlock(JudgeRow<PublicBlock>),
    /// Judges what a pool gave out, beside the pool: a managed CIDR of a VPC, beside its VPC too, a reservation, or a block of
    /// public addresses. What is plain is not asked about.
    Allocation(fn(Facts<'_>, &Allocation<'_>) -> Option<Verdict>),
    /// Judges a CIDR of a VPC that is monitored and from no pool, beside the CIDRs of pools and the reservations that it meets.
    Unmanaged(fn(Facts<'_>, Unmanaged<'_>) -> Option<Verdict>),
    /// Judges a block at the top of a private scope: a CIDR of a top-level pool, or of a VPC from no pool.
    TopBlock(fn(Facts<'_>, TopBlock) -> Option<Verdict>),
    /// Judges a connection, beside the CIDRs of its VPCs and networks.
    Connection(JudgeRow<Connection>),
    /// Judges a workload, beside its VPC.
    Workload(JudgeRow<Workload>),
    /// Judges a cluster of blocks that overlap.
    Cluster(fn(Facts<'_>, Id<Scope>, ClusterKey, &[Placed]) -> Option<Verdict>),
}

impl Rule {
    /// What the rule says about `subject`; nothing when that is gone, or of another kind than it looks at.
    pub fn judge(&self, facts: Facts<'_>, subject: Subject) -> Option<Verdict> {
        let mut said = None;
        super::judge::Judge::new(facts, [self]).judge(subject, &mut |_, verdict| {
            said.get_or_insert(verdict);
        });
        said
    }
}
