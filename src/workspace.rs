//! An open plan with everything derived from it, kept current.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::cost::Estimate;
use crate::export::Source;
use crate::foresight::{self, Foresight};
use crate::plan::index::{Index, Touched};
use crate::plan::{Edit, History, Node, Outline, Plan, Refusal};
use crate::rules::{Facts, Findings, Superseded};

/// A plan that is being edited: the document, its history, its index, its findings and its cost, which always agree.
#[derive(Clone, Debug)]
pub struct Workspace {
    plan: Plan,
    history: History,
    index: Index,
    findings: Findings,
    estimate: Estimate,
    step: u64,
    /// What the last steps did to the shape of the tree, the last one last.
    reshaped: VecDeque<FxHashSet<Node>>,
}

/// So many steps are remembered in what they did to the shape of the tree: whoever follows looks after each.
const REMEMBERED: usize = 16;

impl Workspace {
    /// Opens a plan. O(n log n) in its rows.
    pub fn open(plan: Plan) -> Self {
        let index = Index::build(&plan);
        let findings = Findings::build(Facts {
            plan: &plan,
            index: &index,
        });
        Self::with_findings(plan, index, findings)
    }

    /// Opens a plan whose index was built and whose findings are known: the rest of [`Workspace::open`], for whoever does something
    /// in between.
    pub fn with_findings(plan: Plan, index: Index, findings: Findings) -> Self {
        let estimate = Estimate::build(&plan, &index);
        Self {
            plan,
            history: History::default(),
            index,
            findings,
            estimate,
            step: 0,
            reshaped: VecDeque::new(),
        }
    }

    /// Puts another plan in the place of this one, without a history.
    pub fn replace(&mut self, plan: Plan) {
        let step = self.step + 1;
        *self = Self {
            step,
            ..Self::open(plan)
        };
    }

    /// How many steps there were, forwards and backwards.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The nodes whose children may be others, or in another order, than after `step`. `None` when that is too long ago to
    /// tell.
    pub fn reshaped_since(&self, step: u64) -> Option<FxHashSet<Node>> {
        let steps = usize::try_from(self.step.checked_sub(step)?).ok()?;
        let first = self.reshaped.len().checked_sub(steps)?;
        Some(self.reshaped.iter().skip(first).flatten().copied().collect())
    }

    /// The document.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The index of the document.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The findings of the document.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// What the document costs.
    pub fn estimate(&self) -> &Estimate {
        &self.estimate
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What rules look at.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            plan: &self.plan,
            index: &self.index,
        }
    }

    /// What is exported.
    pub fn source(&self) -> Source<'_> {
        Source {
            plan: &self.plan,
            index: &self.index,
            findings: &self.findings,
            estimate: &self.estimate,
        }
    }

    /// The document as a tree.
    pub fn outline(&self) -> Outline<'_> {
        Outline::new(&self.plan, &self.index)
    }

    /// Applies an edit as one step of the history and tells what it touched.
    ///
    /// # Errors
    /// Why the plan refuses it; everything is then as it was.
    pub fn apply(&mut self, label: &str, edit: Edit) -> Result<Touched, Refusal> {
        self.history.take(&mut self.plan, label, edit.clone())?;
        Ok(self.follow(&edit))
    }

    /// Takes a large edit as one step of the history, with what follows from it derived elsewhere: `after` is a workspace of the
    /// plan after the edit, `way_back` the inverse that [`Plan::apply`] gave. So the work can be done in pieces, and costs less
    /// than following the edit row by row.
    ///
    /// Nothing happens when there was another step since `step`, which is what [`Workspace::step`] said of the plan before; whether
    /// it was taken.
    pub fn take_derived(&mut self, step: u64, label: &str, after: Self, way_back: Edit) -> bool {
        if self.step != step {
            return false;
        }
        self.history.note(label, way_back);
        self.plan = after.plan;
        self.index = after.index;
        self.findings = after.findings;
        self.estimate = after.estimate;
        // More is another than can be told.
        self.reshaped.clear();
        self.step += 1;
        true
    }

    /// What `edit` would do to the findings. Everything is afterwards as it was.
    ///
    /// It costs what taking the edit and undoing it cost.
    ///
    /// # Errors
    /// Why the plan refuses it.
    pub fn foresee(&mut self, edit: Edit) -> Result<Foresight, Refusal> {
        let way_back = self.plan.apply(edit.clone())?;
        let (_, before) = self.derive(&edit);
        let (mut foresight, gone) = foresight::compared(before, &self.findings, self.facts());
        // What was just applied can be taken back.
        let undone = self.plan.apply(way_back.clone());
        debug_assert!(undone.is_ok(), "an edit has an inverse");
        self.derive(&way_back);
        foresight.gone = gone
            .into_iter()
            .map(|finding| foresight::told(finding, self.facts()))
            .collect();
        Ok(foresight)
    }

    /// Undoes the last step.
    pub fn undo(&mut self) -> Option<Touched> {
        let edit = self.history.undo(&mut self.plan)?;
        Some(self.follow(&edit))
    }

    /// Redoes the step undone last.
    pub fn redo(&mut self) -> Option<Touched> {
        let edit = self.history.redo(&mut self.plan)?;
        Some(self.follow(&edit))
    }

    /// Undoes or redoes until so many steps of the history are done; `None` when there are not so many.
    pub fn go_to(&mut self, depth: usize) -> Option<Touched> {
        let edit = self.history.go_to(&mut self.plan, depth)?;
        Some(self.follow(&edit))
    }

    /// Says when the last step of the history was taken.
    pub fn date(&mut self, at: u64) {
        self.history.date(at);
    }

    /// Brings what is derived to the plan after `edit`.
    fn derive(&mut self, edit: &Edit) -> (Touched, Superseded) {
        let touched = self.index.update(&self.plan, edit);
        let superseded = self.findings.update(
            Facts {
                plan: &self.plan,
                index: &self.index,
            },
            &touched,
        );
        (touched, superseded)
    }

    fn follow(&mut self, edit: &Edit) -> Touched {
        let (touched, _) = self.derive(edit);
        self.estimate.update(&self.plan, &self.index, &touched);
        if self.reshaped.len() == REMEMBERED {
            self.reshaped.pop_front();
        }
        self.reshaped.push_back(self.outline().reshaped_by(edit));
        self.step += 1;
        touched
    }
}
