//! The plan as a value, and the one way to change it.

use super::id::RawId;
use super::references::{References, Tally};
use super::tables::{AwsChange, AwsTables, IntentTables};
use super::{
    About, AnyId, Change, Edit, Id, Ipam, Pool, PoolParent, Refusal, RegionCode, Scope, ScopeKind, ScopeOrigin, Side,
};
use crate::ordered::{OrderedMap, sort};

/// A plan: flat tables by id.
///
/// Guaranteed: the design has exactly one IPAM and what exists at most that one, there is one [`About`], the default
/// private and the default public scope exist, every reference names a row of the same side that exists, and no pool is
/// under itself. Whatever else AWS would
/// refuse is allowed here, and found by the rules. Nothing that can be derived is stored, and equal plans have equal
/// tables.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) design: AwsTables,
    pub(super) actual: AwsTables,
    pub(super) intent: IntentTables,
    references: References,
}

impl PartialEq for Plan {
    fn eq(&self, other: &Self) -> bool {
        self.design == other.design && self.actual == other.actual && self.intent == other.intent
    }
}
impl Eq for Plan {}

impl Plan {
    /// An empty plan: an IPAM of the Advanced Tier in `home_region` with its two default scopes.
    pub fn new(name: &str, home_region: RegionCode) -> Self {
        let mut design = AwsTables::default();
        design.ipams.insert(Self::ipam_id(), Ipam::new(home_region));
        design.scopes.insert(
            Self::default_private_scope(),
            Scope::new(ScopeKind::Private, ScopeOrigin::Default),
        );
        design.scopes.insert(
            Self::default_public_scope(),
            Scope::new(ScopeKind::Public, ScopeOrigin::Default),
        );
        let mut intent = IntentTables::default();
        intent.abouts.insert(
            Self::about_id(),
            About {
                name: name.to_owned(),
                ..About::default()
            },
        );
        Self {
            design,
            actual: AwsTables::default(),
            intent,
            references: References::default(),
        }
    }

    /// The plan of these tables.
    ///
    /// O(rows log rows), whatever the rows say.
    ///
    /// # Errors
    /// Every reason why they are not a meaningful plan, with the side of the row that is refused.
    pub fn from_tables(
        design: AwsTables,
        actual: AwsTables,
        intent: IntentTables,
    ) -> Result<Self, Vec<(Side, Refusal)>> {
        let rows = design.row_count() + actual.row_count() + intent.row_count();
        let mut plan = Self {
            design,
            actual,
            intent,
            references: References::default(),
        };
        let mut refusals = plan.broken_singletons();
        let mut references = Tally::of_rows(rows);
        plan.visit_references(&mut |side, id, to| {
            let home = home_of(side, to);
            if !references.add(home, to, || plan.has(home, to)) {
                refusals.push((side, Refusal::Missing { from: id, to }));
            }
        });
        plan.references = references.finish();
        for side in [Side::Design, Side::Actual] {
            let cyclic = pools_under_themselves(plan.tables(side));
            refusals.extend(cyclic.into_iter().map(|id| (side, Refusal::Cycle(id.into()))));
        }
        if refusals.is_empty() { Ok(plan) } else { Err(refusals) }
    }

    /// The id of the IPAM.
    pub fn ipam_id() -> Id<Ipam> {
        fixed("ipam")
    }

    /// The id of the heading.
    pub fn about_id() -> Id<About> {
        fixed("plan")
    }

    /// The id of the default private scope.
    pub fn default_private_scope() -> Id<Scope> {
        fixed("private")
    }

    /// The id of the default public scope.
    pub fn default_public_scope() -> Id<Scope> {
        fixed("public")
    }

    /// What is wanted.
    pub fn design(&self) -> &AwsTables {
        &self.design
    }

    /// What exists in AWS.
    pub fn actual(&self) -> &AwsTables {
        &self.actual
    }

    /// What the planners state.
    pub fn intent(&self) -> &IntentTables {
        &self.intent
    }

