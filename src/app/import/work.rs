//! The work of an import, in slices between which the page lives on. Each stops when another has begun.

use std::sync::Arc;

use super::given::plan_text;
use super::importing::{Doing, Importing, Into, Outcome, Stage, usual_target};
use crate::app::documents::derived;
use crate::app::ids::RandomIds;
use crate::app::parts::Notice;
use crate::app::parts::figures::{counted, thousands};
use crate::app::planner::Planner;
use crate::app::platform::clock;
use crate::app::platform::later::{breathe, spawn};
use crate::import::{
    MAX_BYTES, MAX_FILES, Previewing, Progress, Question, Reading, Understood, begin_plan, conflicts_in,
};
use crate::plan::Plan;
use crate::plan::index::Index;

/// How long the page may wait for a slice, in milliseconds: a step that has begun is finished, and takes some more.
const SLICE: u64 = 12;

/// So long nothing is shown of a file that was dropped, in milliseconds.
const GLANCE: u64 = 300;

/// So many bytes are read in a step.
const EFFORT: usize = 64 * 1024;

/// A slice of the time.
struct Slice {
    began: u64,
}

impl Slice {
    fn new() -> Self {
        Self { began: clock::now() }
    }

    /// Whether it is over. The clock can be set back, too.
    fn is_over(&self) -> bool {
        clock::now().abs_diff(self.began) >= SLICE
    }
}

impl Importing {
    /// Reads all that is given, and shows what would come of it.
    pub(super) fn read(self) {
        let turn = self.next_turn();
        let given = self.given.get_value();
        self.doing.set(Some(Doing::Reading { done: 0, of: 0 }));
        self.stale.set(true);
        spawn(async move {
            let (mut sources, mut places) = (Vec::new(), Vec::new());
            let (mut unread, mut room) = (Vec::new(), MAX_BYTES);
            let alone = given.len() == 1;
            if given.len() > MAX_FILES {
                let most = thousands(MAX_FILES as u64);
                let more = counted((given.len() - MAX_FILES) as u64, "file was", "files were");
                unread.push(format!("At most {most} files are read at once: {more} left out"));
            }
            for (place, given) in given.into_iter().take(MAX_FILES).enumerate() {
                let (name, is_table) = (given.name(), given.mapping.is_some());
                match given.source(room).await {
                    Ok(source) => {
                        let plan = if alone && !is_table {
                            plan_text(&name, &source)
                        } else {
                            None
                        };
                        match plan {
                            Some(Ok(text)) if self.is_turn(turn) => {
                                self.doing.set(None);
                                return self.stage.set(Stage::Plan(Arc::new((name, text))));
                            }
                            Some(Err(sentence)) if self.is_turn(turn) => {
                                self.open.set(false);
                                return self.announcer.show(Notice::error(sentence));
                            }
                            _ => {}
                        }
                        room -= source.bytes.len();
                        sources.push(source);
                        places.push(place);
                    }
                    Err(sentence) => unread.push(sentence),
                }
                if !self.is_turn(turn) {
                    return;
                }
            }
            self.unread.set(unread);
            self.places.set_value(places);
            let Some(understood) = self.understand(Reading::new(sources), turn).await else {
                return;
            };
            self.settle(understood);
            self.preview_in(turn).await;
        });
    }

    /// Shows what would come of what is decided.
    pub(super) fn preview(self) {
        let turn = self.next_turn();
        self.stale.set(true);
        self.doing.set(Some(Doing::Matching));
        spawn(async move { self.preview_in(turn).await });
    }

    /// Puts a large import into the plan, in slices.
    pub(super) fn take_large(self, planner: Planner, outcome: Arc<Outcome>, label: String) {
        let turn = self.next_turn();
        self.doing.set(Some(Doing::Taking));
        spawn(async move {
            breathe().await;
            let after = outcome.after.clone();
            let derived = derived(after).await;
            if !self.is_turn(turn) {
                return;
            }
            self.doing.set(None);
            if planner.take_derived(outcome.step, &label, derived, outcome.way_back.clone()) {
                self.taken(planner, &outcome);
            } else {
                // Somebody was faster: what would come of it now is another thing.
                self.preview();
            }
        });
    }

