//! What every file with a view needs: Leptos' names, with elements of one type.
//!
//! Leptos gives every tag, attribute and handler a type of its own, and compiles building, changing and removing it for
//! each. Here an element is data ([`Element`](element::Element): a tag, named values, children) and one piece of code draws it: a page that
//! is loaded over a network cannot afford the former. `view!` is Leptos' own and finds these elements by [`Markup`], which
//! is why the files with views name this module's glob instead of Leptos' prelude.
//!
//! What is drawn changes as it does in Leptos: a value that is a function or a signal follows it, and an element in the
//! place of another of the same tag takes its place over, with what differs written into it.

mod attribute;
mod element;
mod following;
mod names;
mod node_ref;
mod show;
mod value;

pub use leptos::prelude::{
    AnyView, Children, ChildrenFn, CollectView, For, IntoAny, IntoView, Owner, ViewFn, component, document,
    event_target_value, expect_context, mount_to_body, on_cleanup, provide_context, request_animation_frame,
    set_timeout, set_timeout_with_handle, untrack, use_context, view, window,
};

pub use following::following;
pub use names::Markup;
pub use node_ref::NodeRef;
pub use show::Show;
pub use value::Value;
