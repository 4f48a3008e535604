//! Saving what is edited, and hearing what happens to the plan in other tabs.

use super::Session;
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::Notice;
use crate::app::planner::{Access, Planner};
use crate::app::platform::later::spawn;
use crate::app::platform::store::{Opened as Found, PlanEvent};
use crate::app::reactive::effect;
use crate::app::view_ask::ViewAsk;
use crate::app::words;
use crate::format::stored::SaveState;

/// So many milliseconds after an edit its plan is begun to be written: not in the frame that shows it, and soon enough to be done
/// when the save is due.
const PAUSE: u64 = 60;

impl Session {
    /// Connects the screen of the open plan: what is edited there is saved from now on.
    pub(in crate::app) fn attach(self, planner: Planner) {
        self.planner.set(Some(planner));
        on_cleanup(move || self.planner.set(None));
        if self.held().generates.take() {
            planner.ask(Ask::View(ViewAsk::Generate(planner.selected_untracked())));
        }
        effect(move |before: Option<u64>| {
            let edits = planner.edits();
            if before.is_some_and(|before| before != edits) {
                self.save(planner);
            }
            edits
        });
    }

    pub(super) fn save(self, planner: Planner) {
        let (Some(open), Some(table), Some(ready)) =
            (self.current(), self.chunks.screen.table_untracked(), self.ready())
        else {
            return;
        };
        let held = self.held();
        spawn((table.documents.write_on)(ready.clone(), PAUSE));
        // Asked for when the save is due, which may be after the plan was closed.
        let make = move || {
            let draft = (table.documents.draft)(&ready);
            held.last_text.replace(Some(draft.text.clone()));
            draft
        };
        if open.edited(make).is_err() {
            planner.access.set(Access::ReadOnly);
        }
    }

    /// Shows what is known about saving, to people and, on the root element, to whatever watches the page.
    pub(super) fn tell(self, state: SaveState) {
        if let (SaveState::ReadOnly, Some(planner)) = (&state, self.planner.get_untracked()) {
            planner.access.set(Access::ReadOnly);
        }
        if let Some(root) = document().document_element() {
            let word = match &state {
                SaveState::Saved { .. } => "saved",
                SaveState::Dirty => "dirty",
                SaveState::Saving => "saving",
                SaveState::NotSaved { .. } => "not-saved",
                SaveState::ReadOnly => "read-only",
            };
            // An attribute that cannot be set is missed by tests alone.
            let _ = root.set_attribute("data-save-state", word);
            if let SaveState::Saved { revision, .. } = &state {
                let _ = root.set_attribute("data-revision", &revision.to_string());
            }
        }
        self.save_state.set(Some(state));
    }

    /// Makes this tab the one that edits the plan.
    pub fn take_over(self) {
        spawn(async move {
            let Some(open) = self.current() else { return };
            if let Err(problem) = open.take_over().await {
                self.complain("Not taken over", &problem);
            }
        });
    }

    pub(super) fn hear(self, event: PlanEvent) {
        match event {
            PlanEvent::State(state) => self.tell(state),
            PlanEvent::Followed(stored) => self.follow(&stored.draft.text),
            PlanEvent::Writable(found) => self.become_writer(found),
            PlanEvent::LostLease(set_aside) => {
                if let Some(planner) = self.planner.get_untracked() {
                    planner.access.set(Access::ReadOnly);
                }
                let mut notice = Notice::error(words::LOST_LEASE);
                if let Some(only) = set_aside.filter(|kept| kept.stored.is_err()) {
                    // The storage took it not: this is the only copy.
                    notice = notice.with_action("Download it", move || {
                        self.save_file(&words::file_name(&only.aside.name), &only.text);
                    });
                }
                self.announcer.show(notice);
            }
            PlanEvent::SetAside(aside) => {
                self.announcer.show(Notice::error(words::set_aside(&aside)));
                self.refresh_saved();
            }
            PlanEvent::Deleted => self.announcer.show(Notice::error(words::DELETED_ELSEWHERE)),
        }
    }

    fn become_writer(self, found: Found) {
        let Some(planner) = self.planner.get_untracked() else {
            return;
        };
        if let Some(stored) = &found.plan {
            self.follow(&stored.draft.text);
        }
        planner.access.set(if found.newer.is_none() {
            Access::Edit
        } else {
            Access::ReadOnly
        });
        for sentence in words::found(&found) {
            self.announcer.show(Notice::error(sentence));
        }
    }

    /// Shows the plan as another tab left it. What cannot be read is not shown.
    fn follow(self, text: &str) {
        let (Some(planner), Some(table)) = (self.planner.get_untracked(), self.chunks.screen.table_untracked()) else {
            return;
        };
        if let Ok(plan) = (table.documents.read)(text) {
            (table.documents.replace)(planner, plan);
        }
    }
}
