//! VPCs of one account in one Region that have the same name.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::few::Few;
use super::{Index, Touched};
use crate::plan::{AwsChange, AwsTables, Id, Vpc};

/// Whose VPC it is, where, and how it is called, in a number that hardly any others have. None of a VPC without an account or a
/// name.
fn key(vpc: &Vpc) -> Option<u64> {
    let (account, name) = (vpc.account?, vpc.name.trim());
    if name.is_empty() {
        return None;
    }
    let mut hasher = FxHasher::default();
    (account, vpc.region, name).hash(&mut hasher);
    Some(hasher.finish())
}

impl Index {
    /// The VPCs that are in the account and the Region of `vpc` and have its name, by id, and hardly ever others. None where the
    /// account is not said: nobody knows yet whose they are.
    pub fn namesakes(&self, vpc: &Vpc) -> &[Id<Vpc>] {
        let vpcs = key(vpc).and_then(|key| self.namesakes.get(&key));
        vpcs.map(Few::as_slice).unwrap_or_default()
    }

    pub(super) fn name_all(&mut self, tables: &AwsTables) {
        for (id, vpc) in &tables.vpcs {
            if let Some(key) = key(vpc) {
                self.namesakes.entry(key).or_default().insert_sorted(*id);
            }
        }
    }

    /// Lists the changed VPCs by their names. The first of those that have one name is touched, at which they are judged.
    pub(super) fn rename(&mut self, changes: &[&AwsChange], touched: &mut Touched) {
        for change in changes {
            let AwsChange::Vpc(change) = change else { continue };
            let before = change.before.as_deref().and_then(key);
            let after = change.after.as_deref().and_then(key);
            if before == after {
                continue;
            }
            for (key, is_after) in [(before, false), (after, true)] {
                let Some(key) = key else { continue };
                let vpcs = self.namesakes.entry(key).or_default();
                touched
                    .rows
                    .extend(vpcs.as_slice().first().map(|first| (*first).into()));
                if is_after {
                    vpcs.insert_sorted(change.id);
                } else {
                    vpcs.retain(|id| *id != change.id);
                }
                touched
                    .rows
                    .extend(vpcs.as_slice().first().map(|first| (*first).into()));
                if vpcs.as_slice().is_empty() {
                    self.namesakes.remove(&key);
                }
            }
        }
    }
}
