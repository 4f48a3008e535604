//! A plan that came in a link: it is looked at first, and nothing of the visitor's own changes.

use super::Session;
use crate::app::parts::Notice;
use crate::app::planner::Access;
use crate::app::platform::address;
use crate::app::platform::later::spawn;
use crate::app::words;
use crate::plan::Plan;

/// What a fragment with a plan begins with. What it says is known in a chunk of its own.
const KEY: &str = "plan=";

impl Session {
    /// Opens the plan in the address of the page, if there is one. Whether there is.
    pub(super) fn visit_the_address(self) -> bool {
        let fragment = address::fragment();
        let holds_plan = fragment.starts_with(KEY);
        if holds_plan {
            self.visit(fragment);
        }
        holds_plan
    }

    /// Opens the plan of every link that is followed while the page stands.
    pub(super) fn follow_the_address(self) {
        let listener = address::on_fragment(move || {
            self.visit_the_address();
        });
        // For as long as the page.
        std::mem::forget(listener);
    }

    fn visit(self, fragment: String) {
        let turn = self.next_turn();
        spawn(async move {
            let Some(documents) = self.documents().await else {
                self.announcer.show(Notice::error(words::NOT_LOADED));
                self.stay();
                return;
            };
            match (documents.open_link)(&fragment) {
                Ok(plan) => {
                    let ready = (documents.prepare)(plan).await;
                    if self.is_turn_of(turn) && self.leave().await && self.is_turn_of(turn) {
                        self.show(ready, Access::Visit);
                    }
                }
                Err(sentence) => {
                    self.announcer.show(Notice::error(sentence));
                    self.stay();
                }
            }
        });
    }

    /// The link was none: whatever was to be shown without it is.
    fn stay(self) {
        address::drop_fragment();
        if !self.begun.get_untracked() {
            self.begun.set(true);
        }
    }

    /// Keeps a copy of the plan that is visited: as a plan of one's own, which is saved from now on.
    pub(in crate::app) fn keep_copy(self, plan: Plan) {
        address::drop_fragment();
        self.open_new(plan);
    }
}
