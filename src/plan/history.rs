//! Undo and redo, back to when the page was opened.

use super::{Edit, Plan, Refusal};

/// One step of the history: a label and the edit that goes the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    label: String,
    way_back: Edit,
}

/// The steps that were taken and those that were undone. It lives with the page and is never stored.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Applies `edit` to `plan` as one step called `label`, after which nothing can be redone. An edit that changes
    /// nothing is no step.
    ///
    /// # Errors
    /// Why the plan refuses the edit; plan and history are then as they were.
    pub fn take(&mut self, plan: &mut Plan, label: &str, edit: Edit) -> Result<(), Refusal> {
        if edit.is_empty() {
            return Ok(());
        }
        let way_back = plan.apply(edit)?;
        self.done.push(Step {
            label: label.to_owned(),
            way_back,
        });
        self.undone.clear();
        Ok(())
    }

    /// What the next undo takes back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What the next redo does again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// The edit that the next undo applies.
    pub fn undo_edit(&self) -> Option<&Edit> {
        self.done.last().map(|step| &step.way_back)
    }

    /// The edit that the next redo applies.
    pub fn redo_edit(&self) -> Option<&Edit> {
        self.undone.last().map(|step| &step.way_back)
    }

    /// How many steps can be undone.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// Undoes the last step and gives back the edit that did so; `None` at the beginning.
    pub fn undo(&mut self, plan: &mut Plan) -> Option<Edit> {
        step(&mut self.done, &mut self.undone, plan)
    }

    /// Redoes the step undone last and gives back the edit that did so; `None` when there is none.
    pub fn redo(&mut self, plan: &mut Plan) -> Option<Edit> {
        step(&mut self.undone, &mut self.done, plan)
    }
}

fn step(from: &mut Vec<Step>, to: &mut Vec<Step>, plan: &mut Plan) -> Option<Edit> {
    let Step { label, way_back } = from.pop()?;
    match plan.apply(way_back.clone()) {
        Ok(inverse) => {
            to.push(Step {
                label,
                way_back: inverse,
            });
            Some(way_back)
        }
        Err(_) => {
            // Only a plan that was changed behind the history's back refuses; the step is then kept.
            from.push(Step { label, way_back });
            None
        }
    }
}
