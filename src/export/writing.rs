//! A text that is written piece by piece.

use super::cloudformation::{CloudFormation, Stack};
use super::csv::Csv;
use super::extent::{Extent, Reach};
use super::landing_zone::LandingZone;
use super::losses::{Losses, NotExpressed};
use super::map::Map;
use super::markdown::Report;
use super::module::Module;
use super::shell::Shell;
use super::terraform::Terraform;
use crate::cost::Estimate;
use crate::plan::index::Index;
use crate::plan::{AnyId, Node, Outline, Plan};
use crate::rules::Findings;

/// What a plan can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Resources of Terraform's AWS provider.
    Terraform,
    /// A template of CloudFormation, for one stack: the one of the IPAM when none is named.
    CloudFormation(Option<Stack>),
    /// Calls of the Terraform module of AWS Integration and Automation.
    TerraformModule,
    /// Calls of the AWS CLI, as a script for a POSIX shell: the steps from what exists to the plan.
    Shell,
    /// The tree as a table for spreadsheets.
    Csv,
    /// A report in Markdown: the tree, what was found, what it costs.
    Report,
    /// The map as an SVG drawing.
    Map,
    /// Parts of the network configuration of Landing Zone Accelerator on AWS.
    LandingZone,
}

impl Target {
    /// Every target, with the stack of the IPAM.
    pub const ALL: [Self; 8] = [
        Self::Terraform,
        Self::TerraformModule,
        Self::CloudFormation(None),
        Self::Shell,
        Self::LandingZone,
        Self::Csv,
        Self::Report,
        Self::Map,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform",
            Self::TerraformModule => "Terraform module aws-ia/ipam",
            Self::Shell => "AWS CLI script",
            Self::Csv => "CSV",
            Self::Report => "Markdown report",
            Self::Map => "Map as SVG",
            Self::LandingZone => "Landing Zone Accelerator",
            Self::CloudFormation(_) => "CloudFormation",
        }
    }

    /// What a file of it ends with.
    pub fn file_ending(self) -> &'static str {
        match self {
            Self::Terraform => "tf",
            Self::TerraformModule => "module.tf",
            Self::Shell => "sh",
            Self::Csv => "csv",
            Self::Report => "md",
            Self::Map => "svg",
            Self::LandingZone => "network-config.yaml",
            Self::CloudFormation(_) => "template.json",
        }
    }

    fn writer(self) -> Box<dyn Writer> {
        match self {
            Self::Terraform => Box::new(Terraform::default()),
            Self::TerraformModule => Box::new(Module::default()),
            Self::Shell => Box::new(Shell::default()),
            Self::Csv => Box::new(Csv),
            Self::Report => Box::new(Report::default()),
            Self::Map => Box::new(Map::default()),
            Self::LandingZone => Box::new(LandingZone::default()),
            Self::CloudFormation(stack) => Box::new(CloudFormation::of(stack)),
        }
    }
}

/// A plan with what is derived from it, which must agree.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its index.
    pub index: &'a Index,
    /// Its findings.
    pub findings: &'a Findings,
    /// What it costs.
    pub estimate: &'a Estimate,
}

impl<'a> Source<'a> {
    pub(super) fn outline(self) -> Outline<'a> {
        Outline::new(self.plan, self.index)
    }
}

/// How many bytes a piece has at least, if there is so much left to write.
const PIECE: usize = 16 * 1024;

/// How many rows a piece looks at.
const ROWS: usize = 500;

/// A text that is being written. It holds nothing of the plan between two pieces; whoever drives it stops when the plan changes.
///
/// ```
/// # use ipam_planner::export::{Export, Extent, Target};
/// # use ipam_planner::workspace::Workspace;
/// # let workspace = Workspace::open(ipam_planner::examples::EXAMPLES[0].plan());
/// let mut export = Export::new(Target::Terraform, Extent::Plan, workspace.source());
/// let mut text = String::new();
/// while let Some(piece) = export.next_piece(workspace.source()) {
///     text.push_str(&piece);
/// }
/// assert!(text.contains("resource \"aws_vpc_ipam\" \"ipam\" {"));
/// ```
pub struct Export {
    writer: Box<dyn Writer>,
    reach: Reach,
    waiting: Vec<(Node, u32)>,
    stage: Stage,
    out: Out,
    rows: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Head,
    Rows,
    Foot,
    Done,
}

