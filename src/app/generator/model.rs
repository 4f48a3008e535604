//! From answers to what is shown and made: pure.

use crate::address::{AddressCount, Cidr};
use crate::app::dialogs::sentence;
use crate::generate::{
    Blueprint, Branch, Edited, LevelKind, Preview, QuotaUse, generate, made_by, preview, recall, regenerate,
};
use crate::plan::gesture::Gesture;
use crate::plan::{Id, IdSource, Node, Pool, PoolParent, RegionCode};
use crate::workspace::Workspace;

/// Whether a tree is made beside what is there, or another in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// A new one.
    New,
    /// In the place of the one that was generated.
    Again,
}

/// A tree that was generated here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) root: Id<Pool>,
    /// The answers that it is made of, or was.
    pub(super) blueprint: Blueprint,
    /// Why it cannot be generated again.
    pub(super) edited: Option<String>,
}

/// Of so many pools with a legend it is looked whether they were generated.
const LOOKED_AT: usize = 16;

/// The tree around `node` that was generated here, else the last one that is still as it was generated; where nobody remembers the
/// answers, one whose pools speak for them.
pub(super) fn known_tree(workspace: &Workspace, all: &[(Id<Pool>, Blueprint)], node: Node) -> Option<Known> {
    let outline = workspace.outline();
    let path: Vec<Node> = std::iter::once(node).chain(outline.ancestors(node)).collect();
    let is_as_made =
        |(root, blueprint): &(Id<Pool>, Blueprint)| made_by(workspace.plan(), workspace.index(), *root, blueprint);
    let known = |(root, blueprint): &(Id<Pool>, Blueprint), edited: Option<Edited>| Known {
        root: *root,
        blueprint: blueprint.clone(),
        edited: edited.map(sentence),
    };
    let around = |(root, _): &&(Id<Pool>, Blueprint)| path.contains(&Node::Pool(*root));
    // Steps may have been undone: any answers of it may hold, the last ones first.
    let mine: Vec<_> = all.iter().rev().filter(around).collect();
    if let Some(found) = mine.iter().find(|tree| is_as_made(tree).is_ok()) {
        return Some(known(found, None));
    }
    if let Some(last) = mine.first() {
        return Some(known(last, is_as_made(last).err()));
    }
    let any = all.iter().rev().find(|tree| is_as_made(tree).is_ok());
    any.map(|tree| known(tree, None))
        .or_else(|| recalled(workspace, &path, all))
}

/// A tree that was generated before the page was opened, around one of the rows of `path` or anywhere. None of `remembered`: these
/// are as they were made, or say what was changed.
fn recalled(workspace: &Workspace, path: &[Node], remembered: &[(Id<Pool>, Blueprint)]) -> Option<Known> {
    let pools = &workspace.plan().design().pools;
    let around = path.iter().filter_map(|node| match node {
        Node::Pool(id) => Some(*id),
        _ => None,
    });
    let with_legend = |id: &Id<Pool>| pools.get(id).is_some_and(|row| !row.legend.is_empty());
    let is_new = |id: &Id<Pool>| remembered.iter().all(|(root, _)| root != id);
    let all = pools.keys().copied();
    let mut candidates = around.chain(all).filter(is_new).filter(with_legend).take(LOOKED_AT);
    candidates.find_map(|root| {
        let blueprint = recall(workspace.plan(), workspace.index(), root)?;
        let edited = None;
        Some(Known {
            root,
            blueprint,
            edited,
        })
    })
}

/// What would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) pools: usize,
    /// Each level with the size of its pools: "Region /12".
    pub(super) sizes: Vec<String>,
    /// Each quota that counts, and whether it is exceeded.
    pub(super) quotas: Vec<(String, bool)>,
    pub(super) lines: Vec<Line>,
    pub(super) strips: Vec<Strip>,
}

/// A line of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// 0 for the pool on top.
    pub(super) depth: usize,
    pub(super) what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Pool {
        name: String,
        locale: Option<RegionCode>,
        cidr: Cidr,
    },
    /// So many more beside it.
    More(usize),
    /// So many pools in it, like those above.
    Alike(usize),
    /// So many addresses stay free.
    Left(AddressCount),
}

