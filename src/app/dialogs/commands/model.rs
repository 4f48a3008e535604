//! What the palette finds: pure.

use std::net::IpAddr;

use super::lookup::Lookup;
use super::mark_of;
use crate::address::{Cidr, Family, NetmaskLength};
use crate::app::action::Action;
use crate::app::dialogs::words::{pool_title, sentence, title};
use crate::app::letters::lower;
use crate::app::parts::BlockKind;
use crate::app::parts::figures::counted;
use crate::plan::gesture::{SizeOrBlock, name_of};
use crate::plan::{Lock, ManagementState, Node, Plan};
use crate::search::{Fit, FitPlace, Query, Test, Whereabouts, where_fits, who_has};
use crate::workspace::Workspace;

/// How many rows of the plan are shown.
const SHOWN: usize = 30;
/// How many are looked at before the best are chosen: a common syllable in a large plan is no reason to wait.
const CONSIDERED: usize = 500;
/// How many pools in which something fits are shown.
const FITS: usize = 8;

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
    /// What it lies in, the outermost first; of a pool in which something fits, what it would give.
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
    /// Who has the address, and how many pools have room; or why the search means nothing.
    pub(super) answer: Option<String>,
}

/// The actions whose label has every word of the query.
pub(super) fn actions(query: &str) -> Vec<Action> {
    let query = lower(query.trim());
    let has_all = |action: &&Action| {
        let label = lower(action.label());
        query.split_whitespace().all(|word| label.contains(word))
    };
    let all = Action::ALL.iter().filter(|action| **action != Action::Commands);
    let mut found: Vec<Action> = all.filter(has_all).copied().collect();
    // "lock" is in "block", too.
    crate::ordered::sort_by_key(&mut found, |action| rank(action.label(), &query).unwrap_or(PART));
    found
}

/// What the plan has of this name, at this address or of this size. By address O(log n + pools), by name O(n).
pub(super) fn search(workspace: &Workspace, lookup: &mut Lookup, query: &str) -> Search {
    let query = query.trim();
    if query.is_empty() {
        return Search::default();
    }
    match asked_block(query) {
        Some(block) => by_address(workspace, block),
        None => match asked_size(query) {
            Some(length) => by_size(workspace, length),
            None => by_words(workspace, lookup, query),
        },
    }
}

/// A size that somebody asks about: /20.
fn asked_size(query: &str) -> Option<NetmaskLength> {
    query.strip_prefix('/')?.parse().ok().and_then(NetmaskLength::new)
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
    let plan = workspace.plan();
    let known = who_has(plan, workspace.index(), block);
    let is_one = block.netmask_length() == block.family().longest();
    let fits = if is_one {
        Vec::new()
    } else {
        where_fits(plan, workspace.index(), SizeOrBlock::Block(block))
    };
    let mut nodes: Vec<Node> = Vec::new();
    for found in &known {
        // What holds it, the innermost first, then what lies in it.
        let holders = found.holders.iter().rev().chain(&found.inside);
        nodes.extend(holders.map(|(node, _)| *node));
    }
    let mut seen = rustc_hash::FxHashSet::default();
    nodes.retain(|node| seen.insert(*node));
    let inside: usize = known.iter().map(|found| found.inside_count).sum();
    let listed: usize = known.iter().map(|found| found.inside.len()).sum();
    let more = nodes.len() > SHOWN || inside > listed;
    nodes.truncate(SHOWN);
    let mut answer = match known.as_slice() {
        [] => format!("Nothing in this plan has {}", shown(block)),
        known => {
            let told: Vec<String> = known
                .iter()
                .map(|found: &Whereabouts| found.told(plan).to_string())
                .collect();
            told.join("; ")
        }
    };
    if !is_one {
        answer.push_str(&fits_in_words(block, &fits));
    }
    let fits = fits.iter().take(FITS).map(|fit| fit_found(workspace, fit));
    let rows = nodes.into_iter().map(|node| found(workspace, node));
    Search {
        rows: rows.chain(fits).collect(),
        more,
        is_address: true,
        answer: Some(answer),
    }
}

/// ". It is free in 1 pool, and 3 others have a /18".
fn fits_in_words(block: Cidr, fits: &[Fit]) -> String {
    let there = fits.iter().filter(|fit| fit.place == FitPlace::There).count();
    let others = fits.len() - there;
    let length = block.netmask_length();
    match (there, others) {
        (0, 0) => format!(". No pool has room for a {length}"),
        (0, others) => format!(". A {length} fits in {}", counted(others as u64, "pool", "pools")),
        (there, 0) => format!(". It can be had from {}", counted(there as u64, "pool", "pools")),
        (there, others) => format!(
            ". It can be had from {}, and {} {} another {length}",
            counted(there as u64, "pool", "pools"),
            counted(others as u64, "other", "others"),
            if others == 1 { "has" } else { "have" },
        ),
    }
}

