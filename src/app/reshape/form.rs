//! What all the dialogs have alike: fields, a preview that follows them, and one button.

use super::preview::{self, Preview};
use crate::app::dialogs::focus_first_error;
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Dismissal, Glyph, Icon, Notice, use_announcer,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal};
use crate::plan::gesture::Gesture;

/// What the fields come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Something is missing or wrong in a field, which says so itself.
    Incomplete,
    /// It cannot be done: a sentence for each reason.
    Refused(Vec<String>),
    /// It can.
    Ready(Gesture),
}

impl Answer {
    /// A gesture, or what is in its way.
    pub(super) fn of(gesture: Result<Gesture, impl std::fmt::Display>) -> Self {
        match gesture {
            Ok(gesture) => Self::Ready(gesture),
            Err(problem) => Self::refused(problem),
        }
    }

    /// It cannot be done.
    pub(super) fn refused(problem: impl std::fmt::Display) -> Self {
        Self::Refused(vec![sentence(problem)])
    }
}

/// A dialog that changes the shape of the tree.
pub(super) struct Form {
    /// What it asks.
    pub(super) title: &'static str,
    /// What it is about.
    pub(super) about: String,
    /// What the button says.
    pub(super) verb: &'static str,
    /// What would be done. It follows the plan and the fields.
    pub(super) answer: Memo<Answer>,
    /// Shows from now on what is wrong in the fields; for the moment somebody wants to go on.
    pub(super) accept: Box<dyn Fn() + Send + Sync>,
    /// The fields.
    pub(super) fields: Box<dyn Fn() -> AnyView + Send + Sync>,
}

/// What is shown under the fields.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Problems(Vec<String>),
    Preview(Preview),
}

/// Shows the dialog: the fields, what would happen, and a button that does it as one step of the history.
pub(super) fn form(open: RwSignal<bool>, form: Form) -> AnyView {
    let Form {
        title,
        about,
        verb,
        answer,
        accept,
        fields,
    } = form;
    let planner = use_planner();
    let shown = Memo::new(move |_| match answer.get() {
        Answer::Incomplete => Shown::Nothing,
        Answer::Refused(problems) => Shown::Problems(problems),
        Answer::Ready(gesture) => match planner.foresee(gesture.edit.clone()) {
            Ok(foresight) => Shown::Preview(planner.peek(|w| Preview::of(w.plan(), &gesture, &foresight))),
            Err(refusal) => Shown::Problems(vec![refusal]),
        },
    });
    let submit = move || {
        accept();
        let Answer::Ready(gesture) = answer.get_untracked() else {
            return focus_first_error();
        };
        let label = gesture.label.clone();
        if planner.take(gesture) {
            open.set(false);
            use_announcer().show(Notice::done(label).with_action("Undo", move || planner.undo()));
        }
    };
    let content = move || match shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Problems(problems) => {
            let problem = |problem: String| {
                view! {
                    <p class="proposal__problem">
                        <Icon glyph=Glyph::Warning />
                        <span>{problem}</span>
                    </p>
                }
            };
            problems.into_iter().map(problem).collect_view().into_any()
        }
        Shown::Preview(preview) => preview::view(preview),
    };
    let is_empty = move || shown.with(|shown| *shown == Shown::Nothing);
    view! {
        <Dialog
            open=open
            title=title
            description=Some(about)
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=submit
            footer=move || {
                view! { <Button label=verb kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <div class="stack">
                {fields()}
                <div class="proposal proposal--plain" role="status" hidden=is_empty>
                    {content}
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
