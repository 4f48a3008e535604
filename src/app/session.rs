//! What outlives the open plan: which plan is open, the saved ones, files, the theme.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::task::spawn_local;

use super::ask::AskSession;
use super::markup::*;
use super::parts::{Announcer, Notice};
use super::planner::{Access, Planner};
use super::platform::settings::Settings;
use super::platform::store::{Aside, Offer, OpenPlan, Opened as Found, PlanEvent, PlanStore};
use super::platform::theme::{self, Theme};
use super::platform::{download, files, panic};
use super::reactive::{RwSignal, StoredValue, effect};
use super::words;
use crate::format::stored::{Draft, Entry, SaveState, StorageProblem};
use crate::format::{self, MAX_BYTES};
use crate::plan::Plan;

/// A plan as it was when it was opened. Another opening is another value, even of the same plan.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Whether this tab may edit it.
    pub access: Access,
}

/// The page, whichever plan is open. One is provided at the root; free to copy.
#[derive(Clone, Copy)]
pub struct Session {
    /// The open plan; `None` shows the start screen.
    pub opened: RwSignal<Option<Opened>>,
    /// The dialog about plans and files that is open.
    pub asking: RwSignal<Option<AskSession>>,
    /// The hidden field that opens the browser's file dialog.
    pub file_input: NodeRef<html::Input>,
    /// The saved plans, last saved first; `None` until they are known.
    pub saved: RwSignal<Option<Vec<Entry>>>,
    /// What was set aside beside them, the latest first.
    pub asides: RwSignal<Vec<Aside>>,
    /// What this browser offers for saving; `None` until it is known.
    pub offer: RwSignal<Option<Offer>>,
    /// What is known about saving the open plan.
    pub save_state: RwSignal<Option<SaveState>>,
    /// Light, dark, or as the system has it.
    pub theme: RwSignal<Theme>,
    announcer: Announcer,
    /// The open plan's handle on the page's view, while its screen stands.
    planner: RwSignal<Option<Planner>>,
    /// The text of the plan as it was saved or opened last: what the crash screen offers.
    last_text: StoredValue<Rc<RefCell<Option<String>>>>,
    store: StoredValue<Option<PlanStore>>,
    current: StoredValue<Option<Rc<OpenPlan>>>,
}

impl Session {
    /// Begins: finds out what the browser offers, and opens the plan that was open last.
    pub fn begin(announcer: Announcer) -> Self {
        let settings = Settings::load();
        theme::apply(settings.theme);
        let session = Self {
            opened: RwSignal::new(None),
            asking: RwSignal::new(None),
            file_input: NodeRef::new(),
            saved: RwSignal::new(None),
            asides: RwSignal::new(Vec::new()),
            offer: RwSignal::new(None),
            save_state: RwSignal::new(None),
            theme: RwSignal::new(settings.theme),
            announcer,
            planner: RwSignal::new(None),
            last_text: StoredValue::new(Rc::default()),
            store: StoredValue::new(None),
            current: StoredValue::new(None),
        };
        let last_text = session.last_text.get_value();
        panic::keep_plan(move || last_text.try_borrow().ok()?.clone());
        spawn_local(async move {
            let store = PlanStore::open(format::VERSION).await;
            session.offer.set(Some(store.offer()));
            store.watch_list(move || session.refresh_saved());
            session.store.set_value(Some(store));
            session.list_saved().await;
            if session.opened.with_untracked(Option::is_some) {
                // Somebody was faster than the store: what is open is saved from now on.
                return session.keep_new().await;
            }
            let known = |id: &String| {
                session
                    .saved
                    .with_untracked(|saved| saved.iter().flatten().any(|entry| entry.plan == *id))
            };
            if let Some(id) = settings.last_plan.filter(known) {
                session.load(id).await;
            }
        });
        session
    }

    /// Opens a plan as a new one: it gets an id of its own and is saved from now on.
    pub fn open_new(self, plan: Plan) {
        spawn_local(async move {
            if !self.leave().await {
                return;
            }
            self.show(plan, Access::Edit);
            self.keep_new().await;
        });
    }

    /// Saves what is open under an id of its own, once there is a store.
    async fn keep_new(self) {
        let (Some(store), Some(opened)) = (self.store.get_value(), self.opened.get_untracked()) else {
            return;
        };
        let draft = match self.planner.get_untracked() {
            Some(planner) => planner.peek(|workspace| draft_of(workspace.plan())),
            None => draft_of(&opened.plan),
        };
        self.last_text.get_value().replace(Some(draft.text.clone()));
        let open = store.open_new(draft, move |event| self.hear(event)).await;
        self.hold(open);
        self.list_saved().await;
    }