    /// The IPAM of the design.
    pub fn ipam(&self) -> &Ipam {
        // Guaranteed by every constructor and by `apply`.
        let only = self.design.ipams.only();
        only.unwrap_or_else(|| unreachable!("a plan has an IPAM"))
    }

    /// The plan as a document.
    pub fn about(&self) -> &About {
        // Guaranteed by every constructor and by `apply`.
        let only = self.intent.abouts.only();
        only.unwrap_or_else(|| unreachable!("a plan has a heading"))
    }

    /// Applies `edit` and gives back its inverse. O(changes), whatever the size of the plan.
    ///
    /// # Errors
    /// The first reason why the result would not be a meaningful plan. The plan is then untouched.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refusal> {
        self.expect_current(&edit)?;
        self.write(&edit);
        match self.check(&edit) {
            Ok(()) => Ok(edit.inverted()),
            Err(refusal) => {
                self.write(&edit.inverted());
                Err(refusal)
            }
        }
    }

    fn expect_current(&self, edit: &Edit) -> Result<(), Refusal> {
        let mut seen = References::default();
        for change in &edit.changes {
            let (side, current) = match change {
                Change::Aws(side, change) => (*side, change.is_current(self.tables(*side))),
                Change::Intent(change) => (Side::Design, change.is_current(&self.intent)),
            };
            if seen.any(side, change.id()) {
                return Err(Refusal::Twice(change.id()));
            }
            seen.add(side, change.id());
            if !current {
                return Err(Refusal::Outdated(change.id()));
            }
        }
        Ok(())
    }

    fn write(&mut self, edit: &Edit) {
        for change in &edit.changes {
            let references = &mut self.references;
            match change {
                Change::Aws(side, change) => {
                    change.visit_references_before(&mut |to| references.drop(home_of(*side, to), to));
                    change.visit_references_after(&mut |to| references.add(home_of(*side, to), to));
                    change.write(match side {
                        Side::Design => &mut self.design,
                        Side::Actual => &mut self.actual,
                    });
                }
                Change::Intent(change) => {
                    change.visit_references_before(&mut |to| references.drop(Side::Design, to));
                    change.visit_references_after(&mut |to| references.add(Side::Design, to));
                    change.write(&mut self.intent);
                }
            }
        }
    }

    /// Whether the rows that `edit` has just written leave a meaningful plan.
    fn check(&self, edit: &Edit) -> Result<(), Refusal> {
        let touches_singletons = edit
            .changes
            .iter()
            .any(|change| matches!(change.id(), AnyId::Ipam(_) | AnyId::Scope(_) | AnyId::About(_)));
        if touches_singletons && let Some((_, refusal)) = self.broken_singletons().into_iter().next() {
            return Err(refusal);
        }
        for change in &edit.changes {
            let (side, id) = match change {
                Change::Aws(side, change) => (*side, change.id()),
                Change::Intent(change) => (Side::Design, change.id()),
            };
            let (_, exists) = change.existence();
            if !exists && self.references.any(side, id) {
                return Err(Refusal::StillUsed(id));
            }
            let mut missing = None;
            let mut look = |to: AnyId| {
                if missing.is_none() && !self.has(home_of(side, to), to) {
                    missing = Some(to);
                }
            };
            match change {
                Change::Aws(_, change) => change.visit_references_after(&mut look),
                Change::Intent(change) => change.visit_references_after(&mut look),
            }
            if let Some(to) = missing {
                return Err(Refusal::Missing { from: id, to });
            }
            if let Change::Aws(side, AwsChange::Pool(change)) = change
                && is_under_itself(self.tables(*side), change.id)
            {
                return Err(Refusal::Cycle(id));
            }
        }
        Ok(())
    }

    fn broken_singletons(&self) -> Vec<(Side, Refusal)> {
        let mut broken = Vec::new();
        let mut refuse = |side, id: AnyId| broken.push((side, Refusal::Singleton(id)));
        for id in self.actual.ipams.keys().filter(|id| **id != Self::ipam_id()) {
            refuse(Side::Actual, (*id).into());
        }
        if self.design.ipams.len() != 1 || !self.design.ipams.contains_key(&Self::ipam_id()) {
            refuse(Side::Design, Self::ipam_id().into());
        }
        if self.intent.abouts.len() != 1 || !self.intent.abouts.contains_key(&Self::about_id()) {
            refuse(Side::Design, Self::about_id().into());
        }
        for (id, kind) in [
            (Self::default_private_scope(), ScopeKind::Private),
            (Self::default_public_scope(), ScopeKind::Public),
        ] {
            let stands = |scope: &Scope| scope.origin == ScopeOrigin::Default && scope.kind == kind;
            if !self.design.scopes.get(&id).is_some_and(stands) {
                refuse(Side::Design, id.into());
            }
        }
        let defaults = [Self::default_private_scope(), Self::default_public_scope()];
        for (id, scope) in &self.design.scopes {
            if scope.origin == ScopeOrigin::Default && !defaults.contains(id) {
                refuse(Side::Design, (*id).into());
            }
        }
        broken
    }

    fn tables(&self, side: Side) -> &AwsTables {
        match side {
            Side::Design => &self.design,
            Side::Actual => &self.actual,
        }
    }

    fn has(&self, side: Side, id: AnyId) -> bool {
        self.tables(side).has(id) || self.intent.has(id)
    }

    fn visit_references(&self, visit: &mut dyn FnMut(Side, AnyId, AnyId)) {
        for (side, tables) in [(Side::Design, &self.design), (Side::Actual, &self.actual)] {
            tables.visit_references(&mut |from, to| visit(side, from, to));
        }
        self.intent
            .visit_references(&mut |from, to| visit(Side::Design, from, to));
    }
}

