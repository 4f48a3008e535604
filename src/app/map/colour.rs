//! What the colours of the map tell: what a block is, or whose.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{Id, Node, Plan, Pool, PoolParent, Tags, Vpc};
use crate::workspace::Workspace;

/// How many colours there are for values; where there are more values, some share one. The word is always said, too.
const HUES: usize = 8;

/// Their classes.
const CLASSES: [&str; HUES] = ["hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8"];

/// What a colour tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ColourBy {
    /// What a block is: pool, VPC, reserved.
    #[default]
    Kind,
    /// Where in the world it is.
    Region,
    /// Whose it is.
    Account,
    /// What the tag `Environment` (or `env`) says.
    Environment,
}

impl ColourBy {
    /// All of them, with their words.
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::Kind, "Kind"),
        (Self::Region, "Region"),
        (Self::Account, "Account"),
        (Self::Environment, "Environment"),
    ];
}

/// A value and its colour.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hue {
    /// What it stands for.
    pub(super) value: String,
    place: usize,
}

impl Hue {
    /// The part of its class.
    pub(super) fn class(&self) -> &'static str {
        CLASSES.get(self.place % HUES).copied().unwrap_or("none")
    }
}

/// What the colour of a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tint {
    /// That of its kind.
    Kind,
    /// That of a value.
    Value(Hue),
    /// That of what nothing is said about.
    Unsaid,
}

impl Tint {
    /// The value, where there is one.
    pub(super) fn hue(&self) -> Option<&Hue> {
        match self {
            Self::Value(hue) => Some(hue),
            Self::Kind | Self::Unsaid => None,
        }
    }
}

/// The colours of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Colours {
    by: ColourBy,
    /// The place of each value among all, so that a colour does not depend on what is in sight.
    places: OrderedMap<String, usize>,
}

impl Colours {
    /// The colours for what they are to tell. O(pools and VPCs), except by kind.
    pub(super) fn of_plan(plan: &Plan, by: ColourBy) -> Self {
        let mut values = OrderedSet::new();
        let design = plan.design();
        if by != ColourBy::Kind {
            for (id, _) in &design.pools {
                values.extend(value_of_pool(plan, *id, by));
            }
            for (id, _) in &design.vpcs {
                values.extend(value_of_vpc(plan, *id, by));
            }
        }
        let places = values.into_iter().enumerate().map(|(place, value)| (value, place));
        Self {
            by,
            places: places.collect(),
        }
    }

    /// The colour of a row.
    pub(super) fn of(&self, workspace: &Workspace, node: Node) -> Tint {
        match self.by {
            ColourBy::Kind => Tint::Kind,
            _ => self.hue(workspace, node).map_or(Tint::Unsaid, Tint::Value),
        }
    }

    fn hue(&self, workspace: &Workspace, node: Node) -> Option<Hue> {
        let plan = workspace.plan();
        let design = plan.design();
        let value = match (self.by, node) {
            (ColourBy::Kind, _) => None,
            (_, Node::Pool(id)) => value_of_pool(plan, id, self.by),
            (_, Node::Reservation(id)) => {
                let pool = design.reservations.get(&id)?.pool;
                value_of_pool(plan, pool, self.by)
            }
            (_, Node::VpcCidr(id)) => value_of_vpc(plan, design.vpc_cidrs.get(&id)?.vpc, self.by),
            (_, Node::Subnet(id)) => value_of_vpc(plan, design.subnets.get(&id)?.vpc, self.by),
            _ => None,
        }?;
        let place = *self.places.get(&value)?;
        Some(Hue { value, place })
    }
}

fn value_of_pool(plan: &Plan, id: Id<Pool>, by: ColourBy) -> Option<String> {
    let pool = plan.design().pools.get(&id)?;
    match by {
        ColourBy::Kind | ColourBy::Account => None,
        ColourBy::Region => pool.locale.map(|region| region.to_string()),
        ColourBy::Environment => {
            // A pool without the tag is of the environment that its source is of.
            let mut at = Some(pool);
            for _ in 0..16 {
                let pool = at?;
                if let Some(value) = environment(&pool.tags) {
                    return Some(value);
                }
                at = match pool.parent {
                    PoolParent::Pool(source) => plan.design().pools.get(&source),
                    PoolParent::Scope(_) => None,
                };
            }
            None
        }
    }
}

fn value_of_vpc(plan: &Plan, id: Id<Vpc>, by: ColourBy) -> Option<String> {
    let vpc = plan.design().vpcs.get(&id)?;
    match by {
        ColourBy::Kind => None,
        ColourBy::Region => Some(vpc.region.to_string()),
        ColourBy::Account => {
            let account = plan.intent().accounts.get(&vpc.account?)?;
            Some(account.name.clone()).filter(|name| !name.is_empty())
        }
        ColourBy::Environment => environment(&vpc.tags),
    }
}

fn environment(tags: &Tags) -> Option<String> {
    let is_key = |key: &str| {
        ["environment", "env", "stage"]
            .iter()
            .any(|word| key.eq_ignore_ascii_case(word))
    };
    let (_, value) = tags.iter().find(|(key, _)| is_key(key))?;
    Some(value.clone()).filter(|value| !value.is_empty())
}
