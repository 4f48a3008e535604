//! Help inside the page: what things are in AWS and where they stand here, and a tour of the screen.
//!
//! What is said of AWS is what its pages say; each entry names the page.

mod entries;
mod tour;

use crate::app::action::Action;
use crate::app::ask::Ask;
use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, Dialog, DialogSize, Draft, Field, InitialFocus, LabelPlace, source_link};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, effect};
use crate::app::session::use_session;
use crate::app::view_ask::Topic;
use entries::{ENTRIES, Entry};
pub(super) use tour::tour;

/// What the ids of entries begin with.
const ID: &str = "help";

/// The words of AWS and of the planner, found by typing, with the entry of `topic` in sight.
pub(super) fn dialog(topic: Topic, open: RwSignal<bool>) -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let query = Draft::new("", |text| Ok(lower(text.trim())));
    let found = Memo::new(move |_| {
        let query = query.value().unwrap_or_default();
        let meant = |(_, entry): &(usize, &Entry)| query.split_whitespace().all(|word| entry.text().contains(word));
        let places = ENTRIES.iter().enumerate().filter(meant).map(|(place, _)| place);
        places.collect::<Vec<usize>>()
    });
    effect(move |_| {
        let about = ENTRIES.iter().position(|entry| entry.topic == Some(topic));
        if let Some(place) = about {
            request_animation_frame(move || {
                let entry = document().get_element_by_id(&format!("{ID}-{place}"));
                let list = entry
                    .as_ref()
                    .and_then(|entry| entry.closest(".help__list").ok().flatten());
                if let (Some(entry), Some(list)) = (entry, list) {
                    // The list alone: the browser would scroll the dialog as well.
                    let down = entry.get_bounding_client_rect().top() - list.get_bounding_client_rect().top();
                    list.set_scroll_top(list.scroll_top() + down as i32);
                }
            });
        }
    });
    let list = move || {
        following(move || {
            let entry = |place: usize| {
                let entry = ENTRIES.get(place)?;
                let is_asked = entry.topic == Some(topic);
                Some(entry_view(place, entry, is_asked))
            };
            let found = found.get();
            let none = found
                .is_empty()
                .then(|| view! { <p class="dim">"No word like this"</p> });
            view! {
                {none}
                <dl class="help">{found.into_iter().filter_map(entry).collect_view()}</dl>
            }
        })
    };
    view! {
        <Dialog
            open=open
            title="Help"
            description=Some("What things are in AWS, and where they stand here".to_owned())
            size=DialogSize::Wide
            footer=move || view! {
                <Button
                    label="Tour of the screen"
                    kind=ButtonKind::Ghost
                    on_press=move || {
                        open.set(false);
                        Action::Tour.run(planner, session);
                    }
                />
                <Button
                    label="What the plan is checked for"
                    kind=ButtonKind::Ghost
                    on_press=move || planner.ask(Ask::Rules)
                />
                <Button label="Keyboard shortcuts" on_press=move || planner.ask(Ask::Shortcuts) />
            }
        >
            <div class="stack">
                <Field
                    label="Find a word"
                    label_place=LabelPlace::Said
                    draft=query
                    placeholder=Some("Find a word, such as locale".to_owned())
                    focus=InitialFocus::Here
                />
                <div class="help__list" tabindex="0" role="group" aria-label="Words">{list()}</div>
            </div>
        </Dialog>
    }
    .into_any()
}

fn entry_view(place: usize, entry: &'static Entry, is_asked: bool) -> AnyView {
    let page = entry.page.map(|(url, words)| source_link(url, words));
    let asked = is_asked.then_some("true");
    view! {
        <div class="help__entry" id=format!("{ID}-{place}") data-asked=asked>
            <dt>{entry.word}</dt>
            <dd>
                <p>{entry.what}</p>
                <p class="help__here"><span class="dim">"Here: "</span>{entry.here}</p>
                {page}
            </dd>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, Topic};

    #[test]
    fn every_kind_of_row_has_an_entry_and_every_page_is_of_aws() {
        for topic in [
            Topic::Ipam,
            Topic::Scope,
            Topic::Pool,
            Topic::Allocation,
            Topic::Vpc,
            Topic::Subnet,
            Topic::Reservation,
            Topic::PublicBlock,
            Topic::Free,
        ] {
            assert!(ENTRIES.iter().any(|entry| entry.topic == Some(topic)), "{topic:?}");
        }
        for entry in ENTRIES {
            if let Some((url, words)) = entry.page {
                assert!(
                    url.starts_with("https://docs.aws.amazon.com/") && url.ends_with(".html"),
                    "{url}"
                );
                assert!(!words.is_empty());
            }
            assert!(entry.what.ends_with('.') && entry.here.ends_with('.'), "{}", entry.word);
        }
    }
}
