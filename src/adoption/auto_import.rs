//! What a pool would import by itself.
//!
//! "IPAM will automatically import … resources within the CIDR range of this pool": of overlapping CIDRs the largest, of identical
//! ones any one, and none that overlaps an allocation:
//! <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.

use std::sync::Arc;

use super::survey::{LiveCidr, Standing};
use crate::address::Cidr;
use crate::ordered::sort_by_key;
use crate::plan::index::Index;
use crate::plan::{AnyId, Id, Plan, Pool, RegionCode, VpcCidr};

/// CIDRs that are identical. Shared: each of a thousand has the same thousand.
pub type Rivals = Arc<[Id<VpcCidr>]>;

/// What auto-import does with a CIDR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is imported.
    Imported,
    /// One of these is imported, any one: they are identical, and it is among them.
    OneOf(Rivals),
    /// It is not: this allocation of the pool has addresses of it.
    Blocked(Cidr, AnyId),
    /// It is not: the pool imports a larger one that overlaps it, or one of several.
    LosesTo(Rivals),
}

/// What auto-import does with a CIDR of a running VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The CIDR.
    pub id: Id<VpcCidr>,
    /// The addresses.
    pub cidr: Cidr,
    /// What becomes of it.
    pub fate: Fate,
}

/// What `pool` would import of the running network, as if auto-import were on, in order of the addresses. Nothing when it has no
/// locale, for which AWS offers no auto-import. O(n log n).
///
/// It imports what is of its scope and Region, from no pool and not ignored, and lies in a CIDR of the pool that no sub-pool has.
pub fn auto_import(plan: &Plan, index: &Index, live: &[LiveCidr], pool: Id<Pool>) -> Option<Vec<Import>> {
    let row = plan.design().pools.get(&pool)?;
    let (entry, locale) = (index.pool(pool)?, row.locale?);
    let cidrs: Vec<Cidr> = entry.cidrs().map(|(cidr, _)| cidr).collect();
    let mut candidates: Vec<&LiveCidr> = live.iter().filter(|live| is_candidate(live, locale)).collect();
    candidates.retain(|live| live.scope == entry.scope() && cidrs.iter().any(|cidr| cidr.contains(live.cidr)));
    sort_by_key(&mut candidates, |live| (live.cidr, live.id));
    let mut imports: Vec<Import> = Vec::new();
    // Those that nothing blocks, and that no larger one has won over: of one CIDR, in a row.
    let mut winner: Option<(Cidr, Rivals)> = None;
    let mut rest = candidates.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|live| live.cidr == first.cidr).count();
        let (group, behind) = rest.split_at(same);
        rest = behind;
        let ids: Rivals = group.iter().map(|live| live.id).collect();
        let larger = winner
            .as_ref()
            .filter(|(cidr, _)| cidr.contains(first.cidr))
            .map(|(_, ids)| Arc::clone(ids));
        let fate = match entry.allocations().meeting(first.cidr).next() {
            Some(taken) => Fate::Blocked(taken.cidr, taken.block.into()),
            None => match larger {
                Some(ids) => Fate::LosesTo(ids),
                None => {
                    winner = Some((first.cidr, Arc::clone(&ids)));
                    if same == 1 { Fate::Imported } else { Fate::OneOf(ids) }
                }
            },
        };
        imports.extend(group.iter().map(|live| Import {
            id: live.id,
            cidr: live.cidr,
            fate: fate.clone(),
        }));
    }
    Some(imports)
}

/// Whether auto-import looks at it: one in conflict too, as IPAM imports regardless of compliance.
fn is_candidate(live: &LiveCidr, locale: RegionCode) -> bool {
    live.region == locale && !matches!(live.standing, Standing::Ignored | Standing::Managed(_))
}
