//! The connections as data: what can be connected, and what stands against each pair.

use crate::app::dialogs::words::title;
use crate::app::letters::lower;
use crate::connections::{Consequence, Pair, connected, consequence, judge_pair, stated};
use crate::ordered::sort;
use crate::plan::{AnyId, Connection, ConnectionKind, End, Id, Node, Plan};
use crate::workspace::Workspace;

/// Which VPCs and networks the matrix has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Shown {
    /// Those that a connection names.
    Connected,
    /// All of them.
    All,
}

/// A VPC or a network as it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct EndView {
    pub(in crate::app) end: End,
    pub(in crate::app) name: String,
    /// Its first CIDR, and how many more there are.
    pub(in crate::app) cidrs: String,
}

/// What a connection of this kind is called.
pub(in crate::app) fn kind_word(kind: ConnectionKind) -> &'static str {
    match kind {
        ConnectionKind::Peering => "VPC peering",
        ConnectionKind::TransitGateway => "Transit gateway",
        ConnectionKind::DirectConnect => "Direct Connect",
        ConnectionKind::Vpn => "VPN",
    }
}

/// Every kind, in the order in which they are offered.
pub(in crate::app) const KINDS: [ConnectionKind; 4] = [
    ConnectionKind::Peering,
    ConnectionKind::TransitGateway,
    ConnectionKind::DirectConnect,
    ConnectionKind::Vpn,
];

/// The node of the tree that shows an end; none for a network, which is in no tree.
pub(in crate::app) fn node_of(workspace: &Workspace, end: End) -> Option<Node> {
    let End::Vpc(id) = end else { return None };
    let first = workspace.index().vpc(id)?.cidrs().first();
    Some(first.map_or(Node::Vpc(id), |(_, cidr)| Node::VpcCidr(*cidr)))
}

/// What an end is called.
pub(in crate::app) fn name_of(workspace: &Workspace, end: End) -> String {
    match end {
        End::Vpc(_) => node_of(workspace, end).map_or_else(|| "a VPC".to_owned(), |node| title(workspace, node)),
        End::Network(id) => match workspace.plan().intent().networks.get(&id).map(|row| row.name.as_str()) {
            None | Some("") => "a network without a name".to_owned(),
            Some(name) => name.to_owned(),
        },
    }
}

fn cidrs_of(workspace: &Workspace, end: End) -> Vec<String> {
    match end {
        End::Vpc(id) => {
            let cidrs = workspace.index().vpc(id).map(|entry| entry.cidrs()).unwrap_or_default();
            cidrs.iter().map(|(cidr, _)| cidr.to_string()).collect()
        }
        End::Network(id) => {
            let row = workspace.plan().intent().networks.get(&id);
            row.into_iter()
                .flat_map(|row| &row.cidrs)
                .map(ToString::to_string)
                .collect()
        }
    }
}

/// An end with its name and CIDRs.
pub(in crate::app) fn view_of(workspace: &Workspace, end: End) -> EndView {
    let cidrs = cidrs_of(workspace, end);
    let cidrs = match cidrs.as_slice() {
        [] => "no CIDR yet".to_owned(),
        [only] => only.clone(),
        [first, more @ ..] => format!("{first} +{}", more.len()),
    };
    EndView {
        end,
        name: name_of(workspace, end),
        cidrs,
    }
}

/// Every VPC and network, networks first, each by name.
pub(in crate::app) fn all_ends(plan: &Plan) -> impl Iterator<Item = End> + '_ {
    let networks = plan.intent().networks.keys().map(|id| End::Network(*id));
    networks.chain(plan.design().vpcs.keys().map(|id| End::Vpc(*id)))
}

/// The ends that are shown: those with every word of `query` in name or CIDRs; networks first, each by name.
/// O(n log n) in the VPCs and networks.
pub(in crate::app) fn ends(workspace: &Workspace, shown: Shown, query: &str) -> Vec<EndView> {
    let plan = workspace.plan();
    let ends: Vec<End> = match shown {
        Shown::Connected => connected(plan).iter().copied().collect(),
        Shown::All => all_ends(plan).collect(),
    };
    let query = lower(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let has_all = |end: &End| {
        if words.is_empty() {
            return true;
        }
        let text = format!(
            "{} {}",
            lower(&name_of(workspace, *end)),
            cidrs_of(workspace, *end).join(" ")
        );
        words.iter().all(|word| text.contains(word))
    };
    let mut named: Vec<((bool, String), End)> = ends
        .into_iter()
        .filter(has_all)
        .map(|end| ((matches!(end, End::Vpc(_)), lower(&name_of(workspace, end))), end))
        .collect();
    sort(&mut named);
    named.into_iter().map(|(_, end)| view_of(workspace, end)).collect()
}

/// Which set one begins with: what is connected, once something is.
pub(in crate::app) fn first_shown(plan: &Plan) -> Shown {
    if connected(plan).len() > 1 {
        Shown::Connected
    } else {
        Shown::All
    }
}

/// What a cell says at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Verdict {
    /// Nothing stands against it.
    Free,
    /// They overlap.
    Overlap,
    /// One has no CIDR yet.
    Undecided,
    /// They are the same.
    Same,
}

