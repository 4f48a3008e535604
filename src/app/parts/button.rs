//! Buttons, with a word or with an icon alone.

use leptos::html;

use super::icon::{Glyph, Icon};
use super::shortcut::{Keyboard, Shortcut};
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// How much a button asks for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ButtonKind {
    /// One among others.
    #[default]
    Plain,
    /// What the place is for; one of them in sight.
    Primary,
    /// In bars and rows: no frame.
    Ghost,
    /// Inside text.
    Link,
    /// Takes something away.
    Danger,
}

/// How tall a button is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ButtonSize {
    /// As tall as a field.
    #[default]
    Usual,
    /// For cards and rows.
    Small,
}

/// What a press means to the form around the button.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ButtonPurpose {
    /// Nothing.
    #[default]
    Press,
    /// It submits the form, as Enter in one of its fields does.
    Submit,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Primary => " button--primary",
            Self::Ghost => " button--ghost",
            Self::Link => " button--link",
            Self::Danger => " button--danger",
        }
    }
}

impl ButtonSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Small => " button--small",
        }
    }
}

/// The class names of a button, for elements that only look like one (a link to a file, a menu's button).
pub fn button_class(kind: ButtonKind, size: ButtonSize) -> String {
    ["button", kind.class(), size.class()].concat()
}

/// What both buttons do alike.
struct Press {
    class: String,
    label: Signal<String>,
    tip: Signal<Option<String>>,
    shortcut: Option<Shortcut>,
    refusal: Signal<Option<String>>,
    pressed: Option<Signal<bool>>,
    purpose: ButtonPurpose,
    node_ref: NodeRef<html::Button>,
    on_press: Option<Callback<()>>,
}

/// Whether the label is written inside the button or only said.
enum Naming {
    Written(Option<Glyph>),
    Said(Signal<Glyph>),
}

fn press_button(press: Press, naming: Naming) -> AnyView {
    let Press {
        label,
        tip,
        shortcut,
        refusal,
        pressed,
        on_press,
        ..
    } = press;
    let keyboard = shortcut.map(|_| Keyboard::of_this_machine()).unwrap_or(Keyboard::Other);
    let named_by_tip = matches!(naming, Naming::Said(_)) || shortcut.is_some();
    let aria_label = match naming {
        Naming::Written(_) => None,
        Naming::Said(_) => Some(label),
    };
    let content = match naming {
        Naming::Written(glyph) => {
            let icon = glyph.map(|glyph| view! { <Icon glyph /> });
            view! { {icon}<span class="button__label">{label}</span> }.into_any()
        }
        Naming::Said(glyph) => view! { <Icon glyph /> }.into_any(),
    };
    view! {
        <button
            type=match press.purpose {
                ButtonPurpose::Press => "button",
                ButtonPurpose::Submit => "submit",
            }
            class=press.class
            aria-label=aria_label.map(|label| move || label.get())
            aria-pressed=pressed.map(|pressed| move || if pressed.get() { "true" } else { "false" })
            aria-disabled=move || refusal.with(Option::is_some).then_some("true")
            aria-description=move || refusal.get().or_else(|| tip.get())
            aria-keyshortcuts=shortcut.map(|shortcut| shortcut.aria(keyboard))
            data-tip=move || refusal.get().or_else(|| tip.get()).or_else(|| named_by_tip.then(|| label.get()))
            data-tip-keys=shortcut.map(|shortcut| shortcut.shown(keyboard))
            node_ref=press.node_ref
            on:click=move |event| {
                if refusal.with_untracked(Option::is_some) {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {content}
        </button>
    }
    .into_any()
}

/// A button with a word on it.
///
/// With a `refusal` it does nothing and says why, in its tip and as its description: it stays focusable, so that the reason
/// can be found (`aria-disabled`, never `disabled`). The keys stand in the tip and in `aria-keyshortcuts`.
#[component]
pub fn Button(
    /// What it does: a verb, with "…" when it will ask for more.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// What stands before the word.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// What else there is to know, in one sentence.
    #[prop(optional, into)]
    tip: Signal<Option<String>>,
    /// The keys that do the same.
    #[prop(optional)]
    shortcut: Option<Shortcut>,
    /// Why it cannot be pressed now; none when it can.
    #[prop(optional, into)]
    refusal: Signal<Option<String>>,
    /// For a button that switches something on and off: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What it means to the form around it.
    #[prop(optional)]
    purpose: ButtonPurpose,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// What happens. A button that submits may leave it to the form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let class = button_class(kind, size);
    let press = Press {
        class,
        label,
        tip,
        shortcut,
        refusal,
        pressed,
        purpose,
        node_ref,
        on_press,
    };
    press_button(press, Naming::Written(icon))
}

/// A button with an icon alone. Its label is its accessible name, and is seen in its tip.
///
/// Refusal and keys are as in [`Button`].
#[component]
pub fn IconButton(
    /// What it does: its name.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// How much it asks for attention; usually [`ButtonKind::Ghost`].
    #[prop(default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// What else there is to know, in one sentence; it takes the place of the label in the tip.
    #[prop(optional, into)]
    tip: Signal<Option<String>>,
    /// The keys that do the same.
    #[prop(optional)]
    shortcut: Option<Shortcut>,
    /// Why it cannot be pressed now; none when it can.
    #[prop(optional, into)]
    refusal: Signal<Option<String>>,
    /// For a button that switches something on and off: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let class = button_class(kind, size) + " button--icon";
    let purpose = ButtonPurpose::Press;
    let press = Press {
        class,
        label,
        tip,
        shortcut,
        refusal,
        pressed,
        purpose,
        node_ref,
        on_press: Some(on_press),
    };
    press_button(press, Naming::Said(icon))
}
