//! An import that is under way: what is given, what was understood of it, what is chosen, and what would come of it.

use std::sync::Arc;

use super::given::Given;
use crate::app::markup::untrack;
use crate::app::parts::figures::counted;
use crate::app::parts::{Announcer, Notice, use_announcer};
use crate::app::planner::{Access, Planner};
use crate::app::platform::clock;
use crate::app::reactive::{RwSignal, StoredValue};
use crate::app::session::Session;
use crate::import::found::Key;
use crate::import::{Choices, Conflict, Effect, Preview, Question, Target, Understood};
use crate::plan::{AnyId, Edit, Plan};

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// A file is being looked at; nothing is on screen.
    Looking,
    /// Something is to be given.
    Asking,
    /// It is a plan of this planner: its name and text.
    Plan(Arc<(String, String)>),
    /// What would come of it is shown.
    Shown,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// So many bytes of all are read.
    Reading { done: usize, of: usize },
    /// The rows are matched with those of the plan.
    Matching,
    /// They are put into it.
    Taking,
}

/// Where the rows go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Into {
    /// Into the open plan.
    Open,
    /// Into a new one.
    New,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) into: Into,
    /// What a new plan is called.
    pub(super) name: String,
    pub(super) choices: Choices,
}

/// What would come of it.
pub(super) struct Outcome {
    pub(super) into: Into,
    /// The plan as it is.
    pub(super) before: Plan,
    /// The step of the history at which it was.
    pub(super) step: u64,
    /// The plan as it would be.
    pub(super) after: Plan,
    /// What leads back from there.
    pub(super) way_back: Edit,
    pub(super) preview: Preview,
    pub(super) conflicts: Vec<Conflict>,
}

impl Outcome {
    /// How many rows are added or change.
    pub(super) fn changes(&self) -> usize {
        let items = self.preview.items.iter();
        items.filter(|item| item.effect != Effect::Unchanged).count()
    }
}

/// The import of the dialog. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Importing {
    pub(super) session: Session,
    /// The open plan, if there is one.
    pub(super) planner: Option<Planner>,
    /// Whether the dialog is open.
    pub(super) open: RwSignal<bool>,
    pub(super) stage: RwSignal<Stage>,
    pub(super) doing: RwSignal<Option<Doing>>,
    /// Whether something was decided that the outcome does not show: its making was stopped.
    pub(super) stale: RwSignal<bool>,
    pub(super) understood: RwSignal<Option<Arc<Understood>>>,
    /// The files that could not be read at all, as sentences.
    pub(super) unread: RwSignal<Vec<String>>,
    pub(super) decided: RwSignal<Decided>,
    pub(super) outcome: RwSignal<Option<Arc<Outcome>>>,
    /// All questions that have come up, those with an answer too.
    pub(super) asked: RwSignal<Vec<Question>>,
    pub(super) given: StoredValue<Vec<Given>>,
    /// Which of them each file is that was read.
    pub(super) places: StoredValue<Vec<usize>>,
    pub(super) announcer: Announcer,
    /// When the dialog was asked for, in milliseconds.
    pub(super) began: u64,
    turn: StoredValue<u32>,
}

impl Importing {
    /// Nothing is given yet.
    pub(super) fn new(session: Session, open: RwSignal<bool>) -> Self {
        // Of the moment the dialog opened: while it stands, nothing else edits the plan.
        let planner = untrack(|| session.planner());
        let editable = planner.is_some_and(|planner| planner.access.get_untracked() == Access::Edit);
        Self {
            session,
            planner,
            open,
            stage: RwSignal::new(Stage::Asking),
            doing: RwSignal::new(None),
            stale: RwSignal::new(false),
            understood: RwSignal::new(None),
            unread: RwSignal::new(Vec::new()),
            decided: RwSignal::new(Decided {
                into: if editable { Into::Open } else { Into::New },
                name: String::new(),
                choices: Choices::default(),
            }),
            outcome: RwSignal::new(None),
            asked: RwSignal::new(Vec::new()),
            given: StoredValue::new(Vec::new()),
            places: StoredValue::new(Vec::new()),
            announcer: use_announcer(),
            began: clock::now(),
            turn: StoredValue::new(0),
        }
    }

    /// Begins a piece of work: whatever is under way stops.
    pub(super) fn next_turn(self) -> u32 {
        let next = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        next.unwrap_or_default()
    }

    /// Whether the work of this turn is still wanted.
    pub(super) fn is_turn(self, turn: u32) -> bool {
        self.turn.try_with_value(|now| *now) == Some(turn)
    }

    /// Reads what is given, with what was given before.
    pub(super) fn add(self, more: Vec<Given>) {
        if more.is_empty() {
            return;
        }
        self.given.update_value(|given| given.extend(more));
        self.read();
    }

