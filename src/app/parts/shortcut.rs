//! Keys that do what a button does, as they are written on the screen and for assistive technology.

use crate::app::markup::*;

/// A combination of keys in ARIA's notation, with `Mod` for the key that leads commands: `Mod+Shift+Z`, `Alt+ArrowUp`, `F2`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortcut(&'static str);

/// Whose keyboard it is: on Apple's, commands are led by ⌘.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keyboard {
    /// macOS, iPadOS, iOS.
    Apple,
    /// All others.
    Other,
}

impl Keyboard {
    /// The keyboard of the machine the page runs on, as far as the browser tells.
    pub fn of_this_machine() -> Self {
        let platform = window().navigator().platform().unwrap_or_default();
        if platform.starts_with("Mac") || platform.starts_with("iP") {
            Self::Apple
        } else {
            Self::Other
        }
    }
}

impl Shortcut {
    /// Keys joined with `+`, the last one being the key itself.
    pub const fn new(keys: &'static str) -> Self {
        Self(keys)
    }

    /// Whether it is one key that writes a character, with Shift or alone: no letter, digit or sign is free where it holds.
    pub fn writes_a_character(self) -> bool {
        let key = self.0.strip_prefix("Shift+").unwrap_or(self.0);
        key.chars().count() == 1
    }

    /// The value of `aria-keyshortcuts`.
    pub fn aria(self, keyboard: Keyboard) -> String {
        let leader = match keyboard {
            Keyboard::Apple => "Meta",
            Keyboard::Other => "Control",
        };
        self.0.replace("Mod", leader)
    }

    /// As people write it: `Ctrl+Shift+Z`, or `⇧⌘Z`.
    pub fn shown(self, keyboard: Keyboard) -> String {
        let keys = self.0.split('+').map(|key| match (key, keyboard) {
            ("Mod", Keyboard::Apple) => "⌘",
            ("Shift", Keyboard::Apple) => "⇧",
            ("Alt", Keyboard::Apple) => "⌥",
            ("Mod" | "Control", _) => "Ctrl",
            ("ArrowUp", _) => "↑",
            ("ArrowDown", _) => "↓",
            ("ArrowLeft", _) => "←",
            ("ArrowRight", _) => "→",
            ("Escape", _) => "Esc",
            ("Delete", _) => "Del",
            (key, _) => key,
        });
        match keyboard {
            // Apple's order: Option, Shift, Command, then the key, without a joint.
            Keyboard::Apple => {
                let mut keys: Vec<_> = keys.collect();
                let signs = ["⌥", "⇧", "⌘"];
                crate::ordered::sort_by_key(&mut keys, |key| signs.iter().position(|sign| sign == key).unwrap_or(3));
                keys.concat()
            }
            Keyboard::Other => keys.collect::<Vec<_>>().join("+"),
        }
    }
}

/// Keys, drawn as a key. Silent for assistive technology, which hears of them through `aria-keyshortcuts`.
#[component]
pub fn Keys(
    /// Which keys.
    shortcut: Shortcut,
) -> impl IntoView {
    view! { <kbd class="keys" aria-hidden="true">{shortcut.shown(Keyboard::of_this_machine())}</kbd> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{Keyboard, Shortcut};

    #[test]
    fn keys_that_write_a_character_are_told_from_others() {
        for (keys, writes) in [
            ("P", true),
            ("?", true),
            ("Shift+E", true),
            ("Mod+K", false),
            ("F2", false),
            ("Delete", false),
        ] {
            assert_eq!(Shortcut::new(keys).writes_a_character(), writes, "{keys}");
        }
    }

    #[test]
    fn shortcuts_are_written_as_the_keyboard_has_them() {
        for (keys, other, apple, aria) in [
            ("Mod+K", "Ctrl+K", "⌘K", "Control+K"),
            ("Mod+Shift+Z", "Ctrl+Shift+Z", "⇧⌘Z", "Control+Shift+Z"),
            ("Alt+ArrowUp", "Alt+↑", "⌥↑", "Alt+ArrowUp"),
            ("F2", "F2", "F2", "F2"),
        ] {
            let shortcut = Shortcut::new(keys);
            assert_eq!(shortcut.shown(Keyboard::Other), other);
            assert_eq!(shortcut.shown(Keyboard::Apple), apple);
            assert_eq!(shortcut.aria(Keyboard::Other), aria);
        }
    }
}
