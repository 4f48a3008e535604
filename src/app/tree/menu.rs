//! What can be done with a row, out of the table of actions.

use super::state::{RowMenu, TreeState};
use crate::app::action::Action;
use crate::app::markup::*;
use crate::app::parts::{ContextMenu, MenuEntry, MenuItem};
use crate::app::reactive::Callback;
use crate::app::shaping::Shaping;
use crate::app::tree_action::TreeAction;
use crate::plan::{Node, Plan};

/// What can be said and asked of a row that may exist.
const IN_AWS: &[Action] = &[Action::MarkExisting, Action::MarkMissing, Action::TearDown];

/// What is put into a VPC.
const VPC: &[Action] = &[
    Action::DesignSubnets,
    Action::AddVpcCidr,
    Action::AddWorkload,
    Action::AddConnection,
];

/// What changes the shape of what is there.
const SHAPE: &[Action] = &[
    Action::Shape(Shaping::Split),
    Action::Shape(Shaping::Join),
    Action::Shape(Shaping::Resize),
    Action::Shape(Shaping::MoveTo),
    Action::Shape(Shaping::Duplicate),
    Action::Shape(Shaping::Rebase),
];

/// What is done with rows as rows.
const CLIP: &[Action] = &[
    Action::Tree(TreeAction::Cut),
    Action::Tree(TreeAction::Copy),
    Action::Tree(TreeAction::Paste),
    Action::Tree(TreeAction::SelectMore),
];

/// What is done to several rows.
const SEVERAL: &[&[Action]] = &[
    &[Action::Tree(TreeAction::Change), Action::Shape(Shaping::MoveTo)],
    CLIP,
    LOCK_AND_DELETE,
    &[Action::Tree(TreeAction::SelectOne)],
];

/// The same of what stays where it is.
const SHAPE_IN_PLACE: &[Action] = &[
    Action::Shape(Shaping::Split),
    Action::Shape(Shaping::Join),
    Action::Shape(Shaping::Resize),
    Action::Shape(Shaping::Rebase),
];

/// The same of public blocks, which AWS gives as they are.
const SHAPE_OF_PUBLIC: &[Action] = &[
    Action::Shape(Shaping::Resize),
    Action::Shape(Shaping::MoveTo),
    Action::Shape(Shaping::Rebase),
];

/// What ends a row, and what keeps it.
const LOCK_AND_DELETE: &[Action] = &[
    Action::Shape(Shaping::Lock),
    Action::Shape(Shaping::Unlock),
    Action::Delete,
];

/// The actions that are about a row of this kind, in groups.
fn about(node: Node) -> &'static [&'static [Action]] {
    match node {
        Node::Ipam => &[
            &[Action::AddScope, Action::Accounts],
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            &[Action::ExpandAll, Action::CollapseAll],
        ],
        Node::Scope(id) if id == Plan::default_public_scope() => &[
            &[Action::AddPool, Action::AddPublicBlock],
            &[Action::Inspect, Action::Rename],
        ],
        Node::Scope(_) => &[
            &[Action::AddPool, Action::AddUnmanagedVpc, Action::AddScope],
            &[Action::Tree(TreeAction::Paste)],
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            &[Action::Delete],
        ],
        Node::Pool(_) => &[
            &[
                Action::AddPool,
                Action::AddVpc,
                Action::Reserve,
                Action::Provision,
                Action::Shape(Shaping::AddMany),
            ],
            SHAPE,
            CLIP,
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            LOCK_AND_DELETE,
        ],
        Node::Free(_) => &[
            &[
                Action::AddPool,
                Action::AddVpc,
                Action::Reserve,
                Action::Shape(Shaping::AddMany),
            ],
            &[Action::Inspect],
        ],
        Node::VpcCidr(_) => &[
            VPC,
            SHAPE,
            CLIP,
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            LOCK_AND_DELETE,
        ],
        Node::Subnet(_) => &[
            VPC,
            SHAPE_IN_PLACE,
            CLIP,
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            &[Action::Delete],
        ],
        Node::Vpc(_) => &[
            &[Action::AddVpcCidr, Action::AddWorkload, Action::AddConnection],
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            LOCK_AND_DELETE,
        ],
        Node::Reservation(_) => &[SHAPE, CLIP, &[Action::Inspect, Action::Rename], IN_AWS, LOCK_AND_DELETE],
        Node::PublicBlock(_) => &[
            SHAPE_OF_PUBLIC,
            CLIP,
            &[Action::Inspect, Action::Rename],
            IN_AWS,
            &[Action::Delete],
        ],
    }
}

/// The actions that most often follow on a row of this kind: they have a button of their own in it.
pub(super) fn first_steps(node: Node) -> &'static [Action] {
    match node {
        Node::Scope(_) => &[Action::AddPool],
        Node::Pool(_) => &[Action::AddPool, Action::AddVpc],
        _ => &[],
    }
}

/// What can be put somewhere: the menu of the toolbar.
pub(super) const ADDITIONS: &[Action] = &[
    Action::AddPool,
    Action::AddVpc,
    Action::AddUnmanagedVpc,
    Action::Reserve,
    Action::Provision,
    Action::Shape(Shaping::AddMany),
    Action::DesignSubnets,
    Action::AddVpcCidr,
    Action::AddWorkload,
    Action::AddPublicBlock,
    Action::AddScope,
    Action::Generate,
];

/// A line for each action, with the reason of those that cannot be done with the selected row.
pub(super) fn entries(tree: TreeState, actions: &[Action]) -> Vec<MenuEntry> {
    actions.iter().map(|action| entry(tree, *action)).collect()
}

fn entry(tree: TreeState, action: Action) -> MenuEntry {
    let item = MenuItem::new(action.label(), move || action.run(tree.planner, tree.session))
        .icon(action.glyph())
        .refused(untrack(|| action.refusal(tree.planner)));
    let item = match untrack(|| tree.session.shortcut(action)) {
        Some(shortcut) => item.shortcut(shortcut),
        None => item,
    };
    match action {
        Action::Delete => item.destructive().into(),
        _ => item.into(),
    }
}

/// The menu of a row: for the second button of the mouse, the menu key, and the buttons in the rows.
#[component]
pub(super) fn Menu(
    /// The tree.
    tree: TreeState,
) -> impl IntoView {
    let actions = move || {
        let groups = match tree.planner.chosen_untracked().is_empty() {
            true => about(tree.planner.selected_untracked()),
            false => SEVERAL,
        };
        let shown = match tree.menu.get_value() {
            RowMenu::All => groups,
            RowMenu::Add => groups.get(..1).unwrap_or_default(),
        };
        let groups: Vec<_> = shown.iter().map(|group| entries(tree, group)).collect();
        groups.join(&MenuEntry::Separator)
    };
    view! { <ContextMenu label="Actions of the row" at=tree.menu_at entries=Callback::new(move |()| actions()) /> }
}
