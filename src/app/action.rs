//! Everything that can be done, in one table: buttons, menus, the command palette, keys and the list of keys read it.

use super::ask::{Ask, AskSession, CostAsk};
use super::markup::window;
use super::parts::{Glyph, Shortcut};
use super::planner::{Access, CostPage, Existence, Panel, Planner};
use super::read_only::EDITED_ELSEWHERE;
use super::session::Session;
use super::shaping::Shaping;
use crate::plan::gesture::{self, lock_above, lock_at_or_below};
use crate::plan::{End, Id, Node, Plan, Pool, PoolParent, Vpc, VpcCidr};
use crate::workspace::Workspace;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Take the last step back.
    Undo,
    /// Take it again.
    Redo,
    /// Search all actions.
    Commands,
    /// A pool under the selected row.
    AddPool,
    /// A VPC from the selected pool.
    AddVpc,
    /// A VPC that exists and is from no pool.
    AddUnmanagedVpc,
    /// A reservation in the selected pool.
    Reserve,
    /// A CIDR for the selected pool.
    Provision,
    /// The subnets of the selected VPC, by zone and purpose.
    DesignSubnets,
    /// Another CIDR of the selected VPC.
    AddVpcCidr,
    /// Something that runs in the selected VPC.
    AddWorkload,
    /// Elastic IP addresses and public pools.
    AddPublicBlock,
    /// A connection, of the selected VPC if one is.
    AddConnection,
    /// A network on premises.
    AddNetwork,
    /// The accounts of the plan.
    Accounts,
    /// A private scope.
    AddScope,
    /// Something about the shape of the tree.
    Shape(Shaping),
    /// Type the name of the selected row.
    Rename,
    /// Remove the selected row.
    Delete,
    /// Mark the selected row and all below it as existing in AWS.
    MarkExisting,
    /// Mark the selected row and what depends on it as not existing.
    MarkMissing,
    /// Show the steps that tear the selected row down.
    TearDown,
    /// Open every row.
    ExpandAll,
    /// Close every row.
    CollapseAll,
    /// Show the address map.
    ShowMap,
    /// Show the findings.
    ShowFindings,
    /// Show what can be connected.
    ShowConnections,
    /// Show what the plan costs.
    ShowCost,
    /// Show what it would cost otherwise.
    ShowScenarios,
    /// Show what it will cost, and what runs out.
    ShowGrowth,
    /// Show active IPs and cost in the tree.
    CostColumns,
    /// How the cost is reckoned.
    CostSettings,
    /// Show the steps from what exists in AWS to the plan.
    ShowSteps,
    /// Show or hide the inspector.
    Inspect,
    /// A new plan.
    NewPlan,
    /// The saved plans.
    Plans,
    /// Read a file.
    OpenFile,
    /// Write a file.
    Export,
    /// Put the plan on paper.
    Print,
    /// Light, dark, or as the system has it.
    Theme,
    /// What each rule is about.
    Rules,
    /// The list of keys.
    Shortcuts,
}

/// Where an action stands in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Changes the plan.
    Edit,
    /// Changes what is seen.
    View,
    /// About plans and files.
    Plan,
    /// About the page.
    Help,
}

