//! What goes on paper, as data: the figures of the plan, its rows, what was found, what it costs.

use crate::address::{AddressCount, Cidr};
use crate::app::money;
use crate::app::parts::figures::{counted, whole_percent};
use crate::app::parts::{BlockKind, Severity};
use crate::cost::{Dimension, Figures, Group, Period};
use crate::plan::gesture::name_of;
use crate::plan::{CidrRole, ManagementState, Node, RegionCode, ScopeKind};
use crate::rules;
use crate::workspace::Workspace;

/// So many rows are printed: some fifty pages. More is for a file.
const ROWS: usize = 2_000;

/// So many findings are.
const FINDINGS: usize = 200;

/// So many lines of the cost are.
const COST: usize = 40;

/// The whole of what is printed, beside the maps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    /// The name of the plan.
    pub(super) name: String,
    /// What it comes to, one fact each.
    pub(super) figures: Vec<String>,
    /// Its rows, in the order of the tree.
    pub(super) rows: Vec<Row>,
    /// How many rows there are that are not printed.
    pub(super) more_rows: usize,
    /// What was found and not accepted, worst first.
    pub(super) findings: Vec<(Severity, String)>,
    /// How many findings are not printed.
    pub(super) more_findings: usize,
    /// What it costs in a month, by Region: what, active IPs, and the amount.
    pub(super) cost: Vec<(String, String, String)>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// How deep it stands.
    pub(super) depth: usize,
    /// Its mark; none for the IPAM and its scopes.
    pub(super) kind: Option<BlockKind>,
    pub(super) name: String,
    /// What else tells it from others.
    pub(super) detail: String,
    pub(super) cidrs: String,
    pub(super) place: String,
    pub(super) addresses: String,
    pub(super) used: String,
    /// The worst that was found at it or below, and how much.
    pub(super) findings: Option<(Severity, u32)>,
}

impl Sheet {
    /// What a plan is on paper. O(rows).
    pub(super) fn of(workspace: &Workspace) -> Self {
        let plan = workspace.plan();
        let mut rows = Vec::new();
        let all = rows_below(workspace, Node::Ipam, 0, &mut rows);
        let open = || {
            workspace
                .findings()
                .iter()
                .filter(|finding| finding.acceptance.is_none())
        };
        let told = |finding: &rules::Finding| {
            let sentence = finding.sentence(workspace.facts())?;
            Some((severity(finding.rule.severity), sentence))
        };
        let findings: Vec<(Severity, String)> = open().take(FINDINGS).filter_map(told).collect();
        let name = Some(plan.about().name.clone()).filter(|name| !name.is_empty());
        Self {
            name: name.unwrap_or_else(|| "Untitled plan".to_owned()),
            figures: figures(workspace),
            more_rows: all - rows.len(),
            rows,
            more_findings: open().count().saturating_sub(FINDINGS),
            findings,
            cost: cost(workspace),
        }
    }
}

fn severity(severity: rules::Severity) -> Severity {
    match severity {
        rules::Severity::Error => Severity::Error,
        rules::Severity::Warning => Severity::Warning,
        rules::Severity::Note => Severity::Note,
    }
}

fn figures(workspace: &Workspace) -> Vec<String> {
    let design = workspace.plan().design();
    let counts = workspace.findings().total();
    let mut figures = vec![
        counted(design.pools.len() as u64, "pool", "pools"),
        counted(design.vpcs.len() as u64, "VPC", "VPCs"),
        counted(design.subnets.len() as u64, "subnet", "subnets"),
    ];
    for (count, one, many) in [
        (counts.errors, "error", "errors"),
        (counts.warnings, "warning", "warnings"),
        (counts.notes, "note", "notes"),
    ] {
        if count > 0 {
            figures.push(counted(u64::from(count), one, many));
        }
    }
    if !workspace.plan().intent().workloads.is_empty() {
        let estimate = workspace.estimate();
        figures.push(format!("{} active IPs", AddressCount::from(estimate.total().active())));
        figures.extend(money::per_month(estimate).map(|amount| format!("{amount} a month")));
    }
    figures
}

/// Adds the rows of `node` and below it, as many as there is room for. How many there are altogether.
fn rows_below(workspace: &Workspace, node: Node, depth: usize, rows: &mut Vec<Row>) -> usize {
    let mut stack = vec![(node, depth)];
    let mut count = 0;
    while let Some((node, depth)) = stack.pop() {
        count += 1;
        if rows.len() < ROWS {
            rows.push(row(workspace, node, depth));
        }
        let children = workspace.outline().children(node);
        stack.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
    }
    count
}

