//! What the colours of the map tell: what a block is, or whose.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{Id, Node, Plan, Pool, PoolParent, Tags, Vpc};
use crate::workspace::Workspace;

/// How many colours there are for values; where there are more values, some share one. The word is always said, too.
const HUES: usize = 8;

/// Their classes.
const CLASSES: [&str; HUES] = ["hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8"];

/// So many tags are offered: a list of more is no help.
const TAGS_OFFERED: usize = 24;

/// What a colour tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// What the tag with this key says.
    Tag(String),
}

impl ColourBy {
    /// All that a plan can be coloured by, with their words. O(rows).
    pub(super) fn all(plan: &Plan) -> Vec<(Self, String)> {
        let design = plan.design();
        let pools = design.pools.values().map(|row| &row.tags);
        let vpcs = design.vpcs.values().map(|row| &row.tags);
        let reservations = design.reservations.values().map(|row| &row.tags);
        let tags = pools.chain(vpcs).chain(reservations).flat_map(|tags| tags.keys());
        let keys: OrderedSet<String> = tags.filter(|key| !is_environment(key)).cloned().collect();
        let tags = keys.into_iter().take(TAGS_OFFERED).map(|key| {
            let word = format!("Tag {key}");
            (Self::Tag(key), word)
        });
        let fixed = [
            (Self::Kind, "Kind"),
            (Self::Region, "Region"),
            (Self::Account, "Account"),
            (Self::Environment, "Environment"),
        ];
        fixed
            .map(|(by, word)| (by, word.to_owned()))
            .into_iter()
            .chain(tags)
            .collect()
    }
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
                values.extend(value_of_pool(plan, *id, &by));
            }
            for (id, _) in &design.vpcs {
                values.extend(value_of_vpc(plan, *id, &by));
            }
            values.extend(design.reservations.values().filter_map(|row| said(&row.tags, &by)));
            values.extend(design.subnets.values().filter_map(|row| said(&row.tags, &by)));
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
        let value = match (&self.by, node) {
            (ColourBy::Kind, _) => None,
            (by, Node::Pool(id)) => value_of_pool(plan, id, by),
            (by, Node::Reservation(id)) => {
                let row = design.reservations.get(&id)?;
                said(&row.tags, by).or_else(|| value_of_pool(plan, row.pool, by))
            }
            (by, Node::VpcCidr(id)) => value_of_vpc(plan, design.vpc_cidrs.get(&id)?.vpc, by),
            (by, Node::Subnet(id)) => {
                let row = design.subnets.get(&id)?;
                said(&row.tags, by).or_else(|| value_of_vpc(plan, row.vpc, by))
            }
            _ => None,
        }?;
        let place = *self.places.get(&value)?;
        Some(Hue { value, place })
    }
}

fn value_of_pool(plan: &Plan, id: Id<Pool>, by: &ColourBy) -> Option<String> {
    let pool = plan.design().pools.get(&id)?;
    match by {
        ColourBy::Kind | ColourBy::Account => None,
        ColourBy::Region => pool.locale.map(|region| region.to_string()),
        ColourBy::Environment | ColourBy::Tag(_) => {
            // A pool without the tag is of the environment, or the team, that its source is of.
            let mut at = Some(pool);
            for _ in 0..16 {
                let pool = at?;
                if let Some(value) = said(&pool.tags, by) {
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

fn value_of_vpc(plan: &Plan, id: Id<Vpc>, by: &ColourBy) -> Option<String> {
    let vpc = plan.design().vpcs.get(&id)?;
    match by {
        ColourBy::Kind => None,
        ColourBy::Region => Some(vpc.region.to_string()),
        ColourBy::Account => {
            let account = plan.intent().accounts.get(&vpc.account?)?;
            Some(account.name.clone()).filter(|name| !name.is_empty())
        }
        ColourBy::Environment | ColourBy::Tag(_) => said(&vpc.tags, by),
    }
}

/// What the tag says that the colours tell.
fn said(tags: &Tags, by: &ColourBy) -> Option<String> {
    let value = match by {
        ColourBy::Environment => tags.iter().find(|(key, _)| is_environment(key))?.1,
        ColourBy::Tag(key) => tags.get(key)?,
        ColourBy::Kind | ColourBy::Region | ColourBy::Account => return None,
    };
    Some(value.clone()).filter(|value| !value.is_empty())
}

fn is_environment(key: &str) -> bool {
    ["environment", "env", "stage"]
        .iter()
        .any(|word| key.eq_ignore_ascii_case(word))
}
