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
mod readable;
mod rw_signal;
mod signal;
mod stored_value;

pub use callback::Callback;
pub use effect::effect;
pub use memo::Memo;
pub use rw_signal::RwSignal;
pub use signal::Signal;
pub use stored_value::StoredValue;

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use leptos::prelude::Owner;

    use super::{Callback, Memo, RwSignal, Signal, StoredValue};

    fn owner() -> Owner {
        let owner = Owner::new();
        owner.set();
        owner
    }

    #[test]
    fn every_handle_reads_the_value_of_its_type() {
        let _owner = owner();
        let number = RwSignal::new(2_u64);
        let doubled = Memo::new(move |_| number.get() * 2);
        let words = Signal::derive(move || format!("{} twice is {}", number.get(), doubled.get()));
        for (case, signal, expected) in [
            ("derived", words, "2 twice is 4"),
            ("kept", "as it is".into(), "as it is"),
            ("a memo", Memo::new(move |_| doubled.get().to_string()).into(), "4"),
            ("a signal", RwSignal::new("set".to_owned()).into(), "set"),
        ] {
            assert_eq!(signal.get(), expected, "{case}");
        }
        number.set(5);
        assert_eq!(words.get_untracked(), "5 twice is 10");
        assert_eq!(Signal::<Option<String>>::default().get(), None);
    }

    #[test]
    fn what_follows_from_a_memo_is_computed_again_only_when_it_differs() {
        let _owner = owner();
        let computed = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&computed);
        let number = RwSignal::new(1_u64);
        let is_even = Memo::new(move |_| number.get().is_multiple_of(2));
        let word = Memo::new(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
            if is_even.get() { "even" } else { "odd" }
        });
        for (set, expected, times) in [(1, "odd", 1), (3, "odd", 1), (4, "even", 2), (6, "even", 2)] {
            number.set(set);
            assert_eq!(word.get(), expected, "{set}");
            assert_eq!(computed.load(Ordering::Relaxed), times, "{set}");
        }
    }

    #[test]
    fn a_memo_knows_what_it_was_before() {
        let _owner = owner();
        let number = RwSignal::new(1_u64);
        let sum = Memo::new(move |before: Option<&u64>| before.copied().unwrap_or(0) + number.get());
        assert_eq!(sum.get(), 1);
        number.set(10);
        assert_eq!(sum.get(), 11);
    }

    #[test]
    fn a_signal_that_is_being_read_can_be_changed() {
        let _owner = owner();
        let list = RwSignal::new(vec![1]);
        list.with(|before| {
            list.update(|list| list.push(2));
            assert_eq!(*before, [1]);
        });
        list.update_untracked(|list| list.push(3));
        assert_eq!(list.get(), [1, 2, 3]);
    }

    #[test]
    fn what_is_gone_with_its_owner_is_not_changed_and_need_not_be_read() {
        let owner = owner();
        let shared = Rc::new(RefCell::new(1));
        let (text, kept) = (
            RwSignal::new("here".to_owned()),
            StoredValue::of_shared(Rc::clone(&shared)),
        );
        assert_eq!(text.try_get_untracked().as_deref(), Some("here"));
        owner.cleanup();
        text.set("gone".to_owned());
        text.update(String::clear);
        kept.set_value(2);
        assert!(text.is_disposed() && kept.is_disposed());
        assert_eq!((text.try_get_untracked(), kept.try_get_value()), (None, None));
        assert_eq!(*shared.borrow(), 1, "what was shared outlives the owner");
    }

    #[test]
    fn what_is_kept_need_not_be_sent_and_is_called_with_what_it_asks_for() {
        let _owner = owner();
        let presses = StoredValue::new(Rc::new(Cell::new(0)));
        let press: Callback<()> = (move || presses.with_value(|presses| presses.set(presses.get() + 1))).into();
        press.run(());
        assert_eq!(presses.get_value().get(), 1);
        let length = Callback::new(|text: String| text.len());
        assert_eq!(length.run("four".to_owned()), 4);
        let last = StoredValue::new(vec![1, 2]);
        assert_eq!(last.try_update_value(Vec::pop), Some(Some(2)));
        let chosen = RwSignal::new(None);
        chosen.setter().run(Some(3));
        assert_eq!(chosen.get(), Some(3));
    }
}
