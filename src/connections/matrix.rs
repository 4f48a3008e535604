//! Every pair of a few ends: what stands against connecting them, and what is stated about them.

use super::pair::{Pair, cidrs, judge_cidrs};
use super::{Consequence, consequence};
use crate::address::Cidr;
use crate::ordered::OrderedSet;
use crate::plan::index::Index;
use crate::plan::{Connection, End, Id, Plan};

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands against connecting them.
    pub pair: Pair,
    /// The connections that state that they must reach one another, each with what an overlap means for it.
    pub stated: Vec<(Id<Connection>, Consequence)>,
}

impl Cell {
    /// Whether somebody states that they must reach one another, and they cannot.
    pub fn is_broken(&self) -> bool {
        matches!(self.pair, Pair::Overlapping(_)) && !self.stated.is_empty()
    }
}

/// All pairs of some ends: as many rows as columns, both in the order of the ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// What the rows and the columns are.
    pub ends: Vec<End>,
    cells: Vec<Cell>,
}

impl Matrix {
    /// The cells of the row at `at`, one for each column. Empty when there is no such row.
    pub fn row(&self, at: usize) -> &[Cell] {
        let width = self.ends.len();
        let start = at.saturating_mul(width);
        self.cells.get(start..start.saturating_add(width)).unwrap_or_default()
    }

    /// The cell at a row and a column. The one at `(a, b)` says the same as the one at `(b, a)`, the other way round.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.row(row).get(column)
    }
}

/// What any connection connects: the ends that a matrix is most likely wanted of. VPCs before networks, each by id.
pub fn connected(plan: &Plan) -> OrderedSet<End> {
    plan.intent().connections.values().flat_map(Connection::ends).collect()
}

/// The matrix of `ends`. O(ends² × their CIDRs and connections): whoever shows it takes as many as a person can read.
pub fn matrix(plan: &Plan, index: &Index, ends: Vec<End>) -> Matrix {
    let held: Vec<Vec<Cidr>> = ends.iter().map(|end| cidrs(plan, index, *end)).collect();
    let mut cells = Vec::with_capacity(ends.len().saturating_mul(ends.len()));
    for (one, own) in ends.iter().zip(&held) {
        let connections = index.connections(*one);
        for (other, others) in ends.iter().zip(&held) {
            if one == other {
                cells.push(Cell {
                    pair: Pair::Same,
                    stated: Vec::new(),
                });
                continue;
            }
            let mut stated = Vec::new();
            for id in &connections {
                if let Some(row) = plan.intent().connections.get(id)
                    && row.has(*other)
                {
                    stated.push((*id, consequence(row.kind, *one, *other)));
                }
            }
            crate::ordered::sort_by_key(&mut stated, |(id, _)| *id);
            cells.push(Cell {
                pair: judge_cidrs(own, others),
                stated,
            });
        }
    }
    Matrix { ends, cells }
}
