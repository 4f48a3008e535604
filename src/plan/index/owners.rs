//! How many VPCs each account has in each Region.

use super::{Index, Touched};
use crate::plan::by_id::ById;
use crate::plan::{Account, AwsChange, Id, Plan, RegionCode, Table, Vpc};

/// The Regions in which an account has VPCs, each with how many.
pub(super) type Regions = Vec<(RegionCode, usize)>;

fn owner(vpc: &Vpc) -> Option<(Id<Account>, RegionCode)> {
    Some((vpc.account?, vpc.region))
}

fn count_one(regions: &mut Regions, region: RegionCode) {
    for (counted, count) in &mut *regions {
        if *counted == region {
            *count += 1;
            return;
        }
    }
    // Most are in one Region.
    regions.reserve_exact(1);
    regions.push((region, 1));
}

impl Index {
    /// The accounts and Regions that have VPCs, each with how many, in no particular order. VPCs without an account are not
    /// counted: nobody knows yet whose they are.
    pub fn vpcs_by_owner(&self) -> impl Iterator<Item = (Id<Account>, RegionCode, usize)> + '_ {
        let owners = self.owners.ids().zip(self.owners.values());
        owners.flat_map(|(account, regions)| regions.iter().map(move |(region, count)| (account, *region, *count)))
    }

    /// Counts all VPCs, with no Region at the accounts that have none.
    pub(super) fn count_owners(&mut self, accounts: &Table<Account>) {
        let mut owners = ById::beside(accounts, vec![Regions::new(); accounts.len()]);
        let mut place = 0;
        for entry in self.vpcs.values() {
            if let Some(account) = entry.account() {
                place = owners.place_near(&account, place);
                if let Some(regions) = owners.at_mut(place) {
                    count_one(regions, entry.region());
                }
            }
        }
        self.owners = owners;
    }

    /// Counts one more VPC.
    fn count_owner(&mut self, account: Id<Account>, region: RegionCode) {
        count_one(self.owners.or_insert_with(account, Regions::new), region);
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
