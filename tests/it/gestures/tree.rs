//! Small plans to try gestures on: a line per thing, found again by its name.

use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::plan::gesture::{
    Gesture, NewPool, NewReservation, NewVpc, add_pool, add_reservation, add_vpc, name_of, set_lock,
};
use ipam_planner::plan::{
    AllocationRules, CountedIds, Edit, Id, Lock, Node, Plan, Pool, PoolParent, RegionCode, RowChange, Subnet, Tags, Vpc,
};
use ipam_planner::workspace::Workspace;

pub(super) fn cidr(text: &str) -> Cidr {
    text.parse().unwrap()
}

pub(super) fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap()
}

pub(super) fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

pub(super) const HOME: &str = "eu-central-1";

pub(super) struct Tree {
    pub(super) workspace: Workspace,
    pub(super) ids: CountedIds,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self::open(Plan::new("test", region(HOME)))
    }

    pub(super) fn open(plan: Plan) -> Self {
        Self {
            workspace: Workspace::open(plan),
            ids: CountedIds::starting_at(1 << 40),
        }
    }

    pub(super) fn plan(&self) -> &Plan {
        self.workspace.plan()
    }

    pub(super) fn take(&mut self, gesture: Gesture) {
        self.workspace.apply(&gesture.label, gesture.edit).unwrap();
    }

    /// A pool under the pool of a name, or on top of the default private scope; its locale is the home Region unless it is on top.
    pub(super) fn pool(&mut self, parent: &str, name: &str, cidrs: &[&str]) -> Id<Pool> {
        let (parent, locale) = match parent {
            "" => (PoolParent::Scope(Plan::default_private_scope()), None),
            parent => (PoolParent::Pool(self.id_of_pool(parent)), Some(region(HOME))),
        };
        let cidrs: Vec<Cidr> = cidrs.iter().map(|text| cidr(text)).collect();
        let family = cidrs.first().map_or(cidr("0.0.0.0/0"), |first| *first).family();
        let gesture = add_pool(
            NewPool {
                name: name.to_owned(),
                description: String::new(),
                parent,
                family,
                locale,
                rules: AllocationRules::default(),
                cidrs,
            },
            &mut self.ids,
        );
        self.take(gesture);
        self.id_of_pool(name)
    }

    pub(super) fn vpc(&mut self, pool: &str, name: &str, text: &str) -> Id<Vpc> {
        let pool = (!pool.is_empty()).then(|| self.id_of_pool(pool));
        let scope = pool
            .and_then(|pool| self.workspace.index().pool(pool))
            .map(|entry| entry.scope());
        let gesture = add_vpc(
            NewVpc {
                name: name.to_owned(),
                scope: scope.unwrap_or_else(Plan::default_private_scope),
                region: region(HOME),
                account: None,
                tags: Tags::new(),
                pool,
                cidr: cidr(text),
            },
            &mut self.ids,
        );
        self.take(gesture);
        self.id_of_vpc(name)
    }

    pub(super) fn reservation(&mut self, pool: &str, name: &str, text: &str) {
        let new = NewReservation {
            name: name.to_owned(),
            pool: self.id_of_pool(pool),
            cidr: cidr(text),
        };
        let gesture = add_reservation(new, &mut self.ids);
        self.take(gesture);
    }

    pub(super) fn subnet(&mut self, vpc: &str, name: &str, text: &str) {
        let mut subnet = Subnet::new(self.id_of_vpc(vpc), cidr(text));
        subnet.name = name.to_owned();
        let mut edit = Edit::new();
        edit.add(Id::mint(&mut self.ids), subnet);
        self.workspace.apply("subnet", edit).unwrap();
    }

    /// Locks the first pool, VPC or reservation of a name.
    pub(super) fn lock(&mut self, name: &str) {
        let gesture = set_lock(self.plan(), self.node(name), Lock::Locked).unwrap();
        self.take(gesture);
    }

    pub(super) fn intent<T>(&mut self, row: T) -> Id<T>
    where
        ipam_planner::plan::IntentChange: From<RowChange<T>>,
    {
        let id = Id::mint(&mut self.ids);
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(row)),
        });
        self.workspace.apply("intent", edit).unwrap();
        id
    }

    pub(super) fn id_of_pool(&self, name: &str) -> Id<Pool> {
        match self.node(name) {
            Node::Pool(id) => id,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub(super) fn id_of_vpc(&self, name: &str) -> Id<Vpc> {
        let mut vpcs = self.plan().design().vpcs.iter();
        *vpcs.find(|(_, row)| row.name == name).unwrap().0
    }

    /// The first node of a name.
    pub(super) fn node(&self, name: &str) -> Node {
        let outline = self.workspace.outline();
        let mut waiting = vec![Node::Ipam];
        while let Some(node) = waiting.pop() {
            if node != Node::Ipam && name_of(self.plan(), node) == Some(name) {
                return node;
            }
            waiting.extend(outline.children(node).into_iter().rev());
        }
        panic!("nothing is called {name}");
    }

    /// The tree below the scopes as lines: indentation, name and CIDRs.
    pub(super) fn lines(&self) -> Vec<String> {
        fn write(tree: &Tree, node: Node, depth: usize, lines: &mut Vec<String>) {
            let design = tree.plan().design();
            let blocks = match node {
                Node::Pool(id) => {
                    let cidrs = tree.workspace.index().pool(id).unwrap().cidrs();
                    cidrs.map(|(cidr, _)| cidr.to_string()).collect::<Vec<_>>().join(",")
                }
                Node::VpcCidr(id) => design.vpc_cidrs.get(&id).unwrap().cidr.to_string(),
                Node::Reservation(id) => design.reservations.get(&id).unwrap().cidr.to_string(),
                Node::Subnet(id) => design.subnets.get(&id).unwrap().cidr.to_string(),
                Node::PublicBlock(id) => design.public_blocks.get(&id).unwrap().cidr.to_string(),
                _ => String::new(),
            };
            if !matches!(node, Node::Ipam | Node::Scope(_) | Node::Free(_)) {
                let name = name_of(tree.plan(), node).unwrap();
                lines.push(format!("{}{name} {blocks}", "  ".repeat(depth - 2)));
            }
            for child in tree.workspace.outline().children(node) {
                write(tree, child, depth + 1, lines);
            }
        }
        let mut lines = Vec::new();
        write(self, Node::Ipam, 0, &mut lines);
        lines
    }
}
