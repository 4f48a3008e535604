//! What a deletion takes along, in words.

use crate::app::dialogs::words::{listed, title};
use crate::app::parts::figures::counted;
use crate::plan::gesture::Removal;
use crate::plan::{AnyId, AwsChange, Change, Node};
use crate::workspace::Workspace;

/// How many names are written out.
const NAMED: usize = 4;

/// What the dialog says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Going {
    pub(super) title: String,
    pub(super) button: String,
    pub(super) sentences: Vec<String>,
}

impl Going {
    /// What goes when `node` is removed. O(what goes).
    pub(super) fn of(workspace: &Workspace, node: Node, removal: &Removal) -> Self {
        let name = title(workspace, node);
        let counts = counts(removal, node);
        let depends = removal.pools + removal.vpcs + removal.reservations + removal.subnets > 0;
        let button = match counts.as_slice() {
            [] => format!("Delete {name}"),
            // A button is no list: the sentence above it has them all.
            [first, second, _, ..] => format!("Delete {first}, {second} and more"),
            counts => format!("Delete {}", listed(counts)),
        };
        let mut sentences = Vec::new();
        if depends {
            let mut words = names(removal, own_row(workspace, node));
            let more = along(removal).saturating_sub(words.len());
            if more > 0 && !words.is_empty() {
                words.push(counted(more as u64, "other", "others"));
            }
            let counts = listed(&along_counts(removal));
            sentences.push(match words.as_slice() {
                [] => format!("Along with it will go {counts}"),
                words => format!("Along with it will go {counts}: {}", listed(words)),
            });
        } else {
            sentences.push("Nothing depends on it".to_owned());
        }
        if let Some(sentence) = kept_elsewhere(workspace, node) {
            sentences.push(sentence);
        }
        Self {
            title: format!("Delete {name}?"),
            button,
            sentences,
        }
    }
}

/// A VPC whose other CIDRs stay, or go.
fn kept_elsewhere(workspace: &Workspace, node: Node) -> Option<String> {
    let Node::VpcCidr(id) = node else { return None };
    let row = workspace.plan().design().vpc_cidrs.get(&id)?;
    let others = workspace.index().vpc(row.vpc)?.cidrs().len().checked_sub(1)?;
    (others > 0).then(|| {
        let others = counted(others as u64, "other CIDR", "other CIDRs");
        format!("Only {} goes: the VPC stays with its {others}", row.cidr)
    })
}

fn along(removal: &Removal) -> usize {
    removal.pools + removal.vpcs + removal.reservations + removal.subnets
}

fn along_counts(removal: &Removal) -> Vec<String> {
    kinds(removal.pools, removal.vpcs, removal.reservations, removal.subnets)
}

/// Everything that goes by kind, `node` itself among it.
fn counts(removal: &Removal, node: Node) -> Vec<String> {
    let own = |is_own: bool| usize::from(is_own);
    if along(removal) == 0 {
        return Vec::new();
    }
    let takes_vpc = matches!(node, Node::Vpc(_) | Node::VpcCidr(_))
        && removal
            .gesture
            .edit
            .changes
            .iter()
            .any(|change| matches!(change, Change::Aws(_, AwsChange::Vpc(change)) if change.after.is_none()));
    let mut counts = Vec::new();
    if matches!(node, Node::Scope(_)) {
        counts.push(counted(1, "scope", "scopes"));
    }
    counts.extend(kinds(
        removal.pools + own(matches!(node, Node::Pool(_))),
        removal.vpcs + own(takes_vpc),
        removal.reservations + own(matches!(node, Node::Reservation(_) | Node::PublicBlock(_))),
        removal.subnets + own(matches!(node, Node::Subnet(_))),
    ));
    counts
}

fn kinds(pools: usize, vpcs: usize, reservations: usize, subnets: usize) -> Vec<String> {
    let kinds = [
        (pools, "pool", "pools"),
        (vpcs, "VPC", "VPCs"),
        (reservations, "reservation", "reservations"),
        (subnets, "subnet", "subnets"),
    ];
    kinds
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count as u64, one, many))
        .collect()
}

/// The row that is deleted itself, of those that have a name.
fn own_row(workspace: &Workspace, node: Node) -> Option<AnyId> {
    match node {
        Node::Pool(id) => Some(id.into()),
        Node::Reservation(id) => Some(id.into()),
        Node::Vpc(id) => Some(id.into()),
        Node::VpcCidr(id) => workspace.plan().design().vpc_cidrs.get(&id).map(|row| row.vpc.into()),
        _ => None,
    }
}

/// The first names of what goes along: VPCs first, for they are what somebody uses.
fn names(removal: &Removal, own: Option<AnyId>) -> Vec<String> {
    let gone = |change: &Change| {
        let Change::Aws(_, change) = change else { return None };
        if own == Some(change.id()) || change.existence().1 {
            return None;
        }
        let (order, name) = match change {
            AwsChange::Vpc(row) => (0, &row.before.as_ref()?.name),
            AwsChange::Pool(row) => (1, &row.before.as_ref()?.name),
            AwsChange::Reservation(row) => (2, &row.before.as_ref()?.name),
            _ => return None,
        };
        (!name.is_empty()).then(|| (order, name.clone()))
    };
    let mut names: Vec<(u8, String)> = removal.gesture.edit.changes.iter().filter_map(gone).collect();
    crate::ordered::sort_by_key(&mut names, |(order, _)| *order);
    names.truncate(NAMED);
    names.into_iter().map(|(_, name)| name).collect()
}
