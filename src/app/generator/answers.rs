//! The answers while they are typed.

use leptos::prelude::Owner;

use super::level::{LevelRow, view as level_view};
use super::model::{Known, first_supernet, parents};
use crate::address::{Cidr, Strategy};
use crate::app::dialogs::focus_on;
use crate::app::dialogs::words::{pool_title, scope_title, sentence};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize, Choice, Draft, Field, FieldKind, Glyph, InitialFocus, Segmented, Select};
use crate::app::planner::use_planner;
use crate::app::reactive::{RwSignal, Signal};
use crate::generate::{Blueprint, Headroom, Level, LevelKind, LevelSize, Member, Naming};
use crate::plan::{Node, PoolParent};
use crate::workspace::Workspace;

/// More levels than this are not asked for: AWS nests pools ten deep, and the pool on top is one.
const MOST_LEVELS: usize = 9;

const FIRST_ENVIRONMENTS: [&str; 3] = ["Production", "Staging", "Sandbox"];

/// What is typed. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    name: Draft<String>,
    supernet: Draft<Cidr>,
    parent: RwSignal<PoolParent>,
    parents: Signal<Vec<Choice<PoolParent>>>,
    levels: RwSignal<Vec<LevelRow>>,
    naming: RwSignal<Naming>,
    strategy: RwSignal<Strategy>,
}

impl Answers {
    /// Those that a tree was made of, else with what most begin with: the Regions of the IPAM, and three environments.
    pub(super) fn new(workspace: &Workspace, node: Node, known: Option<&Known>) -> Self {
        let parents = parents(workspace, node);
        let parent = parents.first().copied();
        let parent = parent.unwrap_or_else(|| crate::plan::Plan::default_private_scope().into());
        let begun = match known {
            Some(known) => Begun::of(&known.blueprint),
            None => Begun::first(workspace, parent),
        };
        let mut parents = parents;
        if !parents.contains(&begun.parent) {
            parents.push(begun.parent);
        }
        let choice = |parent: &PoolParent| match parent {
            PoolParent::Scope(id) => Choice::new(*parent, scope_title(workspace, *id)),
            PoolParent::Pool(id) => Choice::new(*parent, format!("Under {}", pool_title(workspace, *id))),
        };
        let parents = parents.iter().map(choice).collect::<Vec<_>>();
        Self {
            name: Draft::new(begun.name, |text| match text.trim() {
                "" => Err("Name the pool on top, for example Global".to_owned()),
                name => Ok(name.to_owned()),
            }),
            supernet: Draft::new(begun.supernet, |text| text.trim().parse().map_err(sentence)),
            parent: RwSignal::new(begun.parent),
            parents: Signal::stored(parents),
            levels: RwSignal::new(begun.levels.iter().map(LevelRow::of).collect()),
            naming: RwSignal::new(begun.naming),
            strategy: RwSignal::new(begun.strategy),
        }
    }

    /// What the fields come to; nothing while one of them is wrong. Tracked.
    pub(super) fn blueprint(self) -> Option<Blueprint> {
        let levels: Option<Vec<Level>> = self
            .levels
            .with(|levels| levels.iter().map(|level| level.level()).collect());
        Some(Blueprint {
            name: self.name.value().ok()?,
            supernet: self.supernet.value().ok()?,
            parent: self.parent.get(),
            levels: levels?,
            naming: self.naming.get(),
            strategy: self.strategy.get(),
        })
    }

    /// Says from now on what is wrong.
    pub(super) fn accept(self) {
        _ = (self.name.accept(), self.supernet.accept());
        for level in self.levels.get_untracked() {
            level.accept();
        }
    }

