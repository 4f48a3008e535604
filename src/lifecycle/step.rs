//! What a step is.

use super::{Call, Cause};
use crate::address::Cidr;
use crate::ordered::OrderedMap;
use crate::plan::{Account, AnyId, AwsTables, Id};

/// The way from what exists to what is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifecycle {
    /// What to do, in an order that AWS accepts.
    pub steps: Vec<Step>,
    /// What AWS is known to refuse. The steps leave it out.
    pub impossible: Vec<Impossible>,
    /// What happens to each row. Those that stay as they are, or differ only in what AWS does not know, are not among them.
    pub fates: OrderedMap<AnyId, Fate>,
    /// What exists when all steps are done: the design without what is impossible.
    pub outcome: AwsTables,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Created,
    /// It is changed in place.
    Changed,
    /// It goes.
    Destroyed(Cause),
    /// It goes and is made again.
    Recreated(Cause),
    /// A VPC CIDR that stays in its VPC, while its allocation is released and, unless it is to be unmanaged, imported again.
    Reimported(Cause),
    /// AWS refuses it.
    Impossible,
}

/// Something that AWS is known to refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The row.
    pub object: AnyId,
    /// Why AWS refuses it, as a sentence.
    pub why: String,
    /// The page that says so.
    pub page: &'static str,
    /// What to do instead, as a sentence.
    pub instead: &'static str,
}

/// One call to AWS, or one wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// To which row. Rows that go are those of what exists, the others those of the outcome.
    pub object: AnyId,
    /// What is done, in a sentence: "Deprovision 10.0.0.0/16 from the pool Frankfurt".
    pub title: String,
    /// Why.
    pub reason: String,
    /// The call of the AWS CLI.
    pub call: Call,
    /// Who must make it.
    pub credentials: Credentials,
    /// What to wait for before the next step.
    pub wait: Wait,
    /// What it rests on.
    pub footing: Footing,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Make a member account the administrator of IPAM.
    DelegateAdministrator,
    /// Take that back.
    RevokeAdministrator,
    /// Let IPAM look into a single account.
    CreateServiceLinkedRole,
    /// Create the IPAM, and with it its default scopes.
    CreateIpam,
    /// Change the IPAM in place.
    ModifyIpam,
    /// Delete the IPAM, and with it its default scopes.
    DeleteIpam,
    /// Create a scope.
    CreateScope,
    /// Change a scope in place.
    ModifyScope,
    /// Delete a scope.
    DeleteScope,
    /// Create a pool, without auto-import.
    CreatePool,
    /// Change the description or the allocation rules of a pool.
    ModifyPool,
    /// Delete a pool.
    DeletePool,
    /// Share a pool.
    SharePool,
    /// End the sharing of a pool.
    UnsharePool,
    /// Turn on the auto-import of a pool.
    StartImport,
    /// Turn off the auto-import of a pool.
    StopImport,
    /// Provision a CIDR to a pool.
    Provision,
    /// Deprovision a CIDR from a pool.
    Deprovision,
    /// Make a custom allocation.
    Allocate,
    /// Release a custom allocation.
    Release,
    /// Create a VPC with its primary CIDR.
    CreateVpc,
    /// Delete a VPC with all its CIDRs.
    DeleteVpc,
    /// Associate a CIDR with a VPC.
    Associate,
    /// Disassociate a CIDR from a VPC.
    Disassociate,
    /// Have IPAM ignore a VPC CIDR, which releases its allocation.
    Ignore,
    /// Have IPAM watch a VPC CIDR again.
    Monitor,
    /// Move a VPC CIDR to another scope.
    MoveToScope,
    /// Wait until a pool has imported a VPC CIDR.
    AwaitImport,
    /// Create a subnet.
    CreateSubnet,
    /// Delete a subnet.
    DeleteSubnet,
    /// Create the public IPv4 pool that a block of public addresses goes to.
    CreatePublicPool,
    /// Take an Elastic IP address or a block of public addresses from a pool.
    TakePublicBlock,
    /// Give a block of public addresses back.
    ReturnPublicBlock,
    /// Delete a public IPv4 pool.
    DeletePublicPool,
    /// Set tags.
    Tag,
    /// Remove tags.
    Untag,
}

/// Who must make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// The management account of the organization.
    ManagementAccount,
    /// The account that owns the IPAM: the delegated administrator, or the single account.
    IpamOwner,
    /// The account that owns the resource, if the plan names it.
    ResourceOwner(Option<Id<Account>>),
}

/// What to wait for after a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing.
    Nothing,
    /// Until AWS shows a state.
    Until {
        /// The state, as a sentence ends: "the CIDR is provisioned".
        state: &'static str,
        /// The call that shows it.
        call: Call,
    },
    /// Until IPAM has released an allocation by itself. 20 to 30 minutes in practice; AWS says "after some time".
    Release {
        /// The call that lists what is still allocated.
        call: Call,
        /// What must be gone from the list.
        blocks: Vec<Cidr>,
    },
}

/// What a step rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// A page of AWS says that it works.
    Page(&'static str),
    /// No page of AWS confirms it.
    Unverified {
        /// The nearest page.
        page: &'static str,
        /// What no page says.
        open: &'static str,
    },
}
