//! Whether a row and what depends on it shall go.

mod model;

use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Glyph, Icon, Notice, use_announcer};
use crate::app::planner::use_planner;
use crate::app::reactive::{RwSignal, StoredValue};
use crate::plan::Node;
use crate::plan::gesture::remove;
use crate::workspace::Workspace;
use model::Going;

/// Names what goes along, and asks. It can be undone, and says so.
#[component]
pub(in crate::app) fn Delete(
    /// The row.
    node: Node,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let compose = move |workspace: &Workspace| remove(workspace.plan(), workspace.index(), node);
    let composed = planner.peek(|workspace| {
        let removal = compose(workspace)?;
        Some((Going::of(workspace, node, &removal), workspace.step(), removal))
    });
    let Some((going, step, removal)) = composed else {
        open.set(false);
        return ().into_any();
    };
    let lock = removal.lock.as_ref().map(ToString::to_string);
    let kept = StoredValue::new(Some(removal));
    let refusal = lock.clone();
    let is_locked = lock.is_some();
    let delete = move || {
        if is_locked {
            return;
        }
        let removal = planner.peek(|workspace| {
            // The plan as it is now counts, where another step has come in between.
            let composed = kept.try_update_value(Option::take).flatten();
            composed
                .filter(|_| workspace.step() == step)
                .or_else(|| compose(workspace))
        });
        let Some(removal) = removal else {
            open.set(false);
            return;
        };
        let label = removal.gesture.label.clone();
        if planner.take(removal.gesture) {
            open.set(false);
            let undo = Notice::done(done(&label)).with_action("Undo", move || planner.undo());
            use_announcer().show(undo);
            // The row that had the focus is gone.
            request_animation_frame(move || planner.focus_tree());
        }
    };
    let Going {
        title,
        button,
        sentences,
    } = going;
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Small
            on_submit=delete
            footer=move || {
                view! {
                    <Button label="Keep" on_press=move || open.set(false) />
                    <Button
                        label=button.clone()
                        kind=ButtonKind::Danger
                        refusal=refusal.clone()
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div class="stack">
                {sentences.iter().map(|sentence| view! { <p>{sentence.clone()}</p> }).collect_view()}
                {lock.clone().map(|lock| {
                    view! {
                        <p class="proposal__problem">
                            <Icon glyph=Glyph::Lock />
                            <span>{lock}</span>
                        </p>
                    }
                })}
                <p class="dim">"You can undo this"</p>
            </div>
        </Dialog>
    }
    .into_any()
}

/// "Delete Frankfurt" as something that has happened.
fn done(label: &str) -> String {
    label.replacen("Delete", "Deleted", 1)
}
