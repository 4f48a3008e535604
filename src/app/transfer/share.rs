//! A link that holds the plan.

use crate::app::copying::copier;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Button, ButtonKind, Dialog, DialogSize, Glyph, Icon};
use crate::app::planner::{Planner, use_planner};
use crate::app::platform::address;
use crate::app::platform::later::spawn;
use crate::app::reactive::{Callback, RwSignal};
use crate::app::session::{Session, use_session};
use crate::format::link::{MAX_LENGTH, SAFE_LENGTH, TooLong, fragment};

/// The link, its length and what that means, and the ways to pass it on.
pub(super) fn share(open: RwSignal<bool>) -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    view! {
        <Dialog
            open=open
            title="Share as a link"
            description=Some(
                "The plan is in the link itself, behind the #, which browsers send to no server. Whoever has the link can read the plan: \
                 its names, notes and account numbers."
                    .to_owned(),
            )
            size=DialogSize::Wide
        >
            {match planner.peek(|workspace| fragment(workspace.plan())) {
                Ok(fragment) => made(planner, session, &fragment),
                Err(problem) => refused(planner, session, problem),
            }}
        </Dialog>
    }
    .into_any()
}

fn made(planner: Planner, session: Session, fragment: &str) -> AnyView {
    let link = format!("{}#{fragment}", address::page());
    let (copied, sent) = (link.clone(), link.clone());
    let copy = copier(move || copied.clone(), "Copied the link");
    let send = Callback::new(move |()| {
        let title = planner.peek(|workspace| workspace.plan().about().name.clone());
        let link = sent.clone();
        spawn(async move {
            // Whoever closes the system's dialog knows it.
            let _closed = address::share(&title, &link).await;
        });
    });
    let words = length_words(link.chars().count());
    view! {
        <div class="stack">
            <p class="share__link mono" tabindex="0" role="textbox" aria-readonly="true" aria-label="Link">
                {link}
            </p>
            <p class="dim" role="status">
                {words}
            </p>
            <div class="cluster">
                <Button label="Copy the link" kind=ButtonKind::Primary on_press=copy />
                {address::can_share().then(|| view! { <Button label="Send…" on_press=send /> })}
                <Button label="Export as JSON" on_press=Callback::new(move |()| session.export(planner)) />
            </div>
        </div>
    }
    .into_any()
}

fn refused(planner: Planner, session: Session, problem: TooLong) -> AnyView {
    let words = format!(
        "This plan is too large for a link: it would have {} characters, and {} are what browsers and programs pass on. Send it as a \
         file; whoever gets it opens it with Import.",
        thousands(problem.length as u64),
        thousands(MAX_LENGTH as u64),
    );
    view! {
        <div class="stack">
            <p class="share__refused" role="alert">
                <Icon glyph=Glyph::Warning />
                {words}
            </p>
            <div class="cluster">
                <Button
                    label="Export as JSON"
                    kind=ButtonKind::Primary
                    on_press=Callback::new(move |()| session.export(planner))
                />
            </div>
        </div>
    }
    .into_any()
}

fn length_words(length: usize) -> String {
    let characters = thousands(length as u64);
    if length <= SAFE_LENGTH {
        return format!("{characters} characters: short enough for every mail and chat program");
    }
    format!(
        "{characters} characters. Some mail and chat programs cut links of more than {}: if it arrives damaged, send the plan as a file",
        thousands(SAFE_LENGTH as u64)
    )
}
