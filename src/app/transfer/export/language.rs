//! What a plan can leave as: the texts that the domain writes piece by piece, the map as a picture, and the files that are
//! written at once.

use crate::cost;
use crate::export::Target;
use crate::format;
use crate::workspace::Workspace;

/// What the plan is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// A text that comes in pieces.
    Text(Target),
    /// The map, drawn from its SVG.
    Picture,
    /// The estimate as a table.
    Estimate,
    /// The planner's own file.
    Plan,
}

impl Language {
    /// All of them: what is applied first, then what is read, then what is kept.
    pub(super) fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Target::ALL.into_iter().map(Self::Text).collect();
        all.extend([Self::Picture, Self::Estimate, Self::Plan]);
        all
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Text(target) => target.label(),
            Self::Picture => "Map as PNG",
            Self::Estimate => "Estimate as CSV",
            Self::Plan => "Plan as JSON",
        }
    }

    /// What takes the place of `ipam.json` in the name of the plan's file.
    pub(super) fn file_ending(self) -> &'static str {
        match self {
            Self::Text(target) => target.file_ending(),
            Self::Picture => "png",
            Self::Estimate => "cost.csv",
            Self::Plan => "ipam.json",
        }
    }

    /// The media type of its file.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Text(Target::Csv) | Self::Estimate => "text/csv",
            Self::Text(Target::Map) => "image/svg+xml",
            Self::Text(Target::Report) => "text/markdown",
            Self::Text(Target::CloudFormation(_)) | Self::Plan => "application/json",
            Self::Picture => "image/png",
            Self::Text(_) => "text/plain",
        }
    }

    /// The same, whichever template of CloudFormation it is.
    pub(super) fn kind(self) -> Self {
        match self {
            Self::Text(Target::CloudFormation(_)) => Self::Text(Target::CloudFormation(None)),
            other => other,
        }
    }

    /// The text that comes in pieces: of a picture, what it is drawn from.
    pub(super) fn target(self) -> Option<Target> {
        match self {
            Self::Text(target) => Some(target),
            Self::Picture => Some(Target::Map),
            Self::Estimate | Self::Plan => None,
        }
    }

    /// The text that is written at once, of the whole plan.
    pub(super) fn whole(self, workspace: &Workspace) -> String {
        match self {
            Self::Estimate => cost::csv(workspace.plan(), workspace.estimate()),
            _ => format::write(workspace.plan()),
        }
    }
}