/// A level to scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    pub(super) level: &'static str,
    pub(super) segments: Vec<Segment>,
}

/// A pool on a strip, in ten-thousandths of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) offset: u32,
    pub(super) extent: u32,
    pub(super) name: String,
}

/// So many pools are written out beside each other.
const BESIDE: usize = 8;
/// So many lines there are at most.
const LINES: usize = 48;
/// A level of more pools than this is not drawn to scale: they would be thinner than a line.
const DRAWN: usize = 160;

/// What `blueprint` makes.
///
/// # Errors
/// Why it makes nothing, as a sentence.
pub(super) fn preview_of(
    workspace: &Workspace,
    task: Task,
    known: Option<&Known>,
    blueprint: &Blueprint,
) -> Result<Made, String> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let mut preview = preview(plan, index, blueprint).map_err(sentence)?;
    if let (Task::Again, Some(known)) = (task, known) {
        // What is there now gives its place.
        let there = index.with_pools_below(known.root).len();
        if let Some(pools) = preview.quotas.first_mut() {
            pools.used -= there.min(pools.used);
        }
    }
    Ok(made(&preview, blueprint))
}

/// The step that makes it.
///
/// # Errors
/// Why there is none, as a sentence.
pub(super) fn make(
    workspace: &Workspace,
    task: Task,
    known: Option<&Known>,
    blueprint: &Blueprint,
    ids: &mut dyn IdSource,
) -> Result<Gesture, String> {
    let (plan, index) = (workspace.plan(), workspace.index());
    match (task, known) {
        (Task::Again, Some(known)) => regenerate(plan, index, known.root, &known.blueprint, blueprint, ids)
            .map(|(gesture, _)| gesture)
            .map_err(sentence),
        _ => generate(plan, index, blueprint, ids)
            .map(|(gesture, _)| gesture)
            .map_err(sentence),
    }
}

fn made(preview: &Preview, blueprint: &Blueprint) -> Made {
    let kinds = blueprint.levels.iter().map(|level| level.kind);
    let sizes = kinds.clone().zip(&preview.lengths);
    let mut lines = Vec::new();
    write_lines(&preview.top, 0, &mut lines);
    let quota = |quota: &QuotaUse| (quota.to_string(), quota.is_over());
    Made {
        pools: preview.pools,
        sizes: sizes
            .map(|(kind, length)| format!("{} {length}", kind.word()))
            .collect(),
        quotas: preview.quotas.iter().map(quota).collect(),
        lines,
        strips: strips(&preview.top, kinds),
    }
}

/// The tree as lines: the first pool of each level with all below it, the others beside it alone.
fn write_lines(branch: &Branch, depth: usize, lines: &mut Vec<Line>) {
    lines.push(Line {
        depth,
        what: What::Pool {
            name: branch.name.clone(),
            locale: branch.locale,
            cidr: branch.cidr,
        },
    });
    let below = depth + 1;
    for (place, branch) in branch.branches.iter().take(BESIDE).enumerate() {
        if place == 0 {
            write_lines(branch, below, lines);
            continue;
        }
        if lines.len() >= LINES {
            break;
        }
        lines.push(Line {
            depth: below,
            what: What::Pool {
                name: branch.name.clone(),
                locale: branch.locale,
                cidr: branch.cidr,
            },
        });
        if !branch.branches.is_empty() {
            lines.push(Line {
                depth: below + 1,
                what: What::Alike(count(branch)),
            });
        }
    }
    let more = branch.branches.len().saturating_sub(BESIDE);
    if more > 0 {
        lines.push(Line {
            depth: below,
            what: What::More(more),
        });
    }
    if !branch.branches.is_empty() {
        lines.push(Line {
            depth: below,
            what: What::Left(branch.left),
        });
    }
}

fn count(branch: &Branch) -> usize {
    branch.branches.iter().map(|below| 1 + count(below)).sum()
}

