//! The steps as lines of a list.

use std::ops::Range;

use crate::app::dialogs::words::title;
use crate::app::parts::figures::counted;
use crate::lifecycle::{
    Action, Cause, Fate, Footing, Impossible, Lifecycle, Minutes, Step, Summary, lifecycle, tear_down, waits,
};
use crate::lifecycle::{Credentials, Residents};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{AnyId, Id, Node, Vpc, tidy};
use crate::workspace::Workspace;

/// What the steps lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// The plan.
    Build,
    /// A row and all below it gone.
    TearDown(Node, Residents),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// What the lines below it are.
    Heading(&'static str),
    /// Something that AWS refuses, by its place among those.
    Impossible(usize),
    /// What becomes of some VPCs, by its place among the groups.
    Vpcs(usize),
    /// A step, by its place.
    Step(usize),
    /// A wait after the steps of a run.
    Wait(Range<usize>),
}

/// What becomes of some VPCs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VpcGroup {
    pub(super) becoming: Becoming,
    pub(super) vpcs: Vec<Id<Vpc>>,
}

/// What becomes of a VPC that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Becoming {
    /// It stays, its allocation is released, and a pool imports it again.
    Reimported,
    /// It stays, and its allocation is released for good.
    Released,
    /// It is deleted and created again.
    Recreated,
    /// It is deleted.
    Deleted,
}

impl Becoming {
    /// What becomes of so many, as a line.
    pub(super) fn title(self, count: usize) -> String {
        let one = count == 1;
        let vpcs = counted(count as u64, "VPC", "VPCs");
        match self {
            Self::Reimported if one => format!("{vpcs} stays: ignored, released, and imported again"),
            Self::Reimported => format!("{vpcs} stay: ignored, released, and imported again"),
            Self::Released if one => format!("{vpcs} stays, and is unmanaged afterwards"),
            Self::Released => format!("{vpcs} stay, and are unmanaged afterwards"),
            Self::Recreated if one => format!("{vpcs} is deleted and created again"),
            Self::Recreated => format!("{vpcs} are deleted and created again"),
            Self::Deleted if one => format!("{vpcs} is deleted"),
            Self::Deleted => format!("{vpcs} are deleted"),
        }
    }

    /// What that means, in a few sentences.
    pub(super) fn explanation(self) -> &'static str {
        match self {
            Self::Reimported => {
                "Nothing inside them is touched, and their addresses and routes stay as they are. IPAM is told to ignore \
                 their CIDRs, which releases the allocations, so that the pools can go. When the new pools are there IPAM \
                 monitors the CIDRs again, and auto-import brings them back under management. Until then their ranges are \
                 protected only by the order of the steps: allocate nothing else from the new pools."
            }
            Self::Released => {
                "Nothing inside them is touched, and their addresses and routes stay as they are. IPAM is told to ignore \
                 their CIDRs, which releases the allocations. Afterwards no pool knows that their ranges are taken, so a \
                 reservation has to keep them."
            }
            Self::Recreated => {
                "AWS changes neither the Region, the account nor the primary CIDR of a VPC. Everything that runs in them \
                 must be moved or deleted before, and their subnets go with them."
            }
            Self::Deleted => {
                "Everything that runs in them must be moved or deleted before, and their subnets go with them."
            }
        }
    }
}

/// Worked-out steps with their lines.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) course: Course,
    pub(super) lifecycle: Lifecycle,
    pub(super) summary: Summary,
    pub(super) lines: Vec<Line>,
    pub(super) groups: Vec<VpcGroup>,
    /// The step of the workspace that it was worked out after.
    pub(super) of_step: u64,
    /// Whether nothing of the plan is marked as existing.
    pub(super) is_all_new: bool,
}

impl Work {
    /// Works the steps out. O(n log n) in the rows.
    pub(super) fn of(workspace: &Workspace, course: Course) -> Self {
        let plan = workspace.plan();
        let lifecycle = match course {
            Course::Build => lifecycle(plan),
            Course::TearDown(node, residents) => tear_down(plan, node, residents),
        };
        let groups = groups(&lifecycle, workspace);
        let mut lines = Vec::new();
        let heading = |lines: &mut Vec<Line>, words, some: bool| {
            if some {
                lines.push(Line::Heading(words));
            }
        };
        heading(&mut lines, "AWS refuses this", !lifecycle.impossible.is_empty());
        lines.extend((0..lifecycle.impossible.len()).map(Line::Impossible));
        heading(&mut lines, "What happens to the VPCs", !groups.is_empty());
        lines.extend((0..groups.len()).map(Line::Vpcs));
        let boundary = lifecycle.steps.iter().rposition(|step| takes_down(step.action));
        let boundary = boundary.map_or(0, |last| last + 1);
        let runs = waits(&lifecycle.steps);
        let mut runs = runs.into_iter().peekable();
        for place in 0..lifecycle.steps.len() {
            if place == 0 {
                heading(&mut lines, if boundary > 0 { "Take down" } else { "Build up" }, true);
            } else if place == boundary {
                heading(&mut lines, "Build up", true);
            }
            lines.push(Line::Step(place));
            lines.extend(runs.next_if(|run| run.end == place + 1).map(Line::Wait));
        }
        Self {
            course,
            of_step: workspace.step(),
            summary: lifecycle.summary(),
            lifecycle,
            lines,
            groups,
            is_all_new: plan.actual().ipams.is_empty() && plan.actual().vpcs.is_empty(),
        }
    }

