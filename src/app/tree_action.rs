//! What can be done to the rows of the tree as rows: the part of the table of actions that selects, copies and arranges them.

use super::action::Group;
use super::look::Density;
use super::parts::{Glyph, Notice};
use super::planner::Planner;
use super::platform::later::spawn;
use super::words;
use crate::plan::Node;

/// Something that is done to the rows of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TreeAction {
    /// Select every row that is seen, scrolled to or not.
    SelectAll,
    /// Select every row that is pressed from now on: where there is no key to hold.
    SelectMore,
    /// Select one row only.
    SelectOne,
    /// Change what is selected, all alike.
    Change,
    /// Copy what is selected, and take it away where it is pasted.
    Cut,
    /// Copy what is selected.
    Copy,
    /// Put what was copied into the selected row.
    Paste,
    /// Show only some rows.
    Filter,
    /// Show all rows again.
    ClearFilter,
    /// Which columns there are.
    Columns,
    /// The rows as they lie in the address space.
    AddressOrder,
    /// Rows closer together, or not.
    Density,
}

impl TreeAction {
    /// What buttons and menus say.
    pub fn label(self) -> &'static str {
        match self {
            Self::SelectAll => "Select all rows",
            Self::SelectMore => "Select several rows by pressing them",
            Self::SelectOne => "Select one row only",
            Self::Change => "Change the selected rows…",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::Filter => "Filter the tree…",
            Self::ClearFilter => "Show all rows",
            Self::Columns => "Columns and density…",
            Self::AddressOrder => "Order by address",
            Self::Density => "Switch between comfortable and compact rows",
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::SelectAll | Self::SelectMore => Glyph::List,
            Self::SelectOne | Self::ClearFilter => Glyph::Close,
            Self::Change => Glyph::Edit,
            Self::Cut => Glyph::Move,
            Self::Copy => Glyph::Copy,
            Self::Paste => Glyph::File,
            Self::Filter => Glyph::Filter,
            Self::Columns => Glyph::Columns,
            Self::AddressOrder => Glyph::Steps,
            Self::Density => Glyph::Menu,
        }
    }

    /// The keys that do the same.
    pub fn keys(self) -> Option<&'static str> {
        Some(match self {
            Self::SelectAll => "Mod+A",
            Self::SelectOne => "Escape",
            Self::Change => "E",
            Self::Cut => "Mod+X",
            Self::Copy => "Mod+C",
            Self::Paste => "Mod+V",
            Self::Filter => "/",
            Self::SelectMore | Self::ClearFilter | Self::Columns | Self::AddressOrder | Self::Density => return None,
        })
    }

    /// Whether its keys mean it in the tree alone: elsewhere they are the browser's.
    pub fn is_of_the_tree(self) -> bool {
        matches!(
            self,
            Self::SelectAll | Self::SelectOne | Self::Cut | Self::Copy | Self::Paste
        )
    }

    /// Where it stands in lists.
    pub fn group(self) -> Group {
        match self {
            Self::Change | Self::Cut | Self::Paste => Group::Edit,
            _ => Group::View,
        }
    }

    /// Why it cannot be done now. Tracked.
    pub fn refusal(self, planner: Planner) -> Option<&'static str> {
        match self {
            Self::SelectMore => planner
                .gathering
                .get()
                .then_some("Press the rows that are to be selected"),
            Self::SelectOne => (!planner.has_several() && !planner.gathering.get()).then_some("One row is selected"),
            Self::Cut | Self::Copy => {
                let is_block =
                    |node: &Node| !matches!(node, Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_));
                let chosen = planner.chosen();
                let any = is_block(&planner.selected()) || chosen.rows().iter().any(is_block);
                (!any).then_some("Select a pool, a VPC, a subnet or a reservation first")
            }
            Self::Change => matches!(planner.selected(), Node::Free(_)).then_some("Free space has nothing to change"),
            Self::ClearFilter => planner
                .filter
                .with(Option::is_none)
                .then_some("All rows are shown: there is no filter"),
            Self::AddressOrder => planner
                .look
                .with(|look| look.sort.is_none())
                .then_some("The rows are in order of address"),
            _ => None,
        }
    }

    /// Does it, or asks for more.
    pub fn run(self, planner: Planner) {
        match self {
            Self::SelectAll => planner.all_wanted.update(|count| *count += 1),
            Self::SelectMore => planner.gathering.set(true),
            Self::SelectOne => {
                planner.gathering.set(false);
                planner.choose_one();
            }
            Self::Filter => planner.filter.update(|filter| _ = filter.get_or_insert_default()),
            Self::ClearFilter => planner.filter.set(None),
            Self::AddressOrder => planner.set_look(&|look| look.sort = None),
            Self::Density => planner.set_look(&|look| {
                look.density = match look.density {
                    Density::Comfortable => Density::Compact,
                    Density::Compact => Density::Comfortable,
                }
            }),
            Self::Change | Self::Cut | Self::Copy | Self::Paste | Self::Columns => {
                spawn(async move {
                    match planner.views.wait().await {
                        Ok(table) => (table.rows.act)(planner, self),
                        Err(_) => planner.show(Notice::error(words::NOT_LOADED)),
                    }
                });
            }
        }
    }
}
