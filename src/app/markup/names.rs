//! How `view!` finds an [`Element`]: by the names of what it writes on one.

use std::borrow::Cow;

use leptos::prelude::{IntoAny, IntoRender};
use leptos::tachys::html::element::{ElementType, HtmlElement};
use leptos::tachys::html::event::EventDescriptor;
use leptos::tachys::view::RenderHtml;
use wasm_bindgen::JsCast;
use web_sys::Event;

use super::attribute::{Attribute, Kind, listener};
use super::element::Element;
use super::node_ref::NodeRef;
use super::value::{IntoValue, Value};

macro_rules! attributes {
    ($($method:ident $name:literal)*) => {$(
        #[doc = concat!("The attribute `", $name, "`.")]
        fn $method(self, value: impl IntoValue) -> Element {
            named(self.element(), Kind::Attribute, $name, value.into_value())
        }
    )*};
}

/// An element, or Leptos' beginning of one.
///
/// Leptos' own methods for the attributes of one tag (`type` of an input) come before these as long as nothing else is
/// written: in an element without content, an attribute that every tag has stands first.
pub trait Markup: Sized {
    /// It, as data.
    fn element(self) -> Element;

    /// What is inside, after what is already there.
    fn child<C>(self, child: C) -> Element
    where
        C: IntoRender,
        C::Output: RenderHtml,
    {
        self.element().push_child(child.into_render().into_any())
    }

    /// Any attribute.
    fn attr(self, name: &'static str, value: impl IntoValue) -> Element {
        named(self.element(), Kind::Attribute, name, value.into_value())
    }

    /// A property of the element in the page: what counts once somebody has typed or chosen.
    fn prop(self, name: &'static str, value: impl IntoValue) -> Element {
        named(self.element(), Kind::Property, name, value.into_value())
    }

    /// A style that no sheet can know, such as a position that is computed.
    fn style<V: IntoValue>(self, (name, value): (&'static str, V)) -> Element {
        named(self.element(), Kind::Style, name, value.into_value())
    }

    /// What happens at an event.
    fn on<E: EventDescriptor>(self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Element
    where
        E::EventType: JsCast,
    {
        listening(
            self.element(),
            event.name(),
            Box::new(move |event: Event| act(event.unchecked_into())),
        )
    }

    /// Who wants to know the element.
    fn node_ref<E: ElementType>(self, node: NodeRef<E>) -> Element {
        self.element().push(Attribute::Reference(node.inner()))
    }

    attributes! {
        accept "accept"
        alt "alt"
        aria_activedescendant "aria-activedescendant"
        aria_autocomplete "aria-autocomplete"
        aria_busy "aria-busy"
        aria_checked "aria-checked"
        aria_colcount "aria-colcount"
        aria_colindex "aria-colindex"
        aria_controls "aria-controls"
        aria_current "aria-current"
        aria_describedby "aria-describedby"
        aria_description "aria-description"
        aria_disabled "aria-disabled"
        aria_expanded "aria-expanded"
        aria_haspopup "aria-haspopup"
        aria_hidden "aria-hidden"
        aria_invalid "aria-invalid"
        aria_keyshortcuts "aria-keyshortcuts"
        aria_label "aria-label"
        aria_labelledby "aria-labelledby"
        aria_multiselectable "aria-multiselectable"
        aria_orientation "aria-orientation"
        aria_posinset "aria-posinset"
        aria_pressed "aria-pressed"
        aria_readonly "aria-readonly"
        aria_rowcount "aria-rowcount"
        aria_rowindex "aria-rowindex"
        aria_selected "aria-selected"
        aria_setsize "aria-setsize"
        aria_sort "aria-sort"
        aria_valuemax "aria-valuemax"
        aria_valuemin "aria-valuemin"
        aria_valuenow "aria-valuenow"
        aria_valuetext "aria-valuetext"
        autocapitalize "autocapitalize"
        autocomplete "autocomplete"
        autofocus "autofocus"
        class "class"
        colspan "colspan"
        disabled "disabled"
        r#for "for"
        hidden "hidden"
        href "href"
        id "id"
        inputmode "inputmode"
        multiple "multiple"
        name "name"
        novalidate "novalidate"
        open "open"
        placeholder "placeholder"
        popover "popover"
        readonly "readonly"
        rel "rel"
        role "role"
        rows "rows"
        scope "scope"
        spellcheck "spellcheck"
        src "src"
        start "start"
        tabindex "tabindex"
        target "target"
        title "title"
        r#type "type"
        value "value"
    }
}

impl<E: ElementType> Markup for HtmlElement<E, (), ()> {
    fn element(self) -> Element {
        Element::new(E::TAG, E::NAMESPACE)
    }
}

impl Markup for Element {
    fn element(self) -> Element {
        self
    }
}

#[inline(never)]
fn named(element: Element, kind: Kind, name: &'static str, value: Value) -> Element {
    element.push(Attribute::Named(kind, name, value))
}

#[inline(never)]
fn listening(element: Element, name: Cow<'static, str>, act: Box<dyn FnMut(Event)>) -> Element {
    element.push(Attribute::Listener(listener(name, act)))
}