    /// The first line that says something.
    pub(super) fn first(&self) -> usize {
        let is_heading = |line: &Line| matches!(line, Line::Heading(_));
        self.lines.iter().position(|line| !is_heading(line)).unwrap_or(0)
    }

    /// The line so many lines on, or back; headings are passed over.
    pub(super) fn from(&self, line: usize, by: isize) -> usize {
        let last = self.lines.len().saturating_sub(1);
        let mut to = line.saturating_add_signed(by).min(last);
        let back = by < 0;
        while matches!(self.lines.get(to), Some(Line::Heading(_))) {
            let next = if back {
                to.checked_sub(1)
            } else {
                Some(to + 1).filter(|next| *next <= last)
            };
            match next {
                Some(next) => to = next,
                None => return line,
            }
        }
        to
    }

    /// The line that says of these steps what `line` says of those `before`, if there is one.
    pub(super) fn find(&self, before: &Work, line: &Line) -> Option<usize> {
        let Line::Step(place) = line else { return None };
        let step = before.step(*place)?;
        self.lines.iter().position(|line| match line {
            Line::Step(place) => self
                .step(*place)
                .is_some_and(|other| (other.object, other.action) == (step.object, step.action)),
            _ => false,
        })
    }

    pub(super) fn step(&self, place: usize) -> Option<&Step> {
        self.lifecycle.steps.get(place)
    }

    pub(super) fn impossible(&self, place: usize) -> Option<&Impossible> {
        self.lifecycle.impossible.get(place)
    }

    /// What no page of AWS says about what becomes of a group of VPCs.
    pub(super) fn doubt_of(&self, becoming: Becoming) -> Option<&'static str> {
        if becoming != Becoming::Reimported {
            return None;
        }
        let mut imports = self
            .lifecycle
            .steps
            .iter()
            .filter(|step| step.action == Action::AwaitImport);
        imports.find_map(|step| match step.footing {
            Footing::Unverified { open, .. } => Some(open),
            Footing::Page(_) => None,
        })
    }

    /// The row that a line is about.
    pub(super) fn object(&self, line: &Line) -> Option<AnyId> {
        match line {
            Line::Step(place) => self.step(*place).map(|step| step.object),
            Line::Impossible(place) => self.impossible(*place).map(|refused| refused.object),
            Line::Heading(_) | Line::Vpcs(_) | Line::Wait(_) => None,
        }
    }

    /// How much there is to do, in a sentence.
    pub(super) fn sentence(&self) -> String {
        let Summary {
            steps,
            waiting,
            created,
            recreated,
            destroyed,
            ..
        } = self.summary;
        let mut parts = vec![counted(steps as u64, "step", "steps")];
        if waiting.most > 0 {
            parts.push(format!("{} of waiting", minutes(waiting)));
        }
        let resources = |count: usize, verb: &str| format!("{} {verb}", counted(count as u64, "resource", "resources"));
        for (count, verb) in [(created, "created"), (recreated, "re-created"), (destroyed, "deleted")] {
            if count > 0 {
                parts.push(resources(count, verb));
            }
        }
        parts.join(", ")
    }

    /// What is not certain about the steps, in a sentence.
    pub(super) fn doubt(&self) -> Option<String> {
        let count = self.summary.unverified as u64;
        (count > 0).then(|| format!("{} not confirmed by AWS documentation", counted(count, "step", "steps")))
    }
}

fn takes_down(action: Action) -> bool {
    matches!(
        action,
        Action::DeletePool
            | Action::DeleteScope
            | Action::DeleteIpam
            | Action::DeleteVpc
            | Action::DeleteSubnet
            | Action::Deprovision
            | Action::Release
            | Action::Disassociate
            | Action::ReturnPublicBlock
            | Action::DeletePublicPool
            | Action::RevokeAdministrator
    )
}

