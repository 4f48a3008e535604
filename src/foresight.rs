//! What an edit would do to the findings, before it is taken.

use rustc_hash::FxHashMap;

use crate::ordered::sort_by_key;
use crate::rules::{Facts, Finding, Findings, Severity, Subject, Superseded};

/// A finding with its sentence, in the names of the plan in which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFinding {
    /// The finding.
    pub finding: Finding,
    /// Its sentence.
    pub sentence: String,
}

/// What becomes of the findings. Those that are accepted are left out, except where they open again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foresight {
    /// Findings that there are not yet, worst first.
    pub gained: Vec<ToldFinding>,
    /// Findings that rest on something else then, worst first, as they will be: a pool that is fuller.
    pub changed: Vec<ToldFinding>,
    /// Findings that there are no more, worst first, as they are.
    pub gone: Vec<ToldFinding>,
}

impl Foresight {
    /// The worst of what is gained.
    pub fn worst(&self) -> Option<Severity> {
        self.gained.iter().map(|told| told.finding.rule.severity).min()
    }
}

/// The open findings of a plan, to be compared with those of another.
pub(crate) struct Before(FxHashMap<(Subject, &'static str), Finding>);

impl Before {
    /// What is found now. O(findings).
    pub(crate) fn of(findings: &Findings) -> Self {
        let open = findings.iter().filter(|finding| finding.acceptance.is_none());
        Self(
            open.map(|finding| ((finding.subject, finding.rule.code), finding.clone()))
                .collect(),
        )
    }

    /// What there is now and was not then, or otherwise; and what was then and is no more. O(findings).
    pub(crate) fn compared(mut self, findings: &Findings, facts: Facts<'_>) -> (Foresight, Vec<Finding>) {
        let mut foresight = Foresight::default();
        for finding in findings.iter().filter(|finding| finding.acceptance.is_none()) {
            let list = match self.0.remove(&(finding.subject, finding.rule.code)) {
                Some(before) if before.evidence == finding.evidence => continue,
                Some(_) => &mut foresight.changed,
                None => &mut foresight.gained,
            };
            list.push(told(finding.clone(), facts));
        }
        let mut gone: Vec<Finding> = self.0.into_values().collect();
        sort_by_key(&mut gone, |finding| {
            (finding.rule.severity, finding.rule.code, finding.subject)
        });
        (foresight, gone)
    }
}

/// What there is now and was not before an update, or otherwise; and what was then and is no more. O(subjects judged again).
pub(crate) fn compared(before: Superseded, findings: &Findings, facts: Facts<'_>) -> (Foresight, Vec<Finding>) {
    let is_open = |finding: &&Finding| finding.acceptance.is_none();
    let (mut gained, mut changed, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (subject, mut before) in before.into_subjects() {
        before.retain(|finding| finding.acceptance.is_none());
        for finding in findings.about(subject).filter(is_open) {
            let place = before.iter().position(|other| other.rule.code == finding.rule.code);
            match place.map(|place| before.swap_remove(place)) {
                Some(before) if before.evidence == finding.evidence => {}
                Some(_) => changed.push(finding.clone()),
                None => gained.push(finding.clone()),
            }
        }
        gone.append(&mut before);
    }
    for list in [&mut gained, &mut changed, &mut gone] {
        sort_by_key(list, |finding| {
            (finding.rule.severity, finding.rule.code, finding.subject)
        });
    }
    let tell = |list: Vec<Finding>| list.into_iter().map(|finding| told(finding, facts)).collect();
    let foresight = Foresight {
        gained: tell(gained),
        changed: tell(changed),
        gone: Vec::new(),
    };
    (foresight, gone)
}

/// A finding with the sentence that it has in a plan.
pub(crate) fn told(finding: Finding, facts: Facts<'_>) -> ToldFinding {
    ToldFinding {
        sentence: finding.sentence(facts).unwrap_or_default(),
        finding,
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test that cannot go on panics")]
mod tests {
    use super::*;
    use crate::examples::generated;
    use crate::plan::Edit;
    use crate::workspace::Workspace;

    /// Blocks that move onto others and away again, and pools that lose their locale: what is foreseen from what is judged again is
    /// what a look at all findings before and after tells.
    #[test]
    fn what_is_foreseen_is_what_differs_between_all_findings() {
        let mut workspace = Workspace::open(generated(300));
        for at in (0..300).step_by(7) {
            let mut edit = Edit::new();
            let design = workspace.plan().design();
            for (id, row) in design.vpc_cidrs.iter().skip(at).take(1 + at % 3) {
                edit.update(*id, row, |row| row.cidr = row.cidr.previous().unwrap_or(row.cidr));
            }
            for (id, row) in design.pools.iter().skip(at % 20).take(at % 2) {
                edit.update(*id, row, |row| row.locale = None);
            }
            let before = Before::of(workspace.findings());
            let facts = workspace.facts();
            let told_before = |finding: &Finding| told(finding.clone(), facts).sentence;
            let sentences: Vec<String> = workspace.findings().iter().map(told_before).collect();
            let Ok(foreseen) = workspace.foresee(edit.clone()) else {
                panic!("rows of the plan")
            };
            assert_eq!(
                workspace
                    .findings()
                    .iter()
                    .map(|finding| told(finding.clone(), workspace.facts()).sentence)
                    .collect::<Vec<_>>(),
                sentences
            );
            assert!(workspace.apply("move", edit).is_ok());
            let (expected, gone) = before.compared(workspace.findings(), workspace.facts());
            assert_eq!(
                (&foreseen.gained, &foreseen.changed),
                (&expected.gained, &expected.changed)
            );
            let foreseen_gone: Vec<Finding> = foreseen.gone.into_iter().map(|told| told.finding).collect();
            assert_eq!(foreseen_gone, gone);
        }
    }
}
