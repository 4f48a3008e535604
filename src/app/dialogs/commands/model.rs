//! What the palette finds: pure.

use std::net::IpAddr;

use rustc_hash::FxHashSet;

use super::mark_of;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::app::action::Action;
use crate::app::dialogs::words::title;
use crate::app::letters::lower;
use crate::app::parts::BlockKind;
use crate::plan::index::{Block, Placed};
use crate::plan::{Id, ManagementState, Node, Plan, Scope};
use crate::workspace::Workspace;

/// How many rows of the plan are shown.
const SHOWN: usize = 30;
/// How many are looked at before the best are chosen: a common syllable in a large plan is no reason to wait.
const CONSIDERED: usize = 500;

/// The mark before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Scope,
    Block(BlockKind),
}

/// A row of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) node: Node,
    pub(super) title: String,
    pub(super) cidr: String,
    /// What it lies in, the outermost first.
    pub(super) path: String,
    pub(super) mark: Mark,
}

/// What the plan has for a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Search {
    /// The best first.
    pub(super) rows: Vec<Found>,
    /// Whether there are more.
    pub(super) more: bool,
    /// Whether the query is an address or a CIDR, or the beginning of one.
    pub(super) is_address: bool,
    /// Who has the address.
    pub(super) answer: Option<String>,
}

/// The actions whose label has every word of the query.
pub(super) fn actions(query: &str) -> Vec<Action> {
    let query = lower(query.trim());
    let has_all = |action: &&Action| {
        let label = lower(action.label());
        query.split_whitespace().all(|word| label.contains(word))
    };
    Action::ALL
        .iter()
        .filter(|action| **action != Action::Commands)
        .filter(has_all)
        .copied()
        .collect()
}

/// What the plan has of this name or at this address. By address O(log n + found), by name O(n).
pub(super) fn search(workspace: &Workspace, query: &str) -> Search {
    let query = query.trim();
    if query.is_empty() {
        return Search::default();
    }
    match asked_block(query) {
        Some(block) => by_address(workspace, block),
        None => by_name(workspace, query),
    }
}

/// A block that somebody asks about: a CIDR, an address, or the first octets of one.
fn asked_block(query: &str) -> Option<Cidr> {
    if let Ok(block) = Cidr::parse_lenient(query) {
        return Some(block.cidr);
    }
    if let Ok(address) = query.parse::<IpAddr>() {
        let family = match address {
            IpAddr::V4(_) => Family::Ipv4,
            IpAddr::V6(_) => Family::Ipv6,
        };
        return Cidr::new(address, family.longest());
    }
    // 10.3 or 10.3. is the beginning of every address in 10.3.0.0/16. A number alone is more likely a part of a name.
    let octets: Vec<&str> = query.strip_suffix('.').unwrap_or(query).split('.').collect();
    if !query.contains('.') || octets.len() > 3 {
        return None;
    }
    let mut first = [0_u8; 4];
    for (octet, text) in first.iter_mut().zip(&octets) {
        *octet = text.parse().ok()?;
    }
    let bits = u8::try_from(octets.len() * 8).ok()?;
    Cidr::new(IpAddr::from(first), NetmaskLength::new(bits)?)
}

fn by_address(workspace: &Workspace, block: Cidr) -> Search {
    let mut nodes = Vec::new();
    let mut answers = Vec::new();
    let mut more = false;
    let scopes = workspace.outline().children(Node::Ipam);
    let is_one = block.netmask_length() == block.family().longest();
    for scope in scopes.iter().filter_map(|node| match node {
        Node::Scope(id) => Some(*id),
        _ => None,
    }) {
        let (found, cut) = in_scope(workspace, scope, block);
        more |= cut;
        if is_one && let Some(node) = found.first() {
            answers.push(answer(workspace, block, *node));
        }
        nodes.extend(found);
    }
    let mut seen = FxHashSet::default();
    nodes.retain(|node| seen.insert(*node));
    more |= nodes.len() > SHOWN;
    nodes.truncate(SHOWN);
    let answer = match (answers.is_empty(), nodes.is_empty()) {
        (false, _) => Some(answers.join("; ")),
        (true, true) => Some(format!("Nothing in this plan has {}", shown(block))),
        (true, false) => None,
    };
    Search {
        rows: nodes.into_iter().map(|node| found(workspace, node)).collect(),
        more,
        is_address: true,
        answer,
    }
}

