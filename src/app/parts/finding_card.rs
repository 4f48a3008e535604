//! A finding as a card: what is wrong, what can be done, and why.

use super::badge::{Severity, SeverityMark};
use super::button::{Button, ButtonKind, ButtonSize};
use super::icon::{Glyph, Icon};
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// Something that can be done about a finding.
#[derive(Clone)]
pub struct CardFix {
    /// What it does: a verb.
    pub label: String,
    /// Does it.
    pub run: Callback<()>,
}

/// A finding: its title with the severity as a shape and a word, its sentence, the first fix as the primary button, then the
/// others, "Accept…", and the link to the reason.
///
/// An article labelled by its title. One that was accepted says so with its reason, and offers to open it again.
#[component]
pub fn FindingCard(
    /// How grave it is.
    severity: Severity,
    /// What is wrong, in few words.
    #[prop(into)]
    title: Signal<String>,
    /// What can be done about it, the best first.
    #[prop(optional)]
    fixes: Vec<CardFix>,
    /// Shows more of what was found, where there is more.
    #[prop(optional)]
    more: Option<CardFix>,
    /// Leads to what the finding is about; the title is the link.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Asks for the reason to accept it.
    #[prop(optional, into)]
    on_accept: Option<Callback<()>>,
    /// The reason it was accepted for; none while it stands.
    #[prop(optional, into)]
    accepted: Signal<Option<String>>,
    /// Takes the acceptance back.
    #[prop(optional, into)]
    on_reopen: Option<Callback<()>>,
    /// The page the finding rests on.
    #[prop(optional, into)]
    why: Option<String>,
    /// Tells the reason, where the page has more to say than a link.
    #[prop(optional, into)]
    on_why: Option<Callback<()>>,
    /// The sentence, with names and numbers.
    children: Children,
) -> impl IntoView {
    let title_id = unique_id("finding");
    let is_accepted = Signal::derive(move || accepted.with(Option::is_some));
    let title = match on_open {
        Some(on_open) => view! {
            <button type="button" class="card__title card__title--link" id=title_id.clone() on:click=move |_| on_open.run(())>
                {title}
            </button>
        }
        .into_any(),
        None => view! { <span class="card__title" id=title_id.clone()>{title}</span> }.into_any(),
    };
    let word = match severity {
        Severity::Error => "Error: ",
        Severity::Warning => "Warning: ",
        Severity::Note => "Note: ",
    };
    let fixes = fixes.into_iter().enumerate().map(|(place, fix)| {
        let kind = if place == 0 {
            ButtonKind::Primary
        } else {
            ButtonKind::Plain
        };
        view! { <Button label=fix.label kind size=ButtonSize::Small on_press=fix.run /> }
    });
    let fixes = fixes.collect_view();
    let accept = following(move || {
        on_accept.filter(|_| !is_accepted.get()).map(|on_accept| {
            view! { <Button label="Accept…" size=ButtonSize::Small on_press=on_accept /> }
        })
    });
    let reopen = following(move || {
        on_reopen.filter(|_| is_accepted.get()).map(|on_reopen| {
            view! { <Button label="Open again" size=ButtonSize::Small on_press=on_reopen /> }
        })
    });
    let why = why.map(|page| {
        view! {
            <a class="card__why" href=page target="_blank" rel="noreferrer">
                "Why"
                <Icon glyph=Glyph::External />
                <span class="visually-hidden">" (opens AWS's page in a new tab)"</span>
            </a>
        }
    });
    let more = more.map(|more| {
        view! { <Button label=more.label kind=ButtonKind::Link size=ButtonSize::Small on_press=more.run /> }
    });
    let tell = on_why.map(|on_why| {
        view! { <Button label="Why" kind=ButtonKind::Link size=ButtonSize::Small on_press=on_why /> }
    });
    view! {
        <article
            class=format!("card card--{}", severity.name())
            aria-labelledby=title_id
            data-accepted=move || is_accepted.get().then_some("true")
        >
            <header class="card__head">
                <SeverityMark severity />
                <span class="visually-hidden">{word}</span>
                {title}
            </header>
            <div class="card__text">{children()}</div>
            <Show when=move || is_accepted.get()>
                <p class="card__reason">
                    <Icon glyph=Glyph::Check />
                    <span>"Accepted: " {move || accepted.get()}</span>
                </p>
            </Show>
            <div class="card__actions">{fixes} {accept} {reopen} {more} {tell} {why}</div>
        </article>
    }
    .into_any()
}