fn by_size(workspace: &Workspace, length: NetmaskLength) -> Search {
    let fits = where_fits(workspace.plan(), workspace.index(), SizeOrBlock::Size(length));
    let answer = match fits.len() {
        0 => format!("No pool has room for a {length}"),
        count => format!("A {length} fits in {}", counted(count as u64, "pool", "pools")),
    };
    Search {
        more: fits.len() > SHOWN,
        rows: fits.iter().take(SHOWN).map(|fit| fit_found(workspace, fit)).collect(),
        is_address: true,
        answer: Some(answer),
    }
}

/// A pool in which something fits.
fn fit_found(workspace: &Workspace, fit: &Fit) -> Found {
    let node = Node::Pool(fit.pool);
    let length = fit.block.netmask_length();
    let locked = match fit.lock {
        Lock::Locked => "; the pool is locked",
        Lock::Open => "",
    };
    let what = match fit.place {
        FitPlace::There => "Free here",
        FitPlace::OfThatSize => "Has one as large",
    };
    Found {
        title: pool_title(workspace, fit.pool),
        cidr: fit.block.to_string(),
        path: format!("{what}: {} × {length} left{locked}", fit.count.compact()),
        ..found(workspace, node)
    }
}

fn shown(block: Cidr) -> String {
    if block.netmask_length() == block.family().longest() {
        block.first().to_string()
    } else {
        block.to_string()
    }
}

/// The rows that meet every word; those whose name fits best come first.
fn by_words(workspace: &Workspace, lookup: &mut Lookup, query: &str) -> Search {
    let parsed = match Query::parse(query, lower) {
        Ok(parsed) => parsed,
        Err(problem) => {
            return Search {
                answer: Some(sentence(problem)),
                ..Search::default()
            };
        }
    };
    let rows = lookup.rows(workspace);
    let mut matching = rows.find(&parsed, workspace.facts(), workspace.findings(), CONSIDERED);
    let is_plain = parsed
        .0
        .iter()
        .all(|term| !term.negated && matches!(term.test, Test::Text(_)));
    if is_plain {
        let query = lower(query);
        let fit = |node: &Node| {
            let name = name_of(workspace.plan(), *node).and_then(|name| rank(name, &query));
            name.unwrap_or(PART + 1)
        };
        crate::ordered::sort_by_key(&mut matching.nodes, fit);
    }
    matching.nodes.truncate(SHOWN);
    Search {
        more: matching.total > matching.nodes.len(),
        rows: matching.nodes.into_iter().map(|node| found(workspace, node)).collect(),
        is_address: !is_plain,
        answer: (!is_plain).then(|| counted(matching.total as u64, "row", "rows")),
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
    use crate::app::shaping::Shaping;

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
    fn a_block_is_answered_by_who_has_it_and_where_it_fits() {
        let workspace = workspace();
        let design = workspace.plan().design();
        let taken = design.vpc_cidrs.values().next().unwrap().cidr;
        let search_for = |query: &str| search(&workspace, &mut Lookup::default(), query);
        let answer = search_for(&taken.to_string()).answer.unwrap();
        assert!(answer.starts_with(&format!("{taken} is in ")), "{answer}");
        for length in [20, 24] {
            let found = search_for(&format!("/{length}"));
            let fits = where_fits(
                workspace.plan(),
                workspace.index(),
                SizeOrBlock::Size(NetmaskLength::new(length).unwrap()),
            );
            assert_eq!(found.rows.len(), fits.len().min(SHOWN));
            assert!(found.answer.unwrap().starts_with(&format!("A /{length} fits in ")));
        }
        assert_eq!(search_for("kind:vpc").rows.len(), design.vpc_cidrs.len().min(SHOWN));
        let wrong = search_for("kind:vcp").answer.unwrap();
        assert!(wrong.starts_with("\"vcp\" is no kind"), "{wrong}");
    }

    #[test]
    fn every_allocation_is_found_by_its_first_and_last_address() {
        let workspace = workspace();
        for (id, row) in &workspace.plan().design().vpc_cidrs {
            for address in [row.cidr.first(), row.cidr.last()] {
                let search = search(&workspace, &mut Lookup::default(), &address.to_string());
                let found: Vec<Node> = search.rows.iter().map(|found| found.node).collect();
                assert!(found.contains(&Node::VpcCidr(*id)), "{address}");
                assert!(search.answer.is_some());
            }
        }
        assert!(
            search(&workspace, &mut Lookup::default(), "203.0.113.1")
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
            let search = search(&workspace, &mut Lookup::default(), &row.name.to_uppercase());
            assert!(search.rows.iter().any(|found| found.title == row.name), "{}", row.name);
        }
        for row in design.pools.values() {
            let search = search(&workspace, &mut Lookup::default(), &row.name);
            assert!(search.rows.iter().any(|found| found.title == row.name), "{}", row.name);
        }
    }

    #[test]
    fn actions_are_found_by_any_of_their_words() {
        assert_eq!(actions("vpc alloc"), [Action::AddVpc]);
        assert_eq!(actions("lock").first(), Some(&Action::Shape(Shaping::Lock)));
        assert_eq!(actions(""), actions(" "));
        assert!(actions("").len() > 10);
        assert!(actions("no such thing").is_empty());
    }
}
