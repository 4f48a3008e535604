//! VPCs of one account in one Region that have the same name.

use super::{Index, Touched};
use crate::ordered::{sort, sort_numbers};
use crate::plan::text::mixed;
use crate::plan::{AwsChange, Id, Vpc};

/// So many bits has what stands for account, Region and name. What is left of a number is for the place of a VPC.
const KEY_BITS: u32 = 44;
const PLACE_BITS: u32 = u64::BITS - KEY_BITS;

/// Whose VPC it is, where, and how it is called, in a number that hardly any others have. None of a VPC without an account or a
/// name.
#[inline(always)]
fn key(vpc: &Vpc) -> Option<u64> {
    let account = vpc.account?;
    // Nearly every name begins and ends with what is no space, which is told faster than both ends are sought.
    let name = match vpc.name.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => vpc.name.as_bytes(),
        _ => vpc.name.trim().as_bytes(),
    };
    if name.is_empty() {
        return None;
    }
    let place = u64::from(account.raw().mixed()) << u32::BITS | u64::from(vpc.region.mixed());
    Some(mixed(name, place) >> PLACE_BITS)
}

/// What stands for the names of all VPCs, each with the place of its VPC, in numbers that sort by their digits.
pub(super) struct Names {
    /// Without the places, of more VPCs than there are numbers for.
    fit: bool,
    names: Vec<u64>,
    unfit: Vec<(u64, usize)>,
}

impl Names {
    pub(super) fn with_capacity(count: usize) -> Self {
        let fit = count >> PLACE_BITS == 0;
        Self {
            fit,
            names: Vec::with_capacity(if fit { count } else { 0 }),
            unfit: Vec::new(),
        }
    }

    /// Adds the name of the VPC at a place.
    #[inline(always)]
    pub(super) fn push(&mut self, place: usize, vpc: &Vpc) {
        match key(vpc) {
            None => {}
            Some(key) if self.fit => self.names.push(key << PLACE_BITS | place as u64),
            Some(key) => self.unfit.push((key, place)),
        }
    }
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

    /// Lists the names of all VPCs, which are listed by their places.
    pub(super) fn settle_names(&mut self, names: Names) {
        let Names {
            mut names, mut unfit, ..
        } = names;
        sort_numbers(&mut names, PLACE_BITS);
        sort(&mut unfit);
        let fit = names
            .iter()
            .map(|name| (name >> PLACE_BITS, (name & ((1 << PLACE_BITS) - 1)) as usize));
        self.namesakes.reserve_exact(names.len() + unfit.len());
        for (key, place) in fit.chain(unfit) {
            if let Some(id) = self.vpcs.id_at(place) {
                self.namesakes.push((key, id));
            }
        }
        let mut first = 0;
        for next in 1..=self.namesakes.len() {
            let key_at = |at: usize| self.namesakes.get(at).map(|(key, _)| *key);
            if key_at(next) == key_at(first) {
                continue;
            }
            if next > first + 1
                && let Some(alike) = self.namesakes.get_mut(first..next)
            {
                // They came in the order in which VPCs are stored.
                sort(alike);
                self.first_namesakes.extend(alike.first().map(|(_, id)| *id));
            }
            first = next;
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
