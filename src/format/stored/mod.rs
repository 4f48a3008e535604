//! What a browser has stored of a plan, and what to do about it.
//!
//! To the store a plan is opaque text with a name. Everything here decides and nothing here stores: which of several
//! copies is the plan ([`recover`]), whether a save may go on ([`may_commit`]), when to save ([`Autosave`]), which
//! copies to give up for room ([`make_room`]). `app::platform` carries the decisions out. No clock: time comes in as
//! milliseconds since 1970.

mod autosave;
mod lease;
mod line;
mod problem;
mod record;
mod recovery;
mod room;

pub use autosave::{Autosave, Happening, Next, SaveState};
pub use lease::{LostLease, may_commit};
pub use line::{Fields, Line};
pub use problem::StorageProblem;
pub use record::{
    Damage, Damaged, Draft, Entry, Packing, Position, STORE_VERSION, StoredPlan, content_checksum, read_record,
    split_copy,
};
pub use recovery::{Candidate, Recovery, Slot, recover};
pub use room::{KeptCopy, make_room};
