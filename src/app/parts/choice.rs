//! One of several: what [`Select`](super::Select), [`Segmented`](super::Segmented) and [`Tabs`](super::Tabs) choose from.

use crate::app::reactive::{Callback, Memo, Signal};

/// A value and the words for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice<T> {
    value: T,
    label: String,
    detail: String,
}

impl<T> Choice<T> {
    /// A value and what it is called.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self {
            value,
            label: label.into(),
            detail: String::new(),
        }
    }

    /// With a word more, set back.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            ..self
        }
    }
}

/// A choice by position, so that the elements are built by the same code whatever is chosen.
#[derive(Clone, Copy)]
pub(super) struct Positions {
    /// Each with its detail.
    pub(super) labels: Signal<Vec<(String, String)>>,
    pub(super) chosen: Signal<Option<usize>>,
    pub(super) on_choose: Callback<usize>,
}

pub(super) fn by_position<T: Clone + PartialEq + Send + Sync + 'static>(
    options: Signal<Vec<Choice<T>>>,
    value: Signal<T>,
    on_change: Callback<T>,
) -> Positions {
    let words = |choice: &Choice<T>| (choice.label.clone(), choice.detail.clone());
    Positions {
        labels: Memo::new(move |_| options.with(|all| all.iter().map(words).collect::<Vec<_>>())).into(),
        chosen: Memo::new(move |_| {
            options.with(|all| value.with(|value| all.iter().position(|choice| choice.value == *value)))
        })
        .into(),
        on_choose: Callback::new(move |position: usize| {
            let chosen = options.with_untracked(|all| all.get(position).map(|choice| choice.value.clone()));
            if let Some(chosen) = chosen {
                on_change.run(chosen);
            }
        }),
    }
}