    async fn understand(self, mut reading: Reading, turn: u32) -> Option<Understood> {
        let mut slice = Slice::new();
        loop {
            let Progress::Reading { done, of } = reading.step(EFFORT) else {
                return Some(reading.into_understood());
            };
            if slice.is_over() {
                self.doing.set(Some(Doing::Reading { done, of }));
                self.show_if_long();
                breathe().await;
                if !self.is_turn(turn) {
                    return None;
                }
                slice = Slice::new();
            }
        }
    }

    /// Shows that something is being done, once it takes longer than a glance: most files are there at once.
    fn show_if_long(self) {
        if self.stage.get_untracked() == Stage::Looking && clock::now().abs_diff(self.began) >= GLANCE {
            self.stage.set(Stage::Asking);
        }
    }

    /// Keeps what was understood, and decides what nobody has decided yet.
    fn settle(self, understood: Understood) {
        if self.understood.with_untracked(Option::is_none) {
            let target = usual_target(&understood);
            let name = understood.files.first().map(|file| plan_name(&file.name));
            self.decided.update(|decided| {
                decided.choices.target = target;
                decided.name = name.unwrap_or_default();
            });
        }
        self.understood.set(Some(Arc::new(understood)));
        self.doing.set(Some(Doing::Matching));
    }

    async fn preview_in(self, turn: u32) {
        breathe().await;
        if !self.is_turn(turn) {
            return;
        }
        let Some(understood) = self.understood.get_untracked() else {
            return;
        };
        let decided = self.decided.get_untracked();
        let (before, step) = match (decided.into, self.planner) {
            (Into::Open, Some(planner)) => planner.peek(|workspace| (workspace.plan().clone(), workspace.step())),
            _ => (begin_plan(&decided.name, &understood, &decided.choices), 0),
        };
        let mut ids = RandomIds;
        let mut previewing = Previewing::new(&before, &understood, &decided.choices, &mut ids);
        let mut slice = Slice::new();
        while !previewing.step() {
            if slice.is_over() {
                self.show_if_long();
                breathe().await;
                if !self.is_turn(turn) {
                    return;
                }
                slice = Slice::new();
            }
        }
        let preview = previewing.finish();
        breathe().await;
        let mut after: Plan = before.clone();
        // What was made for this very plan fits it.
        let way_back = after.apply(preview.edit().clone()).unwrap_or_default();
        breathe().await;
        let index = Index::build(&after);
        breathe().await;
        if !self.is_turn(turn) {
            return;
        }
        let conflicts = conflicts_in(&after, &index, &preview);
        self.remember_questions(&preview.questions);
        self.outcome.set(Some(Arc::new(Outcome {
            into: decided.into,
            before,
            step,
            after,
            way_back,
            preview,
            conflicts,
        })));
        self.stale.set(false);
        self.doing.set(None);
        self.stage.set(Stage::Shown);
    }

    /// Questions stay in their places once they are answered, so that an answer can be taken back.
    fn remember_questions(self, open: &[Question]) {
        let mut asked = self.asked.get_untracked();
        for question in open {
            match asked.iter_mut().find(|known| known.key() == question.key()) {
                Some(known) => *known = question.clone(),
                None => asked.push(question.clone()),
            }
        }
        if self.asked.with_untracked(|before| *before != asked) {
            self.asked.set(asked);
        }
    }
}

/// What a new plan is called: as the file, without what follows the last dot.
fn plan_name(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((name, _)) if !name.is_empty() => name.to_owned(),
        _ if name.is_empty() => "Imported network".to_owned(),
        _ => name.to_owned(),
    }
}