    /// Opens a saved plan.
    pub fn open_saved(self, id: String) {
        spawn_local(async move {
            if self.leave().await {
                self.load(id).await;
            }
        });
    }

    /// Saves, closes the open plan and goes back to the start screen.
    pub fn close(self) {
        spawn_local(async move {
            if self.leave().await {
                self.remember(None);
                self.list_saved().await;
            }
        });
    }

    /// Deletes a saved plan, with a notice that brings it back.
    pub fn delete_saved(self, id: String) {
        spawn_local(async move {
            let Some(store) = self.store.get_value() else { return };
            let is_current = self
                .current
                .with_value(|current| current.as_ref().is_some_and(|open| open.id() == id));
            if is_current && !self.leave().await {
                return;
            }
            match store.delete(&id).await {
                Ok(aside) => {
                    let name = words::plan_name(&aside.name);
                    let notice = Notice::done(format!("Deleted {name}"));
                    self.announcer
                        .show(notice.with_action("Undo", move || self.restore(aside.clone())));
                }
                Err(problem) => self
                    .announcer
                    .show(Notice::error(format!("Not deleted: {}", words::storage(&problem)))),
            }
            self.list_saved().await;
        });
    }

    /// Makes a copy of a saved plan under a new id.
    pub fn duplicate_saved(self, id: String) {
        spawn_local(async move {
            let text = match self.text_of(&id).await {
                Ok((name, text)) => Draft {
                    name: format!("{name} (copy)"),
                    format_version: format::VERSION,
                    text,
                },
                Err(problem) => return self.announcer.show(Notice::error(words::storage(&problem))),
            };
            let Some(store) = self.store.get_value() else { return };
            if let Err(problem) = store.add(renamed(text)).await {
                self.announcer
                    .show(Notice::error(format!("Not copied: {}", words::storage(&problem))));
            }
            self.list_saved().await;
        });
    }

    /// Writes a saved plan to a file, whether or not it can be read.
    pub fn download_saved(self, id: String) {
        spawn_local(async move {
            match self.text_of(&id).await {
                Ok((name, text)) => {
                    // Laid out for people where it can be read.
                    let text = format::read(&text)
                        .map(|opened| format::write(&opened.plan))
                        .unwrap_or(text);
                    self.save_file(&words::file_name(&name), &text);
                }
                Err(problem) => self.announcer.show(Notice::error(words::storage(&problem))),
            }
        });
    }

    /// Brings back something that was set aside, as a plan.
    pub fn restore(self, aside: Aside) {
        spawn_local(async move {
            let Some(store) = self.store.get_value() else { return };
            if let Err(problem) = store.restore(&aside).await {
                self.announcer
                    .show(Notice::error(format!("Not restored: {}", words::storage(&problem))));
            }
            self.list_saved().await;
        });
    }

    /// Writes something that was set aside to a file, just as it was found.
    pub fn download_aside(self, aside: Aside) {
        spawn_local(async move {
            let Some(store) = self.store.get_value() else { return };
            match store.aside_text(&aside.key).await {
                Ok(text) => _ = self.save_file(&words::file_name(&aside.name), &text),
                Err(problem) => self.announcer.show(Notice::error(words::storage(&problem))),
            }
        });
    }

    /// Makes this tab the one that edits the plan.
    pub fn take_over(self) {
        spawn_local(async move {
            let Some(open) = self.current.get_value() else { return };
            match open.take_over().await {
                Ok(found) => self.become_writer(found),
                Err(problem) => self.announcer.show(Notice::error(words::storage(&problem))),
            }
        });
    }

    /// The open plan, while its screen stands. Tracked.
    pub(super) fn planner(self) -> Option<Planner> {
        self.planner.get()
    }

    /// Asks something in a dialog.
    pub fn ask(self, ask: AskSession) {
        self.asking.set(Some(ask));
    }

    /// Opens the browser's file dialog.
    pub fn choose_file(self) {
        if let Some(input) = self.file_input.get_untracked() {
            // So that choosing the same file again is a change.
            input.set_value("");
            input.click();
        }
    }

    /// Reads a file that was chosen or dropped, and asks what to do with it. Nothing on screen changes.
    pub fn receive(self, file: web_sys::File) {
        spawn_local(async move {
            match files::read_text(&file, MAX_BYTES as u64).await {
                Ok(text) => self.ask(AskSession::Import {
                    name: file.name(),
                    text,
                }),
                Err(problem) => self.announcer.show(Notice::error(words::file(&file.name(), &problem))),
            }
        });
    }

