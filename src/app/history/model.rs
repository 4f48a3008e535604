//! The steps and the differences as lines: pure.

use crate::app::dialogs::sentence;
use crate::app::planner::AS_OPENED;
use crate::plan::{Difference, DifferenceKind, History, Node, Side, differences};
use crate::rules::Subject;
use crate::workspace::Workspace;

/// The moments that one can go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// One for each number of steps, from none on.
    pub(super) lines: Vec<StepLine>,
    /// How many are done now.
    pub(super) depth: usize,
}

/// A moment: after which step it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepLine {
    pub(super) label: String,
    pub(super) at: Option<u64>,
}

impl Steps {
    /// The moments of a history. O(steps).
    pub(super) fn of(history: &History) -> Self {
        let opened = StepLine {
            label: AS_OPENED.to_owned(),
            at: None,
        };
        let step = |place| {
            let (label, at) = history.step(place)?;
            let label = label.to_owned();
            Some(StepLine { label, at })
        };
        Self {
            lines: std::iter::once(opened)
                .chain((0..history.len()).filter_map(step))
                .collect(),
            depth: history.depth(),
        }
    }
}

/// What differs between a moment and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// How many come, go and change.
    pub(super) counts: [usize; 3],
    pub(super) lines: Vec<Line>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: DifferenceKind,
    /// "Pool Frankfurt".
    pub(super) what: String,
    /// "10.0.0.0/12 → 10.16.0.0/12; name (Global before), tags".
    pub(super) detail: String,
    /// Where it is shown now.
    pub(super) node: Option<Node>,
}

/// So many things are written out.
pub(super) const WRITTEN: usize = 150;

impl Comparison {
    /// What came, went and changed from the moment after `depth` steps to now; nothing where that is now.
    pub(super) fn of(workspace: &Workspace, depth: usize) -> Option<Self> {
        let history = workspace.history();
        if depth == history.depth() {
            return None;
        }
        let edit = history.edit_to(depth)?.inverted();
        let all = differences(workspace.plan(), &edit);
        let count = |kind| all.iter().filter(|difference| difference.kind == kind).count();
        Some(Self {
            counts: [DifferenceKind::Added, DifferenceKind::Removed, DifferenceKind::Changed].map(count),
            lines: all
                .iter()
                .take(WRITTEN)
                .map(|difference| line(workspace, difference))
                .collect(),
        })
    }

    /// "2 added, 1 changed".
    pub(super) fn sum(&self) -> String {
        let words = ["added", "removed", "changed"];
        let parts: Vec<String> = self
            .counts
            .iter()
            .zip(words)
            .filter(|(count, _)| **count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if parts.is_empty() {
            "Nothing differs".to_owned()
        } else {
            parts.join(", ")
        }
    }

    /// How many are not written out.
    pub(super) fn more(&self) -> usize {
        self.counts.iter().sum::<usize>() - self.lines.len()
    }
}

fn line(workspace: &Workspace, difference: &Difference) -> Line {
    let kind = sentence(difference.row.kind());
    let name = difference.name.clone().unwrap_or_else(|| "without a name".to_owned());
    let place = match difference.side {
        Side::Design => "",
        Side::Actual => ", as it exists in AWS",
    };
    let cidrs = |cidrs: &[crate::address::Cidr]| cidrs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let (before, after) = (cidrs(&difference.before), cidrs(&difference.after));
    let blocks = match (before.is_empty(), after.is_empty(), difference.kind) {
        (true, true, _) => String::new(),
        (true, false, DifferenceKind::Added) => after,
        (false, true, DifferenceKind::Removed) => before,
        (true, false, _) => format!("with {after}"),
        (false, true, _) => format!("without {before}"),
        (false, false, _) => format!("{before} → {after}"),
    };
    let fields = difference.fields.join(", ");
    let detail = [blocks, fields]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    let is_there = difference.kind != DifferenceKind::Removed;
    let node = is_there.then(|| Subject::Row(difference.row).nodes(workspace.facts()).into_iter().next());
    Line {
        kind: difference.kind,
        what: format!("{kind} {name}{place}"),
        detail,
        node: node.flatten(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::gesture;

    #[test]
    fn any_moment_can_be_compared_with_now() {
        let mut workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let pool = workspace
            .plan()
            .design()
            .pools
            .keys()
            .next()
            .copied()
            .map(Node::Pool)
            .unwrap();
        for name in ["One", "Two", "Three"] {
            let rename = gesture::rename(workspace.plan(), pool, name).unwrap();
            workspace.apply(&rename.label, rename.edit).unwrap();
        }
        workspace.undo().unwrap();
        let steps = Steps::of(workspace.history());
        let labels: Vec<&str> = steps.lines.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(
            labels,
            ["As it was opened", "Rename to One", "Rename to Two", "Rename to Three"]
        );
        assert_eq!(steps.depth, 2);
        assert_eq!(Comparison::of(&workspace, 2), None);
        for (depth, before) in [(1, "One"), (3, "Three")] {
            let comparison = Comparison::of(&workspace, depth).unwrap();
            assert_eq!((comparison.sum().as_str(), comparison.more()), ("1 changed", 0));
            let line = &comparison.lines[0];
            assert_eq!((line.what.as_str(), line.node), ("Pool Two", Some(pool)));
            assert_eq!(line.detail, format!("name ({before} before)"));
        }
        assert_eq!(Comparison::of(&workspace, 4), None);
    }
}
