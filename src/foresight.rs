//! What an edit would do to the findings, before it is taken.

use rustc_hash::FxHashMap;

use crate::ordered::sort_by_key;
use crate::rules::{Facts, Finding, Findings, Severity, Subject};

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

/// The open findings of a plan, to be compared.
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

/// A finding with the sentence that it has in a plan.
pub(crate) fn told(finding: Finding, facts: Facts<'_>) -> ToldFinding {
    ToldFinding {
        sentence: finding.sentence(facts).unwrap_or_default(),
        finding,
    }
}
