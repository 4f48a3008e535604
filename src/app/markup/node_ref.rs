//! Where an element of the page can be found again.

use std::marker::PhantomData;

use leptos::html;
use leptos::prelude::{Get, GetUntracked, NodeRef as Inner};
use leptos::tachys::html::element::ElementType;
use wasm_bindgen::JsCast;

/// An element of the page with the tag `E`, once it is there. It is told when it comes.
pub struct NodeRef<E> {
    /// Of one tag for all: the browser does not care, and what is kept for a tag is compiled for it.
    inner: Inner<html::Div>,
    tag: PhantomData<fn() -> E>,
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E> NodeRef<E> {
    /// No element yet.
    pub fn new() -> Self {
        Self {
            inner: Inner::new(),
            tag: PhantomData,
        }
    }

    pub(super) fn inner(self) -> Inner<html::Div> {
        self.inner
    }
}

impl<E: ElementType<Output: JsCast>> NodeRef<E> {
    /// The element. Who asks is told when it comes.
    pub fn get(self) -> Option<E::Output> {
        self.inner.get().map(JsCast::unchecked_into)
    }

    /// The element, once.
    pub fn get_untracked(self) -> Option<E::Output> {
        self.inner.get_untracked().map(JsCast::unchecked_into)
    }

    /// The element, once, if it and the owner of the reference are still there.
    pub fn try_get_untracked(self) -> Option<E::Output> {
        self.inner.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}

impl<E> Default for NodeRef<E> {
    fn default() -> Self {
        Self::new()
    }
}
