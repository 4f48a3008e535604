//! One chunk: asked for once, there from then on.

use crate::app::platform::later::{Later, spawn};
use crate::app::reactive::RwSignal;

/// A chunk that could not be had: no connection, or another version of the page in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) struct NotLoaded;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        // The reason stands on the console.
        Self
    }
}

/// A chunk's table on its way.
pub(super) type Loading<T> = Later<'static, Result<T, NotLoaded>>;

/// How far a chunk is.
#[derive(Clone, Copy)]
pub(super) enum State<T> {
    /// Nobody has asked for it.
    Unasked,
    /// It is on its way.
    Coming,
    /// It is there.
    Here(T),
    /// It did not come. Asking again tries again.
    Failed,
}

/// A chunk and how far it is; free to copy.
pub(in crate::app) struct Chunk<T: 'static> {
    state: RwSignal<State<T>>,
    load: fn() -> Loading<T>,
}

impl<T> Clone for Chunk<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Chunk<T> {}

impl<T: Copy + Send + Sync> Chunk<T> {
    /// A chunk that `load` fetches.
    pub(super) fn new(load: fn() -> Loading<T>) -> Self {
        Self {
            state: RwSignal::new(State::Unasked),
            load,
        }
    }

    /// How far it is. Tracked.
    pub(super) fn state(self) -> State<T> {
        self.state.get()
    }

    /// Whether it is there. Tracked.
    pub(in crate::app) fn is_here(self) -> bool {
        matches!(self.state.get(), State::Here(_))
    }

    /// Begins to fetch it, unless it is there or on its way.
    pub(in crate::app) fn ask(self) {
        if matches!(self.state.get_untracked(), State::Unasked | State::Failed) {
            self.state.set(State::Coming);
            spawn(async move {
                // Whoever watches the state hears of it.
                let _ = self.wait().await;
            });
        }
    }

    /// Its table, if it is there. Tracked.
    pub(in crate::app) fn table(self) -> Option<T> {
        match self.state.get() {
            State::Here(table) => Some(table),
            State::Unasked | State::Coming | State::Failed => None,
        }
    }

    /// Its table, if it is there.
    pub(in crate::app) fn table_untracked(self) -> Option<T> {
        match self.state.get_untracked() {
            State::Here(table) => Some(table),
            State::Unasked | State::Coming | State::Failed => None,
        }
    }

    /// Its table, as soon as it is there.
    ///
    /// # Errors
    /// It cannot be had.
    pub(in crate::app) async fn wait(self) -> Result<T, NotLoaded> {
        if let Some(table) = self.table_untracked() {
            return Ok(table);
        }
        let loaded = (self.load)().await;
        // Somebody else may have waited for it, too: what is drawn from it is drawn once.
        if self.table_untracked().is_none() {
            self.state.set(loaded.map_or(State::Failed, State::Here));
        }
        loaded
    }
}