    /// Writes the open plan to a file.
    pub fn export(self, planner: Planner) {
        let (name, text) = planner.peek(|workspace| {
            let plan = workspace.plan();
            (words::file_name(&plan.about().name), format::write(plan))
        });
        if self.save_file(&name, &text) {
            self.announcer.show(Notice::done(format!("Exported {name}")));
            spawn_local(async move {
                if let Some(open) = self.current.get_value() {
                    // The date of the export is a convenience: a failure to note it is no news.
                    let _ = open.mark_exported().await;
                }
            });
        }
    }

    /// Goes on to the next theme: light, dark, as the system has it.
    pub fn next_theme(self) {
        let next = match self.theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        };
        self.theme.set(next);
        theme::apply(next);
        self.announcer.polite(match next {
            Theme::System => "Theme as the system has it",
            Theme::Light => "Light theme",
            Theme::Dark => "Dark theme",
        });
        self.set_settings(|settings| settings.theme = next);
    }

    /// Changes the settings of this browser.
    pub fn set_settings(self, change: impl FnOnce(&mut Settings)) {
        let mut settings = Settings::load();
        change(&mut settings);
        // Settings are a convenience: where they cannot be kept, they last as long as the page.
        let _ = settings.save();
    }

    /// Connects the screen of the open plan: what is edited there is saved from now on.
    pub(super) fn attach(self, planner: Planner) {
        self.planner.set(Some(planner));
        on_cleanup(move || self.planner.set(None));
        effect(move |before: Option<u64>| {
            let edits = planner.edits();
            if before.is_some_and(|before| before != edits) {
                self.save(planner);
            }
            edits
        });
    }

    fn save(self, planner: Planner) {
        // Asked for when the save is due, which may be after the screen is gone: the draft keeps the workspace alive.
        let workspace = planner.keep_workspace();
        let last_text = self.last_text.get_value();
        let make = move || {
            let draft = draft_of(workspace.borrow().plan());
            last_text.replace(Some(draft.text.clone()));
            draft
        };
        let refused = self
            .current
            .with_value(|current| current.as_ref().is_some_and(|open| open.edited(make).is_err()));
        if refused {
            planner.access.set(Access::ReadOnly);
        }
    }

    async fn load(self, id: String) {
        let Some(store) = self.store.get_value() else { return };
        let (open, found) = store.open_plan(&id, move |event| self.hear(event)).await;
        let access = if open.is_writer() && found.newer.is_none() {
            Access::Edit
        } else {
            Access::ReadOnly
        };
        match found.plan.as_ref().map(|stored| format::read(&stored.draft.text)) {
            Some(Ok(read)) => {
                let text = found.plan.as_ref().map(|stored| stored.draft.text.clone());
                self.last_text.get_value().replace(text);
                self.show(read.plan, access);
                self.hold(open);
            }
            Some(Err(error)) => {
                let sentence = format!("The saved plan cannot be read, and was kept as it is: {error}");
                self.announcer.show(Notice::error(sentence));
            }
            None => self
                .announcer
                .show(Notice::error("The saved plan is not there any more")),
        }
        for sentence in words::found(&found) {
            self.announcer.show(Notice::error(sentence));
        }
        self.list_saved().await;
    }

    fn show(self, plan: Plan, access: Access) {
        self.asking.set(None);
        self.opened.set(Some(Opened {
            plan: Arc::new(plan),
            access,
        }));
    }

    fn hold(self, open: OpenPlan) {
        self.tell(open.state());
        self.remember(Some(open.id().to_owned()));
        self.current.set_value(Some(Rc::new(open)));
        // What was edited before there was somebody to save it.
        if let Some(planner) = self
            .planner
            .get_untracked()
            .filter(|planner| planner.edits_untracked() > 0)
        {
            self.save(planner);
        }
    }

    /// Shows what is known about saving, to people and, on the root element, to whatever watches the page.
    fn tell(self, state: SaveState) {
        if let (SaveState::ReadOnly, Some(planner)) = (&state, self.planner.get_untracked()) {
            planner.access.set(Access::ReadOnly);
        }
        if let Some(root) = document().document_element() {
            let (word, revision) = match &state {
                SaveState::Saved { revision, .. } => ("saved", Some(*revision)),
                SaveState::Dirty => ("dirty", None),
                SaveState::Saving => ("saving", None),
                SaveState::NotSaved { .. } => ("not-saved", None),
                SaveState::ReadOnly => ("read-only", None),
            };
            // An attribute that cannot be set is missed by tests alone.
            let _ = root.set_attribute("data-save-state", word);
            if let Some(revision) = revision {
                let _ = root.set_attribute("data-revision", &revision.to_string());
            }
        }
        self.save_state.set(Some(state));
    }

    fn remember(self, id: Option<String>) {
        self.set_settings(|settings| settings.last_plan = id);
    }

    /// Saves and closes the open plan. False when it holds edits that cannot be saved: it then stays open.
    async fn leave(self) -> bool {
        let flushed = match self.current.get_value() {
            Some(open) => open.flush().await,
            None => Ok(()),
        };
        match flushed {
            // What another tab edits is that tab's to save.
            Ok(()) | Err(StorageProblem::LostLease) => {
                self.put_away();
                true
            }
            Err(problem) => {
                let sentence = format!("This plan is not saved: {}. Export it first.", words::storage(&problem));
                let notice = Notice::error(sentence).with_action("Close without saving", move || self.put_away());
                self.announcer.show(notice);
                false
            }
        }
    }

    fn put_away(self) {
        self.current.set_value(None);
        self.opened.set(None);
        self.save_state.set(None);
    }

    fn hear(self, event: PlanEvent) {
        match event {
            PlanEvent::State(state) => self.tell(state),
            PlanEvent::Followed(stored) => {
                if let (Some(planner), Ok(read)) = (self.planner.get_untracked(), format::read(&stored.draft.text)) {
                    planner.replace(read.plan);
                }
            }
            PlanEvent::Writable(found) => self.become_writer(found),
            PlanEvent::LostLease(set_aside) => {
                if let Some(planner) = self.planner.get_untracked() {
                    planner.access.set(Access::ReadOnly);
                }
                let notice = Notice::error(words::LOST_LEASE);
                self.announcer
                    .show(match set_aside.filter(|kept| kept.stored.is_err()) {
                        // The storage took it not: this is the only copy.
                        Some(only) => notice.with_action("Download it", move || {
                            self.save_file(&words::file_name(&only.aside.name), &only.text);
                        }),
                        None => notice,
                    });
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
        if let Some(Ok(read)) = found.plan.as_ref().map(|stored| format::read(&stored.draft.text)) {
            planner.replace(read.plan);
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

    /// Lists the saved plans afresh.
    pub(super) fn refresh_saved(self) {
        spawn_local(self.list_saved());
    }

    async fn list_saved(self) {
        let Some(store) = self.store.get_value() else { return };
        match store.plans().await {
            Ok(plans) => self.saved.set(Some(plans)),
            Err(problem) => {
                self.saved.set(Some(Vec::new()));
                self.announcer.show(Notice::error(words::storage(&problem)));
            }
        }
        // When they cannot be read, the list of plans has said so.
        self.asides.set(store.asides().await.unwrap_or_default());
    }

    /// Name and text of a saved plan.
    async fn text_of(self, id: &str) -> Result<(String, String), StorageProblem> {
        let store = self.store.get_value().ok_or(StorageProblem::Blocked)?;
        let found = store.read_plan(id).await?;
        let draft = found.plan.map(|stored| stored.draft).ok_or(StorageProblem::NotFound)?;
        Ok((draft.name, draft.text))
    }

    fn save_file(self, name: &str, text: &str) -> bool {
        let saved = download::save_text(name, "application/json", text);
        if let Err(problem) = &saved {
            self.announcer
                .show(Notice::error(format!("Not exported: {}", words::storage(problem))));
        }
        saved.is_ok()
    }
}

/// The session of the page.
///
/// # Panics
/// Outside of the app, as every missing context does.
pub fn use_session() -> Session {
    expect_context()
}

fn draft_of(plan: &Plan) -> Draft {
    let name = plan.about().name.clone();
    Draft {
        name,
        format_version: format::VERSION,
        text: format::write_compact(plan),
    }
}

/// Gives the copy its name inside the text as well.
fn renamed(draft: Draft) -> Draft {
    let Ok(opened) = format::read(&draft.text) else {
        return draft;
    };
    let mut plan = opened.plan;
    let mut edit = crate::plan::Edit::new();
    let mut about = plan.about().clone();
    let before = Some(Box::new(about.clone()));
    about.name.clone_from(&draft.name);
    edit.intent(crate::plan::RowChange {
        id: Plan::about_id(),
        before,
        after: Some(Box::new(about)),
    });
    match plan.apply(edit) {
        Ok(_) => draft_of(&plan),
        Err(_) => draft,
    }
}
