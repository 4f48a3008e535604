//! Marking by hand what exists in AWS.

use crate::app::planner::{Existence, Planner};
use crate::plan::Node;
use crate::plan::gesture::{mark_existing, unmark_existing};
use crate::rules::Fix;

/// Marks a row and all below it as existing, or takes the mark from it; one step of the history, which can be undone from the
/// notice.
pub(in crate::app) fn mark(planner: Planner, node: Node, existence: Existence) {
    let gesture = planner.peek(|workspace| match existence {
        Existence::Exists => mark_existing(workspace.plan(), workspace.index(), node),
        Existence::Missing => unmark_existing(workspace.plan(), node),
    });
    match gesture {
        Some(gesture) => {
            planner.mend(Fix {
                label: gesture.label,
                edit: gesture.edit,
            });
        }
        None => planner.note(match existence {
            Existence::Exists => "It is marked as existing in AWS already, as it is planned",
            Existence::Missing => "It is not marked as existing in AWS",
        }),
    }
}
