//! Four steps through the screen. They stand under it, cover nothing, and go away for good.

use crate::app::dialogs::focus_on;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonSize, Keyboard, Shortcut};
use crate::app::planner::use_planner;
use crate::app::platform::settings::Tour;
use crate::app::reactive::Memo;
use crate::app::session::use_session;

/// One step: the part of the screen that it is about (the same names as in help.css), what that is called, and what to know.
struct Step {
    part: &'static str,
    title: &'static str,
    words: &'static str,
}

const STEPS: [Step; 4] = [
    Step {
        part: "tree",
        title: "The tree",
        words: "Scopes, pools and what is allocated from them. Arrows move, P adds a pool, V allocates a VPC; free space is a row too.",
    },
    Step {
        part: "map",
        title: "The map, and what lies beside it",
        words: "The selected pool to scale, with its holes. The other tabs list findings, free space, cost, the steps in AWS and the history.",
    },
    Step {
        part: "inspector",
        title: "The inspector",
        words: "Everything about the selected row. A change counts when you leave the field, and every one can be undone.",
    },
    Step {
        part: "find",
        title: "Search and help",
        words: "{find} finds rows and addresses and runs every command. {keys} lists the keys. This tour and what things are in AWS are there, too.",
    },
];

/// The step of the tour that is to be seen, with ways on, back and out. It is offered once, on the first visit.
pub(in crate::app) fn tour() -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let keyboard = Keyboard::of_this_machine();
    let shown = Memo::new(move |_| planner.tour.get().filter(|step| *step < STEPS.len()));
    let end = move || {
        planner.tour.set(None);
        session.set_settings(&|settings| settings.tour = Tour::Seen);
        planner.focus_tree();
    };
    let go = move |step: usize| {
        planner.tour.set(Some(step));
        request_animation_frame(|| focus_on(".tour .button--primary"));
    };
    following(move || {
        let place = shown.get()?;
        let step = STEPS.get(place)?;
        let words = step
            .words
            .replace("{find}", &Shortcut::new("Mod+K").shown(keyboard))
            .replace("{keys}", &Shortcut::new("?").shown(keyboard));
        let is_last = place + 1 == STEPS.len();
        let back = (place > 0).then(|| {
            view! { <Button label="Back" kind=ButtonKind::Ghost size=ButtonSize::Small on_press=move || go(place - 1) /> }
        });
        let skip = (!is_last).then(|| {
            view! { <Button label="Skip the tour" kind=ButtonKind::Ghost size=ButtonSize::Small on_press=end /> }
        });
        let on = move || if is_last { end() } else { go(place + 1) };
        Some(view! {
            <section class="tour" aria-label="Tour of the screen" data-part=step.part>
                <p class="tour__words" role="status">
                    <span class="tour__count">{format!("{} of {}", place + 1, STEPS.len())}</span>
                    <b>{step.title}</b>
                    " "
                    {words}
                </p>
                <div class="tour__acts">
                    {skip}
                    {back}
                    <Button
                        label=if is_last { "Done" } else { "Next" }
                        kind=ButtonKind::Primary
                        size=ButtonSize::Small
                        on_press=on
                    />
                </div>
            </section>
        })
    })
}
