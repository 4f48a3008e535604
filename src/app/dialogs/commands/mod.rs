//! The command palette: every action, and whatever the plan has of that name or at that address.

mod lookup;
mod model;

use leptos::ev::KeyboardEvent;

use crate::app::action::Action;
use crate::app::dialogs::listbox::{next_line, scroll_into_list};
use crate::app::markup::*;
use crate::app::parts::{BlockKind, Dialog, Glyph, Icon, Keyboard, KindMark, MarkWord, unique_id};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal};
use crate::app::session::{Session, use_session};
use crate::plan::Node;
use crate::workspace::Workspace;
pub(in crate::app) use lookup::Lookup;
pub(super) use lookup::provide_lookup;
use lookup::use_lookup;
use model::{Found, Mark, actions, search};

/// A line of the list.
#[derive(Clone, PartialEq)]
enum Line {
    Action { action: Action, refusal: Option<String> },
    Row(Found),
}

/// A field and a list that it narrows. The focus stays in the field: arrows move through the list, Enter takes the line. What
/// cannot be done now stands there with the reason. What is asked for as an address is answered first.
#[component]
pub(in crate::app) fn Commands(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let session = use_session();
    let lookup = use_lookup();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let asked = |workspace: &Workspace| {
            let found = lookup.try_update_value(|lookup| search(workspace, lookup, &query.get()));
            found.unwrap_or_default()
        };
        planner.read(asked)
    });
    let lines = Memo::new(move |_| {
        let actions = actions(&query.get()).into_iter().map(|action| Line::Action {
            action,
            refusal: action.refusal(planner),
        });
        let rows = found.with(|found| found.rows.clone()).into_iter().map(Line::Row);
        if found.with(|found| found.is_address) {
            rows.chain(actions).collect::<Vec<_>>()
        } else {
            actions.chain(rows).collect()
        }
    });
    let active = RwSignal::new(0_usize);
    let (field, list) = (unique_id("palette"), unique_id("palette-list"));

    let take = move |place: usize| {
        match lines.with_untracked(|lines| lines.get(place).cloned()) {
            Some(Line::Action { action, refusal: None }) => {
                planner.asking.set(None);
                // The palette goes first and gives the focus back; what comes now takes it from there.
                request_animation_frame(move || action.run(planner, session));
            }
            Some(Line::Row(found)) => {
                planner.asking.set(None);
                planner.reveal(found.node);
                request_animation_frame(move || planner.focus_tree());
            }
            // The reason stands in the line.
            Some(Line::Action { refusal: Some(_), .. }) | None => {}
        }
    };
    let list_of_keys = list.clone();
    let on_keydown = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let key = event.key();
        match key.as_str() {
            "Enter" => {
                event.prevent_default();
                take(active.get_untracked());
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                let count = lines.with_untracked(Vec::len);
                if let Some(next) = next_line(&key, Some(active.get_untracked()), count) {
                    active.set(next);
                    if let Some(line) = document().get_element_by_id(&format!("{list_of_keys}-{next}")) {
                        scroll_into_list(&line);
                    }
                }
            }
            _ => {}
        }
    };
    let content = {
        let list = list.clone();
        move || {
            let lines = lines.get().into_iter().enumerate();
            let line = |(place, line): (usize, Line)| {
                let id = format!("{list}-{place}");
                let is_active = move || active.get() == place;
                let refused = matches!(&line, Line::Action { refusal: Some(_), .. });
                view! {
                    <li
                        class="palette__line"
                        role="option"
                        id=id
                        aria-selected=move || if is_active() { "true" } else { "false" }
                        aria-disabled=refused.then_some("true")
                        on:pointerdown=move |event| event.prevent_default()
                        on:pointermove=move |_| {
                            if active.get_untracked() != place {
                                active.set(place);
                            }
                        }
                        on:click=move |_| take(place)
                    >
                        {line_view(session, line)}
                    </li>
                }
            };
            lines.map(line).collect_view()
        }
    };
    let controls = list.clone();
    let active_list = list.clone();
    let summary = move || {
        found.with(|found| match (&found.answer, lines.with(Vec::len)) {
            (Some(answer), _) => answer.clone(),
            (None, 0) => "Nothing with this name or address".to_owned(),
            (None, _) if found.more => "There are more: type more of the name".to_owned(),
            (None, _) => String::new(),
        })
    };
    view! {
        <Dialog open=open title="Search or run a command">
            <div class="palette">
                <label class="visually-hidden" for=field.clone()>
                    "A command, a name, a CIDR or an address"
                </label>
                <div class="input">
                    <Icon glyph=Glyph::Search />
                    <input
                        id=field.clone()
                        type="text"
                        role="combobox"
                        autofocus=true
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        aria-autocomplete="list"
                        aria-expanded="true"
                        aria-controls=controls.clone()
                        aria-activedescendant={
                            let list = active_list.clone();
                            move || lines.with(|lines| !lines.is_empty()).then(|| format!("{list}-{}", active.get()))
                        }
                        placeholder="A command, a name, a CIDR or an address such as 10.3.4.5"
                        prop:value=move || query.get()
                        on:input=move |event| {
                            query.set(event_target_value(&event));
                            active.set(0);
                        }
                        on:keydown=on_keydown.clone()
                    />
                </div>
                <p class="palette__answer" role="status">
                    {summary}
                </p>
                <ul class="palette__list" role="listbox" aria-label="Results" id=list.clone()>
                    {content.clone()}
                </ul>
            </div>
        </Dialog>
    }
    .into_any()
}

fn line_view(session: Session, line: Line) -> AnyView {
    match line {
        Line::Action { action, refusal } => {
            let keys = untrack(|| session.shortcut(action)).map(|shortcut| shortcut.shown(Keyboard::of_this_machine()));
            view! {
                <Icon glyph=action.glyph() />
                <span class="palette__label">
                    {action.label()}
                    {refusal.map(|reason| view! { <span class="palette__detail">{reason}</span> })}
                </span>
                {keys.map(|keys| view! { <kbd class="keys">{keys}</kbd> })}
            }
            .into_any()
        }
        Line::Row(found) => {
            let mark = match found.mark {
                Mark::Scope => view! { <Icon glyph=Glyph::Scope /> }.into_any(),
                Mark::Block(kind) => {
                    view! { <span class="palette__mark"><KindMark kind=kind word=MarkWord::Said /></span> }.into_any()
                }
            };
            view! {
                {mark}
                <span class="palette__label">
                    {found.title} {(!found.path.is_empty()).then(|| view! { <span class="palette__detail">{found.path}</span> })}
                </span>
                <span class="mono">{found.cidr}</span>
            }
            .into_any()
        }
    }
}

/// The mark of a row.
fn mark_of(node: Node, is_unmanaged: bool) -> Mark {
    Mark::Block(match node {
        Node::Ipam | Node::Scope(_) => return Mark::Scope,
        Node::Pool(_) => BlockKind::Pool,
        Node::Vpc(_) | Node::VpcCidr(_) if is_unmanaged => BlockKind::UnmanagedVpc,
        Node::Vpc(_) | Node::VpcCidr(_) => BlockKind::Vpc,
        Node::Reservation(_) | Node::PublicBlock(_) => BlockKind::Reserved,
        Node::Subnet(_) => BlockKind::Subnet,
        Node::Free(_) => BlockKind::Free,
    })
}