/// A cell of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct CellView {
    pub(in crate::app) verdict: Verdict,
    /// Whether a connection states that they must reach one another.
    pub(in crate::app) is_stated: bool,
}

/// The pair of two ends. O(CIDRs of both + connections of one).
pub(in crate::app) fn cell(workspace: &Workspace, one: End, other: End) -> CellView {
    let (plan, index) = (workspace.plan(), workspace.index());
    CellView {
        verdict: match judge_pair(plan, index, one, other) {
            Pair::Free => Verdict::Free,
            Pair::Same => Verdict::Same,
            Pair::Overlapping(_) => Verdict::Overlap,
            Pair::Undecided => Verdict::Undecided,
        },
        is_stated: one != other && !stated(plan, index, one, other).is_empty(),
    }
}

impl CellView {
    /// The sign in the cell: told apart by its shape.
    pub(in crate::app) fn sign(&self) -> &'static str {
        match self.verdict {
            Verdict::Free => "✓",
            Verdict::Overlap => "✕",
            Verdict::Undecided => "?",
            Verdict::Same => "–",
        }
    }

    /// The word in the cell.
    pub(in crate::app) fn word(&self) -> &'static str {
        match (self.verdict, self.is_stated) {
            (Verdict::Free, false) => "can",
            (Verdict::Free, true) => "connected",
            (Verdict::Overlap, false) => "overlap",
            (Verdict::Overlap, true) => "broken",
            (Verdict::Undecided, _) => "no CIDR",
            (Verdict::Same, _) => "",
        }
    }
}

/// What there is to know of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Reason {
    pub(in crate::app) sentence: String,
    /// The connections that state it, by id and name, and what AWS does where the two overlap, with its page.
    pub(in crate::app) stated: Vec<Stated>,
}

/// A connection of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Stated {
    pub(in crate::app) id: Id<Connection>,
    pub(in crate::app) name: String,
    pub(in crate::app) then: Option<(&'static str, Option<&'static str>)>,
}

/// What an overlap means, as the end of a sentence that begins with the connection.
pub(in crate::app) fn then(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::Refused => "AWS refuses it",
        Consequence::NotPropagated => "AWS attaches both, and propagates no route to the one that is attached second",
        Consequence::Hidden => {
            "the local route of the VPC wins: what has the same address on premises is not reached from it"
        }
        Consequence::Unroutable => "an address that is there twice cannot be told apart by a route",
    }
}

/// What a connection is called.
pub(in crate::app) fn connection_title(row: &Connection) -> String {
    match row.name.as_str() {
        "" => format!("{} without a name", kind_word(row.kind)),
        name => name.to_owned(),
    }
}

/// Why two ends can or cannot be connected, and who states that they must be.
pub(in crate::app) fn reason(workspace: &Workspace, one: End, other: End) -> Reason {
    let (plan, index) = (workspace.plan(), workspace.index());
    let names = [one, other].map(|end| name_of(workspace, end));
    let [name, other_name] = &names;
    let pair = judge_pair(plan, index, one, other);
    let sentence = match pair {
        Pair::Same => format!("This is {name} itself"),
        Pair::Free => format!("{name} and {other_name} have no address in common: they can be connected"),
        Pair::Overlapping(overlap) if overlap.one == overlap.other => {
            format!("{name} and {other_name} both have {}", overlap.one)
        }
        Pair::Overlapping(overlap) => format!(
            "{} of {name} and {} of {other_name} overlap",
            overlap.one, overlap.other
        ),
        Pair::Undecided => {
            let bare = [(one, name), (other, other_name)];
            let bare = bare.iter().find(|(end, _)| cidrs_of(workspace, *end).is_empty());
            format!("{} has no CIDR yet", bare.map_or(name, |(_, name)| name))
        }
    };
    let ids = if one == other {
        Vec::new()
    } else {
        stated(plan, index, one, other).iter().copied().collect()
    };
    let stated = ids.into_iter().filter_map(|id: Id<Connection>| {
        let row = plan.intent().connections.get(&id)?;
        let consequence = consequence(row.kind, one, other);
        Some(Stated {
            id,
            name: connection_title(row),
            then: matches!(pair, Pair::Overlapping(_)).then(|| (then(consequence), consequence.page())),
        })
    });
    Reason {
        sentence,
        stated: stated.collect(),
    }
}