/// What meets a block in a scope, the smallest that holds it first, then what lies in it.
fn in_scope(workspace: &Workspace, scope: Id<Scope>, block: Cidr) -> (Vec<Node>, bool) {
    let Some(entry) = workspace.index().scope(scope) else {
        return (Vec::new(), false);
    };
    let outline = workspace.outline();
    let mut around: Vec<Placed> = entry.blocks().around(block).collect();
    // What is ignored takes no part in anything, but it is there.
    around.extend(entry.outside_pools().around(block));
    let mut inside: Vec<Placed> = entry.blocks().inside(block).take(SHOWN + 1).collect();
    inside.extend(entry.outside_pools().inside(block).take(SHOWN + 1));
    let cut = inside.len() > SHOWN;
    let mut placed: Vec<Placed> = inside.iter().filter(|placed| placed.cidr == block).copied().collect();
    placed.extend(around);
    // The longest length first; of a pool's and a VPC's equal CIDRs the VPC's.
    crate::ordered::sort_by_key(&mut placed, |placed| {
        let depth = outline.node_of(*placed).map(|node| outline.ancestors(node).count());
        std::cmp::Reverse((placed.cidr.netmask_length(), depth))
    });
    placed.extend(inside.iter().filter(|placed| placed.cidr != block));
    let mut nodes = Vec::new();
    for placed in placed {
        nodes.extend(subnet_around(workspace, placed, block));
        nodes.extend(outline.node_of(placed));
    }
    (nodes, cut)
}

/// The subnet of a VPC's CIDR that holds the block.
fn subnet_around(workspace: &Workspace, placed: Placed, block: Cidr) -> Option<Node> {
    let Block::VpcCidr(id) = placed.block else { return None };
    let vpc = workspace.plan().design().vpc_cidrs.get(&id)?.vpc;
    let mut subnets = workspace.index().vpc(vpc)?.subnets().iter();
    subnets
        .find(|(cidr, _)| cidr.contains(block))
        .map(|(_, subnet)| Node::Subnet(*subnet))
}

fn shown(block: Cidr) -> String {
    if block.netmask_length() == block.family().longest() {
        block.first().to_string()
    } else {
        block.to_string()
    }
}

/// Who has an address.
fn answer(workspace: &Workspace, block: Cidr, node: Node) -> String {
    let name = title(workspace, node);
    let block = shown(block);
    let of = match workspace.outline().parent(node) {
        Some(above @ Node::Pool(_)) => format!(", from the pool {}", title(workspace, above)),
        Some(above @ Node::VpcCidr(_)) => format!(", a subnet of {}", title(workspace, above)),
        _ => String::new(),
    };
    match node {
        Node::Pool(_) => format!("{block} is free in the pool {name}"),
        Node::Reservation(_) => format!("{block} is reserved for {name}{of}"),
        _ => format!("{block} is in {name}{of}"),
    }
}

