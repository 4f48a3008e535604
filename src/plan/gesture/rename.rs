//! What things are called.

use super::Gesture;
use crate::plan::{Edit, Node, Plan};

/// The name of what a row shows; of a CIDR of a VPC, the VPC's. Empty when it has none.
pub fn name_of(plan: &Plan, node: Node) -> Option<&str> {
    let design = plan.design();
    match node {
        Node::Ipam => Some(&plan.ipam().name),
        Node::Scope(id) => design.scopes.get(&id).map(|row| row.name.as_str()),
        Node::Pool(id) => design.pools.get(&id).map(|row| row.name.as_str()),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.name.as_str()),
        Node::VpcCidr(id) => {
            let vpc = design.vpc_cidrs.get(&id)?.vpc;
            design.vpcs.get(&vpc).map(|row| row.name.as_str())
        }
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.name.as_str()),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.name.as_str()),
        Node::Vpc(id) => design.vpcs.get(&id).map(|row| row.name.as_str()),
        Node::Free(_) => None,
    }
}

/// Names what a row shows; an empty name takes its name away. `None` for what has no name of its own.
pub fn rename(plan: &Plan, node: Node, name: &str) -> Option<Gesture> {
    let design = plan.design();
    let mut edit = Edit::new();
    let name = name.trim();
    let label = match (name, name_of(plan, node)?) {
        ("", "") => "Leave without a name".to_owned(),
        ("", before) => format!("Remove the name {before}"),
        (name, _) => format!("Rename to {name}"),
    };
    match node {
        Node::Ipam => edit.update(Plan::ipam_id(), plan.ipam(), |row| row.name = name.to_owned()),
        Node::Scope(id) => edit.update(id, design.scopes.get(&id)?, |row| row.name = name.to_owned()),
        Node::Pool(id) => edit.update(id, design.pools.get(&id)?, |row| row.name = name.to_owned()),
        Node::Reservation(id) => edit.update(id, design.reservations.get(&id)?, |row| row.name = name.to_owned()),
        Node::VpcCidr(id) => {
            let vpc = design.vpc_cidrs.get(&id)?.vpc;
            edit.update(vpc, design.vpcs.get(&vpc)?, |row| row.name = name.to_owned());
        }
        Node::PublicBlock(id) => edit.update(id, design.public_blocks.get(&id)?, |row| row.name = name.to_owned()),
        Node::Subnet(id) => edit.update(id, design.subnets.get(&id)?, |row| row.name = name.to_owned()),
        Node::Vpc(id) => edit.update(id, design.vpcs.get(&id)?, |row| row.name = name.to_owned()),
        Node::Free(_) => return None,
    }
    Some(Gesture {
        label,
        edit,
        focus: Some(node),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::rename;
    use crate::plan::{Node, Plan};

    #[test]
    fn the_step_says_what_becomes_of_the_name() {
        let mut plan = Plan::new("Test", "eu-central-1".parse().unwrap());
        for (name, label) in [
            ("", "Leave without a name"),
            (" network ", "Rename to network"),
            ("", "Remove the name network"),
        ] {
            let gesture = rename(&plan, Node::Ipam, name).unwrap();
            assert_eq!(gesture.label, label);
            plan.apply(gesture.edit).unwrap();
        }
    }
}
