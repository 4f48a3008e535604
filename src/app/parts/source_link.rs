//! A link to the page that something rests on.

use super::icon::{Glyph, Icon};
use crate::app::markup::*;

/// A link to another site, in a tab of its own, with an icon for the eye and words for the ear that say so.
pub fn source_link(url: &'static str, words: impl Into<String>) -> AnyView {
    view! {
        <a class="sourcelink" href=url target="_blank" rel="noreferrer">
            {words.into()}
            <Icon glyph=Glyph::External />
            <span class="visually-hidden">" (opens in a new tab)"</span>
        </a>
    }
    .into_any()
}