fn by_name(workspace: &Workspace, query: &str) -> Search {
    let query = lower(query);
    let design = workspace.plan().design();
    let outline = workspace.outline();
    let accounts = &workspace.plan().intent().accounts;
    let mut ranked: Vec<(u8, Node)> = Vec::new();
    let mut consider = |rank: Option<u8>, node: Node| {
        ranked.extend(rank.map(|rank| (rank, node)));
        ranked.len() < CONSIDERED
    };
    let of_aws = |id: &Option<String>| id.as_deref().and_then(|id| rank(id, &query));
    let tag = query.split_once('=');
    let tagged = |tags: &crate::plan::Tags| {
        let (key, value) = tag?;
        let is_it = |(own_key, own_value): (&String, &String)| {
            lower(own_key) == key.trim() && lower(own_value).starts_with(value.trim())
        };
        tags.iter().any(is_it).then_some(WHOLE)
    };
    let scopes = design.scopes.iter().all(|(id, row)| {
        let rank = rank(&row.name, &query).or_else(|| of_aws(&row.aws_id));
        consider(rank, Node::Scope(*id))
    });
    let pools = scopes
        && design.pools.iter().all(|(id, row)| {
            let rank = rank(&row.name, &query)
                .or_else(|| of_aws(&row.aws_id))
                .or_else(|| tagged(&row.tags));
            consider(rank, Node::Pool(*id))
        });
    // An account stands for its VPCs.
    let in_accounts: FxHashSet<_> = accounts
        .iter()
        .filter(|(_, row)| {
            let number = row.number.is_some_and(|number| number.as_str().starts_with(&query));
            number || rank(&row.name, &query).is_some()
        })
        .map(|(id, _)| *id)
        .collect();
    let vpcs = pools
        && design.vpcs.iter().all(|(id, row)| {
            let rank = rank(&row.name, &query)
                .or_else(|| of_aws(&row.aws_id))
                .or_else(|| tagged(&row.tags))
                .or_else(|| {
                    row.account
                        .filter(|account| in_accounts.contains(account))
                        .map(|_| PART)
                });
            let shown_at = || {
                let first = workspace
                    .index()
                    .vpc(*id)
                    .and_then(|entry| entry.cidrs().first().copied());
                first.map_or(Node::Vpc(*id), |(_, cidr)| Node::VpcCidr(cidr))
            };
            rank.is_none() || consider(rank, shown_at())
        });
    let reservations = vpcs
        && design
            .reservations
            .iter()
            .all(|(id, row)| consider(rank(&row.name, &query), Node::Reservation(*id)));
    let subnets = reservations
        && design.subnets.iter().all(|(id, row)| {
            let rank = rank(&row.name, &query).or_else(|| of_aws(&row.aws_id));
            consider(rank, Node::Subnet(*id))
        });
    let whole = subnets
        && design
            .public_blocks
            .iter()
            .all(|(id, row)| consider(rank(&row.name, &query), Node::PublicBlock(*id)));
    let more = !whole || ranked.len() > SHOWN;
    crate::ordered::sort_by_key(&mut ranked, |(rank, _)| *rank);
    ranked.truncate(SHOWN);
    ranked.retain(|(_, node)| outline.has(*node));
    Search {
        rows: ranked.into_iter().map(|(_, node)| found(workspace, node)).collect(),
        more,
        is_address: false,
        answer: None,
    }
}

/// How well a name fits: it is the query, begins with it, has a word that begins with it, or has it anywhere.
const WHOLE: u8 = 0;
const BEGINNING: u8 = 1;
const WORD: u8 = 2;
const PART: u8 = 3;

/// How well `name` fits the query, which is in lower case. Nothing is allocated for names of ASCII letters.
fn rank(name: &str, query: &str) -> Option<u8> {
    if !name.is_ascii() {
        return rank_ascii(&lower(name), query);
    }
    rank_ascii(name, query)
}

fn rank_ascii(name: &str, query: &str) -> Option<u8> {
    let (name, query) = (name.as_bytes(), query.as_bytes());
    let at = name
        .windows(query.len().max(1))
        .position(|part| part.eq_ignore_ascii_case(query))?;
    let before = at.checked_sub(1).and_then(|before| name.get(before));
    Some(match before {
        None if name.len() == query.len() => WHOLE,
        None => BEGINNING,
        // A byte of a letter beyond ASCII is a letter, too.
        Some(byte) if byte.is_ascii() && !byte.is_ascii_alphanumeric() => WORD,
        Some(_) => PART,
    })
}