    /// Reads a file again, as a table with other columns.
    pub(super) fn read_again(self, file: usize, change: impl FnOnce(&mut Given)) {
        let place = self.places.with_value(|places| places.get(file).copied());
        self.given.update_value(|given| {
            if let Some(given) = place.and_then(|place| given.get_mut(place)) {
                change(given);
            }
        });
        self.read();
    }

    /// Begins anew, with nothing.
    pub(super) fn start_over(self) {
        self.next_turn();
        self.given.set_value(Vec::new());
        self.doing.set(None);
        self.stale.set(false);
        self.understood.set(None);
        self.unread.set(Vec::new());
        self.outcome.set(None);
        self.asked.set(Vec::new());
        self.decided.update(|decided| decided.choices = Choices::default());
        self.stage.set(Stage::Asking);
    }

    /// Stops what is being done.
    pub(super) fn cancel(self) {
        if self.stage.get_untracked() == Stage::Shown {
            self.next_turn();
            self.doing.set(None);
            self.stale.set(true);
        } else {
            self.start_over();
        }
    }

    /// Decides something, and shows what would come of it.
    pub(super) fn decide(self, change: impl FnOnce(&mut Decided)) {
        self.decided.update(change);
        self.preview();
    }

    /// Why nothing can be imported now; none when it can.
    pub(super) fn refusal(self) -> Option<String> {
        match self.doing.get() {
            None => {}
            Some(Doing::Taking) => return Some("It is being imported".to_owned()),
            Some(_) => return Some("The preview is being made".to_owned()),
        }
        if self.stale.get() {
            return Some("The preview is not of what is chosen: make it again".to_owned());
        }
        self.outcome.with(|outcome| {
            let outcome = outcome.as_ref()?;
            let open = outcome.preview.questions.len();
            if open > 0 {
                let questions = counted(open as u64, "question", "questions");
                return Some(format!("Answer {questions} first"));
            }
            match (outcome.changes(), outcome.into) {
                (0, Into::Open) => Some("All of it is in the plan already".to_owned()),
                (0, Into::New) => Some("There is nothing to import".to_owned()),
                _ => None,
            }
        })
    }

    /// Takes it over: as one step into the open plan, or as a new one.
    pub(super) fn take(self) {
        let Some(outcome) = self.outcome.get_untracked() else {
            return;
        };
        if untrack(|| self.refusal()).is_some() {
            return;
        }
        match (outcome.into, self.planner) {
            (Into::Open, Some(planner)) => {
                let Some(gesture) = outcome.preview.gesture() else {
                    return;
                };
                if gesture.edit.changes.len() > FOLLOWED {
                    self.take_large(planner, outcome, gesture.label);
                } else if planner.take(gesture) {
                    self.taken(planner, &outcome);
                }
            }
            _ => {
                self.open.set(false);
                self.session.open_new(outcome.after.clone());
                let rows = counted(outcome.changes() as u64, "row", "rows");
                self.announcer
                    .show(Notice::done(format!("Imported {rows} into a new plan")));
            }
        }
    }

    /// It is in the plan: looks at it, and says so.
    pub(super) fn taken(self, planner: Planner, outcome: &Outcome) {
        planner.reveal_rows(&imported(&outcome.preview));
        self.open.set(false);
        let rows = counted(outcome.changes() as u64, "row", "rows");
        let notice = Notice::done(format!("Imported {rows}"));
        self.announcer.show(notice.with_action("Undo", move || planner.undo()));
    }
}

/// Up to so many changes are followed one by one; of more, everything is derived anew, in slices.
const FOLLOWED: usize = 2_000;

/// So many imported rows are looked through for the one to show.
const LOOKED_AT: usize = 2_000;

/// The rows to look at: what was added, else what has changed, of what has a row in the tree.
fn imported(preview: &Preview) -> Vec<AnyId> {
    let is_seen = |id: &AnyId| {
        matches!(
            id,
            AnyId::Pool(_)
                | AnyId::Vpc(_)
                | AnyId::VpcCidr(_)
                | AnyId::Reservation(_)
                | AnyId::Subnet(_)
                | AnyId::PublicBlock(_)
        )
    };
    let of = |is: fn(&Effect) -> bool| -> Vec<AnyId> {
        let items = preview.items.iter().filter(|item| is(&item.effect));
        items.map(|item| item.id).filter(is_seen).take(LOOKED_AT).collect()
    };
    let added = of(|effect| *effect == Effect::Added);
    if added.is_empty() {
        of(|effect| matches!(effect, Effect::Changed(_)))
    } else {
        added
    }
}

/// Where the rows of files like these go, unless somebody says otherwise: what AWS has given an id is there.
pub(super) fn usual_target(understood: &Understood) -> Target {
    let found = &understood.found;
    let vpcs = found.vpcs.iter().map(|row| &row.key);
    let pools = found.pools.iter().map(|row| &row.key);
    if vpcs.chain(pools).any(|key| matches!(key, Key::Aws(_))) {
        Target::Both
    } else {
        Target::Design
    }
}
