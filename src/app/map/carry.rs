//! Moving a block into a hole: what is carried, where it can go, and what that would do.

use super::scene::Holder;
use crate::address::{Cidr, FreeSpace};
use crate::app::parts::figures::counted;
use crate::foresight::{Foresight, ToldFinding};
use crate::plan::gesture::{Gesture, Placing, lock_above, lock_at_or_below, move_to, name_of, rebase};
use crate::plan::{Id, Node, Plan, PoolParent, Scope, VpcCidr};
use crate::workspace::Workspace;

/// So many holes are offered to the keyboard.
const HOLES: usize = 4096;

/// A block that somebody has picked up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Carried {
    /// Its row.
    pub(super) node: Node,
    /// Where it lies.
    pub(super) from: Cidr,
    /// What it is called.
    pub(super) name: String,
    /// Where it would go.
    pub(super) to: Option<Target>,
    /// What that would do, in words, and whether it can be done.
    pub(super) outcome: Option<Result<String, String>>,
}

/// Where something can be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// What it would be in.
    pub(super) holder: Holder,
    /// The block that it would have.
    pub(super) cidr: Cidr,
}

/// To which side one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// To lower addresses.
    Before,
    /// To higher addresses.
    Behind,
}

/// Picks up a block, unless it is one that does not move.
///
/// # Errors
/// Why it stays.
pub(super) fn pick_up(workspace: &Workspace, node: Node, from: Cidr) -> Result<Carried, String> {
    let (plan, index) = (workspace.plan(), workspace.index());
    if !matches!(
        node,
        Node::Pool(_) | Node::VpcCidr(_) | Node::Reservation(_) | Node::PublicBlock(_) | Node::Subnet(_)
    ) {
        return Err("Only a block can be moved".to_owned());
    }
    if let Some(lock) = lock_above(plan, index, node).or_else(|| lock_at_or_below(plan, index, node)) {
        return Err(lock.to_string());
    }
    let name = name_of(plan, node).filter(|name| !name.is_empty()).map(str::to_owned);
    Ok(Carried {
        node,
        from,
        name: name.unwrap_or_else(|| from.to_string()),
        to: None,
        outcome: None,
    })
}

/// What would put it there.
///
/// # Errors
/// What is in the way.
pub(super) fn gesture(workspace: &Workspace, carried: &Carried, target: Target) -> Result<Gesture, String> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let (node, from, to) = (carried.node, carried.from, target.cidr);
    let stays = match target.holder {
        Holder::Pool(pool) => workspace.outline().parent(node) == Some(Node::Pool(pool)),
        Holder::Vpc(_) => true,
    };
    let done = match target.holder {
        Holder::Pool(pool) if !stays => move_to(plan, index, node, PoolParent::Pool(pool), Placing::At(to)),
        _ => rebase(plan, index, node, from, to),
    };
    let gesture = done.map_err(|obstacle| obstacle.to_string())?;
    let label = match target.holder {
        Holder::Pool(pool) if !stays => {
            let pool = name_of(plan, Node::Pool(pool)).unwrap_or_default();
            format!("Move {} to {to} in {pool}", carried.name)
        }
        _ => format!("Move {} to {to}", carried.name),
    };
    Ok(Gesture {
        label: label.trim_end_matches(" in ").to_owned(),
        ..gesture
    })
}

/// What the move would do, in a sentence.
pub(super) fn told(carried: &Carried, gesture: &Gesture, foresight: &Foresight) -> String {
    let rows = gesture.edit.changes.len();
    let mut words = format!("{} from {}: ", gesture.label, carried.from);
    words.push_str(&counted(rows as u64, "row changes", "rows change"));
    let mut say = |verb: &str, findings: &[ToldFinding]| {
        if let Some(first) = findings.first() {
            let count = counted(findings.len() as u64, "finding", "findings");
            words.push_str(&format!("; {count} {verb}: {}", first.sentence));
        }
    };
    say("would come", &foresight.gained);
    say("would go", &foresight.gone);
    if foresight.gained.is_empty() && foresight.gone.is_empty() {
        words.push_str("; no finding comes or goes");
    }
    words
}

/// Every hole that it fits into, by address: the first place in each. O(pools × depth + holes).
pub(super) fn places(workspace: &Workspace, carried: &Carried) -> Vec<Target> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let length = carried.from.netmask_length();
    let fits = |holder: Holder, free: Vec<Cidr>, places: &mut Vec<Target>| {
        for hole in free {
            let first = hole.split(length).and_then(|mut slots| slots.next());
            places.extend(first.map(|cidr| Target { holder, cidr }));
        }
    };
    let mut places = Vec::new();
    if let Node::Subnet(id) = carried.node {
        let vpc = plan.design().subnets.get(&id).and_then(|row| index.vpc(row.vpc));
        for (_, cidr) in vpc.map(|vpc| vpc.cidrs()).unwrap_or_default() {
            fits(Holder::Vpc(*cidr), free_in_vpc(workspace, *cidr), &mut places);
        }
    } else {
        let below = match carried.node {
            Node::Pool(id) => index.with_pools_below(id),
            _ => Vec::new(),
        };
        let scope = scope_of(workspace, carried.node);
        for (id, row) in &plan.design().pools {
            let Some(entry) = index.pool(*id) else { continue };
            let may = row.family == carried.from.family()
                && Some(entry.scope()) == scope
                && !below.contains(id)
                && lock_above(plan, index, Node::Pool(*id)).is_none();
            if may
                && entry
                    .space()
                    .largest_free_block()
                    .is_some_and(|free| free.netmask_length() <= length)
            {
                fits(Holder::Pool(*id), entry.space().free_blocks(), &mut places);
            }
            if places.len() > HOLES {
                break;
            }
        }
    }
    crate::ordered::sort_by_key(&mut places, |target| target.cidr);
    places
}