/// What becomes of the VPCs that exist, the gentlest first.
fn groups(lifecycle: &Lifecycle, workspace: &Workspace) -> Vec<VpcGroup> {
    let actual = workspace.plan().actual();
    let mut vpcs: OrderedMap<Becoming, OrderedSet<Id<Vpc>>> = OrderedMap::new();
    for (id, fate) in &lifecycle.fates {
        let (vpc, becoming) = match (*id, *fate) {
            (AnyId::Vpc(vpc), Fate::Recreated(_)) => (vpc, Becoming::Recreated),
            (AnyId::Vpc(vpc), Fate::Destroyed(_)) => (vpc, Becoming::Deleted),
            (AnyId::VpcCidr(cidr), Fate::Reimported(_)) => {
                let Some(row) = actual.vpc_cidrs.get(&cidr) else {
                    continue;
                };
                let after = lifecycle.outcome.vpc_cidrs.get(&cidr);
                let managed =
                    after.is_some_and(|after| after.management_state() == crate::plan::ManagementState::Managed);
                let becoming = if managed {
                    Becoming::Reimported
                } else {
                    Becoming::Released
                };
                (row.vpc, becoming)
            }
            _ => continue,
        };
        vpcs.or_insert(becoming, OrderedSet::new()).insert(vpc);
    }
    let group = |(becoming, vpcs): (&Becoming, &OrderedSet<Id<Vpc>>)| VpcGroup {
        becoming: *becoming,
        vpcs: vpcs.iter().copied().collect(),
    };
    vpcs.iter().map(group).collect()
}

/// A span of time: "20 to 30 minutes", "2 to 3 hours".
pub(super) fn minutes(span: Minutes) -> String {
    let Minutes { least, most } = span;
    if most >= 180 {
        format!("{} to {} hours", least / 60, most.div_ceil(60))
    } else {
        format!("{least} to {most} minutes")
    }
}

/// What a step does to its object, in a word or two.
pub(super) fn verb(action: Action) -> &'static str {
    match action {
        Action::DelegateAdministrator => "Delegate",
        Action::RevokeAdministrator => "Revoke",
        Action::CreateServiceLinkedRole
        | Action::CreateIpam
        | Action::CreateScope
        | Action::CreatePool
        | Action::CreateVpc
        | Action::CreateSubnet
        | Action::CreatePublicPool => "Create",
        Action::ModifyIpam | Action::ModifyScope | Action::ModifyPool => "Change",
        Action::DeleteIpam
        | Action::DeleteScope
        | Action::DeletePool
        | Action::DeleteVpc
        | Action::DeleteSubnet
        | Action::DeletePublicPool => "Delete",
        Action::SharePool => "Share",
        Action::UnsharePool => "Unshare",
        Action::StartImport | Action::StopImport => "Auto-import",
        Action::Provision => "Provision",
        Action::Deprovision => "Deprovision",
        Action::Allocate => "Reserve",
        Action::Release => "Release",
        Action::Associate => "Associate",
        Action::Disassociate => "Disassociate",
        Action::Ignore => "Ignore",
        Action::Monitor => "Monitor",
        Action::MoveToScope => "Move",
        Action::AwaitImport => "Wait",
        Action::TakePublicBlock => "Allocate",
        Action::ReturnPublicBlock => "Release",
        Action::Tag => "Tag",
        Action::Untag => "Untag",
    }
}

/// Why a row that goes goes, or is made again.
pub(super) fn fate_of(work: &Work, id: AnyId) -> Option<String> {
    let because = |cause: Cause| match cause {
        Cause::Fixed(field) => format!(": its {field} differs"),
        Cause::With(_) | Cause::Gone => String::new(),
    };
    Some(match work.lifecycle.fates.get(&id)? {
        Fate::Recreated(cause) => format!("Deleted and created again{}", because(*cause)),
        Fate::Destroyed(_) => "Deleted for good".to_owned(),
        Fate::Reimported(_) => "The VPC stays".to_owned(),
        Fate::Created | Fate::Changed | Fate::Impossible => return None,
    })
}

/// Who makes a call.
pub(super) fn caller(workspace: &Workspace, credentials: Credentials) -> String {
    match credentials {
        Credentials::ManagementAccount => "the management account of the organization".to_owned(),
        Credentials::IpamOwner => "the account that owns the IPAM".to_owned(),
        Credentials::ResourceOwner(account) => {
            let account = account.and_then(|id| workspace.plan().intent().accounts.get(&id));
            match account {
                Some(account) => match (tidy(&account.name), account.number) {
                    (Some(name), Some(number)) => format!("the account {name} ({number})"),
                    (Some(name), None) => format!("the account {name}"),
                    (None, Some(number)) => format!("the account {number}"),
                    (None, None) => "the account that owns it".to_owned(),
                },
                None => "the account that owns it".to_owned(),
            }
        }
    }
}

/// The row of the tree for an object, if the plan has it.
pub(super) fn node_of(workspace: &Workspace, id: AnyId) -> Option<Node> {
    let nodes = crate::rules::Subject::Row(id).nodes(workspace.facts());
    let node = nodes.first().copied()?;
    workspace.outline().has(node).then_some(node)
}

/// What a torn-down row is called: as it exists, where the plan has it no more.
pub(super) fn torn_title(workspace: &Workspace, node: Node) -> String {
    match workspace.outline().has(node) {
        true => title(workspace, node),
        false => "what was selected".to_owned(),
    }
}
