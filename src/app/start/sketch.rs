//! The pools that a new plan will have, as lines to look at: pure.

use crate::address::{AddressCount, Cidr, NetmaskLength};
use crate::plan::gesture::{NewPlan, StartProblem, start};
use crate::plan::index::Index;
use crate::plan::{CountedIds, Id, Node, Outline, Plan, Pool, RegionCode};

/// How many Regional pools are shown with what is in them, and how many at all.
const SHOWN: usize = 8;

/// A line of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Line {
    /// 1 for the top-level pool.
    pub(in crate::app) level: u32,
    /// What stands there.
    pub(in crate::app) what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum What {
    /// A pool that will be made.
    Pool {
        name: String,
        locale: Option<RegionCode>,
        cidr: Option<Cidr>,
    },
    /// More of the same, which are not shown.
    More(usize),
    /// What stays free in the pool above: so many blocks as large as those beside it.
    Free {
        blocks: AddressCount,
        length: NetmaskLength,
    },
}

/// What a form would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Sketch {
    /// The pools.
    pub(in crate::app) lines: Vec<Line>,
    /// How many pools there are in all.
    pub(in crate::app) pools: usize,
}

impl Sketch {
    /// The pools of the plan that `new` asks for.
    ///
    /// # Errors
    /// What cannot be had.
    pub(in crate::app) fn of(new: &NewPlan) -> Result<Self, StartProblem> {
        // The real thing with ids of no consequence: the preview cannot differ from what is made.
        let made = Made::new(start(new, &mut CountedIds::default())?);
        let mut lines = Vec::new();
        let scope = Node::Scope(Plan::default_private_scope());
        for top in pools_below(&made, scope) {
            lines.push(line(&made, top, 1));
            let regional = pools_below(&made, Node::Pool(top));
            for (place, pool) in regional.iter().take(SHOWN).enumerate() {
                lines.push(line(&made, *pool, 2));
                let environments = pools_below(&made, Node::Pool(*pool));
                // The Regions are alike: one of them shows what is in each.
                if place == 0 {
                    lines.extend(environments.iter().map(|pool| line(&made, *pool, 3)));
                    lines.extend(free(&made, *pool, environments.first().copied(), 3));
                } else if !environments.is_empty() {
                    lines.push(Line {
                        level: 3,
                        what: What::More(environments.len()),
                    });
                }
            }
            if regional.len() > SHOWN {
                lines.push(Line {
                    level: 2,
                    what: What::More(regional.len() - SHOWN),
                });
            }
            lines.extend(free(&made, top, regional.first().copied(), 2));
        }
        Ok(Self {
            lines,
            pools: made.plan.design().pools.len(),
        })
    }
}

/// A plan that nobody opens: it needs no rules.
struct Made {
    plan: Plan,
    index: Index,
}

impl Made {
    fn new(plan: Plan) -> Self {
        let index = Index::build(&plan);
        Self { plan, index }
    }
}

fn pools_below(made: &Made, node: Node) -> Vec<Id<Pool>> {
    let children = Outline::new(&made.plan, &made.index).children(node).into_iter();
    children
        .filter_map(|child| match child {
            Node::Pool(id) => Some(id),
            _ => None,
        })
        .collect()
}

fn first_cidr(made: &Made, pool: Id<Pool>) -> Option<Cidr> {
    let entry = made.index.pool(pool)?;
    entry.cidrs().next().map(|(cidr, _)| cidr)
}

fn line(made: &Made, pool: Id<Pool>, level: u32) -> Line {
    let row = made.plan.design().pools.get(&pool);
    Line {
        level,
        what: What::Pool {
            name: row.map(|row| row.name.clone()).unwrap_or_default(),
            locale: row.and_then(|row| row.locale),
            cidr: first_cidr(made, pool),
        },
    }
}

/// How many more blocks like the one of `sibling` fit in `pool`.
fn free(made: &Made, pool: Id<Pool>, sibling: Option<Id<Pool>>, level: u32) -> Option<Line> {
    let length = first_cidr(made, sibling?)?.netmask_length();
    let blocks = made.index.pool(pool)?.space().capacity(length);
    Some(Line {
        level,
        what: What::Free { blocks, length },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::start::model::tests::new;

    fn text(sketch: &Sketch) -> Vec<String> {
        let line = |line: &Line| {
            let words = match &line.what {
                What::Pool { name, cidr, .. } => format!("{name} {}", cidr.unwrap()),
                What::More(count) => format!("{count} more"),
                What::Free { blocks, length } => format!("room for {blocks} of {length}"),
            };
            format!("{}{words}", "  ".repeat(line.level as usize - 1))
        };
        sketch.lines.iter().map(line).collect()
    }

    #[test]
    fn the_sketch_shows_one_region_whole_and_what_is_left() {
        // A quarter of the supernet is for three Regions and one more: /10 in four is /12; in it three and one more: /14.
        let new = new(
            "10.0.0.0/8",
            &["eu-central-1", "us-east-1", "eu-west-1"],
            &["Production", "Staging", "Sandbox"],
        );
        let sketch = Sketch::of(&new).unwrap();
        assert_eq!(sketch.pools, 13);
        assert_eq!(
            text(&sketch),
            [
                "Global 10.0.0.0/8",
                "  Frankfurt 10.0.0.0/12",
                "    Production 10.0.0.0/14",
                "    Staging 10.4.0.0/14",
                "    Sandbox 10.8.0.0/14",
                "    room for 1 of /14",
                "  Virginia 10.16.0.0/12",
                "    3 more",
                "  Ireland 10.32.0.0/12",
                "    3 more",
                "  room for 13 of /12",
            ]
        );
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let tight = new("10.0.0.0/31", &["eu-central-1", "us-east-1", "eu-west-1"], &[]);
        assert!(Sketch::of(&tight).is_err());
        assert_eq!(Sketch::of(&new("10.0.0.0/8", &[], &[])), Err(StartProblem::NoRegion));
    }
}
