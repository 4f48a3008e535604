//! Keys that do something wherever the focus is: from a press of keys to an action.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::action::Action;
use super::markup::*;
use super::parts::{Keyboard, Notice, keep, use_announcer};
use super::planner::Planner;
use super::platform::listen::Listener;
use super::platform::settings::SingleKeys;
use super::session::Session;

/// Listens on the window for as long as the component that calls stands.
///
/// Left alone are: keys that something in the page has answered already, keys that compose a character (input methods,
/// AltGr), and in fields whatever types, moves or takes back there. While a dialog is open nothing is done; but what has
/// Control in it does not reach the browser either, which would do something of its own.
pub(super) fn listen_for_keys(planner: Planner, session: Session) {
    let keyboard = Keyboard::of_this_machine();
    let owner = Owner::current();
    keep(Listener::new(&window(), "keydown", move |event| {
        // Browsers that fill in forms send events of this name that are none.
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.default_prevented() || event.is_composing() || event.get_modifier_state("AltGraph") {
            return;
        }
        let press = Press::of(event, keyboard);
        let Some(action) = action_of(&press, focus_of_page(), keyboard) else {
            return;
        };
        if press.writes_a_character() && session.single_keys.get_untracked() == SingleKeys::Rest {
            return;
        }
        let in_dialog = dialog_is_open();
        if in_dialog && !press.leader {
            return;
        }
        // Otherwise the browser saves the page, opens a file or looks for text, over a dialog too.
        event.prevent_default();
        if in_dialog {
            return;
        }
        let repeats = matches!(action, Action::Undo | Action::Redo);
        if event.repeat() && !repeats {
            return;
        }
        let act = || run_or_say(action, planner, session);
        match &owner {
            Some(owner) => owner.with(act),
            None => act(),
        }
    }));
}

/// Does what the action does, or says why it cannot be done.
fn run_or_say(action: Action, planner: Planner, session: Session) {
    match (untrack(|| action.refusal(planner)), action) {
        (None, _) => action.run(planner, session),
        // Everybody presses it once too often: no need to make a fuss.
        (Some(reason), Action::Undo | Action::Redo) => use_announcer().polite(reason),
        (Some(reason), _) => use_announcer().show(Notice::note(reason)),
    }
}

fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Where keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// A text is typed, or a choice made by letters.
    Field,
    /// Nothing is typed.
    Elsewhere,
}

fn focus_of_page() -> Focus {
    let types = |element: &Element| {
        let is_button =
            |kind: Option<String>| matches!(kind.as_deref(), Some("checkbox" | "radio" | "button" | "submit"));
        match element.tag_name().as_str() {
            "INPUT" => !is_button(element.get_attribute("type")),
            "TEXTAREA" | "SELECT" => true,
            _ => {
                // Menus and lists go by letters.
                matches!(
                    element.get_attribute("role").as_deref(),
                    Some("menuitem" | "menuitemradio" | "option")
                ) || element
                    .dyn_ref::<HtmlElement>()
                    .is_some_and(HtmlElement::is_content_editable)
            }
        }
    };
    match document().active_element() {
        Some(element) if types(&element) => Focus::Field,
        _ => Focus::Elsewhere,
    }
}

/// Keys that are down together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Press {
    /// The key by its name, a letter as a capital: `Z`, `?`, `F2`, `Delete`.
    key: String,
    /// Control, or ⌘ on Apple's keyboards.
    leader: bool,
    /// The one of these two that leads nothing here.
    other_leader: bool,
    shift: bool,
    alt: bool,
}

impl Press {
    /// Whether this types something where something can be typed.
    fn writes_a_character(&self) -> bool {
        !self.leader && !self.other_leader && self.key.chars().count() == 1
    }

    fn of(event: &KeyboardEvent, keyboard: Keyboard) -> Self {
        let (leader, other_leader) = match keyboard {
            Keyboard::Apple => (event.meta_key(), event.ctrl_key()),
            Keyboard::Other => (event.ctrl_key(), event.meta_key()),
        };
        Self {
            key: named_key(&event.key(), &event.code()),
            leader,
            other_leader,
            shift: event.shift_key(),
            alt: event.alt_key(),
        }
    }
}

/// The key as shortcuts name it. Where the keyboard writes another script, the place of the key counts (`code`), so that
/// Ctrl+Z is where it always was.
fn named_key(key: &str, code: &str) -> String {
    let is_one_character = key.chars().count() == 1;
    match code.strip_prefix("Key") {
        Some(letter) if is_one_character && !key.is_ascii() => letter.to_owned(),
        // No key of ours is beyond ASCII.
        _ if is_one_character => key.to_ascii_uppercase(),
        _ => key.to_owned(),
    }
}

/// The action whose keys these are, unless they mean something where the focus is.
fn action_of(press: &Press, focus: Focus, keyboard: Keyboard) -> Option<Action> {
    if press.other_leader {
        return None;
    }
    let action = Action::ALL
        .iter()
        .copied()
        .filter(|action| !is_of_the_tree(*action))
        .find(|action| {
            action
                .shortcut()
                .is_some_and(|keys| is_pressed(&keys.aria(Keyboard::Other), press))
        })
        .or_else(|| also(press, keyboard))?;
    let is_taken = match (focus, action) {
        (Focus::Elsewhere, _) => false,
        // The field's own.
        (Focus::Field, Action::Undo | Action::Redo) => true,
        (Focus::Field, _) => !press.leader && !is_function_key(&press.key),
    };
    (!is_taken).then_some(action)
}

