#![allow(clippy::unwrap_used)]

use super::*;
use crate::app::map::colour::ColourBy;
use crate::examples::{EXAMPLES, generated};
use crate::plan::{Plan, Scope};

const WIDTH: f64 = 1000.0;

/// Numbers that look random, and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() % 1_000_000) as f64 / 1e6
    }
}

fn plans() -> Vec<Plan> {
    let mut plans: Vec<Plan> = EXAMPLES.iter().map(|example| example.plan()).collect();
    plans.push(generated(3_000));
    plans
}

/// Every window that is looked at: the whole, and others at every scale.
fn each_scene(mut check: impl FnMut(&Workspace, Id<Scope>, &Axis, Window, &Scene)) {
    let mut numbers = Numbers(0x9E37_79B9);
    for plan in plans() {
        let workspace = Workspace::open(plan);
        for scope in workspace.plan().design().scopes.keys() {
            for family in [Family::Ipv4, Family::Ipv6] {
                let entry = workspace.index().scope(*scope).unwrap();
                let axis = Axis::of(entry.blocks(), family);
                if axis.is_empty() {
                    continue;
                }
                let colours = Colours::of_plan(workspace.plan(), ColourBy::Region);
                for turn in 0..40 {
                    let mut window = Window::whole(&axis);
                    for _ in 0..turn {
                        window = window.zoomed(&axis, 0.3 + numbers.share(), numbers.share());
                    }
                    let scene = Scene::of(&workspace, entry, &axis, window, WIDTH, &colours);
                    check(&workspace, *scope, &axis, window, &scene);
                }
            }
        }
    }
}

#[test]
fn everything_stands_to_scale_and_in_order() {
    each_scene(|_, _, axis, window, scene| {
        for lane in &scene.lanes {
            for (one, next) in lane.spots.iter().zip(lane.spots.iter().skip(1)) {
                assert!(one.last < next.first, "{one:?} reaches into {next:?}");
            }
            for spot in &lane.spots {
                let left = window.share_of(axis.place_of(spot.first).unwrap()) * WIDTH;
                let right =
                    left + ((spot.last - spot.first) as f64 + 1.0) * axis.unit() as f64 / window.length as f64 * WIDTH;
                assert!((spot.left - left).abs() < 0.01, "{spot:?}");
                assert!((spot.left + spot.width - right).abs() < 0.01, "{spot:?}");
                assert!(right > 0.0 && left < WIDTH, "{spot:?} is out of sight");
            }
            assert!(lane.spots.len() <= 700, "{} spots in a lane", lane.spots.len());
        }
        for (one, next) in scene.ticks.iter().zip(scene.ticks.iter().skip(1)) {
            assert!(next.left - one.left >= 90.0, "{one:?} touches {next:?}");
        }
    });
}

/// Whether some spot of a lane has the address.
fn found(scene: &Scene, lane: usize, address: u128) -> Option<&Spot> {
    scene.holding(lane, address).and_then(|place| scene.spot(lane, place))
}

#[test]
fn every_block_in_sight_is_shown_once_and_what_is_small_is_a_mark() {
    each_scene(|workspace, scope, axis, window, scene| {
        let outline = workspace.outline();
        let entry = workspace.index().scope(scope).unwrap();
        for placed in entry
            .blocks()
            .iter()
            .filter(|placed| placed.cidr.family() == axis.family)
        {
            let node = outline.node_of(placed).unwrap();
            let lane = outline
                .ancestors(node)
                .filter(|above| matches!(above, Node::Pool(_)))
                .count();
            // What nests as it should: the rest is shown where it lies, and is a finding.
            let nests = outline.ancestors(node).all(|above| match above {
                Node::Pool(pool) => {
                    let pool = workspace.index().pool(pool).unwrap();
                    pool.cidrs().any(|(cidr, _)| cidr.contains(placed.cidr))
                }
                _ => true,
            });
            let is_outside = entry.outside_pools().inside(placed.cidr).next().is_some();
            let conflict = entry.conflicts().cluster_of(placed.block).is_some();
            if !nests || is_outside || conflict {
                continue;
            }
            let (first, last) = (placed.cidr.first_bits(), placed.cidr.last_bits());
            let left = window.share_of(axis.place_of(first).unwrap()) * WIDTH;
            let width = ((last - first) as f64 + 1.0) * axis.unit() as f64 / window.length as f64 * WIDTH;
            if left >= WIDTH || left + width <= 0.0 {
                continue;
            }
            if width >= NARROWEST {
                let spot = found(scene, lane, first.max(axis.at(window.start).unwrap().1.min(last)));
                let shown = spot.map(|spot| match &spot.what {
                    What::Block(seen) => seen.placed,
                    what => panic!("{placed:?} is {what:?}"),
                });
                assert_eq!(shown, Some(placed), "in lane {lane}");
            } else if left >= 0.0
                && let Some(parent) = lane.checked_sub(1).and_then(|lane| found(scene, lane, first))
                && matches!(parent.what, What::Block(_))
            {
                // Several in a pixel are one mark; the group that they are in holds all of them.
                let near = scene.lanes.get(lane).is_some_and(|lane| {
                    lane.spots.iter().any(|spot| {
                        matches!(spot.what, What::Many { .. })
                            && spot.left <= left + 1.0
                            && left < spot.left + spot.width + 1.0
                    })
                });
                assert!(near, "{placed:?} is not marked in lane {lane}, {width} wide at {left}");
            }
        }
    });
}

