//! VPCs of one account in one Region that have the same name.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::{Index, Touched};
use crate::ordered::sort;
use crate::plan::{AnyId, AwsChange, AwsTables, Id, Vpc};

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
    pub fn namesakes(&self, vpc: &Vpc) -> &[(u64, Id<Vpc>)] {
        key(vpc).map(|key| self.of_key(key)).unwrap_or_default()
    }

    fn of_key(&self, key: u64) -> &[(u64, Id<Vpc>)] {
        let start = self.namesakes.partition_point(|(other, _)| *other < key);
        let rest = self.namesakes.get(start..).unwrap_or_default();
        // Few have one name.
        let count = rest.iter().take_while(|(other, _)| *other == key).count();
        rest.get(..count).unwrap_or_default()
    }

    pub(super) fn name_all(&mut self, tables: &AwsTables) {
        for (id, vpc) in &tables.vpcs {
            if let Some(key) = key(vpc) {
                self.namesakes.push((key, *id));
            }
        }
        sort(&mut self.namesakes);
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
            for (key, comes) in [(before, false), (after, true)] {
                let Some(key) = key else { continue };
                touched
                    .rows
                    .extend(self.of_key(key).first().map(|(_, id)| AnyId::Vpc(*id)));
                match (self.namesakes.binary_search(&(key, change.id)), comes) {
                    (Ok(place), false) => _ = self.namesakes.remove(place),
                    (Err(place), true) => self.namesakes.insert(place, (key, change.id)),
                    _ => {}
                }
                touched
                    .rows
                    .extend(self.of_key(key).first().map(|(_, id)| AnyId::Vpc(*id)));
            }
        }
    }
}
