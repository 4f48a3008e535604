//! Whether all selected rows and what depends on them shall go.

use crate::app::dialogs::words::{listed, sentence};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, DialogSize, Glyph, Icon, Notice, use_announcer};
use crate::app::planner::use_planner;
use crate::app::reactive::{RwSignal, Signal};
use crate::plan::gesture::{ManyRemoved, remove_many};

/// Says what goes, and asks. It can be undone, and says so.
pub(super) fn dialog(open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let nodes = planner.selection();
    let count = nodes.len();
    let removed = planner.peek(|workspace| remove_many(workspace.plan(), workspace.index(), &nodes));
    let (words, refusal) = match &removed {
        Ok(removed) => (sentences(removed, count), None),
        Err(obstacle) => (Vec::new(), Some(sentence(obstacle))),
    };
    let delete = move || {
        // The plan as it is now counts.
        let removed = planner.peek(|workspace| remove_many(workspace.plan(), workspace.index(), &nodes));
        let Ok(removed) = removed else { return };
        let rows = counted(removed.rows as u64, "row", "rows");
        if planner.edit(&removed.gesture.label, removed.gesture.edit) {
            open.set(false);
            let undo = Notice::done(format!("Deleted {rows}")).with_action("Undo", move || planner.undo());
            use_announcer().show(undo);
            request_animation_frame(move || planner.focus_tree());
        }
    };
    let problem = move |sentence: &String| {
        view! {
            <p class="proposal__problem">
                <Icon glyph=Glyph::Lock />
                <span>{sentence.clone()}</span>
            </p>
        }
    };
    let reason = refusal.clone();
    let button = format!("Delete {}", counted(count as u64, "row", "rows"));
    view! {
        <Dialog
            open=open
            title=format!("Delete {}?", counted(count as u64, "row", "rows"))
            size=DialogSize::Small
            on_submit=delete
            footer=move || {
                view! {
                    <Button label="Keep" on_press=move || open.set(false) />
                    <Button
                        label=button.clone()
                        kind=ButtonKind::Danger
                        refusal=Signal::stored(refusal.clone())
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div class="stack">
                {words.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view()}
                {reason.as_ref().map(problem)}
                <p class="dim">"You can undo this"</p>
            </div>
        </Dialog>
    }
    .into_any()
}

fn sentences(removed: &ManyRemoved, selected: usize) -> Vec<String> {
    let kinds = [
        (removed.scopes, "scope", "scopes"),
        (removed.pools, "pool", "pools"),
        (removed.vpcs, "VPC", "VPCs"),
        (
            removed.reservations,
            "reservation or public block",
            "reservations and public blocks",
        ),
        (removed.subnets, "subnet", "subnets"),
    ];
    let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
    let going: Vec<String> = kinds
        .map(|(count, one, many)| counted(count as u64, one, many))
        .collect();
    let mut sentences = Vec::new();
    if !going.is_empty() {
        sentences.push(format!("With all that depends on them go {}", listed(&going)));
    }
    if let Some(kept @ 1..) = selected.checked_sub(removed.rows) {
        let rows = counted(kept as u64, "row stays", "rows stay");
        sentences.push(format!("{rows}: the IPAM and the default scopes cannot be deleted"));
    }
    sentences
}