/// The levels to scale, as far as their pools can be told apart.
fn strips(top: &Branch, kinds: impl Iterator<Item = LevelKind>) -> Vec<Strip> {
    let mut strips = Vec::new();
    let mut level: Vec<&Branch> = vec![top];
    for kind in kinds {
        level = level.iter().flat_map(|branch| &branch.branches).collect();
        if level.len() > DRAWN {
            break;
        }
        let segment = |branch: &&Branch| Segment {
            offset: AddressCount::new(branch.cidr.first_bits() - top.cidr.first_bits())
                .per_ten_thousand_of(top.cidr.size()),
            extent: branch.cidr.size().per_ten_thousand_of(top.cidr.size()).max(1),
            name: branch.name.clone(),
        };
        strips.push(Strip {
            level: kind.word(),
            segments: level.iter().map(segment).collect(),
        });
    }
    strips
}

/// Where a tree can hang: the private scopes, and the pool that is selected or around what is.
pub(super) fn parents(workspace: &Workspace, node: Node) -> Vec<PoolParent> {
    let outline = workspace.outline();
    let design = workspace.plan().design();
    let scopes = design
        .scopes
        .iter()
        .filter(|(_, row)| row.kind == crate::plan::ScopeKind::Private);
    let mut parents: Vec<PoolParent> = scopes.map(|(id, _)| PoolParent::Scope(*id)).collect();
    // The scope that one is in comes first.
    let path: Vec<Node> = std::iter::once(node).chain(outline.ancestors(node)).collect();
    let here = parents
        .iter()
        .position(|parent| matches!(parent, PoolParent::Scope(id) if path.contains(&Node::Scope(*id))));
    if let Some(here) = here {
        parents.swap(0, here);
    }
    let pools = path.iter().filter_map(|node| match node {
        Node::Pool(id) | Node::Free(id) => Some(PoolParent::Pool(*id)),
        _ => None,
    });
    parents.extend(pools.take(1));
    parents
}

