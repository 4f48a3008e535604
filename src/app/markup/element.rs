//! An element as data, and how it is drawn.

use leptos::prelude::AnyView;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::Node;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;

use super::attribute::{Attribute, Written};

/// An element of a view, of whatever tag.
pub struct Element(Box<Parts>);

struct Parts {
    tag: Tag,
    attributes: Vec<Attribute>,
    children: Vec<AnyView>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Tag {
    name: &'static str,
    namespace: Option<&'static str>,
}

impl Element {
    #[inline(never)]
    pub(super) fn new(name: &'static str, namespace: Option<&'static str>) -> Self {
        Self(Box::new(Parts {
            tag: Tag { name, namespace },
            attributes: Vec::new(),
            children: Vec::new(),
        }))
    }

    #[inline(never)]
    pub(super) fn push(mut self, attribute: Attribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    #[inline(never)]
    pub(super) fn push_child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }
}

/// An element that is in the page.
pub struct Drawn {
    element: web_sys::Element,
    tag: Tag,
    attributes: Vec<Written>,
    children: Vec<AnyViewState>,
}

impl Render for Element {
    type State = Drawn;

    #[inline(never)]
    fn build(self) -> Drawn {
        let Parts {
            tag,
            attributes,
            children,
        } = *self.0;
        let element = Rndr::create_element(tag.name, tag.namespace);
        let mut drawn = Drawn {
            element,
            tag,
            attributes: Vec::new(),
            children: Vec::new(),
        };
        drawn.write(attributes);
        drawn.fill(children);
        drawn
    }

    #[inline(never)]
    fn rebuild(self, drawn: &mut Drawn) {
        if self.0.tag == drawn.tag {
            drawn.write(self.0.attributes);
            drawn.fill(self.0.children);
        } else {
            let mut other = self.build();
            drawn.insert_before_this(&mut other);
            drawn.unmount();
            *drawn = other;
        }
    }
}

impl Drawn {
    fn write(&mut self, attributes: Vec<Attribute>) {
        let before = std::mem::take(&mut self.attributes);
        for attribute in attributes {
            self.attributes.push(attribute.write(&self.element, &before));
        }
        for written in &before {
            written.clear(&self.element, &self.attributes);
        }
    }

    fn fill(&mut self, children: Vec<AnyView>) {
        for mut gone in self.children.drain(children.len().min(self.children.len())..) {
            gone.unmount();
        }
        for (place, child) in children.into_iter().enumerate() {
            if let Some(drawn) = self.children.get_mut(place) {
                child.rebuild(drawn);
            } else {
                let mut drawn = child.build();
                drawn.mount(&self.element, None);
                self.children.push(drawn);
            }
        }
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn try_mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) -> bool {
        Rndr::try_insert_node(parent, &self.element, marker)
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.element).and_then(|parent| parent.dyn_into().ok());
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        vec![self.element.clone()]
    }
}

no_attrs!(Element);

/// There is no server: nothing is written as text there, and nothing of it is found here.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
