//! VPCs of one account in one Region that have the same name.

use xxhash_rust::xxh64::xxh64;

use super::{Index, Touched};
use crate::ordered::{sort, sort_numbers};
use crate::plan::{AwsChange, Id, Vpc};

/// So many bits has what stands for account, Region and name.
const KEY_BITS: u32 = 44;

/// Whose VPC it is, where, and how it is called, in a number that hardly any others have. None of a VPC without an account or a
/// name.
fn key(vpc: &Vpc) -> Option<u64> {
    let account = vpc.account?;
    // Nearly every name begins and ends with what is no space, which is told faster than both ends are sought.
    let name = match vpc.name.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => &vpc.name[..],
        _ => vpc.name.trim(),
    };
    if name.is_empty() {
        return None;
    }
    let place = u64::from(account.raw().mixed()) << u32::BITS | u64::from(vpc.region.mixed());
    Some(xxh64(name.as_bytes(), place) >> (u64::BITS - KEY_BITS))
}

impl Index {
    /// The VPCs that are in the account and the Region of `vpc` and have its name, by id, and hardly ever others. None where the
    /// account is not said: nobody knows yet whose they are.
    pub fn namesakes(&self, vpc: &Vpc) -> &[(u64, Id<Vpc>)] {
        key(vpc).map(|key| self.of_key(key)).unwrap_or_default()
    }

    /// Whether a VPC is the first of several that [`Self::namesakes`] finds. O(1), as every VPC is asked about.
    #[inline(always)]
    pub fn is_first_namesake(&self, vpc: Id<Vpc>) -> bool {
        !self.first_namesakes.is_empty() && self.first_namesakes.contains(&vpc)
    }

    fn of_key(&self, key: u64) -> &[(u64, Id<Vpc>)] {
        let start = self.namesakes.partition_point(|(other, _)| *other < key);
        let rest = self.namesakes.get(start..).unwrap_or_default();
        // Few have one name.
        let count = rest.iter().take_while(|(other, _)| *other == key).count();
        rest.get(..count).unwrap_or_default()
    }

    /// Adds the name of a VPC, whose id is greater than those before.
    #[inline(always)]
    pub(super) fn name_last(&mut self, id: Id<Vpc>, vpc: &Vpc) {
        if let Some(key) = key(vpc) {
            self.namesakes.push((key, id));
        }
    }

    /// Brings the names into order when all are there.
    pub(super) fn settle_names(&mut self) {
        self.sort_namesakes();
        let mut before = None;
        for (key, id) in &self.namesakes {
            match before {
                Some((other, first)) if other == key => _ = self.first_namesakes.insert(first),
                _ => before = Some((key, *id)),
            }
        }
    }

    fn sort_namesakes(&mut self) {
        if self.namesakes.len() >> (u64::BITS - KEY_BITS) > 0 {
            return sort(&mut self.namesakes);
        }
        // A key and a position fit one number. Of one key they stay as they come, which is in order of id.
        let keys = self.namesakes.iter().zip(0..);
        let mut order: Vec<u64> = keys.map(|((key, _), at)| key << (u64::BITS - KEY_BITS) | at).collect();
        sort_numbers(&mut order, u64::BITS - KEY_BITS);
        let at = |number: &u64| {
            self.namesakes
                .get((number & ((1 << (u64::BITS - KEY_BITS)) - 1)) as usize)
        };
        self.namesakes = order.iter().filter_map(at).copied().collect();
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
                if let Some((_, first)) = self.of_key(key).first().copied() {
                    touched.rows.insert(first.into());
                    self.first_namesakes.remove(&first);
                }
                match (self.namesakes.binary_search(&(key, change.id)), comes) {
                    (Ok(place), false) => _ = self.namesakes.remove(place),
                    (Err(place), true) => self.namesakes.insert(place, (key, change.id)),
                    _ => {}
                }
                let namesakes = self.of_key(key);
                if let Some((_, first)) = namesakes.first().copied() {
                    let several = namesakes.len() > 1;
                    touched.rows.insert(first.into());
                    if several {
                        self.first_namesakes.insert(first);
                    }
                }
            }
        }
    }
}