    /// The fields.
    pub(super) fn view(self) -> AnyView {
        let levels = self.levels;
        // What is made at a press of a button lives as long as the dialog.
        let owner = Owner::current();
        let add = move || {
            let used =
                levels.with_untracked(|levels| levels.iter().map(|level| level.kind_untracked()).collect::<Vec<_>>());
            let unused = [
                LevelKind::Region,
                LevelKind::Environment,
                LevelKind::BusinessUnit,
                LevelKind::Account,
            ];
            let kind = unused
                .into_iter()
                .find(|kind| !used.contains(kind))
                .unwrap_or(LevelKind::BusinessUnit);
            let make = || {
                LevelRow::of(&Level {
                    kind,
                    members: Vec::new(),
                    size: LevelSize::Fit(Headroom::NextPowerOfTwo),
                })
            };
            let made = match &owner {
                Some(owner) => owner.with(make),
                None => make(),
            };
            levels.update(|levels| levels.push(made));
            request_animation_frame(|| focus_on("dialog[open] .generator__level:last-child select"));
        };
        let refusal = Signal::derive(move || {
            let is_full = levels.with(|levels| levels.len() >= MOST_LEVELS);
            is_full.then(|| "AWS nests pools ten deep by default".to_owned())
        });
        let rows = following(move || {
            let rows = levels.get();
            let count = rows.len();
            let planner = use_planner();
            rows.into_iter()
                .enumerate()
                .map(|(place, row)| level_view(planner, levels, place, count, row))
                .collect_view()
        });
        let namings = vec![
            Choice::new(Naming::Member, "By their level"),
            Choice::new(Naming::Path, "By their path"),
        ];
        let strategies = vec![
            Choice::new(Strategy::LowestAddress, "One behind the other"),
            Choice::new(Strategy::Spread, "With room behind each"),
        ];
        let several = self.parents.with_untracked(|parents| parents.len() > 1);
        view! {
            <div class="form__pair">
                <Field label="Name of the pool on top" draft=self.name focus=InitialFocus::Here />
                <Field label="Supernet" draft=self.supernet kind=FieldKind::Mono />
            </div>
            {several.then(|| view! {
                <Select label="Where it hangs" options=self.parents value=self.parent on_change=self.parent.setter() />
            })}
            <ol class="generator__levels" aria-label="Levels, the outermost first">{rows}</ol>
            <div class="generator__add">
                <Button label="Add a level" icon=Glyph::Plus size=ButtonSize::Small refusal=refusal on_press=add />
            </div>
            <Segmented label="Pools are called" options=Signal::stored(namings) value=self.naming on_change=self.naming.setter() />
            <Segmented label="Pools lie" options=Signal::stored(strategies) value=self.strategy on_change=self.strategy.setter() />
        }
        .into_any()
    }
}

/// What the fields begin with.
struct Begun {
    name: String,
    /// Empty where there is nothing to propose.
    supernet: String,
    parent: PoolParent,
    levels: Vec<Level>,
    naming: Naming,
    strategy: Strategy,
}

impl Begun {
    fn of(blueprint: &Blueprint) -> Self {
        Self {
            name: blueprint.name.clone(),
            supernet: blueprint.supernet.to_string(),
            parent: blueprint.parent,
            levels: blueprint.levels.clone(),
            naming: blueprint.naming,
            strategy: blueprint.strategy,
        }
    }

    fn first(workspace: &Workspace, parent: PoolParent) -> Self {
        let ipam = workspace.plan().ipam();
        let home = ipam.home_region;
        let others = ipam.operating_regions.iter().filter(|region| **region != home);
        let regions = std::iter::once(home).chain(others.copied());
        let size = LevelSize::Fit(Headroom::NextPowerOfTwo);
        let environments = FIRST_ENVIRONMENTS.iter().map(|name| Member::Named((*name).to_owned()));
        let has_global = workspace.plan().design().pools.values().any(|row| row.name == "Global");
        let level = |kind, members| Level { kind, members, size };
        Self {
            name: if has_global { "Generated" } else { "Global" }.to_owned(),
            supernet: first_supernet(workspace, parent)
                .map(|cidr| cidr.to_string())
                .unwrap_or_default(),
            parent,
            levels: vec![
                level(LevelKind::Region, regions.map(Member::Region).collect()),
                level(LevelKind::Environment, environments.collect()),
            ],
            naming: Naming::Member,
            strategy: Strategy::LowestAddress,
        }
    }
}