/// The place behind `target` in the same hole, or before it.
pub(super) fn beside(workspace: &Workspace, target: Target, side: Side) -> Option<Target> {
    let cidr = match side {
        Side::Behind => target.cidr.next(),
        Side::Before => target.cidr.previous(),
    }?;
    let is_free = match target.holder {
        Holder::Pool(pool) => workspace.index().pool(pool)?.space().is_free(cidr),
        Holder::Vpc(vpc) => free_in_vpc(workspace, vpc).iter().any(|hole| hole.contains(cidr)),
    };
    is_free.then_some(Target { cidr, ..target })
}

/// What is free in a block of a VPC.
fn free_in_vpc(workspace: &Workspace, id: Id<VpcCidr>) -> Vec<Cidr> {
    let Some(row) = workspace.plan().design().vpc_cidrs.get(&id) else {
        return Vec::new();
    };
    let subnets = workspace.index().vpc(row.vpc).into_iter().flat_map(|vpc| vpc.subnets());
    FreeSpace::new(row.cidr.family(), [row.cidr], subnets.map(|(cidr, _)| *cidr)).free_blocks()
}

/// The scope that a row is in.
pub(super) fn scope_of(workspace: &Workspace, node: Node) -> Option<Id<Scope>> {
    let outline = workspace.outline();
    match node {
        Node::Scope(scope) => Some(scope),
        Node::Pool(pool) | Node::Free(pool) => workspace.index().pool(pool).map(|entry| entry.scope()),
        Node::Ipam => Some(Plan::default_private_scope()),
        _ => outline.ancestors(node).find_map(|above| match above {
            Node::Scope(scope) => Some(scope),
            Node::Pool(pool) => workspace.index().pool(pool).map(|entry| entry.scope()),
            _ => None,
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::examples::EXAMPLES;

    /// Every block that can be picked up, in every example.
    fn each_block(mut check: impl FnMut(&mut Workspace, Carried)) {
        for example in EXAMPLES {
            let mut workspace = Workspace::open(example.plan());
            let design = workspace.plan().design();
            let mut blocks: Vec<(Node, Cidr)> = Vec::new();
            blocks.extend(design.vpc_cidrs.iter().map(|(id, row)| (Node::VpcCidr(*id), row.cidr)));
            blocks.extend(design.pool_cidrs.values().map(|row| (Node::Pool(row.pool), row.cidr)));
            blocks.extend(
                design
                    .reservations
                    .iter()
                    .map(|(id, row)| (Node::Reservation(*id), row.cidr)),
            );
            blocks.extend(design.subnets.iter().map(|(id, row)| (Node::Subnet(*id), row.cidr)));
            for (node, cidr) in blocks {
                if let Ok(carried) = pick_up(&workspace, node, cidr) {
                    check(&mut workspace, carried);
                }
            }
        }
    }

    #[test]
    fn a_hole_that_is_offered_takes_the_block_or_says_why_not_and_undo_takes_it_back() {
        let (mut moved, mut refused) = (0, 0);
        each_block(|workspace, carried| {
            let before = workspace.plan().clone();
            let places = places(workspace, &carried);
            assert!(
                places
                    .iter()
                    .all(|place| place.cidr.netmask_length() == carried.from.netmask_length())
            );
            for target in places.into_iter().step_by(7).take(4) {
                let gesture = match gesture(workspace, &carried, target) {
                    Ok(gesture) => gesture,
                    // Holes are told by size. What else is in the way is said when the block is to be dropped: a VPC has CIDRs in
                    // another scope, a pool has several, something below it lies outside of it.
                    Err(reason) => {
                        assert!(!reason.is_empty(), "{} to {target:?}", carried.name);
                        refused += 1;
                        continue;
                    }
                };
                workspace.apply(&gesture.label, gesture.edit).unwrap();
                let has_it = workspace
                    .index()
                    .scope(scope_of(workspace, carried.node).unwrap())
                    .is_some();
                assert!(has_it);
                workspace.undo().unwrap();
                assert_eq!(workspace.plan(), &before, "{} to {target:?}", carried.name);
                moved += 1;
            }
        });
        assert!(moved > 50 && refused < moved / 4, "{moved} moved, {refused} refused");
    }

    #[test]
    fn what_is_in_the_way_is_said() {
        let workspace = Workspace::open(EXAMPLES[0].plan());
        let design = workspace.plan().design();
        let (id, row) = design.vpc_cidrs.iter().find(|(_, row)| row.pool.is_some()).unwrap();
        let carried = pick_up(&workspace, Node::VpcCidr(*id), row.cidr).unwrap();
        let holder = Holder::Pool(row.pool.unwrap());
        let here = gesture(&workspace, &carried, Target { holder, cidr: row.cidr });
        assert!(here.unwrap_err().contains("already"), "it lies there");
        let outside = Target {
            holder,
            cidr: "192.0.2.0/24".parse().unwrap(),
        };
        assert!(gesture(&workspace, &carried, outside).is_err());
        assert!(pick_up(&workspace, Node::Ipam, row.cidr).is_err());
    }

    #[test]
    fn a_place_beside_another_is_free_too() {
        each_block(|workspace, carried| {
            for target in places(workspace, &carried).into_iter().take(3) {
                for side in [Side::Behind, Side::Before] {
                    let Some(next) = beside(workspace, target, side) else {
                        continue;
                    };
                    assert_eq!(next.holder, target.holder);
                    assert!(!next.cidr.overlaps(target.cidr));
                    assert_eq!(side == Side::Behind, next.cidr > target.cidr);
                }
            }
        });
    }
}
