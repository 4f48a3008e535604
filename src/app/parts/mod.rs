//! The pieces every part of the page is made of: buttons, fields, dialogs, menus, marks, figures.
//!
//! They know the browser and Leptos, and nothing of plans, actions or storage: what they show comes in as a prop, what happens
//! goes out as a callback. Each says in its first lines what it guarantees to people who use a keyboard or a screen reader.
//!
//! Class names: the block is the part (`button`), an element of it follows two underscores (`button__label`), a variant
//! two hyphens (`button--primary`). A state is an ARIA or `data-` attribute, never a class.

#![allow(
    unreachable_pub,
    reason = "#[component] keeps the written function under a name of its own, with the same visibility"
)]

mod announcer;
mod button;
mod checkbox;
mod choice;
mod dialog;
mod draft;
mod field;
mod icon;
mod segmented;
mod select;
mod shortcut;
mod toast;
mod unique_id;

pub use announcer::{Announcer, LiveRegion, Notice, NoticeTone, provide_announcer, use_announcer};
pub use button::{Button, ButtonKind, ButtonPurpose, ButtonSize, IconButton, button_class};
pub use checkbox::Checkbox;
pub use choice::Choice;
pub use dialog::{Dialog, DialogSize, Dismissal};
pub use draft::{Draft, DraftText};
pub use field::{Field, FieldKind, InitialFocus, LabelPlace, TextArea};
pub use icon::{Glyph, Icon};
pub use segmented::Segmented;
pub use select::Select;
pub use shortcut::{Keyboard, Keys, Shortcut};
pub use toast::Toast;
pub use unique_id::unique_id;
