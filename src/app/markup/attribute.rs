//! What is written on an element: attributes, properties, styles, listeners and references to it.

use std::borrow::Cow;

use leptos::prelude::RenderEffect;
use leptos::tachys::html::attribute::Attribute as _;
use leptos::tachys::html::event::{Custom, On, on};
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::Value;

/// Where a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Attribute,
    Property,
    Style,
}

/// Something written on an element.
pub(super) enum Attribute {
    Named(Kind, &'static str, Value),
    Listener(Listener),
    /// Whoever wants to know the element.
    Reference(Box<dyn FnOnce(&Element) + Send>),
}

/// A handler of an event.
pub(super) type Listener = On<Custom<Event>, Box<dyn FnMut(Event)>>;

pub(super) fn listener(name: Cow<'static, str>, act: Box<dyn FnMut(Event)>) -> Listener {
    on(Custom::new(name), act)
}

/// What stands on an element that is in the page. Dropped, it follows nothing and hears nothing any more.
pub(super) enum Written {
    Once(Kind, &'static str, Value),
    Followed(
        Kind,
        &'static str,
        #[expect(dead_code, reason = "it follows until it is dropped")] RenderEffect<Value>,
    ),
    Heard(
        #[expect(dead_code, reason = "it hears until it is dropped")]
        <Listener as leptos::tachys::html::attribute::Attribute>::State,
    ),
    Known,
}

impl Attribute {
    /// Writes it on `element`. `before` is what stands there from another view.
    pub(super) fn write(self, element: &Element, before: &[Written]) -> Written {
        match self {
            Self::Named(kind, name, Value::Changing(mut value)) => {
                let element = element.clone();
                let is_bare = before.is_empty();
                let follow = move |before: Option<Value>| {
                    let now = value().now();
                    let is_same = match before {
                        Some(before) => before.text() == now.text(),
                        None => is_bare && now.text().is_none(),
                    };
                    if !is_same || kind == Kind::Property {
                        write(kind, name, &element, &now);
                    }
                    now
                };
                Written::Followed(kind, name, RenderEffect::new(follow))
            }
            Self::Named(kind, name, value) => {
                let stands = match before.iter().find(|before| before.place() == Some((kind, name))) {
                    Some(Written::Once(.., before)) => before.text() == value.text(),
                    Some(_) => false,
                    None => value.text().is_none(),
                };
                if !stands || kind == Kind::Property {
                    write(kind, name, element, &value);
                }
                Written::Once(kind, name, value)
            }
            Self::Listener(listener) => Written::Heard(listener.build(element)),
            Self::Reference(tell) => {
                tell(element);
                Written::Known
            }
        }
    }
}

impl Written {
    /// Takes off `element` what no longer stands on it.
    pub(super) fn clear(&self, element: &Element, now: &[Written]) {
        if let Some((kind, name)) = self.place()
            && !now.iter().any(|now| now.place() == Some((kind, name)))
        {
            write(kind, name, element, &Value::Absent);
        }
    }

    fn place(&self) -> Option<(Kind, &'static str)> {
        match self {
            Self::Once(kind, name, _) | Self::Followed(kind, name, _) => Some((*kind, name)),
            Self::Heard(_) | Self::Known => None,
        }
    }
}

fn write(kind: Kind, name: &'static str, element: &Element, value: &Value) {
    match (kind, value.text()) {
        (Kind::Attribute, Some(text)) => Rndr::set_attribute(element, name, text),
        (Kind::Attribute, None) => Rndr::remove_attribute(element, name),
        (Kind::Style, text) => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            match text {
                Some(text) => Rndr::set_css_property(&style, name, text),
                None => Rndr::remove_css_property(&style, name),
            }
        }
        (Kind::Property, _) => {
            let value = match value {
                Value::Flag(flag) => JsValue::from_bool(*flag),
                Value::Text(text) => JsValue::from_str(text),
                Value::Absent | Value::Changing(_) => JsValue::UNDEFINED,
            };
            Rndr::set_property_or_value(element, name, &value);
        }
    }
}