fn row(workspace: &Workspace, node: Node, depth: usize) -> Row {
    let plan = workspace.plan();
    let design = plan.design();
    let index = workspace.index();
    let vpc_cidr = |id| design.vpc_cidrs.get(&id);
    let account = |account: Option<_>| {
        account
            .and_then(|id| plan.intent().accounts.get(&id))
            .map(|row| row.name.clone())
    };
    let (kind, word) = match node {
        Node::Ipam => (None, "IPAM"),
        Node::Scope(id) => match design.scopes.get(&id).map(|row| row.kind) {
            Some(ScopeKind::Public) => (None, "Public scope"),
            _ => (None, "Private scope"),
        },
        Node::Pool(_) => (Some(BlockKind::Pool), "pool"),
        Node::Reservation(_) => (Some(BlockKind::Reserved), "reservation"),
        Node::VpcCidr(id) => match vpc_cidr(id).map(|row| row.management_state()) {
            Some(ManagementState::Managed) => (Some(BlockKind::Vpc), "VPC"),
            _ => (Some(BlockKind::UnmanagedVpc), "VPC"),
        },
        Node::Vpc(_) => (Some(BlockKind::Vpc), "VPC"),
        Node::PublicBlock(_) => (Some(BlockKind::Vpc), "public addresses"),
        Node::Subnet(_) => (Some(BlockKind::Subnet), "subnet"),
        Node::Free(_) => (Some(BlockKind::Free), "free"),
    };
    let detail = match node {
        Node::Vpc(id) => design.vpcs.get(&id).and_then(|vpc| account(vpc.account)),
        Node::VpcCidr(id) => vpc_cidr(id).and_then(|row| {
            let owner = design.vpcs.get(&row.vpc).and_then(|vpc| account(vpc.account));
            match row.role {
                CidrRole::Primary => owner,
                _ => Some(
                    [owner.unwrap_or_default(), "further CIDR".to_owned()]
                        .join(" ")
                        .trim()
                        .to_owned(),
                ),
            }
        }),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.description.clone()),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.purpose.clone()),
        _ => None,
    };
    let blocks: Vec<Cidr> = match node {
        Node::Pool(id) => index
            .pool(id)
            .into_iter()
            .flat_map(|entry| entry.cidrs())
            .map(|(cidr, _)| cidr)
            .collect(),
        Node::Free(id) => index
            .pool(id)
            .and_then(|entry| entry.space().largest_free_block())
            .into_iter()
            .collect(),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr).into_iter().collect(),
        Node::VpcCidr(id) => vpc_cidr(id).map(|row| row.cidr).into_iter().collect(),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr).into_iter().collect(),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr).into_iter().collect(),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) => Vec::new(),
    };
    let region = |region: RegionCode| region.to_string();
    let place = match node {
        Node::Pool(id) => design.pools.get(&id).and_then(|row| row.locale).map(region),
        Node::VpcCidr(id) => vpc_cidr(id)
            .and_then(|row| design.vpcs.get(&row.vpc))
            .map(|vpc| region(vpc.region)),
        Node::Vpc(id) => design.vpcs.get(&id).map(|vpc| region(vpc.region)),
        Node::Subnet(id) => design.subnets.get(&id).and_then(|row| row.zone.clone()),
        _ => None,
    };
    let space = match node {
        Node::Pool(id) | Node::Free(id) => index.pool(id).map(|entry| entry.space()),
        _ => None,
    };
    let addresses = match (node, space) {
        (Node::Free(_), Some(space)) => Some(space.free_size()),
        (_, Some(space)) => Some(space.size()),
        _ => blocks.first().map(|cidr| cidr.size()),
    };
    let used = match (node, space) {
        (Node::Pool(_), Some(space)) if !space.size().is_zero() => {
            let used = space.size().checked_sub(space.free_size()).unwrap_or_default();
            whole_percent(used.permille_of(space.size()))
        }
        _ => String::new(),
    };
    let counts = workspace.findings().below(node);
    let name = name_of(plan, node)
        .filter(|name| !name.is_empty())
        .unwrap_or(word)
        .to_owned();
    let listed: Vec<String> = blocks.iter().take(6).map(Cidr::to_string).collect();
    let mut cidrs = listed.join(", ");
    if let Node::Free(_) = node
        && !cidrs.is_empty()
    {
        cidrs.insert_str(0, "largest ");
    }
    if blocks.len() > 6 {
        cidrs.push_str(&format!(" and {} more", blocks.len() - 6));
    }
    Row {
        depth,
        kind,
        name,
        detail: detail.unwrap_or_default(),
        cidrs,
        place: place.unwrap_or_default(),
        addresses: addresses.map(|count| count.to_string()).unwrap_or_default(),
        used,
        findings: match node {
            Node::Free(_) => None,
            _ => counts.worst().map(|worst| (severity(worst), counts.total())),
        },
    }
}

/// What it costs in a month, by Region; nothing while nothing runs in it, or a price is missing.
fn cost(workspace: &Workspace) -> Vec<(String, String, String)> {
    let estimate = workspace.estimate();
    if workspace.plan().intent().workloads.is_empty() || money::per_month(estimate).is_none() {
        return Vec::new();
    }
    let terms = estimate.terms();
    let currency = money::currency(terms);
    let line = |(group, figures): (Group, Figures)| {
        let name = match group {
            Group::Region(region) => region.to_string(),
            _ => "Everything".to_owned(),
        };
        let amount = money::to_the_cent(currency, figures.total_for(terms, Period::Month));
        (name, AddressCount::from(figures.active()).to_string(), amount)
    };
    let mut lines: Vec<_> = estimate
        .by(Dimension::Region)
        .into_iter()
        .take(COST)
        .map(line)
        .collect();
    lines.push(line((Group::Total, estimate.total())));
    lines
}
