//! From what exists in AWS to what is wanted there, as steps that AWS accepts in their order, and back again.
//!
//! AWS moves no pool and changes no locale: what differs in such a field is taken down, with everything that hangs from
//! it, and built up again. So all that goes is taken down first, from the bottom to the top, and then all that comes is built
//! up from the top to the bottom. A VPC is not touched for the sake of its pool: IPAM is told to ignore its CIDR, releases
//! the allocation, and imports the CIDR again later.
//!
//! It knows the preconditions of AWS, with the page each rests on, or says that no page confirms it. It must not know how
//! steps are shown, nor what is a good plan: that is for the rules.

mod accept;
mod accounts;
mod call;
mod changes;
mod done;
mod down;
mod fixed;
mod ground;
mod lost;
mod naming;
mod obstacles;
mod order;
mod pages;
mod pieces;
mod requests;
mod script;
mod standing;
mod step;
mod summary;
mod tear_down;
mod up;
mod vpc_cidrs;

pub use call::{Age, Argument, Call, Value};
pub use done::done;
pub use lost::Cause;
pub use requests::IS_NEW;
pub use script::script;
pub use standing::{Standing, standing, unchangeable};
pub use step::{Action, Credentials, Fate, Footing, Impossible, Lifecycle, Step, Wait};
pub use summary::{Minutes, Summary, waits};
pub use tear_down::{Residents, tear_down};

pub(crate) use naming::{first_upper, name as called};
pub(crate) use requests::{all_tags, aws_id, description_of, id_kind};
pub(crate) use script::Script;

use std::pin::Pin;

use crate::ordered::OrderedMap;
use crate::plan::{AnyId, AwsTables, IntentTables, Plan};

use accept::Acceptance;
use ground::Ground;
use lost::Lost;
use order::Ordered;
use pieces::Pieces;

/// The steps from what exists in AWS to the design of `plan`.
pub fn lifecycle(plan: &Plan) -> Lifecycle {
    diff(plan.actual(), plan.design(), plan.intent())
}

/// What the steps are for, which is the reason for some of them.
#[derive(Clone, Copy)]
enum Goal {
    /// What exists becomes what is planned.
    Plan,
    /// A part of what exists is taken down, whatever is planned.
    TearDown,
}

impl Goal {
    /// Why something goes for good.
    fn removes(self) -> &'static str {
        match self {
            Self::Plan => "The plan does not have it",
            Self::TearDown => "It is to be torn down",
        }
    }

    /// Why a CIDR that was ignored is monitored again.
    fn monitors(self) -> &'static str {
        match self {
            Self::Plan => "The plan has it monitored",
            Self::TearDown => "Its VPC stays, and is monitored as it was before",
        }
    }
}

/// The steps from `actual` to `design`. O(n log n) in the rows of both, times the kinds of things that take one another down.
///
/// Guaranteed: what AWS is known to refuse is left out and listed as impossible; what exists of it stays as it is where that
/// is still possible. The rest, in the order of the steps, meets every precondition that AWS documents.
pub fn diff(actual: &AwsTables, design: &AwsTables, intent: &IntentTables) -> Lifecycle {
    let pieces = Pieces::whole();
    pieces::whole(steps(actual, design, intent, Goal::Plan, &pieces))
}

/// Steps that are being worked out, so that whoever waits for them can do something else in between. Whoever lets go of them has
/// stopped it.
pub struct Working(Pin<Box<dyn Future<Output = Lifecycle>>>);

impl Working {
    /// The steps of [`diff`], of copies that nobody changes meanwhile.
    pub fn new(actual: AwsTables, design: AwsTables, intent: IntentTables) -> Self {
        Self(Box::pin(async move {
            let pieces = Pieces::short();
            steps(&actual, &design, &intent, Goal::Plan, &pieces).await
        }))
    }

    /// Goes on a piece: some thousand rows. The steps, once all is done; it is not asked again then.
    pub fn step(&mut self) -> Option<Lifecycle> {
        pieces::next_piece(self.0.as_mut())
    }
}

async fn steps(
    actual: &AwsTables,
    design: &AwsTables,
    intent: &IntentTables,
    goal: Goal,
    pieces: &Pieces,
) -> Lifecycle {
    let (outcome, impossible) = Acceptance::of(actual, design, pieces).await;
    let before = Ground::new(actual, pieces).await;
    let after = Ground::new(&outcome, pieces).await;
    let lost = Lost::between(&before, &after, pieces).await;
    let course = Course {
        before: &before,
        after: &after,
        lost: &lost,
        intent,
        goal,
        pieces,
    };
    let mut steps = Ordered::default();
    course.take_down(&mut steps).await;
    course.build_up(&mut steps).await;
    course.change(&mut steps).await;
    let fates = course.fates(&impossible).await;
    Lifecycle {
        steps: steps.finish(),
        impossible,
        fates,
        outcome,
    }
}

/// All that the steps are made from.
struct Course<'a> {
    before: &'a Ground<'a>,
    after: &'a Ground<'a>,
    lost: &'a Lost,
    intent: &'a IntentTables,
    goal: Goal,
    pieces: &'a Pieces,
}

impl Course<'_> {
    /// Whether the row of `id` is to be created, for the first time or again.
    fn is_fresh(&self, id: AnyId) -> bool {
        !self.before.tables.has(id) || self.lost.cause(id).is_some()
    }

    async fn fates(&self, impossible: &[Impossible]) -> OrderedMap<AnyId, Fate> {
        let (actual, outcome) = (self.before.tables, self.after.tables);
        let mut fates = OrderedMap::new();
        for (id, cause) in self.lost.rows() {
            let fate = match outcome.has(id) {
                true => Fate::Recreated(cause),
                false => Fate::Destroyed(cause),
            };
            fates.insert(id, fate);
        }
        for id in outcome.ids() {
            self.pieces.row().await;
            if !actual.has(id) {
                fates.insert(id, Fate::Created);
            } else if self.lost.cause(id).is_none() && !fixed::same_to_aws(actual, outcome, id) {
                fates.insert(id, Fate::Changed);
            }
        }
        // That its pool changes is the lesser news.
        for (id, cause) in self.lost.releases() {
            fates.insert(id.into(), Fate::Reimported(cause));
        }
        for refused in impossible {
            fates.insert(refused.object, Fate::Impossible);
        }
        fates
    }
}