fn found(workspace: &Workspace, node: Node) -> Found {
    let outline = workspace.outline();
    let mut above: Vec<String> = outline
        .ancestors(node)
        // Most lies in the default private scope: it says nothing.
        .filter(|above| !matches!(above, Node::Ipam) && *above != Node::Scope(Plan::default_private_scope()))
        .map(|above| title(workspace, above))
        .collect();
    above.reverse();
    let design = workspace.plan().design();
    let is_unmanaged = match node {
        Node::VpcCidr(id) => {
            let row = design.vpc_cidrs.get(&id);
            row.is_some_and(|row| row.management_state() != ManagementState::Managed)
        }
        Node::Vpc(_) => true,
        _ => false,
    };
    Found {
        node,
        title: title(workspace, node),
        cidr: cidr_of(workspace, node)
            .map(|cidr| cidr.to_string())
            .unwrap_or_default(),
        path: above.join(" › "),
        mark: mark_of(node, is_unmanaged),
    }
}

fn cidr_of(workspace: &Workspace, node: Node) -> Option<Cidr> {
    let design = workspace.plan().design();
    match node {
        Node::Pool(id) | Node::Free(id) => {
            let entry = workspace.index().pool(id)?;
            entry.cidrs().next().map(|(cidr, _)| cidr)
        }
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        let example = crate::examples::EXAMPLES
            .iter()
            .find(|example| example.key == "organization")
            .unwrap();
        Workspace::open(example.plan())
    }

    #[test]
    fn an_address_is_asked_for_whole_or_by_its_beginning() {
        for (query, expected) in [
            ("10.3.4.5", Some("10.3.4.5/32")),
            ("10.3.0.0/16", Some("10.3.0.0/16")),
            ("10.3.4.5/16", Some("10.3.0.0/16")),
            ("10.3", Some("10.3.0.0/16")),
            ("10.3.", Some("10.3.0.0/16")),
            ("10.", Some("10.0.0.0/8")),
            ("10.3.4.", Some("10.3.4.0/24")),
            ("fd00::1", Some("fd00::1/128")),
            ("10", None),
            ("300.1", None),
            ("v1.2", None),
            (".", None),
            ("payments", None),
        ] {
            assert_eq!(
                asked_block(query),
                expected.map(|text| text.parse().unwrap()),
                "{query}"
            );
        }
    }

    #[test]
    fn names_rank_by_how_well_they_fit() {
        for (name, query, expected) in [
            ("Payments", "payments", Some(WHOLE)),
            ("Payments-prod", "payments", Some(BEGINNING)),
            ("eu-payments", "payments", Some(WORD)),
            ("repayments", "payments", Some(PART)),
            ("ÜBUNG", "übung", Some(WHOLE)),
            ("Zürich", "rich", Some(PART)),
            ("pay", "payments", None),
            ("", "x", None),
        ] {
            assert_eq!(rank(name, query), expected, "{name} for {query}");
        }
    }

    #[test]
    fn every_allocation_is_found_by_its_first_and_last_address() {
        let workspace = workspace();
        for (id, row) in &workspace.plan().design().vpc_cidrs {
            for address in [row.cidr.first(), row.cidr.last()] {
                let search = search(&workspace, &address.to_string());
                let found: Vec<Node> = search.rows.iter().map(|found| found.node).collect();
                assert!(found.contains(&Node::VpcCidr(*id)), "{address}");
                assert!(search.answer.is_some());
            }
        }
        assert!(
            search(&workspace, "203.0.113.1")
                .answer
                .unwrap()
                .starts_with("Nothing in this plan has")
        );
    }

    #[test]
    fn every_pool_and_vpc_is_found_by_its_name() {
        let workspace = workspace();
        let design = workspace.plan().design();
        for row in design.vpcs.values() {
            let search = search(&workspace, &row.name.to_uppercase());
            assert!(search.rows.iter().any(|found| found.title == row.name), "{}", row.name);
        }
        for row in design.pools.values() {
            let search = search(&workspace, &row.name);
            assert!(search.rows.iter().any(|found| found.title == row.name), "{}", row.name);
        }
    }

    #[test]
    fn actions_are_found_by_any_of_their_words() {
        assert_eq!(actions("vpc alloc"), [Action::AddVpc]);
        assert!(actions("").len() > 10);
        assert!(actions("no such thing").is_empty());
    }
}