impl Action {
    /// Every action, in the order of lists.
    pub const ALL: &'static [Action] = &[
        Action::AddPool,
        Action::AddVpc,
        Action::AddUnmanagedVpc,
        Action::Reserve,
        Action::Provision,
        Action::DesignSubnets,
        Action::AddVpcCidr,
        Action::AddWorkload,
        Action::AddPublicBlock,
        Action::AddConnection,
        Action::AddNetwork,
        Action::Accounts,
        Action::AddScope,
        Action::Shape(Shaping::AddMany),
        Action::Shape(Shaping::PlaceWanted),
        Action::Shape(Shaping::Split),
        Action::Shape(Shaping::Join),
        Action::Shape(Shaping::Resize),
        Action::Shape(Shaping::MoveTo),
        Action::Shape(Shaping::Duplicate),
        Action::Shape(Shaping::Rebase),
        Action::Shape(Shaping::Lock),
        Action::Shape(Shaping::Unlock),
        Action::Rename,
        Action::Delete,
        Action::MarkExisting,
        Action::MarkMissing,
        Action::TearDown,
        Action::Undo,
        Action::Redo,
        Action::ExpandAll,
        Action::CollapseAll,
        Action::ShowMap,
        Action::Shape(Shaping::FreeSpace),
        Action::ShowFindings,
        Action::ShowConnections,
        Action::ShowCost,
        Action::ShowScenarios,
        Action::ShowGrowth,
        Action::CostColumns,
        Action::CostSettings,
        Action::ShowSteps,
        Action::Inspect,
        Action::Theme,
        Action::NewPlan,
        Action::Plans,
        Action::OpenFile,
        Action::Export,
        Action::Print,
        Action::Commands,
        Action::Rules,
        Action::Shortcuts,
    ];

    /// What buttons and menus say: a verb, with "…" when it asks for more.
    pub fn label(self) -> &'static str {
        match self {
            Action::Undo => "Undo",
            Action::Redo => "Redo",
            Action::Commands => "Search or run a command",
            Action::AddPool => "Add pool…",
            Action::AddVpc => "Allocate a VPC…",
            Action::AddUnmanagedVpc => "Add an unmanaged VPC…",
            Action::Reserve => "Reserve a block…",
            Action::Provision => "Provision a CIDR…",
            Action::DesignSubnets => "Design subnets…",
            Action::AddVpcCidr => "Add a CIDR to the VPC…",
            Action::AddWorkload => "Add a workload…",
            Action::AddPublicBlock => "Add public addresses…",
            Action::AddConnection => "Add a connection…",
            Action::AddNetwork => "Add a network on premises…",
            Action::Accounts => "Accounts…",
            Action::AddScope => "Add scope…",
            Action::Shape(shaping) => shaping.label(),
            Action::Rename => "Rename",
            Action::Delete => "Delete…",
            Action::MarkExisting => "This and all below exists in AWS",
            Action::MarkMissing => "This does not exist in AWS yet",
            Action::TearDown => "Steps to tear this down…",
            Action::ExpandAll => "Expand all",
            Action::CollapseAll => "Collapse all",
            Action::ShowMap => "Address map",
            Action::ShowFindings => "Findings",
            Action::ShowConnections => "Connections",
            Action::ShowCost => "Cost",
            Action::ShowScenarios => "Cost scenarios",
            Action::ShowGrowth => "Cost and growth",
            Action::CostColumns => "Active IPs and cost in the tree",
            Action::CostSettings => "Rates and what counts…",
            Action::ShowSteps => "Steps in AWS",
            Action::Inspect => "Inspector",
            Action::NewPlan => "New plan…",
            Action::Plans => "Plans…",
            Action::OpenFile => "Import…",
            Action::Export => "Export as JSON",
            Action::Print => "Print…",
            Action::Theme => "Switch between light and dark",
            Action::Rules => "Rules: what the plan is checked for",
            Action::Shortcuts => "Keyboard shortcuts",
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Action::Undo => Glyph::Undo,
            Action::Redo => Glyph::Redo,
            Action::Commands => Glyph::Search,
            Action::AddPool => Glyph::Pool,
            Action::AddVpc | Action::AddUnmanagedVpc => Glyph::Vpc,
            Action::Reserve => Glyph::Reservation,
            Action::Provision => Glyph::Plus,
            Action::DesignSubnets => Glyph::Split,
            Action::AddVpcCidr => Glyph::Plus,
            Action::AddWorkload | Action::ShowCost | Action::ShowScenarios | Action::ShowGrowth => Glyph::Cost,
            Action::CostColumns => Glyph::Columns,
            Action::CostSettings => Glyph::Settings,
            Action::AddPublicBlock => Glyph::Globe,
            Action::AddConnection | Action::ShowConnections => Glyph::Link,
            Action::AddNetwork => Glyph::Plus,
            Action::Accounts => Glyph::Account,
            Action::AddScope => Glyph::Scope,
            Action::Shape(shaping) => shaping.glyph(),
            Action::Rename => Glyph::Edit,
            Action::Delete => Glyph::Trash,
            Action::MarkExisting => Glyph::Check,
            Action::MarkMissing => Glyph::Close,
            Action::TearDown | Action::ShowSteps => Glyph::Steps,
            Action::ExpandAll => Glyph::ExpandAll,
            Action::CollapseAll => Glyph::CollapseAll,
            Action::ShowMap => Glyph::Map,
            Action::ShowFindings => Glyph::List,
            Action::Inspect => Glyph::Panel,
            Action::NewPlan => Glyph::Plus,
            Action::Plans | Action::Print => Glyph::File,
            Action::OpenFile => Glyph::Upload,
            Action::Export => Glyph::Download,
            Action::Theme => Glyph::Moon,
            Action::Rules => Glyph::Help,
            Action::Shortcuts => Glyph::Keyboard,
        }
    }

    /// The keys that do the same anywhere on the plan's screen.
    pub fn shortcut(self) -> Option<Shortcut> {
        let keys = match self {
            Action::Undo => "Mod+Z",
            Action::Redo => "Mod+Shift+Z",
            Action::Commands => "Mod+K",
            Action::AddPool => "P",
            Action::AddVpc => "V",
            Action::Reserve => "R",
            Action::Provision => "C",
            Action::DesignSubnets => "D",
            Action::Shape(shaping) => shaping.keys()?,
            Action::Rename => "F2",
            Action::Delete => "Delete",
            Action::ExpandAll => "Shift+E",
            Action::CollapseAll => "Shift+C",
            Action::ShowMap => "M",
            Action::ShowFindings => "F",
            Action::ShowConnections => "N",
            Action::ShowCost => "B",
            Action::AddWorkload => "W",
            Action::ShowSteps => "A",
            Action::Inspect => "I",
            Action::OpenFile => "Mod+O",
            Action::Export => "Mod+S",
            Action::Shortcuts => "?",
            Action::AddUnmanagedVpc
            | Action::AddVpcCidr
            | Action::AddPublicBlock
            | Action::ShowScenarios
            | Action::ShowGrowth
            | Action::CostColumns
            | Action::CostSettings
            | Action::AddConnection
            | Action::AddNetwork
            | Action::Accounts
            | Action::AddScope
            | Action::MarkExisting
            | Action::MarkMissing
            | Action::TearDown
            | Action::NewPlan
            | Action::Plans
            | Action::Print
            | Action::Rules
            | Action::Theme => return None,
        };
        Some(Shortcut::new(keys))
    }

    /// Where it stands in lists.
    pub fn group(self) -> Group {
        match self {
            Action::Shape(shaping) => shaping.group(),
            Action::Undo
            | Action::Redo
            | Action::AddPool
            | Action::AddVpc
            | Action::AddUnmanagedVpc
            | Action::Reserve
            | Action::Provision
            | Action::DesignSubnets
            | Action::AddVpcCidr
            | Action::AddWorkload
            | Action::AddPublicBlock
            | Action::AddConnection
            | Action::AddNetwork
            | Action::AddScope
            | Action::Rename
            | Action::Delete
            | Action::MarkExisting
            | Action::MarkMissing => Group::Edit,
            Action::ExpandAll
            | Action::Accounts
            | Action::CollapseAll
            | Action::ShowMap
            | Action::ShowFindings
            | Action::ShowConnections
            | Action::ShowCost
            | Action::ShowScenarios
            | Action::ShowGrowth
            | Action::CostColumns
            | Action::CostSettings
            | Action::ShowSteps
            | Action::TearDown
            | Action::Inspect
            | Action::Theme => Group::View,
            Action::NewPlan | Action::Plans | Action::OpenFile | Action::Export | Action::Print => Group::Plan,
            Action::Commands | Action::Rules | Action::Shortcuts => Group::Help,
        }
    }

    /// Whether it changes the plan, which a tab that only follows must not.
    fn edits(self) -> bool {
        self.group() == Group::Edit
    }

    /// Why it cannot be done now. Tracked: it follows plan and selection.
    pub fn refusal(self, planner: Planner) -> Option<String> {
        if self.edits() && planner.access.get() == Access::ReadOnly {
            return Some(EDITED_ELSEWHERE.to_owned());
        }
        let selected = planner.selected();
        if let Action::Shape(shaping) = self {
            return planner.read(|workspace| shaping.refusal(workspace, selected));
        }
        let sentence = match self {
            Action::Undo => planner
                .read(|w| w.history().undo_label().is_none())
                .then_some("Nothing to undo"),
            Action::Redo => planner
                .read(|w| w.history().redo_label().is_none())
                .then_some("Nothing to redo"),
            Action::AddVpc | Action::Reserve | Action::Provision => planner
                .read(|w| pool_at(w, selected).is_none())
                .then_some("Select a pool first"),
            Action::DesignSubnets => planner
                .read(|w| vpc_cidr_at(w, selected).is_none())
                .then_some("Select a VPC with a CIDR first"),
            Action::AddVpcCidr | Action::AddWorkload => planner
                .read(|w| vpc_at(w, selected).is_none())
                .then_some("Select a VPC first"),
            Action::Rename => planner
                .read(|w| gesture::name_of(w.plan(), selected).is_none())
                .then_some("This row has no name of its own"),
            Action::Delete => planner
                .read(|w| !gesture::is_removable(w.plan(), selected))
                .then_some("The IPAM, the default scopes and free space cannot be deleted"),
            Action::MarkExisting => matches!(selected, Node::Free(_)).then_some("Free space is nothing in AWS"),
            Action::MarkMissing | Action::TearDown => planner
                .read(|w| !exists(w.plan(), selected))
                .then_some("It is not marked as existing in AWS"),
            _ => None,
        };
        sentence.map(str::to_owned).or_else(|| self.locked(planner, selected))
    }

    /// The lock that keeps the row from it.
    fn locked(self, planner: Planner, node: Node) -> Option<String> {
        let is_below = match self {
            Action::AddPool | Action::AddVpc | Action::Reserve | Action::Provision | Action::AddVpcCidr => false,
            Action::DesignSubnets => false,
            Action::Delete => true,
            _ => return None,
        };
        let lock = planner.read(|workspace| {
            let (plan, index) = (workspace.plan(), workspace.index());
            let below = || lock_at_or_below(plan, index, node).filter(|_| is_below);
            lock_above(plan, index, node).or_else(below)
        });
        lock.map(|lock| lock.to_string())
    }

    /// Does it, or asks for more.
    pub fn run(self, planner: Planner, session: Session) {
        let selected = planner.selected_untracked();
        match self {
            Action::Undo => planner.undo(),
            Action::Redo => planner.redo(),
            Action::Commands => planner.ask(Ask::Commands),
            Action::AddPool => planner.ask(Ask::AddPool(planner.peek(|w| parent_at(w, selected)))),
            Action::AddVpc => planner.ask(Ask::AddVpc(planner.peek(|w| pool_at(w, selected)))),
            Action::AddUnmanagedVpc => planner.ask(Ask::AddVpc(None)),
            Action::Reserve => {
                if let Some(pool) = planner.peek(|w| pool_at(w, selected)) {
                    planner.ask(Ask::Reserve(pool));
                }
            }
            Action::Provision => {
                if let Some(pool) = planner.peek(|w| pool_at(w, selected)) {
                    planner.ask(Ask::Provision(pool));
                }
            }
            Action::DesignSubnets => {
                if let Some(within) = planner.peek(|w| vpc_cidr_at(w, selected)) {
                    planner.ask(Ask::DesignSubnets(within));
                }
            }
            Action::AddVpcCidr => {
                if let Some(vpc) = planner.peek(|w| vpc_at(w, selected)) {
                    planner.ask(Ask::AddVpcCidr(vpc));
                }
            }
            Action::AddWorkload => {
                if let Some(vpc) = planner.peek(|w| vpc_at(w, selected)) {
                    planner.ask(Ask::Cost(CostAsk::AddWorkload(vpc)));
                }
            }
            Action::AddPublicBlock => planner.ask(Ask::AddPublicBlock(planner.peek(|w| public_pool_at(w, selected)))),
            Action::AddConnection => planner.ask(match planner.peek(|w| vpc_at(w, selected)) {
                Some(vpc) => Ask::Connect(End::Vpc(vpc), None),
                None => Ask::Connection(None),
            }),
            Action::AddNetwork => planner.ask(Ask::Network(None)),
            Action::Accounts => planner.ask(Ask::Accounts),
            Action::AddScope => planner.ask(Ask::AddScope),
            Action::Shape(shaping) => shaping.run(planner, selected),
            Action::Rename => planner.renaming.set(Some(selected)),
            Action::Delete => planner.ask(Ask::Delete(selected)),
            Action::MarkExisting => planner.mark(selected, Existence::Exists),
            Action::MarkMissing => planner.mark(selected, Existence::Missing),
            Action::TearDown => planner.show_steps(Some(selected)),
            Action::ExpandAll => planner.expand_all(),
            Action::CollapseAll => planner.collapse_all(),
            Action::ShowMap => toggle(planner, Panel::Map),
            Action::ShowFindings => toggle(planner, Panel::Findings),
            Action::ShowConnections => toggle(planner, Panel::Connections),
            Action::ShowCost => toggle(planner, Panel::Cost),
            Action::ShowScenarios => planner.show_cost(CostPage::Scenarios),
            Action::ShowGrowth => planner.show_cost(CostPage::Growth),
            Action::CostColumns => planner.cost_columns.update(|shown| *shown = !*shown),
            Action::CostSettings => planner.ask(Ask::Cost(CostAsk::Settings)),
            Action::ShowSteps => toggle(planner, Panel::Steps),
            Action::Inspect => planner.inspecting.update(|open| *open = !*open),
            Action::NewPlan => session.ask(AskSession::NewPlan),
            Action::Plans => session.ask(AskSession::Plans),
            Action::OpenFile => session.choose_file(),
            Action::Export => session.export(planner),
            Action::Print => print(),
            Action::Theme => session.next_theme(),
            Action::Rules => planner.ask(Ask::Rules),
            Action::Shortcuts => planner.ask(Ask::Shortcuts),
        }
    }
}

