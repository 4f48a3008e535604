//! What the parts of the tree share: the rows, the one that has the focus, and what the next layout is to see to.

use web_sys::Element;

use super::keys::{Selection, Step};
use super::rows::Rows;
use super::typeahead::Typeahead;
use crate::app::action::Action;
use crate::app::chunks::{Arrangement, Chunk, ViewsTable, use_chunks};
use crate::app::markup::*;
use crate::app::parts::Area;
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Memo, RwSignal, StoredValue, effect};
use crate::app::session::{Session, use_session};
use crate::plan::gesture::name_of;
use crate::plan::{Node, OutlineRow, Twist};

/// The tree, for its parts. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct TreeState {
    /// The plan.
    pub(super) planner: Planner,
    /// The page.
    pub(super) session: Session,
    /// What comes once rows are selected together, filtered, sorted or dragged.
    pub(super) views: Chunk<ViewsTable>,
    /// The rows, whether in sight or not.
    pub(super) rows: Memo<Rows>,
    /// The row that has the focus, or will have it when the focus comes to the tree: its tab stop.
    pub(super) focused: RwSignal<Node>,
    /// The row under the pointer.
    pub(super) hovered: RwSignal<Option<Node>>,
    /// What the next layout is to see to.
    pub(super) wish: RwSignal<Wish>,
    /// Which menu is open, and where.
    pub(super) menu_at: RwSignal<Option<Area>>,
    /// What it is about.
    pub(super) menu: StoredValue<RowMenu>,
    /// How many rows are seen at once.
    pub(super) page: StoredValue<usize>,
    /// Where the focused row was last.
    position: StoredValue<usize>,
    /// Where a selection of several rows began.
    pub(super) anchor: StoredValue<Node>,
    typeahead: StoredValue<Typeahead>,
}

/// What the next layout is to see to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Whether the focused row is to come into sight.
    pub(super) sight: Option<Sight>,
    /// Whether it is to get the browser's focus.
    pub(super) focus: bool,
}

/// How a row comes into sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// With as little scrolling as possible: one moves row by row.
    Nearest,
    /// With what is around it: one comes from elsewhere.
    Amidst,
}

/// The menus of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowMenu {
    /// Everything that can be done with it.
    #[default]
    All,
    /// What can be put into it.
    Add,
}

impl TreeState {
    /// The tree of the open plan, for the component that calls.
    pub(super) fn new() -> Self {
        let planner = use_planner();
        let (expanded, views) = (planner.expanded(), use_chunks().views);
        let rows = Memo::new(move |before| {
            let (found, sort) = (planner.found.get(), planner.look.with(|look| look.sort));
            let arrange = (found.is_some() || sort.is_some())
                .then(|| views.table())
                .flatten()
                .map(|table| table.rows.arrange);
            expanded.with(|expanded| {
                planner.read(|workspace| match arrange {
                    Some(arrange) => {
                        let rows = arrange(
                            workspace,
                            Arrangement {
                                expanded,
                                found: found.as_ref(),
                                sort,
                            },
                        );
                        Rows::arranged(rows, found, workspace.step())
                    }
                    None => Rows::of(workspace, expanded, before),
                })
            })
        });
        let tree = Self {
            planner,
            session: use_session(),
            views,
            rows,
            focused: RwSignal::new(planner.selected_untracked()),
            hovered: RwSignal::new(None),
            wish: RwSignal::new(Wish {
                sight: Some(Sight::Amidst),
                focus: false,
            }),
            menu_at: RwSignal::new(None),
            menu: StoredValue::new(RowMenu::All),
            page: StoredValue::new(1),
            position: StoredValue::new(0),
            anchor: StoredValue::new(planner.selected_untracked()),
            typeahead: StoredValue::new(Typeahead::default()),
        };
        tree.follow();
        tree
    }

    /// Goes along with what is selected, named and asked for elsewhere.
    fn follow(self) {
        let planner = self.planner;
        effect(move |_| {
            let selected = planner.selected();
            if planner.chosen_untracked().is_empty() {
                self.anchor.set_value(selected);
            }
            let is_alone = planner.chosen_untracked().is_empty();
            if is_alone && selected != self.focused.get_untracked() {
                self.focused.set(selected);
                self.show(Sight::Amidst);
            }
        });
        effect(move |before: Option<u32>| {
            let requests = planner.tree_focus.get();
            if before.is_some_and(|before| before != requests) {
                self.focused.set(planner.selected_untracked());
                self.show(Sight::Amidst);
                self.take_focus();
            }
            requests
        });
        effect(move |before: Option<u32>| {
            let requests = planner.all_wanted.get();
            if before.is_some_and(|before| before != requests) {
                self.choose_all();
            }
            requests
        });
        effect(move |_| {
            let rows = self.rows.get();
            self.keep_chosen(&rows);
        });
        effect(move |_| {
            if let Some(node) = planner.renaming.get() {
                self.focused.set(node);
                self.show(Sight::Nearest);
            }
        });
    }

    /// Brings the focused row into sight with the next layout.
    fn show(self, sight: Sight) {
        self.wish.update(|wish| wish.sight = Some(sight));
    }

