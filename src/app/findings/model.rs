//! The list of findings as data.

use crate::app::ask::Ask;
use crate::app::parts;
use crate::plan::{Edit, Node};
use crate::rules::{Finding, Severity, Subject, acceptance};
use crate::workspace::Workspace;

/// Which findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// All that are open.
    Open,
    /// The open ones of a severity.
    Of(Severity),
    /// Those that somebody accepted.
    Accepted,
}

impl Shown {
    pub(super) fn has(self, finding: &Finding) -> bool {
        match self {
            Self::Open => finding.acceptance.is_none(),
            Self::Of(severity) => finding.acceptance.is_none() && finding.rule.severity == severity,
            Self::Accepted => finding.acceptance.is_some(),
        }
    }
}

/// What a finding is known by: its rule and its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FindingKey {
    code: &'static str,
    subject: Subject,
}

impl FindingKey {
    /// The key of a finding.
    pub(crate) fn of(finding: &Finding) -> Self {
        Self {
            code: finding.rule.code,
            subject: finding.subject,
        }
    }

    /// Takes back that it was accepted, as an edit; nothing when it was not.
    pub(crate) fn reopen(self, workspace: &Workspace) -> Option<Edit> {
        Some(acceptance::reopen(workspace.facts(), self.find(workspace)?))
    }

    /// The finding, while it stands.
    pub(crate) fn find(self, workspace: &Workspace) -> Option<&Finding> {
        workspace
            .findings()
            .about(self.subject)
            .find(|finding| finding.rule.code == self.code)
    }
}

/// A finding as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FindingView {
    /// The rule's code.
    pub(crate) code: &'static str,
    /// The heading.
    pub(crate) title: &'static str,
    /// The sentence.
    pub(crate) sentence: String,
    /// How grave it is.
    pub(crate) severity: parts::Severity,
    /// The first row that it is about.
    pub(crate) node: Option<Node>,
    /// What shows the pairs of blocks that overlap, where they are more than the sentence says.
    pub(crate) pairs: Option<Ask>,
    /// What the button says that mends it.
    pub(crate) fix: Option<String>,
    /// The reason that it was accepted for; none while it is open.
    pub(crate) accepted: Option<String>,
}

impl FindingView {
    /// The finding with the names that things have now.
    pub(crate) fn of(workspace: &Workspace, key: FindingKey) -> Option<Self> {
        let finding = key.find(workspace)?;
        let facts = workspace.facts();
        Some(Self {
            code: finding.rule.code,
            title: finding.rule.title,
            sentence: finding.sentence(facts)?,
            severity: match finding.rule.severity {
                Severity::Error => parts::Severity::Error,
                Severity::Warning => parts::Severity::Warning,
                Severity::Note => parts::Severity::Note,
            },
            node: finding.subject.nodes(facts).first().copied(),
            pairs: pairs(workspace, finding.subject),
            fix: finding.fix(facts).map(|fix| fix.label),
            accepted: finding.acceptance.and_then(|id| {
                let acceptance = workspace.plan().intent().acceptances.get(&id)?;
                Some(acceptance.reason.clone())
            }),
        })
    }
}

fn pairs(workspace: &Workspace, subject: Subject) -> Option<Ask> {
    let Subject::Cluster(scope, key) = subject else {
        return None;
    };
    let members = workspace.index().scope(scope)?.conflicts().cluster(key)?;
    (members.len() > 2).then_some(Ask::Pairs(scope, key))
}