/// The side in whose tables a row that something on `side` refers to is found: accounts are known once, for both.
fn home_of(side: Side, to: AnyId) -> Side {
    if matches!(to, AnyId::Account(_)) {
        Side::Design
    } else {
        side
    }
}

/// Whether following the source pools from `pool` comes back to it. O(depth), or O(pools) where they lead into a cycle
/// further up: the pool that closes that one is then refused for it.
fn is_under_itself(tables: &AwsTables, pool: Id<Pool>) -> bool {
    let above = |id: &Id<Pool>| match tables.pools.get(id).map(|pool| pool.parent) {
        Some(PoolParent::Pool(source)) => Some(source),
        _ => None,
    };
    std::iter::successors(above(&pool), above)
        .take(tables.pools.len())
        .any(|id| id == pool)
}

/// The pools from which following the source pools comes back to them. O(pools), however deep they nest.
fn pools_under_themselves(tables: &AwsTables) -> Vec<Id<Pool>> {
    // The walk on which a pool was first met. A walk that meets its own mark has gone round.
    let mut met: OrderedMap<RawId, u32> = OrderedMap::new();
    let mut cyclic = Vec::new();
    for (walk, start) in (0..).zip(tables.pools.keys()) {
        let mut path = Vec::new();
        let mut next = Some(*start);
        while let Some(id) = next {
            match met.get(&id.raw()) {
                Some(earlier) if *earlier == walk => {
                    cyclic.extend(path.iter().copied().skip_while(|passed| *passed != id));
                    break;
                }
                Some(_) => break,
                None => {
                    met.insert(id.raw(), walk);
                    path.push(id);
                    next = match tables.pools.get(&id).map(|pool| pool.parent) {
                        Some(PoolParent::Pool(source)) => Some(source),
                        _ => None,
                    };
                }
            }
        }
    }
    sort(&mut cyclic);
    cyclic
}

/// An id that every plan has. The text is one of the valid constants above.
fn fixed<T>(text: &str) -> Id<T> {
    text.parse()
        .unwrap_or_else(|_| unreachable!("a constant that is a valid id"))
}