    /// Gives the focused row the browser's focus with the next layout.
    pub(super) fn take_focus(self) {
        self.wish.update(|wish| wish.focus = true);
    }

    /// Where the focused row is among all rows. Not tracked.
    pub(super) fn focused_position(self) -> Option<usize> {
        let node = self.focused.get_untracked();
        let position = self
            .rows
            .with_untracked(|rows| rows.position(node, self.position.get_value()))?;
        self.position.set_value(position);
        Some(position)
    }

    /// The row that an element is in.
    pub(super) fn row_of(self, element: &Element) -> Option<OutlineRow> {
        let row = element.closest("[aria-rowindex]").ok().flatten()?;
        let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
        // Counted from 1, and the first one is the heading.
        self.rows.with_untracked(|rows| rows.get(index.checked_sub(2)?))
    }

    fn focused_row(self) -> Option<OutlineRow> {
        let position = self.focused_position()?;
        self.rows.with_untracked(|rows| rows.get(position))
    }

    /// Moves the focus to `node`.
    pub(super) fn go_to(self, node: Node, selection: Selection) {
        self.focused.set(node);
        self.wish.set(Wish {
            sight: Some(Sight::Nearest),
            focus: true,
        });
        if selection == Selection::Follows {
            self.planner.select(node);
        }
    }

    pub(super) fn step(self, step: Step, selection: Selection) {
        let from = self.focused_position().unwrap_or_default();
        let page = self.page.get_value().saturating_sub(1);
        let next = self.rows.with_untracked(|rows| {
            let to = step.from(from, rows.len(), page)?;
            Some((to, rows.get(to)?.node))
        });
        if let Some((position, node)) = next {
            // Looked for there first: the rows need not be gone through.
            self.position.set_value(position);
            self.go_to(node, selection);
        }
    }

    pub(super) fn inwards(self) {
        let Some(row) = self.focused_row() else { return };
        match row.twist {
            Twist::Leaf => {}
            Twist::Closed => self.planner.set_expanded(row.node, true),
            Twist::Open => self.step(Step::Down, Selection::Follows),
        }
    }

    pub(super) fn outwards(self) {
        let Some(row) = self.focused_row() else { return };
        match row.twist {
            Twist::Open => self.planner.set_expanded(row.node, false),
            Twist::Leaf | Twist::Closed => {
                let above = self.planner.peek(|workspace| workspace.outline().parent(row.node));
                if let Some(above) = above {
                    self.go_to(above, Selection::Follows);
                }
            }
        }
    }

    /// Selects a row, unless it is one of several that are selected.
    pub(super) fn select_unless_chosen(self, node: Node) {
        if !self.planner.chosen_untracked().has(node) {
            self.planner.select(node);
        }
    }

    pub(super) fn toggle(self, row: OutlineRow) {
        match row.twist {
            Twist::Leaf => {}
            Twist::Closed => self.planner.set_expanded(row.node, true),
            Twist::Open => self.planner.set_expanded(row.node, false),
        }
    }

    pub(super) fn open_siblings(self) {
        let focused = self.focused.get_untracked();
        let siblings = self.planner.peek(|workspace| {
            let outline = workspace.outline();
            let beside = match outline.parent(focused) {
                Some(above) => outline.children(above),
                None => vec![focused],
            };
            let opening = beside.into_iter().filter(|node| outline.has_children(*node));
            opening.collect::<Vec<_>>()
        });
        self.planner.expand(siblings);
    }

    /// Types the name of `node`, unless it has none or may not be changed.
    pub(super) fn rename(self, node: Node) {
        self.planner.select(node);
        if untrack(|| Action::Rename.refusal(self.planner)).is_none() {
            self.planner.renaming.set(Some(node));
        }
    }

    pub(super) fn open_menu(self, menu: RowMenu, at: Area) {
        self.menu.set_value(menu);
        self.menu_at.set(Some(at));
    }

    /// Whoever points at a row types no name any more: the next letter begins anew, or is a shortcut.
    pub(super) fn end_word(self) {
        self.typeahead
            .update_value(|typeahead| *typeahead = Typeahead::default());
    }

    /// Takes a character as part of a name that is sought. `is_taken` says that it does something else, unless it comes in
    /// the middle of a word. Whether it was taken.
    pub(super) fn find(self, character: char, is_taken: bool, now: f64) -> bool {
        if is_taken && !self.typeahead.with_value(|typeahead| typeahead.is_on(now)) {
            return false;
        }
        self.typeahead.update_value(|typeahead| typeahead.push(character, now));
        let from = self.focused_position().unwrap_or_default();
        let found = self.rows.with_untracked(|rows| {
            self.planner.peek(|workspace| {
                let name = |row| name_of(workspace.plan(), rows.get(row)?.node);
                let found = self
                    .typeahead
                    .with_value(|typeahead| typeahead.find(rows.len(), from, name))?;
                rows.get(found)
            })
        });
        if let Some(found) = found {
            self.go_to(found.node, Selection::Follows);
        }
        true
    }
}
