//! How grave something is, as a colour, a shape and a word; and small words in a frame.

use super::figures::counted;
use crate::app::markup::*;
use crate::app::reactive::Signal;

/// How grave something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look before it goes on.
    Warning,
    /// It will not work.
    Error,
}

impl Severity {
    /// The part of a class name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    const fn plural(self) -> &'static str {
        match self {
            Self::Note => "notes",
            Self::Warning => "warnings",
            Self::Error => "errors",
        }
    }

    /// A disc, a triangle, a ring: told apart without colour, at 8 pixels.
    const fn shape(self) -> &'static str {
        match self {
            Self::Error => "M4 .25a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5Z",
            Self::Warning => "M4 .4 7.9 7.4H.1Z",
            Self::Note => {
                "M4 .25a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5Zm0 1.5a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5Z"
            }
        }
    }
}

/// The shape of a severity, for the eye. The word stands beside it, or is said by what is around it.
#[component]
pub fn SeverityMark(
    /// How grave it is.
    severity: Severity,
) -> impl IntoView {
    view! {
        <svg class=format!("severity severity--{}", severity.name()) viewBox="0 0 8 8" aria-hidden="true">
            <path d=severity.shape() fill-rule="evenodd" />
        </svg>
    }
    .into_any()
}

/// How many findings of one severity there are: a shape and a number, said as "3 errors". Nothing when there are none.
#[component]
pub fn Badge(
    /// How grave they are.
    severity: Severity,
    /// How many there are.
    #[prop(into)]
    count: Signal<u64>,
) -> impl IntoView {
    let badge = move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <span class=format!("badge badge--{}", severity.name())>
                    <SeverityMark severity />
                    <span aria-hidden="true">{super::figures::thousands(count)}</span>
                    <span class="visually-hidden">{counted(count, severity.name(), severity.plural())}</span>
                </span>
            }
        })
    };
    badge.into_any()
}

/// A word in a frame: what kind of thing it is, in which state.
#[component]
pub fn Pill(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <span class="pill">{text}</span> }.into_any()
}