/// A line of the list beside the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct ConnectionLine {
    pub(in crate::app) id: Id<Connection>,
    pub(in crate::app) name: String,
    pub(in crate::app) kind: &'static str,
    pub(in crate::app) ends: usize,
    /// Whether some of what it connects overlaps.
    pub(in crate::app) is_broken: bool,
}

/// The connections, by name. What is broken is known from the findings: nothing is judged again.
pub(in crate::app) fn connection_lines(workspace: &Workspace) -> Vec<ConnectionLine> {
    let rows = workspace.plan().intent().connections.iter();
    let mut named: Vec<(String, Id<Connection>)> = rows.map(|(id, row)| (lower(&connection_title(row)), *id)).collect();
    sort(&mut named);
    let line = |(_, id): (String, Id<Connection>)| {
        let row = workspace.plan().intent().connections.get(&id)?;
        let subject = crate::rules::Subject::Row(AnyId::Connection(id));
        Some(ConnectionLine {
            id,
            name: connection_title(row),
            kind: kind_word(row.kind),
            ends: row.ends().count(),
            is_broken: workspace.findings().about(subject).next().is_some(),
        })
    };
    named.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::gesture::{put_connection, put_network};
    use crate::plan::{CountedIds, Network};

    fn merger() -> Workspace {
        let example = crate::examples::EXAMPLES
            .iter()
            .find(|example| example.title.contains("merge"));
        Workspace::open(example.unwrap_or(&crate::examples::EXAMPLES[0]).plan())
    }

    fn apply(workspace: &mut Workspace, gesture: crate::plan::gesture::Gesture) {
        assert!(workspace.apply(&gesture.label, gesture.edit).is_ok());
    }

    #[test]
    fn a_network_stands_before_vpcs_and_is_found_by_its_address() {
        let mut workspace = merger();
        let id = Id::mint(&mut CountedIds::default());
        let office = Network {
            name: "Office".to_owned(),
            cidrs: ["192.0.2.0/24"].iter().filter_map(|cidr| cidr.parse().ok()).collect(),
            note: String::new(),
        };
        let gesture = put_network(workspace.plan(), id, office);
        apply(&mut workspace, gesture);
        let all = ends(&workspace, Shown::All, "");
        assert_eq!(
            all.first().map(|view| (view.end, view.cidrs.as_str())),
            Some((End::Network(id), "192.0.2.0/24"))
        );
        assert_eq!(all.len(), workspace.plan().design().vpcs.len() + 1);
        let found = ends(&workspace, Shown::All, "office 192.0");
        assert_eq!(
            found.iter().map(|view| view.end).collect::<Vec<_>>(),
            [End::Network(id)]
        );
        assert!(ends(&workspace, Shown::Connected, "office").is_empty());
    }

    #[test]
    fn every_cell_says_what_its_reason_says() {
        let mut workspace = merger();
        let all: Vec<End> = ends(&workspace, Shown::All, "")
            .into_iter()
            .map(|view| view.end)
            .collect();
        let mut row = Connection::new(ConnectionKind::TransitGateway);
        row.vpcs = all
            .iter()
            .filter_map(|end| match end {
                End::Vpc(id) => Some(*id),
                End::Network(_) => None,
            })
            .collect();
        let id = Id::mint(&mut CountedIds::default());
        let gesture = put_connection(workspace.plan(), id, row);
        apply(&mut workspace, gesture);
        let mut overlaps = 0;
        for one in &all {
            for other in &all {
                let (cell, reason) = (cell(&workspace, *one, *other), reason(&workspace, *one, *other));
                assert_eq!(cell.is_stated, !reason.stated.is_empty());
                let broken = reason.stated.iter().any(|stated| stated.then.is_some());
                assert_eq!(broken, cell.verdict == Verdict::Overlap && cell.is_stated);
                overlaps += usize::from(cell.verdict == Verdict::Overlap);
                assert_eq!(cell.verdict == Verdict::Same, one == other);
            }
        }
        assert_eq!(overlaps % 2, 0, "what overlaps does so both ways");
        let lines = connection_lines(&workspace);
        assert!(
            lines
                .iter()
                .any(|line| line.id == id && line.is_broken == (overlaps > 0))
        );
    }
}