/// As the browser's own command does: it says so, and the sheet is drawn.
fn print() {
    // It fails where a page must not print: in a frame that forbids it.
    let _ = window().print();
}

fn toggle(planner: Planner, panel: Panel) {
    planner
        .panel
        .update(|shown| *shown = if *shown == panel { Panel::Hidden } else { panel });
}

/// The pool that a row stands for, or lies in.
pub fn pool_at(workspace: &Workspace, node: Node) -> Option<Id<Pool>> {
    path(workspace, node).find_map(|node| match node {
        Node::Pool(id) | Node::Free(id) => Some(id),
        _ => None,
    })
}

/// The CIDR of a VPC that a row stands for, or lies in.
fn vpc_cidr_at(workspace: &Workspace, node: Node) -> Option<Id<VpcCidr>> {
    path(workspace, node).find_map(|node| match node {
        Node::VpcCidr(id) => Some(id),
        _ => None,
    })
}

/// The VPC that a row stands for, or lies in.
pub fn vpc_at(workspace: &Workspace, node: Node) -> Option<Id<Vpc>> {
    path(workspace, node).find_map(|node| match node {
        Node::Vpc(id) => Some(id),
        Node::VpcCidr(id) => workspace.plan().design().vpc_cidrs.get(&id).map(|row| row.vpc),
        _ => None,
    })
}

/// The pool of the public scope that a row stands for, or lies in.
fn public_pool_at(workspace: &Workspace, node: Node) -> Option<Id<Pool>> {
    let pool = pool_at(workspace, node)?;
    let scope = workspace.index().pool(pool)?.scope();
    (scope == Plan::default_public_scope()).then_some(pool)
}

/// Where a new pool would hang when `node` is selected.
fn parent_at(workspace: &Workspace, node: Node) -> PoolParent {
    let parent = path(workspace, node).find_map(|node| match node {
        Node::Pool(id) | Node::Free(id) => Some(PoolParent::Pool(id)),
        Node::Scope(id) => Some(PoolParent::Scope(id)),
        _ => None,
    });
    parent.unwrap_or_else(|| PoolParent::Scope(Plan::default_private_scope()))
}

/// Whether a row is marked as existing in AWS.
pub(super) fn exists(plan: &Plan, node: Node) -> bool {
    node.row().is_some_and(|row| plan.actual().has(row))
}

fn path(workspace: &Workspace, node: Node) -> impl Iterator<Item = Node> + '_ {
    std::iter::once(node).chain(workspace.outline().ancestors(node))
}
