//! Default VPCs, ignored as one decision.

use super::survey::{LiveCidr, Standing};
use crate::plan::gesture::Gesture;
use crate::plan::{Edit, Id, Lock, ManagementState, Monitoring, Plan, ScopeKind, VpcCidr, is_default_vpc_cidr};

/// The CIDRs of what runs that AWS gives every default VPC and that are from no pool, as far as IPAM can be told to ignore them: in
/// a private scope (<https://docs.aws.amazon.com/vpc/latest/ipam/change-monitoring-state-ipam.html>), and of VPCs that are not
/// locked.
pub fn default_vpcs(plan: &Plan, live: &[LiveCidr]) -> Vec<Id<VpcCidr>> {
    let design = plan.design();
    let can_be_ignored = |live: &&LiveCidr| {
        let row = design.vpc_cidrs.get(&live.id);
        is_default_vpc_cidr(live.cidr)
            && live.standing != Standing::Ignored
            && row.is_some_and(|row| row.management_state() == ManagementState::Unmanaged)
            && design.vpcs.get(&live.vpc).is_some_and(|vpc| vpc.lock == Lock::Open)
            && design
                .scopes
                .get(&live.scope)
                .is_some_and(|scope| scope.kind == ScopeKind::Private)
    };
    live.iter().filter(can_be_ignored).map(|live| live.id).collect()
}

/// Ignores CIDRs. Nothing when there are none.
pub fn ignore(plan: &Plan, cidrs: &[Id<VpcCidr>]) -> Option<Gesture> {
    let mut edit = Edit::new();
    for id in cidrs {
        if let Some(row) = plan.design().vpc_cidrs.get(id) {
            edit.update(*id, row, |row| row.monitoring = Monitoring::Ignored);
        }
    }
    (!edit.is_empty()).then(|| Gesture {
        label: match edit.changes.len() {
            1 => "Ignore the default VPC".to_owned(),
            count => format!("Ignore the {count} default VPCs"),
        },
        edit,
        focus: None,
    })
}
