//! What would save most: adjustments that are tried on the plan, ranked by what they would save.

use super::estimate::Estimate;
use super::figures::Figures;
use super::group::{Dimension, Group};
use super::money::Money;
use super::scenario::{node_groups, of_workload};
use crate::ordered::{OrderedMap, sort_by_key};
use crate::plan::index::Index;
use crate::plan::{
    Adjustment, Id, NodeChange, NodeGroups, OuChildren, OuExclusion, Plan, PodAddressing, WarmTargets, Workload,
};

/// The warm targets that are tried: two addresses at hand on each node.
///
/// "If you plan to run around 10 pods … have `WARM_IP_TARGET=2`": aws/amazon-vpc-cni-k8s, `docs/eni-and-ip-target.md`, which
/// advises it for small clusters or such with few changes of pods.
pub const FRUGAL: WarmTargets = WarmTargets {
    enis: None,
    ips: Some(2),
    minimum_ips: None,
    prefixes: None,
};

/// What one adjustment would save, alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The adjustment.
    pub adjustment: Adjustment,
    /// The active IPs that would not be billed any more.
    pub active: u128,
    /// How many IPv4 addresses more subnets would lose; fewer is negative.
    pub consumed_ipv4: i128,
    /// What would be saved in an hour.
    pub per_hour: Money,
}

/// The adjustments that would save something, the largest saving first.
///
/// Tried are: prefixes, an overlay and fewer addresses at hand, for all node groups and for each; each operating Region dropped;
/// each organizational unit excluded. O(node groups + Regions + accounts).
pub fn savings(plan: &Plan, index: &Index, estimate: &Estimate) -> Vec<Saving> {
    let mut savings = Vec::new();
    let terms = estimate.terms();
    for change in [
        NodeChange::Addressing(PodAddressing::Prefixes),
        NodeChange::Addressing(PodAddressing::Overlay),
        NodeChange::WarmTargets(FRUGAL),
    ] {
        of_node_groups(plan, index, estimate, change, &mut savings);
    }
    for (group, figures) in estimate.by(Dimension::Region) {
        if let Group::Region(region) = group
            && region != terms.home_region
        {
            savings.push(unmonitored(Adjustment::DropRegion(region), &figures));
        }
    }
    for (path, figures) in units(plan, estimate) {
        let exclusion = OuExclusion {
            path: path.to_vec(),
            children: OuChildren::Excluded,
        };
        savings.push(unmonitored(Adjustment::ExcludeOu(exclusion), &figures));
    }
    savings.retain(|saving| saving.active > 0);
    sort_by_key(&mut savings, |saving| (-saving.per_hour, u128::MAX - saving.active));
    savings
}

/// What is saved when IPAM does not see these figures any more.
fn unmonitored(adjustment: Adjustment, figures: &Figures) -> Saving {
    Saving {
        adjustment,
        active: figures.active(),
        consumed_ipv4: 0,
        per_hour: figures.ipam,
    }
}

/// What a change saves in each node group, and in all together.
fn of_node_groups(plan: &Plan, index: &Index, estimate: &Estimate, change: NodeChange, savings: &mut Vec<Saving>) {
    let adjustment = |groups: NodeGroups| Adjustment::Nodes { groups, change };
    let mut terms = estimate.terms().clone();
    terms.adjustments.push(adjustment(NodeGroups::All));
    let signed = |number: u128| i128::try_from(number).unwrap_or(i128::MAX);
    let mut all = (0_i128, 0_i128, Money::ZERO);
    let mut of_one: Vec<(Id<Workload>, i128, i128, Money)> = Vec::new();
    for (id, workload) in node_groups(plan) {
        let before = estimate.of(Group::Workload(id));
        let after = of_workload(plan, index, &terms, id, workload);
        let active = signed(before.active()) - signed(after.active());
        let consumed = signed(after.consumed_ipv4) - signed(before.consumed_ipv4);
        let per_hour = before.ipam + before.public_ipv4_charge - after.ipam - after.public_ipv4_charge;
        all = (all.0 + active, all.1 + consumed, all.2 + per_hour);
        of_one.push((id, active, consumed, per_hour));
    }
    let mut push = |groups: NodeGroups, active: i128, consumed_ipv4: i128, per_hour: Money| {
        if let Ok(active) = u128::try_from(active) {
            savings.push(Saving {
                adjustment: adjustment(groups),
                active,
                consumed_ipv4,
                per_hour,
            });
        }
    };
    push(NodeGroups::All, all.0, all.1, all.2);
    // A plan with one group says it once.
    if of_one.len() > 1 {
        for (id, active, consumed, per_hour) in of_one {
            push(NodeGroups::One(id), active, consumed, per_hour);
        }
    }
}

/// The figures of each organizational unit, those of the units below among them.
fn units<'a>(plan: &'a Plan, estimate: &Estimate) -> OrderedMap<&'a [String], Figures> {
    /// As deep as AWS nests units below the root.
    const DEEPEST: usize = 5;
    let mut units: OrderedMap<&[String], Figures> = OrderedMap::new();
    for (group, figures) in estimate.by(Dimension::Account) {
        let Group::Account(Some(account)) = group else { continue };
        let Some(row) = plan.intent().accounts.get(&account) else {
            continue;
        };
        if !estimate.terms().can_exclude(row) {
            continue;
        }
        for depth in 1..=row.ou_path.len().min(DEEPEST) {
            if let Some(path) = row.ou_path.get(..depth) {
                *units.or_insert(path, Figures::default()) += &figures;
            }
        }
    }
    units
}
