//! The keys, from the table of actions.

use crate::app::action::{Action, Group};
use crate::app::markup::*;
use crate::app::parts::{Checkbox, Dialog, DialogSize, Keyboard, Shortcut};
use crate::app::platform::settings::SingleKeys;
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::app::session::use_session;

/// Every action that has keys, by group, and whether letters alone are keys: what is listed is what works.
#[component]
pub(in crate::app) fn Shortcuts(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let keyboard = Keyboard::of_this_machine();
    let line = move |words: String, shortcut: Shortcut| {
        view! {
            <div class="keylist__line">
                <dt>{words}</dt>
                <dd>
                    <kbd class="keys">{shortcut.shown(keyboard)}</kbd>
                </dd>
            </div>
        }
    };
    let group = move |heading: &'static str, group: Group| {
        let lines = following(move || {
            let actions = Action::ALL.iter().filter(move |action| action.group() == group);
            let lines = actions.filter_map(|action| Some(line(plain(action.label()), session.shortcut(*action)?)));
            lines.collect_view()
        });
        view! {
            <section>
                <h3 class="keylist__heading">{heading}</h3>
                <dl class="keylist">{lines}</dl>
            </section>
        }
    };
    view! {
        <Dialog open=open title="Keyboard shortcuts" size=DialogSize::Wide>
            <div class="stack">
            <Checkbox
                label="Letters and signs alone are shortcuts"
                checked=Signal::derive(move || session.single_keys.get() == SingleKeys::Act)
                hint=Some(
                    "They are not where text is typed. Without them all is in the menus and under “Search or run a command”; \
                     in the tree they look for names"
                        .to_owned(),
                )
                on_change=Callback::new(move |on: bool| {
                    session.set_single_keys(if on { SingleKeys::Act } else { SingleKeys::Rest });
                })
            />
            <div class="keylist__groups">
                {group("Edit", Group::Edit)} {group("View", Group::View)} {group("Plan", Group::Plan)}
                {group("Help", Group::Help)}
                <section>
                    <h3 class="keylist__heading">"In dialogs"</h3>
                    <dl class="keylist">
                        {line("Add and keep the form open".to_owned(), Shortcut::new("Mod+Enter"))}
                        {line("Close".to_owned(), Shortcut::new("Escape"))}
                    </dl>
                </section>
            </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A label without the sign that it asks for more: nothing is pressed here.
fn plain(label: &str) -> String {
    label.trim_end_matches('…').to_owned()
}
