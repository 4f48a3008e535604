//! What can be done to the shape of the tree: the part of the table of actions whose dialogs come late.

use super::action::{Group, pool_at};
use super::ask::Ask;
use super::chunks::use_chunks;
use super::parts::Glyph;
use super::planner::{Panel, Planner};
use super::platform::later::spawn;
use crate::plan::gesture::{lock_above, lock_at_or_below, lock_of, set_lock};
use crate::plan::{Id, Lock, Node, Pool, PoolParent};
use crate::workspace::Workspace;

/// Something that is done to blocks that are there, or to many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shaping {
    /// Into equal parts.
    Split,
    /// The parts of a block into one.
    Join,
    /// Larger or smaller, where it is.
    Resize,
    /// To another pool.
    MoveTo,
    /// The same layout once more.
    Duplicate,
    /// The same layout on another network.
    Rebase,
    /// Kept as it is.
    Lock,
    /// Not kept any more.
    Unlock,
    /// Many blocks from a list.
    AddMany,
    /// What is wanted and not placed yet.
    PlaceWanted,
    /// What is left of each size.
    FreeSpace,
}

impl Shaping {
    /// What buttons and menus say.
    pub fn label(self) -> &'static str {
        match self {
            Self::Split => "Split…",
            Self::Join => "Join with its siblings…",
            Self::Resize => "Resize…",
            Self::MoveTo => "Move to…",
            Self::Duplicate => "Duplicate…",
            Self::Rebase => "Rebase…",
            Self::Lock => "Lock",
            Self::Unlock => "Unlock",
            Self::AddMany => "Add many…",
            Self::PlaceWanted => "Place wanted blocks…",
            Self::FreeSpace => "Free space by size",
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Split => Glyph::Split,
            Self::Join => Glyph::Pool,
            Self::Resize => Glyph::ZoomIn,
            Self::MoveTo => Glyph::Move,
            Self::Duplicate => Glyph::Plus,
            Self::Rebase => Glyph::Edit,
            Self::Lock => Glyph::Lock,
            Self::Unlock => Glyph::Unlock,
            Self::AddMany | Self::PlaceWanted => Glyph::List,
            Self::FreeSpace => Glyph::Columns,
        }
    }

    /// The keys that do the same.
    pub fn keys(self) -> Option<&'static str> {
        Some(match self {
            Self::Split => "S",
            Self::Join => "J",
            Self::Resize => "G",
            Self::MoveTo => "T",
            Self::FreeSpace => "L",
            Self::Duplicate | Self::Rebase | Self::Lock | Self::Unlock | Self::AddMany | Self::PlaceWanted => {
                return None;
            }
        })
    }

    /// Where it stands in lists.
    pub fn group(self) -> Group {
        match self {
            Self::FreeSpace => Group::View,
            _ => Group::Edit,
        }
    }

    /// Why it cannot be done with this row.
    pub fn refusal(self, workspace: &Workspace, node: Node) -> Option<String> {
        let (plan, index) = (workspace.plan(), workspace.index());
        let word = match (self, node) {
            (Self::FreeSpace, _) => None,
            (Self::Lock | Self::Unlock, _) => match (self, lock_of(plan, node)) {
                (Self::Lock, Some(Lock::Locked)) => Some("It is locked already"),
                (Self::Unlock, Some(Lock::Open)) => Some("It is not locked"),
                (_, None) => Some("Select a pool, a VPC or a reservation first: a lock holds for all that lies in it"),
                _ => None,
            },
            (Self::AddMany, _) => pool_at(workspace, node).is_none().then_some("Select a pool first"),
            (Self::PlaceWanted, _) => {
                let none = plan.intent().demands.is_empty();
                none.then_some("Nothing is wanted: write it down in the inspector of a pool")
            }
            (Self::Split | Self::Join | Self::Resize | Self::Rebase, Node::Subnet(_)) => None,
            (Self::Split | Self::Join, Node::PublicBlock(_)) => Some("AWS gives public blocks as they are"),
            (_, Node::Pool(_) | Node::VpcCidr(_) | Node::Reservation(_) | Node::PublicBlock(_)) => None,
            (_, Node::Subnet(_)) => Some("A subnet stays in its VPC"),
            (_, Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_)) => {
                Some("Select a pool, a VPC, a subnet or a reservation first")
            }
        };
        let locked = || match self {
            Self::Split | Self::Join | Self::Resize | Self::MoveTo | Self::Rebase => {
                lock_above(plan, index, node).or_else(|| lock_at_or_below(plan, index, node))
            }
            Self::AddMany => lock_above(plan, index, node),
            _ => None,
        };
        word.map(str::to_owned)
            .or_else(|| locked().map(|lock| lock.to_string()))
    }

    /// Does it, or asks for more.
    pub fn run(self, planner: Planner, node: Node) {
        match self {
            Self::Lock => set(planner, node, Lock::Locked),
            Self::Unlock => set(planner, node, Lock::Open),
            Self::FreeSpace => planner.panel.update(|shown| {
                *shown = if *shown == Panel::FreeSpace {
                    Panel::Hidden
                } else {
                    Panel::FreeSpace
                };
            }),
            _ => planner.ask(Ask::Shape(self, node)),
        }
    }
}

/// Locks or unlocks what is selected, one row or several.
fn set(planner: Planner, node: Node, lock: Lock) {
    if !planner.chosen_untracked().is_empty() {
        let views = use_chunks().views;
        return spawn(async move {
            if let Ok(table) = views.wait().await {
                (table.rows.lock)(planner, lock);
            }
        });
    }
    if let Some(gesture) = planner.peek(|workspace| set_lock(workspace.plan(), node, lock)) {
        planner.take(gesture);
    }
}

/// The source of a pool, where it has one.
pub(super) fn source_of(workspace: &Workspace, pool: Id<Pool>) -> Option<Id<Pool>> {
    match workspace.plan().design().pools.get(&pool)?.parent {
        PoolParent::Pool(source) => Some(source),
        PoolParent::Scope(_) => None,
    }
}
