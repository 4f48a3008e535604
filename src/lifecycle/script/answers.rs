//! What AWS answers to a call, and how the end of a wait shows.

use crate::lifecycle::call::Value;
use crate::lifecycle::step::{Action, Step};
use crate::plan::{AnyId, AwsTables};

/// What the call of a wait is asked for.
pub(super) fn shown(outcome: &AwsTables, step: &Step) -> Option<Shown> {
    let shown = |query: &str, wanted| Some(Shown::As(query.to_owned(), wanted));
    match (step.action, step.object) {
        (Action::CreateIpam, _) => shown("Ipams[0].State", "create-complete"),
        (Action::CreateScope, _) => shown("IpamScopes[0].State", "create-complete"),
        (Action::CreatePool, _) => shown("IpamPools[0].State", "create-complete"),
        (Action::DeletePool, _) => Some(Shown::Gone),
        (Action::Provision, AnyId::PoolCidr(id)) => {
            // Where Amazon chooses the addresses, the plan does not know them.
            step.call.arguments.iter().find(|argument| argument.name == "--cidr")?;
            let cidr = outcome.pool_cidrs.get(&id)?.cidr;
            Some(Shown::As(
                format!("IpamPoolCidrs[?Cidr=='{cidr}'].State | [0]"),
                "provisioned",
            ))
        }
        (Action::Deprovision, _) => {
            let cidr = step.call.arguments.iter().find(|argument| argument.name == "--cidr")?;
            let Some(Value::Text(cidr)) = cidr.values.first() else {
                return None;
            };
            Some(Shown::As(
                format!("length(IpamPoolCidrs[?Cidr=='{cidr}' && State=='pending-deprovision'])"),
                "0",
            ))
        }
        (Action::AwaitImport, AnyId::VpcCidr(id)) => {
            let cidr = outcome.vpc_cidrs.get(&id)?.cidr;
            Some(Shown::As(format!("length(IpamPoolAllocations[?Cidr=='{cidr}'])"), "1"))
        }
        (Action::CreateVpc | Action::Associate, object) => {
            let cidr = step
                .call
                .arguments
                .iter()
                .find(|argument| argument.name.ends_with("cidr-block"))?;
            let Some(Value::Text(cidr)) = cidr.values.first() else {
                return None;
            };
            matches!(object, AnyId::Vpc(_) | AnyId::VpcCidr(_))
                .then(|| Shown::As(format!("length(IpamResourceCidrs[?ResourceCidr=='{cidr}'])"), "1"))
        }
        _ => None,
    }
}

/// How the end of a wait shows.
pub(super) enum Shown {
    /// The call fails.
    Gone,
    /// What a query of the answer gives.
    As(String, &'static str),
}

/// Where the answer to a call has the id of what it makes, and which id that is.
pub(super) fn answer(step: &Step) -> Option<(&'static str, &'static str)> {
    Some(match step.action {
        Action::CreateIpam => ("Ipam.IpamId", "ipam-id"),
        Action::CreateScope => ("IpamScope.IpamScopeId", "ipam-scope-id"),
        Action::CreatePool => ("IpamPool.IpamPoolId", "ipam-pool-id"),
        Action::Allocate => ("IpamPoolAllocation.IpamPoolAllocationId", "ipam-pool-allocation-id"),
        Action::CreateVpc => ("Vpc.VpcId", "vpc-id"),
        Action::CreateSubnet => ("Subnet.SubnetId", "subnet-id"),
        Action::CreatePublicPool => ("PoolId", "pool-id"),
        Action::TakePublicBlock if step.call.operation == "ec2 allocate-address" => ("AllocationId", "allocation-id"),
        _ => return None,
    })
}

/// Whether a call takes a token, by which AWS knows one that is made again.
/// <https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html>
pub(super) fn takes_token(step: &Step) -> bool {
    matches!(
        step.call.operation,
        "ec2 create-ipam"
            | "ec2 create-ipam-scope"
            | "ec2 create-ipam-pool"
            | "ec2 provision-ipam-pool-cidr"
            | "ec2 allocate-ipam-pool-cidr"
            | "ram create-resource-share"
    )
}
