//! Signals, memos, effects, callbacks and stored values, as Leptos has them, with their machinery compiled once.
//!
//! Leptos compiles its reactive graph anew for every type of value that is put into it. The handles here are Leptos'
//! own, of one type of value each ([`erased`]), in a typed shell: what is compiled for a type is a downcast. So a
//! signal of a new type costs next to nothing, in a page that is loaded over a network. They are free to copy, belong to
//! the owner under which they were made, and panic when they are read after it is gone, as Leptos' do; the `try_`
//! methods do not.
//!
//! This module knows Leptos, and nothing of the planner.

mod callback;
mod effect;
mod erased;
mod memo;
mod rw_signal;
mod signal;
mod stored_value;

pub use callback::Callback;
pub use effect::effect;
pub use memo::Memo;
pub use rw_signal::RwSignal;
pub use signal::Signal;
pub use stored_value::StoredValue;