/// A whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The text.
    pub text: String,
    /// What it does not say.
    pub not_expressed: Vec<NotExpressed>,
}

impl Export {
    /// Begins to write `extent` of a plan as `target`.
    pub fn new(target: Target, extent: Extent, source: Source<'_>) -> Self {
        let reach = Reach::new(extent, source);
        let writer = target.writer();
        let root = writer.walks().then_some((reach.root(), 0));
        Self {
            writer,
            waiting: root.into_iter().collect(),
            reach,
            stage: Stage::Head,
            out: Out::default(),
            rows: 0,
        }
    }

    /// Writes a whole text at once.
    pub fn whole(target: Target, extent: Extent, source: Source<'_>) -> Exported {
        let mut export = Self::new(target, extent, source);
        let mut text = String::new();
        while let Some(piece) = export.next_piece(source) {
            text.push_str(&piece);
        }
        Exported {
            text,
            not_expressed: export.not_expressed(),
        }
    }

    /// The next piece of the text, none when it is whole. A piece may be empty. `source` is the plan that the text was begun for.
    pub fn next_piece(&mut self, source: Source<'_>) -> Option<String> {
        let scene = Scene {
            source,
            reach: &self.reach,
        };
        for _ in 0..ROWS {
            if self.out.text.len() >= PIECE {
                break;
            }
            match self.stage {
                Stage::Head => {
                    self.writer.head(scene, &mut self.out);
                    self.stage = Stage::Rows;
                }
                Stage::Rows => match self.waiting.pop() {
                    Some((node, level)) => {
                        self.rows += 1;
                        self.writer.row(scene, node, level, &mut self.out);
                        let below = source.outline().children(node);
                        self.waiting
                            .extend(below.into_iter().rev().map(|node| (node, level + 1)));
                    }
                    None => self.stage = Stage::Foot,
                },
                Stage::Foot => {
                    let before = self.out.text.len();
                    match self.writer.foot(scene, &mut self.out) {
                        Left::Nothing => self.stage = Stage::Done,
                        // It worked for what it writes later, as long as others write.
                        Left::More if self.out.text.len() == before => break,
                        Left::More => {}
                    }
                }
                Stage::Done => break,
            }
        }
        let piece = std::mem::take(&mut self.out.text);
        (self.stage != Stage::Done || !piece.is_empty()).then_some(piece)
    }

    /// How many rows of the tree are written, or steps.
    pub fn rows(&self) -> usize {
        self.rows + self.writer.steps()
    }

    /// What the text did not say so far, in a fixed order.
    pub fn not_expressed(&self) -> Vec<NotExpressed> {
        self.out.losses.list()
    }
}

/// Writes one target.
pub(super) trait Writer {
    /// What comes before all rows.
    fn head(&mut self, scene: Scene<'_>, out: &mut Out);

    /// A row of the tree, `level` below the first. Those above come before those below.
    fn row(&mut self, scene: Scene<'_>, node: Node, level: u32, out: &mut Out);

    /// Whether it looks at the rows at all.
    fn walks(&self) -> bool {
        true
    }

    /// How many steps are written, where it writes steps.
    fn steps(&self) -> usize {
        0
    }

    /// What comes after all rows, a part at a time.
    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left;
}

/// Whether there is more to write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    More,
    Nothing,
}

/// What is written so far, and what could not be.
#[derive(Default)]
pub(super) struct Out {
    pub(super) text: String,
    pub(super) losses: Losses,
}

impl Out {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn loses(&mut self, what: &'static str, why: &'static str, row: impl Into<AnyId>) {
        self.losses.add(what, why, row);
    }
}

/// What a writer looks at.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) source: Source<'a>,
    pub(super) reach: &'a Reach,
}

impl<'a> Scene<'a> {
    pub(super) fn plan(self) -> &'a Plan {
        self.source.plan
    }

    /// Whether the row of `id` is written.
    pub(super) fn has(self, id: impl Into<AnyId>) -> bool {
        self.reach.has(self.source, id.into())
    }

    /// Whether the row of `id` exists in AWS.
    pub(super) fn exists(self, id: impl Into<AnyId>) -> bool {
        self.plan().actual().has(id.into())
    }
}