#[test]
fn holes_are_free_and_what_is_free_is_a_hole() {
    let mut numbers = Numbers(7);
    each_scene(|workspace, scope, axis, window, scene| {
        let entry = workspace.index().scope(scope).unwrap();
        for (lane, row) in scene.lanes.iter().enumerate() {
            for spot in &row.spots {
                match &spot.what {
                    What::Hole {
                        cidr,
                        holder: Holder::Pool(pool),
                    } => {
                        assert_eq!((cidr.first_bits(), cidr.last_bits()), (spot.first, spot.last));
                        let space = workspace.index().pool(*pool).unwrap().space();
                        assert!(space.is_free(*cidr), "{cidr} is not free");
                        assert!(
                            entry.outside_pools().meeting(*cidr).next().is_none(),
                            "{cidr} is not free"
                        );
                        assert!(cidr.netmask_length().get() >= scene.cell);
                    }
                    What::Block(seen) => {
                        // Somewhere in the pool: if it is free, and not by a hair, a hole is there.
                        let Node::Pool(pool) = seen.node else { continue };
                        let space = workspace.index().pool(pool).unwrap().space();
                        let x = numbers.share() * WIDTH;
                        let (_, address) = axis.at(window.place_at(x / WIDTH)).unwrap();
                        if address < spot.first || address > spot.last {
                            continue;
                        }
                        let host = Cidr::from_bits(axis.family, address, axis.family.longest()).unwrap();
                        let Some(free) = space.free_block_around(host) else {
                            continue;
                        };
                        let wide = free.size().to_u128().unwrap_or(u128::MAX) as f64 * axis.unit() as f64
                            / window.length as f64
                            * WIDTH;
                        if wide >= NARROWEST_HOLE + 0.1 && entry.outside_pools().meeting(free).next().is_none() {
                            let hole = found(scene, lane + 1, address);
                            assert!(
                                hole.is_some_and(|hole| matches!(hole.what, What::Hole { .. })),
                                "{host} in {free} is free, and shows {hole:?}"
                            );
                        }
                    }
                    _ => {}
                }
            }
        }
    });
}

#[test]
fn a_hole_is_cut_the_same_wherever_the_window_is() {
    let workspace = Workspace::open(EXAMPLES[0].plan());
    let scope = Plan::default_private_scope();
    let entry = workspace.index().scope(scope).unwrap();
    let axis = Axis::of(entry.blocks(), Family::Ipv4);
    let colours = Colours::default();
    let mut window = Window::whole(&axis).zoomed(&axis, 0.01, 0.01);
    let holes = |window| -> Vec<Cidr> {
        let scene = Scene::of(&workspace, entry, &axis, window, WIDTH, &colours);
        let spots = scene.lanes.into_iter().flat_map(|lane| lane.spots);
        let hole = |spot: Spot| match spot.what {
            What::Hole { cidr, .. } => Some(cidr),
            _ => None,
        };
        spots.filter_map(hole).collect()
    };
    let mut seen: Vec<Cidr> = Vec::new();
    for _ in 0..50 {
        for hole in holes(window) {
            let overlaps = seen.iter().find(|other| other.overlaps(hole) && **other != hole);
            assert_eq!(overlaps, None, "{hole} is cut otherwise elsewhere");
            if !seen.contains(&hole) {
                seen.push(hole);
            }
        }
        window = window.panned(&axis, 0.037);
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn the_windows_of_ipv6_reach_down_to_one_subnet() {
    let plan = EXAMPLES
        .iter()
        .find(|example| example.title.contains("IPv6"))
        .unwrap()
        .plan();
    let workspace = Workspace::open(plan);
    let design = workspace.plan().design();
    let subnets = design
        .subnets
        .iter()
        .filter(|(_, row)| row.cidr.family() == Family::Ipv6);
    let mut count = 0;
    for (id, row) in subnets {
        // Public addresses are in the public scope, in whichever the VPC is.
        let scope = crate::app::map::carry::scope_of(&workspace, Node::Subnet(*id)).unwrap();
        let entry = workspace.index().scope(scope).unwrap();
        let axis = Axis::of(entry.blocks(), Family::Ipv6);
        let window = Window::around(&axis, row.cidr.first_bits(), row.cidr.last_bits());
        let scene = Scene::of(&workspace, entry, &axis, window, WIDTH, &Colours::default());
        let innermost = scene.lanes.last().unwrap().spots.iter().find(|spot| match &spot.what {
            What::Block(seen) => seen.node == Node::Subnet(*id),
            _ => false,
        });
        let subnet = innermost.unwrap_or_else(|| panic!("{} is not shown", row.cidr));
        assert!(subnet.width > WIDTH * 0.5);
        count += 1;
    }
    assert!(count > 0);
}
