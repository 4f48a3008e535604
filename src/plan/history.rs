//! Undo and redo, back to when the page was opened.

use super::{Edit, Plan, Refusal};

/// One step of the history: a label and the edit that goes the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    label: String,
    /// When it was taken, if anybody said so.
    at: Option<u64>,
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
        self.note(label, way_back);
        Ok(())
    }

    /// Notes a step that was taken already: `way_back` is what undoes it. Nothing can be redone any more.
    pub fn note(&mut self, label: &str, way_back: Edit) {
        self.done.push(Step {
            label: label.to_owned(),
            at: None,
            way_back,
        });
        self.undone.clear();
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

    /// How many steps there are, also those that were undone.
    pub fn len(&self) -> usize {
        self.done.len() + self.undone.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A step by its place from the beginning, whether or not it was undone: its label and when it was taken.
    pub fn step(&self, place: usize) -> Option<(&str, Option<u64>)> {
        let behind = |place: usize| self.len().checked_sub(place + 1);
        let step = self.done.get(place).or_else(|| self.undone.get(behind(place)?));
        step.map(|step| (step.label.as_str(), step.at))
    }

    /// Says when the last step was taken. What the number counts is known to whoever says it.
    pub fn date(&mut self, at: u64) {
        if let Some(step) = self.done.last_mut() {
            step.at = Some(at);
        }
    }

    /// The one edit that leads from now to the plan as it was, or will be, after so many steps. `None` when there are not so
    /// many. O(changes of the steps in between).
    pub fn edit_to(&self, depth: usize) -> Option<Edit> {
        let back = self.done.get(depth..);
        let forth = depth
            .checked_sub(self.done.len())
            .filter(|forth| *forth <= self.undone.len());
        let steps: Vec<Edit> = match (back, forth) {
            (Some(back), _) => back.iter().rev().map(|step| step.way_back.clone()).collect(),
            (None, Some(forth)) => self
                .undone
                .iter()
                .rev()
                .take(forth)
                .map(|step| step.way_back.clone())
                .collect(),
            (None, None) => return None,
        };
        Some(Edit::net(steps))
    }

    /// Undoes or redoes until so many steps are done, and gives back the one edit that does the same; `None` when there are
    /// not so many.
    pub fn go_to(&mut self, plan: &mut Plan, depth: usize) -> Option<Edit> {
        let edit = self.edit_to(depth)?;
        while self.done.len() > depth {
            self.undo(plan)?;
        }
        while self.done.len() < depth {
            self.redo(plan)?;
        }
        Some(edit)
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
    let Step { label, at, way_back } = from.pop()?;
    match plan.apply(way_back.clone()) {
        Ok(inverse) => {
            to.push(Step {
                label,
                at,
                way_back: inverse,
            });
            Some(way_back)
        }
        Err(_) => {
            // Only a plan that was changed behind the history's back refuses; the step is then kept.
            from.push(Step { label, at, way_back });
            None
        }
    }
}
