//! How many VPCs each account has in each Region.

use super::{Index, Touched};
use crate::plan::{Account, AwsChange, AwsTables, Id, Plan, RegionCode, Vpc};

/// Whose VPCs are counted together.
pub(super) type Owner = (Id<Account>, RegionCode);

fn owner(vpc: &Vpc) -> Option<Owner> {
    Some((vpc.account?, vpc.region))
}

impl Index {
    /// The accounts and Regions that have VPCs, each with how many, in no particular order. VPCs without an account are not
    /// counted: nobody knows yet whose they are.
    pub fn vpcs_by_owner(&self) -> impl Iterator<Item = (Id<Account>, RegionCode, usize)> + '_ {
        let owners = self.owners.iter();
        owners.map(|((account, region), count)| (*account, *region, *count))
    }

    pub(super) fn count_owners(&mut self, tables: &AwsTables) {
        // VPCs that were made one after the other often have one owner, which is then looked for once.
        let mut run: Option<(Owner, usize)> = None;
        for owner in tables.vpcs.values().filter_map(owner) {
            match &mut run {
                Some((last, count)) if *last == owner => *count += 1,
                _ => self.count_run(run.replace((owner, 1))),
            }
        }
        self.count_run(run);
    }

    fn count_run(&mut self, run: Option<(Owner, usize)>) {
        if let Some((owner, count)) = run {
            *self.owners.entry(owner).or_insert(0) += count;
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
            if let Some(count) = before.and_then(|before| self.owners.get_mut(&before)) {
                *count -= 1;
            }
            if let Some(before) = before
                && self.owners.get(&before) == Some(&0)
            {
                self.owners.remove(&before);
            }
            if let Some(after) = after {
                *self.owners.entry(after).or_insert(0) += 1;
            }
        }
    }
}
