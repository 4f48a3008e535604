//! What is there only under a condition.

use leptos::either::Either;
use leptos::prelude::{ChildrenFn, IntoAny, IntoView, ViewFn, component};

use crate::app::reactive::Memo;

/// Shows what is in it while the condition holds, and the fallback while it does not. Either is built when it comes.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Condition,
    /// What is shown.
    children: ChildrenFn,
    /// What is shown instead.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let Condition(when) = when;
    let shown = move || {
        if when.get() {
            Either::Left(children())
        } else {
            Either::Right(fallback.run())
        }
    };
    shown.into_any()
}

/// Something that holds or does not.
pub struct Condition(Memo<bool>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(holds: F) -> Self {
        Self(Memo::new(move |_| holds()))
    }
}
