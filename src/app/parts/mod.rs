//! The pieces every part of the page is made of: buttons, fields, dialogs, menus, marks, figures.
//!
//! They know the browser and Leptos, and nothing of plans, actions or storage: what they show comes in as a prop, what happens
//! goes out as a callback. Each says in its first lines what it guarantees to people who use a keyboard or a screen reader.
//!
//! Class names: the block is the part (`button`), an element of it follows two underscores (`button__label`), a variant
//! two hyphens (`button--primary`). A state is an ARIA or `data-` attribute, never a class.
//!
//! Three stand once at the root: [`TooltipLayer`], [`Toast`] and [`LiveRegion`], below [`provide_announcer`].

pub mod figures;

mod anchor;
mod announcer;
mod badge;
mod button;
mod checkbox;
mod chips;
mod choice;
mod combobox;
mod detail;
mod dialog;
mod disclosure;
mod draft;
mod empty_state;
mod field;
mod finding_card;
mod floating;
mod icon;
mod kind_mark;
mod length;
mod listener;
mod menu;
mod meter;
mod popover;
mod resizer;
mod segmented;
mod select;
mod shortcut;
mod source_link;
mod table_rows;
mod tabs;
mod tag_editor;
mod toast;
mod tooltip;
mod unique_id;
mod window;

pub use anchor::{Align, Area, beside};
pub use announcer::{Announcer, LiveRegion, Notice, NoticeTone, provide_announcer, use_announcer};
pub use badge::{Badge, Pill, Severity, SeverityMark};
pub use button::{Button, ButtonKind, ButtonPurpose, ButtonSize, IconButton, button_class};
pub use checkbox::Checkbox;
pub use choice::Choice;
pub use combobox::{Combobox, ComboboxOfSeveral, ComboboxOption};
pub use detail::{Detail, DetailList};
pub use dialog::{Dialog, DialogSize, Dismissal};
pub use disclosure::{Disclosure, Unfolded};
pub use draft::{Draft, DraftText};
pub use empty_state::EmptyState;
pub use field::{Field, FieldKind, InitialFocus, LabelPlace, TextArea};
pub use finding_card::{CardFix, FindingCard};
pub use icon::{Glyph, Icon};
pub use kind_mark::{BlockKind, KindMark, MarkWord};
pub use length::length;
pub(in crate::app) use listener::keep;
pub use listener::listen;
pub use menu::{Chosen, ContextMenu, MenuButton, MenuEntry, MenuItem};
pub use meter::{Meter, MeterLevel};
pub use popover::{OpenerFace, Popover};
pub use resizer::{PaneLimits, PaneSide, Resizer};
pub use segmented::Segmented;
pub use select::Select;
pub use shortcut::{Keyboard, Keys, Shortcut};
pub use source_link::source_link;
pub use table_rows::TableRows;
pub use tabs::Tabs;
pub use tag_editor::{Tag, TagEditor};
pub use toast::Toast;
pub use tooltip::{Explained, TooltipLayer};
pub use unique_id::unique_id;
pub use window::{RowWindow, ScrollView, observe_size, row_height, use_scroll_view};