/// Keys that people know from elsewhere, beside those that are shown.
fn also(press: &Press, keyboard: Keyboard) -> Option<Action> {
    let plain = !press.shift && !press.alt;
    match (press.key.as_str(), keyboard) {
        ("Y", Keyboard::Other) if press.leader && plain => Some(Action::Redo),
        // What is written "delete" on Apple's keyboards.
        ("Backspace", Keyboard::Apple) if !press.leader && plain => Some(Action::Delete),
        _ => None,
    }
}

/// Whether the keys of an action are the browser's outside of the tree.
fn is_of_the_tree(action: Action) -> bool {
    matches!(action, Action::Tree(action) if action.is_of_the_tree())
}

fn is_function_key(key: &str) -> bool {
    key.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// Whether the keys of `shortcut`, written as for `aria-keyshortcuts` with Control as the leader, are those pressed.
fn is_pressed(shortcut: &str, press: &Press) -> bool {
    let mut wanted = Press::default();
    for key in shortcut.split('+') {
        match key {
            "Control" => wanted.leader = true,
            "Shift" => wanted.shift = true,
            "Alt" => wanted.alt = true,
            key => key.clone_into(&mut wanted.key),
        }
    }
    // Whether a sign needs Shift is a matter of the keyboard.
    let is_sign = wanted.key.len() == 1 && !wanted.key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    wanted.shift = if is_sign { press.shift } else { wanted.shift };
    wanted == *press
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(keys: &str) -> Press {
        let mut press = Press::default();
        for key in keys.split('+') {
            match key {
                "Lead" => press.leader = true,
                "Other" => press.other_leader = true,
                "Shift" => press.shift = true,
                "Alt" => press.alt = true,
                key => press.key = named_key(key, ""),
            }
        }
        press
    }

    #[test]
    fn no_two_actions_share_keys() {
        let all = Action::ALL.iter().filter_map(|action| {
            let keys = action.shortcut()?;
            Some((keys.aria(Keyboard::Other), *action))
        });
        let mut seen = std::collections::BTreeMap::new();
        for (keys, action) in all {
            assert_eq!(
                seen.insert(keys.clone(), action),
                None,
                "{keys} is for {action:?} and for another"
            );
        }
    }

    #[test]
    fn every_action_is_found_by_its_own_keys() {
        for action in Action::ALL {
            let Some(shortcut) = action.shortcut().filter(|_| !is_of_the_tree(*action)) else {
                continue;
            };
            let keys = shortcut.aria(Keyboard::Other).replace("Control", "Lead");
            for keyboard in [Keyboard::Other, Keyboard::Apple] {
                assert_eq!(
                    action_of(&press(&keys), Focus::Elsewhere, keyboard),
                    Some(*action),
                    "{keys}"
                );
            }
        }
    }

    #[test]
    fn keys_mean_something_only_where_nothing_else_takes_them() {
        use Action::*;
        use Focus::*;
        let other = Keyboard::Other;
        let cases = [
            ("p", Elsewhere, other, Some(AddPool)),
            ("P", Elsewhere, other, Some(AddPool)),
            ("p", Field, other, None),
            ("Shift+P", Elsewhere, other, None),
            ("Alt+P", Elsewhere, other, None),
            ("Lead+P", Elsewhere, other, None),
            ("Lead+k", Field, other, Some(Commands)),
            ("Lead+Alt+k", Elsewhere, other, None),
            ("Other+k", Elsewhere, other, None),
            ("Other+Lead+k", Elsewhere, other, None),
            ("Lead+z", Elsewhere, other, Some(Undo)),
            ("Lead+z", Field, other, None),
            ("Lead+Shift+Z", Elsewhere, other, Some(Redo)),
            ("Lead+y", Elsewhere, other, Some(Redo)),
            ("Lead+y", Elsewhere, Keyboard::Apple, None),
            ("?", Elsewhere, other, Some(Shortcuts)),
            ("Shift+?", Elsewhere, other, Some(Shortcuts)),
            ("?", Field, other, None),
            ("Delete", Elsewhere, other, Some(Delete)),
            ("Delete", Field, other, None),
            ("Backspace", Elsewhere, other, None),
            ("Backspace", Elsewhere, Keyboard::Apple, Some(Delete)),
            ("Lead+Backspace", Elsewhere, Keyboard::Apple, None),
            ("F2", Field, other, Some(Rename)),
            ("x", Elsewhere, other, None),
        ];
        for (keys, focus, keyboard, expected) in cases {
            assert_eq!(
                action_of(&press(keys), focus, keyboard),
                expected,
                "{keys} in {focus:?} on {keyboard:?}"
            );
        }
    }

    #[test]
    fn keys_of_another_script_count_by_their_place() {
        assert_eq!(named_key("я", "KeyZ"), "Z");
        assert_eq!(named_key("z", "KeyY"), "Z", "a German keyboard");
        assert_eq!(named_key("ArrowUp", "ArrowUp"), "ArrowUp");
        assert_eq!(named_key("Dead", "BracketLeft"), "Dead");
    }
}
