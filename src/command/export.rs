//! `export`: a plan in another language.

use std::path::Path;

use super::files::read;
use super::{FINE, Outcome};
use crate::export::{Export, Extent, Stack, Target, stacks};
use crate::lifecycle::lifecycle;
use crate::plan::{Node, Plan};
use crate::workspace::Workspace;

/// Which part of the plan is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// What the steps from what exists to the plan create or change.
    Steps,
    /// A row, by its id in the file, with all that is below it.
    Below(String),
}

pub(super) fn export(path: &Path, target: Target, part: &Part, stack: Option<&str>) -> Result<Outcome, String> {
    let workspace = Workspace::open(read(path)?.plan);
    let source = workspace.source();
    let extent = match part {
        Part::All => Extent::Plan,
        Part::Steps => Extent::Steps(Box::new(lifecycle(workspace.plan()))),
        Part::Below(id) => {
            let node = row(workspace.plan(), id);
            Extent::Subtree(node.ok_or_else(|| format!("no scope, pool or VPC of the plan has the id \"{id}\""))?)
        }
    };
    let mut notes = String::new();
    let target = match target {
        Target::CloudFormation(_) => {
            let all = stacks(source);
            if stack.is_none() && all.len() > 1 {
                let names: Vec<String> = all.iter().map(Stack::file_stem).collect();
                notes = format!("A template for each --stack: {}\n", names.join(", "));
            }
            Target::CloudFormation(stack.map(|name| one(&all, name)).transpose()?)
        }
        other => other,
    };
    let exported = Export::whole(target, extent, source);
    for loss in &exported.not_expressed {
        notes.push_str(&format!("Not written: {} ({}). {}\n", loss.what, loss.count, loss.why));
    }
    Ok(Outcome {
        text: exported.text,
        notes,
        status: FINE,
    })
}

fn one(all: &[Stack], name: &str) -> Result<Stack, String> {
    let found = all.iter().find(|stack| stack.file_stem() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(Stack::file_stem).collect();
        format!("--stack is one of {}, not \"{name}\"", names.join(", "))
    })
}

fn row(plan: &Plan, id: &str) -> Option<Node> {
    let design = plan.design();
    let scope = id
        .parse()
        .ok()
        .filter(|id| design.scopes.contains_key(id))
        .map(Node::Scope);
    let pool = || {
        id.parse()
            .ok()
            .filter(|id| design.pools.contains_key(id))
            .map(Node::Pool)
    };
    let vpc = || {
        let vpc = id.parse().ok().filter(|id| design.vpcs.contains_key(id))?;
        let cidr = design.vpc_cidrs.iter().find(|(_, row)| row.vpc == vpc);
        Some(cidr.map_or(Node::Vpc(vpc), |(cidr, _)| Node::VpcCidr(*cidr)))
    };
    scope.or_else(pool).or_else(vpc)
}
