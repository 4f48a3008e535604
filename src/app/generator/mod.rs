//! The dialog that generates a tree of pools from a few answers, and again from others until somebody changes it by hand.
//!
//! The answers of a tree stay with the page ([`Planner::generated`](super::planner::Planner)): the dialog begins with them as long as the
//! tree is just what they make. After a reload the tree itself says with which answers it can be made
//! ([`recall`](crate::generate::recall)). What is generated is the domain's ([`crate::generate`]).

mod answers;
mod level;
mod model;
mod preview;

use answers::Answers;
use model::{Made, Task, known_tree, make, preview_of};
use preview::{Shown, preview};

use super::dialogs::{focus_first_error, words::title};
use super::ids::RandomIds;
use super::markup::*;
use super::parts::figures::thousands;
use super::parts::{
    Button, ButtonKind, ButtonPurpose, Choice, Dialog, DialogSize, Dismissal, Notice, Segmented, use_announcer,
};
use super::planner::{Planner, use_planner};
use super::platform::listen::Timer;
use super::reactive::{Memo, RwSignal, Signal, StoredValue, effect};
use crate::foresight::Foresight;
use crate::plan::{Edit, Node};

/// Of so many pools it is foreseen what they would do to the findings; of more it is seen once they are there.
const FORESEEN: usize = 300;

/// How long nobody must have typed before findings are foreseen, in milliseconds.
const REST: u64 = 200;

/// Asks for the supernet and the levels, and shows what comes of them.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let known = planner.peek(|workspace| known_tree(workspace, &planner.generated.get_value(), node));
    let answers = planner.peek(|workspace| Answers::new(workspace, node, known.as_ref()));
    let again = known.as_ref().is_some_and(|known| known.edited.is_none());
    let edited = known.as_ref().and_then(|known| known.edited.clone());
    let task = RwSignal::new(if again { Task::Again } else { Task::New });
    let known = StoredValue::new(known);
    // What is made when it is made: the tree, or why there is none.
    let made = Memo::new(move |_| {
        let blueprint = answers.blueprint()?;
        let task = task.get();
        Some(
            planner.read(|workspace| known.with_value(|known| preview_of(workspace, task, known.as_ref(), &blueprint))),
        )
    });
    let few = move || made.with(|made| matches!(made, Some(Ok(made)) if made.pools <= FORESEEN));
    let findings = foreseen(planner, few, move || {
        let (blueprint, task) = (answers.blueprint()?, task.get());
        let gesture = planner.peek(|workspace| {
            known.with_value(|known| make(workspace, task, known.as_ref(), &blueprint, &mut RandomIds))
        });
        Some(gesture.ok()?.edit)
    });
    let submit = move || {
        answers.accept();
        let is_right = made.with_untracked(|made| matches!(made, Some(Ok(_))));
        let Some(blueprint) = untrack(|| answers.blueprint()).filter(|_| is_right) else {
            return focus_first_error();
        };
        let gesture = planner.peek(|workspace| {
            let task = task.get_untracked();
            known.with_value(|known| make(workspace, task, known.as_ref(), &blueprint, &mut RandomIds))
        });
        let Ok(gesture) = gesture else { return };
        let (label, focus) = (gesture.label.clone(), gesture.focus);
        if planner.take(gesture) {
            if let Some(Node::Pool(root)) = focus {
                planner.generated.update_value(|all| all.push((root, blueprint)));
            }
            open.set(false);
            use_announcer().show(Notice::done(label).with_action("Undo", move || planner.undo()));
        }
    };
    let tree = planner.peek(|workspace| {
        known.with_value(|known| known.as_ref().map(|known| title(workspace, Node::Pool(known.root))))
    });
    let tasks = tree.clone().filter(|_| again).map(|tree| {
        vec![
            Choice::new(Task::Again, format!("Generate {tree} again")),
            Choice::new(Task::New, "A new tree"),
        ]
    });
    let verb = Signal::derive(move || {
        made.with(|made| match made {
            Some(Ok(Made { pools: 1, .. })) => "Generate 1 pool".to_owned(),
            Some(Ok(made)) => format!("Generate {} pools", thousands(made.pools as u64)),
            _ => "Generate".to_owned(),
        })
    });
    let refusal = planner.refusal();
    let shown = Signal::derive(move || match made.get() {
        None => Shown::Incomplete,
        Some(Err(problem)) => Shown::Problem(problem),
        Some(Ok(made)) => Shown::Made(made),
    });
    view! {
        <Dialog
            open=open
            title="Generate a plan"
            description=Some(
                "A tree of pools from a supernet and levels in any order. It is one step, and can be generated again until it is \
                 changed by hand"
                    .to_owned(),
            )
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=submit
            footer=move || view! {
                <Button label=verb kind=ButtonKind::Primary purpose=ButtonPurpose::Submit refusal=refusal />
            }
        >
            <div class="generator">
                <div class="stack">
                    {tasks.clone().map(|tasks| view! {
                        <Segmented label="What is made" options=Signal::stored(tasks) value=task on_change=task.setter() />
                    })}
                    {edited.clone().map(|edited| view! { <p class="generator__edited">{edited}</p> })}
                    {answers.view()}
                </div>
                {preview(shown, findings)}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What the edit would do to the findings, a moment after it has changed; nothing where there is none.
fn foreseen(
    planner: Planner,
    follow: impl Fn() -> bool + Copy + Send + Sync + 'static,
    edit: impl Fn() -> Option<Edit> + Copy + Send + Sync + 'static,
) -> RwSignal<Option<Foresight>> {
    let found = RwSignal::new(None);
    let timer = StoredValue::new(None::<Timer>);
    effect(move |_| {
        // What it follows is read now; the work is done once nobody types for a moment.
        let is_some = follow();
        found.set(None);
        let foresee = move || {
            let foreseen = untrack(edit).and_then(|edit| planner.foresee(edit).ok());
            found.set(foreseen);
        };
        // The one before is stopped as it is dropped.
        timer.set_value(is_some.then(|| Timer::after(REST, foresee)).flatten());
    });
    on_cleanup(move || {
        // What is still to come would change what is gone.
        let _ = timer.try_update_value(Option::take);
    });
    found
}
