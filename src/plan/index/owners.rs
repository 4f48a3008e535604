//! How many VPCs each account has in each Region.

use super::{Index, Touched};
use crate::plan::{Account, AwsChange, Id, Plan, RegionCode, Vpc};

/// The Regions in which an account has VPCs, each with how many.
pub(super) type Regions = Vec<(RegionCode, usize)>;

fn owner(vpc: &Vpc) -> Option<(Id<Account>, RegionCode)> {
    Some((vpc.account?, vpc.region))
}

impl Index {
    /// The accounts and Regions that have VPCs, each with how many, in no particular order. VPCs without an account are not
    /// counted: nobody knows yet whose they are.
    pub fn vpcs_by_owner(&self) -> impl Iterator<Item = (Id<Account>, RegionCode, usize)> + '_ {
        let owners = self.owners.ids().zip(self.owners.values());
        owners.flat_map(|(account, regions)| regions.iter().map(move |(region, count)| (account, *region, *count)))
    }

    /// Counts one more VPC.
    pub(super) fn count_owner(&mut self, account: Id<Account>, region: RegionCode) {
        let regions = self.owners.or_insert_with(account, Vec::new);
        for (counted, count) in &mut *regions {
            if *counted == region {
                *count += 1;
                return;
            }
        }
        regions.push((region, 1));
    }

    /// Counts one less.
    fn discount_owner(&mut self, account: Id<Account>, region: RegionCode) {
        let Some(regions) = self.owners.get_mut(&account) else {
            return;
        };
        for (counted, count) in &mut *regions {
            if *counted == region {
                *count -= 1;
            }
        }
        regions.retain(|(_, count)| *count > 0);
        if regions.is_empty() {
            self.owners.remove(&account);
        }
    }

    /// Counts the changed VPCs where they are now. The IPAM, at which the counts are judged, is touched when one changes.
    pub(super) fn recount_owners(&mut self, changes: &[&AwsChange], touched: &mut Touched) {
        for change in changes {
            let AwsChange::Vpc(change) = change else { continue };
            let before = change.before.as_deref().and_then(owner);
            let after = change.after.as_deref().and_then(owner);
            if before == after {
                continue;
            }
            touched.rows.insert(Plan::ipam_id().into());
            if let Some((account, region)) = before {
                self.discount_owner(account, region);
            }
            if let Some((account, region)) = after {
                self.count_owner(account, region);
            }
        }
    }
}
