//! Plans from files, and to files.

use super::Session;
use crate::app::ask::AskSession;
use crate::app::parts::Notice;
use crate::app::planner::Planner;
use crate::app::platform::download;
use crate::app::platform::later::spawn;
use crate::app::platform::store::Aside;
use crate::app::words;

impl Session {
    /// Opens the browser's file dialog.
    pub fn choose_file(self) {
        if let Some(input) = self.file_input.get_untracked() {
            // So that choosing the same file again is a change.
            input.set_value("");
            input.click();
        }
    }

    /// Takes files that were chosen or dropped, and asks what to do with them. Nothing of the plan changes.
    pub fn receive(self, files: Vec<web_sys::File>) {
        if files.is_empty() {
            return;
        }
        self.held().given.borrow_mut().extend(files);
        if self.asking.get_untracked() == Some(AskSession::Import) {
            self.arrived.update(|count| *count += 1);
        } else {
            self.ask(AskSession::Import);
        }
    }

    /// The files that were given and that nobody has taken yet. Tracked: more can come.
    pub(in crate::app) fn take_given(self) -> Vec<web_sys::File> {
        self.arrived.track();
        self.held().given.take()
    }

    /// Writes the open plan to a file.
    pub fn export(self, planner: Planner) {
        let Some(table) = self.chunks.screen.table_untracked() else {
            return;
        };
        let (name, text) = planner.peek(|workspace| {
            let plan = workspace.plan();
            (words::file_name(&plan.about().name), (table.documents.file)(plan))
        });
        if self.save_file(&name, &text) {
            self.announcer.show(Notice::done(format!("Exported {name}")));
            spawn(async move {
                if let Some(open) = self.current() {
                    // The date of the export is a convenience: a failure to note it is no news.
                    let _ = open.mark_exported().await;
                }
            });
        }
    }

    /// Writes a saved plan to a file, whether or not it can be read.
    pub fn download_saved(self, id: String) {
        spawn(async move {
            let Some(documents) = self.documents().await else {
                return;
            };
            match self.text_of(&id).await {
                Ok((name, text)) => {
                    // Laid out for people where it can be read.
                    let text = (documents.read)(&text).map_or(text, |plan| (documents.file)(&plan));
                    self.save_file(&words::file_name(&name), &text);
                }
                Err(problem) => self.complain("Not downloaded", &problem),
            }
        });
    }

    /// Writes something that was set aside to a file, just as it was found.
    pub fn download_aside(self, aside: Aside) {
        spawn(async move {
            let Some(store) = self.store() else { return };
            match store.aside_text(&aside.key).await {
                Ok(text) => _ = self.save_file(&words::file_name(&aside.name), &text),
                Err(problem) => self.complain("Not downloaded", &problem),
            }
        });
    }

    pub(super) fn save_file(self, name: &str, text: &str) -> bool {
        let saved = download::save_text(name, "application/json", text);
        if let Err(problem) = &saved {
            self.complain("Not exported", problem);
        }
        saved.is_ok()
    }
}
