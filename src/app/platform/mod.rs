//! The browser's own services: storage, files, clipboard, clock, randomness, theme, and the last words after a panic.
//!
//! No Leptos here and no words for people: functions, futures and callbacks, with errors as values. `app` chooses the
//! words and shows each error once. A listener lives as long as its value.

pub mod address;
pub mod boot;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod exception;
pub mod files;
pub mod later;
pub mod listen;
pub mod panic;
pub mod picture;
pub mod random;
pub mod settings;
pub mod sheets;
pub mod store;
pub mod theme;