/// The supernet to begin with: the first of the private ranges that no top-level pool of the scope has taken.
pub(super) fn first_supernet(workspace: &Workspace, parent: PoolParent) -> Option<Cidr> {
    let index = workspace.index();
    let ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
    let taken: Vec<Cidr> = match parent {
        PoolParent::Scope(scope) => {
            let tops = index.scope(scope).into_iter().flat_map(|entry| entry.top_pools());
            let entries = tops.filter_map(|pool| index.pool(pool));
            entries
                .flat_map(|entry| entry.cidrs().map(|(cidr, _)| cidr).collect::<Vec<_>>())
                .collect()
        }
        PoolParent::Pool(pool) => return index.pool(pool)?.space().largest_free_block(),
    };
    let ranges = ranges.iter().filter_map(|range| range.parse::<Cidr>().ok());
    let is_free = |range: &Cidr| !taken.iter().any(|cidr| cidr.contains(*range) || range.contains(*cidr));
    ranges.clone().find(is_free).or_else(|| ranges.clone().next())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::address::Strategy;
    use crate::generate::{Headroom, Level, LevelSize, Member, Naming};
    use crate::plan::{CountedIds, Plan, gesture};

    fn empty() -> Workspace {
        Workspace::open(Plan::new("Test", "eu-central-1".parse().unwrap()))
    }

    fn blueprint(regions: &[&str], names: &[&str]) -> Blueprint {
        let fit = LevelSize::Fit(Headroom::Percent(0));
        Blueprint {
            name: "Global".to_owned(),
            supernet: "10.0.0.0/8".parse().unwrap(),
            parent: Plan::default_private_scope().into(),
            levels: vec![
                Level {
                    kind: LevelKind::Region,
                    members: regions
                        .iter()
                        .map(|code| Member::Region(code.parse().unwrap()))
                        .collect(),
                    size: fit,
                },
                Level {
                    kind: LevelKind::Environment,
                    members: names.iter().map(|name| Member::Named((*name).to_owned())).collect(),
                    size: fit,
                },
            ],
            naming: Naming::Member,
            strategy: Strategy::LowestAddress,
        }
    }

    fn text(made: &Made) -> Vec<String> {
        let line = |line: &Line| {
            let words = match &line.what {
                What::Pool { name, cidr, .. } => format!("{name} {cidr}"),
                What::More(more) => format!("{more} more"),
                What::Alike(count) => format!("{count} alike"),
                What::Left(left) => format!("{left} free"),
            };
            format!("{}{words}", "  ".repeat(line.depth))
        };
        made.lines.iter().map(line).collect()
    }

    #[test]
    fn the_preview_shows_one_of_each_level_whole_the_quotas_and_the_levels_to_scale() {
        let workspace = empty();
        let made = preview_of(
            &workspace,
            Task::New,
            None,
            &blueprint(&["eu-west-1", "us-east-1", "us-east-2"], &["a", "b"]),
        );
        let made = made.unwrap();
        assert_eq!(
            (made.pools, made.sizes.join(", ").as_str()),
            (10, "Region /10, Environment /11")
        );
        assert_eq!(
            text(&made),
            [
                "Global 10.0.0.0/8",
                "  Ireland 10.0.0.0/10",
                "    a 10.0.0.0/11",
                "    b 10.32.0.0/11",
                "    0 free",
                "  Virginia 10.64.0.0/10",
                "    2 alike",
                "  Ohio 10.128.0.0/10",
                "    2 alike",
                "  4,194,304 free",
            ]
        );
        assert_eq!(made.quotas[0], ("Pools per scope: 10 of 50".to_owned(), false));
        let places: Vec<(u32, u32)> = made.strips[0]
            .segments
            .iter()
            .map(|it| (it.offset, it.extent))
            .collect();
        assert_eq!(places, [(0, 2500), (2500, 2500), (5000, 2500)]);
        assert_eq!(made.strips[1].segments.len(), 6);
        let many: Vec<String> = (0..60).map(|place| format!("unit {place}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let made = preview_of(
            &workspace,
            Task::New,
            None,
            &blueprint(&["eu-west-1", "us-east-1", "us-east-2"], &many),
        )
        .unwrap();
        assert_eq!(
            made.quotas[0],
            ("Pools per scope: 184 do not fit AWS's default of 50".to_owned(), true)
        );
        assert!(made.lines.len() < 60 && made.strips.len() == 1);
    }

    #[test]
    fn a_tree_is_known_until_it_is_changed_and_again_when_that_is_undone() {
        let mut workspace = empty();
        let answers = blueprint(&["eu-west-1"], &["a", "b"]);
        let ids = &mut CountedIds::default();
        let gesture = make(&workspace, Task::New, None, &answers, ids).unwrap();
        let Some(Node::Pool(root)) = gesture.focus else {
            panic!()
        };
        workspace.apply(&gesture.label, gesture.edit).unwrap();
        let all = vec![(root, answers.clone())];
        let known = known_tree(&workspace, &all, Node::Pool(root)).unwrap();
        assert_eq!((known.root, &known.edited), (root, &None));
        // Also from elsewhere.
        assert!(known_tree(&workspace, &all, Node::Ipam).is_some());
        let other = blueprint(&["eu-west-1", "us-east-1"], &["a"]);
        let made = preview_of(&workspace, Task::Again, Some(&known), &other).unwrap();
        assert_eq!(made.quotas[0].0, "Pools per scope: 5 of 50");
        let gesture = make(&workspace, Task::Again, Some(&known), &other, ids).unwrap();
        workspace.apply(&gesture.label, gesture.edit).unwrap();
        let all = vec![(root, answers.clone()), (root, other.clone())];
        assert_eq!(known_tree(&workspace, &all, Node::Ipam).unwrap().blueprint, other);
        workspace.undo().unwrap();
        assert_eq!(known_tree(&workspace, &all, Node::Ipam).unwrap().blueprint, answers);
        let rename = gesture::rename(workspace.plan(), Node::Pool(root), "World").unwrap();
        workspace.apply(&rename.label, rename.edit).unwrap();
        let known = known_tree(&workspace, &all, Node::Pool(root)).unwrap();
        assert!(known.edited.unwrap().contains("World was changed by hand in its name"));
        assert_eq!(known_tree(&workspace, &all, Node::Ipam), None);
        assert_eq!(
            first_supernet(&workspace, Plan::default_private_scope().into())
                .unwrap()
                .to_string(),
            "172.16.0.0/12"
        );
    }
}
