//! Demands: blocks that are wanted now and placed later, one by one or all.

use super::{BulkKind, BulkProblem, BulkRequest, Gesture, Line, NamePattern, PlacedLine, SizeOrBlock, place_bulk};
use crate::address::BulkPlacement;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::index::Index;
use crate::plan::{Demand, Edit, Id, IdSource, Node, Plan, Pool, RowChange, Tags, tidy};

/// Writes down what is wanted from a pool.
pub fn add_demand(demand: Demand, ids: &mut dyn IdSource) -> Gesture {
    let mut edit = Edit::new();
    let name = tidy(&demand.name)
        .map(|name| format!(" for {name}"))
        .unwrap_or_default();
    let label = format!("Want {} × {}{name}", demand.count, demand.netmask_length);
    let focus = Some(Node::Pool(demand.pool));
    edit.intent(RowChange {
        id: Id::mint(ids),
        before: None,
        after: Some(Box::new(demand)),
    });
    Gesture { label, edit, focus }
}

/// Wants something else of a demand, or nothing any more. `None` when it is not there, or stays the same.
pub fn change_demand(plan: &Plan, id: Id<Demand>, after: Option<Demand>) -> Option<Gesture> {
    let before = plan.intent().demands.get(&id)?;
    if after.as_ref() == Some(before) {
        return None;
    }
    let verb = if after.is_some() { "Change" } else { "Drop" };
    let name = tidy(&before.name)
        .map(|name| format!(" for {name}"))
        .unwrap_or_default();
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id,
        before: Some(Box::new(before.clone())),
        after: after.map(Box::new),
    });
    Some(Gesture {
        label: format!("{verb} the demand{name}"),
        edit,
        focus: Some(Node::Pool(before.pool)),
    })
}

/// Demands that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedDemands {
    /// The edit.
    pub gesture: Gesture,
    /// Where everything goes; the number of a line is that of its demand in the request, from 1.
    pub lines: Vec<PlacedLine>,
}

/// Why demands are not placed: for each pool that does not give what is wanted. Nothing is placed then.
pub type DemandProblems = Vec<(Id<Pool>, BulkProblem)>;

/// Places so many blocks of each of the demands, and takes them off what is wanted; a demand of which nothing is left goes. More than
/// is wanted is not placed.
///
/// # Errors
/// What each pool has no room for. Empty when there is nothing to place.
pub fn place_demands(
    plan: &Plan,
    index: &Index,
    wanted: &[(Id<Demand>, u32)],
    (kind, how): (BulkKind, &BulkPlacement),
    ids: &mut dyn IdSource,
) -> Result<PlacedDemands, DemandProblems> {
    let demands = &plan.intent().demands;
    let mut names = Names::of(plan);
    let mut by_pool: OrderedMap<Id<Pool>, Vec<Line>> = OrderedMap::new();
    let mut edit = Edit::new();
    let mut seen = OrderedSet::new();
    for (at, (id, count)) in wanted.iter().enumerate() {
        let Some(row) = demands.get(id).filter(|_| seen.insert(*id)) else {
            continue;
        };
        let count = row.count.min(*count);
        let lines = by_pool.or_insert(row.pool, Vec::new());
        let is_last = row.count == 1;
        for _ in 0..count {
            lines.push(Line {
                number: at + 1,
                name: names.unused(row.name.trim(), is_last),
                size: SizeOrBlock::Size(row.netmask_length),
                count: 1,
                region: None,
                account: None,
            });
        }
        let left = (row.count > count).then(|| {
            let count = row.count - count;
            Box::new(Demand { count, ..row.clone() })
        });
        if count > 0 || row.count == 0 {
            edit.intent(RowChange {
                id: *id,
                before: Some(Box::new(row.clone())),
                after: left,
            });
        }
    }
    let (mut lines, mut problems, mut focus) = (Vec::new(), DemandProblems::new(), None);
    for (pool, of_pool) in &by_pool {
        if of_pool.is_empty() {
            continue;
        }
        let request = BulkRequest {
            pool: *pool,
            kind,
            lines: of_pool.clone(),
            names: NamePattern::of_text(""),
            how: how.clone(),
            tags: Tags::new(),
        };
        match place_bulk(plan, index, &request, ids) {
            Ok(placed) => {
                edit.changes.extend(placed.gesture.edit.changes);
                focus = focus.or(placed.gesture.focus);
                lines.extend(placed.lines);
            }
            Err(problem) => problems.push((*pool, problem)),
        }
    }
    if !problems.is_empty() || edit.is_empty() {
        return Err(problems);
    }
    let label = match lines.as_slice() {
        [only] => format!(
            "Place {} at {}",
            tidy(&only.name).unwrap_or_else(|| "a block".to_owned()),
            only.cidr
        ),
        several => format!("Place {} blocks", several.len()),
    };
    Ok(PlacedDemands {
        gesture: Gesture { label, edit, focus },
        lines,
    })
}

/// The names that are in use.
struct Names(OrderedSet<String>);

impl Names {
    fn of(plan: &Plan) -> Self {
        let design = plan.design();
        let pools = design.pools.values().map(|row| &row.name);
        let vpcs = design.vpcs.values().map(|row| &row.name);
        let reservations = design.reservations.values().map(|row| &row.name);
        Self(pools.chain(vpcs).chain(reservations).cloned().collect())
    }

    /// The name alone for the only block of it, or else with the first number that is not in use.
    fn unused(&mut self, name: &str, is_only: bool) -> String {
        if name.is_empty() || (is_only && self.0.insert(name.to_owned())) {
            return name.to_owned();
        }
        let mut number = 1_u32;
        loop {
            let numbered = format!("{name}-{number}");
            if number == u32::MAX || self.0.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }
}
