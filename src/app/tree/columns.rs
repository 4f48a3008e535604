//! The columns as they were chosen: what the style sheet cannot know.

use leptos::html;

use crate::app::look::{Column, Density};
use crate::app::markup::*;
use crate::app::planner::Planner;
use crate::app::reactive::effect;

/// Keeps the widths of the columns and the height of the rows as they were chosen, for as long as the component that calls stands.
pub(super) fn follow_look(planner: Planner, scroller: NodeRef<html::Div>) {
    effect(move |_| {
        let Some(scroller) = scroller.get() else { return };
        planner.look.with(|look| {
            let style = web_sys::HtmlElement::style(&scroller);
            let mut total = 0;
            for column in Column::ALL {
                let name = format!("--chosen-{}", column.key());
                // They fail only for values that no browser knows.
                let _ = match look.width(column).filter(|_| look.shows(column)) {
                    Some(width) => {
                        total += width;
                        style.set_property(&name, &format!("{width}px"))
                    }
                    None => style.remove_property(&name).map(|_| ()),
                };
            }
            let _ = style.set_property("--chosen-total", &format!("{total}px"));
            let density = match look.density {
                Density::Comfortable => "comfortable",
                Density::Compact => "compact",
            };
            let _ = scroller.set_attribute("data-density", density);
        });
    });
}
