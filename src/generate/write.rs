//! Writing a generated tree into a plan.

use super::{Blueprint, Branch, GenerateProblem, LevelKind, Member, Preview, preview};
use crate::plan::gesture::Gesture;
use crate::plan::index::Index;
use crate::plan::{Edit, Id, IdSource, Node, Plan, Pool, PoolCidr, PoolParent};

/// The step that adds what a blueprint describes, with its preview. The IPAM comes to operate in the Regions of it.
///
/// # Errors
/// What does not fit, or is not said.
pub fn generate(
    plan: &Plan,
    index: &Index,
    blueprint: &Blueprint,
    ids: &mut dyn IdSource,
) -> Result<(Gesture, Preview), GenerateProblem> {
    let preview = preview(plan, index, blueprint)?;
    let mut edit = Edit::new();
    operate(&mut edit, plan, blueprint);
    let top = add(&mut edit, &preview.top, blueprint.parent, ids);
    let gesture = Gesture {
        label: format!("Generate {} pools in {}", preview.pools, blueprint.supernet),
        edit,
        focus: Some(Node::Pool(top)),
    };
    Ok((gesture, preview))
}

/// Adds a branch with those below it.
pub(super) fn add(edit: &mut Edit, branch: &Branch, parent: PoolParent, ids: &mut dyn IdSource) -> Id<Pool> {
    let id = Id::mint(ids);
    let row = Pool {
        name: branch.name.clone(),
        locale: branch.locale,
        rules: branch.rules,
        legend: branch.legend.clone(),
        ..Pool::new(parent, branch.cidr.family())
    };
    edit.add(id, row);
    let cidr = branch.cidr;
    edit.add(Id::mint(ids), PoolCidr { pool: id, cidr });
    for below in &branch.branches {
        add(edit, below, PoolParent::Pool(id), ids);
    }
    id
}

/// Has the IPAM operate in the Regions of the blueprint.
pub(super) fn operate(edit: &mut Edit, plan: &Plan, blueprint: &Blueprint) {
    let levels = blueprint.levels.iter().filter(|level| level.kind == LevelKind::Region);
    let regions = levels
        .flat_map(|level| &level.members)
        .filter_map(|member| match member {
            Member::Region(region) if !plan.ipam().operates_in(*region) => Some(*region),
            _ => None,
        });
    edit.update(Plan::ipam_id(), plan.ipam(), |row| {
        row.operating_regions.extend(regions)
    });
}
